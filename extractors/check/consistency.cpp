#include "extractors/check/consistency.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::check {
namespace {

constexpr double kRounding = 0.02;    // scores are published to two decimals
constexpr double kSameSigner = 0.88;  // similarity of names that are one, misread

int page_of(const MaybeField& field) { return field && !field->places.empty() ? field->places.front().page : 0; }

double number(const MaybeField& field) { return field ? std::atof(field->value.c_str()) : NAN; }

// The two letters that a reference begins with, before a digit or a space; empty where there are none.
std::u32string reference_letters(const Field& reference) {
  const std::u32string read = text::to_u32(reference.value);
  const auto is_letter = [](char32_t c) { return c >= U'ก' && c <= U'ฮ'; };
  const bool two = read.size() > 2 && is_letter(read[0]) && is_letter(read[1]) && (text::is_digit(read[2]) || text::is_space(read[2]));
  return two ? read.substr(0, 2) : std::u32string();
}

std::string with_letters(const Field& reference, const std::string& letters) {
  return letters + text::to_utf8(text::to_u32(reference.value).substr(2));
}

class Checker {
 public:
  Checker(Document& d, const schema::Schemas& s) : d_(d), schemas_(s) {}

  void all() {
    numbering();
    periods();
    result();
    scores();
    memo();
    names();
    oit_titles();
  }

 private:
  void add(const char* code, Severity severity, int page, std::string field, std::string value, std::string reason, std::string reading = "") {
    d_.findings.push_back({code, severity, page, std::move(field), std::move(value), std::move(reason), std::move(reading)});
  }

  void numbering() {
    std::map<std::string, int> last;
    for (std::size_t i = 0; i < d_.measures.size(); ++i) {
      const Measure& m = d_.measures[i];
      const std::string at = fmt::format("measures/{}/no", i);
      if (!m.no) {
        if (d_.measures.size() > 1) add("number_missing", Severity::kInfo, page_of(m.title), at, "", "the row has no number");
        continue;
      }
      if (m.no->value.find('.') != std::string::npos) continue;
      const int n = std::atoi(m.no->value.c_str());
      const std::string group = m.group ? m.group->value : "";
      const auto before = last.find(group);
      const int expected = before == last.end() ? n : before->second + 1;
      if (n == expected - 1 && before != last.end())
        add("number_repeated", Severity::kWarning, page_of(m.no), at, m.no->raw, "the row before has the same number");
      else if (n != expected && n != 1)
        add("numbering_gap", Severity::kWarning, page_of(m.no), at, m.no->raw, fmt::format("the row before has number {}", expected - 1),
            std::to_string(expected));
      last[group] = n;
    }
  }

  void periods() {
    if (!d_.fiscal_year) return;
    const int year = std::atoi(d_.fiscal_year->value.c_str());
    const std::string first = fmt::format("{}-10", year - 544), behind = fmt::format("{}-10", year - 543);
    for (std::size_t i = 0; i < d_.measures.size(); ++i) {
      const auto& period = d_.measures[i].period;
      if (!period) continue;
      const std::string at = fmt::format("measures/{}/period", i);
      const bool early = period->start && period->start->value.size() >= 7 && period->start->value < first;
      const bool late = period->end && period->end->value.size() >= 7 && period->end->value >= behind;
      if (early || late)
        add("period_outside_year", Severity::kWarning, period->raw.places.empty() ? 0 : period->raw.places.front().page, at, period->raw.raw,
            std::string(early ? "it begins before" : "it ends after") + " fiscal year " + d_.fiscal_year->value);
    }
  }

  const schema::Level* level(std::string_view name) const {
    for (const schema::Level& l : schemas_.vocabulary.levels)
      if (l.name == name) return &l;
    return nullptr;
  }

  // The letter of a total, by the letters' bounds; empty where levels are words.
  std::string letter_of(double score) const {
    for (const schema::Level& l : schemas_.vocabulary.levels)
      if (l.to_year < 9999 && l.holds(score)) return l.name;
    return "";
  }

  void grade_against_score(const std::string& at, const MaybeField& grade, const MaybeField& score) {
    if (!grade || !score) return;
    const schema::Level* l = level(grade->value);
    const double s = number(score);
    if (!l || l->holds(s)) return;
    const bool letters = l->to_year < 9999;
    add("level_mismatch", Severity::kWarning, page_of(grade), at, grade->raw + " " + score->raw,
        "a total of " + score->value + " is not of level " + grade->value, letters ? letter_of(s) : "");
  }

  void result() {
    if (!d_.ita_result) return;
    const ItaResult& r = *d_.ita_result;
    if (r.score && (number(r.score) < 0 || number(r.score) > 100))
      add("score_out_of_range", Severity::kError, page_of(r.score), "ita_result/score", r.score->raw, "a total lies between 0 and 100");
    grade_against_score("ita_result/grade", r.grade, r.score);
    if (r.score && r.change && r.previous_grade) {
      const double before = number(r.score) - number(r.change);
      const schema::Level* l = level(r.previous_grade->value);
      if (l && !l->holds(before))
        add("change_mismatch", Severity::kWarning, page_of(r.change), "ita_result/change", r.change->raw,
            fmt::format("score less change gives {}, which is not of level {}", std::to_string(before).substr(0, 5), r.previous_grade->value),
            letter_of(before));
    }
    if (r.fiscal_year && d_.fiscal_year && std::atoi(r.fiscal_year->value.c_str()) > std::atoi(d_.fiscal_year->value.c_str()))
      add("year_mismatch", Severity::kWarning, page_of(r.fiscal_year), "ita_result/fiscal_year", r.fiscal_year->raw,
          "the result is of a year after that of the document");
  }

  void scores() {
    const auto weight = [&](const char* group) {  // of the total, as a share
      const auto found = schemas_.vocabulary.weights.find(group);
      return found == schemas_.vocabulary.weights.end() ? 0.0 : found->second / 100;
    };
    const double iit = weight("IIT"), eit = weight("EIT"), oit = weight("OIT");
    double largest = 0;
    for (const Score& s : d_.scores)
      for (const MaybeField* f : {&s.iit, &s.eit, &s.oit})
        if (*f) largest = std::max(largest, number(*f));
    const bool of_hundred = largest > 100 * std::max({iit, eit, oit}) + kRounding;  // else the parts are weighted already
    for (std::size_t i = 0; i < d_.scores.size(); ++i) {
      const Score& s = d_.scores[i];
      const std::string at = fmt::format("scores/{}/", i);
      grade_against_score(at + "level", s.level, s.total);
      if (!s.iit || !s.eit || !s.oit || !s.total || schemas_.vocabulary.weights.empty()) continue;
      const double sum = of_hundred ? iit * number(s.iit) + eit * number(s.eit) + oit * number(s.oit) : number(s.iit) + number(s.eit) + number(s.oit);
      if (std::fabs(sum - number(s.total)) > kRounding + 1e-9)
        add("score_sum", Severity::kWarning, page_of(s.total), at + "total", s.total->raw,
            fmt::format("IIT, EIT and OIT give {}", std::to_string(sum).substr(0, 5)), std::to_string(sum).substr(0, 5));
    }
  }

  void memo() {
    if (!d_.memo) return;
    const Memo& m = *d_.memo;
    const auto missing = [&](const MaybeField& field, const char* name) {
      if (!field)
        add("missing_part", Severity::kWarning, d_.first_page, std::string("memo/") + name, "", std::string("the memo's ") + name + " was not found");
    };
    missing(m.department, "department");
    missing(m.date, "date");
    missing(m.subject, "subject");
    missing(m.to, "to");
    if (m.date && d_.fiscal_year) {  // a memo is written in its fiscal year, the one before or the one after
      const int year = std::atoi(m.date->value.c_str()) + 543, fiscal = std::atoi(d_.fiscal_year->value.c_str());
      if (year < fiscal - 2 || year > fiscal + 2)
        add("date_outside_year", Severity::kWarning, page_of(m.date), "memo/date", m.date->raw, "far from fiscal year " + d_.fiscal_year->value);
    }
    if (m.telephone && m.telephone->value.find('0') != 0 && m.telephone->value.find("(0") != 0)
      add("telephone_unlikely", Severity::kWarning, page_of(m.telephone), "memo/telephone", m.telephone->raw, "a telephone number begins with 0");
    if (m.reference && d_.organisation.province) {
      const schema::Province* p = schemas_.vocabulary.province(d_.organisation.province->value);
      const std::u32string letters = reference_letters(*m.reference);
      // Offices that are no local government may write a ministry's letters, but never another province's.
      const bool of_another = std::any_of(schemas_.vocabulary.provinces.begin(), schemas_.vocabulary.provinces.end(),
                                          [&](const schema::Province& other) { return letters == text::to_u32(other.letters); });
      if (p && !letters.empty() && letters != text::to_u32(p->letters) && (of_another || !d_.organisation.dla_code.empty()))
        add("reference_province", Severity::kWarning, page_of(m.reference), "memo/reference", m.reference->raw,
            "offices of " + p->name + " write " + p->letters, with_letters(*m.reference, p->letters));
    }
    // The addressee should be one who signs, or a near word is a misprint or a misreading.
    if (!m.to) return;
    for (const Signature& s : d_.signatures) {
      if (!s.position || s.position->value.empty()) continue;
      const double like = text::similarity(s.position->value, m.to->value);
      if (like > 0.9 && like < 1)
        add("addressee_differs", Severity::kInfo, page_of(m.to), "memo/to", m.to->raw, "a signer's position is nearly the same", s.position->value);
    }
  }

  void names() {
    std::set<std::string> told;
    for (std::size_t i = 0; i < d_.signatures.size(); ++i)
      for (std::size_t k = i + 1; k < d_.signatures.size(); ++k) {
        const MaybeField &a = d_.signatures[i].name, &b = d_.signatures[k].name;
        if (!a || !b || a->value == b->value || text::similarity(a->value, b->value) < kSameSigner || !told.insert(b->value).second) continue;
        add("name_differs", Severity::kWarning, page_of(b), fmt::format("signatures/{}/name", k), b->raw, "nearly the name of another signer",
            a->confidence >= b->confidence ? a->value : "");
      }
  }

  void oit_titles() {
    if (!d_.fiscal_year) return;
    const int year = std::atoi(d_.fiscal_year->value.c_str());
    for (std::size_t i = 0; i < d_.oit_items.size(); ++i) {
      const OitItem& item = d_.oit_items[i];
      if (!item.code || !item.title) continue;
      // A report of a year may quote the codes of that year or the one before.
      bool known = false, agrees = false;
      std::string expected;
      for (const schema::OitTitle& t : schemas_.vocabulary.oit_titles) {
        if (t.code != item.code->value || !t.sure || (t.year != year && t.year != year - 1)) continue;
        known = true;
        agrees = agrees || text::similarity(t.title, item.title->value) > 0.6;
        if (t.year == year || expected.empty()) expected = t.title;
      }
      if (known && !agrees)
        add("oit_title", Severity::kInfo, page_of(item.title), fmt::format("oit_items/{}/title", i), item.title->raw,
            item.code->value + " has another title in these years", expected);
    }
  }

  Document& d_;
  const schema::Schemas& schemas_;
};

}  // namespace

void check_document(Document& document, const schema::Schemas& schemas) { Checker(document, schemas).all(); }

namespace {

// An office writes one province's letters; of two the one that is written less often was misread.
void check_references(std::span<Document> documents) {
  std::map<std::string, std::map<std::u32string, std::vector<std::size_t>>> written;  // by office and letters: the documents
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const Document& d = documents[i];
    if (!d.organisation.name || !d.memo || !d.memo->reference) continue;
    if (const std::u32string letters = reference_letters(*d.memo->reference); !letters.empty())
      written[d.organisation.name->value][letters].push_back(i);
  }
  for (const auto& [office, by_letters] : written) {
    const auto common =
        std::max_element(by_letters.begin(), by_letters.end(), [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    for (const auto& [letters, places] : by_letters) {
      if (places.size() >= common->second.size()) continue;
      for (const std::size_t i : places) {
        const Field& reference = *documents[i].memo->reference;
        const std::string usual = text::to_utf8(common->first);
        documents[i].findings.push_back({"reference_differs", Severity::kWarning, page_of(reference), "memo/reference", reference.raw,
                                         "other documents of this office in the file write " + usual, with_letters(reference, usual)});
      }
    }
  }
}

void check_names(std::span<Document> documents) {
  struct Place {
    std::size_t document, signature;
  };
  struct Written {
    std::string text;
    std::u32string folded;
    std::vector<Place> places = {};
    double surest = 0;
  };
  std::vector<Written> names;  // as they are written, in the order of their texts
  {
    std::map<std::string, std::vector<Place>> by_text;
    for (std::size_t d = 0; d < documents.size(); ++d)
      for (std::size_t s = 0; s < documents[d].signatures.size(); ++s)
        if (const MaybeField& name = documents[d].signatures[s].name) by_text[name->value].push_back({d, s});
    for (auto& [text, places] : by_text) {
      Written& one = names.emplace_back(Written{text, text::fold(text).text, std::move(places)});
      for (const Place& at : one.places) one.surest = std::max(one.surest, documents[at.document].signatures[at.signature].name->confidence);
    }
  }
  const auto one_office = [&](const Place& a, const Place& b) {
    const MaybeField &x = documents[a.document].organisation.name, &y = documents[b.document].organisation.name;
    return !x || !y || x->value == y->value;
  };
  const auto tell = [&](const Written& rare, const Written& common) {
    for (const Place& at : rare.places) {
      const bool told = std::any_of(common.places.begin(), common.places.end(), [&](const Place& b) { return b.document == at.document; });
      const auto same = std::find_if(common.places.begin(), common.places.end(), [&](const Place& b) { return one_office(at, b); });
      if (told || same == common.places.end()) continue;
      const Field& field = *documents[at.document].signatures[at.signature].name;
      documents[at.document].findings.push_back(
          {"name_differs", Severity::kWarning, page_of(field), fmt::format("signatures/{}/name", at.signature), field.raw,
           fmt::format("nearly the name of a signer on page {}", page_of(documents[same->document].signatures[same->signature].name)), common.text});
    }
  };
  std::vector<std::vector<std::size_t>> nearly(names.size());  // of a name those that are written more often
  for (std::size_t i = 0; i < names.size(); ++i)
    for (std::size_t k = i + 1; k < names.size(); ++k) {
      const Written &a = names[i], &b = names[k];
      // Letters that one has more are errors already: most pairs need no more than that.
      const auto shorter = static_cast<double>(std::min(a.folded.size(), b.folded.size()));
      const auto longer = static_cast<double>(std::max(a.folded.size(), b.folded.size()));
      if (shorter < kSameSigner * longer || text::similarity(a.folded, b.folded) < kSameSigner) continue;
      const bool a_is_common = std::pair(a.places.size(), a.surest) >= std::pair(b.places.size(), b.surest);
      nearly[a_is_common ? k : i].push_back(a_is_common ? i : k);
    }
  for (std::size_t rare = 0; rare < names.size(); ++rare)
    for (const std::size_t common : nearly[rare]) tell(names[rare], names[common]);
}

}  // namespace

void check_documents(std::span<Document> documents) {
  check_names(documents);
  check_references(documents);
}

}  // namespace banthuek::check
