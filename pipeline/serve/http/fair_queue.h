// Connections wait here for a thread: one address cannot take them all.
//
// Each address has a line of its own. A free thread takes the next connection of the address that has the fewest under way, and none of one that has
// half of the threads already: who opens a thousand connections and says nothing waits for himself. Safe from many threads.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace banthuek::serve::http {

// Whose share an address counts against: of IPv6 the network of 64 bits, since a visitor has all of it.
std::string share_of(std::string_view address);

class FairQueue {
 public:
  struct Limits {
    int threads = 96;
    int waiting = 1024;     // in all
    int of_one = 48;        // under way for one share
    int waiting_one = 256;  // of one share
  };
  // `exempt`: shares without limits of their own (proxies, through which everybody comes).
  FairQueue(const Limits& limits, std::vector<std::string> exempt, std::function<void(int socket)> serve);
  ~FairQueue();

  // False where too many wait already: the socket stays the caller's. Otherwise it is served by a thread, which owns it then.
  bool add(int socket, const std::string& share);
  // Whether somebody waits whom a free thread could serve: then connections that only idle give way.
  bool pressed() const;
  // Whether anybody waits at all, behind his own connections too: then a head that comes letter by letter gives way.
  bool crowded() const;
  // Ends: connections that wait are closed, those under way are waited for.
  void stop();

 private:
  struct Line {
    std::deque<int> waiting;
    int running = 0;
  };
  bool may_run(const std::string& share, const Line& line) const;
  void work();

  Limits limits_;
  std::vector<std::string> exempt_;
  std::function<void(int)> serve_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, Line> lines_;
  int waiting_ = 0;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace banthuek::serve::http
