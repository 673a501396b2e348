// Words of a line as they are kept in a Page: ICU word breaks (Thai words stand without spaces between them), with the
// punctuation that touches a word kept with it.
//
// Opening brackets and quotes go with the word after them, all other punctuation, ๆ and ฯ with the word before. A run of
// signs without any word (leaders, dashes) is one word. Never breaks inside a grapheme cluster. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace banthuek::text {

struct WordRange {
  std::size_t begin = 0, end = 0;  // bytes of the text, end excluded
};

// Ranges in order; spaces belong to none. `text` is internal UTF-8 (normalise.h).
std::vector<WordRange> word_ranges(std::string_view text);

}  // namespace banthuek::text
