#include "extractors/types/page_words.h"

#include <string_view>

namespace banthuek {
inline namespace types {
namespace {

// Whether page_text shows the one as the other: it makes breaks inside a cell spaces.
bool same_on_one_line(char a, char b) {
  const auto plain = [](char c) { return c == '\n' || c == '\t' ? ' ' : c; };
  return plain(a) == plain(b);
}

std::size_t find_from(std::string_view text, std::string_view part, std::size_t from) {
  for (std::size_t at = from; at + part.size() <= text.size(); ++at) {
    std::size_t i = 0;
    while (i < part.size() && same_on_one_line(text[at + i], part[i])) ++i;
    if (i == part.size()) return at;
  }
  return std::string_view::npos;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \n\t") == std::string_view::npos; }

class Places {
 public:
  std::vector<PlacedWord> take() { return std::move(words_); }

  // The words of `line`, whose text begins at `base`.
  void add_line(const Line& line, std::size_t base) {
    const std::size_t before = words_.size();
    std::size_t at = 0;
    bool whole = true;
    for (const Word& word : line.words) {
      if (word.text.empty()) continue;
      const std::size_t found = find_from(line.text, word.text, at);
      whole = found != std::string_view::npos && blank(std::string_view(line.text).substr(at, found - at));
      if (!whole) break;
      add(base + found, word.text.size(), word.box);
      at = found + word.text.size();
    }
    if (whole && blank(std::string_view(line.text).substr(at))) return;
    words_.resize(before);
    if (!blank(line.text)) add(base, line.text.size(), line.box);
  }

  void add_cell(const Cell& cell, std::size_t base) {
    const std::size_t before = words_.size();
    std::size_t at = 0;
    bool whole = true;
    for (const Line& line : cell.lines) {
      if (line.text.empty()) continue;
      const std::size_t found = find_from(cell.text, line.text, at);
      whole = found != std::string_view::npos && blank(std::string_view(cell.text).substr(at, found - at));
      if (!whole) break;
      add_line(line, base + found);
      at = found + line.text.size();
    }
    if (whole && blank(std::string_view(cell.text).substr(at))) return;
    words_.resize(before);
    if (!blank(cell.text)) add(base, cell.text.size(), cell.box);
  }

 private:
  void add(std::size_t begin, std::size_t size, const Box& box) {
    words_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size), box});
  }
  std::vector<PlacedWord> words_;
};

}  // namespace

// Goes the way of page_text (page.cpp); a test holds the two together.
std::vector<PlacedWord> page_words(const Page& page) {
  Places places;
  std::size_t at = 0;
  for (const FlowItem& item : page.flow) {
    if (item.kind == FlowItem::Kind::kLine) {
      const Line& line = page.lines[static_cast<std::size_t>(item.index)];
      places.add_line(line, at);
      at += line.text.size() + 1;
      continue;
    }
    int row = 0;
    bool first = true;
    for (const Cell& cell : page.tables[static_cast<std::size_t>(item.index)].cells) {
      if (!first) {
        if (cell.row == row) ++at;
        for (; row < cell.row; ++row) ++at;
      }
      row = cell.row;
      first = false;
      places.add_cell(cell, at);
      at += cell.text.size();
    }
    if (!first) ++at;
  }
  return places.take();
}

}  // namespace types
}  // namespace banthuek
