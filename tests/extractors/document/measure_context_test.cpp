// Which tables are of measures: by their headings, or by what is said above them.
#include "extractors/document/measure_context.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace measure_context_test {

using test::table;

const std::vector<std::string> kWeak{"ที่", "โครงการ/กิจกรรม", "ผู้รับผิดชอบ", "ระยะเวลา"}, kStrong{"ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"};
const std::vector<std::string> kRow{"๑", "ก", "กองคลัง", "ต.ค. ๖๕"};

// How many of the tables of records behind the lines stay.
std::size_t kept(const std::vector<std::string>& lines, const std::vector<std::string>& headings, std::string_view title = {}) {
  const Table one = table({headings, kRow, kRow});
  ReadingOrder flow;
  for (const std::string& text : lines) {
    flow.emplace_back();
    flow.back().page = 1;
    flow.back().reading = test::quote(text);
  }
  flow.emplace_back();
  flow.back().page = 1;
  flow.back().table = &one;
  auto tables = record_tables(flow, test::schemas());
  EXPECT_EQ(tables.size(), 1u);
  return without_other_matters(std::move(tables), flow, title, test::schemas()).size();
}

TEST(MeasureContext, OfProjectsIsATitleOrAHeadingThatSaysSo) {
  EXPECT_EQ(kept({"แผนพัฒนาท้องถิ่น"}, kWeak, "แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ - ๒๕๗๐)"), 0u);
  EXPECT_EQ(kept({}, kWeak, "แผนการจัดซื้อจัดจ้าง"), 0u);
  EXPECT_EQ(kept({}, kWeak), 0u);
  EXPECT_EQ(kept({}, kWeak, "แผนปฏิบัติการป้องกันการทุจริต ประจำปี ๒๕๖๖"), 1u);
  EXPECT_EQ(kept({"แผนปฏิบัติการป้องกันการทุจริต"}, kWeak, "คำสั่ง"), 1u);
  EXPECT_EQ(kept({"แผนปฏิบัติการป้องกัน", "การทุจริตและประพฤติมิชอบ"}, kWeak), 1u);
  EXPECT_EQ(kept({"๑. แผนปฏิบัติการป้องกันการทุจริต"}, kWeak), 1u) << "headings are numbered too";
  EXPECT_EQ(kept({"แผนปฏิบัติการป้องกันการทุจริต", "ก", "ข", "ค", "ง", "จ", "ฉ"}, kWeak), 0u) << "six lines above";
}

TEST(MeasureContext, IsNoExampleOfHowATableIsFilledIn) {
  EXPECT_EQ(kept({"๒. ตัวอย่างแบบฟอร์มติดตามมาตรการ"}, kStrong), 0u);
  EXPECT_EQ(kept({"(ตัวอย่าง)", "แบบติดตามมาตรการ"}, kStrong), 0u);
  EXPECT_EQ(kept({"ตัวอย่าง", "ก", "มาตรการของเทศบาล"}, kStrong), 1u) << "of what is above";
  EXPECT_EQ(kept({"มาตรการเป็นตัวอย่างที่ดี"}, kStrong), 1u);
}

TEST(MeasureContext, IsNoRunningText) {
  const std::string plan = "แผนปฏิบัติการป้องกันการทุจริต";  // 29 characters
  const auto padded = [&](std::size_t characters) { return plan + " " + std::string(characters - text::to_u32(plan).size() - 1, 'x'); };
  EXPECT_EQ(kept({padded(129)}, kWeak), 1u);
  EXPECT_EQ(kept({padded(130)}, kWeak), 0u) << "of 130 characters and more";
}

TEST(MeasureContext, OfMeasuresNeedsNone) { EXPECT_EQ(kept({}, kStrong, "แผนการจัดซื้อจัดจ้าง"), 1u); }

// Items of what an office discloses and how far they are, in a memo about the assessment.
TEST(MeasureContext, IsNoListOfItems) {
  const auto kept_items = [](const std::vector<std::string>& headings, const char* mark) {
    std::vector<std::vector<std::string>> rows{headings};
    for (const char* number : {"8", "12", "๑๕"}) rows.push_back({mark + std::string(number), "ข้อมูลสมมุติ " + std::string(number), "กองคลัง", "ครบถ้วน"});
    const Table one = table(rows);
    ReadingOrder flow(1);
    flow[0].page = 1;
    flow[0].table = &one;
    return without_other_matters(record_tables(flow, test::schemas()), flow, "รายงานผลตามมาตรการส่งเสริมคุณธรรม", test::schemas()).size();
  };
  const std::vector<std::string> of_items{"ข้อ", "ประเด็น", "ผู้รับผิดชอบ", "สถานะ"}, of_measures{"ข้อ", "มาตรการ", "ผู้รับผิดชอบ", "สถานะ"};
  EXPECT_EQ(kept_items(of_items, ""), 1u);
  EXPECT_EQ(kept_items(of_items, "O"), 0u);
  EXPECT_EQ(kept_items(of_items, "MOIT "), 0u);
  EXPECT_EQ(kept_items(of_measures, "O"), 1u) << "a measure an item";
}

TEST(MeasureContext, StandsInTheTablesHeadingsToo) {
  EXPECT_EQ(kept({}, {"ที่", "ตัวชี้วัดของการประเมิน ITA", "ผู้รับผิดชอบ", "ระยะเวลา"}), 1u);
  EXPECT_EQ(kept({}, {"ที่", "กิจกรรม", "ผู้รับผิดชอบ", "ผลการดำเนินการตามมาตรการ"}), 1u);
}

}  // namespace measure_context_test
}  // namespace banthuek::document
