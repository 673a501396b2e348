#include "pipeline/text_layer/actual_text.h"

#include <algorithm>
#include <cmath>

#include "pipeline/text_layer/glyph_codes.h"

namespace banthuek::text_layer {
namespace {

// How far from the beginning of `head` that glyph ends, along its line: a tone mark that is raised above its vowel is no farther for that.
double reach(const Glyph& head, const Glyph& g) {
  return head.direction == 90 || head.direction == 270 ? std::abs(g.y + g.dy - head.y) : std::abs(g.x + g.dx - head.x);
}

constexpr std::size_t kMaxLetters = 6, kMaxGlyphs = 6;  // of a cluster: a letter, its marks, its vowel

}  // namespace

void lay_actual_text(std::vector<Glyph>& glyphs, std::size_t first, const std::u32string& said) {
  if (first >= glyphs.size() || glyphs.size() - first > kMaxGlyphs || said.empty() || said.size() > kMaxLetters) return;
  if (!std::all_of(said.begin(), said.end(), in_thai_block)) return;
  const auto begin = glyphs.begin() + static_cast<std::ptrdiff_t>(first);
  std::u32string written;
  for (auto g = begin; g != glyphs.end(); ++g) {
    written += g->text;
    if (g->font != begin->font || g->direction != begin->direction || std::abs(g->y - begin->y) > 0.5 * begin->size) return;
  }
  if (written == said && std::none_of(begin, glyphs.end(), [](const Glyph& g) { return g.text.empty(); })) return;
  const auto base = std::find_if_not(said.begin(), said.end(), is_thai_mark);
  const auto widest = std::max_element(begin, glyphs.end(), [](const Glyph& a, const Glyph& b) { return std::abs(a.dx) < std::abs(b.dx); });
  Glyph letters = *widest, marks = *begin;
  marks.text.assign(said.begin(), base);
  letters.text.assign(base, said.end());
  // The cluster reaches from where its first glyph begins to where its farthest one ends: the widest alone would leave a gap behind it, and a mark
  // that is drawn last stands within its letter.
  letters.x = begin->x, letters.y = begin->y;
  const auto farthest = std::max_element(begin, glyphs.end(), [&](const Glyph& a, const Glyph& b) { return reach(*begin, a) < reach(*begin, b); });
  letters.dx = farthest->x + farthest->dx - begin->x, letters.dy = farthest->y + farthest->dy - begin->y;
  // Of one glyph it may name the neighbour: LibreOffice deals the letters of ปุ่ out to glyphs that are drawn in another order.
  letters.told = marks.told = glyphs.size() - first > 1;
  glyphs.resize(first);
  if (!marks.text.empty()) glyphs.push_back(std::move(marks));
  if (!letters.text.empty()) glyphs.push_back(std::move(letters));
}

}  // namespace banthuek::text_layer
