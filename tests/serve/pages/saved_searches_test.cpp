// Searches that are kept, what they find anew, and any search as a feed.
#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"
#include "pipeline/store/store.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace saved_searches_test {

std::string q(const std::string& words) { return "q=" + http::percent_encode(words); }

void put_documents(const World& world, int from, int to) {
  store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
  for (int i = from; i < to; ++i) {
    Document d = report_of("เทศบาลที่ " + std::to_string(i));
    d.title = i % 2 ? MaybeField(field("รายงานใหม่ ฉบับที่ " + std::to_string(i))) : std::nullopt;
    store.put_file(stored_file("new" + std::to_string(i), d));
  }
  store.finish();
}

std::string named(std::string text) {
  for (const char* name : {"a65", "a66", "b66", "c", "d67"})
    for (std::size_t at = text.find(key_of(name)); at != std::string::npos; at = text.find(key_of(name)))
      text.replace(at, key_of(name).size(), "KEY_" + std::string(name));
  return text;
}

TEST(SearchFeed, IsAsExpectedOverTheAddressThatWasAskedAt) {
  World world;
  const http::Response found = world.get("/search.atom?lang=en&" + q("ร้องเรียน OR ตรวจสอบ"), "reader", {{"host", "desk.go.th:8443"}});
  EXPECT_EQ(found.type, "application/atom+xml; charset=utf-8");
  expect_file("feed_en.xml", named(found.body));
  const std::string all = world.get("/search.atom", "reader").body;
  EXPECT_EQ(times(all, "<entry>"), 5);
  EXPECT_EQ(times(all, "?q="), 0) << "nothing was asked";
  EXPECT_NE(all.find("<id>http://localhost/search?</id>"), std::string::npos) << all;
  EXPECT_NE(all.find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos);
  EXPECT_NE(world.get("/search.atom?" + q("ไม่มีคำนี้"), "reader").body.find("<updated>1970-01-01T00:00:00Z</updated>"), std::string::npos);
}

TEST(SearchFeed, HasFiftyEntries) {
  World world;
  put_documents(world, 0, 46);
  EXPECT_EQ(times(world.get("/search.atom").body, "<entry>"), 50);
}

class SavedSearches : public testing::Test {
 protected:
  World world_;
  std::string page(const char* who = "reader") { return main_of(world_.get("/saved?lang=en", who)); }
  void save(const std::string& name, const std::string& query, const char* who = "reader") {
    ASSERT_EQ(world_.post("/saved", {{"act", "save"}, {"name", name}, {"query", query}}, who).status, 303);
  }
};

TEST_F(SavedSearches, ShowTheFirstTenOfWhatIsNew) {
  save("ทั้งหมด", "");
  save("ร้องเรียน <b>", q("ร้องเรียน") + "&year=2566");
  EXPECT_EQ(times(page(), "<li>"), 0);
  put_documents(world_, 0, 12);
  const std::string html = page();
  EXPECT_EQ(times(html, "<li>"), 10);
  EXPECT_EQ(times(html, "new documents: 12<"), 1) << html;
  EXPECT_EQ(times(html, "documents in all: 17<"), 1);
  EXPECT_EQ(times(html, "documents in all: 2<"), 1);
  EXPECT_NE(html.find("ร้องเรียน &lt;b&gt;"), std::string::npos);
  EXPECT_NE(html.find("href=\"/search.atom?q=%{ร้องเรียน}&amp;year=2566\""), std::string::npos);
  EXPECT_NE(html.find(">รายงานใหม่ ฉบับที่ 11</a>"), std::string::npos);
  EXPECT_NE(html.find(">" + store::document_key(base::sha256_hex("new10"), 1) + "</a>"), std::string::npos) << "without a title its key";
  EXPECT_NE(html.find("เทศบาลที่ 11 · "), std::string::npos);
}

TEST_F(SavedSearches, AreChangedByTheirOwnerAlone) {
  save("ทั้งหมด", "");
  put_documents(world_, 0, 2);
  for (const char* act : {"looked", "remove"}) world_.post("/saved", {{"act", act}, {"id", "1"}}, "editor");
  EXPECT_EQ(times(page(), "<li>"), 2);
  world_.post("/saved", {{"act", "looked"}, {"id", "2"}}, "reader");
  EXPECT_EQ(times(page(), "<li>"), 2) << "it was another";
  world_.post("/saved", {{"act", "looked"}, {"id", "1"}}, "reader");
  EXPECT_EQ(times(page(), "<li>"), 0);
  EXPECT_EQ(world_.post("/saved", {{"act", "else"}, {"id", "1"}}, "reader").status, 400);
}

TEST_F(SavedSearches, ThatNoLongerCanBeAskedSaySo) {
  save("ทั้งหมด", "");
  database::Database db(world_.folder() / "archive.db-accounts", database::Access::kWrite);
  db.run("UPDATE saved_searches SET query = 'q=%28'");
  EXPECT_NE(page().find("class=\"wrong\""), std::string::npos) << page();
}

}  // namespace saved_searches_test
}  // namespace banthuek::serve
