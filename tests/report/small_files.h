// Files kept small, as a full disk keeps them.
#pragma once

#include <sys/resource.h>

#include <csignal>
#include <functional>
#include <string>

#include "tests/store/samples.h"

namespace banthuek {

// What `act` fails with where no file may grow beyond so many bytes; "" where it does not fail.
inline std::string message_with_small_files(rlim_t bytes, const std::function<void()>& act) {
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = bytes;
  setrlimit(RLIMIT_FSIZE, &small);
  std::string out = message_of(act);
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, handler);
  return out;
}

}  // namespace banthuek
