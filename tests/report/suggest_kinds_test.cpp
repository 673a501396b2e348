// Kinds of records that tables suggest: which tables are one group, what is counted of a group, and the file that is begun with.
#include "pipeline/report/suggest_kinds.h"

#include <gtest/gtest.h>

#include "pipeline/base/schemas_loader.h"
#include "tests/source_dir.h"
#include "tests/store/samples.h"

namespace banthuek::report {
namespace suggest_kinds_test {

using Rows = std::vector<std::vector<std::string>>;

DataTable table_of(const std::vector<std::string>& headings, const Rows& rows, std::vector<CellType> types = {}, int page = 1) {
  DataTable out;
  out.first_page = out.last_page = page;
  types.resize(headings.size(), CellType::kText);
  for (std::size_t c = 0; c < headings.size(); ++c) out.columns.push_back({headings[c].empty() ? Field{} : field(headings[c]), types[c]});
  for (const auto& row : rows) {
    DataRow& to = out.rows.emplace_back();
    for (std::size_t c = 0; c < row.size(); ++c) to.cells.push_back({row[c].empty() ? Field{} : field(row[c]), types[c]});
  }
  return out;
}

class SuggestedKinds : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  int files = 0;

  void put(std::vector<DataTable> tables, const std::string& office = "เทศบาลหนึ่ง") {
    Document d = report_of(office);
    if (office.empty()) d.organisation.name.reset();
    d.tables = std::move(tables);
    store.put_file(stored_file(std::to_string(++files), d));
  }
  // A group a line: its tables, rows, offices, documents, and its columns.
  std::string groups() {
    std::string out;
    for (const TableGroup& g : group_tables(store)) {
      out += std::to_string(g.tables) + " " + std::to_string(g.rows) + " " + std::to_string(g.offices) + " " + std::to_string(g.documents) + ":";
      for (const SuggestedColumn& c : g.columns) {
        out += " " + (c.heading.empty() ? "-" : c.heading) + "/" + name_of(c.type) + "/" + std::to_string(c.filled);
        for (const std::string& other : c.others) out += "|" + other;
      }
      out += "\n";
    }
    return out;
  }
};

const std::vector<std::string> kHeadings = {"ลำดับที่", "ชื่อหลักสูตร", "ค่าใช้จ่าย", "สถานที่อบรม"};

TEST_F(SuggestedKinds, AreTablesWithTheSameHeadingsMisreadOrNotTheMostFirst) {
  put({table_of({"ชื่อถนน", "ความยาว"}, {{"ก", "1"}, {"ข", "2"}, {"ค", "3"}})});
  put({table_of({"รายการพัสดุ", "ผู้ตรวจรับ"}, {{"ก", "ข"}})}, "");
  put({table_of(kHeadings, {{"1", "ก", "900", "ข"}}), table_of({"ลำดับที่", "ชื่อหลักสูตร", "ค่าใช้จาย", "สถานที่อบรม"}, {{"2", "", "", "ค"}})});
  put({table_of({"สถานที่อบรม", "ค่าใช้จ่าย", "ชื่อหลักสูตร"}, {{"ง", "5", "จ"}})}, "เทศบาลสอง");
  EXPECT_EQ(groups(),
            "3 3 2 2: ลำดับที่/text/2 ชื่อหลักสูตร/text/2 ค่าใช้จ่าย/text/2|ค่าใช้จาย สถานที่อบรม/text/3\n"
            "1 3 1 1: ชื่อถนน/text/3 ความยาว/text/3\n"
            "1 1 0 1: รายการพัสดุ/text/1 ผู้ตรวจรับ/text/1\n");
}

TEST_F(SuggestedKinds, HaveThreeQuartersOfTheHeadingsOfTheWiderTableInCommon) {
  put({table_of(kHeadings, {{"1", "ก", "900", "ข"}})});
  put({table_of({"ชื่อหลักสูตร", "ค่าใช้จ่าย"}, {{"ก", "1"}})});                                         // two of four
  put({table_of({"ชื่อหลักสูตร", "ค่าใช้จ่าย", "ลำดับที่", "", "หมายเหตุอื่น"}, {{"ก", "1", "2", "", ""}})});  // three of four
  put({table_of({"ชื่อหลักสูตร", "วันเดือนปี"}, {{"ก", "1"}})});                                         // one in common with any
  EXPECT_EQ(groups(),
            "2 2 1 2: ลำดับที่/text/2 ชื่อหลักสูตร/text/2 ค่าใช้จ่าย/text/2 สถานที่อบรม/text/1\n"
            "1 1 1 1: ชื่อหลักสูตร/text/1 ค่าใช้จ่าย/text/1\n"
            "1 1 1 1: ชื่อหลักสูตร/text/1 วันเดือนปี/text/1\n");
}

TEST_F(SuggestedKinds, AreNoTablesThatAreKnownEmptyOrWithoutHeadings) {
  DataTable known = table_of(kHeadings, {{"1", "ก", "900", "ข"}});
  known.layout = "training";
  put({known, table_of(kHeadings, {}), table_of({"", "ชื่อหลักสูตร", ""}, {{"1", "ก", "2"}})});
  EXPECT_EQ(groups(), "");
}

TEST_F(SuggestedKinds, HaveTheCommonestWordingAndTypeOfEachColumn) {
  const auto one = [](const std::string& cost, CellType type) { return table_of({"ชื่อหลักสูตร", cost}, {{"ก", "900"}}, {CellType::kText, type}); };
  put({one("ค่าใช้จ่ายรวม", CellType::kText), one("ค่าใช้จ่าย รวม", CellType::kMoney), one("ค่าใช้จ่าย รวม", CellType::kMoney)});
  put({one("ค่าใช้จ่ายรวม1", CellType::kNumber), one("ค่าใช้จ่ายรวม2", CellType::kMoney), one("ค่าใช้จ่ายรวม3", CellType::kText)});
  put({one("ค่าใช้จ่ายรวม4", CellType::kText), one("ค่าใช้จ่ายรวม5", CellType::kText)});
  EXPECT_EQ(groups(),
            "8 8 1 3: ชื่อหลักสูตร/text/8 "
            "ค่าใช้จ่าย รวม/text/8|ค่าใช้จ่ายรวม|ค่าใช้จ่ายรวม1|ค่าใช้จ่ายรวม2|ค่าใช้จ่ายรวม3|ค่าใช้จ่ายรวม4\n")
      << "six wordings at most";
}

TEST_F(SuggestedKinds, ShowTheFirstTwoRowsOfTheFirstTable) {
  put({table_of(kHeadings, {{"1", "ก", "900", " ข  ค "}, {"2", "", "5", "ง"}, {"3", "จ", "", ""}}, {}, 2),
       table_of(kHeadings, {{"9", "ก", "900", "ข"}})});
  const std::vector<TableGroup> found = group_tables(store);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].first, (Rows{{"1", "ก", "900", "ข ค"}, {"2", "", "5", "ง"}}));
  EXPECT_EQ(found[0].page, 2);
  EXPECT_EQ(found[0].document, store::document_key(base::sha256_hex("1"), 1));
}

schema::Schemas schemas_with(const std::string& kind) {
  std::vector<schema::SchemaText> texts = base::read_schema_texts(test::source_dir() / "schemas");
  std::erase_if(texts, [](const schema::SchemaText& text) { return text.file.starts_with("records/"); });
  if (!kind.empty()) texts.push_back({"records/known.toml", kind});
  return schema::load_schemas(texts);
}

constexpr const char* kKnown = R"([record]
name = "known"
version = 1
about = "Trainings."
title = { th = "อบรม", en = "Trainings" }
needs = ["course", "cost"]

[[field]]
name = "course"
title = { th = "หลักสูตร", en = "Course" }
type = "text"
headings = ["ชื่อหลักสูตร", "วิชาที่สอน"]

[[field]]
name = "cost"
title = { th = "ค่าใช้จ่าย", en = "Cost" }
type = "money"
headings = ["ค่าใช้จ่าย"]
units = ["บาท", "บ."]

[[sample]]
table = """
ชื่อหลักสูตร | ค่าใช้จ่าย
ก | 900 บาท
"""
gives = [ { course = "ก", cost = "900" } ]
)";

TableGroup group_of(const std::vector<std::string>& headings, const std::vector<CellType>& types, const std::vector<std::size_t>& filled,
                    const Rows& first) {
  TableGroup out;
  out.tables = 3, out.offices = 2, out.first = first;
  for (std::size_t c = 0; c < headings.size(); ++c) out.columns.push_back({headings[c], {}, types[c], filled[c]});
  return out;
}

TEST(SuggestedKind, IsAFileWithTheNamesAndUnitsOfKnownFields) {
  TableGroup group = group_of({"วิชาที่สอน", "ชื่อหลักสูตร", "ค่าใช้จ่าย", "", "จำนวน|คน"},
                              {CellType::kText, CellType::kText, CellType::kText, CellType::kText, CellType::kNumber}, {2, 9, 5, 9, 4},
                              {{"ก\"ข\\", "การเขียน", "900 บาท", "x", "3"}, {"", "ระเบียบ", "", "", ""}});
  group.columns[1].others = {"หลักสูตรที่อบรม", ""};
  EXPECT_EQ(suggest_kind(group, "mine", schemas_with(kKnown)), R"([record]
name = "mine"
version = 1
about = "Suggested by 3 tables of 2 offices."
title = { th = "mine", en = "mine" }
needs = ["column_2", "cost"]

[[field]]
name = "course"
title = { th = "วิชาที่สอน", en = "Course" }
type = "text"
headings = ["วิชาที่สอน"]
search = true

[[field]]
name = "column_2"
title = { th = "ชื่อหลักสูตร", en = "Column 2" }
type = "text"
headings = ["ชื่อหลักสูตร", "หลักสูตรที่อบรม"]
search = true

[[field]]
name = "cost"
title = { th = "ค่าใช้จ่าย", en = "Cost" }
type = "money"
headings = ["ค่าใช้จ่าย"]
units = ["บาท", "บ."]
facet = "range"

[[field]]
name = "column_5"
title = { th = "จำนวน|คน", en = "Column 5" }
type = "number"
headings = ["จำนวน|คน"]
facet = "range"

[[sample]]
table = """
วิชาที่สอน | ชื่อหลักสูตร | ค่าใช้จ่าย |  | จำนวน/คน
กข | การเขียน | 900 บาท | x | 3
 | ระเบียบ |  |  | 
"""
gives = [
  { course = "กข", column_2 = "การเขียน", cost = "900", column_5 = "3" },
]
)") << "a figure of a known field is counted by size, though most of its cells here are words";
}

TEST(SuggestedKind, OfFiguresAloneIsKnownByTheFullestTwo) {
  const TableGroup group =
      group_of({"รวมทั้งสิ้น", "งบประมาณ", "เบิกจ่าย"}, {CellType::kNumber, CellType::kMoney, CellType::kDate}, {1, 7, 8}, {{"1", "2", "3"}});
  const std::string text = suggest_kind(group, "mine", schemas_with(""));
  EXPECT_NE(text.find("needs = [\"column_3\", \"column_2\"]"), std::string::npos) << text;
}

TEST(SuggestedKind, SaysWhatIsToBeMendedWhereItsFileDoesNotHold) {
  const std::string text =
      suggest_kind(group_of({"ชื่อหลักสูตร", "ค่าใช้จ่าย"}, {CellType::kText, CellType::kMoney}, {1, 1}, {{"ก", "900"}}), "Not Plain", schemas_with(""));
  EXPECT_TRUE(text.starts_with("# To be mended: ")) << text;
  EXPECT_EQ(text.find('\n'), text.find("\n[record]\nname = \"Not Plain\"")) << "one line, then the file";
  EXPECT_TRUE(text.ends_with("gives = []\n")) << text;
}

}  // namespace suggest_kinds_test
}  // namespace banthuek::report
