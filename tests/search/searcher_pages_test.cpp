// Pages of many hits: where more candidates are left than texts are read (400), they are filled block by block.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/search/plain_scan.h"

namespace banthuek::search {
namespace searcher_pages_test {

class ManyHits : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  Searcher searcher{store, SearchVocabulary{}};

  // `count` measures; every third has "กขค" in its title, the others in the method; every fifth has only its pairs.
  void put(int count) {
    Document d = report_of("");
    d.organisation.name.reset();
    d.measures.clear();
    for (int i = 1; i <= count; ++i) {
      Measure m;
      const char* word = i % 5 == 0 ? "กข-ขค" : "กขค";
      m.title = field(i % 3 == 0 ? word : "ท");
      if (i % 3) m.method = field(word);
      d.measures.push_back(m);
    }
    store.put_file(stored_file("a.pdf", d));
    store.finish();
  }
  static std::vector<std::int64_t> expected(int count, bool all) {
    std::vector<std::int64_t> ids;
    for (const bool titled : {true, false})
      for (int i = count; i > 0; --i)
        if ((i % 3 == 0) == titled && (all || i % 5)) ids.push_back(i);
    return ids;
  }
};

TEST_F(ManyHits, OfAnExactTermAreCountedAndPagedTitlesFirst) {
  put(600);
  SearchOptions options;
  std::vector<std::int64_t> ids;
  for (options.offset = 0; options.offset < 640; options.offset += 40) {
    options.limit = 40;
    const SearchResult result = searcher.search("กข", options);
    EXPECT_EQ(result.total, 600);
    EXPECT_EQ(result.total_is, SearchResult::Total::kCounted);
    for (const std::int64_t id : ids_of(result)) ids.push_back(id);
  }
  EXPECT_EQ(ids.size(), 600u);
  EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()).size(), 600u);
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i] % 3 == 0, i < 200) << i;
  options.limit = 1000;
  options.offset = 0;
  EXPECT_EQ(ids_of(searcher.search("กข", options)).size(), 600u);
}

TEST_F(ManyHits, OfALongerTermAreEstimatedAndShownVerified) {
  put(600);
  SearchOptions options;
  EXPECT_EQ(searcher.search("กขค", options).total, 480) << "three clusters in a row are told apart from two pairs";
  store.db().run("DELETE FROM search_runs");
  options.limit = 600;
  const SearchResult result = searcher.search("กขค", options);
  EXPECT_EQ(result.total_is, SearchResult::Total::kEstimated);
  EXPECT_EQ(sorted(ids_of(result)), sorted(expected(600, false)));
  EXPECT_EQ(result.total, 480) << "not fewer than were seen";
  options.limit = 20;
  const SearchResult first = searcher.search("กขค", options);
  EXPECT_EQ(first.hits.size(), 20u);
  EXPECT_EQ(first.total, 600 * 53 / 67) << "every ninth was read: 67, and 53 of them hold it";
  EXPECT_EQ(searcher.all_ids("กขค", options), sorted(expected(600, false)));
  for (const Sort sort : {Sort::kYear, Sort::kOffice, Sort::kScore}) {
    options.sort = sort;
    options.limit = 600;
    std::vector<std::int64_t> newest = sorted(expected(600, false));
    std::reverse(newest.begin(), newest.end());
    EXPECT_EQ(ids_of(searcher.search("กขค", options)), newest);
  }
}

TEST_F(ManyHits, UpTo400AreAllReadAndCounted) {
  put(400);
  SearchOptions options;
  options.limit = 0;
  const SearchResult result = searcher.search("กขค", options);
  EXPECT_EQ(result.total_is, SearchResult::Total::kCounted);
  EXPECT_EQ(result.total, 320);
  Document d = report_of("");
  d.organisation.name.reset();
  d.measures = {measure("กขค", "")};
  store.put_file(stored_file("b.pdf", d));
  store.finish();
  EXPECT_EQ(searcher.search("กขค", options).total_is, SearchResult::Total::kCounted) << "321 of 401 may hold three in a row";
  store.db().run("DELETE FROM search_runs");
  EXPECT_EQ(searcher.search("กขค", options).total_is, SearchResult::Total::kEstimated) << "401 candidates";
}

TEST_F(ManyHits, OfFiltersAloneComeNewestFirst) {
  put(450);
  SearchOptions options;
  options.filters.year_from = 2566;
  options.limit = 500;
  const SearchResult result = searcher.search(" ", options);
  EXPECT_EQ(result.total, 450);
  EXPECT_EQ(result.total_is, SearchResult::Total::kCounted);
  const std::vector<std::int64_t> ids = ids_of(result);
  ASSERT_EQ(ids.size(), 450u);
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i], 450 - static_cast<std::int64_t>(i));
}

// As it is described in searcher.h: blocks of 64, those stored last first; in each the best first, then words weighed in groups of 32.
TEST_F(ManyHits, AreRankedInBlocksAndWordsAreWeighedInGroups) {
  for (const int count : {100, 450}) {
    store::Store other = new_store(folder / std::to_string(count));
    Document d = report_of("");
    d.organisation.name.reset();
    d.measures.clear();
    struct Ranked {
      double score;
      std::int64_t id;
      bool whole;
    };
    std::vector<Ranked> expected;
    for (int i = 1; i <= count; ++i) {
      const bool twice = i % 7 == 0, whole = i % 5 == 0;
      Measure m;
      m.title = field(whole ? (twice ? "ab ab" : "ab") : (twice ? "xabxabx" : "xabx"));
      d.measures.push_back(m);
      expected.insert(expected.begin(), {twice ? 100.5 : 100, i, whole});
    }
    other.put_file(stored_file("a.pdf", d));
    other.finish();
    const auto best_first = [](const Ranked& a, const Ranked& b) { return a.score != b.score ? a.score > b.score : a.id > b.id; };
    const std::size_t block = count > 400 ? 64 : expected.size();
    for (std::size_t begin = 0; begin < expected.size(); begin += block) {
      const auto at = [&](std::size_t i) { return expected.begin() + static_cast<std::ptrdiff_t>(std::min(i, expected.size())); };
      std::sort(at(begin), at(begin + block), best_first);
      for (std::size_t group = begin; group < std::min(begin + block, expected.size()); group += 32) {
        const auto end = at(std::min(group + 32, begin + block));
        for (auto one = at(group); one != end; ++one) one->score += one->whole ? 10 : 0;
        std::sort(at(group), end, best_first);
      }
    }
    Searcher of_other(other, SearchVocabulary{});
    SearchOptions options;
    options.limit = count;
    const SearchResult result = of_other.search("ab", options);
    ASSERT_EQ(result.hits.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(result.hits[i].id, expected[i].id) << count << " at " << i;
      EXPECT_EQ(result.hits[i].score, expected[i].score) << count << " at " << i;
    }
    options.limit = 10;
    for (options.offset = 0; options.offset + 10 < 64; options.offset += 10) {
      const SearchResult page = of_other.search("ab", options);
      ASSERT_EQ(page.hits.size(), 10u);
      for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(page.hits[i].id, expected[static_cast<std::size_t>(options.offset) + i].id) << options.offset;
    }
  }
}

TEST_F(ManyHits, APageIsFilledHoweverManyCandidatesTheTextsRefuse) {
  Document d = report_of("");
  d.organisation.name.reset();
  d.measures.assign(1300, Measure{});
  for (std::size_t i = 0; i < d.measures.size(); ++i) d.measures[i].title = field(i < 5 ? "กขค" : "กข-ขค");
  store.put_file(stored_file("a.pdf", d));
  store.finish();
  for (const Sort sort : {Sort::kRelevance, Sort::kYear}) {
    SearchOptions options;
    options.sort = sort;
    EXPECT_EQ(ids_of(searcher.search("กขค", options)), (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
    options.limit = 2;
    options.offset = 2;
    EXPECT_EQ(ids_of(searcher.search("กขค", options)), (std::vector<std::int64_t>{3, 2}));
  }
}

TEST_F(ManyHits, InTheOrderOfAColumnArePagedWithoutReadingThemAll) {
  std::vector<std::tuple<int, int, std::int64_t>> by_year, by_score;
  std::int64_t id = 0;
  for (int file = 0; file < 9; ++file) {
    Document d = report_of("");
    d.organisation.name.reset();
    const int year = 2560 + file * 4 % 9, score = 80 + file * 7 % 9;
    d.fiscal_year = field(std::to_string(year));
    d.ita_result->score = field(std::to_string(score));
    d.measures.assign(60, Measure{});
    for (Measure& m : d.measures) {
      m.title = field("กข");
      ++id;
      by_year.emplace_back(-year, 0, -id);
      by_score.emplace_back(-score, 0, -id);
    }
    store.put_file(stored_file(std::to_string(file), d));
    if (file % 2) store.finish();
  }
  store.finish();
  std::sort(by_year.begin(), by_year.end());
  std::sort(by_score.begin(), by_score.end());
  SearchOptions options;
  options.limit = 25;
  for (const int offset : {0, 50, 130, 500, 530}) {
    options.offset = offset;
    for (const auto& [sort, order] : {std::pair{Sort::kYear, by_year}, {Sort::kScore, by_score}}) {
      options.sort = sort;
      std::vector<std::int64_t> expected;
      for (std::size_t i = static_cast<std::size_t>(offset); i < std::min<std::size_t>(order.size(), static_cast<std::size_t>(offset) + 25); ++i)
        expected.push_back(-std::get<2>(order[i]));
      const SearchResult result = searcher.search("กข", options);
      EXPECT_EQ(ids_of(result), expected) << offset;
      EXPECT_EQ(result.total, 540);
    }
  }
}

TEST_F(ManyHits, FuzzyStopsAfterFifteenHundredTexts) {
  Document d = report_of("");
  d.organisation.name.reset();
  d.measures.assign(1600, Measure{});
  for (Measure& m : d.measures) m.title = field("abcdx");
  store.put_file(stored_file("a.pdf", d));
  SearchOptions options;
  options.matching = Matching::kFuzzy;
  const SearchResult result = searcher.search("abcde", options);
  EXPECT_EQ(result.total, 1500);
  EXPECT_EQ(result.total_is, SearchResult::Total::kEstimated);
  EXPECT_EQ(result.hits.size(), 20u);
  store.finish();
  EXPECT_EQ(searcher.search("abcde", options).total, 1500);
  EXPECT_EQ(searcher.search("abcdx", options).total, 1600) << "what matches as it is is not looked for again";
}

TEST_F(ManyHits, PagesEndAtTenThousand) {
  put(5);
  const std::string far = "search: pages go to hit 10000; add a word or a filter, or export all";
  const auto said = [&](int offset, int limit) {
    SearchOptions options;
    options.offset = offset;
    options.limit = limit;
    return message_of([&] { searcher.search("กข", options); });
  };
  EXPECT_EQ(said(10000, 10000), "");
  EXPECT_EQ(said(0, 0), "");
  EXPECT_EQ(said(10001, 1), far);
  EXPECT_EQ(said(0, 10001), far);
  EXPECT_EQ(said(-1, 1), far);
  EXPECT_EQ(said(0, -1), far);
  EXPECT_NE(message_of([&] { searcher.search(" "); }), "") << "neither words nor filters";
}

}  // namespace searcher_pages_test
}  // namespace banthuek::search
