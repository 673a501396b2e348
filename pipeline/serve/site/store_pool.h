// The archive as the desk's pages ask for it: documents, counts, what is doubtful. Everything goes through Store and Search.
//
// A Store belongs to one thread, so connections are lent: one for each question under way. What changes only when the archive
// does (overview, queue) is kept until it does. Safe from many threads. Throws Error as the store does.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/record_kind.h"
#include "extractors/types/fields.h"
#include "extractors/types/ordered_json_fwd.h"
#include "pipeline/search/searcher.h"
#include "pipeline/serve/site/doubtful.h"
#include "pipeline/serve/site/kept_facets.h"
#include "pipeline/store/corrections.h"
#include "pipeline/store/store.h"

namespace banthuek::report {
class NameMask;
struct AuditTable;
}  // namespace banthuek::report

namespace banthuek::serve::site {

using Json = OrderedJson;

struct PageRow {
  int number = 0, width = 0, height = 0, turned = 0;
  double skew = 0, confidence = 0;
  std::string source;  // scan, text_layer, repaired_layer
  int findings = 0;
};

struct WholeDocument {
  store::StoredDocument stored;
  std::vector<PageRow> pages;                  // of the document only
  std::vector<store::Correction> corrections;  // in the order made, their fields named as now
  std::vector<schema::RecordKind> kinds;       // of its records
};

// The setting of a joined database that says of which histories it was made (database::hash_of_histories).
inline constexpr const char* kJoinedOf = "joined_of";

class StorePool {
 public:
  explicit StorePool(std::filesystem::path file) : StorePool(std::move(file), {}) {}
  // `file` was joined of the parts, and stands for them as long as their histories hash to what its setting kJoinedOf says.
  StorePool(std::filesystem::path file, std::vector<std::filesystem::path> parts);
  ~StorePool();

  // Lends a reading store; it comes back when the lease goes out of scope.
  class Lease {
   public:
    struct Connection {
      explicit Connection(store::Store opened) : store(std::move(opened)) {}
      store::Store store;
      std::optional<search::Searcher> searcher;  // made when first asked for
      std::optional<std::int64_t> seen;          // data_version of which `version` is
      std::string version;
    };
    Lease(StorePool& archive, std::unique_ptr<Connection> connection) : archive_(&archive), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    ~Lease();
    store::Store& operator*() const { return connection_->store; }
    store::Store* operator->() const { return &connection_->store; }
    search::Searcher& searcher() const {
      if (!connection_->searcher) connection_->searcher.emplace(connection_->store);
      return *connection_->searcher;
    }
    const std::string& version() const;  // of the archive (StorePool::version), as this store sees it

   private:
    StorePool* archive_;
    std::unique_ptr<Connection> connection_;
  };
  // Waits while as many are out as can work at once, so that memory does not grow with visitors; who came first gets the next one, and a thread that
  // has one gets another at once. It goes back on the thread that took it.
  Lease read();

  const std::filesystem::path& file() const { return file_; }
  // Changes whenever the archive does; for ETags. Who has a lease asks that one, and so waits for none.
  std::string version();

  std::optional<WholeDocument> document(std::string_view key);
  std::optional<PageRow> page(std::string_view sha256, int number);

  // Sets a value; `expected`: what the visitor saw. Throws Error{kUsage}; kStale when it is another by now.
  enum class Set { kDone, kStale };
  // `place`: where the visitor saw what was not read.
  Set correct(std::string_view key, std::string_view field, const std::optional<std::string>& expected, const std::optional<std::string>& after,
              const std::string& who, const std::string& why, const std::optional<Place>& place = std::nullopt);
  // The kinds of records that the archive knows, and those that the schemas describe beside them, by name.
  std::vector<schema::RecordKind> kinds();
  // A row that was not read, and out again (store/correct.h).
  std::string add_row(std::string_view key, const std::string& list, const std::vector<std::pair<std::string, std::string>>& values,
                      const Place& place, const std::string& who, const std::string& why);
  void take_out_row(std::string_view key, const std::string& row, const std::string& who, const std::string& why);
  // Writes with a store of its own, one at a time; not to the parts, where there are any.
  void write(const std::string& who, const std::function<void(store::Store&)>& change);
  void set_reviewed(std::string_view key, store::Reviewed reviewed, const std::string& who);

  Json counts();                                // {"measures", "documents", "offices", "pages", "years": [[year, n]...]}
  Json overview();                              // what the overview page shows
  Json office(std::string_view name);           // {"scores": [[year, score, grade]...], "years": [...]}
  std::vector<std::string> offices();           // with at least one document, by name
  std::vector<std::string> offices_of_years();  // with reports of two years or more
  Json ledger(int newest);
  // Nothing of the search index is missing that is seen at once (index_check.h). `store`: lent already, `version`: of it.
  bool index_whole(store::Store& store, const std::string& version);
  struct LedgerQuery {
    std::string outcome;  // one of them; "failed": all that are no success; empty: all
    std::string like;     // a part of the path
    std::string path;     // just this one
    bool retry_only = false;
    int limit = 50, offset = 0;
  };
  Json ledger(const LedgerQuery& query);  // {"rows": as above, "total"}
  // An input that never came to be imported; its row says why.
  void note_input(const std::string& path, store::Outcome outcome, const std::string& message);
  std::vector<Doubtful> doubtful();  // by risk, the gravest first; at most 2,000
  // A table of a whole archive, kept under the name: made anew when the archive has changed, but no more often than it is worth (what took a
  // second to make stands for at least half a minute). One is made at a time; others wait for it.
  std::shared_ptr<const report::AuditTable> table(const std::string& name, const std::function<report::AuditTable(store::Store&)>& make);
  // Names of persons that the archive knows, as it is now.
  std::shared_ptr<const report::NameMask> name_mask();
  KeptFacets& kept_facets() { return kept_facets_; }
  // What `make` gives, kept under the name until the archive changes.
  Json kept(const std::string& name, const std::function<Json(store::Store&)>& make);

 private:
  Json kept(store::Store& store, const std::string& version, const std::string& name, const std::function<Json(store::Store&)>& make);
  void lend_next();  // wakes whose turn it is; under mutex_
  // Changes a document where it is kept, in each part that holds it, and in what is shown.
  void change_document(std::string_view key, const std::string& who, const std::function<void(store::Store&)>& change);

  std::filesystem::path file_;
  std::vector<std::filesystem::path> parts_;
  std::mutex mutex_, write_mutex_, kept_mutex_;
  int lent_ = 0;
  std::deque<std::condition_variable*> waiting_;  // for one, the first who came first
  std::vector<std::unique_ptr<Lease::Connection>> idle_;
  struct Kept;
  std::unique_ptr<Kept> kept_;
  KeptFacets kept_facets_;
  std::mutex table_mutex_;
  std::mutex mask_mutex_;
  std::int64_t mask_version_ = 0;
  std::unique_ptr<store::Store> mask_store_;
  std::shared_ptr<const report::NameMask> mask_;
  std::string queue_version_;
  std::vector<Doubtful> queue_;
};

}  // namespace banthuek::serve::site
