#include "pipeline/serve/access/rate_limit.h"

#include <algorithm>

#include "pipeline/serve/access/secrets.h"

namespace banthuek::serve::access {
namespace {

constexpr std::size_t kBuckets = 50'000;
constexpr std::size_t kSessions = 10'000;

double seconds(Time from, Time to) { return std::chrono::duration<double>(to - from).count(); }

}  // namespace

bool RateLimit::take(const std::string& key, Time now) {
  if (per_second_ <= 0) return true;
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kBuckets) {
    // Full buckets say nothing; if none is full, all start anew, which at worst gives everyone one burst.
    std::erase_if(buckets_, [&](const auto& b) { return b.second.left + seconds(b.second.at, now) * per_second_ >= burst_; });
    if (buckets_.size() >= kBuckets) buckets_.clear();
  }
  Bucket& bucket = buckets_.try_emplace(key, Bucket{burst_, now}).first->second;
  bucket.left = std::min(burst_, bucket.left + seconds(bucket.at, now) * per_second_);
  bucket.at = now;
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}

std::string Sessions::begin(std::string name, Role role, Time now, std::string credential) {
  std::string token = random_token();
  const std::lock_guard lock(mutex_);
  if (now > all_last_until_) {
    std::erase_if(sessions_, [&](const auto& s) { return now - s.second.used > idle_; });
    all_last_until_ = now + idle_;
    for (const auto& [hash, session] : sessions_) all_last_until_ = std::min(all_last_until_, session.used + idle_);
  }
  all_last_until_ = std::min(all_last_until_, now + idle_);
  if (sessions_.size() >= kSessions)
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
  sessions_[plain_hash(token)] = {std::move(name), role, random_token(), now, now, std::move(credential)};
  return token;
}

std::optional<Session> Sessions::get(std::string_view token, Time now) {
  const std::lock_guard lock(mutex_);
  const auto it = sessions_.find(plain_hash(token));
  if (it == sessions_.end()) return std::nullopt;
  if (now - it->second.used > idle_ || now - it->second.begun > longest_) {
    sessions_.erase(it);
    return std::nullopt;
  }
  it->second.used = now;
  return it->second;
}

void Sessions::end(std::string_view token) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(plain_hash(token));
}

void Sessions::end_all_of(std::string_view name) {
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& s) { return s.second.name == name; });
}

const char* name_of(Role role) {
  switch (role) {
    case Role::kReader:
      return "reader";
    case Role::kEditor:
      return "editor";
    case Role::kAdmin:
      return "admin";
    case Role::kNobody:
      break;
  }
  return "";
}

std::optional<Role> role_named(std::string_view name) {
  for (const Role role : {Role::kReader, Role::kEditor, Role::kAdmin})
    if (name == name_of(role)) return role;
  return std::nullopt;
}

}  // namespace banthuek::serve::access
