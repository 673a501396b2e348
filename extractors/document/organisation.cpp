#include "extractors/document/organisation.h"

#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/values/office_name.h"
#include "extractors/values/person_name.h"

namespace banthuek::document {
namespace {

constexpr double kMentioned = 0.45;    // confidence of a body that is only mentioned
constexpr double kOneOfSeveral = 0.9;  // and of one among others that the header names
constexpr double kSameName = 0.88;     // similarity of a name and its misreading
constexpr double kOwnLine = 6;         // votes of a mention where the document names its own body
constexpr double kPosition = 2;        // of one in the position of who signs or is named
constexpr double kParent = 0.5;        // of its votes, behind the body that belongs to it

struct Candidate {
  std::string name;  // kind and own name, full form
  std::string type;
  text::Excerpt reading;  // as read
  bool listed = false;
  bool central = false;
  bool supposed = true;  // of a place that no list knows
  double votes = 0;
  double strong = 0;  // of them, where the document names its own body
  std::size_t order = 0;
};

// Whether a line ends with the name and the one below it, or below a stamp's word between them, begins with `rest`, and another line holds both.
bool goes_on_below(const ReadingOrder& flow, std::string_view name, std::string_view rest) {
  bool cut = false, whole = false;
  const std::string both = std::string(name) + std::string(rest);
  for (std::size_t i = 0; i < flow.size(); ++i) {
    const std::string_view line = text::trim(flow[i].reading.text);
    whole = whole || line.find(both) != std::string_view::npos;
    for (std::size_t below = i + 1; !cut && below < std::min(i + 3, flow.size()) && line.ends_with(name); ++below)
      cut = text::trim(flow[below].reading.text).starts_with(rest);
  }
  return cut && whole;
}

// Whether a line holds the stretch whole, and no letter behind it: then nothing of the next line was joined to it.
bool stands_in_a_line(const ReadingOrder& flow, std::string_view stretch) {
  const auto holds = [&](std::string_view line) {
    const std::size_t at = line.find(stretch);
    if (at == std::string_view::npos) return false;
    const std::u32string behind = text::to_u32(line.substr(at + stretch.size()));
    return behind.empty() || !text::is_thai_sign(behind.front());
  };
  return std::any_of(flow.begin(), flow.end(), [&](const OrderedPart& part) { return !part.table && holds(part.reading.text); });
}

// The mentions in the order of the text. `parent`: a body stands right behind another, which belongs to it (โรงเรียน... สำนักงานเขต...).
struct OrderedMention {
  values::OfficeMention mention;
  bool parent = false;
};

std::vector<OrderedMention> ordered_mentions(std::string_view text, bool behind_another, const schema::Vocabulary& vocabulary) {
  std::vector<OrderedMention> out;
  for (values::OfficeMention& m : values::office_mentions(text, vocabulary)) out.push_back({std::move(m)});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.mention.begin < b.mention.begin; });
  static const RE2 between(R"(\s*(?:\([ก-๙\s.]{2,60}\))?\s*(?:สังกัด)?\s*)");
  std::size_t from = 0;
  for (OrderedMention& m : out) {
    const std::string_view gap = text.substr(from, m.mention.begin - std::min(m.mention.begin, from));
    m.parent = (from > 0 || behind_another) && RE2::FullMatch({gap.data(), gap.size()}, between);
    from = m.mention.end;
  }
  return out;
}

// Whether the text ends with a body, or with what its name holds in brackets.
bool ends_with_body(std::string_view text, const std::vector<OrderedMention>& mentions) {
  static const RE2 end(R"(\s*(?:\([ก-๙\s.]{2,60}\))?\s*)");
  if (mentions.empty()) return false;
  const std::string_view rest = text.substr(mentions.back().mention.end);
  return RE2::FullMatch({rest.data(), rest.size()}, end);
}

// The name that the first line begins and the second ends with a place; empty where the first holds all of one, or there is none.
text::Excerpt parted_name(const text::Excerpt& first, const text::Excerpt& second, const schema::Vocabulary& vocabulary) {
  const std::string_view begin = text::trim(first.text);
  text::Excerpt both = text::slice(first, begin);
  text::append(both, "", text::slice(second, text::trim(second.text)));
  for (const values::OfficeMention& m : values::office_mentions(both.text, vocabulary)) {
    if (m.supposed || m.begin >= begin.size() || m.end <= begin.size() || !values::ends_with_place(m.name, vocabulary)) continue;
    const std::vector<values::OfficeMention> alone = values::office_mentions(begin, vocabulary);
    if (std::none_of(alone.begin(), alone.end(), [&](const auto& a) { return a.end == begin.size(); })) return text::slice(both, m.begin, m.end);
  }
  return {};
}

struct PlaceFound {
  MaybeField district, province;
};

PlaceFound find_places(const text::Excerpt& reading, std::size_t from, const schema::Schemas& schemas) {
  PlaceFound out;
  const std::string_view text = std::string_view(reading.text).substr(from);
  const std::vector<std::string>& provinces = schemas.vocabulary.province_names;
  std::vector<std::string> districts;
  const auto find = [&](const char* target, const std::vector<std::string>& known, MaybeField& to) {
    for (const schema::TextRule* rule : schemas.rules(target))
      for (const schema::RuleMatch& m : schema::match_all(*rule, text)) {
        const auto place = values::known_place(m.value, known);
        if (to || !place) continue;
        // As read: the letters of the place, or the whole stretch where a letter was misread.
        const bool exact = m.value.substr(0, place->size()) == *place;
        const auto begin = static_cast<std::size_t>(m.value.data() - reading.text.data());
        const text::Excerpt value = text::slice(reading, begin, begin + (exact ? place->size() : m.value.size()));
        to = text::make_field(value, *place, rule->id);
      }
  };
  find("organisation.province", provinces, out.province);
  for (const schema::Province& p : schemas.vocabulary.provinces)
    if (!out.province || p.name == out.province->value) districts.insert(districts.end(), p.districts.begin(), p.districts.end());
  find("organisation.district", districts, out.district);
  return out;
}

}  // namespace

OfficeMatch resolve_office(std::string_view name, std::string_view district, std::string_view province, const schema::Vocabulary& vocabulary) {
  OfficeMatch out;
  const std::u32string read = text::fold(name).text;
  const int allowed = std::min(3, static_cast<int>(read.size()) / 8);
  int fewest = allowed + 1, count = 0;
  for (const schema::Office& office : vocabulary.offices) {
    if (!province.empty() && office.province != province) continue;
    if (!district.empty() && office.district != district) continue;
    const int d = text::edit_distance(read, text::fold(office.name).text, std::min(fewest, allowed));
    if (d > allowed) continue;
    if (d < fewest) {
      fewest = d;
      count = 1;
      out.office = &office;
    } else if (d == fewest) {
      ++count;
    }
  }
  out.errors = count ? fewest : 0;
  out.ambiguous = count > 1;
  // Without a place, a name that was misread may be any of thousands.
  if (count != 1 || (fewest > 0 && province.empty())) out.office = nullptr;
  return out;
}

FoundOrganisation find_organisation(const ReadingOrder& flow, const std::vector<text::Excerpt>& strong, const schema::Schemas& schemas) {
  FoundOrganisation out;
  std::map<std::string, Candidate> candidates;
  std::size_t order = 0;
  enum class Kind { kOwn, kBody };
  bool behind = false;  // the part before ends with a body
  const auto gather = [&](const text::Excerpt& reading, double weight, Kind kind) {
    const std::vector<OrderedMention> all = ordered_mentions(reading.text, behind && kind == Kind::kOwn, schemas.vocabulary);
    behind = ends_with_body(reading.text, all);
    for (const auto& [m, parent] : all) {
      if (m.supposed && !stands_in_a_line(flow, std::string_view(reading.text).substr(m.begin, m.end - m.begin))) continue;
      Candidate& c = candidates[m.name];
      if (c.votes == 0) {
        c.name = m.name;
        c.type = m.type;
        c.central = m.central;
        c.order = ++order;
        c.reading = text::slice(reading, m.begin, m.end);
      } else if (m.full && text::to_u32(c.reading.text).size() < text::to_u32(m.name).size()) {
        c.reading = text::slice(reading, m.begin, m.end);
      }
      c.listed = c.listed || m.listed;
      c.supposed = c.supposed && m.supposed;
      const double votes = weight * (m.full ? 1 : 0.8) * (parent && kind == Kind::kOwn ? kParent : 1);
      c.votes += votes;
      if (kind == Kind::kOwn) c.strong += weight * (parent ? kParent : 1);
    }
  };
  for (const text::Excerpt& reading : strong) gather(reading, kOwnLine, Kind::kOwn);
  // A cover parts a name from its place: "สำนักงานประมง", "จังหวัดน่าน".
  for (std::size_t i = 0; i + 1 < strong.size(); ++i) {
    const text::Excerpt whole = parted_name(strong[i], strong[i + 1], schemas.vocabulary);
    behind = false;
    if (!whole.empty()) gather(whole, kOwnLine, Kind::kOwn);
  }
  const auto begins_with_office = [&](std::string_view of) {
    const std::vector<OrderedMention> all = ordered_mentions(of, false, schemas.vocabulary);
    return !all.empty() && all.front().mention.begin == 0;
  };
  // Where the document names its own body no position need tell.
  const bool named_by_itself = !candidates.empty();
  const std::vector<Paragraph> text = paragraphs(flow);
  for (const Paragraph& paragraph : text) {
    const bool position =
        !named_by_itself && values::begins_position(paragraph.reading.text, schemas.vocabulary) && !begins_with_office(paragraph.reading.text);
    gather(paragraph.reading, position ? kPosition : 1, Kind::kBody);
  }
  for (const OrderedPart& part : flow) {
    if (part.table)
      for (const Cell& cell : part.table->cells) gather(text::reading_of(cell, part.page), 0.3, Kind::kBody);
  }
  // A name that a misreading stands beside counts the misreading's votes too.
  const Candidate* best = nullptr;
  double most = 0;
  for (const auto& [name, c] : candidates) {
    double votes = c.votes + (c.listed ? 0.5 : 0);
    for (const auto& [other, o] : candidates)
      if (other != name && o.type == c.type && text::similarity(other, name) > kSameName) votes += 0.5 * o.votes;
    if (votes > most || (votes == most && best && c.order < best->order)) {
      most = votes;
      best = &c;
    }
  }
  if (!best) return out;
  // A name that a line's end cut: its rest begins the next line, and elsewhere it stands whole.
  const double named = best->strong;
  const Candidate* whole = nullptr;
  for (const auto& [name, c] : candidates)
    if (c.type == best->type && name.size() > best->name.size() && name.starts_with(best->name) &&
        goes_on_below(flow, best->name, name.substr(best->name.size())))
      whole = &c;
  const bool cut = whole && !best->listed;
  if (cut) best = whole;
  out.in_header = std::any_of(candidates.begin(), candidates.end(), [](const auto& c) { return c.second.strong > 0; });
  const std::string rule = "organisation/name@1";
  out.organisation.name = text::make_field(best->reading, best->name, rule);
  // How sure the choice is: a body only mentioned is a candidate at best; one among several named in the header is not certain.
  const bool rival = std::any_of(candidates.begin(), candidates.end(), [&](const auto& c) {
    return c.first != best->name && 2 * c.second.strong >= best->strong && !(cut && best->name.starts_with(c.first)) &&
           text::similarity(c.first, best->name) <= kSameName;
  });
  // Of two readings of one name that was recognised one is wrong; the list would know which.
  const bool disputed =
      !best->listed && out.organisation.name->confidence < 1 && std::any_of(candidates.begin(), candidates.end(), [&](const auto& c) {
        return c.first != best->name && c.second.type == best->type && text::similarity(c.first, best->name) > kSameName;
      });
  const double choice = named == 0 ? kMentioned : rival || disputed || cut || best->central || best->supposed ? kOneOfSeveral : 1;
  out.organisation.name->confidence = std::min(out.organisation.name->confidence, choice);
  if (!best->type.empty()) out.organisation.type = text::make_field(best->reading, best->type, rule);
  if (out.organisation.type) out.organisation.type->confidence = std::min(out.organisation.type->confidence, choice);
  // The place stands behind the name, in the strong lines or anywhere, or on the line below it.
  const auto places_near = [&](const text::Excerpt& reading, const text::Excerpt* below) {
    if (out.organisation.district && out.organisation.province) return;
    for (const values::OfficeMention& m : values::office_mentions(reading.text, schemas.vocabulary)) {
      if (text::similarity(m.name, best->name) < 0.9) continue;
      PlaceFound found = find_places(text::slice(reading, m.end, std::min(reading.text.size(), m.end + 240)), 0, schemas);
      if (below && !found.province && text::trim(std::string_view(reading.text).substr(m.end)).size() < 60) {
        const PlaceFound next = find_places(text::slice(*below, 0, std::min<std::size_t>(below->text.size(), 240)), 0, schemas);
        if (!found.district) found.district = next.district;
        found.province = next.province;
      }
      if (!out.organisation.district && found.district) out.organisation.district = found.district;
      if (!out.organisation.province && found.province) out.organisation.province = found.province;
    }
  };
  for (std::size_t i = 0; i < strong.size(); ++i) places_near(strong[i], i + 1 < strong.size() ? &strong[i + 1] : nullptr);
  for (std::size_t i = 0; i < text.size(); ++i) places_near(text[i].reading, i + 1 < text.size() ? &text[i + 1].reading : nullptr);
  if (!out.organisation.province && best->type.empty()) {
    const PlaceFound own = find_places(best->reading, 0, schemas);
    out.organisation.province = own.province;
    if (!out.organisation.district) out.organisation.district = own.district;
  }
  if (!out.organisation.province && best->type == "อบจ.") {
    const std::string word = "องค์การบริหารส่วนจังหวัด";
    if (const schema::Province* p = schemas.vocabulary.province(best->name.substr(std::min(best->name.size(), word.size())))) {
      const std::size_t at = best->reading.text.rfind(p->name);
      out.organisation.province =
          text::make_field(at == std::string::npos ? best->reading : text::slice(best->reading, at, at + p->name.size()), p->name, rule);
    }
  }
  if (best->type.empty()) return out;
  const std::string district = out.organisation.district ? out.organisation.district->value : "";
  const std::string province = out.organisation.province ? out.organisation.province->value : "";
  const OfficeMatch match = resolve_office(best->name, district, province, schemas.vocabulary);
  const int page = out.organisation.name->places.empty() ? 0 : out.organisation.name->places.front().page;
  if (match.office) {
    out.organisation.dla_code = match.office->dla_code;
    if (match.errors > 0)
      out.findings.push_back({"organisation_misread", Severity::kWarning, page, "organisation/name", best->name,
                              fmt::format("not in the list, but one office there differs by {} letters", match.errors), match.office->name});
    return out;
  }
  const OfficeMatch anywhere = resolve_office(best->name, "", "", schemas.vocabulary);
  if (match.ambiguous || anywhere.ambiguous)
    out.findings.push_back({"organisation_ambiguous", Severity::kInfo, page, "organisation/name", best->name, "several offices bear this name", ""});
  else if (anywhere.office && !province.empty())
    out.findings.push_back({"organisation_place", Severity::kWarning, page, "organisation/province", district + " " + province,
                            "the office of this name lies elsewhere", anywhere.office->district + " " + anywhere.office->province});
  else
    out.findings.push_back({"organisation_not_listed", Severity::kInfo, page, "organisation/name", best->name,
                            "no local government of this name is in the list; names change", ""});
  return out;
}

}  // namespace banthuek::document
