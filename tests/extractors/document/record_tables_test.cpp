#include <gtest/gtest.h>

#include "extractors/document/measures.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace record_tables_test {

using test::table;

std::string group(const char* text) { return group_named(text, test::schemas().vocabulary).value_or("(none)"); }

TEST(GroupNamed, IsTheOneInstrumentThatIsNamedBest) {
  for (const auto& [text, expected] : {std::pair{"แบบวัด IIT", "IIT"},
                                       {"แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "IIT"},
                                       {"แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "EIT"},
                                       {"แบบวัดการเปิดเผยขอมูลสาธารณะ", "OIT"},
                                       {"IIT และ EIT", "(none)"},
                                       {"แบบวัด IlT", "(none)"},  // three letters must stand there as they are
                                       {"ผู้มีส่วนได้ส่วนเสียภายใน และ EIT", "(none)"},
                                       {"ผู้มีส่วนได้ส่วนเสียภายใu OIT", "OIT"},  // without an error before one with
                                       {"กองคลัง", "(none)"},
                                       {"", "(none)"}})
    EXPECT_EQ(group(text), expected) << text;
}

TEST(CutNumber, KnowsEveryFormOfANumber) {
  for (const auto& [text, expected] : {std::pair{"๑. ก", "1 [๑] ก"},
                                       {"(๓) ก", "3 [๓] ก"},
                                       {"๒ . ก", "2 [๒] ก"},
                                       {"มาตรการที่ ๔ ก", "4 [๔] ก"},
                                       {"กิจกรรมที่ 5 : ก", "5 [5] ก"},
                                       {"ข้อ ๖ ให้", "6 [๖] ให้"},
                                       {"๑.๒ ก", "1.2 [๑.๒] ก"},
                                       {"๑.๒. ก", "1.2 [๑.๒] ก"},
                                       {"ก", "none"},
                                       {"๒๕๖๖ ก", "none"}}) {
    const std::string whole = text;
    const auto cut = cut_number(whole, test::schemas());
    EXPECT_EQ(cut ? cut->value + " [" + whole.substr(cut->begin, cut->end - cut->begin) + "] " + whole.substr(cut->rest) : "none", expected);
  }
  EXPECT_FALSE(cut_number("๑. ก", schema::Schemas{}));
}

const std::vector<std::string> kHead{"ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"}, kRow{"๑", "ก", "กองคลัง", "ต.ค. ๖๕"};

// The tables of records among these: "part:roles/header rows" with "+" before those that go on, parted by spaces.
std::string tables_of(const ReadingOrder& flow) {
  std::string out;
  for (const RecordTable& t : record_tables(flow, test::schemas())) {
    out += (out.empty() ? "" : " ") + std::string(t.goes_on ? "+" : "") + std::to_string(t.part) + ":";
    for (const std::string& role : t.map.roles) out += role + ",";
    out += "/" + std::to_string(t.map.header_rows);
  }
  return out;
}

OrderedPart part(const Table* t, int page = 1) {
  OrderedPart out;
  out.page = page;
  out.table = t;
  if (!t) out.reading = test::quote("ข้อความ");
  return out;
}

ReadingOrder parts(const Table& first, int lines, const Table& second, int page = 1) {
  ReadingOrder out{part(&first)};
  for (int i = 0; i < lines; ++i) out.push_back(part(nullptr));
  out.push_back(part(&second, page));
  return out;
}

const std::string kRoles = "no,title,responsible,period,";

TEST(RecordTables, GoOnWithoutHeadingsBehindAFewLines) {
  const Table with_head = table({kHead, kRow}), rows = table({kRow});
  const std::string first = "0:" + kRoles + "/1";
  EXPECT_EQ(tables_of(parts(with_head, 0, rows)), first + " +1:" + kRoles + "/0");
  EXPECT_EQ(tables_of(parts(with_head, 8, rows)), first + " +9:" + kRoles + "/0");
  EXPECT_EQ(tables_of(parts(with_head, 9, rows)), first);
  EXPECT_EQ(tables_of(parts(with_head, 1, rows, 2)), first + " +2:" + kRoles + "/0");
  EXPECT_EQ(tables_of(parts(with_head, 1, rows, 3)), first);
  EXPECT_EQ(tables_of(parts(with_head, 0, rows, 3)), first + " +1:" + kRoles + "/0");
  EXPECT_EQ(tables_of(parts(with_head, 0, table({}))), first);
  EXPECT_EQ(tables_of(parts(rows, 0, with_head)), "1:" + kRoles + "/1");
}

// Columns of other widths on the next page: the same table where its rows count on, else another whose headings were not read.
TEST(RecordTables, GoOnInOtherWidthsWhereTheirRowsCountOn) {
  const Table with_head = table({kHead, kRow});
  const auto on = [&](std::vector<std::string> numbers) {
    std::vector<std::vector<std::string>> rows;
    for (const std::string& number : numbers) rows.push_back({number, "ข", "กองช่าง", "พ.ย. ๖๕"});
    Table next = table(rows);
    for (Cell& cell : next.cells) cell.box = cell.column == 0 ? Box{0, cell.box.y, 250, 40} : Box{200 + 60 * cell.column, cell.box.y, 60, 40};
    return tables_of(parts(with_head, 0, next, 2));
  };
  const std::string first = "0:" + kRoles + "/1", whole = first + " +1:" + kRoles + "/0";
  EXPECT_EQ(on({"๒"}), whole);
  EXPECT_EQ(on({"๒.", "(3)"}), whole);
  EXPECT_EQ(on({"", "๒"}), whole) << "the rest of the row before";
  for (const std::vector<std::string>& other : {std::vector<std::string>{"๑"}, {"๓"}, {"๒", "๔"}, {"ข้อ ๒"}, {""}})
    EXPECT_EQ(on(other).find("+"), std::string::npos) << other[0];
}

TEST(RecordTables, CountLinesFromTheLastOfThem) {
  const Table with_head = table({kHead, kRow}), rows = table({kRow});
  ReadingOrder flow = parts(with_head, 5, rows);
  for (int i = 0; i < 5; ++i) flow.push_back(part(nullptr));
  flow.push_back(part(&rows));
  EXPECT_EQ(tables_of(flow), "0:" + kRoles + "/1 +6:" + kRoles + "/0 +12:" + kRoles + "/0");
}

TEST(RecordTables, WithHeadingsOnceMoreGoOnWhereTheLayoutIsTheSame) {
  const Table with_head = table({kHead, kRow});
  EXPECT_EQ(tables_of(parts(with_head, 3, with_head)), "0:" + kRoles + "/1 +4:" + kRoles + "/1");
  EXPECT_EQ(tables_of(parts(with_head, 9, with_head)), "0:" + kRoles + "/1 10:" + kRoles + "/1");
  const Table scores = table({{"หน่วยงาน", "IIT", "EIT", "คะแนนรวม"}, {"ก", "1", "2", "3"}});
  EXPECT_EQ(tables_of(parts(with_head, 0, scores)), "0:" + kRoles + "/1 1:organisation,iit,eit,total,/1");
}

TEST(RecordTables, TakeWhatARepeatedHeadingLeavesOpenFromTheOneBefore) {
  const Table with_head = table({kHead, kRow}), misread = table({{"ที่", "มาตรการ", "ซซซซซ", "ระยะเวลา"}, kRow}),
              other = table({{"ที่", "มาตรการ", "ซซซซซ", "ผู้รับผิดชอบ"}, kRow});
  EXPECT_EQ(tables_of(parts(with_head, 0, misread)), "0:" + kRoles + "/1 +1:" + kRoles + "/1");
  EXPECT_EQ(tables_of(parts(with_head, 9, misread)), "0:" + kRoles + "/1 10:no,title,,period,/1");
  EXPECT_EQ(tables_of(parts(with_head, 0, other)), "0:" + kRoles + "/1 +1:no,title,,responsible,/1");  // named already
  const Table wider = table({{"ที่", "มาตรการ", "ซซซซซ", "ระยะเวลา", "วิธีการ"}, {"๑", "ก", "x", "y", "z"}});
  EXPECT_EQ(tables_of(parts(with_head, 0, wider)), "0:" + kRoles + "/1 +1:no,title,,period,method,/1");
}

TEST(RecordTables, WithoutHeadingsAreToldByWhatTheyHold) {
  const Table rows = table({{"๑. จัดทำประกาศเจตนา", "กองคลัง", "ต.ค. ๖๕"}, {"๒. ประชุมชี้แจงบุคลากร", "กองช่าง", "พ.ย. ๖๕"}});
  EXPECT_EQ(tables_of({part(&rows)}), "0:title,responsible,period,/0");
  EXPECT_EQ(tables_of(parts(table({{"ก", "ข"}, {"ค", "ง"}}), 0, rows)), "1:title,responsible,period,/0");
}

TEST(RecordTables, OfOneMeasureAreReadByTheirRows) {
  const Table card = test::table({{"มาตรการที่ ๑", "เปิดเผยข้อมูล"}, {"ผู้รับผิดชอบ", "กองคลัง"}, {"ระยะเวลา", "ต.ค. ๖๕"}, {"ผลการดำเนินการ", "ครบ"}});
  const Table other = test::table({{"ชื่อ", "ก"}, {"ผู้รับผิดชอบ", "กองคลัง"}, {"ที่อยู่", "ข"}});
  const ReadingOrder flow{part(&card), part(&other), part(&card)};
  EXPECT_EQ(tables_of(flow), "0:title,responsible,period,result,/1 2:title,responsible,period,result,/1");
  EXPECT_EQ(record_tables(flow, test::schemas()).front().turned->columns, 4);
  // Several below each other, a gap between them.
  const Table two = test::table({{"มาตรการที่ ๑", "ก"},
                                 {"ผู้รับผิดชอบ", "กองคลัง"},
                                 {"ระยะเวลา", "ต.ค. ๖๕"},
                                 {"", ""},
                                 {"มาตรการที่ ๒", "ข"},
                                 {"ผู้รับผิดชอบ", "กองคลัง"},
                                 {"ระยะเวลา", "พ.ย. ๖๕"}});
  EXPECT_EQ(tables_of({part(&two)}), "0:title,responsible,period,/1 0:title,responsible,period,/1");
}

TEST(RecordTables, OfOneMeasureMayHaveItsTitleAbove) {
  const Table card = test::table({{"วิธีดำเนินการ", "ลงเว็บไซต์"}, {"ผู้รับผิดชอบ", "กองคลัง"}, {"ระยะเวลา", "ต.ค. ๖๕"}, {"ผลการดำเนินการ", "ครบ"}});
  const Line title = test::line("มาตรการที่ ๒ เปิดเผยแผนจัดซื้อ"), more = test::line("ให้ประชาชนทราบ"), other = test::line("ให้ประชาชนทราบ");
  const auto above = [](const Line& line) {
    OrderedPart out;
    out.reading = text::reading_of(line, 1);
    out.line = &line;
    out.page = 1;
    return out;
  };
  const ReadingOrder flow{above(title), above(more), part(&card)};
  EXPECT_EQ(tables_of(flow), "2:title,method,responsible,period,result,/1");
  EXPECT_EQ(test::at(*record_tables(flow, test::schemas()).front().turned, 1, 0).text, "มาตรการที่ ๒ เปิดเผยแผนจัดซื้อ\nให้ประชาชนทราบ");
  EXPECT_EQ(tables_of({above(other), part(&card)}), "");
  EXPECT_FALSE(record_tables(flow, test::schemas()).front().map.weak_title);
  const Line activity = test::line("กิจกรรมที่ ๑ วันเด็ก");
  EXPECT_TRUE(record_tables({above(activity), part(&card)}, test::schemas()).front().map.weak_title) << "of measures only where the document says so";
  // Or over both columns.
  Table within = test::table({{"มาตรการที่ ๑ เปิดเผย", "|"},
                              {"ผู้รับผิดชอบ", "กองคลัง"},
                              {"ระยะเวลา", "ต.ค. ๖๕"},
                              {"มาตรการที่ ๒ ตรวจ", "|"},
                              {"ผู้รับผิดชอบ", "กองช่าง"},
                              {"ระยะเวลา", "พ.ย. ๖๕"}});
  test::at(within, 0, 0).column_span = test::at(within, 3, 0).column_span = 2;
  EXPECT_EQ(tables_of({part(&within)}), "0:title,responsible,period,/1 0:title,responsible,period,/1");
}

}  // namespace record_tables_test
}  // namespace banthuek::document
