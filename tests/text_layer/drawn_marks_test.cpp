#include "pipeline/text_layer/drawn_marks.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace drawn_marks_test {

constexpr double kPoint = 2;  // pixels, at 144 dpi

Outline outline(double x, double y, double w, double h, int curves, int lines, Outline::Paint paint = Outline::Paint::kStroke) {
  Outline o;
  o.x0 = x, o.y0 = y, o.x1 = x + w, o.y1 = y + h;
  o.subpaths = 1;
  o.curves = curves, o.lines = lines;
  o.paint = paint;
  return o;
}

Outline ring(double x = 100, double y = 100, double w = 20, double h = 20) { return outline(x, y, w, h, 12, 0); }
Outline box(double x = 100, double y = 100, double w = 20, double h = 20) { return outline(x, y, w, h, 0, 4); }
Outline fill(Outline o) {
  o.paint = Outline::Paint::kFill;
  return o;
}
Outline pale(Outline o) {
  o.dark = false;
  return o;
}

Outline stroke(double x, double y, double w, double h) {
  Outline o = outline(x, y, w, h, 0, 1);
  o.slope = 1;
  return o;
}

std::vector<Cluster> marks(std::vector<Outline> outlines, const std::vector<Cluster>& text = {}) {
  PdfContent content = content_of();
  content.dpi = 72 * kPoint;
  content.outlines = std::move(outlines);
  return drawn_marks(content, text);
}

std::string signs(std::vector<Outline> outlines, const std::vector<Cluster>& text = {}) {
  std::string out;
  for (const Cluster& c : marks(std::move(outlines), text)) out += text::to_utf8(c.text);
  return out;
}

TEST(WrittenMarks, AreKnownByTheirCharacter) {
  const std::pair<const char32_t*, MarkKind> all[] = {{U"○◯⭕⚪❍", MarkKind::kCircleEmpty},
                                                      {U"●⚫⬤◉", MarkKind::kCircleFilled},
                                                      {U"⊗⨂ⓧⓍ⮾", MarkKind::kCircleCrossed},
                                                      {U"❏☐□▢◻❑", MarkKind::kBoxEmpty},
                                                      {U"☑☒✅🗹🗷", MarkKind::kBoxChecked},
                                                      {U"✓✔√🗸", MarkKind::kCheck},
                                                      {U"✗✘✕", MarkKind::kCross}};
  int count = 0;
  for (const auto& [signs, kind] : all)
    for (const char32_t c : std::u32string(signs)) {
      EXPECT_EQ(mark_of(c), kind) << text::to_utf8(std::u32string(1, c));
      ++count;
    }
  EXPECT_EQ(count, 32);
  for (const char32_t c : std::u32string(U"กoO0/xX◎■")) EXPECT_FALSE(mark_of(c)) << text::to_utf8(std::u32string(1, c));
}

TEST(DrawnRing, IsMadeOfCurvesAndAsWideAsHigh) {
  EXPECT_EQ(signs({ring()}), "○");
  EXPECT_EQ(signs({outline(100, 100, 20, 20, 6, 3)}), "○");
  EXPECT_EQ(signs({outline(100, 100, 20, 20, 6, 4)}), "");
  EXPECT_EQ(signs({outline(100, 100, 20, 20, 5, 0)}), "");
  EXPECT_EQ(signs({ring(100, 100, 20, 23.5)}), "○");
  EXPECT_EQ(signs({ring(100, 100, 20, 23.6)}), "");
  EXPECT_EQ(signs({ring(100, 100, 23.6, 20)}), "");
}

TEST(DrawnBox, IsStrokedOfThreeToFiveLevelLinesAndAsWideAsHigh) {
  EXPECT_EQ(signs({box()}), "☐");
  EXPECT_EQ(signs({outline(100, 100, 20, 20, 0, 2)}), "");
  EXPECT_EQ(signs({outline(100, 100, 20, 20, 0, 3)}), "☐");
  EXPECT_EQ(signs({outline(100, 100, 20, 20, 0, 5)}), "☐");
  EXPECT_EQ(signs({outline(100, 100, 20, 20, 0, 6)}), "");
  EXPECT_EQ(signs({outline(100, 100, 20, 20, 1, 4)}), "");
  EXPECT_EQ(signs({box(100, 100, 20, 24.9)}), "☐");
  EXPECT_EQ(signs({box(100, 100, 20, 25.1)}), "");
  EXPECT_EQ(signs({fill(box())}), "");
  Outline slanted = box();
  slanted.slope = 0.5;
  EXPECT_EQ(signs({slanted}), "");
}

TEST(DrawnMark, IsOfFiveToTwentyTwoPoints) {
  for (const auto& [side, seen] : {std::pair{10.0, false}, {10.1, true}, {43.9, true}, {44.0, false}}) {
    EXPECT_EQ(signs({ring(100, 100, side, side)}), seen ? "○" : "") << side;
    EXPECT_EQ(signs({box(100, 100, side, side)}), seen ? "☐" : "") << side;
  }
}

TEST(DrawnMark, LiesOnThePageWhole) {
  EXPECT_EQ(signs({ring(0, 0)}), "○");
  EXPECT_EQ(signs({ring(580, 780)}), "○");
  EXPECT_EQ(signs({ring(-1, 0)}), "");
  EXPECT_EQ(signs({ring(0, -1)}), "");
  EXPECT_EQ(signs({ring(581, 780)}), "");
  EXPECT_EQ(signs({ring(580, 781)}), "");
}

TEST(DrawnMark, IsKnownByWhatIsDrawnInIt) {
  EXPECT_EQ(signs({ring(), stroke(105, 105, 10, 10)}), "⊗");
  EXPECT_EQ(signs({box(), stroke(105, 105, 10, 10)}), "☑");
  EXPECT_EQ(signs({ring(), fill(outline(107, 107, 6, 6, 4, 0))}), "●");
  EXPECT_EQ(signs({box(), fill(outline(107, 107, 6, 6, 4, 0))}), "☑");
  EXPECT_EQ(signs({ring(), fill(outline(107, 107, 5, 5, 4, 0))}), "○");  // a quarter as wide: a dot
  EXPECT_EQ(signs({ring(), pale(fill(outline(107, 107, 6, 6, 4, 0)))}), "○");
  EXPECT_EQ(signs({ring(), outline(107, 107, 6, 6, 4, 0)}), "○");  // not filled
  EXPECT_EQ(signs({ring(), stroke(98, 98, 23.9, 23.9)}), "⊗");
  EXPECT_EQ(signs({ring(), stroke(98, 98, 24.1, 24.1)}), "○");  // a line that goes past
  EXPECT_EQ(signs({ring(), stroke(111, 105, 20, 10)}), "○");    // its middle is outside
  EXPECT_EQ(signs({ring(), stroke(69, 105, 20, 10)}), "○");
  EXPECT_EQ(signs({ring(), stroke(105, 111, 10, 20)}), "○");
  EXPECT_EQ(signs({ring(), stroke(105, 69, 10, 20)}), "○");
}

TEST(FilledRing, IsADiscWhereItIsDark) {
  EXPECT_EQ(signs({fill(ring())}), "●");
  EXPECT_EQ(signs({pale(fill(ring()))}), "○");
  Outline between = fill(ring());  // the area between two circles
  between.subpaths = 2;
  EXPECT_EQ(signs({between}), "○");
  EXPECT_EQ(signs({between, fill(outline(107, 107, 6, 6, 4, 0))}), "●");
}

TEST(DrawnMark, ThatIsDrawnTwiceCountsOnce) {
  EXPECT_EQ(signs({ring(), ring(100.5, 100.5)}), "○");
  EXPECT_EQ(signs({ring(100, 100, 40, 40), ring(109, 109, 21, 21)}), "○");
  EXPECT_EQ(signs({ring(100, 100, 40, 40), ring(110, 110, 20, 20)}), "○○");
  EXPECT_EQ(signs({ring(), ring(121, 100)}), "○○");
}

TEST(DrawnMark, AroundALetterIsNone) {
  // The middle of a letter stands a quarter of its size above the baseline.
  EXPECT_EQ(signs({ring()}, {cluster(U"1", 105, 115, 112.5)}), "");
  EXPECT_EQ(signs({ring()}, {cluster(U"1", 85, 95, 112.5)}), "○");
  EXPECT_EQ(signs({ring()}, {cluster(U"1", 125, 135, 112.5)}), "○");
  EXPECT_EQ(signs({ring()}, {cluster(U"1", 105, 115, 102.5)}), "○");
  EXPECT_EQ(signs({ring()}, {cluster(U"1", 105, 115, 102.6)}), "");
  EXPECT_EQ(signs({ring()}, {cluster(U"1", 105, 115, 122.5)}), "○");
  EXPECT_EQ(signs({ring()}, {cluster(U"1", 105, 115, 122.4)}), "");
}

TEST(DrawnMarks, OfADrawingAreNone) {
  EXPECT_EQ(marks(std::vector<Outline>(400, ring())).size(), 1u);
  EXPECT_EQ(marks(std::vector<Outline>(401, ring())).size(), 0u);
}

TEST(DrawnMark, StandsOnTheBaselineOfTheNearestText) {
  const std::vector<Cluster> alone = marks({ring(100, 100, 20, 20)});
  ASSERT_EQ(alone.size(), 1u);
  EXPECT_DOUBLE_EQ(alone[0].x0, 100);
  EXPECT_DOUBLE_EQ(alone[0].x1, 120);
  EXPECT_DOUBLE_EQ(alone[0].size, 28);
  EXPECT_DOUBLE_EQ(alone[0].body, 11.2);
  EXPECT_DOUBLE_EQ(alone[0].baseline, 118);

  const auto baseline = [](const std::vector<Cluster>& text) { return marks({ring(100, 100, 20, 20)}, text)[0].baseline; };
  const Cluster right = cluster(U"ก", 160, 180, 115, 20), left = cluster(U"ข", 40, 61, 116, 20);
  EXPECT_DOUBLE_EQ(baseline({right}), 115);
  EXPECT_DOUBLE_EQ(baseline({left, right}), 116);
  EXPECT_DOUBLE_EQ(baseline({right, left}), 116);
  const std::vector<Cluster> like = marks({ring(100, 100, 20, 20)}, {right});
  EXPECT_DOUBLE_EQ(like[0].size, 20);
  EXPECT_DOUBLE_EQ(like[0].body, 8);
  // Nearer than six of its own sizes, its middle within two fifths of the text's size of the mark's.
  EXPECT_DOUBLE_EQ(baseline({cluster(U"ก", 287.9, 300, 115, 20)}), 115);
  EXPECT_DOUBLE_EQ(baseline({cluster(U"ก", 288, 300, 115, 20)}), 118);
  EXPECT_DOUBLE_EQ(baseline({cluster(U"ก", 160, 180, 122, 20)}), 122);
  EXPECT_DOUBLE_EQ(baseline({cluster(U"ก", 160, 180, 122.1, 20)}), 118);
  EXPECT_DOUBLE_EQ(baseline({cluster(U"ก", 160, 180, 106, 20)}), 106);
  EXPECT_DOUBLE_EQ(baseline({cluster(U"ก", 160, 180, 105.9, 20)}), 118);
}

}  // namespace drawn_marks_test
}  // namespace banthuek::text_layer
