#include "pipeline/serve/http/connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace banthuek::serve::http {
namespace {

constexpr double kSlowestBytesPerSecond = 8192;
constexpr auto kGrace = std::chrono::seconds(20);
constexpr auto kHeadPatience = std::chrono::seconds(2);  // with a head, where others wait
constexpr auto kLook = std::chrono::milliseconds(200);   // how often it is seen whether others wait

std::chrono::microseconds time_for(std::size_t bytes) {
  return std::chrono::microseconds(static_cast<long long>(1e6 * static_cast<double>(bytes) / kSlowestBytesPerSecond));
}

}  // namespace

Connection::Connection(int socket) : socket_(socket) {
  const int flags = fcntl(socket_, F_GETFL, 0);
  fcntl(socket_, F_SETFL, flags | O_NONBLOCK);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() {
  if (ssl_) SSL_shutdown(ssl_.get());
  ::shutdown(socket_, SHUT_WR);
  if (close_) {
    char rest[16384];
    const auto until = Clock::now() + std::chrono::seconds(1);
    while (poll_for(POLLIN, until)) {
      const ssize_t n = ::recv(socket_, rest, sizeof rest, 0);
      if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) break;
      if (Clock::now() > until) break;
    }
  }
  ::close(socket_);
}

bool Connection::poll_for(short events, Clock::time_point until) const {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left < 0) return false;
    pollfd fd{socket_, events, 0};
    const int n = ::poll(&fd, 1, static_cast<int>(std::min<long long>(left + 1, 60'000)));
    if (n > 0) return true;
    if (n < 0 && errno != EINTR) return false;
  }
}

bool Connection::start_tls(SSL_CTX* context, std::chrono::milliseconds limit) {
  ssl_.reset(SSL_new(context));
  if (!ssl_ || SSL_set_fd(ssl_.get(), socket_) != 1) return false;
  const auto until = Clock::now() + limit;
  for (;;) {
    const int n = SSL_accept(ssl_.get());
    if (n == 1) return true;
    const int why = SSL_get_error(ssl_.get(), n);
    const short events = why == SSL_ERROR_WANT_READ ? POLLIN : why == SSL_ERROR_WANT_WRITE ? POLLOUT : 0;
    if (events == 0 || !poll_for(events, until)) return false;
  }
}

bool Connection::wait(std::chrono::milliseconds limit) {
  if (ssl_ && SSL_pending(ssl_.get()) > 0) return true;
  return poll_for(POLLIN, Clock::now() + limit);
}

// Asked before each wait, as a head that comes letter by letter never has to be waited for long.
bool Connection::wait_to_read(short events) const {
  if (!crowded_) return poll_for(events, read_until_);
  for (;;) {
    const auto now = Clock::now();
    if (now > read_until_ || (now > patient_until_ && crowded_())) return false;
    if (poll_for(events, std::min(read_until_, now + kLook))) return true;
  }
}

void Connection::begin_head(std::chrono::milliseconds limit, std::size_t bytes, std::function<bool()> crowded) {
  read_until_ = Clock::now() + limit;
  patient_until_ = Clock::now() + kHeadPatience;
  crowded_ = std::move(crowded);
  read_left_ = bytes;
  seconds_per_byte_ = 0;
}

void Connection::begin_body(std::size_t bytes) {
  read_until_ = Clock::now() + kGrace;
  crowded_ = nullptr;
  read_left_ = bytes + 65536;
  seconds_per_byte_ = 1 / kSlowestBytesPerSecond;
}

ssize_t Connection::read(char* to, std::size_t size) {
  size = std::min(size, read_left_);
  if (size == 0) return -1;
  for (;;) {
    ssize_t n;
    short events = POLLIN;
    if (ssl_) {
      n = SSL_read(ssl_.get(), to, static_cast<int>(size));
      if (n <= 0) {
        const int why = SSL_get_error(ssl_.get(), static_cast<int>(n));
        if (why == SSL_ERROR_ZERO_RETURN) return 0;
        if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return -1;
        if (why == SSL_ERROR_WANT_WRITE) events = POLLOUT;
        n = -1;
      }
    } else {
      n = ::recv(socket_, to, size, 0);
      if (n == 0) return 0;
      if (n < 0 && errno != EAGAIN && errno != EINTR) return -1;
    }
    if (n > 0) {
      read_left_ -= static_cast<std::size_t>(n);
      if (seconds_per_byte_ > 0) read_until_ += time_for(static_cast<std::size_t>(n));
      return n;
    }
    if (!wait_to_read(events)) return -1;
  }
}

ssize_t Connection::write(const char* from, std::size_t size) {
  const auto until = Clock::now() + kGrace + time_for(size);
  std::size_t done = 0;
  while (done < size) {
    ssize_t n;
    short events = POLLOUT;
    const std::size_t piece = std::min<std::size_t>(size - done, 1 << 20);
    if (ssl_) {
      n = SSL_write(ssl_.get(), from + done, static_cast<int>(piece));
      if (n <= 0) {
        const int why = SSL_get_error(ssl_.get(), static_cast<int>(n));
        if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return -1;
        if (why == SSL_ERROR_WANT_READ) events = POLLIN;
        n = -1;
      }
    } else {
      n = ::send(socket_, from + done, piece, MSG_NOSIGNAL);
      if (n < 0 && errno != EAGAIN && errno != EINTR) return -1;
    }
    if (n > 0) {
      done += static_cast<std::size_t>(n);
    } else if (!poll_for(events, until)) {
      return -1;
    }
  }
  return static_cast<ssize_t>(done);
}

bool Connection::writable() const {
  pollfd fd{socket_, POLLOUT, 0};
  return ::poll(&fd, 1, 0) > 0 && (fd.revents & (POLLERR | POLLHUP)) == 0;
}

std::string remote_address(int socket) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  char text[INET6_ADDRSTRLEN] = "";
  if (getpeername(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0) return "";
  if (address.ss_family == AF_INET)
    inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&address)->sin_addr, text, sizeof text);
  else if (address.ss_family == AF_INET6)
    inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&address)->sin6_addr, text, sizeof text);
  return text;
}

}  // namespace banthuek::serve::http
