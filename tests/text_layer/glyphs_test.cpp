// Glyphs to clusters, one rule at a time: a glyph is 5 pixels wide in a font of 10 (layer_values.h).
#include "pipeline/text_layer/glyphs.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace glyphs_test {

LayerText read(std::vector<Glyph> glyphs) { return read_glyphs(content_of(std::move(glyphs))); }

// The clusters' texts, with the spaces written between them: "ก|ข ค".
std::string shown(const LayerText& text) {
  std::string out;
  for (const Cluster& c : text.clusters) out += (out.empty() && !c.space_before ? "" : c.space_before ? " " : "|") + text::to_utf8(c.text);
  return out;
}

std::string shown(std::vector<Glyph> glyphs) { return shown(read(std::move(glyphs))); }

TEST(Glyph, BecomesAClusterWithItsPlace) {
  Glyph g = glyph(U"ก", 12, 6, 80);
  g.code = 65;
  const LayerText text = read({g});
  ASSERT_EQ(text.clusters.size(), 1u);
  const Cluster& c = text.clusters[0];
  EXPECT_EQ(text::to_utf8(c.text), "ก");
  EXPECT_EQ(c.x0, 12);
  EXPECT_EQ(c.x1, 18);
  EXPECT_EQ(c.baseline, 80);
  EXPECT_EQ(c.size, 10);
  EXPECT_EQ(c.font, 0);
  EXPECT_EQ(c.code, 65u);
  EXPECT_FALSE(c.space_before);
  EXPECT_FALSE(c.repaired);
  EXPECT_EQ(text.defects.characters, 1);
  EXPECT_EQ(text.defects.thai, 1);
}

TEST(UnmappedGlyph, SaysWhereItStandsAmongLetters) {
  std::vector<Glyph> line;
  for (int i = 0; i < 5; ++i) line.push_back(glyph(U"ก", 10.0 * i, 6, 80));
  Glyph unknown = glyph(U"", 50, 6, 80);
  unknown.code = 7;
  line.push_back(unknown);
  const LayerText text = read(line);
  ASSERT_EQ(text.unmapped.size(), 1u);
  EXPECT_EQ(text.unmapped[0], (Box{50, 73, 6, 9}));
  EXPECT_EQ(text.defects.unmapped, 1);
  line.erase(line.begin());
  EXPECT_TRUE(read(line).unmapped.empty()) << "four letters do not make it a font of letters";
  for (Glyph& g : line) g.confidence = 0;
  line.back().dx = 0;
  const LayerText decoded = read(line);  // a mark of a font that is known by reading alone
  ASSERT_EQ(decoded.unmapped.size(), 1u);
  EXPECT_EQ(decoded.unmapped[0], (Box{46, 73, 4, 9}));
}

TEST(Glyph, OfSeveralLettersIsPartedAmongThem) {
  const LayerText text = read({glyph(U"ก่า xข", 0, 20)});
  EXPECT_EQ(shown(text), "ก่|า x|ข");
  ASSERT_EQ(text.clusters.size(), 4u);
  EXPECT_EQ(text.clusters[1].x0, 5);
  EXPECT_EQ(text.clusters[2].x0, 10);
  EXPECT_EQ(text.clusters[3].x1, 20);
  EXPECT_EQ(text.defects.characters, 5);
  EXPECT_EQ(text.defects.thai, 4);
}

TEST(Glyph, OfALetterAndItsMarkIsNotMended) {
  const LayerText text = read({glyph(U"ก", 0), glyph(U"ข่", 5, 8)});
  EXPECT_EQ(shown(text), "ก|ข่");
  EXPECT_EQ(text.clusters[1].x1, 13);
  EXPECT_FALSE(text.clusters[1].repaired);
  EXPECT_EQ(text.defects.reordered, 0);
  EXPECT_EQ(shown({glyph(U"ก", 0), glyph(U"่า", 5, 5)}), "ก่|า");
}

TEST(Glyph, ThatIsHiddenTurnedOrSlantedIsLeftOut) {
  std::vector<Glyph> glyphs{glyph(U"ก", 0), glyph(U"ข", 5), glyph(U"คง", 10), glyph(U"จ", 20)};
  glyphs[0].hidden = true, glyphs[1].direction = 90, glyphs[2].direction = -1;
  const LayerText text = read(glyphs);
  EXPECT_EQ(shown(text), "จ");
  EXPECT_EQ(text.defects.slanted, 2);
  EXPECT_EQ(text.defects.characters, 1);
}

TEST(WrittenSpace, CountsFromAHundredthOfTheEm) {
  EXPECT_EQ(shown({glyph(U"ก", 0), glyph(U" ", 5, 0.1), glyph(U"ข", 10)}), "ก ข");
  EXPECT_EQ(shown({glyph(U"ก", 0), glyph(U" ", 5, -0.1), glyph(U"ข", 10)}), "ก ข");
  EXPECT_EQ(shown({glyph(U"ก", 0), glyph(U" ", 5, 0.09), glyph(U"ข", 10)}), "ก|ข");
  EXPECT_EQ(shown({glyph(U"ก", 0), glyph(U" ", 5, 2), glyph(U" ", 7, 0), glyph(U"ข", 10), glyph(U"ค", 15)}), "ก ข|ค");
}

TEST(SplitSaraAm, InOneGlyphStandsRightBehindItsLetter) {
  const auto at = [](double x, double y, const std::u32string& before = U"ส") { return read({glyph(before, 0), glyph(U" า", x, 5, y)}); };
  const LayerText mended = at(5, 100);
  EXPECT_EQ(shown(mended), "ส|ำ");
  EXPECT_EQ(mended.defects.split_am, 1);
  EXPECT_TRUE(mended.clusters[0].repaired);
  EXPECT_EQ(mended.clusters[1].x1, 10);
  EXPECT_EQ(shown(at(7.4, 100)), "ส|ำ");
  EXPECT_EQ(shown(at(7.5, 100)), "ส า");
  EXPECT_EQ(shown(at(2.5, 100)), "ส า");
  EXPECT_EQ(shown(at(5, 102.9)), "ส|ำ");
  EXPECT_EQ(shown(at(5, 103)), "ส า");
  EXPECT_EQ(shown(at(5, 100, U"ะ")), "ะ า");
  EXPECT_EQ(shown({glyph(U" า", 0)}), " า");
}

TEST(SplitSaraAm, InTwoGlyphsIsASpaceThatWasSqueezed) {
  const auto at = [](double x, const std::u32string& before = U"ส") {
    return read({glyph(before, 0), glyph(U" ", 5, 2), glyph(U"า", x), glyph(U"น", x + 5)});
  };
  const LayerText mended = at(6.1);
  EXPECT_EQ(shown(mended), "ส|ำ|น");
  EXPECT_EQ(mended.defects.split_am, 1);
  EXPECT_TRUE(mended.clusters[0].repaired);
  EXPECT_EQ(shown(at(6.2)), "ส า|น");
  EXPECT_EQ(at(6.2).defects.split_am, 0);
  EXPECT_EQ(shown(at(5, U"ะ")), "ะ า|น");
  EXPECT_EQ(shown({glyph(U"ส", 0), glyph(U"า", 5)}), "ส|า");
  EXPECT_EQ(shown({glyph(U" ", 0), glyph(U"า", 5)}), " า");
}

TEST(Mark, StandsOnTheLetterWhoseEndItIsDrawnAt) {
  const auto at = [](double x, double dx, double y = 100) { return shown({glyph(U"ก", 0), glyph(U"่", x, dx, y)}); };
  EXPECT_EQ(at(5, 0), "ก่");
  EXPECT_EQ(at(10.9, 0), "ก่");
  EXPECT_EQ(at(11, 0), "ก");
  EXPECT_EQ(at(-0.9, 0), "ก่");
  EXPECT_EQ(at(10.5, 0.9), "ก่");  // of no width to speak of: by its origin
  EXPECT_EQ(at(10.5, 1), "ก");    // by its end
  EXPECT_EQ(at(4, 1), "ก่");
  EXPECT_EQ(at(5, 0, 105), "ก่");
  EXPECT_EQ(at(5, 0, 105.1), "ก");
  EXPECT_EQ(at(5, 0, 94.9), "ก");
  EXPECT_EQ(read({glyph(U"ก", 0), glyph(U"่", 11, 0)}).defects.stray_marks, 1);
}

TEST(Mark, OfNoWidthThatIsDrawnRightwardsStandsWhereItsOutlineDoes) {
  // Noto Looped Thai's: their origin is the beginning of their letter, or a little before it.
  std::vector<Glyph> glyphs{glyph(U"บ", 0), glyph(U"ร", 5), glyph(U"ี", 4.5, 0)};
  glyphs[2].code = 3;
  EXPECT_EQ(shown(glyphs), "บี|ร");
  const auto drawn = [&](double x0, double x1) {
    PdfContent content = content_of(glyphs);
    GlyphShape& shape = content.shapes[{glyphs[2].font, glyphs[2].code}];
    shape.x0 = x0, shape.x1 = x1, shape.y0 = 0.6, shape.y1 = 0.8, shape.pieces = 1;
    return shown(read_glyphs(content));
  };
  EXPECT_EQ(drawn(0.1, 0.5), "บ|รี");
  EXPECT_EQ(drawn(-0.4, 0.0), "บี|ร");  // leftwards, as most fonts'
}

TEST(Mark, OfSomeWidthWidensTheLastLetterAlone) {
  EXPECT_EQ(read({glyph(U"ก", 0), glyph(U"่", 5, 2)}).clusters[0].x1, 7);
  EXPECT_EQ(read({glyph(U"ก", 0), glyph(U"่", 1, 2)}).clusters[0].x1, 5);
  const LayerText text = read({glyph(U"ก", 0), glyph(U"ะ", 5), glyph(U"่", 4, 2)});
  EXPECT_EQ(shown(text), "ก่|ะ");
  EXPECT_EQ(text.clusters[0].x1, 5);
}

TEST(Mark, IsMovedToOneOfTheLastThreeLetters) {
  const auto at = [](double x) { return read({glyph(U"ก", 0), glyph(U"ข", 5), glyph(U"ค", 10), glyph(U"ง", 15), glyph(U"่", x, 0)}); };
  EXPECT_EQ(shown(at(20)), "ก|ข|ค|ง่");
  EXPECT_EQ(at(20).defects.reordered, 0);
  EXPECT_EQ(shown(at(15)), "ก|ข|ค่|ง");
  EXPECT_EQ(shown(at(10)), "ก|ข่|ค|ง");
  EXPECT_EQ(at(10).defects.reordered, 1);
  EXPECT_EQ(shown(at(5)), "ก|ข|ค|ง");
  EXPECT_EQ(at(5).defects.stray_marks, 1);
  EXPECT_EQ(shown(at(17)), "ก|ข|ค|ง่");  // in doubt on the last one
  EXPECT_EQ(shown(at(16.7)), "ก|ข|ค่|ง");
}

TEST(Marks, StandInTheOrderOfTheirRank) {
  const auto order = [](const std::u32string& marks) {
    std::vector<Glyph> glyphs{glyph(U"ก", 0)};
    for (const char32_t c : marks) glyphs.push_back(glyph(std::u32string(1, c), 5, 0));
    return shown(glyphs);
  };
  EXPECT_EQ(order(U"่ี"), "กี่");
  EXPECT_EQ(order(U"ี่"), "กี่");
  EXPECT_EQ(order(U"่ํ"), text::to_utf8(U"ก\u0E4D\u0E48"));
  EXPECT_EQ(order(U"์ิ"), "กิ์");
  EXPECT_EQ(order(U"๎ํ"), text::to_utf8(U"ก\u0E4D\u0E4E"));
  EXPECT_EQ(order(U"๋ํ"), text::to_utf8(U"ก\u0E4D\u0E4B"));
  EXPECT_EQ(order(U"ํุ"), text::to_utf8(U"ก\u0E38\u0E4D"));
  EXPECT_EQ(order(U"่่"), "ก่");  // bold by doubling
  EXPECT_EQ(order(U"ัั"), "กัั");  // not for certain
}

TEST(Mark, ThatIsMendedAndStandsOnItsLetterAlreadyIsNotPutTwice) {
  Glyph read_off = glyph(U"ั", 5, 0);
  read_off.confidence = 0.97;
  EXPECT_EQ(shown({glyph(U"กั", 0), read_off}), "กั");
  EXPECT_EQ(shown({glyph(U"กั", 0), glyph(U"\uF710", 5, 0)}), "กั");  // ั of an old font
}

TEST(Vowel, AeThatIsWrittenAsTwoLettersIsOne) {
  const LayerText text = read({glyph(U"เ", 0), glyph(U"เ", 5), glyph(U"ก", 10)});
  EXPECT_EQ(shown(text), "แ|ก");
  EXPECT_EQ(text.defects.split_ae, 1);
  EXPECT_EQ(text.clusters[0].x1, 10);
  EXPECT_TRUE(text.clusters[0].repaired);
  EXPECT_EQ(shown({glyph(U"เ", 0), glyph(U"เ", 2), glyph(U"ก", 5)}), "เ|เ|ก");  // a shadow: lines drop it
  EXPECT_EQ(shown({glyph(U"เ", 0), glyph(U" ", 5), glyph(U"เ", 10)}), "เ เ");
  EXPECT_EQ(shown({glyph(U"เ", 0), glyph(U"เ", 50)}), "เ|เ");
}

TEST(Vowel, LongOfRuBehindAnotherLetterIsAa) {
  const LayerText text = read({glyph(U"ก", 0), glyph(U"ๅ", 5), glyph(U"ร", 10)});
  EXPECT_EQ(shown(text), "ก|า|ร");
  EXPECT_EQ(text.defects.wrong_codes, 1);
  EXPECT_EQ(shown({glyph(U"ฤ", 0), glyph(U"ๅ", 5)}), "ฤ|ๅ");
  EXPECT_EQ(shown({glyph(U"ฦ", 0), glyph(U"ๅ", 5)}), "ฦ|ๅ");
  EXPECT_EQ(shown({glyph(U"ๅ", 0)}), "ๅ");
}

TEST(Mark, BeforeItsLetterWaitsForIt) {
  const LayerText text = read({glyph(U"่", 0, 0), glyph(U"ก", 0)});
  EXPECT_EQ(shown(text), "ก่");
  EXPECT_EQ(text.defects.reordered, 1);
  EXPECT_EQ(text.defects.stray_marks, 0);
  std::vector<Glyph> many;
  for (const char32_t c : std::u32string(U"ิ็ํ่้")) many.push_back(glyph(std::u32string(1, c), 0, 0));
  many.push_back(glyph(U"ก", 0));
  const LayerText five = read(many);
  EXPECT_EQ(five.defects.stray_marks, 1);
  EXPECT_EQ(five.defects.reordered, 1);
  EXPECT_EQ(five.clusters[0].text.size(), 5u);
}

TEST(Mark, BeforeItsWordGoesToTheLetterUnderIt) {
  // A mark lifted by hand and written before its row: drawn leftwards from the end of its letter.
  const auto word = [](double mark_x, double mark_y, const std::u32string& letters) {
    std::vector<Glyph> glyphs{glyph(U"้", mark_x, 0, mark_y)};
    for (std::size_t i = 0; i < letters.size(); ++i) glyphs.push_back(glyph(letters.substr(i, 1), 50 + 5.0 * static_cast<double>(i)));
    return read(glyphs);
  };
  EXPECT_EQ(shown(word(60, 102, U"หนา")), "ห|น้|า");
  EXPECT_EQ(shown(word(59, 102, U"หนา")), "ห|น้|า");
  EXPECT_EQ(shown(word(60, 102, U"เลม")), "เ|ล้|ม");
  EXPECT_EQ(shown(word(55, 102, U"เลม")), "เ|ล้|ม");  // never on a vowel that stands before its letter
  EXPECT_EQ(word(60, 102, U"หนา").defects.reordered, 1);
  EXPECT_EQ(word(60, 102, U"หนา").defects.stray_marks, 0);
  EXPECT_EQ(shown(word(75, 102, U"กขคงจฉช")), "ก|ข|ค|ง|จ้|ฉ|ช");
  EXPECT_EQ(word(200, 102, U"กขคงจฉช").defects.stray_marks, 1);  // over none of the next six
  EXPECT_EQ(word(60, 106, U"หนา").defects.stray_marks, 1);       // on another row
}

TEST(Mark, DrawnRightwardsStandsOnTheLetterUnderIt) {
  // Letters 5 wide; the mark begins left of the last letter and reaches over it.
  const auto page = [](double x1) {
    PdfContent content;
    content.width = content.height = 1000;
    content.fonts.resize(1);
    content.glyphs = {glyph(U"ว", 0), glyph(U"ง", 5), glyph(U"ิ", 4.8, 0)};
    GlyphShape shape;
    shape.x0 = x1 - 0.4, shape.y0 = 0.6, shape.x1 = x1, shape.y1 = 0.8, shape.pieces = 1;
    content.glyphs[2].font = 0;
    content.shapes[{0, content.glyphs[2].code}] = shape;
    return shown(read_glyphs(content));
  };
  EXPECT_EQ(page(0.45), "ว|งิ");
  EXPECT_EQ(page(-0.04), "วิ|ง") << "drawn leftwards, as most are";
}

TEST(SaraAm, BehindItsOwnRingIsSaraAaWhereverItsCodeStands) {
  const auto coded = [](Glyph g, unsigned code) {
    g.code = code;
    return g;
  };
  const auto page = [&](unsigned other) {
    return read({glyph(U"ก", 0), coded(glyph(U"ำ", 5), 7), glyph(U"ร", 10), glyph(U"ส", 15), glyph(U"\u0E4D", 20, 0), coded(glyph(U"ำ", 20), 7),
                 glyph(U"ต", 25), coded(glyph(U"ำ", 30), other)});
  };
  EXPECT_EQ(shown(page(7)), text::to_utf8(U"ก|า|ร|ส\u0E4D|า|ต|า"));
  EXPECT_EQ(page(7).defects.wrong_codes, 2);
  EXPECT_TRUE(page(7).clusters[1].repaired);
  EXPECT_EQ(shown(page(8)), text::to_utf8(U"ก|า|ร|ส\u0E4D|า|ต|ำ"));
}

TEST(Mark, OnNoConsonantIsAStray) {
  EXPECT_EQ(read({glyph(U"่", 0, 0), glyph(U"a", 0)}).defects.stray_marks, 1);
  EXPECT_EQ(read({glyph(U"่", 0, 0), glyph(U"ฮ", 0)}).defects.stray_marks, 0);
  EXPECT_EQ(read({glyph(U"่", 0, 0), glyph(U"ฯ", 0)}).defects.stray_marks, 1);
}

TEST(Nikhahit, BehindSaraAaMakesItSaraAm) {
  const LayerText text = read({glyph(U"น", 0), glyph(U"า", 5), glyph(U"ํ", 10, 0)});
  EXPECT_EQ(shown(text), "น|ำ");
  EXPECT_EQ(text.defects.reordered, 1);
  EXPECT_EQ(text.defects.stray_marks, 0);
  EXPECT_EQ(shown({glyph(U"น", 0), glyph(U"า", 5), glyph(U"ํ", 13, 0)}), "น|า");
  EXPECT_EQ(shown({glyph(U"น", 0), glyph(U"า", 5), glyph(U"่", 11.1, 0)}), "น|า");
  EXPECT_EQ(shown({glyph(U"น", 0), glyph(U"ะ", 5), glyph(U"ํ", 11.1, 0)}), "น|ะ");
}

TEST(Mark, ThatWasMendedIsRepaired) {
  EXPECT_FALSE(read({glyph(U"ก", 0), glyph(U"่", 5, 0)}).clusters[0].repaired);
  EXPECT_TRUE(read({glyph(U"ก", 0), glyph(U"\uF70A", 5, 0)}).clusters[0].repaired);
}

TEST(Body, IsToldByTheWidthOfTheFontsConsonants) {
  const auto body = [](int consonants, double width, double size = 10) {
    std::vector<Glyph> glyphs;
    for (int i = 0; i < consonants; ++i) glyphs.push_back(glyph(U"ก", 20 * i, width)), glyphs.back().size = size;
    return read(glyphs).clusters[0].body;
  };
  EXPECT_DOUBLE_EQ(body(4, 5), 4);
  EXPECT_DOUBLE_EQ(body(5, 5), 4.75);
  EXPECT_DOUBLE_EQ(body(5, 10, 20), 9.5);
  EXPECT_DOUBLE_EQ(body(5, 2), 3);
  EXPECT_DOUBLE_EQ(body(5, 9), 7);
  std::vector<Glyph> vowels(6, glyph(U"ะ", 0, 5));
  EXPECT_DOUBLE_EQ(read(vowels).clusters[0].body, 4);
}

TEST(Text, CountsItsLostSaraAm) {
  std::vector<Glyph> glyphs;
  double x = 0;
  for (const char32_t c : std::u32string(U"อาเภอภาค")) glyphs.push_back(glyph(std::u32string(1, c), x)), x += 5;
  EXPECT_EQ(read(glyphs).defects.words_without_am, 1);
  glyphs[1].code = 9;
  const LayerText mended = read(glyphs);
  EXPECT_EQ(shown(mended), "อ|ำ|เ|ภ|อ|ภ|า|ค");
  EXPECT_EQ(mended.defects.lost_am, 1);
  EXPECT_EQ(mended.defects.words_without_am, 0);
}

}  // namespace glyphs_test
}  // namespace banthuek::text_layer
