#include "pipeline/search/match.h"

#include <fmt/core.h>
#include <unicode/brkiter.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>

#include "pipeline/search/passage_text.h"

namespace banthuek::search {
namespace {

constexpr double kWholeWord = 10, kOften = 0.5;

// Where a term was found best.
struct TermPlace {
  bool found = false;
  int field = 0, distance = 0;
  Span place;
  double score = 0;
};

// Whether the place begins and ends where words do, by ICU's word break of its surroundings.
bool whole_word(std::string_view text, const Span& place) {
  static thread_local std::unique_ptr<icu::BreakIterator> words = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale("th"), status));
  }();
  constexpr std::size_t kAround = 16;  // clusters
  const index::SearchText st = index::search_text(text, place.end + kAround + 1);
  const auto alone = [&](std::size_t at) {  // no letter on one of its sides
    return at == 0 || at >= st.clusters.size() || !index::is_word(st.clusters[at - 1]) || !index::is_word(st.clusters[at]) ||
           index::is_thai(st.clusters[at - 1]) != index::is_thai(st.clusters[at]);
  };
  if (alone(place.begin) && alone(place.end)) return true;
  if (!words) return false;
  const std::size_t from = place.begin > kAround ? place.begin - kAround : 0, to = std::min(place.end + kAround, st.clusters.size());
  const auto part = [&](std::size_t a, std::size_t b) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data() + st.offsets[a], static_cast<int32_t>(st.offsets[b] - st.offsets[a])));
  };
  const icu::UnicodeString window = part(from, to);
  const int32_t begin = part(from, place.begin).length(), end = part(from, place.end).length();
  words->setText(window);
  return (alone(place.begin) || words->isBoundary(begin)) && (alone(place.end) || words->isBoundary(end));
}

TermPlace best_place(const Term& term, const PassageText& texts, Matching matching) {
  TermPlace best;
  const auto weight = [&](int i) { return texts.info().fields[static_cast<std::size_t>(i)].weight; };
  for (int i = 0; matching != Matching::kNear && i < texts.fields(); ++i) {
    if (best.found && weight(i) + 3 <= best.score) break;  // they stand in the order of their weights
    if (!texts.may_hold(i, term)) continue;
    const auto place = find_term(term, texts.field(i), 0);
    if (!place) continue;
    double often = 0;
    for (auto next = find_term(term, texts.field(i), place->end); next && often < 5; next = find_term(term, texts.field(i), next->end)) ++often;
    const double score = weight(i) + often * kOften;
    if (!best.found || score > best.score) best = {true, i, 0, *place, score};
  }
  if (best.found || matching == Matching::kExact) return best;
  for (int i = 0; i < texts.fields(); ++i) {
    if (!texts.may_nearly_hold(i, term)) continue;
    const auto near = find_near(term, texts.field(i));
    if (near && (!best.found || near->distance < best.distance)) best = {true, i, near->distance, near->place, weight(i)};
  }
  return best;
}

bool stands(const Term& term, const PassageText& texts) {
  for (int i = 0; i < texts.fields(); ++i)
    if (texts.may_hold(i, term) && find_term(term, texts.field(i), 0)) return true;
  return false;
}

// Whether the texts may match, as far as their skeletons tell.
bool may_hold(const QueryNode& node, const Plan& plan, const PassageText& texts) {
  const auto part_may = [&](const QueryNode& part) { return may_hold(part, plan, texts); };
  switch (node.op) {
    case QueryNode::Op::kTerm: {
      const Term& term = plan.terms[static_cast<std::size_t>(node.term)];
      for (int i = 0; i < texts.fields(); ++i)
        if (texts.may_hold(i, term)) return true;
      return false;
    }
    case QueryNode::Op::kNot:
      return true;
    case QueryNode::Op::kAnd:
      return std::all_of(node.parts.begin(), node.parts.end(), part_may);
    case QueryNode::Op::kOr:
      return std::any_of(node.parts.begin(), node.parts.end(), part_may);
  }
  return true;
}

bool holds_exactly(const QueryNode& node, const Plan& plan, const PassageText& texts);

// `term_holds` is asked of each term that decides, but of those under a NOT.
template <typename TermHolds>
bool holds(const QueryNode& node, const Plan& plan, const PassageText& texts, const TermHolds& term_holds) {
  switch (node.op) {
    case QueryNode::Op::kTerm:
      return term_holds(plan.terms[static_cast<std::size_t>(node.term)]);
    case QueryNode::Op::kNot:
      return !holds_exactly(node.parts.front(), plan, texts);
    case QueryNode::Op::kAnd:
      for (const QueryNode& part : node.parts)
        if (!holds(part, plan, texts, term_holds)) return false;
      return true;
    case QueryNode::Op::kOr: {
      bool any = false;
      for (const QueryNode& part : node.parts) any = holds(part, plan, texts, term_holds) || any;
      return any;
    }
  }
  return false;
}

bool holds_exactly(const QueryNode& node, const Plan& plan, const PassageText& texts) {
  return holds(node, plan, texts, [&](const Term& term) { return stands(term, texts); });
}

int characters(std::string_view utf8) {
  int n = 0;
  for (const char c : utf8) n += (c & 0xC0) != 0x80;
  return n;
}

// The part of a text around a place, with the terms marked.
void cut_snippet(const Plan& plan, std::string_view text, const Span& place, int most, Hit& hit) {
  const std::size_t width = static_cast<std::size_t>(std::max(most, 1));
  const index::SearchText st = index::search_text(text, std::max(place.end, place.begin + width) + 1);
  const std::size_t size = st.clusters.size();
  const std::size_t length = place.end - place.begin;
  std::size_t from = place.begin, to = place.end;
  if (length < width) from -= std::min(from, (width - length) / 3);
  to = std::min(size, std::max(to, from + width));
  if (to - from < width) from = to > width ? to - width : 0;
  if (from > 0) hit.snippet = "…";
  const int before = characters(hit.snippet);
  const std::string_view part = text.substr(st.offsets[from], st.offsets[to] - st.offsets[from]);
  hit.snippet += part;
  for (char& c : hit.snippet)
    if (c == '\n' || c == '\t' || c == '\r') c = ' ';
  if (to < size) hit.snippet += "…";
  const auto mark = [&](const Span& s) {
    if (s.begin < from || s.end > to) return;
    const std::string_view lead = text.substr(st.offsets[from], st.offsets[s.begin] - st.offsets[from]);
    std::string_view hold = text.substr(st.offsets[s.begin], st.offsets[s.end] - st.offsets[s.begin]);
    while (!hold.empty() && std::string_view(" \n\t\r").find(hold.back()) != std::string_view::npos) hold.remove_suffix(1);
    hit.marks.emplace_back(before + characters(lead), characters(hold));
  };
  for (const Term& term : plan.terms)
    for (auto next = find_term(term, st.clusters, from); next; next = find_term(term, st.clusters, next->end)) mark(*next);
  if (hit.marks.empty() && length > 0) mark(place);  // a near miss; what filters alone found has no place
  std::sort(hit.marks.begin(), hit.marks.end());
}

}  // namespace

bool better(const Match& a, const Match& b) {
  if (a.distance != b.distance) return a.distance < b.distance;
  const index::PassageKind kind_a = index::kind_of(a.id), kind_b = index::kind_of(b.id);
  const bool running_a = kind_a == index::PassageKind::kPage, running_b = kind_b == index::PassageKind::kPage;
  if (running_a != running_b) return running_b;
  if (a.score != b.score) return a.score > b.score;
  if (a.year != b.year) return a.year > b.year;
  if (kind_a != kind_b) return index::before(kind_a, kind_b);
  return a.id > b.id;
}

bool matches(index::IndexReader& index, const Plan& plan, std::int64_t id) {
  if (plan.all) return true;
  const auto texts = PassageText::read(index, id);
  return texts && may_hold(plan.query.root, plan, *texts) && holds_exactly(plan.query.root, plan, *texts);
}

std::optional<Match> score_candidate(index::IndexReader& index, const Plan& plan, std::int64_t id, Matching matching) {
  const auto texts = PassageText::read(index, id);
  if (!texts) return std::nullopt;
  Match found;
  found.id = id;
  if (plan.all) {
    found.year = texts->year();
    found.text = texts->text(found.field);
    return found;
  }
  if (matching == Matching::kExact && !may_hold(plan.query.root, plan, *texts)) return std::nullopt;
  std::vector<TermPlace> seen;
  const auto term_holds = [&](const Term& term) {
    const TermPlace place = best_place(term, *texts, matching);
    if (place.found) seen.push_back(place);
    return place.found;
  };
  if (!holds(plan.query.root, plan, *texts, term_holds)) return std::nullopt;
  found.year = texts->year();
  double best = -1;
  for (const TermPlace& place : seen) {
    found.score += place.score / static_cast<double>(seen.size());
    found.distance += place.distance;
    if (place.score <= best) continue;
    best = place.score;
    found.field = place.field;
    found.place = place.place;
    found.share = 1 / static_cast<double>(seen.size());
  }
  found.text = texts->text(found.field);
  return found;
}

void weigh_words(Match& found) {
  if (found.distance == 0 && found.place.end > 0 && whole_word(found.text, found.place)) found.score += kWholeWord * found.share;
}

namespace {

// What is shown of a passage beside its text, in the order of Hit: the title, then what all kinds have.
std::string select_shown(index::PassageKind kind) {
  static constexpr const char* kTitles[] = {"m.title",
                                            "coalesce(d.title, d.subject)",
                                            "s.name",
                                            "s.organisation",
                                            "coalesce(s.title, s.code)",
                                            "coalesce(d.title, d.subject)",
                                            "coalesce(t.caption, d.title, d.subject)",
                                            "coalesce(r.title, t.caption, d.title, d.subject)"};
  const bool measure = kind == index::PassageKind::kMeasure;
  const index::PassageInfo& info = index::info_of(kind);
  return std::string("SELECT ") + kTitles[static_cast<std::size_t>(kind)] +
         ", d.key, d.organisation, d.province, CAST(d.fiscal_year AS TEXT), d.kind, (SELECT min(path) FROM file_places x WHERE x.file = " +
         (measure ? "d.file), CAST(json_extract(m.pages, '$[0]') AS TEXT), m.number, m.confidence, m.measure_group, m.status"
                  : "p.file), CAST(p.page AS TEXT), p.number, p.confidence, NULL, NULL") +
         (kind == index::PassageKind::kRecord ? ", r.kind" : ", NULL") + " FROM " + info.from + " WHERE " + info.id + " = ?";
}

const std::string& shown_of(index::PassageKind kind) {
  static const auto kAll = [] {
    std::array<std::string, std::size(index::kPassageKinds)> out;
    for (const index::PassageKind one : index::kPassageKinds) out[static_cast<std::size_t>(one)] = select_shown(one);
    return out;
  }();
  return kAll[static_cast<std::size_t>(kind)];
}

}  // namespace

Hit show_hit(database::Database& db, const Plan& plan, const Match& found, int snippet) {
  Hit hit;
  hit.id = found.id;
  hit.kind = index::kind_of(found.id);
  hit.score = found.score;
  hit.distance = found.distance;
  hit.field = index::info_of(hit.kind).fields[static_cast<std::size_t>(found.field)].name;
  database::Statement row = db.prepare(shown_of(hit.kind));
  if (!row.bind(found.id).step()) return hit;
  std::string* texts[] = {&hit.title, &hit.document, &hit.office, &hit.province, &hit.year, &hit.document_kind, &hit.file, &hit.page};
  for (int i = 0; std::string * text : texts) *text = row.text(i++);
  hit.number = static_cast<int>(row.integer(8));
  hit.confidence = row.real(9);
  hit.group = row.text(10);
  hit.status = row.text(11);
  hit.record_kind = row.text(12);
  if (hit.kind == index::PassageKind::kMeasure) hit.measure = fmt::format("{}-{}", hit.document, hit.number);
  cut_snippet(plan, found.text, found.place, snippet, hit);
  return hit;
}

}  // namespace banthuek::search
