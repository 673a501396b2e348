#include "pipeline/read/line_dots.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace banthuek::read {

void keep_last_dots(Line& line, const layout::Segment& segment, const picture::Components& components) {
  constexpr double kDot = 0.3, kGap = 0.7;           // a dot's sides, between two, in body heights
  constexpr double kAbove = 0.35, kBelow = 0.12;     // of the baseline
  constexpr double kNear = 0.5;                      // to the last letter: no space between
  constexpr std::size_t kFewDots = 3, kMaxDots = 8;  // more is a leader
  const double body = segment.body();
  std::vector<Box> boxes;
  for (const int i : segment.pieces) boxes.push_back(components.list[i].box);
  std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.right() > b.right(); });
  std::size_t dots = 0;
  for (; dots < boxes.size(); ++dots) {
    const Box& b = boxes[dots];
    const double rise = segment.base_at(b.x + b.w / 2.0) - (b.y + b.h / 2.0);
    if (std::max(b.w, b.h) > kDot * body || rise > kAbove * body || rise < -kBelow * body) break;
    if (dots > 0 && boxes[dots - 1].x - b.right() > kGap * body) break;
  }
  if (line.words.empty() || dots < kFewDots || dots > kMaxDots || dots == boxes.size()) return;
  const auto letters = [](const std::string& text) { return text.find_last_not_of(". ") + 1; };
  const std::size_t end = letters(line.text);
  if (end == 0 || static_cast<std::size_t>(std::count(line.text.begin() + static_cast<std::ptrdiff_t>(end), line.text.end(), '.')) >= dots) return;
  while (letters(line.words.back().text) == 0) line.words.pop_back();
  Word& last = line.words.back();
  const std::string row(dots, '.');
  if (boxes[dots - 1].x - boxes[dots].right() < kNear * body) {
    line.text = line.text.substr(0, end) + row;
    last.text = last.text.substr(0, letters(last.text)) + row;
    last.box = unite(last.box, unite(boxes[dots - 1], boxes[0]));
  } else {
    line.text = line.text.substr(0, end) + " " + row;
    last.text = last.text.substr(0, letters(last.text));
    line.words.push_back({row, unite(boxes[dots - 1], boxes[0]), last.confidence});
  }
}

void keep_short_leaders(Line& line, std::span<const layout::Leader> leaders, double body) {
  constexpr std::size_t kMaxDots = 8;
  constexpr double kClose = 0.6;  // body heights
  const auto on_line = [&](const layout::Leader& leader) {
    return leader.box.y >= line.box.y && leader.box.bottom() <= line.box.bottom() + body / 2;
  };
  // A line that is filled in over dots all along has parts of them between its words.
  if (std::any_of(leaders.begin(), leaders.end(), [&](const layout::Leader& leader) { return leader.pieces.size() > kMaxDots && on_line(leader); }))
    return;
  for (const layout::Leader& leader : leaders) {
    const Box& dots = leader.box;
    if (leader.pieces.size() > kMaxDots || !on_line(leader)) continue;
    std::size_t end = 0;  // of the word before, in the text
    for (std::size_t i = 0; i + 1 < line.words.size(); ++i) {
      end = line.text.find(line.words[i].text, end) + line.words[i].text.size();
      const double before = dots.x - line.words[i].box.right(), after = line.words[i + 1].box.x - dots.right();
      if (std::abs(before) > kClose * body || std::abs(after) > kClose * body) continue;
      const Word word{std::string(leader.pieces.size(), '.'), dots, std::min(line.words[i].confidence, line.words[i + 1].confidence)};
      const std::size_t next = line.text.find(line.words[i + 1].text, end);
      line.text.replace(end, next - end, word.text);
      line.words.insert(line.words.begin() + static_cast<std::ptrdiff_t>(i) + 1, word);
      break;
    }
  }
}

}  // namespace banthuek::read
