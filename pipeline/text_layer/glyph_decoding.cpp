#include "pipeline/text_layer/glyph_decoding.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipeline/text_layer/glyph_codes.h"

namespace banthuek::text_layer {
namespace {

constexpr double kSameRow = 0.3, kMiddle = 0.2, kOneLetter = 0.3, kRingLast = 9;  // em; marks of one letter end so near each other

bool is_no_wider(const Glyph& g) { return std::abs(g.dx) < 0.01 * g.size; }

// Of two marks over one letter the upper is read behind the lower, wherever its outline ends; the ring of ำ behind both.
void upper_marks_last(const PdfContent& content, std::vector<const Glyph*>& row) {
  const auto bottom = [&](const Glyph& g) {
    const auto shape = content.shapes.find({g.font, g.code});
    const bool known = is_no_wider(g) && shape != content.shapes.end() && shape->second.stands_above();
    if (known && shape->second.is_ring()) return kRingLast;
    return known ? shape->second.y0 - (g.y - row.front()->y) / g.size : 0;
  };
  for (std::size_t i = 1; i < row.size(); ++i) {
    const Glyph &a = *row[i - 1], &b = *row[i];
    if (std::abs(mark_end(content, a) - mark_end(content, b)) > kOneLetter * a.size) continue;
    if (const double first = bottom(a), second = bottom(b); second > 0 && first > second) std::swap(row[i - 1], row[i]);
  }
}

}  // namespace

std::vector<CodedGlyph> coded_glyphs(const PdfContent& content) {
  std::vector<const Glyph*> all;
  for (const Glyph& g : content.glyphs)
    if (!g.hidden && g.direction == 0 && g.font >= 0 && g.size > 0) all.push_back(&g);
  std::stable_sort(all.begin(), all.end(), [](const Glyph* a, const Glyph* b) { return a->y < b->y; });
  const LayerCodes codes(content);
  LayerDefects mended;
  std::vector<CodedGlyph> out;
  for (std::size_t i = 0; i < all.size();) {
    std::vector<const Glyph*> row;
    const Glyph& first = *all[i];
    for (; i < all.size() && all[i]->y - first.y < kSameRow * first.size; ++i) row.push_back(all[i]);
    const auto place = [&](const Glyph& g) { return is_no_wider(g) ? mark_end(content, g) : g.x; };
    std::stable_sort(row.begin(), row.end(), [&](const Glyph* a, const Glyph* b) { return place(*a) < place(*b); });
    upper_marks_last(content, row);
    for (const Glyph* g : row) {
      std::u32string says = codes.read(*g, mended);
      const bool refuted = says.empty() && !g->text.empty();
      out.push_back({{content.fonts[static_cast<std::size_t>(g->font)].id, g->code},
                     std::move(says),
                     place(*g),
                     is_no_wider(*g) ? place(*g) : g->x + g->dx,
                     g->y - kMiddle * g->size,
                     g->size,
                     is_no_wider(*g),
                     refuted,
                     codes.unlike(*g)});
    }
  }
  return out;
}

void apply_decoding(PdfContent& content, const Decoding& decoding) {
  if (decoding.empty()) return;
  const auto id = [&](int font) { return content.fonts[static_cast<std::size_t>(font)].id; };
  for (Glyph& g : content.glyphs) {
    if (g.font < 0 || g.told) continue;
    const auto read = decoding.codes.find({id(g.font), g.code});
    if (read == decoding.codes.end() && !decoding.wrong_fonts.contains(id(g.font))) continue;
    g.text = read == decoding.codes.end() ? std::u32string() : read->second.text;
    g.confidence = read == decoding.codes.end() ? 0 : read->second.confidence;
  }
}

}  // namespace banthuek::text_layer
