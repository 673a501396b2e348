// Pages with words, for tests of what is found on them.
#pragma once

#include <string>
#include <vector>

#include "tests/store/samples.h"

namespace banthuek {

// Where page_of puts a word: lines 100 pixels apart, words 210.
inline Box word_box(int line, int word) { return {10 + 210 * word, 100 * line, 200, 40}; }

inline Page page_of(int number, const std::vector<std::vector<std::string>>& lines) {
  Page page;
  page.number = number;
  page.width = 2480;
  page.height = 3508;
  page.dpi = 300;
  for (int l = 0; const auto& words : lines) {
    Line line;
    line.confidence = 0.9;
    for (int w = 0; const std::string& word : words) {
      line.words.push_back({word, word_box(l, w), 0.9});
      line.box = unite(line.box, line.words.back().box);
      line.text += (w++ ? " " : "") + word;
    }
    page.flow.push_back({FlowItem::Kind::kLine, l++});
    page.lines.push_back(line);
  }
  return page;
}

inline store::StoredPage stored_page(int number, const std::vector<std::vector<std::string>>& lines) {
  store::StoredPage stored;
  stored.page = page_of(number, lines);
  stored.text = page_text(stored.page);
  stored.words = page_words(stored.page);
  stored.confidence = 0.9;
  stored.reading = {"", "{}", "{}"};
  return stored;
}

}  // namespace banthuek
