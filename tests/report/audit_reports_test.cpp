#include "pipeline/report/audit_reports.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "pipeline/search/similarity.h"
#include "tests/store/samples.h"
#include "tools/benchmarks/country.h"

namespace banthuek::report {
namespace audit_reports_test {

std::string text(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : "";
}

std::string key_of(int office, int year) { return store::document_key(Country::file(office, year, {}).sha256, 1); }

TEST(Similarity, ASketchEstimatesTheShareInCommon) {
  Country country(3);
  for (int turn = 0; turn < 50; ++turn) {
    const std::string a = country.text(40), b = country.reworded(a);
    const auto ca = index::search_text(a).clusters, cb = index::search_text(b).clusters;
    EXPECT_NEAR(search::estimated_share(search::sketch_of(ca), search::sketch_of(cb)),
                search::share_in_common(search::pieces_of(ca), search::pieces_of(cb)), 0.25);
    EXPECT_LT(search::share_in_common(search::pieces_of(ca), search::pieces_of(index::search_text(country.text(40)).clusters)), 0.3);
  }
  EXPECT_EQ(search::estimated_share(search::sketch_of({}), search::sketch_of({})), 1);
}

// A small country with copies, follow-ups and gaps planted; the whole one is `tools/bench audit`.
class PlantedCountry : public testing::Test {
 protected:
  static constexpr int kOffices = 120, kYears = 3, kMeasures = 4, kFirst = 2564;
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  Country country{5};
  std::set<std::string> whole, altered, follow_ups;
  std::vector<LocalGovernment> all;

  void SetUp() override {
    std::vector<std::vector<Document>> reports(kYears);
    for (int y = 0; y < kYears; ++y)
      for (int o = 0; o < kOffices; ++o) reports[static_cast<std::size_t>(y)].push_back(country.report(o, kFirst + y, kMeasures));
    const auto name = [](int office, int year, int measure) { return key_of(office, year) + "-" + std::to_string(measure + 1); };
    for (int o = 1; o < kOffices; o += 6) {  // copied whole from the office before, and reworded to the one after
      Measure& original = reports[0][static_cast<std::size_t>(o)].measures[0];
      reports[0][static_cast<std::size_t>(o) - 1].measures[0] = original;
      whole.insert(name(o, kFirst, 0));
      whole.insert(name(o - 1, kFirst, 0));
      Measure& other = reports[0][static_cast<std::size_t>(o) + 1].measures[0];
      other.title = original.title;
      other.method = made_field(country.reworded(original.method->value));
      altered.insert(name(o + 1, kFirst, 0));
    }
    for (int o = 0; o < kOffices; o += 4) {  // comes back the year after
      reports[2][static_cast<std::size_t>(o)].measures[1] = reports[1][static_cast<std::size_t>(o)].measures[2];
      follow_ups.insert(name(o, kFirst + 1, 2));
    }
    for (int y = 0; y < kYears; ++y)
      for (int o = 0; o < kOffices; ++o)
        if (!(y == 0 && o % 10 == 9)) store.put_file(Country::file(o, kFirst + y, reports[static_cast<std::size_t>(y)][static_cast<std::size_t>(o)]));
    store.finish();
    for (int o = 0; o < kOffices; ++o) {
      const Country::Office office = country.office(o);
      all.push_back({std::to_string(o), office.name, office.type, office.district, office.province});
    }
  }
};

TEST_F(PlantedCountry, CopiesAreFoundWholeAndReworded) {
  std::set<std::string> found;
  for (const auto& row : copied_measures(store, {std::nullopt, 0.5}).rows) found.insert(text(row[2]));
  int hits = 0, altered_hits = 0, gone = 0;
  for (const std::string& measure : whole) hits += found.contains(measure), gone += !store.document(measure.substr(0, 16)).has_value();
  for (const std::string& measure : altered) altered_hits += found.contains(measure);
  EXPECT_GE(hits + 2 * gone, static_cast<int>(whole.size()));
  EXPECT_GE(altered_hits * 10, static_cast<int>(altered.size()) * 9 - 10 * gone);
  for (const std::string& measure : found) EXPECT_TRUE(whole.contains(measure) || altered.contains(measure)) << measure;
}

TEST_F(PlantedCountry, FollowUpsAreFoundAndTheRestIsGone) {
  std::set<std::string> found;
  for (const auto& row : followed_measures(store, kFirst + 1, FollowUps::kComingBack).rows) found.insert(text(row[0]));
  EXPECT_EQ(found, follow_ups);
  EXPECT_EQ(followed_measures(store, kFirst + 1, FollowUps::kGone).rows.size(), kOffices * kMeasures - follow_ups.size());
  EXPECT_EQ(text(followed_measures(store, kFirst + 2, FollowUps::kAll).rows.front()[6]), "no_report");
}

TEST_F(PlantedCountry, OfficesWithoutAReportAreNamedAndCounted) {
  const AuditTable missing = offices_without_report(store, all, kFirst);
  ASSERT_EQ(missing.rows.size(), 12u);
  for (const auto& row : missing.rows) EXPECT_EQ(std::stoi(text(row[0])) % 10, 9);
  std::int64_t count = 0;
  for (const auto& row : missing_by_province(store, all, kFirst).rows) count += std::get<std::int64_t>(row[3]);
  EXPECT_EQ(count, 12);
  EXPECT_TRUE(offices_without_report(store, all, kFirst + 1).rows.empty());
}

TEST_F(PlantedCountry, StatusesAddUpAndScoresTellTheChange) {
  std::int64_t measures = 0;
  for (const auto& row : status_counts(store).rows) {
    EXPECT_EQ(std::get<std::int64_t>(row[2]) + std::get<std::int64_t>(row[3]) + std::get<std::int64_t>(row[4]) + std::get<std::int64_t>(row[5]),
              std::get<std::int64_t>(row[6]));
    measures += std::get<std::int64_t>(row[6]);
  }
  EXPECT_EQ(measures, store.db().integer("SELECT count(*) FROM measures"));
  const AuditTable scores = score_changes(store);
  EXPECT_EQ(scores.rows.size(), static_cast<std::size_t>(kOffices * kYears - 12));
  for (std::size_t i = 1; i < scores.rows.size(); ++i) {
    if (scores.rows[i][0] != scores.rows[i - 1][0]) continue;
    EXPECT_DOUBLE_EQ(std::get<double>(scores.rows[i][4]), std::get<double>(scores.rows[i][3]) - std::get<double>(scores.rows[i - 1][3]));
  }
}

TEST(Spellings, OfOneOfficeThatDifferInALetterAreNamedWithTheUsualOne) {
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  int number = 0;
  const auto put = [&](const char* office, const char* name, const char* reference) {
    Document d = report_of(office);
    d.signatures = {{field(name), {}, {}, {}}};
    d.memo->reference = field(reference);
    store.put_file(stored_file(std::to_string(++number) + ".pdf", d));
  };
  put("เทศบาลตำบลสมมุติ", "นายทดสอบ ระบบดี", "นม ๕๒๖๐๑/๑");
  put("เทศบาลตำบลสมมุติ", "นายทดสอบ ระบบดี", "นม 52601/22");
  put("เทศบาลตำบลสมมุติ", "นายทดสอบ ระบบคี", "มม ๕๒๖๐๑/๓");
  put("เทศบาลตำบลสมมุติ", "นางทดลอง ใจงาม", "นม ๕๓๘๐๑/๓");
  put("เทศบาลตำบลตัวอย่าง", "นายทดสอบ ระบบคี", "นม ๕๒๖๐๒/๑");
  std::string out;
  for (const auto& row : differing_spellings(store).rows)
    out += text(row[0]) + " " + text(row[2]) + ": " + text(row[3]) + " " + std::to_string(std::get<std::int64_t>(row[4])) + ", " + text(row[6]) +
           " " + std::to_string(std::get<std::int64_t>(row[7])) + "\n";
  EXPECT_EQ(out,
            "เทศบาลตำบลสมมุติ code: มม 52601 1, นม 52601 2\n"
            "เทศบาลตำบลสมมุติ name: นายทดสอบ ระบบคี 1, นายทดสอบ ระบบดี 2\n");
}

TEST(LocalGovernments, AListWithTooFewColumnsIsNamedWithItsLine) {
  TemporaryFolder folder;
  const std::string path = (folder / "list.tsv").string();
  std::ofstream(path) << "dla_code\tname\ttype\tdistrict\tprovince\n1\tx\n";
  try {
    read_local_governments(path);
    FAIL();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), (path + ":2: has 2 columns; write dla_code, name, type, district and province").c_str());
  }
}

}  // namespace audit_reports_test
}  // namespace banthuek::report
