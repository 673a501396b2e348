// One connection at a time: bounds of size and time, over a pair of sockets.
#include "pipeline/serve/http/connection.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "tests/serve/loopback.h"

namespace banthuek::serve {
namespace connection_test {

using std::chrono::milliseconds;

class Ends : public testing::Test {
 protected:
  void SetUp() override {
    int ends[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    connection_ = std::make_unique<http::Connection>(ends[0]);
    other_ = ends[1];
  }
  void TearDown() override {
    if (other_ >= 0) ::close(other_);
  }
  void close_other() {
    ::close(other_);
    other_ = -1;
  }
  std::string read(std::size_t size) {
    std::string out(size, '\0');
    const ssize_t n = connection_->read(out.data(), size);
    return n < 0 ? "-1" : out.substr(0, static_cast<std::size_t>(n));
  }
  static milliseconds since(http::Connection::Clock::time_point begin) {
    return std::chrono::duration_cast<milliseconds>(http::Connection::Clock::now() - begin);
  }
  std::unique_ptr<http::Connection> connection_;
  int other_ = -1;
};

TEST_F(Ends, WaitUntilTheFirstByteIsThere) {
  const auto begin = http::Connection::Clock::now();
  EXPECT_FALSE(connection_->wait(milliseconds(20)));
  EXPECT_GE(since(begin), milliseconds(20));
  send_all(other_, "a");
  EXPECT_TRUE(connection_->wait(milliseconds(0)));
  EXPECT_TRUE(connection_->wait(milliseconds(1000))) << "waiting takes nothing";
}

TEST_F(Ends, AHeadHasOnlySoManyBytes) {
  EXPECT_EQ(read(4), "-1") << "nothing may be read before a head begins";
  send_all(other_, "0123456789");
  connection_->begin_head(milliseconds(1000), 6);
  EXPECT_EQ(read(4), "0123");
  EXPECT_EQ(read(4), "45");
  EXPECT_EQ(read(4), "-1");
  connection_->begin_head(milliseconds(1000), 6);
  EXPECT_EQ(read(10), "6789");
}

TEST_F(Ends, AHeadHasOnlySoMuchTimeHoweverItComes) {
  connection_->begin_head(milliseconds(60), 1000);
  send_all(other_, "a");
  EXPECT_EQ(read(1), "a");
  const auto begin = http::Connection::Clock::now();
  std::thread slow([this] {
    std::this_thread::sleep_for(milliseconds(25));
    send_all(other_, "b");
  });
  EXPECT_EQ(read(1), "b");
  EXPECT_EQ(read(1), "-1") << "a byte now and then does not help";
  slow.join();
  EXPECT_GE(since(begin), milliseconds(40));
  EXPECT_LT(since(begin), milliseconds(2000));
}

TEST_F(Ends, ABodyHasItsLimitAndSomeForFraming) {
  send_all(other_, std::string(100'000, 'x'));
  connection_->begin_body(1000);
  std::size_t all = 0;
  for (;;) {
    const std::string piece = read(40'000);
    if (piece == "-1") break;
    all += piece.size();
  }
  EXPECT_EQ(all, 1000u + 65'536u);
}

TEST_F(Ends, KnowWhenTheOtherHasClosed) {
  connection_->begin_head(milliseconds(1000), 100);
  close_other();
  EXPECT_EQ(read(1), "");
  EXPECT_EQ(connection_->write("x", 1), -1);
}

TEST_F(Ends, WriteAllOfItHoweverMuch) {
  const std::string much(3'000'000, 'y');
  std::string got;
  std::thread reader([&] {
    char piece[65536];
    while (got.size() < much.size()) {
      const ssize_t n = ::recv(other_, piece, sizeof piece, 0);
      if (n <= 0) break;
      got.append(piece, static_cast<std::size_t>(n));
    }
  });
  EXPECT_EQ(connection_->write(much.data(), much.size()), 3'000'000);
  reader.join();
  EXPECT_EQ(got, much);
  EXPECT_TRUE(connection_->writable());
}

TEST_F(Ends, AreNotWritableWhereNothingIsTaken) {
  const std::string much(65'536, 'y');
  while (::send(connection_->socket(), much.data(), much.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0) continue;
  EXPECT_FALSE(connection_->writable());
  close_other();
  EXPECT_FALSE(connection_->writable());
}

TEST_F(Ends, BelongToTheConnection) {
  const int socket = connection_->socket();
  EXPECT_NE(fcntl(socket, F_GETFL) & O_NONBLOCK, 0);
  EXPECT_EQ(connection_->remote_address(), "") << "no address of the internet";
  EXPECT_FALSE(connection_->closing());
  connection_->close_after_answer();
  EXPECT_TRUE(connection_->closing());
  send_all(other_, "late");
  close_other();
  connection_.reset();
  EXPECT_EQ(fcntl(socket, F_GETFD), -1);
}

// An early answer is seen: what the other end still sends is taken, so that the socket closes without a reset.
TEST_F(Ends, TakeWhatStillComesBeforeTheyClose) {
  const std::string much(1'000'000, 'x');
  connection_->begin_head(milliseconds(1000), 10);
  EXPECT_EQ(connection_->write("early", 5), 5);
  connection_->close_after_answer();
  std::string got;
  std::thread sender([&] {
    send_all(other_, much);
    ::shutdown(other_, SHUT_WR);
    char piece[16];
    const ssize_t n = ::recv(other_, piece, sizeof piece, 0);
    if (n > 0) got.assign(piece, static_cast<std::size_t>(n));
  });
  connection_.reset();
  sender.join();
  EXPECT_EQ(got, "early");
}

}  // namespace connection_test
}  // namespace banthuek::serve
