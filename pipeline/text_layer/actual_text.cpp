#include "pipeline/text_layer/actual_text.h"

#include <algorithm>
#include <cmath>

#include "pipeline/text_layer/glyph_codes.h"

namespace banthuek::text_layer {
namespace {

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
  // The cluster reaches from where its first glyph begins to where its last one ends: the widest alone would leave a gap behind it.
  const Glyph &head = *begin, &tail = glyphs.back();
  letters.x = head.x, letters.y = head.y;
  letters.dx = tail.x + tail.dx - head.x, letters.dy = tail.y + tail.dy - head.y;
  glyphs.resize(first);
  if (!marks.text.empty()) glyphs.push_back(std::move(marks));
  if (!letters.text.empty()) glyphs.push_back(std::move(letters));
}

}  // namespace banthuek::text_layer
