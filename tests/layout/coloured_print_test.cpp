#include "pipeline/layout/coloured_print.h"

#include <gtest/gtest.h>

#include "pipeline/picture/morphology.h"
#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace coloured_print_test {

constexpr int kBody = 30;

std::string boxes(const Drawing& d, std::size_t black_letters = 0) {
  std::string out;
  for (const Box& b : find_coloured_print(d.components(), d.width, d.height, black_letters)) out += text_of(b) + "\n";
  return out;
}

// Letters of a pen: as far apart, but each of its own height and on its own level.
void pen_letters(Drawing& d, int x, int base, int count) {
  const int heights[] = {30, 44, 24, 38, 20, 50, 33}, drops[] = {0, 9, -8, 6, -12, 14, 3};
  for (int i = 0; i < count; ++i, x += 42) d.letter(x, base + drops[i % 7], heights[i % 7], 4);
}

TEST(ColouredPrint, IsEvenLettersOnABaseline) {
  Drawing d(1600, 1200);
  d.letters(300, 600, kBody, 12, 30);
  pen_letters(d, 300, 800, 14);
  EXPECT_EQ(boxes(d), "296,566 362x38\n");
}

TEST(ColouredPrint, IsToldByFiveLettersAndMore) {
  const auto print = [](int letters) {
    Drawing d(1600, 1200);
    pen_letters(d, 300, 800, 14);
    d.letters(300, 600, kBody, letters, 30);
    return !boxes(d).empty();
  };
  EXPECT_EQ(first_that(1, 9, print), 5);
}

TEST(ColouredPrint, CountsLettersOfSixTenthsOfItsHeight) {
  const auto print = [](int low) {
    Scene s;
    const int next = s.letters(300, 600, 50, 3, 60);
    s.letters(next, 600, low, 2, 60);
    return !find_coloured_print(s.all, 1600, 1200, 1000).empty();
  };
  EXPECT_EQ(first_that(20, 45, print), 30);
}

TEST(ColouredPrint, HasStrokesOfOneWidth) {
  const auto print = [](int thick) {
    Drawing d(1600, 1200);
    for (int i = 0; i < 12; ++i) d.letter(300 + 34 * i, 600, kBody, i % 2 ? thick : 2);
    return !boxes(d).empty();
  };
  EXPECT_TRUE(print(2));
  EXPECT_TRUE(print(3));
  EXPECT_FALSE(print(9));
}

TEST(ColouredPrint, IsNotLookedForInAColouredPicture) {
  const auto print = [](int pieces) {
    Scene s;
    s.letters(300, 600, kBody, 12, 30);
    for (int i = 12; i < pieces; ++i) s.piece(2 * (i % 500), 1000 + 2 * (i / 500), 1, 1, 1);
    return !find_coloured_print(s.all, 1600, 1200, 0).empty();
  };
  EXPECT_TRUE(print(40'000));
  EXPECT_FALSE(print(40'001));
}

// A label of few letters beside print on its baseline.
TEST(ColouredPrint, TakesShortStretchesBesideIt) {
  const auto count = [](int gap, int drop, std::size_t black = 0, bool pen = true) {
    Drawing d(2400, 1200);
    d.letters(900, 600, kBody, 12, 30), d.letters(900 - gap - 54, 600 + drop, kBody, 2, 30);
    if (pen) pen_letters(d, 300, 800, 14), pen_letters(d, 300, 900, 14);
    const std::string found = boxes(d, black);
    return std::count(found.begin(), found.end(), '\n');
  };
  EXPECT_EQ(count(100, 0), 2);
  EXPECT_EQ(count(340, 0), 2);
  EXPECT_EQ(count(380, 0), 1) << "too far";
  EXPECT_EQ(count(100, 10), 1) << "on another level";
  EXPECT_EQ(count(380, 0, 0, false), 2) << "nearly all that is coloured is print";
}

// "Received on, number, time" in an upper corner of a page in black is a form for a pen; a heading there has neither a frame nor a pen beside it.
TEST(ColouredPrint, OfAReceiptStampIsLeftAlone) {
  const auto found = [](int x, int y, std::size_t black, int frame_gap = 0, bool pen = false) {
    Drawing d(1600, 2200);
    d.letters(x, y, kBody, 8, 30);
    if (frame_gap > 0) d.fill(x - frame_gap, y - 30 - frame_gap, 250 + 2 * frame_gap, 4);
    if (pen) pen_letters(d, x, y + 80, 6);
    return boxes(d, black).find(std::to_string(x - 4) + ",") != std::string::npos;
  };
  EXPECT_FALSE(found(1200, 200, 1000, 30));
  EXPECT_FALSE(found(100, 200, 1000, 30));
  EXPECT_FALSE(found(100, 200, 1000, 0, true)) << "filled in";
  EXPECT_TRUE(found(100, 200, 1000)) << "a heading on the left";
  EXPECT_TRUE(found(100, 200, 1000, 120)) << "a rule far above";
  EXPECT_TRUE(found(700, 200, 1000)) << "a heading";
  EXPECT_TRUE(found(1200, 900, 1000)) << "the name under a signature";
  EXPECT_TRUE(found(1200, 200, 10)) << "a page in colour";
}

// A heading in an upper corner of a page in black, one of whose first letters the scan took for black: what stands before that, and the marks over
// it, are of the heading. A rule across the page or a band along it is no stamp's frame.
TEST(ColouredPrint, KeepsTheLettersThatABlackOneParts) {
  const auto found = [](int gap, int rule = 0, int side = 0) {
    Drawing d(1600, 2200);
    d.letters(100, 200, 2 * kBody, 2, 60);
    d.fill(110, 115, 40, 22);
    d.letters(208 + gap, 200, 2 * kBody, 9, 60);
    for (const int y : {900, 1000, 1100}) d.letters(100, y, kBody, 12, 30);
    d.fill(100, 260, rule, 10), d.fill(60, 20, 8, side);
    return boxes(d, 1000);
  };
  EXPECT_EQ(found(70).substr(0, 14), "91,106 724x103") << found(70);
  EXPECT_EQ(found(110).substr(0, 13), "91,131 764x78") << found(110);
  EXPECT_EQ(found(130), "329,131 546x78\n96,866 362x38\n96,966 362x38\n96,1066 362x38\n") << "far before it";
  EXPECT_EQ(found(70, 730, 800).substr(0, 14), "91,106 724x103") << "a rule and a band";
  EXPECT_EQ(found(70, 700), "96,866 362x38\n96,966 362x38\n96,1066 362x38\n") << "the side of a frame";
  EXPECT_EQ(found(70, 0, 700), "96,866 362x38\n96,966 362x38\n96,1066 362x38\n") << "another";
}

// The years over a table's columns, between headings of a page that is printed in colour.
TEST(ColouredPrint, TakesAsEvenNumbersAnywhere) {
  const auto taken = [](int height, int off, int letters = 3, int words = 12, int base = 1000) {
    Drawing d(2400, 2200);
    d.letters(300, 900, kBody, words, 30);
    d.letters(300, 1000, kBody, words - 4, 30);
    pen_letters(d, 300, 1400, 14), pen_letters(d, 300, 1500, 14), pen_letters(d, 300, 1600, 14);
    for (int i = 0; i < letters; ++i) d.letter(1800 + 30 * i, base + (i == 0 ? off : 0), height);
    return boxes(d).find("\n1796,") != std::string::npos;
  };
  EXPECT_TRUE(taken(kBody, 0));
  EXPECT_TRUE(taken(kBody, 0, 4));
  EXPECT_FALSE(taken(kBody, 0, 2)) << "two show nothing";
  EXPECT_FALSE(taken(kBody, 8)) << "one off the baseline";
  EXPECT_FALSE(taken(kBody / 2 + 5, 0)) << "lower than any print of the page";
  EXPECT_FALSE(taken(kBody, 0, 3, 9)) << "little print";
  EXPECT_FALSE(taken(kBody, 0, 3, 12, 1200)) << "on no line of print: a number stamped there";
}

// A line of 12 letters of which `torn` have a stem in colour and a stem in black, the others are of one ink.
std::string torn_print(int torn, bool rest_coloured, int stem = 4) {
  Drawing black(1600, 600), colour(1600, 600);
  for (int i = 0; i < 12; ++i) {
    const int x = 300 + 34 * i, w = 8 * kBody / 10;
    if (i >= torn) {
      (rest_coloured ? colour : black).letter(x, 300, kBody);
      continue;
    }
    colour.fill(x, 300 - kBody, stem, kBody), colour.fill(x + stem, 300 - kBody, w - stem, 4);
    black.fill(x + w - 4, 300 - kBody, 4, kBody);
  }
  std::string out;
  for (const Box& b : find_torn_print(picture::find_components(picture::either(black.ink(), colour.ink())), colour.ink(), kBody))
    out += text_of(b) + "\n";
  return out;
}

TEST(TornPrint, IsALineOfLettersInTwoInks) {
  EXPECT_EQ(torn_print(12, true), "296,266 406x38\n");
  EXPECT_EQ(torn_print(9, false), "296,266 406x38\n");
  EXPECT_EQ(torn_print(8, false), "") << "a pen crosses black print";
  EXPECT_EQ(torn_print(2, true), "296,266 406x38\n");
  EXPECT_EQ(torn_print(1, true), "") << "all of one ink";
  EXPECT_EQ(torn_print(12, true, 0), "296,266 406x38\n");
  EXPECT_TRUE(find_torn_print({}, {}, kBody).empty());
}

// Boxes of dark grounds as the page's own ink shows them.
std::string dark_grounds(const Drawing& d) {
  const picture::Picture ink = d.ink();
  std::string out;
  for (const Box& b : find_dark_grounds(picture::find_components(ink), ink, kBody)) out += text_of(b) + "\n";
  return out;
}

// A filled box `h` high with `letters` of paper in it, on a page little larger: many are drawn.
std::string grounds(int h, int letters, int w = 500, int gap = 0) {
  Drawing d(w + 40, h + 60);
  d.fill(20, 30, w, h);
  for (int i = 0; i < letters; ++i) d.fill(50 + 30 * i, 30 + h / 2 - 15, 4, 30, 255), d.fill(62 + 30 * i, 30 + h / 2 - 15, 4, 30, 255);
  if (gap > 0) d.fill(20, 30, gap, 4, 255);
  return dark_grounds(d);
}

TEST(DarkGrounds, AreFilledBoxesWithLettersInThem) {
  EXPECT_EQ(grounds(70, 8), "20,30 500x70\n");
  EXPECT_EQ(grounds(70, 1), "") << "fewer are none";
  EXPECT_EQ(grounds(70, 0), "");
  EXPECT_EQ(last_that(60, 500, [](int h) { return !grounds(h, 8).empty(); }), 420);
  EXPECT_EQ(grounds(70, 2, 110), "") << "a letter in a box";
  EXPECT_EQ(grounds(70, 8, 500, 90), "20,30 500x70\n");
}

// The head of a wide table on a page that lies askew.
TEST(DarkGrounds, MayLieAskew) {
  const auto found = [](int rise) {
    Drawing d(1040, 260);
    for (int x = 0; x < 1000; ++x) d.fill(20 + x, 30 + x * rise / 1000, 1, 70);
    for (int i = 0; i < 8; ++i)
      d.fill(50 + 30 * i, 50 + 30 * i * rise / 1000, 4, 30, 255), d.fill(62 + 30 * i, 50 + 30 * i * rise / 1000, 4, 30, 255);
    return !dark_grounds(d).empty();
  };
  EXPECT_EQ(last_that(0, 90, found), 61);
}

// Around its white letters a coloured ground has lost its colour: there it is black ink.
TEST(DarkGrounds, AreToldByTheLettersOfAllInk) {
  Drawing coloured(1600, 1200), all(1600, 1200);
  coloured.fill(200, 300, 500, 70), all.fill(200, 300, 500, 70);
  coloured.fill(220, 310, 260, 50, 255);
  for (int i = 0; i < 8; ++i) all.fill(230 + 30 * i, 320, 4, 30, 255), all.fill(242 + 30 * i, 320, 4, 30, 255);
  EXPECT_EQ(find_dark_grounds(coloured.components(), all.ink(), kBody).size(), 1u);
  EXPECT_TRUE(find_dark_grounds(coloured.components(), coloured.ink(), kBody).empty());
}

TEST(DarkGrounds, OfManyLinesHoldManyLetters) {
  const auto found = [](int high, int lines) {
    Drawing d(290, high + 60);
    d.fill(20, 30, 250, high);
    for (int i = 0; i < lines; ++i)
      for (int k = 0; k < 4; ++k) d.fill(50 + 60 * k, 70 + 50 * i, 4, 30, 255), d.fill(62 + 60 * k, 70 + 50 * i, 4, 30, 255);
    return !dark_grounds(d).empty();
  };
  EXPECT_EQ(first_that(1, 9, [&](int lines) { return found(600, lines); }), 3) << "24 letters";
  EXPECT_EQ(last_that(600, 1600, [&](int high) { return found(high, 8); }), 1500) << "50 body heights";
}

// A banner with a point at its end, a frame that hangs from it, and white letters in two sizes: no box of its own.
Drawing banner(int letters, int height = 40) {
  Drawing d(1600, 1200);
  d.fill(100, 100, 900, 200);
  for (int i = 0; i < 200; ++i) d.fill(1000, 100 + i, 200 - i, 1);
  d.fill(100, 300, 4, 600), d.fill(996, 300, 4, 600);
  for (int i = 0; i < letters; ++i) {  // an upright and a foot: white in one piece
    d.fill(200 + 50 * i, 150, 6, height, 255), d.fill(200 + 50 * i, 150 + height - 6, 24, 6, 255);
    d.fill(218 + 50 * i, 150, 6, height, 255);
  }
  return d;
}

TEST(WhitePrint, IsFoundOnDarkGroundOfAnyShape) {
  const std::vector<Box> lines = find_white_print(banner(8).components(), kBody);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(text_of(lines[0]), "190,140 394x60");
  EXPECT_TRUE(find_white_print(banner(0).components(), kBody).empty());
  EXPECT_EQ(first_that(3, 9, [](int n) { return !find_white_print(banner(n).components(), kBody).empty(); }), 5);
  EXPECT_TRUE(find_white_print(banner(8, 18).components(), kBody).empty()) << "far smaller than the page's letters: holes";
  EXPECT_TRUE(find_white_print(banner(8).components(), 0).empty());
}

// A ground of one tone with letters of another, on white paper.
Drawing toned(int ground, int letter, int count = 8) {
  Drawing d(1600, 1200);
  d.fill(100, 100, 900, 200, static_cast<std::uint8_t>(ground));
  for (int i = 0; i < 200; ++i) d.fill(1000, 100 + i, 200 - i, 1, static_cast<std::uint8_t>(ground));
  const auto value = static_cast<std::uint8_t>(letter);
  for (int i = 0; i < count; ++i)
    d.fill(200 + 50 * i, 150, 6, 40, value), d.fill(200 + 50 * i, 184, 24, 6, value), d.fill(218 + 50 * i, 150, 6, 40, value);
  return d;
}

TEST(PalePrint, IsBrighterThanItsGroundWhichIsNoPaper) {
  const std::vector<Box> grounds{{90, 90, 1120, 220}};
  const std::vector<Box> lines = find_pale_print(toned(130, 250).grey(), grounds);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(text_of(lines[0]), "188,138 398x64");
  EXPECT_TRUE(find_pale_print(toned(130, 250).grey(), {}).empty()) << "nobody asked";
  EXPECT_TRUE(find_pale_print(toned(130, 20).grey(), grounds).empty()) << "black on a tint";
  EXPECT_TRUE(find_pale_print(toned(255, 20).grey(), grounds).empty()) << "black on paper";
  EXPECT_TRUE(find_pale_print(toned(230, 255).grey(), grounds).empty()) << "a ground that is nearly paper";
  EXPECT_TRUE(find_pale_print(toned(130, 160).grey(), grounds).empty()) << "hardly to be seen";
  EXPECT_TRUE(find_pale_print(toned(130, 250, 3).grey(), grounds).empty()) << "three letters tell nothing";
}

TEST(DarkGrounds, AreNoEmblemsNorFrames) {
  Drawing d(1600, 1200);
  for (int i = 0; i < 100; ++i) d.fill(300 - i, 300 + i, 200 + 2 * i, 1);  // wide at its foot only
  for (int i = 0; i < 5; ++i) d.fill(300 + 30 * i, 340, 4, 30, 255);
  d.fill(700, 300, 500, 5), d.fill(700, 395, 500, 5), d.fill(700, 300, 5, 100), d.fill(1195, 300, 5, 100);
  EXPECT_TRUE(find_dark_grounds(d.components(), d.ink(), kBody).empty());
}

// A ruled table whose headings stand in white on black: all of it one piece. `margin`: of the black above and below the letters.
Drawing black_headed(int margin, int letters = 8, int cell_gap = 0) {
  Drawing d(1600, 1200);
  for (int y = 300 + 30 + 2 * margin; y <= 600; y += 60) d.fill(200, y, 600, 3);
  for (const int x : {200, 400, 797}) d.fill(x, 300, 3, 300);
  d.fill(200, 300, 600, 30 + 2 * margin);
  if (cell_gap) d.fill(398, 300, cell_gap, 30 + 2 * margin, 255);
  for (int i = 0; i < letters; ++i) d.fill(240 + 60 * i, 300 + margin, 4, 30, 255), d.fill(252 + 60 * i, 300 + margin, 4, 30, 255);
  return d;
}

std::string bars(const Drawing& d) {
  std::string out;
  for (const Box& b : find_dark_bars(d.components(), d.ink(), kBody)) out += text_of(b) + " ";
  return out;
}

TEST(DarkBars, AreTheHeadingsOfARuledTableWithinARim) {
  EXPECT_TRUE(find_dark_grounds(black_headed(20).components(), black_headed(20).ink(), kBody).empty());
  EXPECT_EQ(bars(black_headed(20)), "203,303 594x67 ");
  EXPECT_EQ(bars(black_headed(8)), "203,303 594x43 ");
  EXPECT_EQ(bars(black_headed(3)), "") << "a thick rule beside a line of letters is no bar";
  EXPECT_EQ(bars(black_headed(20, 1)), "") << "fewer letters are none";
  EXPECT_EQ(bars(black_headed(20, 8, 4)), "203,303 192x67 405,303 392x67 ") << "cells parted by white";
}

TEST(DarkBars, AreNeitherRulesNorFramesNorPictures) {
  Drawing d(1600, 1200);
  for (int y = 300; y <= 600; y += 60) d.fill(200, y, 600, 10);  // thick rules
  d.fill(200, 300, 10, 310), d.fill(790, 300, 10, 310);
  for (int i = 0; i < 8; ++i) d.letter(240 + 60 * i, 350, 30);
  EXPECT_EQ(bars(d), "");
  Drawing picture(1600, 1200);
  picture.fill(200, 300, 600, 500);
  for (int i = 0; i < 8; ++i) picture.fill(240 + 60 * i, 400, 4, 30, 255);
  EXPECT_EQ(bars(picture), "") << "higher than a heading";
}

TEST(DarkBars, AreLookedForWhereInkIsBroadInRowsOneBelowTheOther) {
  EXPECT_TRUE(may_have_dark_bars(black_headed(20).components(), kBody));
  Drawing d(1600, 1200);
  for (int y = 300; y <= 600; y += 60) d.fill(200, y, 600, 3);
  for (const int x : {200, 400, 797}) d.fill(x, 300, 3, 300);
  EXPECT_FALSE(may_have_dark_bars(d.components(), kBody));
  EXPECT_FALSE(may_have_dark_bars(black_headed(20).components(), 0));
}

TEST(ColouredPrint, IsNoneWhereThereIsNothing) {
  EXPECT_EQ(boxes(Drawing(1600, 1200)), "");
  Drawing d(1600, 1200);
  d.fill(100, 100, 300, 4);
  EXPECT_EQ(boxes(d), "");
}

}  // namespace coloured_print_test
}  // namespace banthuek::layout
