// What pages ask of the archive.
#include "pipeline/serve/site/store_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include "extractors/types/ordered_json.h"
#include "pipeline/base/sha256.h"
#include "pipeline/store/correct.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace store_pool_test {

class StorePoolTest : public testing::Test {
 protected:
  World world_;
  site::StorePool& archive() { return world_.desk().archive(); }
};

TEST_F(StorePoolTest, GivesADocumentWithItsPages) {
  const auto whole = archive().document(key_of("b66"));
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->stored.key, key_of("b66"));
  ASSERT_EQ(whole->pages.size(), 1u);
  const site::PageRow& page = whole->pages[0];
  EXPECT_EQ(page.number, 1);
  EXPECT_EQ(page.width, 200);
  EXPECT_EQ(page.height, 300);
  EXPECT_EQ(page.turned, 90);
  EXPECT_EQ(page.skew, 0);
  EXPECT_EQ(page.confidence, 0.55);
  EXPECT_EQ(page.source, "text_layer");
  EXPECT_EQ(page.findings, 0);
  EXPECT_GT(archive().document(key_of("a66"))->pages[0].findings, 0);
  EXPECT_FALSE(archive().document("0000000000000000"));
  const auto same = archive().page(whole->stored.sha256, 1);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->width, 200);
  EXPECT_EQ(same->height, 300);
  EXPECT_EQ(same->turned, 90);
  EXPECT_EQ(same->number, 1);
  EXPECT_EQ(same->confidence, 0.55);
  EXPECT_EQ(same->source, "text_layer");
  EXPECT_FALSE(archive().page(whole->stored.sha256, 2));
  EXPECT_FALSE(archive().page("none", 1));
}

TEST_F(StorePoolTest, CountsByYearProvinceStatusAndQuality) {
  EXPECT_EQ(
      archive().overview().dump(),
      R"({"years":[[2565,1,1],[2566,2,2],[2567,1,1]],"provinces":[["ชัยภูมิ",2566,1],["ชัยภูมิ",2567,1],["นครราชสีมา",2565,1],["นครราชสีมา",2566,1]],)"
      R"("statuses":[[null,null,1],[2565,null,1],[2565,"done",2],[2566,null,1],[2566,"done",2],[2566,"in_progress",2],[2566,"not_started",1],[2567,"not_started",25]],)"
      R"("quality":[["scan",9,4],["text_layer",5,1]],"scored":[["องค์การบริหารส่วนตำบลบ้านสมมุติ"]],)"
      R"("ledger":[["damaged",0,1],["done_with_findings",0,1],["timed_out",1,1]]})");
  EXPECT_EQ(archive().office(kOfficeA).dump(), R"({"scores":[{"year":2564,"score":80.25,"grade":"B","document":")" + key_of("a65") +
                                                   R"("},{"year":2565,"score":85.7,"grade":"A","document":")" + key_of("a66") +
                                                   R"("}],"years":[2565,2566]})");
  EXPECT_EQ(archive().office("none").dump(), R"({"scores":[],"years":[]})");
  std::vector<std::string> all = {kOfficeA, kOfficeB, kOfficeC, kOfficeD};
  std::sort(all.begin(), all.end());
  EXPECT_EQ(archive().offices(), all);
  EXPECT_EQ(archive().offices_of_years(), std::vector<std::string>{kOfficeA});
}

TEST_F(StorePoolTest, ListsTheLedgerNewestFirst) {
  site::Json ledger = archive().ledger(2);
  ASSERT_EQ(ledger.size(), 2u);
  EXPECT_EQ(ledger[0].dump(),
            R"({"path":"/srv/scans/2567/slow.pdf","outcome":"timed_out","retry":true,"message":"took longer than 60 s; give it more time",)"
            R"("pages":0,"at":"2026-11-21T14:46:12Z","document":null})");
  EXPECT_EQ(ledger[1]["path"], "/srv/scans/2566/broken.pdf");
  EXPECT_EQ(ledger[1]["retry"], false);
  site::Json third = archive().ledger(3)[2];
  EXPECT_EQ(third["document"], key_of("a66"));
  EXPECT_EQ(third["pages"], 1);
}

TEST_F(StorePoolTest, KeepsAnswersUntilItChanges) {
  int made = 0;
  const auto ask = [&] { return archive().kept("k", [&](store::Store&) { return site::Json(++made); }); };
  EXPECT_EQ(ask(), 1);
  EXPECT_EQ(ask(), 1);
  EXPECT_EQ(archive().kept("other", [](store::Store&) { return site::Json("x"); }), "x");
  const std::string before = archive().version();
  EXPECT_EQ(archive().version(), before);
  archive().set_reviewed(key_of("a66"), store::Reviewed::kYes, "malee");
  EXPECT_NE(archive().version(), before);
  EXPECT_EQ(ask(), 2);
  const std::string after = archive().version();
  store::Store::open(world_.archive(), database::Access::kWrite).put_ledger({"/new.pdf", std::nullopt, store::Outcome::kDamaged, "x", 1, 0, 0, ""});
  EXPECT_NE(archive().version(), after);
  EXPECT_EQ(archive().counts()["documents"], 5);
  store::Store::open(world_.archive(), database::Access::kWrite).remove_file(base::sha256_hex("d67"));
  EXPECT_EQ(archive().counts()["documents"], 4);
}

TEST_F(StorePoolTest, CorrectsOnlyWhatTheVisitorSaw) {
  const auto correct = [&](const std::optional<std::string>& seen) { return archive().correct(key_of("a66"), "title", seen, "new", "malee", "why"); };
  EXPECT_EQ(correct("other"), site::StorePool::Set::kStale);
  EXPECT_EQ(correct(""), site::StorePool::Set::kStale);
  EXPECT_EQ(correct("รายงานผลมาตรการส่งเสริมคุณธรรม"), site::StorePool::Set::kDone);
  EXPECT_EQ(correct(std::nullopt), site::StorePool::Set::kDone);
  const auto whole = archive().document(key_of("a66"));
  ASSERT_EQ(whole->corrections.size(), 2u);
  EXPECT_EQ(whole->corrections[0].who, "malee");
  EXPECT_EQ(whole->corrections[1].before, "new");
  EXPECT_EQ(message_of([&] { archive().correct("none", "title", {}, "x", "malee", "why"); }), "none: there is no such document; search again");
  EXPECT_EQ(store::Store::open(world_.archive(), database::Access::kRead).db().integer("SELECT count(*) FROM history WHERE who = 'malee'"), 2);
}

// A lease holds a connection; those that come back are lent again, and only so many are out at once.
TEST_F(StorePoolTest, LendsOnlySoManyConnections) {
  std::vector<site::StorePool::Lease> out;
  const int most = std::clamp(static_cast<int>(std::thread::hardware_concurrency()) + 1, 3, 9);
  for (int i = 0; i < most; ++i) out.push_back(archive().read());
  auto waits = std::async(std::launch::async, [&] { return archive().read()->db().integer("SELECT count(*) FROM documents"); });
  EXPECT_EQ(waits.wait_for(std::chrono::milliseconds(30)), std::future_status::timeout);
  store::Store* last = &*out.back();
  out.pop_back();
  EXPECT_EQ(waits.get(), 5);
  EXPECT_EQ(&*archive().read(), last) << "the one that came back is lent again";
}

// Who gives one back and asks again at once comes after those who wait: under load the last would wait for ever longer.
TEST_F(StorePoolTest, LendsInTheOrderThatWasAsked) {
  const int most = std::clamp(static_cast<int>(std::thread::hardware_concurrency()) + 1, 3, 9);
  std::mutex mutex;
  std::vector<std::string> order;
  const auto note = [&](const char* who) {
    const std::lock_guard lock(mutex);
    order.emplace_back(who);
  };
  std::atomic<int> holding = 0;
  std::vector<std::promise<void>> give_back(static_cast<std::size_t>(most));
  std::vector<std::future<void>> holders;
  for (std::promise<void>& go : give_back)
    holders.push_back(std::async(std::launch::async, [&, wait = go.get_future()] {
      auto lease = std::make_optional(archive().read());
      ++holding;
      wait.wait();
      lease.reset();
      const auto again = archive().read();
      note("again");
    }));
  while (holding < most) std::this_thread::yield();
  auto waiter = std::async(std::launch::async, [&] {
    const auto lease = archive().read();
    note("waiter");
  });
  EXPECT_EQ(waiter.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  give_back[0].set_value();
  waiter.get();
  for (std::size_t i = 1; i < give_back.size(); ++i) give_back[i].set_value();
  for (std::future<void>& holder : holders) holder.get();
  ASSERT_EQ(order.size(), give_back.size() + 1);
  EXPECT_EQ(order.front(), "waiter");
}

TEST(ArchiveFile, IsMadeWhereItIsMissing) {
  TemporaryFolder folder;
  site::StorePool archive(folder / "new.db");
  EXPECT_TRUE(std::filesystem::exists(folder / "new.db"));
  EXPECT_EQ(archive.file(), folder / "new.db");
  EXPECT_EQ(archive.version(), "0.0");
  EXPECT_TRUE(archive.doubtful().empty());
}

}  // namespace store_pool_test
}  // namespace banthuek::serve
