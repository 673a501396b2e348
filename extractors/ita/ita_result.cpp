#include "extractors/ita/ita_result.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "extractors/ita/result_table.h"
#include "extractors/ita/result_words.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"

namespace banthuek::ita {
namespace {

constexpr double kUnnamed = 0.9;           // confidence, at most, where the sentence does not say whose score it is
constexpr std::size_t kOwnShare = 10;      // of the letters of the office's name one may be misread
constexpr std::size_t kNameLetters = 3;    // behind a word of bodies: a body's name
constexpr std::size_t kOwnNumber = 200;    // bytes behind the mention of others within which a number is theirs
constexpr std::size_t kGradeBefore = 110;  // bytes from a grade to the score behind it, at most
constexpr std::size_t kComparison = 90;    // bytes between "more than" and whom it is compared with, at most
constexpr std::size_t kAbove = 3;          // paragraphs between a heading and what it is of, at most
constexpr std::size_t kSentence = 30;      // characters of what a heading above tells of, at least
constexpr std::size_t kHeading = 140;      // characters of one, at most
constexpr double kOfAPage = 0.7;           // confidence, at most, of what stands about a page, in no sentence
constexpr std::size_t kLinesBelow = 5;     // under a heading that tell its figures, at most
constexpr std::size_t kShortLine = 60;     // characters of such a line, at most
constexpr std::size_t kShorts = 60;        // short texts of such a page, at most

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
  bool names_own = false, is_result = false, of_others = false;
  bool names_total = false;  // its words say that it is the whole, not a part
  text::Excerpt year;        // said between the score before and this one; before the first score the last
};

std::string year_of(const ScoreAt& score) { return values::buddhist_year(score.year.text); }

// The scores of a paragraph, and which of them may be the office's result.
class ScoreSentences {
 public:
  ScoreSentences(const text::Excerpt& text, std::string_view own, const schema::Schemas& schemas)
      : text_(text), schemas_(schemas), own_(text::fold(own).text) {
    static const RE2 total("รวม|ITA|ผลคะแนน");
    for (const schema::TextRule* rule : schemas.rules("ita.score"))
      for (const schema::RuleMatch& m : schema::match_all(*rule, text.text)) {
        const std::size_t begin = text::offset_of(text, m.value);
        scores_.push_back({begin, begin + m.value.size(), rule});
        scores_.back().names_total = RE2::PartialMatch(m.whole, total);
      }
    std::stable_sort(scores_.begin(), scores_.end(), [](const ScoreAt& a, const ScoreAt& b) { return a.begin < b.begin; });
    scores_.erase(std::unique(scores_.begin(), scores_.end(), [](const ScoreAt& a, const ScoreAt& b) { return a.begin == b.begin; }), scores_.end());
    judge();
  }

  bool any() const { return !scores_.empty(); }

  // The office's own score: one that names it, then of the last year, then the first.
  const ScoreAt* own_score(bool must_name_total) const {
    const ScoreAt* best = nullptr;
    for (const ScoreAt& score : scores_) {
      if (!score.is_result || (must_name_total && !score.names_total)) continue;
      const auto rank = [](const ScoreAt& s) { return std::pair(s.names_own, year_of(s)); };
      if (!best || rank(score) > rank(*best)) best = &score;
    }
    return best;
  }

  // Whether the year that stands before the score is surely its own: the first score's is where another has one too.
  bool has_own_year(const ScoreAt& score) const {
    const auto has_year = [](const ScoreAt& s) { return !s.year.empty(); };
    return has_year(score) && (&score != &scores_.front() || std::any_of(scores_.begin() + 1, scores_.end(), has_year));
  }

  // The office's score of the year before `year`.
  const ScoreAt* score_before(const std::string& year) const {
    for (const ScoreAt& score : scores_)
      if (!score.of_others && !score.year.empty() && std::atoi(year_of(score).c_str()) + 1 == std::atoi(year.c_str())) return &score;
    return nullptr;
  }

  // Where the next score begins, or the text ends.
  std::size_t end_of(const ScoreAt& score) const { return next_behind(score.begin); }
  // Where the last score before `at` ends, `least` at least.
  std::size_t end_before(std::size_t at, std::size_t least) const {
    for (const ScoreAt& other : scores_)
      if (other.begin < at) least = std::max(least, other.end);
    while (least < at && (static_cast<unsigned char>(text_.text[least]) & 0xC0U) == 0x80U) ++least;
    return least;
  }
  std::size_t next_behind(std::size_t at) const {
    for (const ScoreAt& other : scores_)
      if (other.begin > at) return other.begin;
    return text_.text.size();
  }

 private:
  void judge() {
    // "IIT ๔๒ คน": who answered, and no score of it.
    static const RE2 sum("รวม"), answered(R"(^[IE]IT\)?\s*(?:จำนวน\s*)?[\p{Nd},]+\s*(?:คน|ราย|ชุด))"), another("LPA|PMQA|ITP|พึงพอใจ|เชื่อมั่น"),
        upwards(R"(^\s*(?:คะแนน)?\s*ขึ้นไป)");
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
      const std::string_view said = since.substr(std::min(part, since.size()));
      const bool is_part = !said.empty() && !RE2::PartialMatch(said, answered) && (RE2::PartialMatch(said, another) || !RE2::PartialMatch(said, sum));
      if (score.names_own || was_own) score.names_own = !of_others;
      was_own = score.names_own;
      const bool is_target = last_match("ita.target", since) != std::string::npos || RE2::PartialMatch(text_.text.substr(score.end), upwards);
      score.of_others = of_others;
      score.is_result = !of_others && !is_part && !is_target && (score.names_own || !told_of_others_behind(score.end));
      score.year = year_in(before, from > 0);
      from = score.end;
    }
  }

  // The first year that the text names, or the last.
  text::Excerpt year_in(std::string_view part, bool first) const {
    static const RE2 year(R"(ปี\s*(?:งบประมาณ)?\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*([2๒][5๕]\p{Nd}{2})(?:\P{Nd}|$))");
    text::Excerpt out;
    re2::StringPiece left(part.data(), part.size()), said;
    while (RE2::FindAndConsume(&left, year, &said)) {
      out = text::slice(text_, std::string_view(said.data(), said.size()));
      if (first) break;
    }
    return out;
  }

  // Whether others are told of behind the score without a number that would be theirs.
  bool told_of_others_behind(std::size_t end) const {
    static const RE2 number(R"(\p{Nd}{2,3}\.\p{Nd})");
    const std::string_view rest = std::string_view(text_.text).substr(end);
    for (const schema::TextRule* rule : schemas_.rules("ita.of_others"))
      for (const schema::RuleMatch& m : schema::match_all(*rule, rest)) {
        const auto at = static_cast<std::size_t>(m.whole.data() - rest.data());
        if (rest.substr(at - std::min(at, kComparison), std::min(at, kComparison)).find("กว่า") != std::string_view::npos) continue;
        const std::string_view theirs = rest.substr(static_cast<std::size_t>(m.whole.data() + m.whole.size() - rest.data())).substr(0, kOwnNumber);
        if (!RE2::PartialMatch(theirs, number)) return true;
      }
    return false;
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

constexpr double kMaxChange = 60;  // from year to year

// "๘๕.๐๐ - ๙๔.๙๙ คะแนน": a grade's range, and no fall.
bool is_range(std::string_view text, const Hit& change) {
  static const RE2 dash(R"(^\s*[-–−])"), number(R"(\p{Nd}\s*$)");
  const auto at = static_cast<std::size_t>(change.match.whole.data() - text.data());
  return RE2::PartialMatch(change.match.whole, dash) && RE2::PartialMatch(text.substr(0, at), number);
}

bool is_about_assessment(std::string_view text) {
  static const RE2 about("ประเมิน|ITA|คุณธรรมและความโปร่งใส");
  return RE2::PartialMatch(text, about);
}

// What the paragraph tells of the office; nothing where no score or grade in it is its.
// What must say that the score is the office's result: a name of the office; words that call it the whole; those, or a grade of its own.
enum class Needed { kAny, kNamesOwn, kNamesTotal, kNamesTotalOrGrade };

std::optional<ItaResult> result_in(const text::Excerpt& text, std::string_view own, Needed needed, const schema::Schemas& schemas) {
  static const RE2 of_assessment("ผลการประเมิน|ผลคะแนน");
  if (!is_about_assessment(text.text)) return std::nullopt;
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
  if (grade) out.grade = field_of(text, *grade, std::string(text::squeeze(grade->match.value)));
  // Change and the grade before stand behind the score.
  const std::size_t behind = score ? score->end : grade->at + grade->match.value.size();
  auto change = first_hit(schemas, "ita.change", text, behind);
  if (change && (is_range(text.text, *change) || (score && std::atof(decimal(change->match.value).c_str()) > kMaxChange))) change.reset();
  if (change) {
    const bool down = change->match.group.count("down") > 0;
    out.change = text::make_field(text::slice(text, change->match.whole), (down ? "-" : "") + decimal(change->match.value), change->rule->id);
  }
  if (const auto previous = first_hit(schemas, "ita.previous_grade", text, behind)) {
    out.previous_grade = field_of(text, *previous, std::string(text::squeeze(previous->match.value)));
    if (grade && grade->at == previous->at) out.grade.reset();  // what was taken for the grade is the one before
  }
  if (!out.grade && grade_ahead && !(grade && grade_ahead->at == grade->at)) {
    out.grade = field_of(text, *grade_ahead, std::string(text::squeeze(grade_ahead->match.value)));
    out.grade->confidence = std::min(out.grade->confidence, kUnnamed);
  }
  const auto told = score && scores.has_own_year(*score) ? std::nullopt : told_year(text, score ? score->begin : 0, schemas);
  if (told && !values::buddhist_year(told->match.value).empty()) {
    out.fiscal_year = field_of(text, *told, values::buddhist_year(told->match.value));
    if (told->supposed) out.fiscal_year->confidence = std::min(out.fiscal_year->confidence, kUnnamed);
  } else if (score && !score->year.empty())
    out.fiscal_year = text::make_field(score->year, year_of(*score), "ita_result/ita.fiscal_year@1");
  const std::string year = out.fiscal_year ? out.fiscal_year->value : std::string();
  if (const auto before = out.previous_grade ? std::nullopt : grade_before(text, scores, year, grade, change, schemas)) {
    out.previous_grade = field_of(text, *before, std::string(text::squeeze(before->match.value)));
    out.previous_grade->confidence = std::min(out.previous_grade->confidence, kUnnamed);
  }
  if (const auto before = out.previous_grade ? std::nullopt : grade_of_year_before(text, year, grade ? grade->at : std::string::npos, schemas)) {
    out.previous_grade = field_of(text, *before, std::string(text::squeeze(before->match.value)));
    out.previous_grade->confidence = std::min(out.previous_grade->confidence, kUnnamed);
  }
  if (score ? !score->names_own : !out.fiscal_year)
    for (MaybeField* field : {&out.fiscal_year, &out.score, &out.grade, &out.change, &out.previous_grade})
      if (*field) (*field)->confidence = std::min((*field)->confidence, kUnnamed);
  doubt_contradiction(out, schemas.vocabulary);
  return out;
}

// The heading above a paragraph that does not itself say what assessment its score is of.
const text::Excerpt* heading_above(const std::vector<document::Paragraph>& body, std::size_t k) {
  if (is_about_assessment(body[k].reading.text) || text::to_u32(body[k].reading.text).size() < kSentence) return nullptr;
  for (std::size_t above = k; above > 0 && above + kAbove > k;) {
    const text::Excerpt& heading = body[--above].reading;
    if (text::to_u32(heading.text).size() > kHeading) break;
    if (is_assessment_heading(heading.text)) return &heading;
  }
  return nullptr;
}

std::optional<ItaResult> result_of_paragraph(const std::vector<document::Paragraph>& body, std::size_t k, std::string_view own, bool must_name_own,
                                             const schema::Schemas& schemas) {
  const text::Excerpt* heading = heading_above(body, k);
  if (!heading) return result_in(body[k].reading, own, must_name_own ? Needed::kNamesOwn : Needed::kAny, schemas);
  text::Excerpt text = *heading;
  text::append(text, "\n", body[k].reading);
  return result_in(text, own, must_name_own ? Needed::kNamesOwn : Needed::kNamesTotalOrGrade, schemas);
}

// The result that lines of their own under a heading tell, a label and a figure each.
std::optional<ItaResult> result_of_lines(const std::vector<document::Paragraph>& body, std::size_t k, std::string_view own,
                                         const schema::Schemas& schemas) {
  if (text::to_u32(body[k].reading.text).size() > kHeading || !is_assessment_heading(body[k].reading.text)) return std::nullopt;
  text::Excerpt all = body[k].reading;
  std::size_t i = k + 1;
  for (; i < body.size() && i <= k + kLinesBelow && body[i].page == body[k].page && text::to_u32(body[i].reading.text).size() <= kShortLine; ++i)
    text::append(all, " ", body[i].reading);
  auto out = i > k + 1 ? result_in(all, own, Needed::kNamesTotal, schemas) : std::nullopt;
  if (!out || !out->score || !out->grade) return std::nullopt;
  for (MaybeField* field : {&out->fiscal_year, &out->score, &out->grade, &out->change, &out->previous_grade})
    if (*field) (*field)->confidence = std::min((*field)->confidence, kOfAPage);
  return out;
}

}  // namespace

std::optional<ItaResult> find_ita_result(const std::vector<document::Paragraph>& body, const OwnOffice& office, ResultSubject subject,
                                         const schema::Schemas& schemas, std::vector<Finding>& findings) {
  const std::string_view own = office.is_sure ? office.name : std::string_view();
  for (const bool must_name_own : {true, false}) {
    if (must_name_own ? own.empty() : subject == ResultSubject::kNamed) continue;
    for (std::size_t k = 0; k < body.size(); ++k) {
      auto out = result_of_paragraph(body, k, own, must_name_own, schemas);
      if (!out) continue;
      if (!out->fiscal_year)
        findings.push_back({"missing_part", Severity::kInfo, body[k].page, "ita_result/fiscal_year", "", "the result names no fiscal year", ""});
      return out;
    }
  }
  for (std::size_t k = 0; k < body.size() && subject != ResultSubject::kNamed; ++k)
    if (auto out = result_of_lines(body, k, own, schemas)) return out;
  return std::nullopt;
}

std::optional<ItaResult> find_slide_result(const std::vector<document::Paragraph>& body, std::string_view own, const std::set<int>& tabled,
                                           const schema::Schemas& schemas) {
  for (std::size_t k = 0; k < body.size(); ++k) {
    if (tabled.count(body[k].page) > 0 || text::to_u32(body[k].reading.text).size() > kHeading || !is_assessment_heading(body[k].reading.text))
      continue;
    text::Excerpt all = body[k].reading;
    for (std::size_t i = k + 1; i < body.size() && i < k + kShorts && body[i].page == body[k].page; ++i)
      if (text::to_u32(body[i].reading.text).size() <= kHeading) text::append(all, " ", body[i].reading);
    const std::u32string name = text::fold(own).text;
    if (name.empty() || text::fold(all.text).text.find(name) == std::u32string::npos) continue;
    auto out = result_in(all, {}, Needed::kNamesTotal, schemas);
    if (!out) continue;
    for (MaybeField* field : {&out->fiscal_year, &out->score, &out->grade, &out->change, &out->previous_grade})
      if (*field) (*field)->confidence = std::min((*field)->confidence, kOfAPage);
    return out;
  }
  return std::nullopt;
}

}  // namespace banthuek::ita
