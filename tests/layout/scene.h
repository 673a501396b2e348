// Scenes made of boxes, without pixels, for the parts of the layout that look at places and sizes only.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "pipeline/layout/grid.h"
#include "pipeline/layout/lines.h"
#include "pipeline/picture/components.h"

namespace banthuek {

struct Scene {
  picture::Components all;

  // A piece with that box, of which `fill` is ink: one run a row. Gives its index.
  int piece(int x, int y, int w, int h, double fill = 0.4) {
    picture::Component c;
    c.box = {x, y, w, h};
    c.area = static_cast<int>(std::lround(fill * w * h));
    c.first = static_cast<int>(all.runs.size());
    c.count = h;
    for (int row = y; row < y + h; ++row) all.runs.push_back({row, x, x + w});
    all.list.push_back(c);
    return static_cast<int>(all.list.size()) - 1;
  }

  // `count` letters that stand on `base`, `h` high and 0.8 of it wide, `step` apart from x. Gives where the next would stand.
  int letters(int x, int base, int h, int count, int step) {
    for (int i = 0; i < count; ++i, x += step) piece(x, base - h, 8 * h / 10, h);
    return x;
  }

  std::vector<int> every() const {
    std::vector<int> out;
    for (int i = 0; i < static_cast<int>(all.list.size()); ++i) out.push_back(i);
    return out;
  }
};

// The last of [from, to] for which `holds`: it must hold up to there, and no further.
template <class F>
int last_that(int from, int to, F holds) {
  int last = from - 1;
  for (int v = from; v <= to; ++v)
    if (holds(v)) {
      EXPECT_EQ(last, v - 1) << "holds again at " << v;
      last = v;
    }
  return last;
}

// The first of [from, to] for which `holds`: it must hold from there on.
template <class F>
int first_that(int from, int to, F holds) {
  return last_that(from, to, [&](int v) { return !holds(v); }) + 1;
}

// What `name` says over [from, to], each with the last value it is said of: "none 43, first 90, none 100". Looks at each `step`th value, and between
// two that differ for where.
template <class F>
std::string stretches(int from, int to, F name, int step = 1) {
  std::string out, said = name(from);
  for (int at = from; at < to;) {
    int next = std::min(to, at + step);
    std::string then = name(next);
    while (then != said && next > at + 1) {
      const int middle = (at + next) / 2;
      std::string there = name(middle);
      if (there == said)
        at = middle;
      else
        next = middle, then = std::move(there);
    }
    if (then != said) {
      out += said + " " + std::to_string(next - 1) + ", ";
      said = std::move(then);
    }
    at = next;
  }
  return out + said + " " + std::to_string(to);
}

inline std::string text_of(const Box& b) {
  return std::to_string(b.x) + "," + std::to_string(b.y) + " " + std::to_string(b.w) + "x" + std::to_string(b.h);
}

}  // namespace banthuek

namespace banthuek::layout {

// Edges, then a line a cell: its place, its spans where there are any, its box.
inline std::string text_of(const Grid& g) {
  const auto number = [](double v) {
    std::string s = std::to_string(std::round(v * 100) / 100);
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s;
  };
  std::string out = banthuek::text_of(g.box) + "; rows";
  for (double y : g.row_edges) out += " " + number(y);
  out += "; columns";
  for (double x : g.column_edges) out += " " + number(x);
  out += "\n";
  for (const GridCell& c : g.cells) {
    out += "  " + std::to_string(c.row) + "," + std::to_string(c.column);
    if (c.row_span != 1 || c.column_span != 1) out += " spans " + std::to_string(c.row_span) + "x" + std::to_string(c.column_span);
    out += ": " + banthuek::text_of(c.box) + "\n";
  }
  return out;
}

inline std::string text_of(const std::vector<Grid>& grids) {
  std::string out;
  for (const Grid& g : grids) out += text_of(g);
  return out;
}

}  // namespace banthuek::layout
