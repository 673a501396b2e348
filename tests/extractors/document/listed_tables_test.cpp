// Lines whose parts stand below each other are a table; charts, posters, signatures side by side and running text are none.
#include "extractors/document/listed_tables.h"

#include <gtest/gtest.h>

#include "extractors/document/data_tables.h"
#include "extractors/text/fold.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace listed_tables_test {

struct At {
  int x = 0;
  std::string text;
};

// A page with a line for each row, its parts at their places; letters are 10 wide, lines 24 high and 40 apart.
Page page_of(const std::vector<std::vector<At>>& rows) {
  Page page;
  page.number = 1, page.width = 1200, page.height = 1700, page.dpi = 200;
  int y = 200;
  for (const auto& parts : rows) {
    Line line;
    for (const At& part : parts) {
      const Box box{part.x, y, 10 * static_cast<int>(text::to_u32(part.text).size()), 24};
      line.text += (line.text.empty() ? "" : " ") + part.text;
      line.words.push_back({part.text, box, 0.99});
      line.box = unite(line.box, box);
    }
    line.confidence = 0.99, line.baseline = y + 20;
    page.flow.push_back({FlowItem::Kind::kLine, static_cast<int>(page.lines.size())});
    page.lines.push_back(std::move(line));
    y += 40;
  }
  return page;
}

// The cells of each table, or "none".
std::string told(const std::vector<std::vector<At>>& rows) {
  const std::vector<Page> pages{page_of(rows)};
  const ReadingOrder flow = make_flow(pages, test::schemas());
  std::string out;
  for (const DataTable& table : extract_tables(flow, {})) {
    for (const DataColumn& c : table.columns) out += c.heading.raw.empty() ? "" : "[" + c.heading.raw + "]";
    for (const DataRow& row : table.rows) {
      out += "\n";
      for (const DataCell& cell : row.cells) out += cell.field.raw + "|";
    }
    out += "\n";
  }
  return out.empty() ? "none" : out;
}

const std::vector<std::vector<At>> kCommittee = {{{120, "คณะกรรมการประกอบด้วย"}},
                                                 {{150, "๑.๑ นายสมมุติ ใจดี"}, {520, "รองปลัด"}, {800, "ประธานกรรมการ"}},
                                                 {{150, "๑.๒ นางสาวตัวอย่าง รักเรียน"}, {520, "นักวิชาการเงินและบัญชี"}, {800, "กรรมการ"}},
                                                 {{150, "๑.๓ นายทดลอง งานมาก"}, {520, "นายช่างโยธาปฏิบัติงาน"}, {800, "กรรมการและ"}},
                                                 {{800, "เลขานุการ"}},
                                                 {{150, "๑.๔ นางสมใจ มีสุข"}, {520, "นิติกร"}, {800, "กรรมการ"}},
                                                 {{120, "มีหน้าที่อำนวยการให้การดำเนินงานเป็นไปด้วยความเรียบร้อยทุกประการ"}}};

TEST(ListedTables, AreCommitteesByTheirColumns) {
  EXPECT_EQ(told(kCommittee),
            "\n๑.๑ นายสมมุติ ใจดี|รองปลัด|ประธานกรรมการ|"
            "\n๑.๒ นางสาวตัวอย่าง รักเรียน|นักวิชาการเงินและบัญชี|กรรมการ|"
            "\n๑.๓ นายทดลอง งานมาก|นายช่างโยธาปฏิบัติงาน|กรรมการและเลขานุการ|"
            "\n๑.๔ นางสมใจ มีสุข|นิติกร|กรรมการ|\n");
}

TEST(ListedTables, AreFiguresUnderTheirHeadings) {
  EXPECT_EQ(told({{{150, "รายการ"}, {520, "จำนวน"}, {800, "ร้อยละ"}},
                  {{150, "พึงพอใจมาก"}, {520, "๑๒๐"}, {800, "๖๐.๐๐"}},
                  {{150, "พึงพอใจ"}, {520, "๖๐"}, {800, "๓๐.๐๐"}},
                  {{150, "เฉย ๆ"}, {520, "๑๖"}, {800, "๘.๐๐"}},
                  {{150, "ไม่พึงพอใจ"}, {520, "๔"}, {800, "๒.๐๐"}}}),
            "[รายการ][จำนวน][ร้อยละ]\nพึงพอใจมาก|๑๒๐|๖๐.๐๐|\nพึงพอใจ|๖๐|๓๐.๐๐|\nเฉย ๆ|๑๖|๘.๐๐|\nไม่พึงพอใจ|๔|๒.๐๐|\n");
}

TEST(ListedTables, WhatElseLinesUpIsNone) {
  auto fewer = kCommittee;
  fewer.erase(fewer.begin() + 5);
  EXPECT_EQ(told(fewer), "none") << "three rows";
  auto stepped = kCommittee;  // a chart: each row in its middle
  for (std::size_t i = 1; i < stepped.size(); ++i) stepped[i][0].x += static_cast<int>(i % 2) * 60;
  EXPECT_EQ(told(stepped), "none");
  auto dashes = kCommittee;  // boxes of a chart with their tasks
  for (auto& row : dashes)
    for (At& part : row) part.text = "- งาน" + part.text.substr(part.text.find_first_not_of("๑๒๓๔.") == 0 ? 0 : part.text.find(' ') + 1);
  EXPECT_EQ(told(dashes), "none");
  EXPECT_EQ(told({{{150, "(นายสมมุติ ใจดี)"}, {520, "(นายทดลอง งานมาก)"}, {850, "(นางสมใจ มีสุข)"}},
                  {{150, "ผู้เสนอโครงการ"}, {520, "ผู้เห็นชอบโครงการ"}, {850, "ผู้อนุมัติ"}},
                  {{150, "นักวิชาการ"}, {520, "รองปลัด"}, {850, "นายกเทศมนตรี"}},
                  {{150, "กองคลัง"}, {520, "สำนักปลัด"}, {850, "เทศบาลตำบล"}}}),
            "none")
      << "signatures side by side";
}

}  // namespace listed_tables_test
}  // namespace banthuek::document
