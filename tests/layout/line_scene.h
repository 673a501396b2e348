// Lines made of boxes: a body of 100. Where two lines stand, the first has its feet at 1000, the second at `second`; twelve letters each from x = 0.
#pragma once

#include <algorithm>
#include <string>

#include "pipeline/layout/lines.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {

inline constexpr int kLarge = 100;

struct Found {
  picture::Components all;
  Segments segments;

  // Which segment holds piece `i`, counted from the top: "1", "2", or "odd"; a segment of no letters is "own".
  std::string owner(int i) const {
    for (std::size_t k = 0; k < segments.list.size(); ++k)
      if (std::count(segments.list[k].pieces.begin(), segments.list[k].pieces.end(), i))
        return segments.list[k].letters == 0 ? "own" : std::to_string(k + 1);
    return std::count(segments.odd.begin(), segments.odd.end(), i) ? "odd" : "lost";
  }
};

inline Found found(const Scene& s) {
  Found f{s.all, {}};
  f.segments = find_segments(f.all, s.every(), kLarge);
  return f;
}

inline Scene two_lines(int second) {
  Scene s;
  s.letters(0, 1000, kLarge, 12, 100);
  if (second) s.letters(0, second, kLarge, 12, 100);
  return s;
}

}  // namespace banthuek::layout
