#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/rule.h"
#include "extractors/schema/schema.h"
#include "extractors/text/excerpt.h"

namespace banthuek::ita {

// A number that the text calls a score.
struct ScoreAt {
  std::size_t begin = 0, end = 0;  // bytes of the number
  const schema::TextRule* rule = nullptr;
  bool names_own = false, is_result = false, of_others = false;
  bool names_total = false;  // its words say that it is the whole, not a part
  text::Excerpt year;        // said between the score before and this one; before the first score the last
  bool year_beside = false;  // another year is said there too
};

// The Buddhist year of the score, "" where none stands before it.
std::string year_of(const ScoreAt& score);

// The scores of a paragraph, and which of them may be the office's result. Keeps references to the paragraph and the schemas.
class ScoreSentences {
 public:
  // `own`: the office's name, "" where nobody knows it.
  ScoreSentences(const text::Excerpt& text, std::string_view own, const schema::Schemas& schemas);

  bool any() const { return !scores_.empty(); }

  // The office's own score: one that names it, then of the last year, then the first. nullptr where there is none.
  const ScoreAt* own_score(bool must_name_total) const;

  // Whether the year that stands before the score is surely its own: the first score's is where another has one too.
  bool has_own_year(const ScoreAt& score) const;

  // The office's score of the year before `year`. nullptr where there is none.
  const ScoreAt* score_before(const std::string& year) const;

  // Where the next score begins, or the text ends: bytes.
  std::size_t end_of(const ScoreAt& score) const { return next_behind(score.begin); }
  std::size_t next_behind(std::size_t at) const;
  // Where the last score before `at` ends, `least` at least.
  std::size_t end_before(std::size_t at, std::size_t least) const;

 private:
  void judge();
  text::Excerpt year_in(std::string_view part, bool first, bool& beside) const;
  bool told_of_others_behind(std::size_t end) const;
  std::size_t behind_own(std::string_view part) const;
  std::size_t behind_own_kind(std::string_view part, bool& of_many) const;
  std::size_t last_match(const char* target, std::string_view part) const;
  bool names_other(std::string_view part) const;

  const text::Excerpt& text_;
  const schema::Schemas& schemas_;
  std::u32string own_;
  std::vector<ScoreAt> scores_;
};

}  // namespace banthuek::ita
