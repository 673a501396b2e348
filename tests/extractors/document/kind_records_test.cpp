#include "extractors/document/kind_records.h"

#include <gtest/gtest.h>

#include "extractors/document/data_tables.h"
#include "extractors/types/error.h"
#include "extractors/values/cell_value.h"
#include "tests/extractors/text_pages.h"
#include "tests/source_dir.h"

namespace banthuek::document {
namespace kind_records_test {

constexpr const char* kKind = R"([record]
name = "training"
about = "x"
title = { th = "อบรม", en = "Trainings" }
needs = ["course", "cost"]
[[field]]
name = "course"
title = { th = "หลักสูตรที่อบรม", en = "Course" }
type = "text"
[[field]]
name = "day"
title = { th = "วันที่อบรม", en = "Day" }
type = "date"
[[field]]
name = "cost"
title = { th = "ค่าใช้จ่าย", en = "Cost" }
type = "money"
units = ["บาท"]
check = { max = 100000 }
[[field]]
name = "form"
title = { th = "รูปแบบการอบรม", en = "Form" }
type = "text"
check = { values = ["ออนไลน์", "ในสถานที่"] }
[[sample]]
table = """
หลักสูตรที่อบรม | ค่าใช้จ่าย
ก | ๑๐ บาท
"""
gives = [{ course = "ก", cost = 10 }]
)";

schema::Schemas with(std::string kind) {
  schema::Schemas out = test::schemas();
  const schema::SchemaText texts[] = {{"records/training.toml", std::move(kind)}};
  out.records = load_schemas(texts).records;
  return out;
}

DataTable table(const std::vector<std::vector<std::string>>& lines) {
  DataTable out;
  for (const std::string& heading : lines.front()) out.columns.push_back({{heading, heading, {}, 0.9, ""}, CellType::kText});
  for (std::size_t r = 1; r < lines.size(); ++r) {
    DataRow& row = out.rows.emplace_back();
    for (const std::string& text : lines[r]) {
      const values::CellValue value = values::cell_value(text, {});
      row.cells.push_back({{text, text.empty() ? "" : value.value, {{2, {1, 2, 3, 4}}}, 0.9, ""}, value.type});
    }
  }
  finish_table(out);
  return out;
}

// "course=ก cost=10 | course=ข" and the findings behind.
std::string told(const std::vector<std::vector<std::string>>& lines) {
  Document d;
  d.tables = {table(lines)};
  extract_records(d, with(kKind), std::nullopt);
  std::string out;
  for (const TableRecord& record : d.records) {
    out += out.empty() ? "" : " | ";
    bool first = true;
    for (const RecordField& field : record.fields)
      if (field.value) out += (first ? "" : " ") + field.name + "=" + field.value->value, first = false;
  }
  for (const Finding& f : d.findings) out += " !" + f.code + "@" + f.field;
  return out;
}

TEST(KindRecords, AreRowsOfTablesWhoseHeadingsNameTheFields) {
  EXPECT_EQ(told({{"หลักสูตรที่อบรม", "วันที่อบรม", "ค่าใช้จ่าย"}, {"ก", "๕ มี.ค. ๒๕๖๖", "๒,๕๐๐ บาท"}, {"ข", "-", "900"}}),
            "course=ก day=2023-03-05 cost=2500 | course=ข cost=900");
  EXPECT_EQ(told({{"หลกสูตรทีอบรม", "ค่าใซ้จ่าย"}, {"ก", "10"}}), "course=ก cost=10") << "letters misread";
  EXPECT_EQ(told({{"การอบรม / หลักสูตรที่อบรม", "การอบรม / ค่าใช้จ่าย"}, {"ก", "10"}}), "course=ก cost=10") << "headings of two levels";
  EXPECT_EQ(told({{"ค่าใช้จ่าย", "หมายเหตุ"}, {"10", "ก"}}), "") << "a needed field is missing";
  EXPECT_EQ(told({{"หลักสูตรที่อบรม", "ค่าใช้จ่าย", "ก", "ข", "ค"}, {"ก", "10", "", "", ""}}), "") << "most headings are of something else";
}

TEST(KindRecords, TakeTheContentAsAWitness) {
  EXPECT_EQ(told({{"หลักสูตรที่อบรม", "ค่าใช้จ่าย", ""}, {"ก", "10", "๕ มี.ค. ๒๕๖๖"}, {"ข", "20", "๖ มี.ค. ๒๕๖๖"}}),
            "course=ก day=2023-03-05 cost=10 | course=ข day=2023-03-06 cost=20")
      << "one field is left that dates may be";
  EXPECT_EQ(told({{"หลักสูตรที่อบรม", "ค่าใช้จ่าย"}, {"ก", "๕ มี.ค. ๒๕๖๖"}, {"ข", "๖ มี.ค. ๒๕๖๖"}}), "") << "dates are no money";
}

TEST(KindRecords, KeepWhatTheirTypeCannotReadAsItStandsAndSaySo) {
  EXPECT_EQ(told({{"หลักสูตรที่อบรม", "ค่าใช้จ่าย", "รูปแบบการอบรม"}, {"ก", "ตามจริง", "ออนไลน"}, {"ข", "999,999", "ทางไกล"}}),
            "course=ก cost=ตามจริง form=ออนไลน์ | course=ข cost=999999 form=ทางไกล !value_unread@records/0/cost !value_out_of_range@records/1/cost "
            "!value_not_listed@records/1/form");
}

TEST(KindRecords, AreNoSumsNoHeadingsOfGroupsAndNoEmptyRows) {
  EXPECT_EQ(told({{"หลักสูตรที่อบรม", "ค่าใช้จ่าย"}, {"ด้านการคลัง", ""}, {"ก", "10"}, {"", "5"}, {"รวม", "15"}}), "course=ก cost=10");
}

TEST(KindFiles, MustGiveWhatTheirSamplesSay) {
  EXPECT_NO_THROW(check_kinds(with(kKind)));
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"cost = 10 }", "cost = 11 }"},
                                                        {"ก | ๑๐ บาท", "ก | สิบ"},
                                                        {"หลักสูตรที่อบรม | ค่า", "รายชื่อ | ค่า"},
                                                        {"[[sample]]", "[[sample]]\ntable = 'a | b'\ngives = []\n[[sample]]"}})
    EXPECT_THROW(check_kinds(with(test::without(kKind, from, to))), Error) << from;
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"name = \"day\"", "name = \"year\""},
                                                        {"name = \"day\"", "name = \"Day\""},
                                                        {"type = \"date\"", "type = \"days\""},
                                                        {"needs = [\"course\", \"cost\"]", "needs = [\"course\"]"},
                                                        {"needs = [\"course\", \"cost\"]", "needs = [\"course\", \"price\"]"},
                                                        {"units =", "unit ="}})
    EXPECT_THROW(with(test::without(kKind, from, to)), Error) << from;
}

TEST(KindFiles, ThatAreShippedHold) {
  std::vector<schema::SchemaText> texts;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "schemas" / "records"))
    if (entry.path().extension() == ".toml") texts.push_back({"records/" + entry.path().filename().string(), test::read_file(entry.path())});
  schema::Schemas schemas = test::schemas();
  schemas.records = load_schemas(texts).records;
  EXPECT_EQ(schemas.records.size(), 4u);
  EXPECT_NO_THROW(check_kinds(schemas));
}

}  // namespace kind_records_test
}  // namespace banthuek::document
