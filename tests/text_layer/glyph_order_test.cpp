// Rows that are drawn from their end are put in the order in which they are read.
#include "pipeline/text_layer/glyph_order.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/text/fold.h"
#include "pipeline/text_layer/glyphs.h"
#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace glyph_order_test {

// Rows as they are written, a letter 5 pixels wide.
std::vector<Glyph> rows(const std::vector<std::u32string>& texts) {
  std::vector<Glyph> out;
  double y = 100;
  for (const std::u32string& text : texts) {
    double x = 50;
    for (const char32_t c : text) {
      const double wide = text::is_thai_mark(c) ? 0 : 5;
      out.push_back(glyph(std::u32string(1, c), x, wide, y));
      x += wide;
    }
    y += 20;
  }
  return out;
}

std::string shown(std::vector<Glyph> glyphs) {
  order_glyphs(glyphs);
  std::string out;
  for (const Cluster& c : read_glyphs(content_of(std::move(glyphs))).clusters) out += text::to_utf8(c.text);
  return out;
}

TEST(GlyphOrder, OfRowsDrawnFromTheirEndIsTurned) {
  std::vector<Glyph> glyphs = rows({U"บันทึกข้อความ", U"ที่ผู้รับ"});
  const auto second = std::find_if(glyphs.begin(), glyphs.end(), [](const Glyph& g) { return g.y > 110; });
  std::reverse(glyphs.begin(), second);
  std::reverse(second, glyphs.end());
  EXPECT_EQ(shown(glyphs), "บันทึกข้อความที่ผู้รับ");
}

TEST(GlyphOrder, ThatIsReadIsLeftAsItIs) {
  // Two columns, the right one first; a mark before its letter.
  std::vector<Glyph> glyphs = rows({U"กขคงจฉชซญฎ", U"กขคงจฉชซญฎ"});
  for (std::size_t i = 0; i < glyphs.size(); ++i) glyphs[i].y = 100, glyphs[i].x += i < 10 ? 300 : 0;
  std::vector<Glyph> ordered = glyphs;
  order_glyphs(ordered);
  EXPECT_TRUE(std::equal(glyphs.begin(), glyphs.end(), ordered.begin(), [](const Glyph& a, const Glyph& b) { return a.x == b.x; }));
}

TEST(GlyphOrder, WantsTwelveStepsBackAndMostOfThePage) {
  const auto is_turned = [](std::size_t back, std::size_t forth) {
    std::vector<Glyph> glyphs = rows({std::u32string(back + 1, U'ก'), std::u32string(forth + 1, U'ข')});
    std::reverse(glyphs.begin(), glyphs.begin() + static_cast<std::ptrdiff_t>(back + 1));
    order_glyphs(glyphs);
    return glyphs[0].x < glyphs[1].x;
  };
  EXPECT_FALSE(is_turned(11, 0));
  EXPECT_TRUE(is_turned(12, 0));
  EXPECT_TRUE(is_turned(18, 12));
  EXPECT_FALSE(is_turned(17, 12));
}

}  // namespace glyph_order_test
}  // namespace banthuek::text_layer
