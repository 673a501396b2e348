// The stretches of lines that signatures are told apart by, with the names among them, and how they stand to each other. Boxes in pixels of the page.
// Pure.
#pragma once

#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/rule.h"
#include "extractors/schema/schema.h"

namespace banthuek::document {

// A stretch of a line.
struct SignatureItem {
  LinePart segment;
  bool is_name = false;
  bool bracketed = false;             // a name in brackets
  const OrderedPart* part = nullptr;  // where it is from
  bool signs = false;                 // behind the word for signing, on its line
  text::Excerpt rank;                 // of a name: rank or title that stands before its brackets, over it
};

// Heights of a line from one line of a name or its position down to the next.
inline constexpr int kFarthestLine = 2;

inline int centre(const Box& box) { return box.x + box.w / 2; }

// The stretches of all lines from `from` on, by page and then from the top; what stands side by side stays in its line's order. A name with wide
// spaces in its brackets is one stretch, blocks side by side are several.
std::vector<SignatureItem> signature_items(const ReadingOrder& flow, std::size_t from, const schema::Schemas& schemas);

// How stretches stand to each other. `row`: places in `items` of names that stand side by side; `h`: the height of a line.

bool side_by_side(const SignatureItem& a, const SignatureItem& b);

// Of the names that stand side by side with `name` (itself among them) whether `name` is nearest to the item. What stands over `name` is nothing to a
// name above it.
bool belongs(const std::vector<SignatureItem>& items, const std::vector<std::size_t>& row, std::size_t name, const SignatureItem& item);

// The names of the row but those that stand far below the box: it is nothing to them.
std::vector<std::size_t> names_near(const std::vector<SignatureItem>& items, const std::vector<std::size_t>& row, std::size_t name, const Box& box);

// Lines of one position stand on one middle, or begin at one edge.
bool on_one_axis(const Box& name, const Box& above, const Box& box, int h);

// In a column beside that of the name and its position, far from both.
bool stands_aside(const Box& name, const Box& last, const Box& box, int h);

}  // namespace banthuek::document
