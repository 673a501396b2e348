// Lines of text and corridors, the empty strips between the columns of a table that no rule parts. Units are the caller's. Pure.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/grid.h"

namespace banthuek::layout {

inline constexpr double kCorridor = 0.7;         // narrowest gap between columns, in body heights
inline constexpr double kStraitCorridor = 0.45;  // between those of kManyRows: no space of words stands below the other so often
inline constexpr std::size_t kManyRows = 8;
inline constexpr double kWordSpace = 1.0;  // widest gap within a line of text
inline constexpr double kLowMarks = 0.35;  // of the room between two rows that only line up: the marks below the upper one

inline double middle_x(const Box& b) { return b.x + b.w / 2.0; }
inline double middle_y(const Box& b) { return b.y + b.h / 2.0; }

// One line of a page.
struct TextLine {
  double top = 0, bottom = 0;  // of its bodies, mean
  std::vector<Box> texts;
  double middle() const { return (top + bottom) / 2; }
};

// Stretches of text outside `taken` as lines, from top to bottom; the texts of one in no order.
std::vector<TextLine> text_lines(std::span<const Box> text, std::span<const Grid> taken);

// The line's texts with their middles between the two, from left to right.
std::vector<Box> texts_within(const TextLine& line, double left, double right);

inline constexpr double kMarksAbove = 0.9;  // height of the marks above a body, of it

struct Span {
  double x0 = 0, x1 = 0;
};

// The gaps at least `least` wide that no span covers, between the first and the last of them, from left to right.
std::vector<Span> gaps(std::vector<Span> spans, double least);

// The gaps at least `least` wide that all but a tenth of the lines leave free, from left to right.
std::vector<Span> usual_corridors(std::span<const std::vector<Box>> lines, double least);

// Of the corridors, from left to right, those that part texts of one row. A heading at the left of its column and short values in the middle of it
// leave a corridor too, with text on one side of it in each row. What is no wider than a word's space parts columns where it does so row after row.
std::vector<Span> between_columns(std::vector<Span> corridors, std::span<const std::vector<Box>> rows, double body);

}  // namespace banthuek::layout
