// Which rule of a layout tells a line of a header, and where its heading stands.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"

namespace banthuek::document {

// The rule among `targets` whose anchor begins the line with the fewest misread letters; the longer anchor of two alike.
const schema::TextRule* rule_of_line(const schema::SchemaLayout& layout, std::string_view text, std::initializer_list<const char*> targets);

// How much of a label `word` differs in, 0 to 1 and more: edits by letters of the anchor of `rule` that is nearest. For words that are read worse
// than the rule allows, where their place says what they are. 1 where the rule has no anchor.
double misreading(std::string_view word, const schema::TextRule& rule);

// The part of the first page that is a heading of the layout, wherever it stands and with other signs beside it; flow.size() where none.
std::size_t find_heading(const ReadingOrder& flow, const schema::SchemaLayout& layout);

}  // namespace banthuek::document
