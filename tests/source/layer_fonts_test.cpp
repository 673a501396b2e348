// Fonts whose codes say other letters than they draw, embedded as makers of documents do: what a page reads then.
#include <gtest/gtest.h>

#include "pipeline/source/source.h"
#include "tests/source/outlined_font.h"
#include "tests/source/small_pdf.h"

namespace banthuek::source {
namespace layer_fonts_test {

SourcePage page_of(const OutlinedFont& font, const std::vector<int>& glyphs) {
  SmallPdf pdf;
  const int f = font.add_to(pdf);
  pdf.page("BT /F 16 Tf 72 700 Td " + OutlinedFont::show(glyphs) + " Tj ET", "/Font << /F " + std::to_string(f) + " 0 R >>");
  const std::string bytes = pdf.str();
  return open_source(std::as_bytes(std::span(bytes)), "test.pdf")->page(1);
}

std::string text_of(const SourcePage& page) { return page.layer ? page_text(*page.layer) : "(none) " + page.reason; }

// A font as Word writes it: ำ is a ring and า, two glyphs; what their codes say comes from the word in which each stood first.
struct WordFont {
  OutlinedFont font;
  int ko, no, ro, so, tone, ring, aa;

  WordFont(const std::u32string& ring_says, const std::u32string& aa_says) {
    ko = font.add(U"ก", 400, drawn::kLetter), no = font.add(U"น", 400, drawn::kLetter), ro = font.add(U"ร", 400, drawn::kLetter);
    so = font.add(U"ส", 400, drawn::kLetter), tone = font.add(U"้", 0, drawn::kTone);
    ring = font.add(ring_says, 0, drawn::kRing), aa = font.add(aa_says, 300, drawn::kAa);
  }
};

// The text of a page that is drawn with the font, called /F.
std::string text_of_drawn(OutlinedFont& font, const std::string& content) {
  SmallPdf pdf;
  const int f = font.add_to(pdf);
  pdf.page(content, "/Font << /F " + std::to_string(f) + " 0 R >>");
  const std::string bytes = pdf.str();
  return text_of(open_source(std::as_bytes(std::span(bytes)), "test.pdf")->page(1));
}

TEST(Fonts, ThatSaySaraAmForSaraAaAreRead) {
  WordFont w(U" ", U"ำ");
  const SourcePage page = page_of(w.font, {w.ko, w.aa, w.ro, w.so, w.tone, w.aa, w.no, w.so, w.ring, w.aa, w.no});
  EXPECT_EQ(text_of(page), "การส้านสำน\n");
  EXPECT_EQ(page.reason, "mended: 1 ำ without its ring, 3 letters whose codes say others");
  ASSERT_TRUE(page.layer);
  EXPECT_LT(page.layer->lines[0].confidence, 1);
  EXPECT_EQ(page.layer->source, PageSource::kRepairedLayer);
}

TEST(Fonts, WhoseRingOfSaraAmSaysAnotherMarkAreRead) {
  for (const char32_t says : std::u32string(U"ุ้่\u00A0.")) {
    WordFont w(std::u32string(1, says), U"า");
    EXPECT_EQ(text_of(page_of(w.font, {w.so, w.ring, w.aa, w.no, w.ko, w.aa, w.ro, w.no, w.tone, w.ring, w.aa})), "สำนการน้ำ\n")
        << static_cast<unsigned>(says);
  }
  WordFont sound(U"\u0E4D", U"า");
  const SourcePage page = page_of(sound.font, {sound.so, sound.ring, sound.aa, sound.no});
  EXPECT_EQ(text_of(page), "สำน\n");
  EXPECT_EQ(page.reason, "text layer agrees with itself");
}

TEST(Fonts, ThatDrawSaraAmInOneGlyphKeepIt) {
  OutlinedFont font;
  const int so = font.add(U"ส", 400, drawn::kLetter), am = font.add(U"ำ", 300, drawn::kAm), tone = font.add(U"้", 0, drawn::kTone);
  const SourcePage page = page_of(font, {so, am, so, tone});
  EXPECT_EQ(text_of(page), "สำส้\n");
  EXPECT_EQ(page.reason, "text layer agrees with itself");
  OutlinedFont lost;
  const int s = lost.add(U"ส", 400, drawn::kLetter), a = lost.add(U"า", 300, drawn::kAm);
  EXPECT_EQ(text_of(page_of(lost, {s, a})), "สำ\n");
}

TEST(Fonts, WhoseMarkBelowSaysAToneMarkAreRead) {
  for (const bool known : {false, true}) {  // whether the other vowel below is in the font too
    OutlinedFont font;
    const int po = font.add(U"ผ", 400, drawn::kLetter), tone = font.add(U"้", 0, drawn::kTone), uu = font.add(U"้", 0, drawn::kUu);
    const int u = font.add(U"้", 0, drawn::kU), named = font.add(U"ุ", 0, drawn::kU);
    std::vector<int> shown{po, uu, tone, po, u};
    if (known) shown.insert(shown.end(), {po, named});
    EXPECT_EQ(text_of(page_of(font, shown)), known ? "ผู้ผุผุ\n" : "ผู้ผุ\n");
  }
}

TEST(Fonts, WithANamelessMarkThatIsDrawnLikeANamedOneAreRead) {
  OutlinedFont font;
  const int ko = font.add(U"ก", 400, drawn::kLetter), u = font.add(U"ุ", 0, drawn::kU), low = font.add(U"", 0, {drawn_box(-180, -320, -60, -130)});
  EXPECT_EQ(text_of(page_of(font, {ko, u, ko, low})), "กุกุ\n");
}

// Word deals the letters of น้ำ out in another order than they are drawn: the ring says ้, the tone mark over it nothing.
TEST(Fonts, WhoseRingTookTheToneMarkOfItsWordGiveItBack) {
  OutlinedFont font;
  const int no = font.add(U"น", 400, drawn::kLetter), high = font.add(U" ", 0, {drawn_box(-130, 650, -60, 760), drawn_box(-60, 700, -20, 740)});
  const int ring = font.add(U"้", 0, drawn::kRing), aa = font.add(U"า", 300, drawn::kAa);
  EXPECT_EQ(text_of(page_of(font, {no, high, ring, aa, no, aa})), "น้ำนา\n");
}

// ผู้ is drawn tone mark first, and its letters were dealt out in the order in which they are written.
TEST(Fonts, WhoseVowelBelowAndToneMarkAreSwappedAreRead) {
  const auto text = [](bool twice) {
    OutlinedFont font;
    const int po = font.add(U"ผ", 400, drawn::kLetter), high = font.add(U"ู", 0, {drawn_box(-130, 450, -60, 560), drawn_box(-60, 500, -20, 540)});
    const int uu = font.add(U"้", 0, drawn::kUu), u = font.add(U"ุ", 0, drawn::kU), other = font.add(U"่", 0, drawn::kUu);
    std::vector<int> shown{po, high, uu, po, u, po, high, uu, po, uu, po, high, uu};
    if (twice) shown.insert(shown.end(), {po, high, other});  // another vowel says another mark: which it is nobody knows
    return text_of(page_of(font, shown));
  };
  EXPECT_EQ(text(false), "ผู้ผุผู้ผูผู้\n");
  EXPECT_EQ(text(true), "(none) 4 characters of the text layer without a meaning: recognised");
}

// LibreOffice draws the tone mark of ผู่ first, and /ActualText calls it the vowel; the vowel's own code says the tone mark.
TEST(Fonts, WhoseToneMarkActualTextCallsAVowelAreRead) {
  OutlinedFont font;
  const int po = font.add(U"ผ", 400, drawn::kLetter), tone = font.add(U"่", 0, drawn::kTone), uu = font.add(U"่", 0, drawn::kUu),
            u = font.add(U"ุ", 0, drawn::kU);
  SmallPdf pdf;
  const int f = font.add_to(pdf);
  const auto show = [](const std::vector<int>& glyphs) { return OutlinedFont::show(glyphs) + " Tj "; };
  pdf.page("BT /F 16 Tf 72 700 Td " + show({po, tone, po}) + "/Span<</ActualText<feff0e39>>> BDC " + show({tone}) + "EMC " + show({uu, po, u}) + "ET",
           "/Font << /F " + std::to_string(f) + " 0 R >>");
  const std::string bytes = pdf.str();
  EXPECT_EQ(text_of(open_source(std::as_bytes(std::span(bytes)), "test.pdf")->page(1)), "ผ่ผู่ผุ\n");
}

TEST(Fonts, WithAMarkThatNobodyKnowsSayThatItIsLeftOut) {
  OutlinedFont font;
  const int no = font.add(U"น", 400, drawn::kLetter), mark = font.add(U" ", 0, {drawn_box(-130, 650, -60, 760)});
  EXPECT_EQ(text_of(page_of(font, {no, mark, no, mark, no, mark, no})), "(none) 3 characters of the text layer without a meaning: recognised");
  const SourcePage page = page_of(font, {no, mark, no});
  EXPECT_EQ(text_of(page), "นน\n");
  ASSERT_EQ(page.findings.size(), 1u);
  EXPECT_EQ(page.findings[0].code, "unmapped_characters");
}

TEST(Fonts, OfManyPagesAreLookedAtOnce) {
  WordFont w(U" ", U"ำ");
  SmallPdf pdf;
  const int f = w.font.add_to(pdf);
  const std::string line = "BT /F 16 Tf 72 700 Td " + OutlinedFont::show({w.ko, w.aa, w.ro, w.tone}) + " Tj ET";
  for (int i = 0; i < 3; ++i) pdf.page(line, "/Font << /F " + std::to_string(f) + " 0 R >>");
  const std::string bytes = pdf.str();
  const auto source = open_source(std::as_bytes(std::span(bytes)), "test.pdf");
  for (int i = 3; i > 0; --i) EXPECT_EQ(text_of(source->page(i)), "การ้\n") << i;
}

// As Chromium writes it: the letter, the ring and า are one cluster, whose first code alone is mapped.
TEST(ActualText, OfThreeGlyphsLeavesNoGapBehindIt) {
  OutlinedFont font;
  const int to = font.add(U"ตำ", 400, drawn::kLetter), ring = font.add(U"", 0, drawn::kRing), aa = font.add(U"", 300, drawn::kAa);
  const int bo = font.add(U"บ", 400, drawn::kLetter), lo = font.add(U"ล", 400, drawn::kLetter);
  EXPECT_EQ(text_of_drawn(font, "BT /F 16 Tf 72 700 Td /Span <</ActualText <FEFF0E150E33>>> BDC " + OutlinedFont::show({to, ring, aa}) + " Tj EMC " +
                                    OutlinedFont::show({bo, lo}) + " Tj ET"),
            "ตำบล\n");
}

// As LibreOffice writes it: the ring's code says what the first cluster that it was drawn in says, and so would be taken for a tone mark that is a
// ring.
TEST(ActualText, OfSeveralGlyphsIsNotMendedByTheirOutlines) {
  OutlinedFont font;
  const int no = font.add(U"น", 400, drawn::kLetter), ring = font.add(U"้ำ", 0, drawn::kRing), tone = font.add(U"้", 0, drawn::kTone);
  const int aa = font.add(U"า", 300, drawn::kAa);
  EXPECT_EQ(text_of_drawn(font, "BT /F 16 Tf 72 700 Td " + OutlinedFont::show({no, aa, no}) + " Tj /Span <</ActualText <FEFF0E490E33>>> BDC " +
                                    OutlinedFont::show({ring, tone, aa}) + " Tj EMC " + OutlinedFont::show({no, tone}) + " Tj ET"),
            "นาน้ำน้\n");
}

// Chromium draws the mark of a tall letter within it, last.
TEST(ActualText, WhoseLastGlyphStandsWithinTheFirstLeavesNoGapBehindIt) {
  OutlinedFont font;
  const int fo = font.add(U"ฝ", 650, drawn::kLetter), tone = font.add(U"", 0, drawn::kTone), ko = font.add(U"ก", 400, drawn::kLetter);
  EXPECT_EQ(text_of_drawn(font, "BT /F 16 Tf 72 700 Td /Span <</ActualText <FEFF0E1D0E48>>> BDC " + OutlinedFont::show({fo}) + " Tj 7 0 Td " +
                                    OutlinedFont::show({tone}) + " Tj EMC 3.4 0 Td " + OutlinedFont::show({ko, ko, ko, ko}) + " Tj ET"),
            "ฝ่กกกก\n");
}

}  // namespace layer_fonts_test
}  // namespace banthuek::source
