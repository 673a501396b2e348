#include "extractors/document/reading_order.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace reading_order_test {

using test::line;

// A page 1000 wide and 1400 high with these lines in this order.
Page page_of(std::vector<Line> lines, int number = 1) {
  Page page;
  page.number = number;
  page.width = 1000;
  page.height = 1400;
  page.lines = std::move(lines);
  for (int i = 0; i < static_cast<int>(page.lines.size()); ++i) page.flow.push_back({FlowItem::Kind::kLine, i});
  return page;
}

std::vector<std::string> texts(const ReadingOrder& flow) {
  std::vector<std::string> out;
  for (const OrderedPart& part : flow) out.push_back(part.table ? "TABLE" : part.reading.text);
  return out;
}

std::vector<std::string> flow_of(const Page& page) { return texts(make_flow(std::span(&page, 1), test::schemas())); }

using Texts = std::vector<std::string>;

TEST(ReadingOrder, GoesInReadingOrderPageAfterPage) {
  std::vector<Page> pages{page_of({line("ข", {0, 500, 9, 20}), line("ก", {0, 400, 9, 30})}, 4), page_of({line("ค", {0, 500, 9, 20})}, 5)};
  pages[0].tables.push_back(test::table({{"a"}}));
  pages[0].flow = {{FlowItem::Kind::kLine, 1}, {FlowItem::Kind::kTable, 0}, {FlowItem::Kind::kLine, 0}};
  const ReadingOrder flow = make_flow(pages, test::schemas());
  EXPECT_EQ(texts(flow), (Texts{"ก", "TABLE", "ข", "ค"}));
  EXPECT_EQ(flow[0].page, 4);
  EXPECT_EQ(flow[0].page_width, 1000);
  EXPECT_EQ(flow[0].page_height, 1400);
  EXPECT_EQ(flow[0].box, (Box{0, 400, 9, 30}));
  EXPECT_EQ(flow[0].line, &pages[0].lines[1]);
  EXPECT_EQ(flow[0].reading.pieces.at(0).place.page, 4);
  EXPECT_EQ(flow[1].box, pages[0].tables[0].box);
  EXPECT_EQ(flow[1].line, nullptr);
  EXPECT_EQ(flow[3].page, 5);
}

int usual_height(std::vector<int> heights, int page_height) {
  std::vector<Line> lines{line("ก", {0, 0, 9, 0})};
  for (const int h : heights) lines.push_back(line("ก", {0, 0, 9, h}));
  Page page = page_of(std::move(lines));
  page.height = page_height;
  return make_flow(std::span(&page, 1), test::schemas()).at(0).line_height;
}

TEST(ReadingOrder, KnowsTheUsualHeightOfALine) {
  EXPECT_EQ(usual_height({30, 10, 20}, 1400), 20);
  EXPECT_EQ(usual_height({30, 10, 20, 40}, 1400), 30);
  EXPECT_EQ(usual_height({1}, 1400), 1);
  EXPECT_EQ(usual_height({}, 1200), 20);
  EXPECT_EQ(usual_height({}, 59), 1);
}

TEST(ReadingOrder, LeavesOutHandwritingAndBlanks) {
  Page page = page_of({line("ก"), line(" "), line("ข"), line("ค")});
  page.lines[2].script = Script::kHandwriting;
  EXPECT_EQ(flow_of(page), (Texts{"ก", "ค"}));
}

struct Speck {
  const char* text;
  int height;
  double confidence;
  bool kept;
};

TEST(ReadingOrder, LeavesOutLowShortLinesThatNobodyBelievesIn) {
  for (const Speck& c : {Speck{"๘", 14, 0.69, false}, Speck{"กข", 14, 0.69, false}, Speck{"กขค", 14, 0.69, true}, Speck{"๘", 15, 0.69, true},
                         Speck{"๘", 14, 0.7, true}, Speck{"๘", 0, 0.69, true}}) {
    std::vector<Line> lines;
    for (int i = 0; i < 7; ++i) lines.push_back(line("บรรทัด", {0, 200 + 100 * i, 9, 20}));
    lines[3] = line(c.text, {0, 500, 9, c.height}, c.confidence);
    EXPECT_EQ(flow_of(page_of(lines)).size(), c.kept ? 7u : 6u) << c.text << " " << c.height << " " << c.confidence;
  }
}

// A page's fourth of eight lines, or where `at` says, stands at `y`.
bool kept(const char* text, std::size_t at, int y, int page_height = 1400) {
  std::vector<Line> lines;
  for (int i = 0; i < 8; ++i) lines.push_back(line("บรรทัด", {0, 300 + 50 * i, 9, 20}));
  lines[at] = line(text, {0, y, 9, 20});
  Page page = page_of(lines);
  page.height = page_height;
  return flow_of(page).size() == 8;
}

TEST(ReadingOrder, LeavesOutPageNumbersAndCatchwordsAtThePagesEdges) {
  for (const char* text : {"- ๒ -", "/แผน..."}) {
    for (const std::size_t at : {0u, 1u, 6u, 7u}) EXPECT_FALSE(kept(text, at, 600)) << text << at;
    for (const std::size_t at : {2u, 5u}) EXPECT_TRUE(kept(text, at, 600)) << text << at;
    EXPECT_FALSE(kept(text, 3, 119)) << text;  // its bottom above 140
    EXPECT_TRUE(kept(text, 3, 120)) << text;
    EXPECT_FALSE(kept(text, 3, 1261)) << text;  // its top below 1260
    EXPECT_TRUE(kept(text, 3, 1260)) << text;
    EXPECT_TRUE(kept(text, 3, 1300, 0)) << text;  // height not known
  }
  EXPECT_TRUE(kept("ข้อความ", 0, 10));
}

// Lines of words at these places; for each page, which of them are running heads.
struct HeadLine {
  std::vector<std::pair<const char*, int>> words;  // and where each begins; 10 a letter
  int y = 50, height = 20;
};
std::string heads_of(const std::vector<std::vector<HeadLine>>& sheets) {
  std::vector<Page> pages;
  for (const auto& sheet : sheets) {
    std::vector<Line> lines;
    for (const HeadLine& l : sheet) {
      Line& one = lines.emplace_back();
      for (const auto& [text, x] : l.words) {
        const Box box{x, l.y, 10 * static_cast<int>(text::to_u32(text).size()), l.height};
        one.words.push_back({text, box, 1});
        one.box = unite(one.box, box);
        one.text += (one.text.empty() ? "" : " ") + std::string(text);
      }
    }
    pages.push_back(page_of(lines, static_cast<int>(pages.size()) + 1));
  }
  std::string out;
  for (const OrderedPart& part : make_flow(pages, test::schemas()))
    if (part.running_head) out += std::to_string(part.page) + ":" + part.reading.text + "; ";
  return out;
}

TEST(ReadingOrder, KnowsRunningHeads) {
  const std::vector<HeadLine> with_number{{{{"คู่มือ", 100}, {"15", 800}}}};
  EXPECT_EQ(heads_of({with_number}), "1:คู่มือ 15; ") << "the page's number stands apart";
  EXPECT_EQ(heads_of({{{{{"15", 100}, {"คู่มือ", 300}}}}}), "1:15 คู่มือ; ");
  EXPECT_EQ(heads_of({{{{{"คู่มือ", 100}, {"15", 220}}}}}), "") << "60 apart, three line heights";
  EXPECT_EQ(heads_of({{{{{"คู่มือ", 100}, {"15", 221}}}}}), "1:คู่มือ 15; ");
  EXPECT_EQ(heads_of({{{{{"คู่มือ", 100}, {"2567", 800}}}}}), "") << "a year";
  EXPECT_EQ(heads_of({{{{{"คู่มือ", 100}, {"15", 800}}, 120}}}), "") << "not in the page's upper tenth";
  EXPECT_EQ(heads_of({{{{{"3/10/2568", 100}, {"09:12", 200}, {"ข่าว", 300}}}}}), "1:3/10/2568 09:12 ข่าว; ") << "a browser's";
  const std::vector<HeadLine> right{{{{"แผนปฏิบัติการ", 700}}}}, centred{{{{"แผนปฏิบัติการ", 435}}}};
  EXPECT_EQ(heads_of({right}), "");
  EXPECT_EQ(heads_of({right, {{{{"อื่น", 100}}}}, right}), "1:แผนปฏิบัติการ; 3:แผนปฏิบัติการ; ");
  EXPECT_EQ(heads_of({centred, centred}), "") << "a title that is repeated";
  const std::vector<HeadLine> left{{{{"สรุปผลการจัดซื้อ", 100}}}}, book{{{{"เล่มสมมุติ", 100}}}};
  EXPECT_EQ(heads_of({left, left}), "") << "so is a title at the left";
  const auto beside_text = [](int height) {
    const std::vector<HeadLine> page{{{{"สรุปผลการจัดซื้อ", 300}}, 50, height}, {{{"ข้อความ", 100}}, 200}, {{{"ข้อความ", 100}}, 300}};
    return heads_of({page, page});
  };
  EXPECT_EQ(beside_text(15), "");
  EXPECT_EQ(beside_text(14), "1:สรุปผลการจัดซื้อ; 2:สรุปผลการจัดซื้อ; ") << "smaller than the text";
  EXPECT_EQ(heads_of({book, book}), "1:เล่มสมมุติ; 2:เล่มสมมุติ; ");
  EXPECT_EQ(heads_of({{{{{"เดือน ๑๐ ปี", 100}}}}, {{{{"เดือน ๑๑ ปี", 100}}}}}), "") << "another month's";
  EXPECT_EQ(heads_of({{{{{"รายงานผล", 400}, {"๓", 580}}}}}), "") << "a number in a title's blank";
  EXPECT_EQ(heads_of({{{{{"ส่วนที่ ๑", 700}}}}, {{{{"ส่วนที่ ๒", 700}}}}}), "1:ส่วนที่ ๑; 2:ส่วนที่ ๒; ") << "their numbers apart";
}

ReadingOrder parts_of(std::vector<Line> lines) {
  static std::vector<Page> page;
  page = {page_of(std::move(lines))};
  return make_flow(page, test::schemas());
}

Texts paragraphs_of(const ReadingOrder& flow, std::size_t from = 0) {
  Texts out;
  for (const Paragraph& p : paragraphs(flow, from)) out.push_back(p.reading.text + " " + std::to_string(p.first) + "-" + std::to_string(p.last));
  return out;
}

TEST(Paragraphs, BeginWhereALineIsIndentedFollowsAShortOneOrAGap) {
  const auto two = [](const Box& a, const Box& b, const char* second = "ข") { return paragraphs_of(parts_of({line("ก", a), line(second, b)})); };
  const Texts joined{"กข 0-1"}, parted{"ก 0-0", "ข 1-1"};
  EXPECT_EQ(two({100, 100, 800, 20}, {140, 130, 800, 20}), joined);
  EXPECT_EQ(two({100, 100, 800, 20}, {141, 130, 800, 20}), parted);
  EXPECT_EQ(two({100, 100, 620, 20}, {100, 130, 800, 20}), joined);
  EXPECT_EQ(two({100, 100, 619, 20}, {100, 130, 800, 20}), parted);
  EXPECT_EQ(two({100, 100, 800, 20}, {100, 160, 800, 20}), joined);
  EXPECT_EQ(two({100, 100, 800, 20}, {100, 161, 800, 20}), parted);
  EXPECT_EQ(two({100, 100, 800, 20}, {100, 130, 800, 20}, "- ข"), (Texts{"ก 0-0", "- ข 1-1"}));
  // A number that a line's end parts from its word is no item's.
  const auto after = [](const char* first) {
    return paragraphs_of(parts_of({line(first, {100, 100, 800, 20}), line("53.48 อยู่ในระดับ", {100, 130, 800, 20})}));
  };
  EXPECT_EQ(after("ได้คะแนน"), Texts{"ได้คะแนน 53.48 อยู่ในระดับ 0-1"});
  EXPECT_EQ(after("ดังนี้"), (Texts{"ดังนี้ 0-0", "53.48 อยู่ในระดับ 1-1"}));
}

TEST(Paragraphs, GoOnOverPagesButNotOverTables) {
  std::vector<Page> pages{page_of({line("ก", {100, 100, 800, 20})}, 1), page_of({line("ข", {300, 900, 300, 20})}, 2)};
  EXPECT_EQ(paragraphs_of(make_flow(pages, test::schemas())), Texts{"กข 0-1"});
  const std::vector<Page> slides{page_of({line("ก", {100, 100, 300, 20})}, 1), page_of({line("ข", {100, 100, 300, 20})}, 2)};
  EXPECT_EQ(paragraphs_of(make_flow(slides, test::schemas())), (Texts{"ก 0-0", "ข 1-1"})) << "behind a line that ended early";
  EXPECT_EQ(paragraphs(make_flow(pages, test::schemas())).at(0).page, 1);
  pages[0].tables.push_back(test::table({{"a"}}));
  pages[0].flow.push_back({FlowItem::Kind::kTable, 0});
  const ReadingOrder flow = make_flow(pages, test::schemas());
  EXPECT_EQ(paragraphs_of(flow), (Texts{"ก 0-0", "ข 2-2"}));
  EXPECT_EQ(paragraphs_of(flow, 1), Texts{"ข 2-2"});
  EXPECT_EQ(paragraphs_of(flow, 9), Texts{});
}

// Two words, the second beginning at `x`; lines are 20 high, the page 1000 wide: a gap is more than 30.
std::vector<LinePart> cut(const std::string& text, int x, int height = 20) {
  Line l = line(text, {100, 100, 500, height});
  l.words = {{"กก", {100, 100, 50, 20}, 1}, {"ขข", {x, 102, 50, 20}, 1}};
  const ReadingOrder flow = parts_of({l});
  return segments(flow, 0);
}

TEST(Segments, ArePartedByGapsWiderThanALineAndAHalf) {
  EXPECT_EQ(cut("กก ขข", 180).size(), 1u);
  const auto two = cut("กก ขข", 181);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0].reading.text, "กก");
  EXPECT_EQ(two[0].box, (Box{100, 100, 50, 20}));
  EXPECT_EQ(two[1].reading.text, "ขข");
  EXPECT_EQ(two[1].box, (Box{181, 102, 50, 20}));
  EXPECT_EQ(two[1].page, 1);
  EXPECT_EQ(two[1].part, 0u);
  EXPECT_EQ(cut("กกขข", 400).size(), 1u);       // no space between them: one word
  EXPECT_EQ(cut("กก ขข", 190, 40).size(), 1u);  // a gap is more than 60
  EXPECT_EQ(cut("กก ขข", 180, 10).size(), 1u);  // a thirty-third of the page's width
  EXPECT_EQ(cut("กก ขข", 181, 10).size(), 2u);
  EXPECT_EQ(cut("กก ขข", 180)[0].box, (Box{100, 100, 130, 22}));
}

TEST(Segments, OfALineWithoutWordsArePartedByThreeSpacesOrATab) {
  const auto texts = [](const char* text) {
    Texts out;
    const ReadingOrder flow = parts_of({line(text, {100, 100, 1000, 20})});
    for (const LinePart& s : segments(flow, 0)) out.push_back(s.reading.text + " " + std::to_string(s.box.x) + "+" + std::to_string(s.box.w));
    return out;
  };
  EXPECT_EQ(texts("aa  bb"), Texts{"aa  bb 100+1000"});
  EXPECT_EQ(texts("aa   bbbbb"), (Texts{"aa 100+200", "bbbbb 300+800"}));
  EXPECT_EQ(texts("aa\tbb\tcccc"), (Texts{"aa 100+200", "bb 300+300", "cccc 600+500"}));
}

TEST(LinesOfATable, StandByRowsThenFromLeftToRight) {
  Table table = test::table({{"", ""}, {"", "ง"}});
  test::at(table, 0, 0).lines = {line("ข", {10, 42, 5, 20}), line("ค", {10, 100, 5, 20})};
  test::at(table, 0, 1).lines = {line("ก", {5, 59, 5, 20}), line("จ", {9, 100, 5, 20}), line("ฉ", {9, 100, 5, 20}), line(" ", {0, 0, 5, 20})};
  test::at(table, 0, 1).lines[2].script = Script::kHandwriting;
  test::at(table, 1, 1).box = {0, 300, 50, 20};
  OrderedPart part;
  part.table = &table;
  part.page = 3;
  part.line_height = 20;
  const ReadingOrder flow = lines_of_table(part);
  EXPECT_EQ(texts(flow), (Texts{"ก", "ข", "จ", "ค", "ง"}));
  EXPECT_EQ(flow[1].box, (Box{10, 42, 5, 20}));
  EXPECT_EQ(flow[1].page, 3);
  EXPECT_EQ(flow[1].line, &test::at(table, 0, 0).lines[0]);
  EXPECT_EQ(flow[4].line, nullptr);
  part.line_height = 0;
  EXPECT_EQ(texts(lines_of_table(part)), (Texts{"ข", "ก", "จ", "ค", "ง"}));
}

// In columns a line is full that reaches its column's end, and only that.
TEST(Paragraphs, GoOnWithinTheirColumn) {
  const auto page = [](int right, int lines_beside) {
    std::vector<Line> lines{line("ก", {100, 100, 380, 20}), line("ข", {100, 130, right - 100, 20}), line("ค", {100, 160, 380, 20})};
    for (int k = 0; k < lines_beside; ++k) lines.push_back(line("ง", {520, 100 + 30 * k, k == 1 ? 240 : 380, 20}));
    return paragraphs_of(parts_of(lines));
  };
  EXPECT_EQ(page(480, 3), (Texts{"กขค 0-2", "งง 3-4", "ง 5-5"})) << "the right column's second line ends early";
  EXPECT_EQ(page(385, 3), (Texts{"กขค 0-2", "งง 3-4", "ง 5-5"}));
  EXPECT_EQ(page(384, 3), (Texts{"กข 0-1", "ค 2-2", "งง 3-4", "ง 5-5"}));
  EXPECT_EQ(page(480, 0), (Texts{"ก 0-0", "ข 1-1", "ค 2-2"})) << "nothing beside: short lines";
  EXPECT_EQ(page(480, 2), (Texts{"ก 0-0", "ข 1-1", "ค 2-2", "งง 3-4"})) << "two lines are no column";
}

// In a cell a line is full that reaches its cell's end.
TEST(Paragraphs, GoOnWithinTheirCell) {
  const auto two = [](int right) {
    ReadingOrder flow = parts_of({line("มาตรการที่ ๓ ก", {110, 100, right - 110, 20}), line("ข", {110, 130, 60, 20})});
    static const Cell cell{.box = {100, 90, 200, 100}};
    for (OrderedPart& part : flow) part.cell = &cell;
    return paragraphs(flow, 0, {}).size();
  };
  EXPECT_EQ(two(250), 1u);
  EXPECT_EQ(two(249), 2u);
}

TEST(Paragraphs, BeginBelowAFullLineWithWordsThatBeginOne) {
  const auto begins = test::schemas().rules("list.end");
  const auto two = [&](int x, const char* second) {
    const ReadingOrder flow = parts_of({line("ก", {100, 70, 800, 20}), line("๑. ข", {140, 100, 760, 20}), line(second, {x, 130, 300, 20})});
    return paragraphs(flow, 0, begins).size();
  };
  EXPECT_EQ(two(140, "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"), 3u);
  EXPECT_EQ(two(140, "ซึ่งเป็นไปตามระเบียบ"), 2u);
  EXPECT_EQ(two(100, "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"), 2u) << "a line that goes on at the margin";
  EXPECT_EQ(
      paragraphs(parts_of({line("ก", {100, 70, 800, 20}), line("๑. ข", {140, 100, 760, 20}), line("มาตรการที่ ๒ ค", {100, 130, 300, 20})})).size(), 3u);
}

}  // namespace reading_order_test
}  // namespace banthuek::document
