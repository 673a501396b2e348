// A search as the address holds it: what is read out of it, what is refused, what it finds.
#include "pipeline/serve/site/search_view.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/serve/world.h"

namespace banthuek::serve {
namespace search_view_test {

std::string refused(const std::string& query) {
  return message_of([&] { site::wanted_of(*http::parse_query(query)); });
}

TEST(SearchRequest, IsReadOutOfTheAddress) {
  const site::SearchRequest w = site::wanted_of(
      *http::parse_query("q=%20%20a%20%20b%20&fuzzy=1&office=X&year=2566&year=2565&status=done&sort=score&page=500&other=1&province="));
  EXPECT_EQ(w.q, "a b");
  EXPECT_TRUE(w.fuzzy);
  EXPECT_EQ(w.filters, (http::Pairs{{"year", "2566"}, {"year", "2565"}, {"status", "done"}, {"office", "X"}}));
  EXPECT_EQ(w.sort, "score");
  EXPECT_EQ(w.page, 500);
  EXPECT_EQ(w.per_page, 20);
  const site::SearchRequest empty = site::wanted_of({});
  EXPECT_EQ(empty.q, "");
  EXPECT_FALSE(empty.fuzzy);
  EXPECT_TRUE(empty.filters.empty());
  EXPECT_EQ(empty.sort, "relevance");
  EXPECT_EQ(empty.page, 1);
  EXPECT_FALSE(site::wanted_of({{"fuzzy", "0"}}).fuzzy);
  for (const char* sort : {"year", "office", "score"}) EXPECT_EQ(site::wanted_of({{"sort", sort}}).sort, sort);
  EXPECT_EQ(site::wanted_of({{"sort", "confidence"}}).sort, "relevance");
  EXPECT_EQ(site::wanted_of({{"q", "ํา"}}).q, "ำ") << "as texts are inside";
  EXPECT_EQ(site::wanted_of({{"office", "นํา"}}).filters[0].second, "นำ");
}

TEST(SearchRequest, RefusesNumbersOutsideTheirBounds) {
  const std::string year = "year: '", page = "page: '";
  const std::string years = "' does not do; give a number from 2400 to 2700", pages = "' does not do; give a number from 1 to 500";
  for (const char* good : {"year=2400", "year=2700", "page=1", "page=500", "year="}) EXPECT_EQ(refused(good), "") << good;
  for (const char* bad : {"2399", "2701", "x", "2566x", "-2566", "99999999999"}) EXPECT_EQ(refused("year=" + std::string(bad)), year + bad + years);
  for (const char* bad : {"0", "501", "-1", "", "1.5"}) EXPECT_EQ(refused("page=" + std::string(bad)), page + bad + pages);
  EXPECT_EQ(refused("year=" + std::string(41, '9')), year + std::string(40, '9') + years);
  EXPECT_EQ(refused("q=" + std::string(3000, 'a')), "");
  EXPECT_EQ(refused("q=" + std::string(3001, 'a')), "is too long a search; give fewer words");
}

TEST(Address, LeavesOutWhatSaysNothing) {
  EXPECT_EQ(site::address_of(site::wanted_of({}), {}), "/search?");
  site::SearchRequest w = site::wanted_of({{"q", "a&b"}, {"sort", "year"}, {"page", "3"}});
  EXPECT_EQ(site::address_of(w, {}), "/search?q=a%26b&sort=year");
  EXPECT_EQ(site::address_of(w, {{"sort", ""}, {"fuzzy", "1"}}), "/search?q=a%26b&fuzzy=1");
  w.filters = {{"year", "2565"}, {"year", "2566"}, {"office", "X"}};
  EXPECT_EQ(site::address_of(w, {{"year", "2567"}}), "/search?q=a%26b&office=X&sort=year&year=2567");
}

class FindTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = new World; }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;
  static site::StorePool& archive() { return world_->desk().archive(); }
  static site::SearchResponse found(const std::string& query, site::Facetting facetting = site::Facetting::kYes) {
    return site::find(archive(), site::wanted_of(*http::parse_query(query)), facetting);
  }
  static std::string marked(const std::vector<site::Marked>& text) {
    std::string out;
    for (const site::Marked& piece : text) out += piece.hit ? "[" + piece.text + "]" : piece.text;
    return out;
  }
};
World* FindTest::world_ = nullptr;

struct TotalCase {
  const char* query;
  long total;
};
TEST_F(FindTest, FiltersAndWordsNarrowTheTotal) {
  for (const TotalCase& c :
       {TotalCase{"", 35},
        {"year=2566", 6},
        {"year=2565&year=2566", 9},
        {"year=2567&year=2565", 28},
        {"year=2500", 0},
        {"status=done", 4},
        {"status=in_progress", 2},
        {"status=not_started", 26},
        {"status=done&status=in_progress", 6},
        {"group=OIT", 2},
        {"group=OIT&group=EIT", 17},
        {"province=%E0%B8%8A%E0%B8%B1%E0%B8%A2%E0%B8%A0%E0%B8%B9%E0%B8%A1%E0%B8%B4", 27},
        {"type=%E0%B8%AD%E0%B8%9A%E0%B8%95.", 4},
        {"q=%E0%B8%88%E0%B8%B1%E0%B8%94%E0%B8%8B%E0%B8%B7%E0%B9%89%E0%B8%AD%E0%B8%88%E0%B8%B1%E0%B8%94%E0%B8%88%E0%B9%89%E0%B8%B2%E0%B8%87", 3},
        {"q=%E0%B8%88%E0%B8%B1%E0%B8%94%E0%B8%8B%E0%B8%B7%E0%B9%89%E0%B8%AD%E0%B8%88%E0%B8%B1%E0%B8%94%E0%B8%88%E0%B9%89%E0%B8%B2%E0%B8%87&year=2565",
         1}})
    EXPECT_EQ(found(c.query).total, c.total) << c.query;
  EXPECT_EQ(found("district=" + http::percent_encode("เมืองสมมุติ")).total, 4);
  EXPECT_EQ(found("office=" + http::percent_encode(kOfficeB)).total, 2);
  EXPECT_EQ(found("q=" + http::percent_encode("จัดซื้อจัดจาง")).total, 0);
  EXPECT_EQ(found("fuzzy=1&q=" + http::percent_encode("จัดซื้อจัดจาง")).total, 3);
  EXPECT_EQ(message_of([] { found("status=perhaps"); }), "status: 'perhaps' does not do; give done, in_progress or not_started");
}

TEST_F(FindTest, HitsCarryWhatIsShownOfThem) {
  const site::SearchResponse answer = found("q=" + http::percent_encode("ร้องเรียนการทุจริต") + "&sort=office&year=2566");
  EXPECT_FALSE(answer.estimated);
  ASSERT_EQ(answer.hits.size(), 2u);
  const site::ShownHit& hit = answer.hits[1].document == key_of("a66") ? answer.hits[1] : answer.hits[0];
  EXPECT_EQ(hit.document, key_of("a66"));
  EXPECT_EQ(hit.number, 2);
  EXPECT_EQ(marked(hit.title), "เปิดช่องทาง[ร้องเรียนการทุจริต]");
  EXPECT_EQ(marked(hit.snippet), "");
  EXPECT_EQ(hit.office, kOfficeA);
  EXPECT_EQ(hit.province, "นครราชสีมา");
  EXPECT_EQ(hit.group, "EIT");
  EXPECT_EQ(hit.status, "in_progress");
  EXPECT_EQ(hit.year, 2566);
  EXPECT_EQ(hit.page, 1);
  EXPECT_NEAR(hit.confidence, 0.6, 1e-9);
}

TEST_F(FindTest, AHitInAnotherTextShowsThatBesideTheTitle) {
  const site::SearchResponse answer = found("q=" + http::percent_encode("เว็บไซต์ของหน่วยงาน"));
  ASSERT_EQ(answer.hits.size(), 1u);
  EXPECT_EQ(marked(answer.hits[0].title), "เผยแพร่แผนการจัดซื้อจัดจ้าง");
  EXPECT_EQ(marked(answer.hits[0].snippet), "ประกาศทาง[เว็บไซต์ของหน่วยงาน]");
}

TEST_F(FindTest, SortsAndPages) {
  EXPECT_EQ(found("sort=year").hits.front().year, 2567);
  EXPECT_EQ(found("sort=year&page=2").hits.back().year, 0);
  EXPECT_EQ(found("sort=score&year=2565&year=2566").hits.front().document, key_of("a66"));
  EXPECT_EQ(found("sort=office").hits.front().office,
            std::min({std::string(kOfficeA), std::string(kOfficeB), std::string(kOfficeC), std::string(kOfficeD)}));
  const site::SearchResponse first = found(""), second = found("page=2"), third = found("page=3");
  EXPECT_EQ(first.hits.size(), 20u);
  EXPECT_EQ(second.hits.size(), 15u);
  EXPECT_TRUE(third.hits.empty());
  std::set<std::int64_t> ids;
  for (const site::SearchResponse* answer : {&first, &second})
    for (const site::ShownHit& hit : answer->hits) ids.insert(hit.id);
  EXPECT_EQ(ids.size(), 35u);
}

TEST_F(FindTest, FacetsStandInTheirOrder) {
  const site::SearchResponse answer = found("year=2566");
  std::string all;
  for (const auto& [name, counts] : answer.facets) {
    all += name + ":";
    for (const search::FacetCount& count : counts) all += " " + count.value + "=" + std::to_string(count.count);
    all += "\n";
  }
  EXPECT_EQ(all,
            "kind: =6\nyear: 2566=6\nstatus: done=2 in_progress=2 =1 not_started=1\ngroup: EIT=2 IIT=2 =1 OIT=1\nprovince: นครราชสีมา=4 ชัยภูมิ=2\n"
            "district: เมืองสมมุติ=4 =2\ntype: อบต.=4 เทศบาลตำบล=2\noffice: องค์การบริหารส่วนตำบลบ้านสมมุติ=4 เทศบาลตำบลในนิทาน=2\n");
  EXPECT_TRUE(found("year=2566", site::Facetting::kNo).facets.empty());
}

TEST_F(FindTest, AllIdsAreThoseOfEveryPage) {
  EXPECT_EQ(site::find_all(archive(), site::wanted_of({}), site::Names::kShown).size(), 35u);
  EXPECT_EQ(site::find_all(archive(), site::wanted_of({{"year", "2566"}, {"page", "2"}}), site::Names::kShown).size(), 6u);
  EXPECT_NO_THROW(site::warm(archive()));
  site::StorePool gone(std::filesystem::path(world_->folder()) / "gone.db");
  std::filesystem::remove(world_->folder() / "gone.db");
  EXPECT_NO_THROW(site::warm(gone));
}

// Facets that are kept are those that would be counted, for each search its own, until the archive changes.
TEST(KeptFacets, AreOfTheSameSearchAndTheSameArchive) {
  World world;
  site::StorePool& archive = world.desk().archive();
  const auto facets = [&](site::SearchRequest wanted, site::Names names = site::Names::kShown) {
    std::string out;
    for (const auto& [facet, counts] : site::find(archive, wanted, site::Facetting::kFewChoices, names).facets)
      for (const auto& count : counts) out += fmt::format("{} {} {}\n", facet, count.value, count.count);
    return out;
  };
  const auto counted = [&](const site::SearchRequest& wanted) {
    std::string out;
    for (const auto& [facet, counts] : site::find(archive, wanted, site::Facetting::kChoices).facets)
      for (const auto& count : counts) out += fmt::format("{} {} {}\n", facet, count.value, count.count);
    return out;
  };
  site::SearchRequest all, year, second;
  year.filters = {{"year", "2566"}};
  all.sort = year.sort = second.sort = "relevance";
  second.page = 2;
  for (int turn = 0; turn < 2; ++turn) {
    EXPECT_EQ(facets(all), counted(all));
    EXPECT_EQ(facets(year), counted(year));
    EXPECT_EQ(facets(second), counted(all)) << "those of the other pages";
  }
  EXPECT_NE(facets(all), facets(year));
  EXPECT_TRUE(archive.kept_facets().find("shown /search?", archive.version()));
  const std::string before = facets(all);
  archive.set_reviewed(key_of("a66"), store::Reviewed::kYes, "editor");
  EXPECT_FALSE(archive.kept_facets().find("shown /search?", archive.version())) << "the archive is another";
  archive.correct(key_of("a66"), "measures/0/status", std::nullopt, std::nullopt, "editor", "test");
  EXPECT_NE(facets(all), before);
  EXPECT_EQ(facets(all), counted(all));
}

TEST(KeptFacets, HaveABound) {
  site::KeptFacets kept;
  kept.keep("long", "1", {{"office", std::vector<search::FacetCount>(3001)}});
  EXPECT_FALSE(kept.find("long", "1"));
  for (int i = 0; i < 129; ++i) kept.keep(std::to_string(i), "1", {{"office", {}}});
  EXPECT_TRUE(kept.find("128", "1"));
  EXPECT_FALSE(kept.find("0", "1"));
  EXPECT_FALSE(kept.find("128", "2"));
  kept.keep("new", "2", {});
  EXPECT_FALSE(kept.find("128", "1"));
}

}  // namespace search_view_test
}  // namespace banthuek::serve
