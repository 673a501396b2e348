// A port of this machine that nobody else listens on, and what connects there.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "pipeline/base/descriptor.h"

namespace banthuek::serve::http {

class Port {
 public:
  // Binds. `number` 0: any free one. Throws Error (kUsage) with what to try where that cannot be.
  Port(const std::string& host, int number);

  int number() const { return number_; }
  bool stopped() const { return stopped_; }
  // Gives each connection to `take`, which owns its socket then, until stop; one call at a time.
  void run(const std::function<void(int socket)>& take);
  void stop();  // from any thread

 private:
  base::Descriptor socket_;
  int number_ = 0;
  std::atomic<bool> stopped_ = false;
};

}  // namespace banthuek::serve::http
