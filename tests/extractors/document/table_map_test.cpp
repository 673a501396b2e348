#include "extractors/document/table_map.h"

#include <gtest/gtest.h>

#include "extractors/schema/heading_match.h"
#include "extractors/tables/column_places.h"
#include "extractors/text/fold.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace table_map_test {

using test::at;
using test::cell;
using test::line;
using test::table;

schema::SchemaColumn column(const char* role, std::vector<std::string> headings, std::vector<std::string> words = {}) {
  schema::SchemaColumn out;
  out.role = role;
  out.headings = std::move(headings);
  out.words = std::move(words);
  return out;
}

struct Match {
  const char *heading, *role;
  double score;
};

TEST(BestColumn, IsTheNearestHeadingElseTheLongestWordInIt) {
  schema::SchemaLayout layout;
  layout.columns = {column("title", {"กขคงจฉชซฌญ", "ดตถทธ"}, {"นบปผ", "นบปผฝพฟภ"}), column("method", {"กขคงจฉชซฌฎ"}, {"มยรลวศ"})};
  for (const Match& c : {Match{"กขคงจฉชซฌญ", "title", 1}, Match{"กข คงจ\nฉชซฌญ", "title", 1}, Match{"ดตถทธ", "title", 1},
                         Match{"กขคงจฉชซฌฎ", "method", 1}, Match{"กขคงจฉชฮฮฮ", "title", 0.7}, Match{"กขคงจฉฮฮฮฮ", "", 0}, Match{"", "", 0},
                         Match{" .…", "", 0}, Match{"ฮนบปผฮฮฮ", "title", 0.5 + 0.19 * 0.5}, Match{"นบปผฝพฟภ", "title", 0.69},
                         Match{"นบปผฝพฟฮ", "title", 0.69}, Match{"ฮบปผ", "", 0},  // a word of four must stand there letter by letter
                         Match{"ฮมยรลวศนบปผฮ", "method", 0.5 + 0.19 * 0.5},       // the longer share
                         Match{"นบปผมยรลวศ", "method", 0.5 + 0.19 * 0.6}}) {
    const auto found = schema::best_column(layout, c.heading);
    EXPECT_EQ(found ? found->role : "", c.role) << c.heading;
    EXPECT_NEAR(found ? found->score : 0, c.score, 1e-12) << c.heading;
  }
  layout.columns = {column("a", {"กขคง"}), column("b", {"กขคง"})};
  EXPECT_EQ(schema::best_column(layout, "กขคง")->role, "a");  // of two alike the first
}

TEST(HeadingText, IsWhatWasReadSurely) {
  Cell c = cell(0, 0, "whole");
  EXPECT_EQ(schema::heading_text(c), "whole");
  c.lines = {line("noise", {}, 0.59), line("half", {}, 0.6), line("sure", {}, 0.9), line("-. ", {}, 1), line("…", {}, 1)};
  EXPECT_EQ(schema::heading_text(c), "half\nsure");
  c.lines[2].confidence = 0.89;
  EXPECT_EQ(schema::heading_text(c), "whole");
  c.lines = {line(" - . ", {}, 1)};
  EXPECT_EQ(schema::heading_text(c), "whole");
}

TEST(ColumnBoxes, AreOfTheCellsThatSpanOneColumn) {
  Table t = table({{"a", "b", "|"}, {"c", "d", "e"}});
  at(t, 0, 1).column_span = 2;
  at(t, 0, 1).box = {100, 0, 200, 20};
  t.cells.push_back(cell(1, 3, "beyond", {300, 0, 9, 9}));
  t.cells.push_back(cell(1, -1, "before", {300, 0, 9, 9}));
  EXPECT_EQ(tables::column_boxes(t), (std::vector<Box>{{0, 0, 100, 40}, {100, 20, 100, 20}, {200, 20, 100, 20}}));
}

// "role,role,.../header rows", or "none".
std::string shown(const std::optional<TableMap>& map) {
  if (!map) return "none";
  std::string out;
  for (const std::string& role : map->roles) out += (&role == &map->roles.front() ? "" : ",") + role;
  return out + "/" + std::to_string(map->header_rows);
}

std::string mapped(const Table& t) { return shown(map_table(t, test::schemas())); }

const std::vector<std::string> kHead{"ที่", "มาตรการ", "วิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา"}, kRow{"๑", "ก", "จัดทำ", "กองคลัง", "ต.ค. ๖๕"};

TEST(MapTable, NamesItsColumnsByTheirHeadings) {
  const auto map = map_table(table({kHead, kRow}), test::schemas());
  ASSERT_TRUE(map);
  EXPECT_EQ(shown(map), "no,title,method,responsible,period/1");
  EXPECT_EQ(map->layout->name, "measures_table");
  EXPECT_DOUBLE_EQ(map->named, 5);
  EXPECT_DOUBLE_EQ(map->score, 1);
  EXPECT_EQ(map->boxes.at(1), (Box{100, 0, 100, 40}));
  EXPECT_EQ(mapped(table({{"หน่วยงาน", "IIT", "EIT", "OIT", "คะแนนรวม", "ระดับ"}, {"เทศบาล", "1", "2", "3", "4", "A"}})),
            "organisation,iit,eit,oit,total,level/1");
}

TEST(MapTable, NeedsItsTitleAndOneColumnMore) {
  EXPECT_EQ(mapped(table({{"ที่", "วิธีการ", "ระยะเวลา"}, {"๑", "ก", "ข"}})), "none");
  EXPECT_EQ(mapped(table({{"ที่", "มาตรการ"}, {"๑", "ก"}})), "none");
  EXPECT_EQ(mapped(table({{"มาตรการ", "วิธีการ"}, {"ก", "ข"}})), "title,method/1");
  EXPECT_EQ(mapped(table({{"มาตรการ"}, {"ก"}})), "none");
}

TEST(MapTable, TakesAHeadingOnceButWhatIsOfNoUseTwice) {
  EXPECT_EQ(mapped(table({{"มาตรการ", "วิธีการ", "วิธีการ", "ผู้รับผิดชอบ"}})), "title,method,,responsible/1");
  EXPECT_EQ(mapped(table({{"มาตรการ", "หมายเหตุ", "งบประมาณ", "ผู้รับผิดชอบ"}})), "title,other,other,responsible/1");
}

TEST(MapTable, KnowsHeadingsInWordsOfTheirOwnBesideKnownOnes) {
  EXPECT_EQ(mapped(table({{"ที่", "มาตรการตามที่อนุมัติ", "ผู้รับผิดชอบ", "ระยะเวลาที่วางไว้", "ผลการดำเนินงานต่อหน่วยงาน", "สถานะ"},
                          {"๑", "ก", "กองคลัง", "ต.ค. ๖๕", "ครบ", "แล้วเสร็จ"}})),
            "no,title,responsible,period,result,status/1");
  // A row of records in which some words of headings stand is none.
  EXPECT_EQ(mapped(table({{"ที่", "สถานะ", "๑. มาตรการตามที่อนุมัติ", "ระยะเวลาที่วางไว้", "ผลการดำเนินงานต่อหน่วยงาน"}, kRow})), "none");
}

TEST(MapTable, NeedsFewKnownHeadingsWhereOneSurelyNamesMeasures) {
  EXPECT_EQ(mapped(table({{"ที่", "มาตรการ", "ผู้รับผิดชอบ", "กก", "ขข", "คค", "งง"}, {"๑", "ก", "กองคลัง", "", "", "", ""}})),
            "no,title,responsible,,,,/1");
  EXPECT_EQ(mapped(table({{"ที่", "มาตรการ", "ผู้รับผิดชอบ", "กก", "ขข", "คค", "งง", "จจ", "ฉฉ", "ชช"}})), "none");
  EXPECT_EQ(mapped(table({{"ที่", "โครงการ", "ผู้รับผิดชอบ", "กก", "ขข", "คค", "งง"}})), "none");
}

TEST(MapTable, TakesWhatStandsOverOtherRecordsTooBesideAHeadingThatNamesMeasures) {
  EXPECT_EQ(mapped(table({{"เป้าหมาย/ตัวชี้วัด", "รหัส", "มาตรการ", "กิจกรรมสำคัญ", "งบประมาณ", "ช่วงเวลา", "เจ้าภาพ"}})),
            ",no,title,method,other,period,responsible/1");
  EXPECT_EQ(mapped(table({{"รหัส", "มาตรการ", "รายละเอียด", "หน่วยงาน", "ภายใน"}})), "no,title,method,responsible,period/1");
  EXPECT_EQ(mapped(table({{"รหัส", "เรื่อง", "รายละเอียด", "หน่วยงาน", "ภายใน"}})), "none");
  EXPECT_EQ(mapped(table({{"มาตรการ", "ผู้ดำเนินการ", "การดำเนินการ", "สิ่งที่ทำแล้ว"}})), "title,responsible,method,result/1");
}

TEST(MapTable, TakesProgressForAStatusBesideAResult) {
  EXPECT_EQ(mapped(table({{"มาตรการ", "ผลการดำเนินงาน", "ความก้าวหน้า"}, {"ก", "ครบ", "ร้อยละ ๖๐ (อยู่ระหว่างดำเนินการ)"}})), "title,result,status/1");
  EXPECT_EQ(mapped(table({{"มาตรการ", "ผู้รับผิดชอบ", "ความก้าวหน้า"}, {"ก", "กองคลัง", "ครบ"}})), "title,responsible,result/1");
}

TEST(MapTable, StepsOverATitleInTheFrame) {
  Table t = table({{"แผนปฏิบัติการของหน่วยงาน", "|", "|", "|", "|"}, kHead, kRow});
  at(t, 0, 0).column_span = 5;
  EXPECT_EQ(mapped(t), "no,title,method,responsible,period/2");
  Table two = table({{"แผนปฏิบัติการ", "|", "|", "|", "|"}, {"ของหน่วยงาน", "|", "|", "|", "|"}, kHead, kRow});
  at(two, 0, 0).column_span = at(two, 1, 0).column_span = 5;
  EXPECT_EQ(mapped(two), "none");
  // Rows of records above headings: there a table goes on.
  EXPECT_EQ(mapped(table({{"๑. กก", "ข", "ค", "", ""}, kHead, kRow})), "none");
  EXPECT_EQ(mapped(table({{"๑. กก", "ข", "", "", ""}, kHead, kRow})), ",title,method,responsible,period/2");
  Table marked = table({{"กก", "ข", "", "", ""}, kHead, kRow});
  at(marked, 0, 2).marks.push_back({MarkKind::kCheck, {}, 1});
  EXPECT_EQ(mapped(marked), "none");
}

TEST(MapTable, ReadsHeadingsOfSeveralRows) {
  Table t = table({{"ที่", "มาตรการ", "สถานะการดำเนินการ", "|", "|", "ผู้รับผิดชอบ"},
                   {"|", "|", "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้ว", "|"},
                   {"๑", "ก", "", "", "✓", "กองคลัง"}});
  at(t, 0, 2).column_span = 3;
  for (const int c : {0, 1, 5}) at(t, 0, c).row_span = 2;
  EXPECT_EQ(mapped(t), "no,title,status.not_started,status.in_progress,status.done,responsible/2");
  // A heading cut in two by a rule that is none: the rows together name it better.
  Table cut = table({{"ที่", "มาตรการ", "ขั้นตอนหรือ", "ระยะเวลา"}, {"", "", "วิธีปฏิบัติ", ""}, {"๑", "ก", "กองคลัง", "ต.ค. ๖๕"}});
  EXPECT_EQ(mapped(cut), "no,title,method,period/2");
  // A cell that reaches further down takes the header with it, but no more than four rows.
  Table deep = table({kHead, kRow, kRow, kRow, kRow, kRow});
  at(deep, 0, 0).row_span = 6;
  const std::string all = mapped(deep);
  EXPECT_EQ(all.substr(all.size() - 2), "/1");
}

TEST(MapTable, TakesAHeadingOverSeveralColumnsForItsFirst) {
  Table t = table({{"ที่", "มาตรการ", "|", "ผู้รับผิดชอบ", "ระยะเวลา"}, kRow});
  at(t, 0, 1).column_span = 2;
  EXPECT_EQ(mapped(t), "no,title,,responsible,period/1");
}

TEST(MapTable, TakesTheColumnOfItemsForATitleThatWasNotRead) {
  const auto with = [](std::vector<std::string> entries, std::vector<std::string> head = {"", "วิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา"}) {
    std::vector<std::vector<std::string>> rows{std::move(head)};
    for (const std::string& entry : entries) {
      rows.push_back(std::vector<std::string>(rows[0].size(), "ก"));
      rows.back()[0] = entry;
    }
    return mapped(table(rows));
  };
  EXPECT_EQ(with({"๑. ก", "๒. ข"}), "title,method,responsible,period/1");
  EXPECT_EQ(with({"๑. ก", "๒. ข", "ค"}), "title,method,responsible,period/1");
  EXPECT_EQ(with({"๑. ก", "ค", ""}), "none");
  EXPECT_EQ(with({"๑. ก", "๒. ข"}, {"", "วิธีการ", "ผู้รับผิดชอบ"}), "none");
}

TEST(ContinueMap, IsTheSameWhereThereAreAsManyColumns) {
  const auto before = map_table(table({kHead, kRow}), test::schemas());
  ASSERT_TRUE(before);
  const auto map = continue_map(table({kRow, kRow}), *before);
  EXPECT_EQ(shown(map), "no,title,method,responsible,period/0");
  EXPECT_EQ(map->boxes.at(0), (Box{0, 0, 100, 40}));
}

TableMap before_of(std::vector<std::string> roles, std::vector<Box> boxes) {
  TableMap out;
  out.roles = std::move(roles);
  out.boxes = std::move(boxes);
  out.header_rows = 2;
  return out;
}

// The map of a table with one row and these columns that goes on with `before`.
std::string continued(const TableMap& before, const std::vector<Box>& columns) {
  Table t;
  t.rows = 1;
  t.columns = static_cast<int>(columns.size());
  for (int c = 0; c < t.columns; ++c) t.cells.push_back(cell(0, c, "x", columns[static_cast<std::size_t>(c)]));
  return shown(continue_map(t, before));
}

TEST(ContinueMap, GoesByThePlaceOfTheColumnsElse) {
  const TableMap before = before_of({"no", "title", "method"}, {{0, 0, 50, 20}, {50, 0, 150, 20}, {200, 0, 100, 20}});
  const auto on = [&](const std::vector<Box>& columns) { return continued(before, columns); };
  EXPECT_EQ(on({{50, 0, 150, 20}, {200, 0, 100, 20}}), "title,method/0");
  EXPECT_EQ(on({{60, 0, 120, 20}, {270, 0, 60, 20}}), "title,/0");  // half of the narrower is too little
  EXPECT_EQ(on({{60, 0, 120, 20}, {269, 0, 60, 20}}), "title,method/0");
  EXPECT_EQ(on({{0, 0, 200, 20}, {200, 0, 100, 20}}), "title,method/0");  // over two columns: the wider
  EXPECT_EQ(on({{0, 0, 50, 20}, {200, 0, 100, 20}}), "none");             // no title
  EXPECT_EQ(on({{50, 0, 150, 20}, {}}), "none");
  EXPECT_EQ(on({{0, 0, 40, 20}, {50, 0, 60, 20}, {120, 0, 60, 20}, {200, 0, 100, 20}}), "no,title,title,method/0");
  EXPECT_EQ(on({{150, 0, 150, 20}, {300, 0, 100, 20}}), "none") << "another table: its titles stand elsewhere";
  EXPECT_EQ(on({{0, 0, 100, 20}, {100, 0, 40, 20}, {140, 0, 160, 20}}), "none") << "with as many columns too";
  const TableMap ticks = before_of({"title", "status.done", "status.in_progress"}, {{0, 0, 150, 20}, {150, 0, 50, 20}, {200, 0, 50, 20}});
  const auto ticked = [&](const std::vector<Box>& columns) { return continued(ticks, columns); };
  EXPECT_EQ(ticked({{0, 0, 150, 20}, {150, 0, 100, 20}}), "title,/0") << "a mark over both columns says nothing";
  EXPECT_EQ(ticked({{0, 0, 150, 20}, {150, 0, 75, 20}}), "title,status.done/0") << "half of the second";
  TableMap no_boxes = before;
  no_boxes.boxes.clear();
  EXPECT_EQ(shown(continue_map(table({{"a", "b"}}), no_boxes)), "none");
}

// A table without headings. Its rows are one under another, each with these entries.
const std::vector<std::string> kItem{"๑", "๑. จัดทำประกาศเจตนา", "ประชุมชี้แจง", "กองคลัง", "ต.ค. ๖๕ - ก.ย. ๖๖", "ประกาศแล้ว", "อื่น ๆ"};

std::string by_content(const std::vector<std::vector<std::string>>& rows) { return shown(map_by_content(table(rows), test::schemas())); }

std::vector<std::string> with(std::size_t at, const std::string& text, std::vector<std::string> row = kItem) {
  row[at] = text;
  return row;
}

TEST(MapByContent, TellsNumberTitleOfficeAndPeriodAndTakesTheRestForMethodAndResult) {
  const auto map = map_by_content(table({kItem, kItem}), test::schemas());
  ASSERT_TRUE(map);
  EXPECT_EQ(shown(map), "no,title,method,responsible,period,result,/0");
  EXPECT_EQ(map->layout->name, "measures_table");
  EXPECT_DOUBLE_EQ(map->score, 0.5);
  EXPECT_EQ(map->boxes.size(), 7u);
}

TEST(MapByContent, NeedsTitlePeriodAndOffice) {
  EXPECT_EQ(by_content({with(3, "ทุกคน"), with(3, "ทุกคน")}), "none");
  EXPECT_EQ(by_content({with(4, "เสมอ"), with(4, "เสมอ")}), "none");
  EXPECT_EQ(by_content({with(0, "x", with(1, "ประกาศ")), with(0, "x", with(1, "ประกาศ"))}), "none");
  EXPECT_EQ(by_content({kItem}), "none");                                                               // one row
  EXPECT_EQ(by_content({{"๑. จัดทำประกาศเจตนา", "กองคลัง"}, {"๒. จัดทำประกาศเจตนา", "กองคลัง"}}), "none");  // two columns
  const std::vector<std::string> three{"๑. จัดทำประกาศเจตนา", "กองคลัง", "ต.ค. ๖๕"};
  EXPECT_EQ(by_content({three, three}), "title,responsible,period/0");
}

TEST(MapByContent, TakesTheColumnBesideTheNumbersForTheTitle) {
  EXPECT_EQ(by_content({with(1, "จัดทำประกาศ"), with(1, "จัดทำประกาศ")}), "no,title,method,responsible,period,result,/0");
  EXPECT_EQ(by_content({with(1, "กองช่าง"), with(1, "กองช่าง")}), "none");  // it is the offices'
}

TEST(MapByContent, TakesForNumbersWhatIsShortAndOfDigitsAlone) {
  const auto first = [](const char* a, const char* b) { return by_content({with(0, a), with(0, b)}); };
  const std::string numbered = "no,title,method,responsible,period,result,/0", bare = "method,title,,responsible,period,result,/0";
  EXPECT_EQ(first("(๑๒)", "1)"), numbered);
  EXPECT_EQ(first("(๑๒๓)", "(๑๒๓)"), bare);
  EXPECT_EQ(first("๑ก", "๑ก"), bare);
  EXPECT_EQ(first("๑", "ก"), bare);     // half of them
  EXPECT_EQ(first("๑", ""), numbered);  // an empty cell is no entry
}

TEST(MapByContent, TakesForTitlesLongItemsOfTheFirstTwoColumns) {
  std::vector<std::string> moved{"๑. จัดทำประกาศเจตนา", "กองคลัง", "ต.ค. ๖๕", "x"};
  EXPECT_EQ(by_content({moved, moved}), "title,responsible,period,result/0");
  moved = {"x", "กองคลัง", "๑. จัดทำประกาศเจตนา", "ต.ค. ๖๕"};
  EXPECT_EQ(by_content({moved, moved}), "none");
  moved = {"๑. กขคงจฉ", "กองคลัง", "ต.ค. ๖๕"};  // eight characters folded: "1กขคงจฉ" has seven
  EXPECT_EQ(by_content({moved, moved}), "none");
  moved[0] = "๑) กขคงจฉ";  // eight
  EXPECT_EQ(by_content({moved, moved}), "none");
  moved[0] = "๑) กขคงจฉช";  // nine
  EXPECT_EQ(by_content({moved, moved}), "title,responsible,period/0");
  moved = {"๑. จัดทำประกาศเจตนา", "๒. จัดทำประกาศเจตนา", "กองคลัง", "ต.ค. ๖๕"};
  EXPECT_EQ(by_content({moved, moved}), "title,method,responsible,period/0");
}

TEST(MapByContent, KnowsOfficesAndPeriodsByTheirBeginnings) {
  const auto office = [](const char* text) { return by_content({with(3, text), with(3, text)}) != "none"; };
  EXPECT_TRUE(office("กองคลัง เทศบาล"));
  EXPECT_TRUE(office("กองคลง เทศบาล"));  // a letter lost
  EXPECT_TRUE(office("ก/ข กองคลัง"));     // within the first four
  EXPECT_FALSE(office("กก/ขข กองคลัง"));
  const auto period = [](const std::string& text) { return by_content({with(4, text), with(4, text)}) != "none"; };
  std::string longest = "ต.ค. ๖๕ ";
  while (text::fold(longest).text.size() < 79) longest += "ก";
  EXPECT_TRUE(period(longest));
  EXPECT_FALSE(period(longest + "ก"));
  EXPECT_TRUE(period("ไตรมาส ๑"));  // of any year
  // One column of each kind: the next like it is a text.
  EXPECT_EQ(by_content({with(5, "กองช่าง"), with(5, "กองช่าง")}), "no,title,method,responsible,period,result,/0");
  EXPECT_EQ(by_content({with(2, "ม.ค. ๖๖"), with(2, "ม.ค. ๖๖")}), "no,title,period,responsible,result,,/0");
}

TEST(MapTable, LetsAWeakHeadingYieldToOneOfMeasures) {
  const auto weak = [](const Table& t) { return map_table(t, test::schemas())->weak_title; };
  const Table beside = table({{"ที่", "ประเด็นที่ต้องพัฒนา", "มาตรการ", "ผู้รับผิดชอบ"}, {"๑", "ก", "ข", "กองคลัง"}});
  EXPECT_EQ(mapped(beside), "no,,title,responsible/1");
  EXPECT_FALSE(weak(beside));
  const Table alone = table({{"ที่", "ประเด็นที่ต้องพัฒนา", "วิธีการ", "ผู้รับผิดชอบ"}, {"๑", "ก", "ข", "กองคลัง"}});
  EXPECT_EQ(mapped(alone), "no,title,method,responsible/1");
  EXPECT_TRUE(weak(alone));
  // Of weak ones the layout's first, wherever it stands; and none is taken for what it is only near to.
  const Table two = table({{"ที่", "ตัวชี้วัด", "โครงการ/กิจกรรม", "ผู้รับผิดชอบ"}, {"๑", "ก", "ข", "กองคลัง"}});
  EXPECT_EQ(mapped(two), "no,,title,responsible/1");
  EXPECT_TRUE(weak(two));
}

TEST(MapTable, CountsTheMonthsOfOnePeriodOnce) {
  Table t = table({{"ที่", "มาตรการ", "ปี ๒๕๖๗", "|", "|", "|", "|", "|", "ผู้รับผิดชอบ"},
                   {"|", "|", "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "|"},
                   {"๑", "ก", "✓", "", "", "", "", "", "กองคลัง"}});
  at(t, 0, 2).column_span = 6;
  for (const int c : {0, 1, 8}) at(t, 0, c).row_span = 2;
  EXPECT_EQ(mapped(t), "no,title,,,,,,,responsible/2");
}

}  // namespace table_map_test
}  // namespace banthuek::document
