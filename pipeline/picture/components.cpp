#include "pipeline/picture/components.h"

#include <bit>

namespace banthuek::picture {

void append_runs(const Picture& ink, int y, std::vector<Run>& out) {
  const std::uint32_t* row = ink.row(y);
  const int width = ink.width(), words = (width + 31) / 32;
  int open = -1;  // where the run that is not yet closed began
  for (int w = 0; w < words; ++w) {
    std::uint32_t bits = row[w];
    if (w == words - 1 && (width & 31)) bits &= ~std::uint32_t{0} << (32 - (width & 31));
    if (open < 0 ? bits == 0 : bits == ~std::uint32_t{0}) continue;
    int at = 0;
    while (at < 32) {
      // Leading zeros of what is left, or of its complement inside a run, say where it changes.
      const std::uint32_t rest = (open < 0 ? bits : ~bits) << at;
      const int step = std::countl_zero(rest);
      if (at + step >= 32) break;
      at += step;
      if (open < 0) {
        open = w * 32 + at;
      } else {
        out.push_back({y, open, w * 32 + at});
        open = -1;
      }
    }
  }
  if (open >= 0) out.push_back({y, open, width});
}

Components find_components(const Picture& ink, std::size_t limit) {
  Components out;
  if (ink.empty()) return out;
  std::vector<Run> runs;
  std::vector<int> parent;
  const auto find = [&](int i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  std::size_t above = 0, above_end = 0;
  for (int y = 0; y < ink.height() && runs.size() < limit; ++y) {
    const std::size_t begin = runs.size();
    append_runs(ink, y, runs);
    for (std::size_t i = begin; i < runs.size(); ++i) parent.push_back(static_cast<int>(i));
    std::size_t j = above;
    for (std::size_t i = begin; i < runs.size(); ++i) {
      while (j < above_end && runs[j].x1 < runs[i].x0) ++j;
      for (std::size_t k = j; k < above_end && runs[k].x0 <= runs[i].x1; ++k) {
        const int a = find(static_cast<int>(k)), b = find(static_cast<int>(i));
        if (a < b)
          parent[b] = a;
        else
          parent[a] = b;
      }
    }
    above = begin;
    above_end = runs.size();
  }
  // Number the pieces, count their runs, then lay the runs out piece by piece.
  std::vector<int> number(runs.size(), -1);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const int root = find(static_cast<int>(i));
    if (number[root] < 0) {
      number[root] = static_cast<int>(out.list.size());
      out.list.push_back({});
    }
    number[i] = number[root];
    Component& c = out.list[number[i]];
    c.box = unite(c.box, {runs[i].x0, runs[i].y, runs[i].x1 - runs[i].x0, 1});
    c.area += runs[i].x1 - runs[i].x0;
    ++c.count;
  }
  int first = 0;
  for (Component& c : out.list) {
    c.first = first;
    first += c.count;
    c.count = 0;
  }
  out.runs.resize(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    Component& c = out.list[number[i]];
    out.runs[c.first + c.count++] = runs[i];
  }
  return out;
}

}  // namespace banthuek::picture
