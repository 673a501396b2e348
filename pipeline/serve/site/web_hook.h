// The web hook: what saved searches find anew is posted to one address, that whoever started the desk gave (serve --web-hook).
//
// Every minute, where the archive has changed: each saved search of anybody whose documents are more than when it was told of last, or saved, is told
// of in one POST of its own:
//   {"search", "owner", "query", "new": [{"document", "office", "fiscal_year", "title", "imported_at"}], "more"}
// Of each the last fifty, and in "more" how many others. Where names are masked they are masked here, as for a reader. What is not answered with 2xx
// is told again the next minute. Safe from any thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace banthuek::serve::access {
class SavedSearches;
}  // namespace banthuek::serve::access

namespace banthuek::serve::site {

class StorePool;

enum class HookNames { kShown, kMasked };

class WebHook {
 public:
  // kNow: a thread of its own looks every minute; otherwise only tell() speaks. What is given must outlive it.
  enum class Begin { kNow, kWhenTold };
  WebHook(StorePool& archive, access::SavedSearches& searches, std::string address, HookNames names, Begin begin = Begin::kNow);
  ~WebHook();

  // Tells what is new: how many searches were told of, and how many could not be.
  struct Told {
    int searches = 0, failed = 0;
  };
  Told tell();

 private:
  void work();

  StorePool& archive_;
  access::SavedSearches& searches_;
  std::string address_;
  HookNames names_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace banthuek::serve::site
