#include "pipeline/read/read_pen.h"

#include <gtest/gtest.h>

#include "pipeline/read/pen_places.h"
#include "pipeline/recognise/make_recogniser.h"
#include "pipeline/recognise/model_file.h"
#include "tests/pen/strokes.h"

namespace banthuek::read {
namespace read_pen_test {

constexpr double kBody = 24;
constexpr int kBase = 100;

const pen::DigitReader& reader() {
  static const pen::DigitReader reader(recognise::find_model().pen_path(), pen::kSureShare);
  return reader;
}

struct PlacedWord {
  const char* text;
  int x, w;
};

// An invented header's line, its words as they stand; a space between them in its text but where they touch.
Line line_of_words(const std::vector<PlacedWord>& words) {
  Line line;
  line.baseline = kBase;
  line.confidence = 0.99;
  for (const PlacedWord& w : words) {
    if (!line.words.empty() && w.x > line.words.back().box.right()) line.text += " ";
    line.text += w.text;
    line.words.push_back({w.text, {w.x, kBase - 30, w.w, 36}, 0.99});
    line.box = unite(line.box, line.words.back().box);
  }
  return line;
}

Line memo_line() {
  return line_of_words({{"ที่", 20, 30}, {"ตย", 60, 40}, {"๐๐๓๓.๓/", 110, 120}, {"วันที่", 600, 70}, {"พฤศจิกายน", 800, 150}, {"๒๕๖๗", 980, 80}});
}

struct PenOnPage {
  Page page;
  Upright up;
  layout::Layout layout;
};

// With what a pen drew: digits from x on.
PenOnPage with_pen(const Line& line, const std::vector<std::pair<int, double>>& drawn) {
  PenOnPage out;
  out.page.number = 1;
  out.page.lines = {line};
  out.layout.body = out.up.body = kBody;
  pen::StrokePaper paper(1200, 200);
  for (const auto& [digit, x] : drawn) paper.line(pen::stroke_of(digit), x, kBase - 60, 4);
  out.up.ink.coloured = paper.ink();
  out.up.ink.grey = out.up.ink.coloured.grey();
  return out;
}

TEST(PenPlaces, AreBehindTheStrokeOfAReferenceAndBeforeAMonth) {
  const auto places = pen_places(memo_line(), kBody);
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0].kind, PenNumber::kRunning);
  EXPECT_EQ(places[0].box.x, 230);
  EXPECT_EQ(places[0].word, 3u);
  EXPECT_EQ(places[1].kind, PenNumber::kDay);
  EXPECT_EQ(places[1].box.x, 670);
  EXPECT_EQ(places[1].box.right(), 800);
  EXPECT_EQ(places[1].most, 30);
}

TEST(PenPlaces, AreNoneWherePrintStandsOrThereIsNoRoom) {
  const auto count = [](const std::vector<PlacedWord>& words) { return pen_places(line_of_words(words), kBody).size(); };
  EXPECT_EQ(count({{"ที่", 20, 30}, {"๐๐๓๓.๓/๑๒", 110, 120}, {"วันที่", 600, 70}, {"๕", 700, 20}, {"พฤศจิกายน", 800, 150}, {"๒๕๖๗", 980, 80}}), 0u);
  EXPECT_EQ(count({{"เดือน", 20, 90}, {"พฤศจิกายน", 120, 150}, {"๒๕๖๗", 300, 80}}), 0u);
  EXPECT_EQ(count({{"๑", 20, 20}, {"-", 50, 10}, {"พฤศจิกายน", 120, 150}, {"๒๕๖๗", 300, 80}}), 0u);
  EXPECT_EQ(count({{"และ/หรือ", 20, 90}}), 0u);
  EXPECT_EQ(count({{"พฤศจิกายน", 300, 150}, {"๒๕๖๗", 500, 80}}), 1u);  // the day alone before it
}

TEST(ReadPens, ADayAndARunningNumberGoIntoTheirLine) {
  PenOnPage p = with_pen(memo_line(), {{3, 250}, {0, 305}, {3, 690}, {0, 745}});
  read_pens(p.page, p.up, p.layout, reader());
  EXPECT_EQ(p.page.lines[0].text, "ที่ ตย ๐๐๓๓.๓/๓๐ วันที่ ๓๐ พฤศจิกายน ๒๕๖๗");
  ASSERT_EQ(p.page.lines[0].words.size(), 8u);
  EXPECT_LT(p.page.lines[0].words[3].confidence, 0.95);
  ASSERT_EQ(p.page.regions.size(), 2u);
  for (const Region& region : p.page.regions) {
    EXPECT_EQ(region.kind, RegionKind::kHandwriting);
    ASSERT_EQ(region.lines.size(), 1u);
    EXPECT_EQ(region.lines[0].script, Script::kHandwriting);
  }
  EXPECT_TRUE(p.page.findings.empty());
}

TEST(ReadPens, ANumberThatIsNotSureIsAFinding) {
  PenOnPage p = with_pen(memo_line(), {{3, 230}, {0, 420}});  // a digit may be missing between them
  read_pens(p.page, p.up, p.layout, reader());
  EXPECT_EQ(p.page.lines[0].text, memo_line().text);
  ASSERT_EQ(p.page.findings.size(), 1u);
  EXPECT_EQ(p.page.findings[0].code, "number_by_hand");
  EXPECT_EQ(p.page.findings[0].value, "๓๐");
}

TEST(ReadPens, OfTheProgramIsACandidateAlone) {
  const auto recogniser = recognise::make_recogniser();
  ASSERT_TRUE(recogniser->pens());
  PenOnPage p = with_pen(memo_line(), {{3, 690}, {0, 745}});
  read_pens(p.page, p.up, p.layout, *recogniser->pens());
  EXPECT_EQ(p.page.lines[0].text, memo_line().text);
  ASSERT_EQ(p.page.findings.size(), 1u);
  EXPECT_EQ(p.page.findings[0].code, "number_by_hand");
  EXPECT_EQ(p.page.findings[0].value, "๓๐");
}

TEST(ReadPens, ADayThatTheMonthHasNotIsNone) {
  PenOnPage p = with_pen(memo_line(), {{3, 690}, {3, 745}});
  read_pens(p.page, p.up, p.layout, reader());
  EXPECT_EQ(p.page.lines[0].text, memo_line().text);
}

TEST(ReadPens, AStampAndAStrokeThatGoesBeyondAreLeft) {
  PenOnPage stamped = with_pen(memo_line(), {{3, 690}, {0, 745}});
  stamped.page.regions.push_back({RegionKind::kStamp, {650, 0, 400, 190}, 0.7, {}});
  read_pens(stamped.page, stamped.up, stamped.layout, reader());
  EXPECT_EQ(stamped.page.lines[0].text, memo_line().text);
  PenOnPage blank = with_pen(memo_line(), {});
  read_pens(blank.page, blank.up, blank.layout, reader());
  EXPECT_EQ(blank.page.lines[0].text, memo_line().text);
  EXPECT_TRUE(blank.page.regions.empty());
}

}  // namespace read_pen_test
}  // namespace banthuek::read
