// Grey, dotted and hair-thin borders of scans.
#include "pipeline/layout/pale_rules.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace pale_rules_test {

constexpr int kBody = 20;
constexpr std::uint8_t kPale = 215;  // lighter than the threshold of ink

// Letters in each cell of a table of 4 rows and 3 columns at 200,200, its cells 200 x 50.
void fill_cells(Drawing& d) {
  for (int r = 0; r < 4; ++r)
    for (int c = 0; c < 3; ++c) d.letters(212 + 200 * c, 200 + 50 * r + 36, kBody, 5, 26);
}

void border(Drawing& d, std::uint8_t value, int thick = 2, int from_column = 0) {
  for (int r = 0; r <= 4; ++r) d.fill(200 + 200 * from_column, 200 + 50 * r, 600 - 200 * from_column + thick, thick, value);
  for (int c = from_column; c <= 3; ++c) d.fill(200 + 200 * c, 200, thick, 200, value);
}

PageRules rules_of(const Drawing& d) {
  PageRules rules = find_rules(d.ink(), kBody);
  add_pale_rules(d.grey(), d.ink(), kBody, rules);
  return rules;
}

std::string grid_of(const Drawing& d) {
  const PageRules rules = rules_of(d);
  std::string out;
  for (const Grid& g : find_grids(rules.horizontal, rules.vertical, grid_settings(kBody)))
    out += std::to_string(g.rows()) + "x" + std::to_string(g.columns()) + " ";
  return out;
}

TEST(PaleRules, MakeATableOfGreyBorders) {
  Drawing d(1000, 600);
  fill_cells(d);
  EXPECT_EQ(grid_of(d), "") << "letters in rows are no rules";
  border(d, kPale);
  EXPECT_EQ(grid_of(d), "4x3 ");
}

TEST(PaleRules, AreAsPaleAsTheGrainOfPaperAllows) {
  const auto found = [](int value) {
    Drawing d(1000, 600);
    border(d, static_cast<std::uint8_t>(value));
    return grid_of(d) == "4x3 ";
  };
  EXPECT_EQ(last_that(150, 255, found), 246);
}

TEST(PaleRules, MakeATableOfDots) {
  Drawing d(1000, 600);
  fill_cells(d);
  for (int r = 0; r <= 4; ++r)
    for (int x = 200; x < 802; x += 6) d.fill(x, 200 + 50 * r, 3, 2, 90);
  for (int c = 0; c <= 3; ++c)
    for (int y = 200; y < 402; y += 6) d.fill(200 + 200 * c, y, 2, 3, 90);
  EXPECT_EQ(grid_of(d), "4x3 ");
  // The dots are ink: they are taken out of it, and no letter is.
  const PageRules rules = rules_of(d);
  ASSERT_FALSE(rules.ink.empty());
  for (const picture::Run& r : rules.ink) {
    const bool on_row = (r.y - 200 + 2) % 50 <= 5, on_column = (r.x0 - 200 + 2) % 200 <= 5;
    EXPECT_TRUE(on_row || on_column) << r.x0 << "," << r.y;
  }
}

// Half of its borders came out black, half of them grey.
TEST(PaleRules, CompleteATableOfWhichTheInkShowsAPart) {
  Drawing d(1000, 600);
  fill_cells(d);
  border(d, kPale);
  d.fill(200, 200, 602, 2), d.fill(200, 250, 602, 2), d.fill(200, 200, 2, 52), d.fill(800, 200, 2, 52), d.fill(400, 200, 2, 52);
  EXPECT_EQ(grid_of(d), "4x3 ");
}

// Inside of a table of black rules only what parts the whole of it counts.
TEST(PaleRules, AddNothingToABlackTableButWhatPartsItsWhole) {
  const auto with = [](const std::function<void(Drawing&)>& draw) {
    Drawing d(1000, 600);
    fill_cells(d);
    border(d, 0);
    draw(d);
    return grid_of(d);
  };
  EXPECT_EQ(with([](Drawing&) {}), "4x3 ");
  EXPECT_EQ(with([](Drawing& d) { d.fill(300, 20, 2, 560, kPale); }), "4x3 ") << "a fold runs on";
  EXPECT_EQ(with([](Drawing& d) { d.fill(212, 241, 170, 2, kPale); }), "4x3 ") << "an underline";
  EXPECT_EQ(with([](Drawing& d) { d.fill(770, 200, 2, 200, kPale); }), "4x4 ") << "a border printed thinner";
}

TEST(PaleRules, AreNoneByThemselves) {
  Drawing d(1000, 600);
  for (int i = 0; i < 6; ++i) d.fill(100, 100 + 60 * i, 700, 2, kPale);  // lines to write on
  const PageRules lined = rules_of(d);
  EXPECT_TRUE(lined.horizontal.empty() && lined.vertical.empty() && lined.ink.empty());
  d.fill(400, 0, 2, 600, kPale);  // and a fold across
  EXPECT_EQ(grid_of(d), "");
  EXPECT_EQ(grid_of(Drawing(1000, 600)), "");
}

TEST(PaleRules, HavePaperOnBothSides) {
  Drawing d(1000, 600);
  fill_cells(d);
  for (int c = 0; c < 3; c += 2) d.fill(200 + 200 * c, 200, 200, 200, kPale);  // shaded columns: their edges are no rules
  for (int r = 0; r <= 4; ++r) d.fill(200, 200 + 50 * r, 600, 2, kPale);
  EXPECT_EQ(grid_of(d), "");
}

}  // namespace pale_rules_test
}  // namespace banthuek::layout
