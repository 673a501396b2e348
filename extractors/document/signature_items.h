// The stretches of lines that signatures are told apart by, with the names among them. Boxes in pixels of the page. Pure.
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

}  // namespace banthuek::document
