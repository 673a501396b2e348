// Accounts, tokens, the log and the health page in the browser; saved searches and their feed.
#include <gtest/gtest.h>

#include <thread>

#include "pipeline/serve/access/tokens.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace admin_test {

// What stands between <code> and </code>.
std::string secret_of(const http::Response& response) {
  const std::size_t at = response.body.find("<code>");
  return at == std::string::npos ? "" : response.body.substr(at + 6, response.body.find("</code>") - at - 6);
}

class AdminPages : public testing::Test {
 protected:
  World world_;

  http::Request signed_in(const std::string& name, const std::string& password, const std::string& path) {
    const http::Response in = world_.post("/sign-in", {{"name", name}, {"password", password}}, "");
    http::Request out = world_.request("GET", path, "");
    const std::string cookie = header(in, "Set-Cookie");
    if (cookie.size() > 52) out.cookies = {{"banthuek", cookie.substr(9, 43)}};
    return out;
  }
};

// Invited, signed in once with what was told, and nothing can be done before a password of one's own is set.
TEST_F(AdminPages, InviteWithAPasswordForOneTime) {
  const http::Response made = world_.post("/accounts", {{"act", "invite"}, {"name", "malee"}, {"display", "มาลี ใจดี"}, {"role", "editor"}}, "admin");
  ASSERT_EQ(made.status, 200);
  const std::string password = secret_of(made);
  ASSERT_EQ(password.size(), 19u);
  EXPECT_EQ(world_.last_noted(), "admin account made malee editor");
  EXPECT_EQ(world_.get("/accounts", "admin").body.find(password), std::string::npos) << "told once";
  http::Request visit = signed_in("malee", password, "/search");
  ASSERT_FALSE(visit.cookies.empty());
  EXPECT_EQ(header(world_.desk().answer(visit), "Location"), "/account");
  visit.path = visit.target = "/api/v1/documents";
  EXPECT_EQ(world_.desk().answer(visit).status, 303);
  visit.path = visit.target = "/account";
  EXPECT_NE(world_.desk().answer(visit).body.find("รหัสผ่านนี้ใช้ได้ครั้งเดียว"), std::string::npos);
  visit.method = "POST";
  const auto form = [&](const char* now, const char* after, const char* again) {
    const auto session = world_.desk().sessions().get(visit.cookies[0].second, std::chrono::steady_clock::now());
    visit.form = {{"csrf", session->csrf}, {"act", "password"}, {"now", now}, {"after", after}, {"again", again}};
    return world_.desk().answer(visit);
  };
  const auto session = world_.desk().sessions().get(visit.cookies[0].second, std::chrono::steady_clock::now());
  visit.form = {{"csrf", session->csrf}, {"act", "token"}, {"title", "a program"}, {"role", "nobody"}, {"days", "9"}};
  EXPECT_EQ(world_.desk().answer(visit).status, 403) << "nothing else before";
  EXPECT_EQ(form("wrong", "a long pass word", "a long pass word").status, 400);
  EXPECT_EQ(form(password.c_str(), "a long pass word", "another").status, 400);
  EXPECT_EQ(form(password.c_str(), password.c_str(), password.c_str()).status, 400);
  EXPECT_EQ(form(password.c_str(), "short", "short").status, 400);
  const http::Response changed = form(password.c_str(), "a long pass word", "a long pass word");
  EXPECT_EQ(changed.status, 303);
  visit.method = "GET";
  visit.path = visit.target = "/dossiers";
  visit.cookies = {{"banthuek", header(changed, "Set-Cookie").substr(9, 43)}};
  const http::Response page = world_.desk().answer(visit);
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("มาลี ใจดี"), std::string::npos);
  EXPECT_EQ(world_.desk().accounts().sign_in("malee", password), std::nullopt);
}

TEST_F(AdminPages, ResetDisableAndChangeRoles) {
  const std::string first = secret_of(world_.post("/accounts", {{"act", "invite"}, {"name", "somsri"}, {"role", "reader"}}, "admin"));
  const std::string second = secret_of(world_.post("/accounts", {{"act", "reset"}, {"name", "somsri"}}, "admin"));
  EXPECT_NE(first, second);
  EXPECT_EQ(world_.desk().accounts().sign_in("somsri", first), std::nullopt);
  EXPECT_EQ(world_.desk().accounts().sign_in("somsri", second), access::Role::kReader);
  EXPECT_EQ(world_.post("/accounts", {{"act", "disable"}, {"name", "somsri"}}, "admin").status, 303);
  EXPECT_EQ(world_.desk().accounts().sign_in("somsri", second), std::nullopt);
  EXPECT_EQ(world_.desk().accounts().standing("somsri"), std::nullopt);
  world_.post("/accounts", {{"act", "enable"}, {"name", "somsri"}}, "admin");
  world_.post("/accounts", {{"act", "role"}, {"name", "somsri"}, {"role", "editor"}}, "admin");
  EXPECT_EQ(world_.desk().accounts().sign_in("somsri", second), access::Role::kEditor);
  for (const char* act : {"role", "disable", "remove"})
    EXPECT_EQ(world_.post("/accounts", {{"act", act}, {"name", "admin"}, {"role", "reader"}}, "admin").status, 400)
        << act << ": the last administrator stays";
  EXPECT_EQ(world_.post("/accounts", {{"act", "role"}, {"name", "somsri"}, {"role", "king"}}, "admin").status, 400);
  EXPECT_EQ(world_.desk().accounts().sign_in("somsri", second), access::Role::kEditor);
  EXPECT_EQ(world_.post("/accounts", {{"act", "reset"}, {"name", "nobody"}}, "admin").status, 400);
  EXPECT_EQ(world_.post("/accounts", {{"act", "invite"}, {"name", "a b"}, {"role", "reader"}}, "admin").status, 400);
}

// Forgotten at another machine: every session of the person ends, nobody else's, and the account stays as it is.
TEST_F(AdminPages, SignOutEverywhere) {
  const std::string password = "a long pass word";
  for (const char* name : {"malee", "somsri"}) world_.desk().accounts().add(name, access::Role::kEditor, password);
  const http::Request office = signed_in("malee", password, "/review"), home = signed_in("malee", password, "/review"),
                      other = signed_in("somsri", password, "/review");
  for (const http::Request* visit : {&office, &home, &other}) ASSERT_EQ(world_.desk().answer(*visit).status, 200);
  http::Request out = office;
  out.path = out.target = "/account";
  EXPECT_NE(world_.desk().answer(out).body.find("name=\"act\" value=\"sign_out\">ออกจากระบบทุกเครื่อง</button>"), std::string::npos);
  out.method = "POST";
  out.form = {{"csrf", world_.desk().sessions().get(office.cookies[0].second, std::chrono::steady_clock::now())->csrf}, {"act", "sign_out"}};
  EXPECT_EQ(header(world_.desk().answer(out), "Location"), "/sign-in");
  EXPECT_EQ(world_.last_noted(), "malee signed out everywhere malee ");
  EXPECT_EQ(world_.desk().answer(office).status, 303);
  EXPECT_EQ(world_.desk().answer(home).status, 303);
  EXPECT_EQ(world_.desk().answer(other).status, 200);
  EXPECT_EQ(world_.desk().answer(signed_in("malee", password, "/review")).status, 200) << "the account is as it was";
}

TEST_F(AdminPages, TokensStandForTheirOwnerAndNoMore) {
  const http::Response made = world_.post("/account", {{"act", "token"}, {"title", "รายงานรายวัน"}, {"role", "reader"}, {"days", "30"}}, "editor");
  const std::string token = secret_of(made);
  ASSERT_EQ(token.substr(0, 3), "bq_");
  const http::Pairs bearer = {{"authorization", "Bearer " + token}};
  EXPECT_EQ(world_.get("/api/v1/documents", "", bearer).status, 200);
  EXPECT_EQ(world_.get("/api/v1/documents", "", {{"authorization", "Bearer " + token + "x"}}).status, 401);
  EXPECT_EQ(world_.get("/api/v1/documents", "editor", {{"authorization", "Bearer x"}}).status, 401) << "no cookie counts beside it";
  const auto correct = [&](const http::Pairs& headers) {
    http::Request request = world_.request("POST", "/documents/" + key_of("a66") + "/correct", "", headers);
    request.form = {{"field", "measures/1/status"}, {"after", "done"}};
    return world_.desk().answer(request).status;
  };
  EXPECT_EQ(correct(bearer), 403) << "a reader's";
  const std::string editors = secret_of(world_.post("/account", {{"act", "token"}, {"title", "แก้ไข"}, {"role", "editor"}, {"days", "1"}}, "editor"));
  EXPECT_EQ(correct({{"authorization", "Bearer " + editors}}), 303) << "without a token of forms: no browser sends such a header by itself";
  EXPECT_EQ(world_.post("/account", {{"act", "token"}, {"title", "x"}, {"role", "editor"}, {"days", "1"}}, "reader").status, 400);
  EXPECT_EQ(world_.post("/account", {{"act", "token"}, {"title", "x"}, {"role", "admin"}, {"days", "1"}}, "admin").status, 400);
  EXPECT_EQ(world_.get("/account", "editor").body.find(token), std::string::npos) << "shown once";
  const auto all = world_.desk().tokens().all("editor");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_NE(all[1].used, "");
  world_.post("/account", {{"act", "revoke"}, {"id", std::to_string(all[1].id)}}, "reader");
  EXPECT_EQ(world_.get("/api/v1/documents", "", bearer).status, 200) << "not another's";
  world_.post("/accounts", {{"act", "revoke"}, {"id", std::to_string(all[1].id)}}, "admin");
  EXPECT_EQ(world_.get("/api/v1/documents", "", bearer).status, 401);
  world_.desk().accounts().set_disabled("editor", true);
  EXPECT_EQ(correct({{"authorization", "Bearer " + editors}}), 401) << "its owner is gone";
}

TEST_F(AdminPages, TheLogIsFilteredPagedAndTaken) {
  for (int i = 0; i < 120; ++i) world_.desk().accounts().log().note({"", "malee", "192.0.2.9", "saw", "/documents/" + std::to_string(i), ""});
  world_.desk().accounts().log().note({"", "somsri", "192.0.2.9", "corrected", "=cmd", "a \"b\""});
  const std::string first = world_.get("/log?who=malee", "admin").body;
  EXPECT_NE(first.find("พบ 120 รายการ"), std::string::npos);
  EXPECT_NE(first.find("rel=\"next\" href=\"/log?who=malee&amp;page=2\""), std::string::npos);
  EXPECT_EQ(times(first, "<td class=\"wrap\">"), 100);
  EXPECT_EQ(times(world_.get("/log?action=corrected", "admin").body, "<td class=\"wrap\">"), 1);
  EXPECT_EQ(times(world_.get("/log?text=documents%2F119", "admin").body, "<td class=\"wrap\">"), 1);
  EXPECT_EQ(times(world_.get("/log?to=2001-01-01", "admin").body, "<td class=\"wrap\">"), 0);
  const http::Response csv = world_.get("/log.csv?who=somsri&lang=en", "admin");
  EXPECT_NE(csv.body.find("\"somsri\",\"192.0.2.9\",\"corrected\",\"'=cmd\",\"\",\"a \"\"b\"\"\"\r\n"), std::string::npos) << csv.body;
}

TEST_F(AdminPages, HealthIsToldByWhatMattersToAnAdministrator) {
  const std::string page = world_.get("/health?lang=en", "admin").body;
  for (const char* label :
       {"Database", "Write-ahead log", "Free disk space", "Search index", "Documents", "Files that failed", "Memory of the program", "Runs since"})
    EXPECT_NE(page.find(label), std::string::npos) << label;
}

TEST_F(AdminPages, ABackupIsMadeAndChecked) {
  EXPECT_NE(world_.get("/health?lang=en", "admin").body.find("Back up now"), std::string::npos);
  ASSERT_EQ(world_.post("/health", {}, "admin").status, 303);
  std::string page;
  for (int i = 0; i < 300; ++i) {
    page = world_.get("/health?lang=en", "admin").body;
    if (page.find("copying") == std::string::npos && page.find("being checked") == std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  // The invented archive has files that its ledger does not know: the check must say so.
  EXPECT_NE(page.find("The copy has "), std::string::npos) << page;
  EXPECT_NE(page.find(".db <span"), std::string::npos) << "it is listed";
}

TEST_F(AdminPages, SavedSearchesTellWhatIsNew) {
  const std::string query = "q=" + http::percent_encode("จัดซื้อ");
  EXPECT_EQ(world_.post("/saved", {{"act", "save"}, {"name", "จัดซื้อ"}, {"query", query}}, "reader").status, 303);
  EXPECT_NE(world_.get("/saved", "reader").body.find("ไม่มีเอกสารใหม่"), std::string::npos);
  EXPECT_NE(world_.get("/saved", "editor").body.find("ยังไม่มีคำค้นที่บันทึก"), std::string::npos) << "each their own";
  {
    store::Store store = store::Store::open(world_.archive(), database::Access::kWrite);
    Document d = report_of("เทศบาลตำบลมาใหม่");
    d.last_page = 1;
    d.measures = {measure("แผนการจัดซื้อจัดจ้างใหม่")};
    store.put_file(stored_file("new.pdf", d));
    store.finish();
  }
  const std::string page = world_.get("/saved", "reader").body;
  EXPECT_NE(page.find("เอกสารใหม่ 1"), std::string::npos);
  EXPECT_NE(page.find("เทศบาลตำบลมาใหม่"), std::string::npos);
  world_.post("/saved", {{"act", "looked"}, {"id", "1"}}, "reader");
  EXPECT_NE(world_.get("/saved", "reader").body.find("ไม่มีเอกสารใหม่"), std::string::npos);
  const http::Response feed = world_.get("/search.atom?" + query, "reader");
  EXPECT_EQ(feed.type, "application/atom+xml; charset=utf-8");
  EXPECT_EQ(times(feed.body, "<entry>"), 4);
  EXPECT_EQ(feed.body.find("<b>"), std::string::npos);
  world_.post("/saved", {{"act", "remove"}, {"id", "1"}}, "reader");
  EXPECT_NE(world_.get("/saved", "reader").body.find("ยังไม่มีคำค้นที่บันทึก"), std::string::npos);
}

}  // namespace admin_test
}  // namespace banthuek::serve
