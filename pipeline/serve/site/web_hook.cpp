#include "pipeline/serve/site/web_hook.h"

#include <chrono>
#include <cstdio>
#include <unordered_set>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/serve/access/saved_searches.h"
#include "pipeline/serve/http/post.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/store_pool.h"

namespace banthuek::serve::site {
namespace {

constexpr auto kEvery = std::chrono::minutes(1);
constexpr std::size_t kMaxDocuments = 50;

Json document_json(StorePool& archive, const FoundDocument& found) {
  const auto whole = archive.document(found.key);
  const auto text = [](const MaybeField& field) { return field ? Json(field->value) : Json(nullptr); };
  const Document none;
  const Document& d = whole ? whole->stored.document : none;
  return {{"document", found.key},
          {"office", text(d.organisation.name)},
          {"fiscal_year", text(d.fiscal_year)},
          {"title", text(d.title)},
          {"imported_at", found.at}};
}

}  // namespace

WebHook::WebHook(StorePool& archive, access::SavedSearches& searches, std::string address, HookNames names, Begin begin)
    : archive_(archive), searches_(searches), address_(std::move(address)), names_(names) {
  http::check_post_address(address_);
  if (begin == Begin::kNow) thread_ = std::thread([this] { work(); });
}

WebHook::~WebHook() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

WebHook::Told WebHook::tell() {
  Told told;
  int unheard = 0;
  for (const access::HookedSearch& search : searches_.hooked()) try {
      {
        const std::lock_guard lock(mutex_);
        if (stop_) break;
      }
      const auto before = searches_.told(search);
      if (!before) continue;
      std::unordered_set<std::string> keys;
      Json fresh = Json::array();
      std::size_t more = 0;
      for (const FoundDocument& found :
           documents_found(archive_, wanted_in(search.query), names_ == HookNames::kMasked ? Names::kMasked : Names::kShown)) {
        keys.insert(found.key);
        if (before->contains(found.key)) continue;
        if (fresh.size() < kMaxDocuments)
          fresh.push_back(document_json(archive_, found));
        else
          ++more;
      }
      if (fresh.empty()) continue;
      Json body = {{"search", search.name}, {"owner", search.owner}, {"query", search.query}, {"new", fresh}, {"more", more}};
      if (names_ == HookNames::kMasked) archive_.name_mask()->mask(body);
      const int status = http::post_json(address_, body.dump(-1, ' ', false, Json::error_handler_t::replace));
      if (status < 200 || status > 299) {
        std::fprintf(stderr, "banthuek serve: the web hook was answered with %d; it is told again in a minute\n", status);
        ++told.failed;
        if (status == 0 && ++unheard > 1) break;  // nobody is there for the others either
        continue;
      }
      searches_.set_told(search, keys);
      ++told.searches;
    } catch (const std::exception& e) {  // a search that no longer reads holds up no other, and does not read in a minute
      std::fprintf(stderr, "banthuek serve: the web hook: %s\n", e.what());
      const auto* const error = dynamic_cast<const Error*>(&e);
      if (!error || error->kind != ErrorKind::kUsage) ++told.failed;
    }
  return told;
}

void WebHook::work() {
  std::string told_of;
  std::unique_lock lock(mutex_);
  while (!stop_) {
    lock.unlock();
    try {
      const std::string version = archive_.version();
      if (version != told_of && tell().failed == 0) told_of = version;
    } catch (const std::exception& e) {
      std::fprintf(stderr, "banthuek serve: the web hook: %s\n", e.what());
    }
    lock.lock();
    wake_.wait_for(lock, kEvery, [&] { return stop_; });
  }
}

}  // namespace banthuek::serve::site
