// Where a heading may end whose description goes on in the same lines. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "extractors/text/excerpt.h"

namespace banthuek::text {

// The first space from byte `from` at which a sentence may end: between Thai words, and before none that goes on with it (โดย, และ); npos where there
// is none.
std::size_t space_between_clauses(std::string_view text, std::size_t from);

// The first gap of a line, from byte `from`, that is as wide as the line is high and far wider than its others, as the byte behind it.
std::optional<std::size_t> wide_gap(const Excerpt& text, std::size_t from);

// Where the words at the end of the text begin that are set smaller than the first behind byte `from`, as a badge behind a heading is, as a byte. Of
// a text layer alone: boxes of a scan are as high as the ink.
std::optional<std::size_t> smaller_end(const Excerpt& text, std::size_t from);

// Where an item's title ends, and how sure that is at most.
struct TitleEnd {
  std::size_t end = 0;
  double confidence = 1;
};

// Of a title in bytes [from, end) that a description may follow in the same lines: at a gap far wider than the others; of one that is `named`
// ("เรื่องที่หนึ่ง") at its first space. `wraps`: the text is of several lines.
TitleEnd title_end(const Excerpt& text, std::size_t from, std::size_t end, bool wraps, bool named);

// A name in quotation marks in a text, bytes; `rest`: where what is said of it begins.
struct QuotedName {
  std::size_t begin = 0, end = 0, rest = 0;
};

// The name that a sentence gives at byte `from`: คือ “...”, ชื่อ “...”.
std::optional<QuotedName> name_in_quotes(std::string_view text, std::size_t from);

}  // namespace banthuek::text
