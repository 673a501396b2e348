// Missing reports, statuses and scores, row by row.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/report/audit_reports.h"
#include "tests/store/samples.h"

namespace banthuek::report {
namespace questions_counts_test {

std::string shown(const SqlValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return nlohmann::json(*real).dump();
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "-";
}

std::vector<std::string> lines(const AuditTable& answer) {
  std::vector<std::string> out;
  for (const auto& row : answer.rows) {
    std::string& line = out.emplace_back();
    for (const SqlValue& value : row) line += (line.empty() ? "" : " ") + shown(value);
  }
  return out;
}

using Lines = std::vector<std::string>;

class Counts : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  int files = 0;

  Document office(const std::string& name, const std::string& district, const std::string& province) {
    Document d = report_of(name);
    d.scores.clear();
    d.ita_result.reset();
    d.organisation.district = district.empty() ? MaybeField() : MaybeField(field(district));
    d.organisation.province = province.empty() ? MaybeField() : MaybeField(field(province));
    return d;
  }
  void put(const Document& d) { store.put_file(stored_file(std::to_string(++files), d)); }
};

const std::vector<LocalGovernment> kAll = {{"3", "อบต.สอง", "อบต.", "ใต้", "ข"},
                                           {"1", "อบต.หนึ่ง", "อบต.", "เหนือ", "ก"},
                                           {"2", "อบต.หนึ่ง", "อบต.", "ใต้", "ก"},
                                           {"4", "ทต.สี่", "ทต.", "กลาง", "ก"},
                                           {"", "ทต.ไร้รหัส", "ทต.", "กลาง", "ก"}};

TEST_F(Counts, OfficesWithoutAReportAreListedByPlace) {
  const AuditTable answer = offices_without_report(store, kAll, 2566);
  EXPECT_EQ(answer.columns, (std::vector<std::string>{"dla_code", "name", "type", "district", "province"}));
  EXPECT_EQ(lines(answer),
            (Lines{"4 ทต.สี่ ทต. กลาง ก", "ทต.ไร้รหัส ทต. กลาง ก", "1 อบต.หนึ่ง อบต. เหนือ ก", "2 อบต.หนึ่ง อบต. ใต้ ก", "3 อบต.สอง อบต. ใต้ ข"}));
  EXPECT_EQ(lines(missing_by_province(store, kAll, 2566)), (Lines{"ก 4 0 4", "ข 1 0 1"}));
}

TEST_F(Counts, AReportCountsForTheOfficeOfItsCode) {
  Document d = office("เขียนผิด", "ที่อื่น", "ที่อื่น");
  d.organisation.dla_code = "2";
  put(d);
  EXPECT_EQ(lines(missing_by_province(store, kAll, 2566)), (Lines{"ก 4 1 3", "ข 1 0 1"}));
  EXPECT_EQ(lines(missing_by_province(store, kAll, 2565)), (Lines{"ก 4 0 4", "ข 1 0 1"}));
  d.organisation.dla_code = "9";
  put(d);
  EXPECT_EQ(lines(missing_by_province(store, kAll, 2566)), (Lines{"ก 4 1 3", "ข 1 0 1"}));
  EXPECT_EQ(missing_by_province(store, kAll, 2566).columns, (std::vector<std::string>{"province", "offices", "reports", "missing"}));
}

TEST_F(Counts, WithoutACodeItCountsForTheOneOfficeThatFits) {
  const std::tuple<const char*, const char*, const char*, int> cases[] = {
      {"อบต.สอง", "", "", 3},         {"อบต.สอง", "ใต้", "ข", 3}, {"อบต.สอง", "อำเภอใต้", "จังหวัดข", 3},
      {"อบต.สอง", "อ.ใต้", "จ. ข", 3}, {" อบต.สอง ", "", "", 3},  {"อบต.สอง", "เหนือ", "", 0},
      {"อบต.สอง", "", "ก", 0},        {"อบต.หนึ่ง", "", "", 0},    {"อบต.หนึ่ง", "", "ก", 0},
      {"อบต.หนึ่ง", "เหนือ", "", 1},     {"อบต.หนึ่ง", "ใต้", "ก", 2}, {"อบต.ไม่มี", "", "", 0}};
  for (const auto& [name, district, province, code] : cases) {
    store::Store one = new_store(folder / ("case" + std::to_string(++files)));
    one.put_file(stored_file("a", office(name, district, province)));
    std::string missing;
    for (const auto& row : offices_without_report(one, kAll, 2566).rows) missing += shown(row[0]);
    std::string expected = "4123";
    if (code) std::erase(expected, static_cast<char>('0' + code));
    EXPECT_EQ(missing, expected) << name << " " << district << " " << province;
  }
}

TEST_F(Counts, TheListOfLocalGovernmentsIsReadLineByLine) {
  const std::string path = (folder / "list.tsv").string();
  std::ofstream(path) << "# a comment\n\ndla_code\tname\ttype\tdistrict\tprovince\n1\tก\tอบต.\tเหนือ\tข\r\n2\tค\tทต.\t\tง\tmore\n";
  const std::vector<LocalGovernment> all = read_local_governments(path);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].code + "|" + all[0].name + "|" + all[0].type + "|" + all[0].district + "|" + all[0].province, "1|ก|อบต.|เหนือ|ข");
  EXPECT_EQ(all[1].code + "|" + all[1].name + "|" + all[1].type + "|" + all[1].district + "|" + all[1].province, "2|ค|ทต.||ง");
  std::ofstream(path) << "# a comment\n\ndla_code\tname\n1\tก\tอบต.\tเหนือ\n";
  EXPECT_EQ(message_of([&] { read_local_governments(path); }), path + ":4: has 4 columns; write dla_code, name, type, district and province");
  const std::string none = (folder / "none.tsv").string();
  EXPECT_EQ(message_of([&] { read_local_governments(none); }), none + ": cannot be opened; give a tab-separated list of local governments");
}

TEST_F(Counts, StatusesAreCountedByProvinceAndYear) {
  Document d = office("หนึ่ง", "", "ข");
  d.measures.assign(4, measure("x"));
  d.measures[1].status = field("in_progress");
  d.measures[2].status = field("not_started");
  d.measures[3].status.reset();
  put(d);
  d.measures = {d.measures[2], d.measures[2], d.measures[1], d.measures[1], d.measures[1]};
  put(d);
  d.fiscal_year = field("2565");
  d.measures.resize(1);
  put(d);
  d.organisation.province = field("ก");
  d.fiscal_year.reset();
  put(d);
  d.organisation.province.reset();
  put(d);
  const AuditTable answer = status_counts(store);
  EXPECT_EQ(answer.columns, (std::vector<std::string>{"province", "year", "done", "in_progress", "not_started", "not_stated", "all"}));
  EXPECT_EQ(lines(answer), (Lines{"- - 0 0 1 0 1", "ก - 0 0 1 0 1", "ข 2565 0 0 1 0 1", "ข 2566 1 4 3 1 9"}));
}

TEST_F(Counts, ScoresTellTheChangeToTheYearBeforeThatHasOne) {
  const auto result = [&](const std::string& name, const std::string& province, const std::string& year, const std::string& score) {
    Document d = office(name, "", province);
    d.ita_result =
        ItaResult{year.empty() ? MaybeField() : MaybeField(field(year)), score.empty() ? MaybeField() : MaybeField(field(score)), {}, {}, {}};
    put(d);
  };
  result("ก", "ข", "2563", "80.10");
  result("ก", "ข", "2565", "85.35");
  result("ก", "ข", "2566", "85.3");
  result("ก", "ข", "2566", "99");
  result("ก", "ข", "2567", "");
  result("ก", "ข", "", "50");
  result("ก", "", "2566", "70");
  result("ค", "ข", "2566", "60");
  Document table = office("", "", "ข");
  table.organisation.name.reset();
  table.fiscal_year = field("2566");
  table.scores = {{field("ค"), {}, {}, {}, field("10"), {}},
                  {field("ง"), {}, {}, {}, field("75.5"), {}},
                  {field("จ"), {}, {}, {}, std::nullopt, {}},
                  {std::nullopt, {}, {}, {}, field("1"), {}}};
  put(table);
  table.fiscal_year = field("2567");
  table.scores.resize(2);
  put(table);
  const AuditTable answer = score_changes(store);
  EXPECT_EQ(answer.columns, (std::vector<std::string>{"office", "province", "year", "score", "change", "from"}));
  EXPECT_EQ(lines(answer), (Lines{"ก - 2566 70.0 - report", "ก ข 2563 80.1 - report", "ก ข 2565 85.35 5.25 report", "ก ข 2566 85.3 -0.05 report",
                                  "ค ข 2566 60.0 - report", "ค ข 2567 10.0 -50.0 table", "ง ข 2566 75.5 - table", "ง ข 2567 75.5 0.0 table"}));
}

}  // namespace questions_counts_test
}  // namespace banthuek::report
