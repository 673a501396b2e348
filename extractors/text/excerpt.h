// A stretch of text that knows where on the paper each piece of it stands, so that a value cut out of it keeps its place.
//
// An Excerpt is made from a line or a cell, cut and joined; a Field is made from it at the end (field.h). Plain values.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/page.h"
#include "extractors/types/record.h"

namespace banthuek::text {

struct Piece {
  std::size_t begin = 0, end = 0;  // bytes of Excerpt::text
  Place place;
  double confidence = 0;
  bool by_pen = false;  // written by hand into print
};

struct Excerpt {
  std::string text;
  std::vector<Piece> pieces;  // ascending; what is between them is joiner

  bool empty() const { return text.empty(); }
};

// The words of a line are its pieces; a line without words is one piece. `page` from 1.
Excerpt reading_of(const Line& line, int page);

// The lines of a cell joined by join_lines; a cell whose lines are not kept is split at the newlines of its text.
Excerpt reading_of(const Cell& cell, int page);

// What stands in [begin, end) of the text, white space trimmed.
Excerpt slice(const Excerpt& reading, std::size_t begin, std::size_t end);
Excerpt slice(const Excerpt& reading, std::string_view part);  // `part` must be a view into reading.text

// Where such a view begins in the text, bytes.
inline std::size_t offset_of(const Excerpt& reading, std::string_view part) { return static_cast<std::size_t>(part.data() - reading.text.data()); }

// Adds `joiner` and `more` at the end; the joiner is left out where either side is empty.
void append(Excerpt& to, std::string_view joiner, const Excerpt& more);

// What belongs between a line and the next: "\n" before an item (๒) - •), nothing where a Thai word was wrapped, else a space.
std::string_view joiner_between(std::string_view line, std::string_view next);

// Lines of one paragraph or cell as one reading.
Excerpt join_lines(std::span<const Excerpt> lines);

// Whether the text begins with an item's number or bullet: ๒) ๒. (๒) ๑.๒ ก) - •
bool begins_item(std::string_view text);

}  // namespace banthuek::text
