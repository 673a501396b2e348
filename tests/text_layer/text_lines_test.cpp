// Clusters to lines: which gap is a space, which dot a leader, where a line's and a word's box lies. Units: pixels; the font's em is 10.
#include "pipeline/text_layer/text_lines.h"

#include <gtest/gtest.h>

#include <utility>

#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace text_lines_test {

// A row of letters of 5 pixels, parted by `gaps`; written spaces where `spaces` says so.
std::string row(const std::vector<double>& gaps, bool written_before_the_last = false, double scale = 1) {
  const std::u32string letters = U"กขคงจฉชซ";
  std::vector<Cluster> out;
  double x = 0;
  for (std::size_t i = 0; i <= gaps.size(); ++i) {
    out.push_back(cluster(letters.substr(i, 1), x, x + 5 * scale, 100, 10 * scale));
    if (i < gaps.size()) x += (5 + gaps[i]) * scale;
  }
  out.back().space_before = written_before_the_last;
  return make_line(out).text;
}

TEST(Gap, IsASpaceFromAFourteenthOfTheEmOnMoreThanItsRowsGaps) {
  EXPECT_EQ(row({1.3}), "กข");
  EXPECT_EQ(row({1.5}), "ก ข");
  EXPECT_EQ(row({1.3}, false, 3), "กข");
  EXPECT_EQ(row({1.5}, false, 3), "ก ข");
  EXPECT_EQ(row({1, 1, 1.5}), "กขค ง");     // three gaps tell nothing of the row
  EXPECT_EQ(row({1, 1, 1, 1.5}), "กขคงจ");  // letterspaced by 1
  EXPECT_EQ(row({1, 1, 1, 2.3}), "กขคงจ");
  EXPECT_EQ(row({1, 1, 1, 2.5}), "กขคง จ");
  EXPECT_EQ(row({2, 2, 2, 5.9}), "กขคง จ");
  EXPECT_EQ(row({2, 2, 2, 6.1}), "ก ข ค ง จ");  // a gap that wide is none of the row's
  EXPECT_EQ(row({-1, -1, -1, 1.3}), "กขคงจ");   // letters that overlap have no gap
  EXPECT_EQ(row({-1, -1, -1, 1.5}), "กขคง จ");
}

TEST(WrittenSpace, IsOneWhereItsGapIsThere) {
  EXPECT_EQ(row({0.6}, true), "กข");
  EXPECT_EQ(row({0.8}, true), "ก ข");
  EXPECT_EQ(row({1, 1, 1, 1, 1.6}, true), "กขคงจฉ");
  EXPECT_EQ(row({1, 1, 1, 1, 1.8}, true), "กขคงจ ฉ");
  EXPECT_EQ(row({3, 3, 3, 3, 2.6}, true), "กขคงจฉ");  // of wide gaps a fifth of the em counts
  EXPECT_EQ(row({3, 3, 3, 3, 2.8}, true), "กขคงจ ฉ");
  EXPECT_EQ(row({1.5, 1.5, 1.5, 3}, true), "ก ข ค ง จ");  // a written space's gap is none of the row's: three are left
}

TEST(Gap, ThatTheRowsAroundRunAcrossPartsNothing) {
  // Paragraphs of a law: a label, a wide gap, the text; the next row begins at the margin.
  const auto boxes = [](double gap, bool above, bool below, double pitch = 12) {
    std::vector<Cluster> all = clusters(U"มาตรา", 20, 100);
    for (Cluster& c : clusters(U"กขคงจฉชซญด", 45 + gap, 100)) all.push_back(std::move(c));
    if (above)
      for (Cluster& c : clusters(U"กขคงจฉชซญดตถทธน", 0, 100 - pitch)) all.push_back(std::move(c));
    if (below)
      for (Cluster& c : clusters(U"กขคงจฉชซญดตถทธน", 0, 100 + pitch)) all.push_back(std::move(c));
    return stretch_boxes(all).size();
  };
  EXPECT_EQ(boxes(12, true, true), 3u);
  EXPECT_EQ(boxes(12, false, true), 2u);
  EXPECT_EQ(boxes(12, false, false), 2u);    // alone it may part blocks
  EXPECT_EQ(boxes(16, true, true), 4u);      // too wide
  EXPECT_EQ(boxes(12, true, true, 25), 4u);  // too far
  std::vector<Cluster> columns;              // both rows have the gap
  for (const double y : {100, 112})
    for (const double x : {0, 62})
      for (Cluster& c : clusters(U"กขคงจฉชซญด", x, y)) columns.push_back(std::move(c));
  EXPECT_EQ(stretch_boxes(columns).size(), 4u);
}

TEST(Letters, MuchLargerThanTheRestMixNoTwoLines) {
  // A numeral as high as both lines of the text beside it.
  const auto page = [](double size) {
    std::vector<Cluster> all = clusters(U"การตรวจ", 40, 100);
    for (Cluster& c : clusters(U"ภายใน", 40, 108)) all.push_back(std::move(c));
    all.push_back(cluster(U"9", 0, 20, 106, size));
    std::string out;
    for (const Line& line : make_lines(std::move(all))) out += line.text + "|";
    return out;
  };
  EXPECT_NE(page(50).find("การตรวจ|"), std::string::npos) << page(50);
  EXPECT_NE(page(50).find("ภายใน|"), std::string::npos) << page(50);
}

TEST(Line, HasItsPlaceAndThatOfItsWords) {
  std::vector<Cluster> row = clusters(U"การ งาน", 10.4);
  const Line line = make_line(row);
  EXPECT_EQ(line.text, "การ งาน");
  EXPECT_EQ(line.baseline, 100);
  EXPECT_EQ(line.box, (Box{10, 91, 36, 12}));  // 10.4 to 45.4; 8.4 above the baseline, 2.4 below
  ASSERT_EQ(line.words.size(), 2u);
  EXPECT_EQ(line.words[0].text, "การ");
  EXPECT_EQ(line.words[0].box, (Box{10, 91, 16, 12}));
  EXPECT_EQ(line.words[1].text, "งาน");
  EXPECT_EQ(line.words[1].box, (Box{30, 91, 16, 12}));
  EXPECT_EQ(line.confidence, 1);
  row[5].repaired = true;
  const Line repaired = make_line(row);
  EXPECT_EQ(repaired.words[0].confidence, 1);
  EXPECT_EQ(repaired.words[1].confidence, 0.9995);
  EXPECT_DOUBLE_EQ(repaired.confidence, 0.99975);
}

TEST(Line, StandsOnTheMeanOfItsBaselinesAndIsAsHighAsItsHighestLetter) {
  std::vector<Cluster> row = clusters(U"กาน");
  row[0].baseline = 101, row[1].baseline = 102, row[2].body = 10;
  const Line line = make_line(row);
  EXPECT_EQ(line.baseline, 101);
  EXPECT_EQ(line.box, (Box{0, 80, 15, 27}));
  row[2].x0 = -3;  // drawn leftwards
  EXPECT_EQ(make_line(row).box.x, -3);
  EXPECT_EQ(make_line({}).text, "");
  EXPECT_EQ(make_line({cluster(U"ก", 5, 5)}).box.w, 1);
}

TEST(Line, IsComposedAcrossItsClusters) {
  std::vector<Cluster> row = clusters(U"นากบ");
  row[0].text = U"น\u0E4D";
  const Line line = make_line(row);
  EXPECT_EQ(line.text, "นำกบ");
  EXPECT_EQ(line.words.front().box.x, 0);
  EXPECT_EQ(line.words.back().box.right(), 20);
  row[0].text = U"น\u0E49\u0E4D";
  EXPECT_EQ(make_line(row).text, "น้ำกบ");
  row[0].text = U"น\u0E49";
  EXPECT_EQ(make_line(row).text, "น้ากบ");
}

TEST(WordsOfALine, HaveTheirOwnLettersBoxes) {
  std::vector<Cluster> row = clusters(U"(นำ) กบ");
  row[1].text = U"น\u0E4D";
  row[2].text = U"า";
  const Line line = make_line(row);
  ASSERT_EQ(line.words.size(), 2u);
  EXPECT_EQ(line.words[0].text, "(นำ)");
  EXPECT_EQ(line.words[0].box, (Box{0, 91, 20, 12}));
  EXPECT_EQ(line.words[1].box, (Box{25, 91, 10, 12}));
}

TEST(Letters, DrawnTwiceCountOnce) {
  const auto two = [](double dx, double wider, const std::u32string& second = U"ก") {
    return make_line({cluster(U"ก", 0, 5), cluster(second, dx, 5 + dx + wider)}).text;
  };
  EXPECT_EQ(two(1.4, 0), "ก");
  EXPECT_EQ(two(1.6, 0), "กก");
  EXPECT_EQ(two(1.4, 0, U"ข"), "กข");
  EXPECT_EQ(two(0, 1.4), "ก");
  EXPECT_EQ(two(0, 2.5), "กก");  // wider by more than three tenths of its own width
  EXPECT_EQ(two(1, 0, U"ก่"), "ก่");
  EXPECT_EQ(make_line({cluster(U"ก่", 0, 5), cluster(U"ก", 1, 6)}).text, "ก่");
  // A shadow lies lower or higher; its offset may be more than a narrow letter's share.
  const auto shadow = [](double dx, double dy) { return make_line({cluster(U"เ", 0, 2, 100), cluster(U"เ", dx, 2 + dx, 100 + dy)}).text; };
  EXPECT_EQ(shadow(1.9, 0.3), "เ");
  EXPECT_EQ(shadow(2.1, 0.3), "เเ");
  EXPECT_EQ(shadow(1.9, 0.1), "เเ");
  // A narrow letter is taken for a pixel wide.
  EXPECT_EQ(make_line({cluster(U"i", 0, 0.1), cluster(U"i", 0.29, 0.39)}).text, "i");
  EXPECT_EQ(make_line({cluster(U"i", 0, 0.1), cluster(U"i", 0.31, 0.41)}).text, "ii");
  // A whole word of three letters, shifted by less than a letter.
  EXPECT_EQ(make_line({cluster(U"ก", 0, 5), cluster(U"ข", 0.1, 5.1), cluster(U"ค", 0.2, 5.2), cluster(U"ก", 0.3, 5.3)}).text, "กขค");
  EXPECT_EQ(
      make_line({cluster(U"ก", 0, 5), cluster(U"ข", 0.1, 5.1), cluster(U"ค", 0.2, 5.2), cluster(U"ง", 0.25, 5.2), cluster(U"ก", 0.3, 5.3)}).text,
      "กขคงก");
}

TEST(Dots, UnderALetterAreLeftOut) {
  const auto with = [](const std::u32string& dot, double middle) {
    return make_line({cluster(dot, middle - 0.5, middle + 0.5), cluster(U"ก", 10, 15)}).text;
  };
  for (const char32_t* dot : {U".", U"…", U"·"}) EXPECT_EQ(with(dot, 12), "ก");
  EXPECT_EQ(with(U"-", 12), "ก-");
  EXPECT_EQ(with(U".", 10.1), ".ก");
  EXPECT_EQ(with(U".", 10.3), "ก");
  EXPECT_EQ(with(U".", 14.7), "ก");
  EXPECT_EQ(with(U".", 14.9), "ก.");
}

TEST(Dots, UnderALaterLetterOfALongRowAreLeftOut) {
  std::vector<Cluster> row = clusters(U"กขคงจฉชซ");
  for (int i = 0; i < 8; ++i) row.push_back(cluster(U".", 5 * i + 2, 5 * i + 3));
  row.push_back(cluster(U".", 41, 42));
  EXPECT_EQ(make_line(row).text, "กขคงจฉชซ.");
}

std::vector<std::string> texts(const std::vector<Cluster>& clusters) {
  std::vector<std::string> out;
  for (const Line& line : make_lines(clusters)) out.push_back(line.text);
  return out;
}

std::vector<Cluster> both(std::vector<Cluster> a, const std::vector<Cluster>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

using Texts = std::vector<std::string>;

TEST(Rows, AreBaselinesThreeTenthsOfTheEmApart) {
  EXPECT_EQ(texts({}), Texts());
  EXPECT_EQ(texts(both(clusters(U"กข"), clusters(U"คง", 10, 102.9))), Texts{"กขคง"});
  EXPECT_EQ(stretch_boxes(both(clusters(U"กข"), clusters(U"คง", 10, 102.9))).size(), 1u);
  EXPECT_EQ(stretch_boxes(both(clusters(U"กข"), clusters(U"คง", 10, 103.1))).size(), 2u);
  // The largest letter met so far says how far.
  std::vector<Cluster> large = both(clusters(U"กข"), clusters(U"ค", 10, 102));
  large.back().size = 20;
  EXPECT_EQ(stretch_boxes(both(large, clusters(U"ง", 15, 105))).size(), 1u);
  EXPECT_EQ(stretch_boxes(both(large, clusters(U"ง", 15, 106.1))).size(), 2u);
}

TEST(Stretches, ArePartedByGapsOfFourTenthsOfTheEm) {
  EXPECT_EQ(stretch_boxes(both(clusters(U"กข"), clusters(U"คง", 13.9))).size(), 1u);
  const std::vector<Box> boxes = stretch_boxes(both(clusters(U"กข", 0.5), clusters(U"คง", 14.6)));
  ASSERT_EQ(boxes.size(), 2u);
  EXPECT_EQ(boxes[0], (Box{0, 96, 11, 4}));
  EXPECT_EQ(boxes[1], (Box{14, 96, 11, 4}));
  EXPECT_TRUE(stretch_boxes({}).empty());
  std::vector<Cluster> high = clusters(U"กข");
  high[1].body = 6.5;
  EXPECT_EQ(stretch_boxes(high)[0], (Box{0, 93, 10, 7}));
}

TEST(Lines, GoFromTopToBottomWhateverTheirOrderInTheFile) {
  EXPECT_EQ(texts(both(clusters(U"ล่าง", 0, 300), both(clusters(U"บน", 0, 100), clusters(U"กลาง", 0, 200)))), (Texts{"บน", "กลาง", "ล่าง"}));
}

TEST(Line, OfTwoStretchesIsOne) {
  EXPECT_EQ(texts(both(clusters(U"วันที่", 200, 100), both(clusters(U"ที่", 0, 100), clusters(U"เรื่อง", 0, 130)))), (Texts{"ที่ วันที่", "เรื่อง"}));
}

TEST(Lines, OfTooManyStretchesAreTakenRowByRow) {
  const auto page = [](int rows) {
    std::vector<Cluster> out;
    for (int r = 0; r < rows; ++r) {
      out.push_back(cluster(U"ก", 0, 5, 20.0 * r));
      if (r == 0) out.push_back(cluster(U"ข", 500, 505, 0));
    }
    return make_lines(out);
  };
  EXPECT_EQ(page(1499).size(), 1499u);  // 1,500 stretches
  const std::vector<Line> rows = page(1500);
  ASSERT_EQ(rows.size(), 1501u);
  EXPECT_EQ(rows[1].text, "ข");
}

}  // namespace text_lines_test
}  // namespace banthuek::text_layer
