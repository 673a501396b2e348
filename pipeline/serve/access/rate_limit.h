// How often: token buckets by key (an address, an account). And sessions of signed-in people.
//
// Both keep a bounded number of entries: the oldest give way. Safe from many threads. Time is given in, so that tests need
// not wait.
#pragma once

#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "pipeline/serve/access/roles.h"

namespace banthuek::serve::access {

using Time = std::chrono::steady_clock::time_point;

class RateLimit {
 public:
  // At most `burst` at once, refilled by `per_minute`; 0 per minute: no limit.
  RateLimit(double burst, double per_minute) : burst_(burst), per_second_(per_minute / 60) {}
  // Takes one; false when there is none left for `key`.
  bool take(const std::string& key, Time now);

 private:
  struct Bucket {
    double left;
    Time at;
  };
  double burst_, per_second_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

struct Session {
  std::string name;  // of the account
  Role role = Role::kNobody;
  std::string csrf;  // token that its forms carry
  Time used{}, begun{};
  std::string credential;  // Accounts::Standing::credential when it began
};

class Sessions {
 public:
  // A session ends when it is not used for `idle`, and at the latest after `longest`.
  explicit Sessions(std::chrono::minutes idle, std::chrono::minutes longest = std::chrono::hours(24)) : idle_(idle), longest_(longest) {}
  std::string begin(std::string name, Role role, Time now, std::string credential = {});  // the token for the cookie; only its hash is kept
  std::optional<Session> get(std::string_view token, Time now);
  void end(std::string_view token);
  void end_all_of(std::string_view name);

 private:
  std::chrono::minutes idle_, longest_;
  std::mutex mutex_;
  std::unordered_map<std::string, Session> sessions_;  // by hash of the token
  Time all_last_until_ = Time::min();                  // none is over for want of use before it, so that not each that begins looks at all others
};

}  // namespace banthuek::serve::access
