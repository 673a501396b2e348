// The way of a request through the desk: hosts, forms from elsewhere, rates, languages, headers, what a refusal says.
#include "pipeline/serve/site/site.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/types/error.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace site_test {

class DeskTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = new World; }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;
  World& world() { return *world_; }
};
World* DeskTest::world_ = nullptr;

TEST_F(DeskTest, TellsAWrongAddressFromAWrongMethod) {
  struct Case {
    const char *method, *target;
    int status;
  };
  for (const Case& c : {Case{"GET", "/nowhere", 404},
                        {"GET", "/search/", 200},
                        {"GET", "/search/suggestions/more", 404},
                        {"POST", "/search", 405},
                        {"GET", "/sign-out", 405},
                        {"DELETE", "/", 405},
                        {"GET", "/document", 404},
                        {"GET", "/api/v1/nothing", 404}})
    EXPECT_EQ(world().desk().answer(world().request(c.method, c.target, "admin")).status, c.status) << c.method << " " << c.target;
}

TEST_F(DeskTest, ARefusalIsAPageOrUnderTheApiJson) {
  const http::Response page = world().get("/nowhere?lang=en");
  EXPECT_EQ(page.type, "text/html; charset=utf-8");
  EXPECT_EQ(main_of(page),
            "<main id=\"content\" tabindex=\"-1\">\n<section class=\"narrow\">\n<p class=\"error-number\" aria-hidden=\"true\">404</p>\n"
            "<h1>There is no such page</h1>\n<p>Check the address, or begin at the search page</p>\n<p>\n"
            "<a class=\"button\" href=\"/\">Back to search</a>\n</p>\n</section>\n");
  EXPECT_NE(page.body.find("<title>There is no such page · ITA report desk</title>"), std::string::npos);
  const http::Response api = world().get("/api/v1/nothing?lang=en");
  EXPECT_EQ(api.type, "application/json; charset=utf-8");
  EXPECT_EQ(api.body, R"({"error":{"status":404,"message":"There is no such page","try":"Check the address, or begin at the search page"}})");
  EXPECT_EQ(header(page, "Retry-After"), "");
  EXPECT_NE(world().get("/nowhere", "").body.find("ไม่พบหน้านี้"), std::string::npos);
}

TEST_F(DeskTest, SendsWhoIsNotSignedInToTheSignInPageAndBack) {
  const http::Response page = world().get("/search?q=%E0%B8%81&x=a%20b", "");
  EXPECT_EQ(page.status, 303);
  EXPECT_EQ(header(page, "Location"), "/sign-in?next=%2Fsearch%3Fq%3D%25E0%25B8%2581%26x%3Da%2520b");
  EXPECT_EQ(world().get("/api/v1/overview", "").status, 401);
  http::Request guessed = world().request("GET", "/search", "");
  guessed.cookies = {{"banthuek", "guess"}};
  EXPECT_EQ(world().desk().answer(guessed).status, 303);
}

TEST_F(DeskTest, KnowsASessionOverTlsOnlyByTheCookieThatNoPlainPageCanSet) {
  http::Request secure = world().request("GET", "/search", "reader");
  secure.secure = true;
  EXPECT_EQ(world().desk().answer(secure).status, 303);
  secure.cookies[0].first = "__Host-banthuek";
  const http::Response answer = world().desk().answer(secure);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(header(answer, "Strict-Transport-Security"), "max-age=31536000");
  secure.secure = false;
  EXPECT_EQ(world().desk().answer(secure).status, 303);
}

TEST_F(DeskTest, EveryAnswerHasTheHeadersOfSafety) {
  for (const char* target : {"/search", "/static/desk.css", "/nowhere", "/api/v1/overview"}) {
    const http::Response answer = world().get(target);
    EXPECT_EQ(header(answer, "Content-Security-Policy"),
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; "
              "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        << target;
    EXPECT_EQ(header(answer, "X-Content-Type-Options"), "nosniff") << target;
    EXPECT_EQ(header(answer, "Referrer-Policy"), "same-origin") << target;
    EXPECT_EQ(header(answer, "Cross-Origin-Opener-Policy"), "same-origin") << target;
    EXPECT_EQ(header(answer, "Cross-Origin-Resource-Policy"), "same-origin") << target;
    EXPECT_EQ(header(answer, "Strict-Transport-Security"), "") << target;
  }
  EXPECT_EQ(header(world().get("/search"), "Cache-Control"), "no-store");
  EXPECT_EQ(header(world().get("/api/v1/overview"), "Cache-Control"), "private, no-cache");
  EXPECT_EQ(header(world().get("/static/desk.css"), "Cache-Control"), "public, max-age=60");
}

TEST_F(DeskTest, SpeaksTheLanguageAskedForAndRemembersIt) {
  struct Case {
    const char *target, *cookie, *speaks, *remembers;
  };
  for (const Case& c : {Case{"/help", "", "th", ""},
                        {"/help?lang=en", "", "en", "lang=en; Path=/; Max-Age=31536000; SameSite=Lax"},
                        {"/help", "en", "en", ""},
                        {"/help?lang=th", "en", "th", "lang=th; Path=/; Max-Age=31536000; SameSite=Lax"},
                        {"/help?lang=xx", "en", "th", ""},
                        {"/help", "xx", "th", ""}}) {
    http::Request request = world().request("GET", c.target, "reader");
    if (*c.cookie) request.cookies.emplace_back("lang", c.cookie);
    const http::Response answer = world().desk().answer(request);
    EXPECT_NE(answer.body.find("<html lang=\"" + std::string(c.speaks) + "\">"), std::string::npos) << c.target << c.cookie;
    EXPECT_EQ(header(answer, "Set-Cookie"), c.remembers) << c.target << c.cookie;
  }
}

TEST_F(DeskTest, LeadsToTheSamePageInTheOtherLanguage) {
  const auto has = [&](const http::Response& answer, const std::string& href) {
    return answer.body.find("<a href=\"" + href + "\" hreflang") != std::string::npos;
  };
  EXPECT_TRUE(has(world().get("/help?a=1&lang=en&b=%26"), "/help?a=1&amp;b=%26&amp;lang=th"));
  EXPECT_TRUE(has(world().get("/help"), "/help?lang=en"));
  EXPECT_TRUE(has(world().post("/documents/" + key_of("a66") + "/correct", {}), "/?lang=en")) << "a form has no other language";
}

TEST_F(DeskTest, OffersEachRoleWhatItMayAndMarksWhereItIs) {
  struct Case {
    const char* who;
    std::vector<const char*> tabs;
  };
  const std::vector<const char*> all = {"/search", "/review", "/overview", "/compare", "/import", "/accounts", "/help"};
  for (const Case& c : {Case{"", {"/help"}},
                        {"reader", {"/search", "/overview", "/compare", "/help"}},
                        {"editor", {"/search", "/review", "/overview", "/compare", "/import", "/help"}},
                        {"admin", all}}) {
    const std::string body = world().get("/help", c.who).body;
    for (const char* tab : all) {
      const bool mine = std::find_if(c.tabs.begin(), c.tabs.end(), [&](const char* t) { return std::string_view(t) == tab; }) != c.tabs.end();
      EXPECT_EQ(body.find("<a href=\"" + std::string(tab) + "\"") != std::string::npos, mine) << c.who << " " << tab;
    }
    EXPECT_EQ(body.find("action=\"/sign-out\"") != std::string::npos, *c.who != '\0') << c.who;
    EXPECT_EQ(body.find("<a class=\"user\" href=\"/account\">" + std::string(c.who) + "</a>") != std::string::npos, *c.who != '\0') << c.who;
  }
  for (const char* tab : all) {
    const std::string body = world().get(tab, "admin").body;
    EXPECT_EQ(times(body, "aria-current=\"page\""), 1) << tab;
    EXPECT_NE(body.find("<a href=\"" + std::string(tab) + "\" aria-current=\"page\">"), std::string::npos) << tab;
  }
  EXPECT_NE(world().get("/").body.find("<a href=\"/search\" aria-current=\"page\">"), std::string::npos);
  World open([](site::SiteOptions& o) { o.door = site::AccessMode::kOpen; });
  EXPECT_EQ(open.get("/help", "").body.find("/sign-out"), std::string::npos) << "nobody signs out of an open door";
}

TEST_F(DeskTest, ServesStaticFilesToEverybody) {
  EXPECT_EQ(world().get("/static/desk.css", "").status, 200);
  EXPECT_EQ(world().get("/static/nothing.css", "").status, 404);
  EXPECT_EQ(world().post("/static/desk.css", {}, "admin").status, 404);
}

struct HostCase {
  const char* host;
  int status;
};
TEST(Hosts, ThatWereNotNamedAreNotAnswered) {
  World world([](site::SiteOptions& o) { o.hosts = {"desk.example", "[::1]"}; });
  for (const HostCase& c : {HostCase{"desk.example", 200},
                            {"desk.example:8443", 200},
                            {"[::1]:80", 200},
                            {"[::1]", 200},
                            {"evil.example", 421},
                            {"desk.example.evil", 421},
                            {"", 421},
                            {"desk", 421}})
    EXPECT_EQ(world.get("/help", "", {{"host", c.host}}).status, c.status) << c.host;
  EXPECT_EQ(world.get("/help", "").status, 421);
  EXPECT_EQ(world.desk().plan(world.request("POST", "/review", "editor")).refuse->status, 421);
}

struct SiteCase {
  http::Pairs headers;
  int status;
};
TEST_F(DeskTest, TakesFormsFromItsOwnPagesOnly) {
  const std::string target = "/documents/" + key_of("a66") + "/reviewed";
  for (const SiteCase& c : {SiteCase{{}, 303},
                            {{{"sec-fetch-site", "same-origin"}}, 303},
                            {{{"sec-fetch-site", "none"}}, 303},
                            {{{"sec-fetch-site", "same-site"}}, 403},
                            {{{"sec-fetch-site", "cross-site"}}, 403},
                            {{{"origin", "http://desk.example"}, {"host", "desk.example"}}, 303},
                            {{{"origin", "http://evil.example"}, {"host", "desk.example"}}, 403},
                            {{{"origin", "desk.example"}, {"host", "desk.example"}}, 403},
                            {{{"origin", "null"}, {"host", "null"}}, 403},
                            {{{"sec-fetch-site", "cross-site"}, {"origin", "http://desk.example"}, {"host", "desk.example"}}, 403}})
    EXPECT_EQ(world().post(target, {}, "editor", c.headers).status, c.status);
  EXPECT_EQ(world().get("/help", "", {{"sec-fetch-site", "cross-site"}}).status, 200) << "reading from elsewhere is no harm";
}

TEST_F(DeskTest, TakesFormsWithTheVisitorsOwnTokenOnly) {
  const std::string target = "/documents/" + key_of("a66") + "/reviewed", own = world().csrf_of("editor");
  const auto status = [&](const char* who, const std::string& token) { return world().post(target, {{"csrf", token}}, who).status; };
  EXPECT_EQ(status("editor", own), 303);
  EXPECT_EQ(status("editor", ""), 403);
  EXPECT_EQ(status("editor", own + "x"), 403);
  EXPECT_EQ(status("editor", own.substr(1)), 403);
  EXPECT_EQ(status("editor", world().csrf_of("second")), 403);
  EXPECT_EQ(status("editor", world().csrf_of("")), 403);
  EXPECT_EQ(status("second", own), 403);
  EXPECT_EQ(world().post(target, {{"csrf", "x"}}, "editor", {{"x-csrf", own}}).status, 303) << "scripts send it as a header";
  EXPECT_EQ(world().post(target, {{"csrf", own}}, "editor", {{"x-csrf", "x"}}).status, 403);
  EXPECT_EQ(world().csrf_of(""), world().csrf_of(""));
  EXPECT_NE(world().csrf_of(""), World().csrf_of(""));
}

TEST(Searches, AreLimitedByAddress) {
  World world([](site::SiteOptions& o) { o.searches_per_minute = 12; });  // a burst of 2
  const auto from = [&](const char* address, const char* target) {
    http::Request request = world.request("GET", target, "reader");
    request.address = address;
    return world.desk().answer(request);
  };
  EXPECT_EQ(from("192.0.2.1", "/search/suggestions").status, 200);
  EXPECT_EQ(from("192.0.2.1", "/search/suggestions").status, 200);
  const http::Response third = from("192.0.2.1", "/api/v1/overview?lang=en");
  EXPECT_EQ(third.status, 429);
  EXPECT_EQ(header(third, "Retry-After"), "10");
  EXPECT_EQ(third.body, R"({"error":{"status":429,"message":"Too many requests","try":"Wait ten seconds, then try again"}})");
  EXPECT_EQ(from("192.0.2.1", "/help").status, 200) << "what everybody may see is not limited";
  EXPECT_EQ(from("192.0.2.1", ("/iiif/" + key_of("a66") + ".1/full/max/90/default.jpg").c_str()).status, 400) << "nor are pictures: a page has many";
  EXPECT_EQ(from("192.0.2.1", ("/iiif/" + key_of("a66") + ".1/info.json").c_str()).status, 429);
  EXPECT_EQ(from("192.0.2.2", "/search/suggestions").status, 200);
}

TEST(Searches, BelowSixAMinuteAreStillOneAtOnce) {
  World world([](site::SiteOptions& o) { o.searches_per_minute = 1; });
  EXPECT_EQ(world.get("/search/suggestions").status, 200);
  EXPECT_EQ(world.get("/search/suggestions").status, 429);
}

TEST(Trouble, OfOursIsAPageWithoutDetails) {
  World world;
  store::Store::open(world.archive(), database::Access::kWrite).db().script("DROP TABLE ledger");
  const http::Response answer = world.get("/import?lang=en");
  EXPECT_EQ(answer.status, 500);
  EXPECT_NE(answer.body.find("<p>Try again; if it stays, tell the administrator: the log says more</p>"), std::string::npos);
  EXPECT_EQ(answer.body.find("ledger<"), std::string::npos);
  EXPECT_EQ(answer.body.find("no such table"), std::string::npos);
  const http::Response theirs = world.get("/api/v1/measures?limit=0&lang=en");
  EXPECT_EQ(theirs.status, 400);
  EXPECT_EQ(theirs.body, R"({"error":{"status":400,"message":"What was entered is not valid","try":"limit: give 1 to 100"}})");
}

// Below a path of a host: no link, address of a picture or redirect leaves it.
TEST_F(DeskTest, StandsBelowAPrefixWithAllItsLinks) {
  const std::string key = key_of("a66");
  for (const std::string& target :
       std::vector<std::string>{"/", "/search?q=%E0%B8%81", "/documents/" + key, "/review", "/overview", "/audit", "/documents",
                                "/office?name=" + http::percent_encode(kOfficeA), "/compare", "/import", "/help", "/nowhere"}) {
    http::Request request = world().request("GET", target, "editor");
    request.prefix = "/banthuek";
    const http::Response answer = world().desk().answer(request);
    for (const char* attribute : {" href=\"/", " src=\"/", " action=\"/", " data-iiif=\"/", " data-href=\"/"}) {
      const std::string all = attribute, below = all + "banthuek/";
      EXPECT_EQ(times(answer.body, all), times(answer.body, below)) << target << attribute;
    }
    EXPECT_NE(answer.body.find("<meta name=\"base\" content=\"/banthuek\">"), std::string::npos);
  }
  http::Request nobody = world().request("GET", "/search?q=x", "");
  nobody.prefix = "/a/b";
  EXPECT_EQ(header(world().desk().answer(nobody), "Location"), "/a/b/sign-in?next=%2Fsearch%3Fq%3Dx");
  http::Request api = world().request("GET", "/api/v1/documents/" + key, "reader");
  api.prefix = "/a";
  EXPECT_EQ(json_of(world().desk().answer(api))["pictures"][0]["iiif"], "/a/iiif/" + key + ".1");
  api = world().request("GET", "/search/suggestions?q=%E0%B8%88%E0%B8%B1%E0%B8%94", "reader");
  api.prefix = "/a";
  EXPECT_EQ(json_of(world().desk().answer(api))[0]["href"].get<std::string>().substr(0, 13), "/a/documents/");
}

TEST_F(DeskTest, PrintsWhoSawWhatAndWhen) {
  const std::string page = world().get("/search?q=%E0%B8%88%E0%B8%B1%E0%B8%94&lang=en").body;
  const auto begin = page.find("<div class=\"print-head\"");
  ASSERT_NE(begin, std::string::npos);
  const std::string head = page.substr(begin, page.find("</div>", begin) - begin);
  EXPECT_NE(head.find("Search words: จัด"), std::string::npos) << head;
  EXPECT_NE(head.find("editor · "), std::string::npos) << head;
}

TEST_F(DeskTest, LeadsBackToTheFormWhereASessionEndedUnderIt) {
  const http::Response page = world().post("/documents/" + key_of("a66") + "/correct", {{"field", "title"}}, "");
  EXPECT_EQ(page.status, 401);
  EXPECT_NE(page.body.find("href=\"/sign-in?next=%2Fdocuments%2F" + key_of("a66") + "\""), std::string::npos);
  EXPECT_NE(world().post("/review", {}, "").body.find("href=\"/sign-in?next=%2Freview\""), std::string::npos);
}

}  // namespace site_test
}  // namespace banthuek::serve
