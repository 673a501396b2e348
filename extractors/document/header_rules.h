// Which rule of a layout tells a line of a header, and where its heading stands.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"

namespace banthuek::document {

// The rule among `targets` whose anchor begins the line with the fewest misread letters; the longer anchor of two alike.
const schema::TextRule* rule_of_line(const schema::SchemaLayout& layout, std::string_view text, std::initializer_list<const char*> targets);

// How much of a label `word` differs in, 0 to 1 and more: edits by letters of the anchor of `rule` that is nearest. For words that are read worse
// than the rule allows, where their place says what they are. 1 where the rule has no anchor.
double misreading(std::string_view word, const schema::TextRule& rule);

// Where the word before `until` begins, if it is the label of one of the rules read worse than the rule allows (วันชี), by so much of its letters at
// most; else `until`. Bytes of the line.
std::size_t without_misread_label(std::string_view line, std::size_t until, const std::vector<const schema::TextRule*>& rules, double most);

// Whether one of the few lines behind `at` on its page begins with a label that stands below an addressee (อ้างถึง), where the header's labels begin
// (`labels_at`), behind a line that ends early.
bool has_label_below(const ReadingOrder& flow, std::size_t at, int labels_at, const schema::SchemaLayout& layout);

// The part of the first page that is a heading of the layout, wherever it stands and with other signs beside it; flow.size() where none.
std::size_t find_heading(const ReadingOrder& flow, const schema::SchemaLayout& layout);

}  // namespace banthuek::document
