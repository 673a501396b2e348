#include "pipeline/text_layer/actual_text.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace actual_text_test {

std::string texts(const std::vector<Glyph>& glyphs) {
  std::string out;
  for (const Glyph& g : glyphs) out += (out.empty() ? "" : "|") + text::to_utf8(g.text);
  return out;
}

std::string laid(std::vector<Glyph> glyphs, std::size_t first, const std::u32string& said) {
  lay_actual_text(glyphs, first, said);
  return texts(glyphs);
}

TEST(ActualText, GivesMarksToTheFirstGlyphAndLettersToTheWidest) {
  std::vector<Glyph> glyphs{glyph(U"ก", 0), glyph(U"ำ", 5, 0), glyph(U"", 5, 2), glyph(U"า", 6, -4), glyph(U"x", 7, 3)};
  lay_actual_text(glyphs, 1, U"้ำ");
  ASSERT_EQ(glyphs.size(), 3u);
  EXPECT_EQ(texts(glyphs), "ก|้|ำ");
  EXPECT_EQ(glyphs[1].x, 5);
  EXPECT_EQ(glyphs[1].dx, 0);
  EXPECT_EQ(glyphs[2].x, 5);  // from where the first one begins to where the last one ends
  EXPECT_EQ(glyphs[2].dx, 5);
}

TEST(ActualText, ReachesToItsWidestLetterWhereAToneMarkIsRaisedAboveItsVowel) {
  std::vector<Glyph> raised{glyph(U"ท", 0), glyph(U"ี", 1, 0), glyph(U"", 4, 0, 97)};  // Noto Looped Thai: no letter would follow before a space
  lay_actual_text(raised, 0, U"ที่");
  ASSERT_EQ(raised.size(), 1u);
  EXPECT_EQ(raised[0].x, 0);
  EXPECT_EQ(raised[0].dx, 5);
  std::vector<Glyph> turned{glyph(U"ท", 0), glyph(U"", 3, 0)};  // and where the page's text runs downwards
  for (Glyph& g : turned) g.direction = 90, std::swap(g.dx, g.dy);
  lay_actual_text(turned, 0, U"ท่");
  ASSERT_EQ(turned.size(), 1u);
  EXPECT_EQ(turned[0].dy, 5);
}

TEST(ActualText, OfMarksOrLettersAloneLeavesNoEmptyGlyph) {
  EXPECT_EQ(laid({glyph(U"x", 0, 0), glyph(U"y", 0, 1)}, 0, U"้"), "้");
  EXPECT_EQ(laid({glyph(U"x", 0, 0), glyph(U"y", 0, 1)}, 0, U"กา"), "กา");
  EXPECT_EQ(laid({glyph(U"x", 0, 0), glyph(U"y", 0, 1)}, 0, U"ก้"), "ก้");
}

TEST(ActualText, OfOneGlyphMayNameItsNeighbour) {
  for (const std::size_t count : {1u, 2u, 3u}) {
    std::vector<Glyph> glyphs(count, glyph(U"x", 0, 1));
    lay_actual_text(glyphs, 0, U"ก");
    ASSERT_EQ(glyphs.size(), 1u);
    EXPECT_EQ(glyphs[0].told, count > 1) << count;
  }
}

TEST(ActualText, ThatSaysWhatIsWrittenChangesNothing) { EXPECT_EQ(laid({glyph(U"น", 0), glyph(U"้", 5, 0)}, 0, U"น้"), "น|้"); }

TEST(ActualText, IsTakenForSixGlyphsAndSixLettersAtMost) {
  const std::vector<Glyph> six(6, glyph(U"ก", 0)), seven(7, glyph(U"ก", 0));
  EXPECT_EQ(laid(six, 0, U"ข"), "ข");
  EXPECT_EQ(laid(seven, 0, U"ข"), texts(seven));
  EXPECT_EQ(laid(seven, 1, U"ข"), "ก|ข");
  EXPECT_EQ(laid({glyph(U"ก", 0)}, 0, U"ขขขขขข"), "ขขขขขข");
  EXPECT_EQ(laid({glyph(U"ก", 0)}, 0, U"ขขขขขขข"), "ก");
}

TEST(ActualText, OfNothingOrOfOtherLettersIsNotTaken) {
  EXPECT_EQ(laid({glyph(U"ก", 0)}, 0, U""), "ก");
  EXPECT_EQ(laid({glyph(U"ก", 0)}, 0, U"ขA"), "ก");
  EXPECT_EQ(laid({glyph(U"ก", 0)}, 1, U"ข"), "ก");
  EXPECT_EQ(laid({}, 0, U"ข"), "");
}

TEST(ActualText, OverGlyphsOfTwoFontsDirectionsOrLinesIsNotTaken) {
  const auto changed = [](auto change) {
    std::vector<Glyph> glyphs{glyph(U"ก", 0), glyph(U"า", 5)};
    change(glyphs[1]);
    return laid(glyphs, 0, U"ข");
  };
  EXPECT_EQ(changed([](Glyph&) {}), "ข");
  EXPECT_EQ(changed([](Glyph& g) { g.font = 1; }), "ก|า");
  EXPECT_EQ(changed([](Glyph& g) { g.direction = 90; }), "ก|า");
  EXPECT_EQ(changed([](Glyph& g) { g.y += 5; }), "ข");
  EXPECT_EQ(changed([](Glyph& g) { g.y += 5.1; }), "ก|า");
  EXPECT_EQ(changed([](Glyph& g) { g.y -= 5.1; }), "ก|า");
}

}  // namespace actual_text_test
}  // namespace banthuek::text_layer
