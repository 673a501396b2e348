// Where the words of a page's text stand on the page: so that what is found in the text can be shown in the picture.
#pragma once

#include <cstdint>
#include <vector>

#include "extractors/types/page.h"

namespace banthuek {
inline namespace types {

struct PlacedWord {
  std::uint32_t begin = 0, end = 0;  // bytes of page_text(page)
  Box box;
  friend bool operator==(const PlacedWord&, const PlacedWord&) = default;
};

// The words of page_text(page) in its order, none overlapping another. A line whose words do not give its text is one word, a cell whose lines do not
// give its text too, so every character that is no space has a word. Pure.
std::vector<PlacedWord> page_words(const Page& page);

}  // namespace types
}  // namespace banthuek
