// Signing in and out, and the list of accounts.
#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/database/database.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace account_pages_test {

constexpr const char* kPassword = "a long pass word";

// One account, since each costs hashing.
class SignIn : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = new World;
    world_->desk().accounts().add("malee", access::Role::kEditor, kPassword);
  }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;
  World& world() { return *world_; }
  http::Response sign_in(const std::string& name, const std::string& password, const std::string& next = "") {
    return world().post("/sign-in", {{"name", name}, {"password", password}, {"next", next}}, "");
  }
};
World* SignIn::world_ = nullptr;

TEST_F(SignIn, GivesASessionThatOnlyThisSiteCanUse) {
  const http::Response answer = sign_in("malee", kPassword, "/review?skip=2");
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(header(answer, "Location"), "/review?skip=2");
  const std::string cookie = header(answer, "Set-Cookie");
  ASSERT_EQ(cookie.substr(0, 9), "banthuek=");
  ASSERT_GT(cookie.size(), 52u);
  EXPECT_EQ(cookie.substr(52), "; Path=/; HttpOnly; SameSite=Lax");
  EXPECT_EQ(world().last_noted(), " signed in malee ");
  http::Request next = world().request("GET", "/review", "");
  next.cookies = {{"banthuek", cookie.substr(9, 43)}};
  EXPECT_EQ(world().desk().answer(next).status, 200);
  next.path = next.target = "/accounts";
  EXPECT_EQ(world().desk().answer(next).status, 403) << "an editor";
  next.path = next.target = "/sign-in";
  EXPECT_EQ(header(world().desk().answer(next), "Location"), "/");

  next.path = next.target = "/sign-out";
  next.method = "POST";
  next.form = {{"csrf", world().desk().sessions().get(next.cookies[0].second, std::chrono::steady_clock::now())->csrf}};
  const http::Response out = world().desk().answer(next);
  EXPECT_EQ(header(out, "Location"), "/sign-in");
  EXPECT_EQ(header(out, "Set-Cookie"), "banthuek=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
  next.path = next.target = "/review";
  next.method = "GET";
  EXPECT_EQ(world().desk().answer(next).status, 303) << "the session is over";
}

// Removed, demoted, or with a new password: the session that was begun before knows at once.
TEST_F(SignIn, EndsWithTheAccountItRestsOn) {
  const auto session = [&] {
    http::Request out = world().request("GET", "/review", "");
    out.cookies = {{"banthuek", header(sign_in("somsri", kPassword), "Set-Cookie").substr(9, 43)}};
    return out;
  };
  access::Accounts& accounts = world().desk().accounts();
  accounts.add("somsri", access::Role::kEditor, kPassword);
  const http::Request first = session();
  EXPECT_EQ(world().desk().answer(first).status, 200);
  accounts.set_role("somsri", access::Role::kReader);
  EXPECT_EQ(world().desk().answer(first).status, 403) << "readers review nothing";
  accounts.set_role("somsri", access::Role::kEditor);
  EXPECT_EQ(world().desk().answer(first).status, 200);
  accounts.set_password("somsri", std::string(kPassword) + " new");
  EXPECT_EQ(world().desk().answer(first).status, 303) << "signed in with the old password";
  accounts.set_password("somsri", kPassword);
  const http::Request second = session();
  EXPECT_EQ(world().desk().answer(second).status, 200);
  accounts.remove("somsri");
  EXPECT_EQ(world().desk().answer(second).status, 303);
}

TEST_F(SignIn, OverTlsGivesACookieThatGoesNowhereElse) {
  http::Request request = world().request("POST", "/sign-in", "");
  request.secure = true;
  request.form = {{"csrf", world().csrf_of("")}, {"name", "malee"}, {"password", kPassword}};
  const http::Response in = world().desk().answer(request);
  const std::string cookie = header(in, "Set-Cookie");
  EXPECT_EQ(cookie.substr(0, 16), "__Host-banthuek=");
  EXPECT_EQ(cookie.substr(16 + 43), "; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(header(in, "Location"), "/");
  http::Request out = world().request("POST", "/sign-out", "");
  out.secure = true;
  out.cookies = {{"__Host-banthuek", cookie.substr(16, 43)}};
  const auto now = std::chrono::steady_clock::now();
  out.form = {{"csrf", world().desk().sessions().get(out.cookies[0].second, now)->csrf}};
  EXPECT_EQ(header(world().desk().answer(out), "Set-Cookie"), "__Host-banthuek=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
  EXPECT_FALSE(world().desk().sessions().get(out.cookies[0].second, now));
}

TEST_F(SignIn, WithAWrongNameOrPasswordSaysNotWhich) {
  const std::string wrong = "<p class=\"wrong\" role=\"alert\">ชื่อหรือรหัสผ่านไม่ถูกต้อง ลองพิมพ์ใหม่</p>";
  for (const auto& [name, password] :
       http::Pairs{{"malee", "another pass word"}, {"nobody", kPassword}, {"malee", std::string(1025, 'a')}, {"", std::string(1025, 'a')}}) {
    const http::Response answer = sign_in(name, password, "/review");
    EXPECT_EQ(answer.status, 401) << name;
    EXPECT_NE(answer.body.find(wrong), std::string::npos) << name;
    EXPECT_EQ(header(answer, "Set-Cookie"), "") << name;
    // One that was tried before in this minute is kept once.
    const auto rows = world().audit();
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.action == "sign-in failed" && row.subject == name; }))
        << name;
    EXPECT_NE(answer.body.find("name=\"next\" value=\"/review\""), std::string::npos) << name;
    EXPECT_EQ(answer.body.find(password), std::string::npos) << name;
  }
  sign_in(std::string(70, 'a'), std::string(1025, 'a'));
  EXPECT_EQ(world().last_noted(), " sign-in failed " + std::string(64, 'a') + " ") << "of a long name 64 bytes are noted";
  EXPECT_NE(sign_in("<script>\"", std::string(1025, 'a')).body.find("name=\"name\" value=\"&lt;script&gt;&quot;\""), std::string::npos);
}

TEST_F(SignIn, LeadsOnToThisSiteOnly) {
  struct Case {
    const char *next, *goes;
  };
  for (const Case& c : {Case{"", "/"},
                        {"/search?q=a", "/search?q=a"},
                        {"//evil.example", "/"},
                        {"/\\evil.example", "/"},
                        {"https://evil.example", "/"},
                        {"/a\r\nSet-Cookie: x=y", "/"},
                        {"/a\nb", "/"},
                        {"search", "/"},
                        {"/a/../b", "/"},
                        {"/search?q=\\", "/"},
                        {"/%00", "/"}}) {
    const http::Response page = world().get("/sign-in?next=" + http::percent_encode(c.next), "");
    EXPECT_NE(page.body.find("name=\"next\" value=\"" + std::string(c.goes) + "\""), std::string::npos) << c.next;
  }
  EXPECT_EQ(header(sign_in("malee", kPassword, "//evil.example"), "Location"), "/");
  const http::Response plain = world().get("/sign-in?next=/help&lang=en", "");
  EXPECT_EQ(plain.body.find("class=\"wrong\""), std::string::npos);
  EXPECT_NE(plain.body.find("<title>Sign in · ITA report desk</title>"), std::string::npos);
}

TEST(SignInLimit, CountsByAddressAndByName) {
  World world([](site::SiteOptions& o) { o.sign_ins_per_minute = 2; });
  const auto from = [&](const char* address, const char* name) {
    http::Request request = world.request("POST", "/sign-in", "");
    request.address = address;
    // Longer than any password, so that nothing is hashed.
    request.form = {{"csrf", world.csrf_of("")}, {"name", name}, {"password", std::string(1025, 'a')}};
    return world.desk().answer(request);
  };
  EXPECT_EQ(from("192.0.2.1", "a").status, 401);
  EXPECT_EQ(from("192.0.2.1", "b").status, 401);
  const http::Response third = from("192.0.2.1", "c");
  EXPECT_EQ(third.status, 429);
  EXPECT_EQ(header(third, "Retry-After"), "60");
  EXPECT_NE(third.body.find("ลองหลายครั้งเกินไป"), std::string::npos);
  EXPECT_EQ(world.last_noted(), " sign-in limited c ");
  EXPECT_EQ(from("192.0.2.2", "a").status, 401);
  EXPECT_EQ(from("192.0.2.3", "a").status, 401) << "a few places do not lock a name out";
  EXPECT_EQ(from("192.0.2.3", "d").status, 401);
  EXPECT_EQ(from("192.0.2.3", std::string(70, 'n').c_str()).status, 429);
  EXPECT_EQ(world.last_noted(), " sign-in limited " + std::string(64, 'n') + " ");
}

TEST(SignInLimit, BelowOneAMinuteStillTakesOne) {
  World world([](site::SiteOptions& o) { o.sign_ins_per_minute = 0.1; });
  const http::Pairs form = {{"name", "a"}, {"password", std::string(1025, 'a')}};
  EXPECT_EQ(world.post("/sign-in", form, "").status, 401);
  EXPECT_EQ(world.post("/sign-in", form, "").status, 429);
}

TEST_F(SignIn, AccountsAndAuditLogAreShownToAdministrators) {
  world().desk().note(
      site::RequestContext{world().request("GET", "/help", "admin"), view::Language::kThai, {"admin", access::Role::kAdmin, "", {}, {}, {}}, {}},
      "<act>", "<subject>", "<detail>");
  EXPECT_NE(world().get("/accounts?lang=en", "admin").body.find("<tr><td>malee</td><td></td><td>editor</td><td>"), std::string::npos);
  EXPECT_NE(world()
                .get("/log?lang=en", "admin")
                .body.find("<td>admin</td><td>&lt;act&gt;</td><td class=\"wrap\">&lt;subject&gt; &lt;detail&gt;</td><td>192.0.2.7</td>"),
            std::string::npos);
  EXPECT_NE(world().get("/accounts", "admin").body.find("<td>malee</td><td></td><td>ผู้แก้ไข</td>"), std::string::npos);
}

TEST_F(SignIn, HelpIsThereInBothLanguages) {
  const std::string thai = world().get("/help", "").body, english = world().get("/help?lang=en", "").body;
  EXPECT_NE(thai.find("help-search-th.jpg"), std::string::npos);
  EXPECT_NE(english.find("help-search-en.jpg"), std::string::npos);
  EXPECT_EQ(english.find("help-search-th.jpg"), std::string::npos);
}

}  // namespace account_pages_test
}  // namespace banthuek::serve
