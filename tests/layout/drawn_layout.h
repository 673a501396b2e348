// The layout of a drawn page, and its parts as text.
#pragma once

#include <string>

#include "pipeline/layout/layout.h"
#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {

inline constexpr int kBody = 30;

inline Layout layout_of(const Drawing& d, double body) {
  picture::PageInk ink;
  ink.grey = d.grey(), ink.bits = d.ink();
  return find_layout(ink, body);
}

// The lines of a place: a segment by its box, the letters in it, and what else it is.
inline std::string text_of(const TextBlock& block) {
  std::string out;
  for (const auto& line : block.lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const Segment& s = block.segments[line[i]];
      out += (i ? "; " : "") + text_of(s.box) + " " + std::to_string(s.letters);
      if (s.dash) out += " dash";
      if (s.lent) out += " lent " + std::to_string(std::lround(s.body()));
      if (s.mark) out += std::string(" ") + name_of(s.mark->kind);
    }
    out += "\n";
  }
  return out;
}

inline std::string text_of(const std::vector<Region>& regions) {
  std::string out;
  const char* names[] = {"stamp", "handwriting", "signature", "picture", "logo"};
  for (const Region& r : regions) out += std::string(names[static_cast<int>(r.kind)]) + " " + text_of(r.box) + "\n";
  return out;
}

}  // namespace banthuek::layout
