#include "pipeline/read/read_page.h"

#include <gtest/gtest.h>

#include <set>

#include "extractors/text/fold.h"
#include "pipeline/picture/skew.h"
#include "pipeline/read/page_findings.h"
#include "pipeline/read/read_line.h"
#include "tests/layout/drawing.h"
#include "tests/read/drawn_memo.h"
#include "tests/recognise/drawn_lines.h"

namespace banthuek::read {
namespace read_page_test {

picture::Picture rotated_memo() { return picture::rotated(memo().grey(), 12); }

TEST(ReadPage, GivesEachLineItsPlaceAndWords) {
  const Page page = read(memo().grey());
  ASSERT_EQ(page.lines.size(), 12u);
  EXPECT_EQ(page.lines[0].text, "กกก");
  EXPECT_NEAR(page.lines[0].box.x, 150, 2);
  EXPECT_NEAR(page.lines[0].baseline, 300, 2);
  EXPECT_FALSE(page.lines[0].words.empty());
  EXPECT_EQ(page.flow.size(), 12u);
  EXPECT_EQ(page.width, 1600);
  EXPECT_TRUE(page.findings.empty());
}

TEST(ReadPage, TurnsAPageUprightFromAllFourSides) {
  for (int turned : {0, 90, 180, 270}) {
    const Page page = read(memo().grey().turned(turned));
    EXPECT_EQ(page.turned, (360 - turned) % 360) << turned;
    EXPECT_EQ(page.width, 1600) << turned;
    ASSERT_EQ(page.lines.size(), 12u) << turned;
    EXPECT_NEAR(page.lines[0].box.x, 150, 4) << turned;
    EXPECT_EQ(codes(page).count("turned"), turned ? 1u : 0u);
  }
}

TEST(ReadPage, RefersItsBoxesToTheUprightPicture) {
  const picture::Picture source = memo().grey().turned(90);
  const Page page = read(source);
  const picture::Picture upright = upright_picture(source, page);
  EXPECT_EQ(upright.width(), page.width);
  EXPECT_EQ(upright.height(), page.height);
  const Box& b = page.lines[3].box;
  EXPECT_LT(upright.grey_at(b.x + 1, b.y + b.h - 3), 128);  // the stem of the first letter
}

TEST(ReadPage, SaysWhatIsWrongWithBadPages) {
  EXPECT_EQ(codes(read(Drawing(1000, 1400).grey())), (std::set<std::string>{"blank_page"}));
  Drawing black(1000, 1400);
  black.fill(0, 0, 1000, 1400, 5);
  EXPECT_EQ(codes(read(black.grey())), (std::set<std::string>{"black_page"}));
  Drawing blob(1000, 1400);
  blob.fill(300, 300, 400, 500);
  EXPECT_EQ(codes(read(blob.grey())), (std::set<std::string>{"no_text"}));
  EXPECT_EQ(codes(read(rotated_memo())), (std::set<std::string>{"skewed"}));
}

TEST(ReadPage, ReadsWhiteOnBlack) {
  const Page page = read(memo().grey().inverted());
  EXPECT_EQ(page.lines.size(), 12u);
  EXPECT_EQ(codes(page), (std::set<std::string>{"inverted"}));
}

TEST(ReadPage, EndsOnNoiseAndTinyPictures) {
  Drawing noise(1200, 1600);
  std::uint32_t state = 1;
  for (auto& p : noise.pixels) state = state * 1664525 + 1013904223, p = (state >> 24) < 25 ? 0 : 255;
  FakeRecogniser r;
  read_page(noise.grey(), r, {});
  EXPECT_LT(r.lines, 3000);
  for (int size : {1, 2, 3, 17}) read(Drawing(size, size).grey());
}

TEST(ReadPage, ReadsATableCellByCell) {
  Drawing d(1600, 1400);
  for (int y : {300, 500, 700}) d.fill(100, y, 1300, 4);
  for (int x : {100, 700, 1396}) d.fill(x, 300, 4, 404);
  d.letters(140, 410, 30, 14, 32), d.letters(740, 410, 30, 14, 32), d.letters(140, 610, 30, 14, 32);
  d.letters(140, 200, 30, 30, 32), d.letters(140, 900, 30, 30, 32);
  const Page page = read(d.grey());
  ASSERT_EQ(page.tables.size(), 1u);
  EXPECT_EQ(page.tables[0].cells.size(), 4u);
  EXPECT_EQ(page.tables[0].cells[1].text, "กกก");
  EXPECT_EQ(page.tables[0].cells[3].text, "");
  EXPECT_EQ(page_text(page), "กกก\nกกก\tกกก\nกกก\t\nกกก\n");
}

// Reads what is no wider than a digit as one.
class NumberRecogniser : public FakeRecogniser {
 public:
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading r = FakeRecogniser::recognise(line);
    if (line.width > 100) return r;
    r.symbols.resize(1);
    r.text = r.symbols[0].text = "๑";
    return r;
  }
};

// A ring with a dot in it, as a Thai one in many faces: below it the numbers of a column, or the signs of one.
TEST(ReadPage, ARingAmongTheNumbersOfAColumnIsANumber) {
  const auto first_cells = [](bool signs) {
    Drawing d(1600, 1400);
    for (int y : {300, 400, 500, 600, 700}) d.fill(100, y, 1300, 4);
    for (int x : {100, 300, 1396}) d.fill(x, 300, 4, 404);
    d.letters(140, 200, 30, 30, 32), d.letters(140, 900, 30, 30, 32);
    for (int row = 0; row < 4; ++row) {
      d.letters(340, 370 + 100 * row, 30, 14, 32);
      if (row == 0 || signs)
        d.ring(190, 335 + 100 * row, 36, 4), d.fill(203, 348 + 100 * row, 10, 10);
      else
        d.letter(190, 370 + 100 * row, 30);
    }
    NumberRecogniser r;
    const Page page = read_page(d.grey(), r, {});
    std::string out;
    for (const Table& t : page.tables)
      for (const Cell& c : t.cells)
        if (c.column == 0) out += c.text + (c.marks.empty() ? " " : " sign ");
    return out;
  };
  EXPECT_EQ(first_cells(false), "๑ ๑ ๑ ๑ ");
  EXPECT_EQ(first_cells(true), "⊗ sign ⊗ sign ⊗ sign ⊗ sign ");
}

TEST(ReadPage, ReadsADashByItsShape) {
  Drawing d(1600, 1200);
  for (int line = 0; line < 4; ++line) d.letters(150, 300 + 90 * line, 30, 36, 32);
  d.fill(760, 88, 16, 4), d.letter(800, 100, 30), d.fill(860, 88, 16, 4);
  const Page page = read(d.grey());
  ASSERT_EQ(page.lines.size(), 5u);
  EXPECT_EQ(page.lines[0].text, "- กกก -");
}

// Reads every line as the same text.
class OneTextRecogniser : public FakeRecogniser {
 public:
  OneTextRecogniser(const std::string& text, double confidence) : text_(text), confidence_(confidence) {}
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading r;
    if (line.width == 0) return r;
    for (const char32_t c : text::to_u32(text_))
      r.symbols.push_back({text::to_utf8(std::u32string(1, c)), 0, line.crop_x(line.width), confidence_, {}});
    r.text = text_, r.confidence = confidence_;
    return r;
  }

 private:
  std::string text_;
  double confidence_;
};

// Curves of seals and pencil notes are read as few letters, and with great doubt.
TEST(ReadPage, FewLettersReadWithGreatDoubtAreNoText) {
  const auto is_text = [](const std::string& text, double confidence) {
    Drawing d(1600, 600);
    d.letters(150, 300, 30, 36, 32);
    OneTextRecogniser r(text, confidence);
    const Page page = read_page(d.grey(), r, {});
    EXPECT_EQ(page.lines.size(), 1u) << "it is kept with what a pen wrote";
    return !page.flow.empty();
  };
  EXPECT_FALSE(is_text("ก ขคง", 0.69));
  EXPECT_TRUE(is_text("ก ขคง", 0.7));
  EXPECT_TRUE(is_text("กขคงจ", 0.69));
  EXPECT_FALSE(is_text("กขคงจฉชซฌญ", 0.49));
  EXPECT_TRUE(is_text("กขคงจฉชซฌญ", 0.5));
  EXPECT_TRUE(is_text("กขคงจฉชซฌญฎ", 0.1)) << "a whole line is worn print";
}

TEST(ReadPage, StrokesAndSpecksAreNoText) {
  const auto is_text = [](const std::string& text, int height) {
    Drawing d(1600, 600);
    d.letters(150, 200, 30, 36, 32);
    d.letters(150, 300, height, 1, 32);
    OneTextRecogniser r(text, 0.95);
    const Page page = read_page(d.grey(), r, {});
    return page.flow.size() == 2;
  };
  EXPECT_FALSE(is_text("- -", 30));
  EXPECT_FALSE(is_text(". %", 30));
  EXPECT_TRUE(is_text("-๒-", 30));
  EXPECT_TRUE(is_text("......", 30));
  EXPECT_TRUE(is_text("✓", 30));
}

// A photograph of small blotches under a page's heading: the letters tell the page's size, and the blotches become no lines.
TEST(ReadPage, APhotographIsNoText) {
  Drawing d(1600, 2200);
  d.letters(150, 200, 30, 36, 32);
  d.letters(150, 300, 30, 36, 32);
  const Box photograph{200, 500, 1200, 900};
  Dice dice(3);
  for (int y = photograph.y; y < photograph.bottom(); y += 12)  // darkest blotches with others around them: ink, as far as a threshold sees
    for (int x = photograph.x; x < photograph.right(); x += 12)
      d.fill(x, y, 12, 12, static_cast<std::uint8_t>(x / 12 % 3 == 0 && y / 12 % 3 == 0 ? dice.between(0, 60) : dice.between(110, 240)));
  const Page page = read(d.grey());
  EXPECT_EQ(page.lines.size(), 2u);
  ASSERT_EQ(page.regions.size(), 1u);
  EXPECT_EQ(page.regions[0].kind, RegionKind::kPicture);
  EXPECT_EQ(unite(page.regions[0].box, photograph), page.regions[0].box);
}

// Specks of a photograph lie like marks below letters as often as above; but nothing is read well, whichever end is up.
TEST(ReadPage, IsNotTurnedWhereNothingIsReadWell) {
  const auto turned = [](double confidence) {
    OneTextRecogniser r("กขคง", confidence);
    return read_page(memo().grey().turned(180), r, {}).turned;
  };
  EXPECT_EQ(turned(0.5), 180);
  EXPECT_EQ(turned(0.4), 0);
}

// Doubts every first reading of a line, is sure of the second.
class DoubtfulRecogniser : public FakeRecogniser {
 public:
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading r = FakeRecogniser::recognise(line);
    const double confidence = lines % 2 ? 0.3 : 0.9;
    for (recognise::Symbol& s : r.symbols) s.confidence = confidence;
    r.confidence = confidence;
    return r;
  }
};

TEST(ReadPage, LooksTwiceAtDoubtfulLinesWithinABudget) {
  DoubtfulRecogniser all, two;
  const Page page = read_page(memo().grey(), all, {.page = 1, .second_looks = 1, .debug = {}});
  EXPECT_EQ(all.lines, 24);
  EXPECT_NEAR(page.lines[5].confidence, 0.9, 1e-9);
  read_page(memo().grey(), two, {.page = 1, .second_looks = 0, .debug = {}});
  EXPECT_EQ(two.lines, 14);
}

TEST(ReadPage, GivesDebugPicturesOfItsStages) {
  FakeRecogniser r;
  std::vector<std::string> stages;
  ReadSettings settings;
  settings.debug = [&](const std::string& stage, const picture::Picture& p) {
    if (!p.empty()) stages.push_back(stage);
  };
  read_page(memo().grey(), r, settings);
  EXPECT_EQ(stages, (std::vector<std::string>{"1-ink", "2-rules", "3-lines"}));
}

TEST(Words, AreThaiWordsWithTheirPunctuation) {
  recognise::Reading reading;
  const char* letters[] = {"(", "น", "า", "ย", ")", " ", "พ", ".", "ศ", ".", " ", "๒", "๕", "๖", "๘"};
  double x = 0;
  for (const char* l : letters) reading.symbols.push_back({l, x, x + 10, 0.9, {}}), x += 10;
  layout::Segment segment;
  segment.box = {100, 50, 200, 40};
  LineCut cut;
  cut.x = 100;
  const Line line = line_of(reading, cut, segment);
  EXPECT_EQ(line.text, "(นาย) พ.ศ. ๒๕๖๘");
  ASSERT_GE(line.words.size(), 3u);
  EXPECT_EQ(line.words.front().text, "(นาย)");
  EXPECT_EQ(line.words.back().text, "๒๕๖๘");
  EXPECT_EQ(line.words.back().box.x, 210);
  std::string all;
  for (const Word& w : line.words) all += w.text;
  EXPECT_EQ(all, "(นาย)พ.ศ.๒๕๖๘");
}

}  // namespace read_page_test
}  // namespace banthuek::read
