// The words of a page as they lie in the table page_words: some six bytes each, so that a search can show what it found without the page cache.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/page_words.h"

namespace banthuek::store {

std::string encode_words(const std::vector<PlacedWord>& words);
// Of bytes that are none of encode_words, those up to the fault.
std::vector<PlacedWord> decode_words(std::string_view bytes);

}  // namespace banthuek::store
