// What the rules of the assessment's result find in a paragraph, and which year it is of. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/schema/rule.h"
#include "extractors/schema/schema.h"
#include "extractors/text/excerpt.h"

namespace banthuek::ita {

// What a rule found, as views into the paragraph.
struct Hit {
  const schema::TextRule* rule = nullptr;
  schema::RuleMatch match;
  std::size_t at = 0;     // where its value begins, bytes
  bool supposed = false;  // first of several that nothing tells apart
};

// The match of the target's rules that stands first in [begin, end) of the text.
std::optional<Hit> first_hit(const schema::Schemas& schemas, const char* target, const text::Excerpt& text, std::size_t begin = 0,
                             std::size_t end = std::string::npos);

// The year of the result: one behind the name of the assessment and before the score (its first byte), that nothing is compared with; else the first
// that stands with that name. The year of a heading above, or of what is done about the result, is none.
std::optional<Hit> told_year(const text::Excerpt& text, std::size_t score, const schema::Schemas& schemas);

// The grade that the text gives to the year before `year`; not the one that begins at byte `own`.
std::optional<Hit> grade_of_year_before(const text::Excerpt& text, const std::string& year, std::size_t own, const schema::Schemas& schemas);

// Whether a bracket that was opened before `from` is closed before `to`.
bool closes_bracket(std::string_view text, std::size_t from, std::size_t to);

}  // namespace banthuek::ita
