#include "extractors/ita/told_result.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "extractors/ita/result_words.h"
#include "extractors/ita/score_sentences.h"
#include "extractors/text/field.h"
#include "extractors/text/normalise.h"
#include "extractors/types/fields.h"
#include "extractors/values/dates.h"

namespace banthuek::ita {
namespace {

constexpr double kUnnamed = 0.9;           // confidence, at most, where the sentence does not say whose score it is
constexpr std::size_t kGradeBefore = 110;  // bytes from a grade to the score behind it, at most
constexpr double kMaxChange = 60;          // from year to year

std::string decimal(std::string_view raw) {
  std::string out;
  for (const char c : text::ascii_digits(raw))
    if ((c >= '0' && c <= '9') || c == '.') out += c;
  return out;
}

Field field_of(const text::Excerpt& text, const Hit& hit, std::string value) {
  return text::make_field(text::slice(text, hit.match.value), std::move(value), hit.rule->id);
}

Field supposed(Field field) {
  field.confidence = std::min(field.confidence, kUnnamed);
  return field;
}

Field grade_of(const text::Excerpt& text, const Hit& hit) { return field_of(text, hit, std::string(text::squeeze(hit.match.value))); }

// A grade whose bounds the score is outside of: one of both was misread, or is another's.
void doubt_contradiction(ItaResult& result, const schema::Vocabulary& vocabulary) {
  if (!result.score || !result.grade) return;
  if (vocabulary.is_of_level(std::atof(result.score->value.c_str()), result.grade->value).value_or(true)) return;
  for (MaybeField* field : {&result.score, &result.grade}) (*field)->confidence = std::min((*field)->confidence, kUnnamed);
}

// The grade of the year before: of that year's score; or behind a change against a year that is named, where the year's own stands before it.
std::optional<Hit> grade_before(const text::Excerpt& text, const ScoreSentences& scores, const std::string& year, const std::optional<Hit>& grade,
                                const std::optional<Hit>& change, const schema::Schemas& schemas) {
  static const RE2 against(R"((?:กว่า|จาก|กับ)\s*(?:ใน)?ปี)");
  std::size_t begin = 0;
  if (const ScoreAt* before = year.empty() ? nullptr : scores.score_before(year))
    begin = before->end;
  else if (change && grade && grade->at < change->at && RE2::PartialMatch(change->match.whole, against))
    begin = change->at + change->match.value.size();
  else
    return std::nullopt;
  auto found = first_hit(schemas, "ita.grade", text, begin, scores.next_behind(begin));
  if (!found || closes_bracket(text.text, begin, found->at) || (grade && grade->at == found->at) ||
      first_hit(schemas, "ita.of_others", text, begin, found->at))
    return std::nullopt;
  return found;
}

// "๘๕.๐๐ - ๙๔.๙๙ คะแนน": a grade's range, and no fall.
bool is_range(std::string_view text, const Hit& change) {
  static const RE2 dash(R"(^\s*[-–−])"), number(R"(\p{Nd}\s*$)");
  const auto at = static_cast<std::size_t>(change.match.whole.data() - text.data());
  return RE2::PartialMatch(change.match.whole, dash) && RE2::PartialMatch(text.substr(0, at), number);
}

}  // namespace

bool is_about_assessment(std::string_view text) {
  static const RE2 about("ประเมิน|ITA|คุณธรรมและความโปร่งใส");
  return RE2::PartialMatch(text, about);
}

void complete(ItaResult& result, const ItaResult& other) {
  if (!result.score || !other.score || std::atof(result.score->value.c_str()) != std::atof(other.score->value.c_str())) return;
  if (result.fiscal_year && other.fiscal_year && result.fiscal_year->value != other.fiscal_year->value) return;
  for (const auto field : {&ItaResult::fiscal_year, &ItaResult::grade, &ItaResult::change, &ItaResult::previous_grade})
    if (!(result.*field) && other.*field) result.*field = supposed(*(other.*field));
}

std::optional<ItaResult> told_result(const text::Excerpt& text, std::string_view own, Needed needed, const schema::Schemas& schemas) {
  static const RE2 of_assessment("ผลการประเมิน|ผลคะแนน");
  if (needed != Needed::kAnyAbout && !is_about_assessment(text.text)) return std::nullopt;
  const ScoreSentences scores(text, own, schemas);
  const ScoreAt* score = scores.own_score(needed == Needed::kNamesTotal);
  if (needed == Needed::kNamesOwn && !(score && score->names_own)) return std::nullopt;
  if (needed == Needed::kNamesTotal && !(score && score->names_total)) return std::nullopt;
  // A grade alone needs to be that of the assessment, not a level of anything, and no score beside it another's.
  if (!score && (scores.any() || !RE2::PartialMatch(text.text, of_assessment) || first_hit(schemas, "ita.of_others", text) ||
                 first_hit(schemas, "ita.target", text)))
    return std::nullopt;
  ItaResult out;
  const std::size_t next = score ? scores.end_of(*score) : text.text.size();
  std::optional<Hit> grade = score ? first_hit(schemas, "ita.grade_behind", text, score->end, next) : std::nullopt;
  if (!grade) grade = first_hit(schemas, "ita.grade", text, score ? score->end : 0, next);
  if (grade && score && first_hit(schemas, "ita.of_others", text, score->end, grade->at)) grade.reset();
  // Or behind what a bracket says of another year.
  if (const std::size_t open = score && !grade ? text.text.find('(', score->end) : std::string::npos, close = text.text.find(')', open);
      open < next && close != std::string::npos && close > next) {
    grade = first_hit(schemas, "ita.grade", text, close, scores.next_behind(close));
    if (grade && first_hit(schemas, "ita.of_others", text, close, grade->at)) grade.reset();
  }
  // Or right before it: "อยู่ในระดับผ่านดี ได้ ๙๑.๒๐ คะแนน".
  const std::size_t before = score ? score->begin - std::min(score->begin, kGradeBefore) : 0;
  const auto grade_ahead = score ? first_hit(schemas, "ita.grade", text, scores.end_before(score->begin, before), score->begin) : std::nullopt;
  if (!score && !grade) return std::nullopt;
  if (needed == Needed::kNamesTotalOrGrade && !(score && (score->names_total || score->names_own || grade))) return std::nullopt;
  if (score) {
    const text::Excerpt number = text::slice(text, score->begin, score->end);
    out.score = text::make_field(number, decimal(number.text), score->rule->id);
  }
  if (grade) out.grade = grade_of(text, *grade);
  // Change and the grade before stand behind the score.
  const std::size_t behind = score ? score->end : grade->at + grade->match.value.size();
  auto change = first_hit(schemas, "ita.change", text, behind);
  if (change && (is_range(text.text, *change) || (score && std::atof(decimal(change->match.value).c_str()) > kMaxChange))) change.reset();
  if (change) {
    const bool down = change->match.group.count("down") > 0;
    out.change = text::make_field(text::slice(text, change->match.whole), (down ? "-" : "") + decimal(change->match.value), change->rule->id);
  }
  if (const auto previous = first_hit(schemas, "ita.previous_grade", text, behind)) {
    out.previous_grade = grade_of(text, *previous);
    if (grade && grade->at == previous->at) out.grade.reset();  // what was taken for the grade is the one before
  }
  if (!out.grade && grade_ahead && !(grade && grade_ahead->at == grade->at)) {
    out.grade = supposed(grade_of(text, *grade_ahead));
  }
  const auto told = score && scores.has_own_year(*score) ? std::nullopt : told_year(text, score ? score->begin : 0, schemas);
  if (told && !values::buddhist_year(told->match.value).empty()) {
    out.fiscal_year = field_of(text, *told, values::buddhist_year(told->match.value));
    if (told->supposed) out.fiscal_year->confidence = std::min(out.fiscal_year->confidence, kUnnamed);
  } else if (score && !score->year.empty()) {
    out.fiscal_year = text::make_field(score->year, year_of(*score), "ita_result/ita.fiscal_year@1");
    if (score->year_beside) out.fiscal_year = supposed(*std::move(out.fiscal_year));
  }
  const std::string year = out.fiscal_year ? out.fiscal_year->value : std::string();
  if (const auto before = out.previous_grade ? std::nullopt : grade_before(text, scores, year, grade, change, schemas)) {
    out.previous_grade = supposed(grade_of(text, *before));
  }
  if (const auto before = out.previous_grade ? std::nullopt : grade_of_year_before(text, year, grade ? grade->at : std::string::npos, schemas)) {
    out.previous_grade = supposed(grade_of(text, *before));
  }
  if (score ? !score->names_own : !out.fiscal_year) cap_confidence(out, kUnnamed);
  doubt_contradiction(out, schemas.vocabulary);
  return out;
}

}  // namespace banthuek::ita
