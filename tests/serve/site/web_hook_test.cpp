// The web hook: which addresses it may speak to, what it says, and that what was not heard is said again.
#include "pipeline/serve/site/web_hook.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <mutex>

#include "pipeline/report/name_mask.h"
#include "pipeline/serve/access/saved_searches.h"
#include "pipeline/serve/http/listen.h"
#include "pipeline/serve/http/post.h"
#include "pipeline/serve/site/search_view.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace web_hook_test {

// Another server: keeps what was posted, answers as it is told to.
class Ear : public http::Service {
 public:
  http::BodyPlan plan(const http::Request&) override {
    http::BodyPlan plan;
    plan.kind = http::BodyPlan::Kind::kText;
    plan.max_bytes = 1 << 20;
    return plan;
  }
  http::Response answer(const http::Request& request) override {
    const std::lock_guard lock(mutex);
    heard.push_back(request.method + " " + request.target + " " + request.body);
    if (status == 302) return http::redirect("/elsewhere");
    return http::json_answer("{}", status);
  }
  std::mutex mutex;
  std::vector<std::string> heard;
  int status = 200;
};

class Hook : public testing::Test {
 protected:
  Hook() {
    http::ListenOptions options;
    options.port = 0;
    options.threads = 2;
    listener_ = std::make_unique<http::Listener>(options, ear_);
    thread_ = std::thread([this] { listener_->run(); });
  }
  ~Hook() override {
    listener_->stop();
    thread_.join();
  }
  std::string address(const std::string& path = "/hook?to=a") const { return fmt::format("http://127.0.0.1:{}{}", listener_->port(), path); }
  void put(World& world, const char* office, const char* title) {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    Document d = report_of(office);
    d.last_page = 1;
    d.measures = {measure(title)};
    store.put_file(stored_file(std::string(office) + ".pdf", d));
    store.finish();
  }
  Ear ear_;

 private:
  std::unique_ptr<http::Listener> listener_;
  std::thread thread_;
};

TEST_F(Hook, TellsOnceWhatASavedSearchFindsAnew) {
  World world;
  const std::string query = "q=" + http::percent_encode("จัดซื้อ");
  world.post("/saved", {{"act", "save"}, {"name", "จัดซื้อ"}, {"query", query}}, "reader");
  site::WebHook hook(world.desk().archive(), world.desk().saved_searches(), address(), site::HookNames::kShown, site::WebHook::Begin::kWhenTold);
  EXPECT_EQ(hook.tell().searches, 0) << "what was there when it was saved is not new";
  EXPECT_TRUE(ear_.heard.empty());
  put(world, "เทศบาลตำบลมาใหม่", "แผนการจัดซื้อจัดจ้างใหม่");
  put(world, "เทศบาลตำบลอื่น", "ปลูกต้นไม้");
  ear_.status = 500;
  EXPECT_EQ(hook.tell().failed, 1);
  ear_.status = 302;
  EXPECT_EQ(hook.tell().failed, 1) << "a redirect is no answer, and is not followed";
  ear_.status = 204;
  EXPECT_EQ(hook.tell().searches, 1) << "what was not heard is told again";
  EXPECT_EQ(hook.tell().searches, 0) << "and then no more";
  ASSERT_EQ(ear_.heard.size(), 3u);
  const std::string head = "POST /hook?to=a ";
  ASSERT_EQ(ear_.heard.back().substr(0, head.size()), head);
  const view::Json said = view::Json::parse(ear_.heard.back().substr(head.size()));
  EXPECT_EQ(said["search"], "จัดซื้อ");
  EXPECT_EQ(said["owner"], "reader");
  EXPECT_EQ(said["query"], query);
  EXPECT_EQ(said["more"], 0);
  ASSERT_EQ(said["new"].size(), 1u);
  EXPECT_EQ(said["new"][0]["office"], "เทศบาลตำบลมาใหม่");
  EXPECT_EQ(said["new"][0]["document"].get<std::string>().size(), 16u);
  world.post("/saved", {{"act", "looked"}, {"id", "1"}}, "reader");
  EXPECT_EQ(hook.tell().searches, 0) << "that somebody looked tells nothing anew";
}

TEST_F(Hook, TellsNothingOfWhoIsGone) {
  World world;
  world.post("/saved", {{"act", "save"}, {"name", "จัดซื้อ"}, {"query", "q=" + http::percent_encode("จัดซื้อ")}}, "reader");
  const access::HookedSearch kept = world.desk().saved_searches().hooked().at(0);
  put(world, "เทศบาลตำบลมาใหม่", "แผนการจัดซื้อจัดจ้างใหม่");
  world.desk().accounts().set_disabled("reader", true);
  site::WebHook hook(world.desk().archive(), world.desk().saved_searches(), address(), site::HookNames::kShown, site::WebHook::Begin::kWhenTold);
  EXPECT_EQ(hook.tell().searches, 0);
  EXPECT_TRUE(ear_.heard.empty());
  world.desk().accounts().set_disabled("reader", false);
  EXPECT_EQ(hook.tell().searches, 1) << "who is there again hears what came meanwhile";
  // Between the question and the answer the search may have become another one under the same number.
  access::HookedSearch other = kept;
  other.query = "q=x";
  world.desk().saved_searches().set_told(other, {});
  EXPECT_FALSE(world.desk().saved_searches().told(kept)->empty()) << "what was told of another query takes nothing from this one";
  EXPECT_FALSE(world.desk().saved_searches().told(other)) << "nor is anything of it told";
  world.desk().accounts().set_disabled("reader", true);
  EXPECT_FALSE(world.desk().saved_searches().told(kept)) << "whoever was there when the round began";
}

// A saved query that asks for a person would tell a reader by its hits who stands where.
TEST_F(Hook, AsksForNobodyWhereNamesAreMasked) {
  World world([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  put(world, "เทศบาลตำบลมาใหม่", "อบรมโดยนายสมมุติ ใจดี");  // who signs (samples.h)
  const auto person = site::wanted_in("q=" + http::percent_encode("สมมุติ ใจดี"));
  EXPECT_EQ(site::find_all(world.desk().archive(), person, site::Names::kShown).size(), 1u);
  EXPECT_TRUE(site::find_all(world.desk().archive(), person, site::Names::kMasked).empty());
  EXPECT_TRUE(site::documents_found(world.desk().archive(), person, site::Names::kMasked).empty());
  const auto all = site::wanted_in("q=" + http::percent_encode("จัดซื้อ"));
  EXPECT_EQ(site::find_all(world.desk().archive(), all, site::Names::kMasked), site::find_all(world.desk().archive(), all, site::Names::kShown));
}

TEST_F(Hook, HidesNamesWhereTheyAreMasked) {
  World world([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  world.post("/saved", {{"act", "save"}, {"name", "อบรม"}, {"query", "q=" + http::percent_encode("อบรม")}}, "editor");
  put(world, "เทศบาลตำบลมาใหม่", "อบรมเจ้าหน้าที่");
  site::WebHook hook(world.desk().archive(), world.desk().saved_searches(), address(), site::HookNames::kMasked, site::WebHook::Begin::kWhenTold);
  EXPECT_EQ(hook.tell().searches, 1);
  ASSERT_EQ(ear_.heard.size(), 1u);
  EXPECT_EQ(world.desk().archive().name_mask()->mask(ear_.heard[0]), ear_.heard[0]) << "no name is left in it";
}

TEST_F(Hook, WhatIsNotThereIsNoAnswer) {
  EXPECT_EQ(http::post_json("http://127.0.0.1:1/", "{}"), 0);
  EXPECT_EQ(http::post_json(address("/x"), "{\"a\":1}"), 200);
  EXPECT_EQ(ear_.heard, (std::vector<std::string>{"POST /x {\"a\":1}"}));
}

// Who starts the desk says where it may speak to, and even they not to just anything.
TEST(HookAddress, IsEncryptedOrOnThisMachine) {
  for (const char* good : {"https://hook.example", "https://hook.example/path?x=1", "https://hook.example:8443/", "https://[2001:db8::1]:443/",
                           "http://localhost:8080/x", "http://127.0.0.1/", "http://[::1]:9/"})
    EXPECT_EQ(message_of([&] { http::check_post_address(good); }), "") << good;
  for (const char* bad : {"",
                          "x",
                          "ftp://a/",
                          "http://hook.example/",
                          "http://192.168.1.1/",
                          "http://localhost.evil.example/",
                          "https://",
                          "https:///x",
                          "http://127.evil.example/",
                          "https://a:99999/",
                          "https://a:0/",
                          "https://[]/x",
                          "https://[::1",
                          "https://user@h/",
                          "https://localhost@h/",
                          "https://a b/",
                          "https://a/\r\nX: y",
                          "https://a:port/",
                          "https://a:/",
                          "https://a:123456/",
                          "https://a/#x",
                          "https://a\\b/",
                          "file:///etc/passwd",
                          "https://ก/"})
    EXPECT_NE(message_of([&] { http::check_post_address(bad); }).find("is no address to post to"), std::string::npos) << bad;
  EXPECT_NE(message_of([&] { World world([](site::SiteOptions& o) { o.web_hook = "http://10.0.0.1/"; }); }), "") << "the desk does not open";
}

}  // namespace web_hook_test
}  // namespace banthuek::serve
