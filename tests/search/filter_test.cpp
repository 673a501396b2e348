#include "pipeline/search/filter.h"

#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"
#include "pipeline/search/searcher.h"
#include "tests/source_dir.h"
#include "tests/store/samples.h"

namespace banthuek::search {
namespace filter_test {

TEST(CheckDate, TakesDaysMonthsAndYearsOfTheCommonEra) {
  for (const char* date : {"1900", "2200", "2023-01", "2023-12", "2023-01-31", "2023-04-30", "2024-02-29", "2000-02-29", "2023-02-28"})
    EXPECT_EQ(message_of([&] { check_date("--from", date); }), "") << date;
  for (const char* date : {"", "x", "999", "1899", "2201", "2566", "2023-13", "2023-", "2023-04-", "2023-04-05-06", "10000", "23-04-05"})
    EXPECT_EQ(message_of([&] { check_date("--from", date); }),
              std::string("--from: '") + date + "' is no date; write it in the common era as 2023, 2023-04 or 2023-04-30");
  const std::pair<const char*, int> days[] = {{"2023-01-32", 31}, {"2023-02-29", 28}, {"1900-02-29", 28}, {"2100-02-29", 28},
                                              {"2024-02-30", 29}, {"2000-02-30", 29}, {"2023-03-32", 31}, {"2023-04-31", 30},
                                              {"2023-05-32", 31}, {"2023-06-31", 30}, {"2023-07-32", 31}, {"2023-08-32", 31},
                                              {"2023-09-31", 30}, {"2023-10-32", 31}, {"2023-11-31", 30}, {"2023-12-32", 31}};
  for (const auto& [date, last] : days)
    EXPECT_EQ(message_of([&, date = date] { check_date("--to", date); }),
              std::string("--to: '") + date + "' is no date, as that month has " + std::to_string(last) + " days; write another day");
}

TEST(Filters, AreThereWhereAnyOfThemIs) {
  EXPECT_FALSE(Filters{}.any());
  const std::function<void(Filters&)> each[] = {
      [](Filters& f) { f.year_from = 1; },       [](Filters& f) { f.year_to = 1; },       [](Filters& f) { f.offices = {"x"}; },
      [](Filters& f) { f.types = {"x"}; },       [](Filters& f) { f.districts = {"x"}; }, [](Filters& f) { f.provinces = {"x"}; },
      [](Filters& f) { f.groups = {"x"}; },      [](Filters& f) { f.statuses = {"x"}; },  [](Filters& f) { f.period_from = 1; },
      [](Filters& f) { f.period_to = 1; },       [](Filters& f) { f.confidence = 0.1; },  [](Filters& f) { f.findings = Want::kYes; },
      [](Filters& f) { f.reviewed = Want::kNo; }};
  for (const auto& set : each) {
    Filters filters;
    set(filters);
    EXPECT_TRUE(filters.any());
  }
}

// On measures that wait and on indexed ones.
class Filtered : public testing::TestWithParam<bool> {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  Searcher searcher{store, read_vocabulary(test::source_dir() / "schemas/vocabularies/search.toml")};
  int files = 0;

  void put(const Document& d) { store.put_file(stored_file(std::to_string(++files), d)); }
  // Ids of the measures that pass, in order.
  std::string pass(const std::function<void(Filters&)>& set) {
    if (GetParam()) store.finish();
    SearchOptions options;
    set(options.filters);
    std::string out;
    for (const std::int64_t id : searcher.all_ids("", options)) out += (out.empty() ? "" : " ") + std::to_string(id);
    return out;
  }
  // What is said of filters that hold a value which no document has.
  std::string refused(const std::function<void(Filters&)>& set) {
    return message_of([&] { pass(set); });
  }
  std::string facet(index::Column column, const std::string& query) {
    if (GetParam()) store.finish();
    SearchOptions options;
    options.counting = Counting::kFacets;
    std::string out;
    const SearchResult result = searcher.search(query, options);
    for (const FacetCount& count : result.facets.at(column)) out += (out.empty() ? "" : ", ") + count.value + " " + std::to_string(count.count);
    return out;
  }
};
INSTANTIATE_TEST_SUITE_P(WaitingAndIndexed, Filtered, testing::Bool());

TEST_P(Filtered, PeriodsOverlapWithTheirFirstAndLastDay) {
  Document d = report_of();
  d.measures.clear();
  const auto add = [&](const MaybeField& start, const MaybeField& end) {
    d.measures.push_back(measure("ก"));
    d.measures.back().period = PeriodField{field("p"), start, end, std::nullopt};
  };
  add(field("2023-03-10"), field("2023-03-20"));  // 1
  add(field("2023-03-10"), std::nullopt);         // 2: some thirty days
  add(std::nullopt, field("2023-03-20"));         // 3: from ever
  add(std::nullopt, std::nullopt);                // 4: never
  add(field("2023-03"), field("2023-03"));        // 5: the whole month
  put(d);
  const auto between = [&](std::uint32_t from, std::uint32_t to) {
    return pass([&](Filters& f) {
      f.period_from = from;
      f.period_to = to;
    });
  };
  EXPECT_EQ(between(0, 20230309), "3 5");
  EXPECT_EQ(between(0, 20230310), "1 2 3 5");
  EXPECT_EQ(between(0, 20230228), "3");
  EXPECT_EQ(between(0, 20230301), "3 5");
  EXPECT_EQ(between(20230320, 0), "1 2 3 5");
  EXPECT_EQ(between(20230321, 0), "2 5");
  EXPECT_EQ(between(20230331, 0), "2 5");
  EXPECT_EQ(between(20230332, 0), "2");
  EXPECT_EQ(between(20230340, 0), "2");
  EXPECT_EQ(between(20230341, 0), "");
  EXPECT_EQ(between(20230321, 20230325), "2 5");
}

TEST_P(Filtered, YearsAndConfidencesAreFromAndTo) {
  for (const char* year : {"2564", "2565", "2566", ""}) {
    Document d = report_of();
    d.fiscal_year = *year ? MaybeField(field(year)) : std::nullopt;
    d.measures = {measure("ก")};
    d.measures[0].title->confidence = *year ? 0.8 : 0.5004;
    put(d);
  }
  const auto years = [&](std::optional<int> from, std::optional<int> to) {
    return pass([&](Filters& f) {
      f.year_from = from;
      f.year_to = to;
    });
  };
  EXPECT_EQ(years(2565, std::nullopt), "2 3");
  EXPECT_EQ(years(std::nullopt, 2565), "1 2");
  EXPECT_EQ(years(2565, 2565), "2");
  EXPECT_EQ(years(2566, 2565), "");
  EXPECT_EQ(years(1, std::nullopt), "1 2 3");
  EXPECT_EQ(years(std::nullopt, 9999), "1 2 3");
  const auto sure = [&](double least) { return pass([&](Filters& f) { f.confidence = least; }); };
  EXPECT_EQ(sure(0.0001), "1 2 3 4");
  EXPECT_EQ(sure(0.5), "1 2 3 4");
  EXPECT_EQ(sure(0.5004), "1 2 3 4") << "thousandths";
  EXPECT_EQ(sure(0.5006), "1 2 3");
  EXPECT_EQ(sure(0.8), "1 2 3");
  EXPECT_EQ(sure(0.8006), "");
}

TEST_P(Filtered, OfficesAndTypesMayBeWrittenShortAndOtherValuesAsTheyAre) {
  Document d = report_of("เทศบาลตำบลสมมุติ");
  d.organisation.type = field("เทศบาลตำบล");
  d.organisation.province = field("ทต.");
  d.measures = {measure("ก")};
  put(d);
  d.organisation.province = field("เทศบาลตำบล");
  put(d);
  EXPECT_EQ(pass([](Filters& f) { f.offices = {" ทต.สมมุติ "}; }), "1 2");
  EXPECT_EQ(pass([](Filters& f) { f.offices = {"เทศบาลตำบล  สมมุติ"}; }), "1 2") << "spaces do not count";
  EXPECT_EQ(refused([](Filters& f) { f.offices = {"เทศบาลตำบล"}; }), "office: 'เทศบาลตำบล' is in no document; did you mean เทศบาลตำบลสมมุติ?")
      << "the whole name";
  EXPECT_EQ(pass([](Filters& f) { f.types = {"ทต."}; }), "1 2");
  EXPECT_EQ(pass([](Filters& f) { f.provinces = {"ทต."}; }), "1");
  EXPECT_EQ(pass([](Filters& f) { f.provinces = {"\nเทศบาลตำบล"}; }), "2");
  EXPECT_NE(refused([](Filters& f) { f.districts = {"เทศบาลตำบลสมมุติ"}; }), "") << "the value of another column";
  EXPECT_NE(refused([](Filters& f) { f.provinces = {""}; }), "");
}

TEST_P(Filtered, FacetsCountEveryValueTheMostFirst) {
  const std::tuple<const char*, const char*, const char*> offices[] = {
      {"ก", "ชนิดหนึ่ง", "2566"}, {"ข", "ชนิดสอง", "2565"}, {"ข", "ชนิดสอง", ""}, {"", "ชนิดหนึ่ง", "2565"}};
  for (const auto& [office, type, year] : offices) {
    Document d = report_of();
    d.organisation.name = *office ? MaybeField(field(office)) : std::nullopt;
    d.organisation.type = field(type);
    d.fiscal_year = *year ? MaybeField(field(year)) : std::nullopt;
    d.measures = {measure("งบ"), measure("งบ")};
    d.measures[0].status.reset();
    d.measures[1].group = field("EIT");
    d.findings = {{"doubt", Severity::kWarning, 1, "measures/1/title", "", "", ""}};
    put(d);
  }
  put(report_of());
  store.set_reviewed(store::document_key(base::sha256_hex("1"), 1), store::Reviewed::kYes);
  EXPECT_EQ(facet(index::Column::kOffice, "งบ"), "ข 4,  2, ก 2, องค์การบริหารส่วนตำบลบ้านสมมุติ 1");
  EXPECT_EQ(facet(index::Column::kType, "งบ"), "ชนิดสอง 4, ชนิดหนึ่ง 4, อบต. 1");
  EXPECT_EQ(facet(index::Column::kYear, "งบ"), "2565 4, 2566 3,  2");
  EXPECT_EQ(facet(index::Column::kGroup, "งบ"), "IIT 5, EIT 4");
  EXPECT_EQ(facet(index::Column::kStatus, "งบ"), "done 5,  4");
  EXPECT_EQ(facet(index::Column::kProvince, "งบ"), "สมมุติบุรี 9");
  EXPECT_EQ(facet(index::Column::kDistrict, "งบ"), "เมืองสมมุติ 9");
  EXPECT_EQ(facet(index::Column::kFlags, "งบ"), "findings 4, reviewed 2");
  EXPECT_EQ(facet(index::Column::kOffice, "ไม่มี"), "");
  EXPECT_EQ(facet(index::Column::kFlags, "ไม่มี"), "findings 0, reviewed 0");
  SearchOptions options;
  EXPECT_TRUE(searcher.search("งบ", options).facets.empty()) << "not asked for";
  options.counting = Counting::kFacets;
  EXPECT_EQ(searcher.search("งบ", options).facets.size(), 9u);
}

}  // namespace filter_test
}  // namespace banthuek::search
