#include "extractors/check/table_sums.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"

namespace banthuek::check {
namespace table_sums_test {

struct Row {
  const char *name, *figure;
  bool is_sum = false;
};

// Findings of a table of one column of figures: "value: reading".
std::string findings(const std::string& heading, const std::vector<Row>& rows, CellType type = CellType::kMoney) {
  Document d;
  DataTable t;
  t.first_page = t.last_page = 4;
  t.columns = {{test::field("รายการ"), CellType::kText}, {test::field(heading), type}};
  for (const Row& row : rows) {
    DataRow out;
    out.is_sum = row.is_sum;
    const bool figure = std::string_view(row.figure).find_first_not_of("0123456789.") == std::string_view::npos && *row.figure;
    out.cells = {{test::field(row.name), CellType::kText}, {test::field(row.figure, test::kSomewhere, 5), figure ? type : CellType::kText}};
    t.rows.push_back(std::move(out));
  }
  d.tables = {DataTable{}, t};
  check_sums(d);
  std::string out;
  for (const Finding& f : d.findings) out += f.code + " " + f.field + " p" + std::to_string(f.page) + " " + f.value + ": " + f.reading + "\n";
  return out;
}

TEST(Sums, ThatAgreeAreNoFinding) {
  EXPECT_EQ(findings("วงเงิน", {{"ก", "100"}, {"ข", "250.50"}, {"รวม", "350.50", true}}), "");
  EXPECT_EQ(findings("วงเงิน", {{"ก", "100"}, {"ข", "-"}, {"ค", ""}, {"ง", "50"}, {"รวม", "150", true}}), "");
}

TEST(Sums, ThatDifferAreOneWithWhatTheRowsAddUpTo) {
  EXPECT_EQ(findings("วงเงิน", {{"ก", "100"}, {"ข", "250"}, {"รวม", "360", true}}), "sum_differs tables/1/rows/2/1 p5 360: 350\n");
  EXPECT_EQ(findings("จำนวน", {{"ก", "1"}, {"ข", "2"}, {"รวม", "4", true}}, CellType::kNumber), "sum_differs tables/1/rows/2/1 p5 4: 3\n");
}

TEST(Sums, OfAYearsMoneyAreJudgedThoughTheHeadingNamesTheYear) {
  EXPECT_NE(findings("งบประมาณ ประจำปี ๒๕๖๖", {{"ก", "100"}, {"ข", "250"}, {"รวม", "360", true}}), "");
}

TEST(Sums, OfPartsAndOfAllAreBothSums) {
  const std::vector<Row> rows = {{"ก", "1"}, {"ข", "2"}, {"รวม", "3", true}, {"ค", "4"}, {"ง", "5"}, {"รวม", "9", true}, {"รวมทั้งสิ้น", "12", true}};
  EXPECT_EQ(findings("จำนวน", rows, CellType::kNumber), "");
}

TEST(Sums, OfWhatIsNotAddedUpAreNotJudged) {
  for (const char* heading : {"ร้อยละ", "คะแนนเฉลี่ย", "ปี พ.ศ.", "ข้อมูล / ปี", "ลำดับที่", "ราคากลาง"})
    EXPECT_EQ(findings(heading, {{"ก", "100"}, {"ข", "250"}, {"รวม", "360", true}}), "") << heading;
  EXPECT_EQ(findings("จำนวน", {{"ก", "10"}, {"ข", "20"}, {"รวม", "15", true}}, CellType::kNumber), "");   // the mean
  EXPECT_EQ(findings("จำนวน", {{"ก", "10"}, {"ข", "มาก"}, {"รวม", "15", true}}, CellType::kNumber), "");  // not all are figures
  EXPECT_EQ(findings("จำนวน", {{"ก", "10"}, {"รวม", "15", true}}, CellType::kNumber), "");                // a single row may be one of several
  EXPECT_EQ(findings("หมายเหตุ", {{"ก", "10"}, {"ข", "20"}, {"รวม", "15", true}}, CellType::kText), "");
}

}  // namespace table_sums_test
}  // namespace banthuek::check
