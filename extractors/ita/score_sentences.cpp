#include "extractors/ita/score_sentences.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"

namespace banthuek::ita {
namespace {

constexpr std::size_t kOwnShare = 10;    // of the letters of the office's name one may be misread
constexpr std::size_t kNameLetters = 3;  // behind a word of bodies: a body's name
constexpr std::size_t kOwnNumber = 200;  // bytes behind the mention of others within which a number is theirs
constexpr std::size_t kComparison = 90;  // bytes between "more than" and whom it is compared with, at most

}  // namespace

std::string year_of(const ScoreAt& score) { return values::buddhist_year(score.year.text); }

ScoreSentences::ScoreSentences(const text::Excerpt& text, std::string_view own, const schema::Schemas& schemas)
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

const ScoreAt* ScoreSentences::own_score(bool must_name_total) const {
  const ScoreAt* best = nullptr;
  for (const ScoreAt& score : scores_) {
    if (!score.is_result || (must_name_total && !score.names_total)) continue;
    const auto rank = [](const ScoreAt& s) { return std::pair(s.names_own, year_of(s)); };
    if (!best || rank(score) > rank(*best)) best = &score;
  }
  return best;
}

bool ScoreSentences::has_own_year(const ScoreAt& score) const {
  const auto has_year = [](const ScoreAt& s) { return !s.year.empty(); };
  return has_year(score) && (&score != &scores_.front() || std::any_of(scores_.begin() + 1, scores_.end(), has_year));
}

const ScoreAt* ScoreSentences::score_before(const std::string& year) const {
  for (const ScoreAt& score : scores_)
    if (!score.of_others && !score.year.empty() && std::atoi(year_of(score).c_str()) + 1 == std::atoi(year.c_str())) return &score;
  return nullptr;
}

std::size_t ScoreSentences::end_before(std::size_t at, std::size_t least) const {
  for (const ScoreAt& other : scores_)
    if (other.begin < at) least = std::max(least, other.end);
  while (least < at && (static_cast<unsigned char>(text_.text[least]) & 0xC0U) == 0x80U) ++least;
  return least;
}

std::size_t ScoreSentences::next_behind(std::size_t at) const {
  for (const ScoreAt& other : scores_)
    if (other.begin > at) return other.begin;
  return text_.text.size();
}

void ScoreSentences::judge() {
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
    bool of_many = false;
    const std::size_t subject = behind_own_kind(since, of_many);
    if (score.names_own || subject > 0) of_others = false;
    of_others = of_others || of_many;
    const std::string_view of_subject = since.substr(subject);
    of_others = of_others || last_match("ita.of_others", of_subject) != std::string::npos || names_other(of_subject);
    const std::size_t part = last_match("ita.not_total", since);
    const std::string_view said = since.substr(std::min(part, since.size()));
    const bool is_part = !said.empty() && !RE2::PartialMatch(said, answered) && (RE2::PartialMatch(said, another) || !RE2::PartialMatch(said, sum));
    if (score.names_own || was_own) score.names_own = !of_others && subject == 0;
    was_own = score.names_own;
    const bool is_target = last_match("ita.target", since) != std::string::npos || RE2::PartialMatch(text_.text.substr(score.end), upwards);
    score.of_others = of_others;
    score.is_result = !of_others && !is_part && !is_target && (score.names_own || !told_of_others_behind(score.end));
    score.year = year_in(before, from > 0, score.year_beside);
    from = score.end;
  }
}

// The first year that the text names, or the last; `beside` says whether it names another.
text::Excerpt ScoreSentences::year_in(std::string_view part, bool first, bool& beside) const {
  static const RE2 year(R"(ปี\s*(?:งบประมาณ)?\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*([2๒][5๕]\p{Nd}{2})(?:\P{Nd}|$))");
  text::Excerpt out;
  re2::StringPiece left(part.data(), part.size()), said;
  while (RE2::FindAndConsume(&left, year, &said)) {
    const text::Excerpt found = text::slice(text_, std::string_view(said.data(), said.size()));
    beside = beside || (!out.empty() && values::buddhist_year(found.text) != values::buddhist_year(out.text));
    if (out.empty() || !first) out = found;
  }
  return out;
}

// Whether others are told of behind the score without a number that would be theirs.
bool ScoreSentences::told_of_others_behind(std::size_t end) const {
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
std::size_t ScoreSentences::behind_own(std::string_view part) const {
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
std::size_t ScoreSentences::last_match(const char* target, std::string_view part) const {
  std::size_t out = std::string::npos;
  for (const schema::TextRule* rule : schemas_.rules(target))
    for (const schema::RuleMatch& m : schema::match_all(*rule, part)) {
      const auto at = static_cast<std::size_t>(m.whole.data() - part.data());
      if (out == std::string::npos || at > out) out = at;
    }
  return out;
}

// Behind the last "โรงพยาบาลได้", without a name: of a hospital's paper the hospital itself, whoever told of it. 0 where there is none, and where
// another of its kind or a whole country or province is named before. `of_many`: "ทั้ง ๑๒ โรงพยาบาลมี" tells of all of them.
std::size_t ScoreSentences::behind_own_kind(std::string_view part, bool& of_many) const {
  static const RE2 verb("^(?:ได้|มี|เข้า|จึง)"), every(R"((?:(?:ทุก|แต่ละ|ทั้ง|หลาย|เฉลี่ย|ของ)\s*\p{Nd}*|(?:^|\P{Nd})\p{Nd}{1,3})\s*$)"),
      no_name("^(?:[^ก-ฮเ-ไ]|ได้|มี|เข้า|จึง)");
  std::size_t out = 0;
  bool another = false;
  for (const schema::OrganisationKind& kind : schemas_.vocabulary.organisation_kinds) {
    if (!own_.starts_with(text::fold(kind.word).text)) continue;
    for (std::size_t at = part.find(kind.word); at != std::string_view::npos; at = part.find(kind.word, at + 1)) {
      const std::string_view behind = part.substr(at + kind.word.size());
      another = another || !RE2::PartialMatch(behind, no_name);
      if (!RE2::PartialMatch(behind, verb)) continue;
      if (RE2::PartialMatch(part.substr(0, at), every))
        of_many = true;
      else
        out = std::max(out, at + kind.word.size());
    }
  }
  return another || (out > 0 && last_match("ita.of_others", part) != std::string::npos) ? 0 : out;
}

// Whether a body is named that is not the office; where nobody knows the office, any may be it.
bool ScoreSentences::names_other(std::string_view part) const {
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

}  // namespace banthuek::ita
