// Searches of all kinds compared with a plain scan of the records.
#include "pipeline/search/searcher.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/search/plain_scan.h"

namespace banthuek::search {
namespace searcher_test {

TEST_F(PlainScan, FindsTheSameMeasuresWithTheSameScoresForQueriesOfAllKinds) {
  int empty = 0, several = 0;
  for (int turn = 0; turn < 500; ++turn) {
    const Asked asked = query(0);
    SearchOptions options;
    options.filters = filters();
    options.tones = any(4) == 0 ? Tones::kIgnored : Tones::kCount;
    options.limit = 1000;
    const std::string written = asked.written();
    const std::vector<std::int64_t> expected = scan(asked, options);
    ASSERT_EQ(searcher.all_ids(written, options), expected) << written;
    const SearchResult result = searcher.search(written, options);
    ASSERT_EQ(sorted(ids_of(result)), expected) << written;
    EXPECT_EQ(result.total, static_cast<std::int64_t>(expected.size())) << written;
    EXPECT_EQ(result.total_is, SearchResult::Total::kCounted);
    for (const Hit& hit : result.hits) {
      std::vector<double> scores;
      see(measures[hit.id], asked, options.tones, scores);
      double plain = 0;
      for (const double score : scores) plain += score / static_cast<double>(scores.size());
      const double more = hit.score - plain, word = 10.0 / static_cast<double>(scores.size());
      EXPECT_TRUE(std::abs(more) < 1e-9 || std::abs(more - word) < 1e-9) << written << ": " << hit.score << " for " << plain;
      EXPECT_EQ(hit.distance, 0);
    }
    empty += expected.empty();
    several += expected.size() > 3;
  }
  EXPECT_GT(empty, 10);
  EXPECT_GT(several, 150);
}

TEST_F(PlainScan, FindsTheSamePassagesOfEveryKind) {
  term_of_others = true;
  std::map<index::PassageKind, int> found;
  for (int turn = 0; turn < 500; ++turn) {
    const Asked asked = query(0);
    SearchOptions options;
    options.in = index::PassageKinds::all();
    if (any(3) == 0) {
      options.in = {};
      for (int i = 0; i < 2; ++i) options.in.add(index::kPassageKinds[any(std::size(index::kPassageKinds))]);
    }
    options.filters = filters();
    options.tones = any(4) == 0 ? Tones::kIgnored : Tones::kCount;
    options.limit = 1000;
    options.counting = Counting::kFacets;
    const std::string written = asked.written();
    const std::vector<std::int64_t> expected = scan(asked, options);
    ASSERT_EQ(searcher.all_ids(written, options), expected) << written;
    const SearchResult result = searcher.search(written, options);
    std::map<index::PassageKind, std::int64_t> kinds;
    for (const std::int64_t id : expected) ++kinds[index::kind_of(id)], ++found[index::kind_of(id)];
    if (result.total_is == SearchResult::Total::kEstimated) continue;  // so are the counts of kinds
    EXPECT_EQ((std::map<index::PassageKind, std::int64_t>(result.kinds.begin(), result.kinds.end())), kinds) << written;
    ASSERT_EQ(sorted(ids_of(result)), expected) << written;
    // Records before running text.
    for (std::size_t i = 1; i < result.hits.size(); ++i)
      EXPECT_FALSE(result.hits[i - 1].kind == index::PassageKind::kPage && result.hits[i].kind != index::PassageKind::kPage) << written;
  }
  for (const index::PassageKind kind : index::kPassageKinds) EXPECT_GT(found[kind], 50) << index::name_of(kind);
}

TEST_F(PlainScan, PutsHitsInTheOrderOfTheirScoreYearAndNumber) {
  for (int turn = 0; turn < 60; ++turn) {
    const Asked asked = query(0);
    SearchOptions options;
    options.limit = 1000;
    const SearchResult all = searcher.search(asked.written(), options);
    for (std::size_t i = 1; i < all.hits.size() && i < 32; ++i) {
      const Hit &a = all.hits[i - 1], &b = all.hits[i];
      const auto key = [&](const Hit& hit) { return std::tuple(-hit.score, -measures[hit.id].year, -hit.id); };
      EXPECT_LT(key(a), key(b)) << asked.written() << " at " << i;
    }
    // Every page is a part of the whole.
    for (const int offset : {0, 1, 7, 10000}) {
      options.offset = offset;
      options.limit = 5;
      const SearchResult part = searcher.search(asked.written(), options);
      EXPECT_EQ(part.total, all.total);
      std::vector<std::int64_t> expected = ids_of(all);
      expected.erase(expected.begin(), expected.begin() + std::min<std::ptrdiff_t>(offset, static_cast<std::ptrdiff_t>(expected.size())));
      if (expected.size() > 5) expected.resize(5);
      if (offset + 5 <= 32 || all.total <= 32) {
        EXPECT_EQ(ids_of(part), expected) << asked.written() << " from " << offset;
      }
    }
  }
}

TEST_F(PlainScan, SortsByYearOfficeOrScoreWithTheLaterOnesFirst) {
  store.finish();
  for (int turn = 0; turn < 60; ++turn) {
    const Asked asked = query(0);
    SearchOptions options;
    options.filters = filters();
    options.limit = 1000;
    for (const Sort sort : {Sort::kYear, Sort::kOffice, Sort::kScore}) {
      std::vector<std::int64_t> expected = scan(asked, options);
      std::sort(expected.begin(), expected.end(), [&](std::int64_t a, std::int64_t b) {
        const auto key = [&](std::int64_t id) {
          const Plain& m = measures[id];
          return std::tuple(sort == Sort::kYear    ? -m.year
                            : sort == Sort::kScore ? -m.score.value_or(-1)
                                                   : 0.0,
                            sort == Sort::kOffice ? (m.office.empty() ? "\xFF" : m.office) : "", -id);
        };
        return key(a) < key(b);
      });
      options.sort = sort;
      EXPECT_EQ(ids_of(searcher.search(asked.written(), options)), expected) << asked.written() << static_cast<int>(sort);
    }
  }
}

TEST_F(PlainScan, CountsTheSameFacets) {
  const std::pair<index::Column, std::function<std::string(const Plain&)>> columns[] = {
      {index::Column::kOffice, [](const Plain& m) { return m.office; }},
      {index::Column::kType, [](const Plain& m) { return m.type; }},
      {index::Column::kDistrict, [](const Plain& m) { return m.district; }},
      {index::Column::kProvince, [](const Plain& m) { return m.province; }},
      {index::Column::kGroup, [](const Plain& m) { return m.group; }},
      {index::Column::kStatus, [](const Plain& m) { return m.status; }},
      {index::Column::kYear, [](const Plain& m) { return m.year ? std::to_string(m.year) : ""; }}};
  for (int turn = 0; turn < 60; ++turn) {
    const Asked asked = query(0);
    SearchOptions options;
    options.filters = filters();
    options.counting = Counting::kFacets;
    options.limit = 0;
    const SearchResult result = searcher.search(asked.written(), options);
    EXPECT_TRUE(result.hits.empty());
    options.facet_values = 1 + static_cast<std::size_t>(turn) % 4;
    const SearchResult few = searcher.search(asked.written(), options);
    const std::vector<std::int64_t> ids = scan(asked, options);
    for (const auto& [column, value] : columns) {
      std::map<std::string, std::int64_t> counts;
      for (const std::int64_t id : ids) ++counts[value(measures[id])];
      std::vector<std::pair<std::int64_t, std::string>> expected, got;
      for (const auto& [name, count] : counts) expected.emplace_back(-count, name);
      std::sort(expected.begin(), expected.end());
      for (const FacetCount& count : result.facets.at(column)) got.emplace_back(-count.count, count.value);
      EXPECT_EQ(got, expected) << asked.written() << " " << name_of(column);
      got.clear();
      expected.resize(std::min(expected.size(), options.facet_values));
      for (const FacetCount& count : few.facets.at(column)) got.emplace_back(-count.count, count.value);
      EXPECT_EQ(got, expected) << asked.written() << " the first " << options.facet_values << " of " << name_of(column);
    }
  }
}

}  // namespace searcher_test
}  // namespace banthuek::search
