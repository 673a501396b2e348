// A line made of its words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "extractors/types/page.h"

namespace banthuek::test {

inline Line line_of_words(std::vector<Word> words, const std::string& text) {
  Line line;
  line.text = text;
  line.words = std::move(words);
  for (const Word& word : line.words) line.box = unite(line.box, word.box);
  return line;
}

}  // namespace banthuek::test
