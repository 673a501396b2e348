// What one visitor cannot do to the others: take the leases, the memory, the log, somebody's account, another person's say, the disk.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <future>
#include <map>
#include <set>
#include <thread>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/secrets.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace trust_test {

using Clock = std::chrono::steady_clock;

// Pages that ask the store a second question while they hold a lease: with all leases out they waited for each other for ever.
TEST(Leases, AreNoReasonToWaitForEver) {
  World world;
  constexpr int kVisitors = 12;
  std::atomic<int> ready{0}, done{0};
  auto all = std::async(std::launch::async, [&] {
    std::vector<std::thread> visitors;
    for (int i = 0; i < kVisitors; ++i)
      visitors.emplace_back([&] {
        const auto first = world.desk().archive().read();
        ++ready;
        for (int n = 0; n < 20 && ready < 3; ++n) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        const auto second = world.desk().archive().read();
        ++done;
      });
    for (std::thread& visitor : visitors) visitor.join();
  });
  if (all.wait_for(std::chrono::seconds(60)) != std::future_status::ready) {
    std::fprintf(stderr, "visitors with a lease wait for another: %d of %d came through\n", done.load(), kVisitors);
    std::abort();  // they never end
  }
  EXPECT_EQ(done, kVisitors);
}

TEST(Exports, AreAFewAtATimeAndHoldNoLease) {
  World world;
  const auto ask = [&](const char* address, const char* format) {
    http::Request asked = world.request("GET", std::string("/export?format=") + format, "reader");
    asked.address = address;
    return world.desk().answer(asked);
  };
  std::vector<http::Response> taken;
  for (int i = 0; i < 2; ++i) taken.push_back(ask("192.0.2.1", i ? "xlsx" : "csv"));
  EXPECT_EQ(taken[1].status, 200);
  const http::Response third = ask("192.0.2.1", "csv");
  EXPECT_EQ(third.status, 429) << "one address has two";
  EXPECT_EQ(header(third, "Retry-After"), "10");
  taken.push_back(ask("192.0.2.2", "json"));
  EXPECT_EQ(taken[2].status, 200);
  EXPECT_EQ(ask("192.0.2.3", "csv").status, 429) << "three in all";
  EXPECT_EQ(world.get("/search?q=x", "reader").status, 200);
  taken.clear();
  EXPECT_EQ(ask("192.0.2.1", "csv").status, 200);
}

std::size_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) / 1024;
  return 0;
}

TEST(Passwords, AreHashedOneAtATime) {
  if (std::ofstream reset("/proc/self/clear_refs"); !(reset << "5" << std::flush))
    GTEST_SKIP() << "SKIPPED: the peak of memory cannot be set back here";
  const std::string hash = access::hash_password("x", access::kHashCost);
  const std::size_t before = peak_memory();
  std::vector<std::thread> visitors;
  for (int i = 0; i < 4; ++i) {
    visitors.emplace_back([&] { EXPECT_TRUE(access::password_fits(hash, "x")); });
    visitors.emplace_back([] { access::hash_password("x", access::kHashCost); });
  }
  for (std::thread& visitor : visitors) visitor.join();
  EXPECT_LT(peak_memory(), before + 200) << "64 MB each";
}

TEST(AuditLog, MakesNoPageWait) {
  World world;
  world.get("/help");
  database::Database other(world.archive().string() + "-accounts", database::Access::kWrite);
  other.run("BEGIN IMMEDIATE");
  const auto begin = Clock::now();
  EXPECT_EQ(world.get("/documents/" + key_of("a66")).status, 200);
  EXPECT_LT(Clock::now() - begin, std::chrono::seconds(5)) << "the log's file is held by another program";
  other.run("COMMIT");
  EXPECT_EQ(world.last_noted(), "editor saw /documents/" + key_of("a66") + " ");
}

TEST(AuditLog, KeepsOneRefusalAMinuteAndHowManyThereWere) {
  TemporaryFolder folder;
  {
    access::Accounts accounts(folder / "a.db", access::Accounts::Make::kYes);
    for (int i = 0; i < 100; ++i) accounts.log().note({"", "", "192.0.2.9", "sign-in limited", "name" + std::to_string(i), ""});
    for (int i = 0; i < 3; ++i) accounts.log().note({"", "malee", "192.0.2.9", "refused", "/accounts", ""});
    accounts.log().note({"", "", "192.0.2.10", "sign-in failed", "other", ""});
    for (int i = 0; i < 3; ++i) accounts.log().note({"", "malee", "192.0.2.9", "saw", "/documents/x", ""});
    EXPECT_EQ(accounts.log().newest(1000).size(), 6u) << "one of each, and everything that was seen";
  }
  const access::Accounts again(folder / "a.db", access::Accounts::Make::kYes);
  const auto rows = again.log().newest(1000);
  ASSERT_EQ(rows.size(), 8u);
  std::set<std::string> more;
  for (const access::AuditRow& row : rows)
    if (!row.detail.empty()) more.insert(row.action + " " + row.detail);
  EXPECT_EQ(more, (std::set<std::string>{"sign-in limited and 99 more", "refused and 2 more"}));
}

TEST(SignInLimits, LetNoAddressLockAnybodyOut) {
  constexpr const char* kPassword = "a long pass word";
  World world([](site::SiteOptions& o) { o.sign_ins_per_minute = 6; });
  world.desk().accounts().add("boss", access::Role::kAdmin, kPassword);
  const auto sign_in = [&](const std::string& address, const std::string& password) {
    http::Request asked = world.request("POST", "/sign-in", "");
    asked.address = address;
    asked.form = {{"name", "boss"}, {"password", password}, {"csrf", world.csrf_of("")}};
    return world.desk().answer(asked).status;
  };
  const std::string wrong(1025, 'x');  // is wrong without any hashing
  EXPECT_EQ(sign_in("192.0.2.1", kPassword), 303);
  for (int i = 0; i < 30; ++i) sign_in("192.0.2.66", wrong);
  EXPECT_EQ(sign_in("192.0.2.66", kPassword), 429) << "the address is over its limit";
  EXPECT_EQ(sign_in("192.0.2.2", kPassword), 303) << "and nobody else is";
  for (int i = 0; i < 100; ++i) sign_in("198.51.100." + std::to_string(i), wrong);
  EXPECT_EQ(sign_in("192.0.2.3", kPassword), 429) << "many addresses together guess no faster";
  EXPECT_EQ(sign_in("192.0.2.1", kPassword), 303) << "nor do they shut out who came from there before";
}

TEST(DoubleReview, IsNotPassedBy) {
  for (const int reviewers : {1, 2}) {
    World world([&](site::SiteOptions& o) { o.reviewers = reviewers; });
    const std::string at = "/documents/" + key_of("a66");
    const auto asked = [&](const char* who) { return world.get("/review?skip=0", who).body + world.get("/review?skip=3", who).body; };
    // A correction on the document's page is one person's word too.
    EXPECT_EQ(world.post(at + "/correct", {{"field", "ita_result/score"}, {"before", "85.70"}, {"after", "86.70"}}).status, 303);
    EXPECT_EQ(asked("second").find("86.70") != std::string::npos, reviewers == 2) << reviewers;
    EXPECT_EQ(asked("editor").find("86.70"), std::string::npos) << "nobody is asked about their own";
    // So is that a document was looked at.
    const auto reviewed = [&] { return world.desk().archive().document(key_of("a66"))->stored.reviewed; };
    world.post(at + "/reviewed", {{"reviewed", "1"}});
    EXPECT_EQ(reviewed(), reviewers == 1);
    world.post(at + "/reviewed", {{"reviewed", "1"}});
    EXPECT_EQ(reviewed(), reviewers == 1) << "twice the same person is one";
    world.post(at + "/reviewed", {{"reviewed", "1"}}, "second");
    EXPECT_TRUE(reviewed());
    world.post(at + "/reviewed", {{"reviewed", "0"}});
    EXPECT_FALSE(reviewed());
  }
}

TEST(Uploads, HaveAQuota) {
  World world([](site::SiteOptions& o) { o.uploads_bytes = 1000, o.upload_bytes = 800; });
  const auto plan = [&] { return world.desk().plan(world.request("POST", "/import", "editor")); };
  EXPECT_EQ(plan().max_bytes, 800u);
  std::filesystem::create_directories(world.folder() / "uploads/day");
  std::ofstream(world.folder() / "uploads/day/a.pdf") << std::string(400, 'a');
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // it is counted now and then
  EXPECT_EQ(plan().max_bytes, 600u);
  std::ofstream(world.folder() / "uploads/day/b.pdf") << std::string(600, 'b');
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  ASSERT_TRUE(plan().refuse);
  EXPECT_EQ(plan().refuse->status, 507);
}

TEST(Uploads, OfAKilledDeskAreGone) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "uploads/incoming");
  std::filesystem::create_directories(folder / "uploads/2026-11-21");
  for (const char* name : {"incoming/upload-abc", "password-xyz", "2026-11-21/kept.pdf"})
    std::ofstream(folder / ("uploads/" + std::string(name))) << "x";
  World world([&](site::SiteOptions& o) { o.uploads = folder / "uploads"; });
  EXPECT_FALSE(std::filesystem::exists(folder / "uploads/incoming/upload-abc"));
  EXPECT_FALSE(std::filesystem::exists(folder / "uploads/password-xyz"));
  EXPECT_TRUE(std::filesystem::exists(folder / "uploads/2026-11-21/kept.pdf"));
}

// Where the archive and its files lie on the server is nobody's business.
TEST(Pages, NameNoFolderOfTheServer) {
  World world;
  const std::string key = key_of("a66"), office = http::percent_encode(kOfficeA);
  for (const auto& [pattern, target] :
       std::multimap<std::string, std::string>{{"/", "/"},
                                               {"/search", "/search?q=x"},
                                               {"/search/values", "/search/values?facet=office"},
                                               {"/search/suggestions", "/search/suggestions?q=" + office},
                                               {"/export", "/export?format=csv&year=2566"},
                                               {"/documents", "/documents"},
                                               {"/office", "/office?name=" + office},
                                               {"/audit", "/audit"},
                                               {"/audit/pair", "/audit/pair?left=" + key + "-1&right=" + key_of("b66") + "-1"},
                                               {"/documents/{key}", "/documents/" + key},
                                               {"/documents/{key}/file", "/documents/" + key_of("a65") + "/file"},
                                               {"/documents/{key}/cut", "/documents/" + key_of("a65") + "/cut?field=title"},
                                               {"/review", "/review"},
                                               {"/overview", "/overview"},
                                               {"/compare", "/compare"},
                                               {"/import", "/import"},
                                               {"/accounts", "/accounts"},
                                               {"/help", "/help"},
                                               {"/iiif", "/iiif/" + key_of("a65") + ".1/full/max/0/default.jpg"},
                                               {"/api", "/api/v1/search"},
                                               {"/api", "/api/v1/documents/" + key},
                                               {"/api", "/api/v1/overview"},
                                               {"/nowhere", "/nowhere"}}) {
    if (pattern == "/export") continue;  // a file names where its rows were read
    const http::Response answer = world.get(target, "admin");
    const std::string body = body_of(answer);
    for (const std::string& folder : {std::string("/srv/scans"), world.archive().parent_path().string(), source_of("a66").parent_path().string()})
      EXPECT_EQ(body.find(folder), std::string::npos) << target << " names " << folder;
  }
}

}  // namespace trust_test
}  // namespace banthuek::serve
