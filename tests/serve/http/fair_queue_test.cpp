#include "pipeline/serve/http/fair_queue.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <future>

namespace banthuek::serve::http {
namespace fair_queue_test {

using std::chrono::milliseconds;

TEST(ShareOf, IsTheAddressOrTheNetworkOfOneVisitor) {
  EXPECT_EQ(share_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(share_of("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(share_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(share_of("2001:db8:1:2:ffff::1"), share_of("2001:db8:1:2::7"));
  EXPECT_NE(share_of("2001:db8:1:3::1"), share_of("2001:db8:1:2::1"));
  EXPECT_EQ(share_of(""), "");
}

// Numbers stand for sockets: one that is even is served until the gate opens.
class Fair : public testing::Test {
 protected:
  std::promise<void> gate_;
  std::shared_future<void> open_ = gate_.get_future().share();
  std::atomic<int> begun_{0}, done_{0};
  FairQueue queue_{{4, 100, 2, 10}, {"proxy"}, [this](int number) {
                     ++begun_;
                     if (number % 2 == 0) open_.wait();
                     ++done_;
                   }};
  void TearDown() override {
    gate_.set_value();
    queue_.stop();
  }
  static bool soon(const std::function<bool()>& what) {
    for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(milliseconds(10)))
      if (what()) return true;
    return false;
  }
};

TEST_F(Fair, WhoHoldsHalfOfTheThreadsWaitsForHimself) {
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(queue_.add(1000, "greedy"));
  EXPECT_TRUE(soon([&] { return begun_ == 2; }));
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(queue_.add(1001, "honest"));
  EXPECT_TRUE(soon([&] { return done_ == 5; })) << "others are served past them";
  EXPECT_EQ(begun_, 7) << "and no third of the greedy one";
  EXPECT_FALSE(queue_.pressed()) << "who waits for himself presses nobody";
  EXPECT_TRUE(queue_.crowded()) << "but he waits";
}

TEST_F(Fair, SoMuchWaitsAndNoMore) {
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(queue_.add(1000, "greedy"));
  EXPECT_TRUE(soon([&] { return begun_ == 2; }));
  EXPECT_FALSE(queue_.crowded());
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(queue_.add(1000, "greedy"));
  EXPECT_FALSE(queue_.add(1000, "greedy")) << "ten of one";
  EXPECT_TRUE(queue_.add(1001, "honest"));
  EXPECT_TRUE(soon([&] { return done_ == 1; }));
}

TEST_F(Fair, EverybodyMayComeThroughAProxy) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(queue_.add(1000, "proxy"));
  EXPECT_TRUE(soon([&] { return begun_ == 4; }));
  EXPECT_TRUE(queue_.pressed());
}

}  // namespace fair_queue_test
}  // namespace banthuek::serve::http
