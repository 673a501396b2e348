#include "extractors/types/page_words.h"

#include <gtest/gtest.h>

#include <string>

namespace banthuek {
namespace page_words_test {

Line line(const std::string& text, const std::vector<std::string>& words, int y) {
  Line out;
  out.text = text;
  out.box = {0, y, 500, 40};
  for (int x = 10; const std::string& word : words) {
    out.words.push_back({word, {x, y, 30, 40}, 0.9});
    x += 40;
  }
  return out;
}

// The text under each word, "|" between them; what no word covers must be blank.
std::string covered(const Page& page) {
  const std::string text = page_text(page);
  std::string out;
  std::size_t at = 0;
  for (const PlacedWord& word : page_words(page)) {
    EXPECT_LE(at, word.begin);
    EXPECT_LE(word.end, text.size());
    EXPECT_EQ(text.substr(at, word.begin - at).find_first_not_of(" \n\t"), std::string::npos) << text.substr(at, word.begin - at);
    out += (out.empty() ? "" : "|") + text.substr(word.begin, word.end - word.begin);
    at = word.end;
  }
  EXPECT_EQ(text.substr(at).find_first_not_of(" \n\t"), std::string::npos) << text.substr(at);
  return out;
}

TEST(PageWords, StandWherePageTextHasThemInLinesAndCells) {
  Page page;
  page.lines = {line("แผน การเงิน", {"แผน", "การ", "เงิน"}, 0), line("ท้ายหน้า", {"ท้าย", "หน้า"}, 900)};
  Table table;
  table.rows = table.columns = 2;
  Cell one, two, three;
  one.text = "ลำดับ\nที่";
  one.lines = {line("ลำดับ", {"ลำดับ"}, 100), line("ที่", {"ที่"}, 140)};
  two.column = 1;
  two.text = "ชื่อ";
  two.lines = {line("ชื่อ", {"ชื่อ"}, 100)};
  three.row = 3;
  three.column = 1;
  three.text = "ข\tค";
  three.lines = {line("ข\tค", {"ข", "ค"}, 200)};
  table.cells = {one, two, three};
  page.tables = {table, Table()};
  page.flow = {{FlowItem::Kind::kLine, 0}, {FlowItem::Kind::kTable, 0}, {FlowItem::Kind::kTable, 1}, {FlowItem::Kind::kLine, 1}};
  EXPECT_EQ(covered(page), "แผน|การ|เงิน|ลำดับ|ที่|ชื่อ|ข|ค|ท้าย|หน้า");
  const std::vector<PlacedWord> words = page_words(page);
  EXPECT_EQ(words[1].box, (Box{50, 0, 30, 40}));
  EXPECT_EQ(words[4].box, (Box{10, 140, 30, 40}));
  EXPECT_EQ(words[9].box, (Box{50, 900, 30, 40}));
}

TEST(PageWords, ALineWhoseWordsAreNotItsTextIsOneWord) {
  Page page;
  page.lines = {line("แผนงาน", {"แผน", "การ"}, 0), line("แผนงาน", {"แผน"}, 50), line("ก", {}, 100), line("ข ก", {"ก"}, 150), line(" ", {}, 200)};
  for (int i = 0; i < 5; ++i) page.flow.push_back({FlowItem::Kind::kLine, i});
  EXPECT_EQ(covered(page), "แผนงาน|แผนงาน|ก|ข ก");
  EXPECT_EQ(page_words(page)[1].box, (Box{0, 50, 500, 40}));
}

TEST(PageWords, ACellWhoseLinesAreNotItsTextIsOneWord) {
  Page page;
  Table table;
  Cell cell;
  cell.box = {7, 8, 90, 10};
  cell.text = "๑๒\nบาท";
  cell.lines = {line("๑๓", {"๑๓"}, 0)};
  table.cells = {cell};
  cell.row = 1;
  cell.lines.clear();
  table.cells.push_back(cell);
  page.tables = {table};
  page.flow = {{FlowItem::Kind::kTable, 0}};
  EXPECT_EQ(covered(page), "๑๒ บาท|๑๒ บาท");
  EXPECT_EQ(page_words(page)[0].box, cell.box);
}

}  // namespace page_words_test
}  // namespace banthuek
