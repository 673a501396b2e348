#include "pipeline/text_layer/glyph_codes.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "pipeline/text_layer/glyphs.h"
#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace glyph_codes_test {

std::u32string one(char32_t c) { return {c}; }

// What a glyph of a page that holds nothing but it and `others` comes out as.
std::string read(const Glyph& g, const std::string& font = "TestSarabun", LayerDefects* defects = nullptr, std::vector<Glyph> others = {}) {
  LayerDefects found;
  const LayerCodes codes(content_of(std::move(others), font));
  const std::string out = text::to_utf8(codes.read(g, found));
  if (defects) *defects = found;
  return out;
}

std::string read(char32_t c, const std::string& font = "TestSarabun", LayerDefects* defects = nullptr) {
  return read(glyph(one(c), 0), font, defects);
}

TEST(ThaiCharacters, AreToldFromOthers) {
  for (const char32_t c : {0x0E01, 0x0E5B}) EXPECT_TRUE(in_thai_block(c));
  for (const char32_t c : {0x0E00, 0x0E5C}) EXPECT_FALSE(in_thai_block(c));
  for (const char32_t c : {0x0E31, 0x0E34, 0x0E3A, 0x0E47, 0x0E4E}) EXPECT_TRUE(is_thai_mark(c)) << static_cast<unsigned>(c);
  for (const char32_t c : {0x0E30, 0x0E32, 0x0E33, 0x0E3B, 0x0E46, 0x0E4F}) EXPECT_FALSE(is_thai_mark(c)) << static_cast<unsigned>(c);
  EXPECT_TRUE(is_blank(U""));
  EXPECT_TRUE(is_blank(U" \u00A0\u2000\u200B\u3000\t\n\r"));
  for (const char32_t c : {U'\u1FFF', U'\u200C', U'.', U'\u00A1'}) EXPECT_FALSE(is_blank(one(c)));
}

TEST(PrivateUse, IsTheLetterThatTheShapeStandsFor) {
  const std::u32string means =
      U"ฐ\u0E34\u0E35\u0E36\u0E37\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E48\u0E49\u0E4A\u0E4B\u0E4Cญ\u0E31\u0E4D\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E38"
      U"\u0E39\u0E3A";
  ASSERT_EQ(means.size(), 27u);
  for (std::size_t i = 0; i < means.size(); ++i) {
    LayerDefects d;
    EXPECT_EQ(read(static_cast<char32_t>(0xF700 + i), "TestSarabun", &d), text::to_utf8(means.substr(i, 1))) << i;
    EXPECT_EQ(d.private_use, 1);
    EXPECT_EQ(d.unmapped, 0);
  }
}

TEST(SymbolCodes, OfATextFontAreAsciiAndTis620) {
  for (const auto& [c, read_as] :
       {std::pair<char32_t, const char*>{0xF020, " "}, {0xF041, "A"}, {0xF07E, "~"}, {0xF0A1, "ก"}, {0xF0DA, "ฺ"}, {0xF0DF, "฿"}, {0xF0FB, "๛"}}) {
    LayerDefects d;
    EXPECT_EQ(read(c, "TestSarabun", &d), read_as);
    EXPECT_EQ(d.private_use, 1) << read_as;
  }
}

// Whose outlines tell more than they say: ำ, า, marks, and what has no width.
TEST(CodesToLookAt, AreThoseOfVowelsMarksAndNoWidth) {
  const auto looked_at = [](Glyph g) {
    PdfContent content = content_of({std::move(g)});
    return !codes_to_look_at(content).empty();
  };
  const auto of = [](std::u32string says, double dx = 10, int font = 0) {
    Glyph g = glyph(says, 0);
    g.size = 100, g.dx = dx, g.dy = 0, g.font = font, g.direction = 0;
    return g;
  };
  for (const char32_t c : {U'า', U'ำ', U'่', U'ั'}) EXPECT_TRUE(looked_at(of({c}))) << static_cast<unsigned>(c);
  EXPECT_FALSE(looked_at(of(U"ก")));
  EXPECT_FALSE(looked_at(of(U"ๅา")));
  EXPECT_TRUE(looked_at(of(U"ก", 0.99)));
  EXPECT_FALSE(looked_at(of(U"ก", 1.01)));
  EXPECT_TRUE(looked_at(of(U"กข", 0)));
  EXPECT_FALSE(looked_at(of(U"กขค", 0)));
  EXPECT_FALSE(looked_at(of(U"า", 10, -1))) << "of no font";
  Glyph hidden = of(U"า"), slanted = of(U"า"), stands = of(U"ก", 0), down = of(U"า");
  hidden.hidden = true, slanted.direction = -1, stands.dy = 50, down.direction = 90;
  EXPECT_FALSE(looked_at(hidden));
  EXPECT_FALSE(looked_at(slanted));
  EXPECT_FALSE(looked_at(stands));
  EXPECT_TRUE(looked_at(down));
}

// A mark whose form is the lowest `rows` rows of its box, of 16.
GlyphShape mark_of(int rows, double width, double height, double bottom = 0.6) {
  GlyphShape out;
  out.x0 = -width, out.x1 = 0, out.y0 = bottom, out.y1 = bottom + height, out.pieces = 1;
  for (std::size_t i = 0; i < static_cast<std::size_t>(16 * rows); ++i) out.form.set(i);
  return out;
}

TEST(MarkWithoutACode, IsTheOneOfItsFontWhoseSmallerTwinItIs) {
  const auto read = [](const GlyphShape& shape, int font = 0) {
    PdfContent content = content_of({glyph(U"ก", 0), glyph(U"่", 5, 0), glyph(U"ก", 5), glyph(U"้", 10, 0), glyph(U"ก", 10), glyph(U"", 15, 0)});
    content.fonts.resize(2);
    const std::vector<GlyphShape> shapes{mark_of(16, 0.1, 0.2), mark_of(8, 0.3, 0.2), shape};
    for (unsigned i = 0; i < 3; ++i) {
      Glyph& g = content.glyphs[2 * i + 1];
      g.font = i == 2 ? font : 0, g.code = 100 * i + 1;
      content.shapes[{g.font, g.code}] = shapes[i];
    }
    LayerDefects defects;
    const LayerCodes codes(content);
    return text::to_utf8(codes.read(content.glyphs[5], defects)) + "/" + text::to_utf8(codes.unlike(content.glyphs[5]));
  };
  EXPECT_EQ(read(mark_of(13, 0.09, 0.17, 0.8)), "่/้");
  EXPECT_EQ(read(mark_of(7, 0.28, 0.16, 0.8)), "้/่");
  EXPECT_EQ(read(mark_of(11, 0.1, 0.2, 0.8)), "/่้") << "not alike enough";
  EXPECT_EQ(read(mark_of(13, 0.09, 0.17, 0.8), 1), "/") << "of another font";
}

TEST(Characters, WithoutAMeaningAreCountedAndLeftOut) {
  for (const char32_t c : {0xF07F, 0xF0A0, 0xF0DB, 0xF0DE, 0xF0FC, 0xF0FF, 0xF71B, 0xF6FF, 0xF01F, 0xF100,
                           0xE000, 0xF8FF, 0xFFFD, 0x01,   0x1F,   0x7F,   0x9F,   0xD800, 0xDFFF, 0x110000}) {
    LayerDefects d;
    EXPECT_EQ(read(c, "TestSarabun", &d), "") << std::hex << static_cast<unsigned>(c);
    EXPECT_EQ(d.unmapped, 1) << std::hex << static_cast<unsigned>(c);
  }
  LayerDefects d;
  EXPECT_EQ(read(glyph(U"", 0), "TestSarabun", &d), "");
  EXPECT_EQ(d.unmapped, 1);
  EXPECT_EQ(read(glyph(U"ก\uE000ข", 0), "TestSarabun", &d), "กข");
  EXPECT_EQ(d.unmapped, 1);
}

TEST(Characters, ThatStandForNothingOnPaperAreDropped) {
  for (const char32_t c : {0x200B, 0x200F, 0x202E, 0x2060, 0x206F, 0xFEFF}) {
    LayerDefects d;
    EXPECT_EQ(read(glyph(U"ก" + one(c), 0), "TestSarabun", &d), "ก") << std::hex << static_cast<unsigned>(c);
    EXPECT_EQ(d.unmapped + d.repaired(), 0);
    if (c == 0x200B) continue;  // by itself it is a place to break a line
    EXPECT_EQ(read(glyph(one(c), 0, 0.1), "TestSarabun", &d), "");
    EXPECT_EQ(d.unmapped, 0) << "it takes no room";
    EXPECT_EQ(read(glyph(one(c), 0), "TestSarabun", &d), "");
    EXPECT_EQ(d.unmapped, 1) << "it draws what nobody says";
  }
}

TEST(Characters, WithAMeaningAreKept) {
  for (const char32_t c : {0x20, 0x7E, 0xA0, 0xDFF, 0xD7FF, 0xF900, 0xFFFC, 0x10FFFF}) {
    LayerDefects d;
    EXPECT_EQ(read(c, "TestSarabun", &d), text::to_utf8(one(c))) << std::hex << static_cast<unsigned>(c);
    EXPECT_EQ(d.unmapped + d.repaired(), 0);
  }
  for (const char32_t c : {U'\t', U'\n', U'\r'}) EXPECT_EQ(read(c), " ");
}

struct Sign {
  unsigned code;
  const char* sign;
};

TEST(Wingdings, AreSignsOfChoice) {
  const Sign first[] = {{0x6C, "●"}, {0x6E, "■"}, {0x6F, "☐"}, {0x71, "☐"}, {0x72, "☐"}, {0x6D, "○"}, {0x9F, "•"}, {0xA1, "○"},
                        {0xA7, "▪"}, {0xA8, "☐"}, {0xB7, "•"}, {0xD8, "➢"}, {0xFB, "✗"}, {0xFC, "✓"}, {0xFD, "☒"}, {0xFE, "☑"}};
  const Sign second[] = {{0x4F, "✗"}, {0x50, "✓"}, {0x51, "☒"}, {0x52, "☑"}, {0x53, "☒"}, {0x54, "☒"},
                         {0x55, "⊗"}, {0x81, "○"}, {0x98, "●"}, {0xA3, "☐"}, {0x99, "○"}, {0x2A, "☐"}};
  const auto check = [](const Sign& s, const char* font) {
    Glyph by_code = glyph(U"x", 0);
    by_code.code = s.code;
    EXPECT_EQ(read(by_code, font), s.sign) << font << s.code;
    EXPECT_EQ(read(static_cast<char32_t>(0xF000 + s.code), font), s.sign) << font << s.code;
  };
  for (const Sign& s : first) check(s, "Wingdings-Regular");
  for (const Sign& s : second) check(s, "Wingdings 2"), check(s, "WINGDINGS_2");
  EXPECT_EQ(read(U'x', "Wingdings"), "x");  // no sign of choice: as the file says
  LayerDefects d;
  EXPECT_EQ(read(0xF041, "Wingdings", &d), "");
  EXPECT_EQ(d.unmapped, 1);
  EXPECT_EQ(read(0xF06C, "TestSarabun"), "l");
}

TEST(SymbolFont, HasABulletAndNothingElseThatIsKnown) {
  for (const char* font : {"Symbol", "SymbolMT", "Symbol,Bold"}) {
    EXPECT_EQ(read(0xF0B7, font), "•") << font;
    LayerDefects d;
    EXPECT_EQ(read(0xF0A1, font, &d), "") << font;
    EXPECT_EQ(d.unmapped, 1);
  }
  EXPECT_EQ(read(0xF0B7, "SymbolNew"), "ท");
}

TEST(Tis620, IsAFontOfManyAccentsFewLettersAndNoThai) {
  const auto first = [](int accents, int letters, int thai, bool hidden = false) {
    std::vector<Glyph> glyphs(static_cast<std::size_t>(accents), glyph(U"\u00A1", 0));
    for (Glyph& g : glyphs) g.hidden = hidden;
    glyphs.insert(glyphs.end(), static_cast<std::size_t>(letters), glyph(letters % 2 ? U"z" : U"A", 0));
    glyphs.insert(glyphs.end(), static_cast<std::size_t>(thai), glyph(U"ก", 0));
    return read(glyph(U"\u00A1", 0), "TestSarabun", nullptr, glyphs);
  };
  EXPECT_EQ(first(8, 0, 0), "ก");
  EXPECT_EQ(first(7, 0, 0), "\u00A1");
  EXPECT_EQ(first(8, 3, 0), "ก");
  EXPECT_EQ(first(8, 4, 0), "\u00A1");
  EXPECT_EQ(first(8, 0, 1), "\u00A1");
  std::vector<Glyph> digits(20, glyph(U"5", 0));
  digits.insert(digits.end(), 8, glyph(U"\u00A1", 0));
  EXPECT_EQ(read(glyph(U"\u00A1", 0), "TestSarabun", nullptr, digits), "ก") << "digits are of any script";
  EXPECT_EQ(first(8, 0, 0, true), "\u00A1");
  const std::vector<Glyph> many(8, glyph(U"\u00A1", 0));
  LayerDefects d;
  EXPECT_EQ(read(glyph(U"\u00A1\u00DA\u00DB\u00DE\u00DF\u00FB\u00FC\u00A0", 0), "TestSarabun", &d, many), "กฺ\u00DB\u00DE฿๛\u00FC\u00A0");
  EXPECT_EQ(d.mojibake, 4);
}

TEST(FontsOfTheCivilService, DrawThaiDigits) {
  for (const char* font : {"THSarabunIT9", "THSarabunIT\xF9", "THSarabunIT๙", "THSarabunIT#F9", "UNITIT9"}) {
    LayerDefects d;
    EXPECT_EQ(read(glyph(U"0129/:", 0), font, &d), "๐๑๒๙/:") << font;
    EXPECT_EQ(d.thai_digits, 4);
  }
  for (const char* font : {"THSarabunITA", "IT9", "THSarabunIT", "THSarabunIT8", "THSarabunIT#F8"}) EXPECT_EQ(read(U'0', font), "0") << font;
  PdfContent content = content_of();
  content.fonts[0].thai_digits = true;
  LayerDefects d;
  EXPECT_EQ(text::to_utf8(LayerCodes(content).read(glyph(U"5", 0), d)), "๕");
}

TEST(Glyphs, WithoutAFontAreTakenAsTheFileSays) {
  for (const auto& [text, width] : {std::pair{U"ก", 5}, {U",", 0}}) {
    Glyph g = glyph(text, 0, width);
    g.font = -1;
    EXPECT_EQ(read(g), text::to_utf8(text));
  }
}

// A glyph of no width that says `text`, with a code of its own.
Glyph nameless(const std::u32string& text, double x, unsigned code = 50) {
  Glyph g = glyph(text, x, 0);
  g.code = code;
  return g;
}

std::string read_nameless(const std::vector<Glyph>& page, const Glyph& g, LayerDefects* defects = nullptr) {
  return read(g, "TestSarabun", defects, page);
}

TEST(GlyphOfNoWidth, ThatIsASignIsUnmappedAndALetterStays) {
  for (const char* sign : {"!", ",", "~", "@", "[", "`", "{", "/", ":"}) {
    LayerDefects d;
    EXPECT_EQ(read(nameless(text::to_u32(sign), 0), "TestSarabun", &d), "") << sign;
    EXPECT_EQ(d.unmapped, 1);
  }
  for (const char* letter : {"0", "9", "a", "z", "A", "Z", "ก", " ", "\u00A0", "é", "ab"}) EXPECT_EQ(read(nameless(text::to_u32(letter), 0)), letter);
  Glyph wide = nameless(U",", 0);
  wide.dx = 0.1;  // a hundredth of the em
  EXPECT_EQ(read(wide), ",");
  wide.dx = -0.09;
  EXPECT_EQ(read(wide), "");
  wide.direction = 90;
  EXPECT_EQ(read(wide), ",");
  wide.direction = 0, wide.hidden = true;
  EXPECT_EQ(read(wide), ",");
}

// ส, the ring, า; `n` times.
std::vector<Glyph> rings(int n, const std::u32string& says, const std::u32string& before = U"ส", const std::u32string& after = U"า") {
  std::vector<Glyph> out;
  for (int i = 0; i < n; ++i) {
    out.push_back(glyph(before, 20.0 * i));
    out.push_back(nameless(says, 20.0 * i + 5));
    out.push_back(glyph(after, 20.0 * i + 5));
  }
  return out;
}

std::vector<Glyph> both(std::vector<Glyph> a, const std::vector<Glyph>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(RingOfSaraAm, IsAMarkThatStandsBetweenALetterAndSaraAa) {
  LayerDefects d;
  EXPECT_EQ(read_nameless(rings(1, U" "), nameless(U" ", 0), &d), "ํ");
  EXPECT_EQ(d.lost_am, 1);
  EXPECT_EQ(d.lost_marks, 0);
  EXPECT_EQ(read_nameless(rings(1, U" "), nameless(U" ", 0, 51), &d), " ");  // another code
  EXPECT_EQ(read_nameless(rings(1, U" ", U"ฮ"), nameless(U" ", 0)), "ํ");
  EXPECT_EQ(read_nameless(rings(1, U" ", U"ก"), nameless(U" ", 0)), "ํ");
  EXPECT_EQ(read_nameless(rings(1, U" ", U"ะ"), nameless(U" ", 0)), " ");
  EXPECT_EQ(read_nameless(rings(1, U" ", U"x"), nameless(U" ", 0)), " ");
  EXPECT_EQ(read_nameless(rings(1, U" ", U"ส", U"ก"), nameless(U" ", 0)), " ");
}

TEST(RingOfSaraAm, ThatSaysNothingIsBelievedFromThreeOn) {
  LayerDefects d;
  EXPECT_EQ(read_nameless(rings(2, U""), nameless(U"", 0), &d), "");
  EXPECT_EQ(d.unmapped, 1);
  EXPECT_EQ(read_nameless(rings(3, U""), nameless(U"", 0), &d), "ํ");
}

TEST(RingOfSaraAm, MayStandElsewhereOnceInFive) {
  const auto mark = [](int right, const std::vector<Glyph>& wrong) { return read_nameless(both(rings(right, U" "), wrong), nameless(U" ", 0)); };
  EXPECT_EQ(mark(4, rings(1, U" ", U"ส", U"ก")), "ํ");
  EXPECT_EQ(mark(3, rings(1, U" ", U"ส", U"ก")), " ");
  EXPECT_EQ(mark(4, rings(1, U" ", U"x", U"า")), "ํ");
  EXPECT_EQ(mark(3, rings(1, U" ", U"x", U"า")), " ");
}

TEST(RingOfSaraAm, StandsNearItsLetterAndItsSaraAa) {
  const auto moved = [](std::size_t which, double dx, double dy) {
    std::vector<Glyph> page = rings(1, U" ");
    page[which].x += dx, page[which].y += dy;
    return read_nameless(page, nameless(U" ", 0));
  };
  EXPECT_EQ(moved(0, -4.9, 0), "ํ");
  EXPECT_EQ(moved(0, -5, 0), " ");
  EXPECT_EQ(moved(0, 0, 2.9), "ํ");
  EXPECT_EQ(moved(0, 0, 3), " ");
  EXPECT_EQ(moved(2, 9.9, 0), "ํ");
  EXPECT_EQ(moved(2, 10, 0), " ");
  EXPECT_EQ(moved(2, 0, -3), " ");
}

TEST(RingOfSaraAm, IsSeenPastOtherMarksOfNoWidth) {
  const auto between = [](int before, int after) {
    std::vector<Glyph> page{glyph(U"ส", 0)};
    for (int i = 0; i < before; ++i) page.push_back(nameless(U"้", 5, 60));
    page.push_back(nameless(U" ", 5));
    for (int i = 0; i < after; ++i) page.push_back(nameless(U"้", 5, 60));
    page.push_back(glyph(U"า", 5));
    return read_nameless(page, nameless(U" ", 0));
  };
  EXPECT_EQ(between(1, 0), "ํ");
  EXPECT_EQ(between(0, 1), "ํ");
  EXPECT_EQ(between(3, 3), "ํ");
  EXPECT_EQ(between(4, 0), " ");
  EXPECT_EQ(between(0, 4), " ");
}

// Glyphs of marks that are mapped, with their codes, then a letter with a mark of code 50 that says nothing.
std::string by_place(const std::vector<std::pair<const char32_t*, unsigned>>& known, const std::u32string& says = U"", bool before_aa = false,
                     LayerDefects* defects = nullptr) {
  std::vector<Glyph> page;
  for (const auto& [mark, code] : known) page.push_back(glyph(U"ก", 0)), page.push_back(nameless(mark, 5, code));
  for (const Glyph& g : rings(1, says, U"ส", before_aa ? U"า" : U"ก")) page.push_back(g);
  return read_nameless(page, nameless(says, 0), defects);
}

TEST(MarkWithoutACode, IsTheOneOfItsPlaceInTheFontsRow) {
  LayerDefects d;
  EXPECT_EQ(by_place({{U"่", 49}}, U"", false, &d), "้");
  EXPECT_EQ(d.lost_marks, 1);
  EXPECT_EQ(d.lost_am, 0);
  EXPECT_EQ(by_place({{U"็", 49}}), "่");
  EXPECT_EQ(by_place({{U"็", 43}}), "๎");
  EXPECT_EQ(by_place({{U"็", 42}}), "");  // past the last mark
  EXPECT_EQ(by_place({{U"๎", 57}}), "็");
  EXPECT_EQ(by_place({{U"๎", 58}}), "");  // before the first
  EXPECT_EQ(by_place({{U"ู", 49}}), "");  // a mark of another row
  EXPECT_EQ(by_place({{U"่", 49}, {U"็", 40}, {U"้", 50 - 1 + 1}}), "้");
}

TEST(MarkWithoutACode, ThatIsDrawnAsTheRingIsWantsTwoWitnesses) {
  EXPECT_EQ(by_place({{U"่", 49}}, U"", true), "");
  EXPECT_EQ(by_place({{U"่", 49}, {U"็", 48}}, U"", true), "้");
  EXPECT_EQ(by_place({{U"์", 49}}, U"", true), "ํ");
  EXPECT_EQ(by_place({{U"์", 49}}), "ํ");
}

TEST(MarkWithoutACode, ThatSaysSpaceIsTheRingOrNothing) {
  EXPECT_EQ(by_place({{U"่", 49}}, U" "), " ");
  EXPECT_EQ(by_place({{U"่", 49}}, U",", false), "้");
  EXPECT_EQ(by_place({{U"่", 49}}, U" ", true), "ํ");
}

}  // namespace glyph_codes_test
}  // namespace banthuek::text_layer
