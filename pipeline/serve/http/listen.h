// The port: takes connections, reads requests within bounds of time and size, hands them to a Service.
//
// The only place that knows the HTTP library (cpp-httplib) and TLS. Against visitors who mean ill: a request's head has
// 10 seconds (2 where others wait) and 32 KiB, its body a minimum speed and the service's limit, an answer must be taken at a minimum speed, and
// connections over the limit are closed at once, so that a slow visitor costs a thread for a bounded time only. One address has at
// most half of the threads, and waits behind those that have fewer (fair_queue.h).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/serve/http/http.h"

namespace banthuek::serve::http {

struct ListenOptions {
  std::string host = "127.0.0.1";  // an IPv6 address with brackets or without
  int port = 8080;                 // 0: any free one
  std::string certificate, key;    // PEM files; both: TLS
  // Addresses of proxies: of a connection from one of them X-Forwarded-For, -Proto, -Prefix and Forwarded are believed
  // (forwarded.h). Empty: of none.
  std::vector<std::string> proxies;
  std::string base_path;  // "/banthuek" where the site stands below that path, whether a proxy cuts it off or not; as site_prefix gives it
  int threads = 96;       // connections served at once
  int waiting = 1024;     // connections that may wait for a thread
};

// True for 127.0.0.0/8, ::1 and "localhost".
bool is_loopback(std::string_view host);

class Listener {
 public:
  // Binds; throws Error (kUsage) with what to try where the port is taken, the certificate unreadable, ...
  Listener(ListenOptions options, Service& service);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const;
  void run();   // until stop; gives back when every connection is closed
  void stop();  // from any thread, a signal handler's thread included (not from the handler itself)

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace banthuek::serve::http
