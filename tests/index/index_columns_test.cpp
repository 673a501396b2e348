#include "pipeline/index/index_columns.h"

#include <gtest/gtest.h>

#include <cstring>

#include "pipeline/base/sha256.h"
#include "tests/store/samples.h"

namespace banthuek::index {
namespace index_columns_test {

using Numbers = std::vector<std::uint32_t>;

TEST(Days, AreTheFirstAndTheLastThatADateMayMean) {
  const std::tuple<const char*, std::uint32_t, std::uint32_t> cases[] = {{"2021", 20210101, 20211231},
                                                                         {"2021-10", 20211001, 20211031},
                                                                         {"2021-10-05", 20211005, 20211005},
                                                                         {"1-1-1", 10101, 10101},
                                                                         {"9999", 99990101, 99991231},
                                                                         {"", 0, 0},
                                                                         {"x", 0, 0},
                                                                         {"2021-", 0, 0},
                                                                         {"2021-x", 0, 0},
                                                                         {"2021/10", 0, 0},
                                                                         {"2021-10-05-06", 0, 0},
                                                                         {"2021-10-05x", 0, 0},
                                                                         {"10000", 0, 0},
                                                                         {"2021-10000", 0, 0},
                                                                         {"0", 0, 0},
                                                                         {"2021-10-05 ", 0, 0},
                                                                         {"-2021", 0, 0},
                                                                         {"2021-0-5", 20210105, 20211205},
                                                                         {"2021-02-00", 20210201, 20210231}};
  for (const auto& [iso, first, last] : cases) {
    EXPECT_EQ(first_day(iso), first) << iso;
    EXPECT_EQ(last_day(iso), last) << iso;
  }
}

// The names stand in databases that people have.
TEST(Columns, HaveTheNamesOfTheTable) {
  const char* const names[] = {"year",  "office", "type",       "district", "province", "group", "status",
                               "start", "end",    "confidence", "flags",    "score",    "kind",  "record"};
  ASSERT_EQ(static_cast<std::size_t>(Column::kCount), std::size(names));
  for (std::size_t i = 0; i < std::size(names); ++i) EXPECT_STREQ(name_of(static_cast<Column>(i)), names[i]);
}

class Gathered : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  std::map<std::pair<Column, std::string>, std::uint32_t> given;

  ColumnNumbers gather(std::int64_t first, std::int64_t last) {
    return gather_columns(store.db(), first, last, [&](Column column, const std::string& value) {
      EXPECT_NE(value, "");
      return given.try_emplace({column, value}, static_cast<std::uint32_t>(given.size()) + 100).first->second;
    });
  }
  std::uint32_t number(Column column, const std::string& value) { return given.at({column, value}); }
};

TEST_F(Gathered, HoldWhatFiltersAskFor) {
  Document d = report_of();
  d.measures = {measure("ก"), measure("ข"), measure("ค")};
  d.measures[0].title->confidence = 0.4126;
  d.measures[1].status.reset();
  d.measures[1].group = field("EIT");
  d.measures[1].period->start = field("2022-11-05");
  d.measures[1].period->end.reset();
  d.measures[2].period.reset();
  d.findings = {{"doubt", Severity::kWarning, 1, "measures/2/title", "", "", ""}};
  store.put_file(stored_file("a.pdf", d));
  Document bare;
  bare.first_page = bare.last_page = 1;
  bare.measures.resize(1);
  bare.findings = {{"doubt", Severity::kWarning, 1, "", "", "", ""}};
  store.put_file(stored_file("b.pdf", bare));
  Document nought = report_of("เทศบาลสอง");
  nought.ita_result->score = field("0");
  nought.measures.resize(1);
  nought.findings = {{"doubt", Severity::kWarning, 1, "title", "", "", ""}};
  store.put_file(stored_file("c.pdf", nought));
  store.set_reviewed(store::document_key(base::sha256_hex("b.pdf"), 1), store::Reviewed::kYes);  // written anew: the last id

  ColumnNumbers columns = gather(1, 6);
  EXPECT_EQ(columns.size(), 14u);
  EXPECT_EQ(columns[Column::kDocumentKind], (Numbers{0, 0, 0, 0, 0, 0}));
  const std::uint32_t office = number(Column::kOffice, "องค์การบริหารส่วนตำบลบ้านสมมุติ"), second = number(Column::kOffice, "เทศบาลสอง");
  const std::uint32_t type = number(Column::kType, "อบต."), district = number(Column::kDistrict, "เมืองสมมุติ");
  const std::uint32_t province = number(Column::kProvince, "สมมุติบุรี"), iit = number(Column::kGroup, "IIT"), eit = number(Column::kGroup, "EIT");
  const std::uint32_t done = number(Column::kStatus, "done");
  EXPECT_EQ(given.size(), 8u);
  EXPECT_EQ(columns[Column::kYear], (Numbers{2566, 2566, 2566, 0, 2566, 0}));
  EXPECT_EQ(columns[Column::kOffice], (Numbers{office, office, office, 0, second, 0}));
  EXPECT_EQ(columns[Column::kType], (Numbers{type, type, type, 0, type, 0}));
  EXPECT_EQ(columns[Column::kDistrict], (Numbers{district, district, district, 0, district, 0}));
  EXPECT_EQ(columns[Column::kProvince], (Numbers{province, province, province, 0, province, 0}));
  EXPECT_EQ(columns[Column::kGroup], (Numbers{iit, eit, iit, 0, iit, 0}));
  EXPECT_EQ(columns[Column::kStatus], (Numbers{done, 0, done, 0, done, 0}));
  EXPECT_EQ(columns[Column::kStart], (Numbers{20221001, 20221105, 0, 0, 20221001, 0}));
  EXPECT_EQ(columns[Column::kEnd], (Numbers{20230931, 0, 0, 0, 20230931, 0}));
  EXPECT_EQ(columns[Column::kConfidence], (Numbers{413, 900, 900, 0, 900, 1000}));
  EXPECT_EQ(columns[Column::kFlags], (Numbers{0, 0, kHasFindings, 0, 0, kHasFindings | kIsReviewed}));
  EXPECT_EQ(columns[Column::kScore], (Numbers{8571, 8571, 8571, 0, 1, 0}));
  EXPECT_EQ(gather(3, 3)[Column::kFlags], Numbers{kHasFindings});
  EXPECT_EQ(gather(5, 9)[Column::kScore], (Numbers{1, 0, 0, 0, 0}));
}

TEST_F(Gathered, FindingsOfMeasureTenAreNotThoseOfMeasureOne) {
  Document d = report_of();
  d.measures.resize(11);
  d.findings = {{"doubt", Severity::kWarning, 1, "measures/10/title", "", "", ""}};
  store.put_file(stored_file("a.pdf", d));
  const Numbers flags = gather(1, 11)[Column::kFlags];
  EXPECT_EQ(std::count(flags.begin(), flags.end(), 0u), 10);
  EXPECT_EQ(flags[10], kHasFindings);
}

TEST_F(Gathered, NegativeYearsAndScoresAreNone) {
  Document d = report_of();
  d.measures.resize(1);
  d.fiscal_year = field("-5");
  d.ita_result->score = field("-3");
  store.put_file(stored_file("a.pdf", d));
  EXPECT_EQ(gather(1, 1)[Column::kYear], Numbers{0});
  EXPECT_EQ(gather(1, 1)[Column::kScore], Numbers{1});
}

TEST_F(Gathered, ValuesAreNumberedOnceForEachColumn) {
  database::Database& db = store.db();
  const std::uint32_t a = stored_value_number(db, Column::kOffice, "ก"), b = stored_value_number(db, Column::kDistrict, "ก");
  EXPECT_NE(a, b);
  EXPECT_EQ(stored_value_number(db, Column::kOffice, "ก"), a);
  EXPECT_EQ(stored_value_number(db, Column::kDistrict, "ก"), b);
  EXPECT_EQ(db.integer("SELECT count(*) FROM search_values"), 2);
  EXPECT_EQ(db.integer("SELECT id FROM search_values WHERE facet = 'district' AND value = 'ก'"), b);
}

TEST_F(Gathered, MergedColumnsHoldNoughtsForIdsBetweenSegments) {
  database::Database& db = store.db();
  db.script("INSERT INTO search_segments VALUES (1, 10, 11), (2, 14, 14), (3, 15, 16), (9, 10, 16)");
  const auto columns = [](Numbers numbers) {
    ColumnNumbers all;
    for (int i = 0; i < static_cast<int>(Column::kCount); ++i) {
      all[static_cast<Column>(i)] = numbers;
      for (std::uint32_t& n : numbers) n += 1000;
    }
    return all;
  };
  write_columns(db, 1, columns({1, 2}));
  write_columns(db, 2, columns({3}));
  write_columns(db, 3, columns({4, 5}));
  merge_columns(db, {1, 2, 3}, 9);
  for (int i = 0; i < static_cast<int>(Column::kCount); ++i) {
    database::Statement row = db.prepare("SELECT data FROM search_columns WHERE segment = 9 AND facet = ?");
    ASSERT_TRUE(row.bind(name_of(static_cast<Column>(i))).step()) << i;
    Numbers numbers(row.view(0).size() / 4);
    std::memcpy(numbers.data(), row.view(0).data(), row.view(0).size());
    const auto k = static_cast<std::uint32_t>(1000 * i);
    EXPECT_EQ(numbers, (Numbers{k + 1, k + 2, 0, 0, k + 3, k + 4, k + 5})) << i;
  }
}

}  // namespace index_columns_test
}  // namespace banthuek::index
