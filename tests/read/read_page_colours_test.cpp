// Pages in colour: print of one, grounds of one, and what a pen or a stamp left.
#include <gtest/gtest.h>

#include <array>

#include "pipeline/read/read_page.h"
#include "tests/read/drawn_memo.h"

namespace banthuek::read {
namespace read_page_colours_test {

// The drawing with its ink in one colour and its paper in another.
picture::Picture in_colours(const Drawing& d, std::array<std::uint8_t, 3> ink, std::array<std::uint8_t, 3> paper) {
  std::vector<std::uint8_t> rgb;
  for (const std::uint8_t p : d.pixels)
    for (int c = 0; c < 3; ++c) rgb.push_back(static_cast<std::uint8_t>((paper[c] * p + ink[c] * (255 - p)) / 255));
  return picture::Picture::from_rgb(rgb, d.width, d.height, 3 * d.width, 200);
}

TEST(ReadPage, ReadsBrightPrintOnADarkColour) {
  for (const auto& paper : {std::array<std::uint8_t, 3>{18, 58, 122}, {11, 110, 79}, {120, 20, 40}}) {
    const Page page = read(in_colours(memo(), {255, 255, 255}, paper));
    EXPECT_EQ(page.lines.size(), 12u) << int{paper[0]};
    EXPECT_EQ(codes(page), (std::set<std::string>{"inverted"})) << int{paper[0]};
  }
  EXPECT_EQ(read(in_colours(memo(), {20, 20, 20}, {255, 224, 150})).lines.size(), 12u);  // a bright colour is paper
}

// A copy in black and white of a table whose headings stand in white on a dark ground: ground and rules are one piece of ink.
TEST(ReadPage, ReadsTheHeadingsOfACopiedTableFromTheirDarkGround) {
  Drawing d(1600, 1200);
  for (int line = 0; line < 3; ++line) d.letters(150, 150 + 90 * line, 30, 36, 32);
  for (int y = 470; y <= 890; y += 105) d.fill(150, y, 1200, 4);
  for (const int x : {150, 400, 900, 1346}) d.fill(x, 400, 4, 494);
  for (int row = 0; row < 4; ++row)
    for (const int x : {200, 450, 950}) d.letters(x, 545 + 105 * row, 30, 5, 32);
  Drawing white(1600, 1200);
  for (const int x : {200, 450, 950}) white.letters(x, 450, 30, 4, 32);
  d.fill(150, 400, 1200, 74);
  for (std::size_t i = 0; i < d.pixels.size(); ++i)
    if (white.pixels[i] == 0) d.pixels[i] = 255;
  const Page page = read(d.grey());
  ASSERT_EQ(page.tables.size(), 1u);
  const Table& table = page.tables[0];
  EXPECT_EQ(table.rows, 5);
  EXPECT_EQ(table.columns, 3);
  ASSERT_EQ(table.cells.size(), 15u);
  for (const Cell& cell : table.cells) EXPECT_EQ(cell.lines.size(), 1u) << cell.row << " " << cell.column;
  EXPECT_EQ(page.lines.size(), 3u);
}

// Reads letters of few pieces with doubt.
class UnsureRecogniser : public FakeRecogniser {
 public:
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading r = FakeRecogniser::recognise(line);
    if (line.width > 200) return r;
    for (recognise::Symbol& s : r.symbols) s.confidence = 0.4;
    r.confidence = 0.4;
    return r;
  }
};

TEST(ReadPage, WhatIsWrittenInAColouredStampIsHandwritingAndNoText) {
  Drawing d(1600, 1200);
  for (int line = 0; line < 4; ++line) d.letters(150, 600 + 90 * line, 30, 36, 32);
  d.letters(1200, 200, 30, 3, 32);
  std::vector<std::uint8_t> rgb;
  for (std::uint8_t p : d.pixels) rgb.insert(rgb.end(), 3, p);
  const auto blue = [&](int x, int y, int w, int h) {
    for (int j = y; j < y + h; ++j)
      for (int i = x; i < x + w; ++i)
        rgb[(static_cast<std::size_t>(j) * 1600 + i) * 3] = 40, rgb[(static_cast<std::size_t>(j) * 1600 + i) * 3 + 1] = 60,
                                                       rgb[(static_cast<std::size_t>(j) * 1600 + i) * 3 + 2] = 190;
  };
  blue(1050, 80, 400, 6), blue(1050, 280, 400, 6), blue(1050, 80, 6, 200), blue(1444, 80, 6, 206);
  UnsureRecogniser r;
  const Page page = read_page(picture::Picture::from_rgb(rgb, 1600, 1200, 4800, 200), r, {});
  ASSERT_EQ(page.lines.size(), 5u);
  EXPECT_EQ(page.flow.size(), 4u);
  EXPECT_EQ(page.lines[0].script, Script::kHandwriting);
  ASSERT_EQ(page.regions.size(), 1u);
  EXPECT_EQ(page.regions[0].kind, RegionKind::kStamp);
}

// The heading is purple, the text black, the signature blue.
TEST(ReadPage, ReadsPrintInColour) {
  Drawing d(1600, 1200);
  d.letters(500, 150, 40, 12, 44);
  for (int line = 0; line < 4; ++line) d.letters(150, 400 + 90 * line, 30, 36, 32);
  for (int i = 0; i < 40; ++i) d.fill(900 + 6 * i, 900 + (i % 13) * 9 - (i % 5) * 14, 9, 5);
  std::vector<std::uint8_t> rgb;
  for (int y = 0; y < 1200; ++y)
    for (int x = 0; x < 1600; ++x) {
      const int paper = d.pixels[static_cast<std::size_t>(y) * 1600 + x];
      for (const auto& [heading, pen] : {std::pair{110, 40}, {40, 60}, {150, 190}})
        rgb.push_back(static_cast<std::uint8_t>(paper ? 255 : y < 200 ? heading : y > 780 ? pen : 0));
    }
  FakeRecogniser r;
  const Page page = read_page(picture::Picture::from_rgb(rgb, 1600, 1200, 4800, 200), r, {});
  ASSERT_EQ(page.lines.size(), 5u);
  EXPECT_EQ(page.flow.size(), 5u);
  EXPECT_NEAR(page.lines[0].box.x, 500, 2);
  EXPECT_NEAR(page.lines[0].box.y, 110, 2);
  EXPECT_NEAR(page.lines[0].box.w, 516, 4);
  ASSERT_EQ(page.regions.size(), 1u) << "the signature";
  EXPECT_GT(page.regions[0].box.y, 700);
}

}  // namespace read_page_colours_test
}  // namespace banthuek::read
