// Print of any colour on grounds of any colour comes out as dark strokes on white.
#include "pipeline/picture/even_grounds.h"

#include <gtest/gtest.h>

#include "tests/picture/pictures.h"

namespace banthuek::picture {
namespace even_grounds_test {

constexpr int kWidth = 800, kHeight = 1000;
constexpr std::uint32_t kPaper = 0xffffff, kBlue = 0x1f4e79, kYellow = 0xffd43b, kTint = 0xdbe9f6, kBlack = 0x141414;

// Upright strokes as letters have: 4 wide, 24 high, every 12.
void strokes(Canvas& page, int x, int y, int many, std::uint32_t colour) {
  for (int i = 0; i < many; ++i) page.fill(x + 12 * i, y, 4, 24, colour);
}

TEST(EvenGrounds, MakePrintOfAnyColourDark) {
  Canvas page(kWidth, kHeight, kPaper);
  page.fill(50, 100, 600, 100, kBlue);
  page.fill(50, 300, 600, 100, kTint);
  page.fill(50, 500, 600, 100, kYellow);
  strokes(page, 100, 140, 20, kPaper);
  strokes(page, 100, 340, 20, kBlack);
  strokes(page, 100, 540, 20, kBlack);
  strokes(page, 100, 740, 20, 0xa61e4d);
  const EvenPage even = even_grounds(page.picture(150));
  ASSERT_EQ(even.grey.depth(), Depth::kGrey);
  EXPECT_EQ(even.grey.width(), kWidth);
  EXPECT_EQ(even.grey.height(), kHeight);
  EXPECT_EQ(even.grey.dpi(), 150);
  for (const int y : {152, 352, 552, 752}) {
    EXPECT_LT(even.grey.grey_at(101, y), 60) << y << ": in a stroke";
    EXPECT_GT(even.grey.grey_at(108, y), 200) << y << ": between two";
    EXPECT_GT(even.grey.grey_at(500, y), 240) << y << ": on the ground beside";
  }
  EXPECT_GT(even.grey.grey_at(20, 20), 250);
}

// White letters with a dark edge on a ground between the two, as headings of slides have: with the edge they would touch each other. Print of two
// tones side by side is left as it is.
TEST(EvenGrounds, TakeTheEdgesOffOutlinedLetters) {
  Canvas page(kWidth, kHeight, kPaper);
  page.fill(50, 100, 600, 200, 0x909090);
  for (int i = 0; i < 8; ++i) page.fill(100 + 16 * i, 140, 14, 34, kBlack), page.fill(104 + 16 * i, 144, 6, 26, kPaper);
  for (int i = 0; i < 8; ++i) page.fill(400 + 16 * i, 140, 6, 26, kBlack), page.fill(406 + 16 * i, 140, 6, 26, kPaper);
  const EvenPage even = even_grounds(page.picture(150));
  EXPECT_LT(even.grey.grey_at(106, 157), 60) << "the letter";
  for (const auto& [x, y] : {std::pair{101, 157}, {112, 157}, {106, 141}, {106, 172}})
    EXPECT_GT(even.grey.grey_at(x, y), 200) << "its edge at " << x << "," << y;
  EXPECT_LT(even.grey.grey_at(402, 157), 60) << "dark";
  EXPECT_LT(even.grey.grey_at(409, 157), 60) << "and bright beside it";
}

// On a page that is blue on the left and yellow on the right: what stands at an edge is held against the ground there, not that across the page,
// also where it has the colour of that.
TEST(EvenGrounds, AtTheEdgesAreThoseBesideThem) {
  for (const auto& [left, right] : {std::pair{kPaper, kBlack}, {kYellow, kBlue}}) {
    Canvas page(kWidth, kHeight, kBlue);
    page.fill(kWidth / 2, 0, kWidth / 2, kHeight, kYellow);
    for (int y = 0; y + 24 <= kHeight; y += 244) page.fill(0, y, 6, 24, left), page.fill(kWidth - 6, y, 6, 24, right);
    const EvenPage even = even_grounds(page.picture(150));
    for (int y = 12; y < kHeight; y += 244)
      for (int i = 0; i < 3; ++i) {
        EXPECT_LT(even.grey.grey_at(i, y), 120) << left << ": " << i << "," << y;
        EXPECT_LT(even.grey.grey_at(kWidth - 1 - i, y), 120) << right << ": " << i << "," << y;
      }
  }
}

// Heavy strokes are even within: what is around them is of another colour, so that they are no ground that was cut off.
TEST(EvenGrounds, AreNotTheInsideOfHeavyStrokes) {
  for (const int wide : {7, 8}) {
    Canvas page(kWidth, kHeight, kBlue);
    for (int x = 100; x < 700; x += 30) page.fill(x, 300, wide, 60, kPaper);
    const EvenPage even = even_grounds(page.picture(150));
    for (int x = 100; x < 700; x += 30)
      for (int i = 2; i < wide - 2; ++i) EXPECT_LT(even.grey.grey_at(x + i, 330), 60) << wide << ": " << x + i;
  }
}

// A full stop among small letters on a ground of colour is so pale that it seems even. The grain of the ground is no stop, nor is a letter's bright
// rim.
TEST(EvenGrounds, LeaveStopsBetweenLetters) {
  Canvas page(kWidth, kHeight, kPaper);
  page.fill(50, 100, 600, 400, kTint);
  strokes(page, 100, 340, 20, kBlack);
  for (int i = 0; i < 19; i += 2) page.fill(107 + 12 * i, 361, 2, 2, 0xa8b6c4);
  for (int i = 1; i < 19; i += 2) page.fill(107 + 12 * i, 361, 2, 2, kPaper);
  for (int x = 100; x < 600; x += 20) page.fill(x, 200, 2, 2, 0xa8b6c4);
  const EvenPage even = even_grounds(page.picture(150));
  for (int i = 2; i < 18; i += 2) EXPECT_LT(even.grey.grey_at(107 + 12 * i, 361), 210) << i << ": a stop";
  for (int i = 3; i < 18; i += 2) EXPECT_GT(even.grey.grey_at(107 + 12 * i, 361), 225) << i << ": brighter than the ground, where letters are darker";
  for (int x = 200; x < 500; x += 20) EXPECT_GT(even.grey.grey_at(x, 200), 225) << x << ": no letter is near";
}

TEST(EvenGrounds, FadeFromOneColourIntoAnother) {
  Canvas page(kWidth, kHeight, kPaper);
  for (int x = 0; x < kWidth; ++x) page.fill(x, 0, 1, kHeight, static_cast<std::uint32_t>(20 + x / 5) << 16 | 0x3040);
  strokes(page, 60, 500, 50, kPaper);
  const EvenPage even = even_grounds(page.picture(150));
  for (const int i : {0, 24, 49}) {
    EXPECT_LT(even.grey.grey_at(61 + 12 * i, 512), 60) << i;
    EXPECT_GT(even.grey.grey_at(68 + 12 * i, 512), 200) << i;
  }
  EXPECT_GT(even.grey.grey_at(400, 100), 240);
}

// A line close to the edge of its box cuts a strip off that is nearer to the paper outside.
TEST(EvenGrounds, TakeWhatLettersCutOff) {
  Canvas page(kWidth, kHeight, kPaper);
  page.fill(100, 200, 600, 60, kBlue);
  for (int x = 110; x < 690; x += 40) page.fill(x, 210, 4, 40, kPaper);
  page.fill(104, 248, 592, 3, kPaper);  // feet that touch
  const EvenPage even = even_grounds(page.picture(150));
  for (const int x : {300, 400, 500}) EXPECT_GT(even.grey.grey_at(x, 255), 150) << x << ": the ground below the feet";
  EXPECT_LT(even.grey.grey_at(112, 230), 60);
}

TEST(EvenGrounds, GiveTheBoxesThatTheyFill) {
  Canvas page(kWidth, kHeight, kPaper);
  page.fill(50, 100, 600, 100, kBlue);
  page.fill(50, 300, 200, 300, kYellow);
  page.fill(400, 300, 200, 300, 0xf4f4f4);  // as good as paper
  const EvenPage even = even_grounds(page.picture(150));
  ASSERT_EQ(even.grounds.size(), 2U);
  for (int i = 0; i < 2; ++i) {
    const Box want = i == 0 ? Box{50, 100, 600, 100} : Box{50, 300, 200, 300};
    const Box& got = even.grounds[static_cast<std::size_t>(i)];
    EXPECT_NEAR(got.x, want.x, 4);
    EXPECT_NEAR(got.y, want.y, 4);
    EXPECT_NEAR(got.w, want.w, 8);
    EXPECT_NEAR(got.h, want.h, 8);
  }
  EXPECT_NEAR(even.covered, 120'000.0 / (kWidth * kHeight), 0.01);
  EXPECT_TRUE(even_grounds(Canvas(kWidth, kHeight, kPaper).picture(150)).grounds.empty());
}

// Grain of a scan stays paler than any print, near print and far from it.
TEST(EvenGrounds, LeaveGrainPale) {
  Canvas page(kWidth, kHeight, kBlue);
  unsigned seed = 5;
  for (auto& row : page.rows)
    for (std::uint32_t& v : row) {
      seed = seed * 1103515245 + 12345;
      const std::uint32_t off = seed >> 16 & 15;
      v += off << 16 | off << 8 | off;
    }
  strokes(page, 100, 100, 20, kPaper);
  const EvenPage even = even_grounds(page.picture(150));
  int dark = 0;
  for (int y = 300; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) dark += even.grey.grey_at(x, y) < 170;
  EXPECT_EQ(dark, 0);
  EXPECT_LT(even.grey.grey_at(101, 112), 60);
}

TEST(StandsOnGrounds, WhereEnoughIsOfAnotherColour) {
  const auto with = [](const Box& ground, std::uint32_t colour, std::uint32_t paper = kPaper, std::vector<Box> photographs = {}) {
    Canvas page(kWidth, kHeight, paper);
    page.fill(ground.x, ground.y, ground.w, ground.h, colour);
    return stands_on_grounds(page.picture(150), photographs);
  };
  EXPECT_TRUE(with({0, 0, kWidth, 120}, kBlue)) << "a banner";
  EXPECT_TRUE(with({100, 400, 300, 200}, kYellow)) << "a box";
  EXPECT_FALSE(with({100, 400, 300, 200}, 0xf0f0f0)) << "as good as paper";
  EXPECT_FALSE(with({60, 400, 680, 40}, kBlue)) << "the heading of a table";
  EXPECT_TRUE(with({60, 400, 100, 300}, kBlue)) << "3.9 of 100";
  EXPECT_FALSE(with({60, 400, 60, 300}, kBlue)) << "too little";
  EXPECT_FALSE(with({0, 0, 20, kHeight}, 0)) << "the edge of a scan";
  EXPECT_FALSE(with({0, 0, kWidth, kHeight}, kBlue)) << "all of one colour: a negative";
  EXPECT_TRUE(with({200, 300, 400, 300}, kPaper, kBlue)) << "a white box on a dark page";
  EXPECT_FALSE(with({100, 400, 300, 200}, kYellow, kPaper, {{90, 390, 320, 220}})) << "a photograph";
  EXPECT_FALSE(stands_on_grounds({}, {}));
  EXPECT_FALSE(stands_on_grounds(ink_of({"####", "####", "....", "...."}), {}));
}

// Rows of a table that are tinted one after the other are many.
TEST(StandsOnGrounds, WhereManyAreLow) {
  Canvas page(kWidth, kHeight, kPaper);
  for (int y = 100; y < 900; y += 100) page.fill(60, y, 680, 40, kYellow);
  EXPECT_TRUE(stands_on_grounds(page.picture(150), {}));
}

}  // namespace even_grounds_test
}  // namespace banthuek::picture
