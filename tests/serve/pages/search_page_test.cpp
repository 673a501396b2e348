// The home and search pages: results, facets, chips, paging, suggestions.
#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"
#include "pipeline/serve/site/search_view.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace search_page_test {

class SearchPage : public testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = new World; }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;
  static std::string page(const std::string& target, const char* who = "editor") { return main_of(world_->get(target, who)); }
  static std::string q(const std::string& words) { return "q=" + http::percent_encode(words); }
};
World* SearchPage::world_ = nullptr;

TEST_F(SearchPage, IsAsExpectedInBothLanguages) {
  expect_file("home_th.html", page("/"));
  expect_file("home_en.html", page("/?lang=en"));
  expect_file("search_all_en.html", page("/search?lang=en"));
  expect_file("search_filtered_th.html", page("/search?" + q("ร้องเรียน") + "&year=2566&status=in_progress&sort=year&fuzzy=1"));
  expect_file("search_snippet_en.html", page("/search?lang=en&" + q("เว็บไซต์ของหน่วยงาน")));
  expect_file("search_hostile_th.html", page("/search?" + q("ปลอดภัย")));
}

TEST_F(SearchPage, HasItsQueryInTheTitle) {
  EXPECT_NE(world_->get("/search?lang=en&q=%3Cb%3E").body.find("<title>&lt;b&gt; – search · ITA report desk</title>"), std::string::npos);
  EXPECT_NE(world_->get("/search?lang=en").body.find("<title>Search · ITA report desk</title>"), std::string::npos);
}

struct PagingCase {
  const char* page;
  const char *previous, *next;  // null: not offered
  const char* hits;             // "" where the page lies beyond the last
};
TEST_F(SearchPage, PagesFromTheFirstToTheLast) {
  for (const PagingCase& c : {PagingCase{"1", nullptr, "/search?page=2", "20"}, {"2", "/search?page=1", nullptr, "15"}}) {
    const std::string html = page("/search?lang=en&page=" + std::string(c.page));
    EXPECT_NE(html.find("<span>Page " + std::string(c.page) + " of 2</span>"), std::string::npos) << c.page;
    EXPECT_EQ(html.find("rel=\"prev\" href=\"" + std::string(c.previous ? c.previous : "")) != std::string::npos, c.previous != nullptr) << c.page;
    EXPECT_EQ(html.find("rel=\"next\" href=\"" + std::string(c.next ? c.next : "")) != std::string::npos, c.next != nullptr) << c.page;
    EXPECT_EQ(times(html, "<li class=\"hit\">"), std::atoi(c.hits)) << c.page;
    EXPECT_NE(html.find("35 measures found"), std::string::npos);
  }
  EXPECT_EQ(page("/search?year=2566").find("class=\"paging\""), std::string::npos) << "one page needs no paging";
}

TEST_F(SearchPage, ThatCannotBeReadSaysWhatToWrite) {
  for (const char* bad : {"page=0", "year=1", "status=x", "q=%22", "q=(a"}) {
    const http::Response answer = world_->get("/search?lang=en&" + std::string(bad));
    EXPECT_TRUE(answer.status == 400 || bad[0] == 'q') << bad;
    EXPECT_EQ(answer.status == 400, answer.body.find("This search is not written correctly") != std::string::npos) << bad;
  }
  const http::Response answer = world_->get("/search?q=%3Cscript%3E&page=0");
  EXPECT_NE(answer.body.find("name=\"q\" type=\"search\" value=\"&lt;script&gt;\""), std::string::npos) << "what was typed is kept";
  EXPECT_EQ(answer.body.find("class=\"results\""), std::string::npos);
  const http::Response longest = world_->get("/search?page=0&q=" + std::string(600, 'a'));
  EXPECT_NE(longest.body.find("value=\"" + std::string(500, 'a') + "\""), std::string::npos);
}

TEST_F(SearchPage, WithoutHitsSaysWhatToTry) {
  const std::string html = page("/search?lang=en&" + q("ไม่มีคำนี้เลย"), "reader");
  EXPECT_NE(html.find("Nothing matches"), std::string::npos);
  EXPECT_EQ(html.find("class=\"take\""), std::string::npos) << "nothing is exported of nothing";
  EXPECT_NE(page("/search").find("class=\"take\""), std::string::npos);
  EXPECT_EQ(page("/search").find("ไม่พบสิ่งที่"), std::string::npos);
}

TEST_F(SearchPage, ShowsWhatIsNoMeasureWithItsKindAndLeadsToItsPlaceOnThePage) {
  const std::string html = page("/search?lang=en&in=pages&" + q("บันทึกข้อความ"));
  EXPECT_NE(html.find("5 places found"), std::string::npos);
  EXPECT_NE(html.find("<span class=\"pill\">page</span>"), std::string::npos);
  const std::string target = "/documents/KEY_a66?found=1,30,40,120,20&amp;q=%{บันทึกข้อความ}#b-found";
  EXPECT_NE(html.find("href=\"" + target + "\""), std::string::npos);
  const std::string document = page("/documents/" + key_of("a66") + "?lang=en&found=1,30,40,120,20;1,30,70,120,20");
  EXPECT_NE(document.find("id=\"b-found\""), std::string::npos);
  EXPECT_NE(document.find("<rect class=\"found\" x=\"30\" y=\"70\" width=\"120\" height=\"20\">"), std::string::npos);
  for (const char* bad : {"1,2,3,4", "1,2,3,4,x", "1,2,3,4,-5", "9,1,1,1,1", "<b>", "1,1,1,1,1000000"})
    EXPECT_EQ(page("/documents/" + key_of("a66") + "?found=" + http::percent_encode(bad)).find("b-found"), std::string::npos) << bad;
}

TEST_F(SearchPage, OfWordsIsOverAllKindsAndWithoutWordsOverMeasures) {
  const std::string html = page("/search?lang=en&" + q("สมมุติ"));
  EXPECT_NE(html.find("Found in"), std::string::npos);
  EXPECT_NE(html.find("in=documents"), std::string::npos);
  EXPECT_NE(page("/search?lang=en").find("35 measures found"), std::string::npos);
  EXPECT_NE(page("/search?lang=en&in=pages").find(" places found"), std::string::npos) << "all of a kind";
  for (const char* bad : {"in=words", "kind=words", "province=words"}) EXPECT_EQ(world_->get("/search?q=a&" + std::string(bad)).status, 400) << bad;
}

TEST(SearchPageMasked, ShowsNoSignersAndNoRunningText) {
  World masked([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  const std::string target = "/search?lang=en&in=pages&in=persons&q=" + http::percent_encode("บันทึก OR นาย OR นาง");
  EXPECT_NE(masked.get(target, "reader").body.find("Nothing matches"), std::string::npos);
  EXPECT_EQ(masked.get(target, "editor").body.find("Nothing matches"), std::string::npos);
}

TEST(SearchPageMasked, OffersExportsToWhoMayTakeThem) {
  World masked([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  EXPECT_EQ(masked.get("/search", "reader").body.find("class=\"take\""), std::string::npos);
  EXPECT_NE(masked.get("/search", "editor").body.find("class=\"take\""), std::string::npos);
}

// Seven values stand open, those of a long list come with a click, 200 at most; what is chosen stands open always.
TEST(Facets, ShowTheFirstSevenAndTheChosen) {
  World world;
  {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    for (int i = 0; i < 215; ++i) {
      store::StoredFile file;
      file.path = "x" + std::to_string(i);
      file.sha256 = base::sha256_hex(file.path);
      file.kind = "pdf";
      file.page_count = 1;
      Document d;
      d.first_page = d.last_page = 1;
      char name[20];
      std::snprintf(name, sizeof name, "Z%03d", i);
      d.organisation.name = Field{name, name, {}, 0.9, "x"};
      d.measures.resize(1);
      d.measures[0].title = Field{"many", "many", {}, 0.9, "x"};
      file.documents = {d};
      store.put_file(file);
    }
    store.finish();
  }
  const auto office_facet = [&](const std::string& target) {
    const std::string html = main_of(world.get(target));
    const auto begin = html.find("<h2>Office</h2>");
    return begin == std::string::npos ? std::string() : html.substr(begin, html.find("</section>", begin) - begin);
  };
  const std::string open = office_facet("/search?lang=en&q=many");
  const auto fold = open.find("<details class=\"more\" data-href=\"/search/values?facet=office&amp;q=many\"");
  ASSERT_NE(fold, std::string::npos);
  EXPECT_EQ(times(open.substr(0, fold), "<li>"), 7);
  EXPECT_EQ(times(open.substr(fold), "<li>"), 0) << "the rest comes when it is opened";
  EXPECT_NE(open.find("<a href=\"/search?q=many&amp;all=office\">"), std::string::npos) << "without scripts by a page of its own";
  EXPECT_NE(open.find("<span>Z006</span>"), std::string::npos);
  EXPECT_EQ(open.find("<span>Z007</span>"), std::string::npos);
  const std::string all = office_facet("/search?lang=en&q=many&all=office");
  EXPECT_NE(all.find("<details class=\"more\" open data-href"), std::string::npos);
  EXPECT_EQ(times(all, "<li>"), 207);
  EXPECT_NE(all.find("<span>Z206</span>"), std::string::npos);
  EXPECT_EQ(all.find("<span>Z207</span>"), std::string::npos);
  EXPECT_EQ(office_facet("/search?lang=en&q=many&all=%3Cb%3E"), open) << "what is no facet opens none";
  view::Json values = json_of(world.get("/search/values?facet=office&q=many"));
  ASSERT_EQ(values.size(), 200u);
  EXPECT_EQ(values[0]["label"], "Z000");
  EXPECT_EQ(json_of(world.get("/search/values?facet=office&q=many&like=Z21")).size(), 5u);
  EXPECT_EQ(json_of(world.get("/search/values?facet=none&q=many")).size(), 0u);
  const std::string chosen = office_facet("/search?lang=en&q=many&office=Z214");
  EXPECT_NE(chosen.find("aria-current=\"true\">\n<span>Z214</span>"), std::string::npos) << chosen;
  EXPECT_EQ(times(chosen, "aria-current=\"true\""), 1);
  EXPECT_NE(chosen.find("<details"), std::string::npos) << "others may be chosen beside it";
  EXPECT_NE(main_of(world.get("/search?lang=en&q=many")).find("<span>Page 1 of 11</span>"), std::string::npos);
}

TEST_F(SearchPage, Suggestions) {
  const std::string one = R"({"text":"ปลูกต้นไม้ในสำนักงาน","office":"องค์การบริหารส่วนตำบลบ้านสมมุติ","year":2565,"href":"/documents/)" + key_of("a65") +
                          "?found=1,20,200,120,30&q=" + http::percent_encode("ปลูกต้นไม้") + R"(#v-measures-2-title"})";
  struct Case {
    std::string target, body;
  };
  for (const Case& c : {Case{"/search/suggestions", "[]"},
                        {"/search/suggestions?q=a", "[]"},
                        {"/search/suggestions?" + q("ปลูกต้นไม้"), "[" + one + "]"},
                        {"/search/suggestions?q=%22", "[]"}}) {
    const http::Response answer = world_->get(c.target);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.type, "application/json; charset=utf-8");
    EXPECT_EQ(answer.body, c.body);
  }
  EXPECT_EQ(json_of(world_->get("/search/suggestions?" + q("มาตรการ"))).size(), 6u);
  EXPECT_EQ(world_->get("/search/suggestions?year=1").status, 400);
}

TEST(EmptyArchive, InvitesToImport) {
  World world;
  {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    for (const std::string& sha : store.file_hashes()) store.remove_file(sha);
  }
  const std::string editor = main_of(world.get("/?lang=en")), reader = main_of(world.get("/?lang=en", "reader"));
  EXPECT_NE(editor.find("The archive is empty"), std::string::npos);
  EXPECT_NE(editor.find("href=\"/import\""), std::string::npos);
  EXPECT_EQ(reader.find("href=\"/import\""), std::string::npos);
  EXPECT_EQ(editor.find("class=\"examples\""), std::string::npos);
  EXPECT_EQ(editor.find("class=\"counts\""), std::string::npos);
  for (const char* target : {"/search", "/overview", "/compare", "/review"}) EXPECT_EQ(world.get(target).status, 200) << target;
  EXPECT_NE(main_of(world.get("/review?lang=en")).find("All done"), std::string::npos);
}

TEST_F(SearchPage, OffersMoreThanOneValueOfAFacet) {
  World world;
  const std::string one = world.get("/search?year=2566").body;
  EXPECT_NE(one.find("href=\"/search?year=2566&amp;year=2567\""), std::string::npos) << "another year may be chosen beside it";
  EXPECT_NE(one.find("href=\"/search?\" aria-current=\"true\""), std::string::npos) << "and the chosen one taken back";
  const std::string two = main_of(world.get("/search?lang=en&year=2565&year=2567"));
  EXPECT_NE(two.find("28 measures found"), std::string::npos) << "2565 and 2567, and not the year between";
  EXPECT_EQ(times(two, "class=\"chip\""), 2);
}

TEST_F(SearchPage, LeadsFromPastTheEndToTheLastPage) {
  World world;
  const http::Response answer = world.get("/search?year=2567&page=9");
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(header(answer, "Location"), "/search?year=2567&page=2");
  EXPECT_EQ(world.get("/search?q=nothing-here&page=4").status, 303);
}

TEST(FacetValues, AreFoundByAPartOfTheirNames) {
  World world;
  const view::Json found = json_of(world.get("/search/values?facet=office&like=%E0%B8%99%E0%B8%B4%E0%B8%97%E0%B8%B2%E0%B8%99&year=2566"));
  ASSERT_EQ(found.size(), 1u) << found.dump();
  EXPECT_EQ(found[0]["label"], kOfficeB);
  EXPECT_EQ(found[0]["count"], "2");
  EXPECT_EQ(found[0]["selected"], false);
  EXPECT_EQ(found[0]["href"], "/search?year=2566&office=" + http::percent_encode(kOfficeB));
  EXPECT_EQ(json_of(world.get("/search/values?facet=office&like=zzz")).size(), 0u);
  EXPECT_EQ(json_of(world.get("/search/values?facet=none")).size(), 0u);
}

TEST(MarkWords, MarksWhatWasAskedFor) {
  const auto marked = [](const std::string& text, const std::string& q) {
    std::string out;
    for (const site::Marked& piece : site::mark_words(text, q)) out += piece.hit ? "[" + piece.text + "]" : piece.text;
    return out;
  };
  EXPECT_EQ(marked("เผยแพร่แผนการจัดซื้อจัดจ้าง", "จัดซื้อ แผน"), "เผยแพร่[แผน]การ[จัดซื้อ]จัดจ้าง");
  EXPECT_EQ(marked("แผนงาน แผน", "\"แผน\" -งาน"), "[แผน]งาน [แผน]") << "what must not stand is not marked";
  EXPECT_EQ(marked("น้ำ", "น"), "น้ำ") << "half of a letter is not";
  EXPECT_EQ(marked("แผน", ""), "แผน");
  EXPECT_EQ(marked("แผน (x", "(x"), "แผน (x") << "what cannot be searched is marked nowhere";
}

TEST_F(SearchPage, MarksTheWordsInTheDocumentThatItLeadsTo) {
  World world;
  const std::string page = world.get("/search?q=%E0%B8%88%E0%B8%B1%E0%B8%94%E0%B8%8B%E0%B8%B7%E0%B9%89%E0%B8%AD").body;
  const auto begin = page.find("href=\"/documents/" + key_of("a66")) + 6;
  std::string href = page.substr(begin, page.find('"', begin) - begin);
  for (std::size_t at = href.find("&amp;"); at != std::string::npos; at = href.find("&amp;")) href.replace(at, 5, "&");
  href = href.substr(0, href.find('#'));
  EXPECT_NE(href.find("q=%E0%B8%88"), std::string::npos) << href;
  const std::string document = world.get(href).body;
  EXPECT_NE(document.find("<mark>จัดซื้อ</mark>"), std::string::npos);
  EXPECT_NE(document.find("href=\"/search?q=%E0%B8%88%E0%B8%B1%E0%B8%94%E0%B8%8B%E0%B8%B7%E0%B9%89%E0%B8%AD\" id=\"results\""), std::string::npos);
}

}  // namespace search_page_test
}  // namespace banthuek::serve
