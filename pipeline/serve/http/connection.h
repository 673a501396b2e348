// One accepted connection, plain or TLS, with bounds on time and size that hold however slowly the other end talks.
//
// Owns the socket and closes it. Used by one thread. Times are of the steady clock. Nothing throws: a call that cannot go on
// gives -1, and the connection is then over.
#pragma once

#include <openssl/ssl.h>
#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace banthuek::serve::http {

// "127.0.0.1", of the other end; empty where there is none.
std::string remote_address(int socket);

class Connection {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Connection(int socket);
  ~Connection();  // shuts down, takes what is still coming for up to a second (so that an early answer is seen), closes
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool start_tls(SSL_CTX* context, std::chrono::milliseconds limit);

  // True when the next request's first byte is there within `limit`.
  bool wait(std::chrono::milliseconds limit);

  // A request's head: all of it within `limit` and `bytes`. After two seconds it goes on only while `crowded` says no: heads come in one piece, so
  // who sends one letter by letter gives way to who waits.
  void begin_head(std::chrono::milliseconds limit, std::size_t bytes, std::function<bool()> crowded = {});
  // Its body: at least 8 KiB a second on average, with 20 seconds beforehand; at most `bytes` (with some for framing).
  void begin_body(std::size_t bytes);

  ssize_t read(char* to, std::size_t size);           // 0: other end closed
  ssize_t write(const char* from, std::size_t size);  // all of it, at 8 KiB a second at least, or -1
  bool writable() const;

  int socket() const { return socket_; }
  std::string remote_address() const { return http::remote_address(socket_); }

  void close_after_answer() { close_ = true; }
  bool closing() const { return close_; }

 private:
  bool poll_for(short events, Clock::time_point until) const;
  bool wait_to_read(short events) const;

  int socket_;
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  std::unique_ptr<SSL, Free> ssl_;
  Clock::time_point read_until_, patient_until_;
  std::function<bool()> crowded_;  // of a head only
  std::size_t read_left_ = 0;
  double seconds_per_byte_ = 0;  // by which the deadline moves on with what is read
  bool close_ = false;
};

}  // namespace banthuek::serve::http
