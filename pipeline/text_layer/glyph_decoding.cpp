#include "pipeline/text_layer/glyph_decoding.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipeline/text_layer/glyph_codes.h"

namespace banthuek::text_layer {
namespace {

constexpr double kSameRow = 0.3, kMiddle = 0.2;  // em

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
    std::stable_sort(row.begin(), row.end(), [](const Glyph* a, const Glyph* b) { return a->x < b->x; });
    for (const Glyph* g : row) {
      std::u32string says = codes.read(*g, mended);
      const bool refuted = says.empty() && !g->text.empty();
      out.push_back({{content.fonts[static_cast<std::size_t>(g->font)].id, g->code},
                     std::move(says),
                     g->x,
                     g->x + g->dx,
                     g->y - kMiddle * g->size,
                     g->size,
                     std::abs(g->dx) < 0.01 * g->size,
                     refuted});
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
