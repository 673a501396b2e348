#include "extractors/ita/ita_result.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"

namespace banthuek::ita {
namespace {

constexpr double kUnnamed = 0.9;         // confidence, at most, where the sentence does not say whose score it is
constexpr std::size_t kOwnShare = 10;    // of the letters of the office's name one may be misread
constexpr std::size_t kNameLetters = 3;  // behind a word of bodies: a body's name

// What a rule found, as views into the paragraph.
struct Hit {
  const schema::TextRule* rule = nullptr;
  schema::RuleMatch match;
  std::size_t at = 0;  // where its value begins, bytes
};

// The match of the target's rules that stands first in [begin, end) of the text.
std::optional<Hit> first_hit(const schema::Schemas& schemas, const char* target, const text::Excerpt& text, std::size_t begin = 0,
                             std::size_t end = std::string::npos) {
  std::optional<Hit> best;
  const std::string_view part = std::string_view(text.text).substr(begin, end == std::string::npos ? end : end - begin);
  for (const schema::TextRule* rule : schemas.rules(target)) {
    auto m = schema::match(*rule, part);
    if (!m) continue;
    const std::size_t at = text::offset_of(text, m->value);
    if (!best || at < best->at) best = Hit{rule, std::move(*m), at};
  }
  return best;
}

std::string decimal(std::string_view raw) {
  std::string out;
  for (const char c : text::ascii_digits(raw))
    if ((c >= '0' && c <= '9') || c == '.') out += c;
  return out;
}

// A number that the text calls a score.
struct ScoreAt {
  std::size_t begin = 0, end = 0;  // bytes of the number
  const schema::TextRule* rule = nullptr;
  bool names_own = false, is_result = false;
  text::Excerpt year;  // said between the score before and this one
};

// The scores of a paragraph, and which of them may be the office's result.
class ScoreSentences {
 public:
  ScoreSentences(const text::Excerpt& text, std::string_view own, const schema::Schemas& schemas)
      : text_(text), schemas_(schemas), own_(text::fold(own).text) {
    for (const schema::TextRule* rule : schemas.rules("ita.score"))
      for (const schema::RuleMatch& m : schema::match_all(*rule, text.text)) {
        const std::size_t begin = text::offset_of(text, m.value);
        scores_.push_back({begin, begin + m.value.size(), rule, false, false, {}});
      }
    std::stable_sort(scores_.begin(), scores_.end(), [](const ScoreAt& a, const ScoreAt& b) { return a.begin < b.begin; });
    scores_.erase(std::unique(scores_.begin(), scores_.end(), [](const ScoreAt& a, const ScoreAt& b) { return a.begin == b.begin; }), scores_.end());
    judge();
  }

  bool any() const { return !scores_.empty(); }

  // The office's own score: one that names it, then of the last year, then the first.
  const ScoreAt* own_score() const {
    const ScoreAt* best = nullptr;
    for (const ScoreAt& score : scores_) {
      if (!score.is_result) continue;
      const auto rank = [](const ScoreAt& s) { return std::pair(s.names_own, values::buddhist_year(s.year.text)); };
      if (!best || rank(score) > rank(*best)) best = &score;
    }
    return best;
  }

  // Where the next score begins, or the text ends.
  std::size_t end_of(const ScoreAt& score) const {
    for (const ScoreAt& other : scores_)
      if (other.begin > score.begin) return other.begin;
    return text_.text.size();
  }

 private:
  void judge() {
    static const RE2 year(R"(ปี\s*(?:งบประมาณ)?\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*([2๒][5๕]\p{Nd}{2})(?:\P{Nd}|$))"), sum("รวม");
    const bool told_of_others = schema::first_match(schemas_.rules("ita.of_others"), text_.text).has_value();
    std::size_t from = 0;
    bool of_others = false, was_own = false;  // what the sentences so far are about
    for (ScoreAt& score : scores_) {
      const std::string_view before = std::string_view(text_.text).substr(from, score.begin - from);
      const std::size_t own = behind_own(before);
      score.names_own = own != std::string::npos;
      const std::string_view since = score.names_own ? before.substr(own) : before;
      if (score.names_own) of_others = false;
      of_others = of_others || last_match("ita.of_others", since) != std::string::npos || names_other(since);
      const std::size_t part = last_match("ita.not_total", since);
      const bool is_part = part != std::string::npos && !RE2::PartialMatch(since.substr(part), sum);
      if (score.names_own || was_own) score.names_own = !of_others;
      was_own = score.names_own;
      score.is_result = !of_others && !is_part && (score.names_own || !told_of_others);
      re2::StringPiece said;
      if (from > 0 && RE2::PartialMatch(before, year, &said)) score.year = text::slice(text_, std::string_view(said.data(), said.size()));
      from = score.end;
    }
  }

  // Behind the last mention of the office, as an offset; npos where there is none.
  std::size_t behind_own(std::string_view part) const {
    if (own_.size() < kNameLetters) return std::string::npos;
    const text::Folded folded = text::fold(part);
    std::size_t out = std::string::npos, from = 0;
    while (from < folded.text.size()) {
      const auto found = text::find_approximate(std::u32string_view(folded.text).substr(from), own_, static_cast<int>(own_.size() / kOwnShare));
      if (!found) break;
      from += found->end;
      out = folded.at[from];
    }
    return out;
  }

  // Where the last match of the target's rules begins.
  std::size_t last_match(const char* target, std::string_view part) const {
    std::size_t out = std::string::npos;
    for (const schema::TextRule* rule : schemas_.rules(target))
      for (const schema::RuleMatch& m : schema::match_all(*rule, part)) {
        const auto at = static_cast<std::size_t>(m.whole.data() - part.data());
        if (out == std::string::npos || at > out) out = at;
      }
    return out;
  }

  // Whether a body is named that is not the office; where nobody knows the office, any may be it.
  bool names_other(std::string_view part) const {
    static const RE2 no_name(R"(^(?:ได้|มี|เข้า|จึง|ที่|ใน|และ|ของ|แห่ง|ทั่ว|ทั้ง))");
    if (own_.empty()) return false;
    for (const schema::OrganisationKind& kind : schemas_.vocabulary.organisation_kinds) {
      if (kind.central) continue;
      for (std::size_t at = part.find(kind.word); at != std::string_view::npos; at = part.find(kind.word, at + 1)) {
        const std::string_view name = part.substr(at + kind.word.size());
        const std::u32string letters = text::to_u32(name.substr(0, name.find_first_of(" \n")));
        if (letters.size() >= kNameLetters && !RE2::PartialMatch(name, no_name)) return true;
      }
    }
    return false;
  }

  const text::Excerpt& text_;
  const schema::Schemas& schemas_;
  std::u32string own_;
  std::vector<ScoreAt> scores_;
};

Field field_of(const text::Excerpt& text, const Hit& hit, std::string value) {
  return text::make_field(text::slice(text, hit.match.value), std::move(value), hit.rule->id);
}

// A grade whose bounds the score is outside of: one of both was misread, or is another's.
void doubt_contradiction(ItaResult& result, const schema::Vocabulary& vocabulary) {
  if (!result.score || !result.grade) return;
  if (vocabulary.is_of_level(std::atof(result.score->value.c_str()), result.grade->value).value_or(true)) return;
  for (MaybeField* field : {&result.score, &result.grade}) (*field)->confidence = std::min((*field)->confidence, kUnnamed);
}

// What the paragraph tells of the office; nothing where no score or grade in it is its.
std::optional<ItaResult> result_in(const text::Excerpt& text, std::string_view own, bool must_name_own, const schema::Schemas& schemas) {
  static const RE2 about("ประเมิน|ITA|คุณธรรมและความโปร่งใส"), of_assessment("ผลการประเมิน|ผลคะแนน");
  if (!RE2::PartialMatch(text.text, about)) return std::nullopt;
  const ScoreSentences scores(text, own, schemas);
  const ScoreAt* score = scores.own_score();
  if (must_name_own && !(score && score->names_own)) return std::nullopt;
  // A grade alone needs to be that of the assessment, not a level of anything, and no score beside it another's.
  if (!score && (scores.any() || !RE2::PartialMatch(text.text, of_assessment) || first_hit(schemas, "ita.of_others", text))) return std::nullopt;
  ItaResult out;
  const std::size_t next = score ? scores.end_of(*score) : text.text.size();
  auto grade = first_hit(schemas, "ita.grade", text, score ? score->end : 0, next);
  if (grade && score && first_hit(schemas, "ita.of_others", text, score->end, grade->at)) grade.reset();
  if (!score && !grade) return std::nullopt;
  if (score) {
    const text::Excerpt number = text::slice(text, score->begin, score->end);
    out.score = text::make_field(number, decimal(number.text), score->rule->id);
  }
  if (grade) out.grade = field_of(text, *grade, std::string(text::squeeze(grade->match.value)));
  // Change and the grade before stand behind the score.
  const std::size_t behind = score ? score->end : grade->at + grade->match.value.size();
  if (const auto change = first_hit(schemas, "ita.change", text, behind)) {
    const bool down = change->match.group.count("down") > 0;
    out.change = text::make_field(text::slice(text, change->match.whole), (down ? "-" : "") + decimal(change->match.value), change->rule->id);
  }
  if (const auto previous = first_hit(schemas, "ita.previous_grade", text, behind)) {
    out.previous_grade = field_of(text, *previous, std::string(text::squeeze(previous->match.value)));
    if (grade && grade->at == previous->at) out.grade.reset();  // what was taken for the grade is the one before
  }
  if (score && !score->year.empty())
    out.fiscal_year = text::make_field(score->year, values::buddhist_year(score->year.text), "ita_result/ita.fiscal_year@1");
  else if (const auto year = first_hit(schemas, "ita.fiscal_year", text); year && !values::buddhist_year(year->match.value).empty())
    out.fiscal_year = field_of(text, *year, values::buddhist_year(year->match.value));
  if (score && !score->names_own)
    for (MaybeField* field : {&out.fiscal_year, &out.score, &out.grade, &out.change, &out.previous_grade})
      if (*field) (*field)->confidence = std::min((*field)->confidence, kUnnamed);
  doubt_contradiction(out, schemas.vocabulary);
  return out;
}

}  // namespace

std::optional<ItaResult> find_ita_result(const std::vector<document::Paragraph>& body, std::string_view own, ResultSubject subject,
                                         const schema::Schemas& schemas, std::vector<Finding>& findings) {
  for (const bool must_name_own : {true, false}) {
    if (must_name_own ? own.empty() : subject == ResultSubject::kNamed) continue;
    for (const document::Paragraph& paragraph : body) {
      auto out = result_in(paragraph.reading, own, must_name_own, schemas);
      if (!out) continue;
      if (!out->fiscal_year)
        findings.push_back({"missing_part", Severity::kInfo, paragraph.page, "ita_result/fiscal_year", "", "the result names no fiscal year", ""});
      return out;
    }
  }
  return std::nullopt;
}

}  // namespace banthuek::ita
