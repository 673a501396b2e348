// How the archive and the machine are, and a backup of it that is checked.
#include <sys/statvfs.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <thread>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/admin/admin_pages.h"
#include "pipeline/serve/site/import_runs.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/store/backup.h"
#include "pipeline/store/verify.h"

namespace banthuek::serve::admin {
namespace {

namespace fs = std::filesystem;

// One backup at a time in the program; what it said last is kept. The thread is waited for when the program ends.
class Backups {
 public:
  struct Last {
    std::string state, file, began, ended, message;  // state: "", copying, checking, whole, faulty, failed
    std::size_t faults = 0;
  };
  ~Backups() {
    if (thread_.joinable()) thread_.join();
  }
  Last last() {
    const std::lock_guard lock(mutex_);
    return last_;
  }
  // False while one is under way.
  bool begin(const fs::path& archive, const fs::path& to) {
    const std::lock_guard lock(mutex_);
    if (last_.state == "copying" || last_.state == "checking") return false;
    if (thread_.joinable()) thread_.join();
    last_ = {"copying", to.string(), base::utc_time(), "", "", 0};
    thread_ = std::thread([this, archive, to] { run(archive, to); });
    return true;
  }

 private:
  void set(const std::string& state, std::size_t faults, const std::string& message) {
    const std::lock_guard lock(mutex_);
    last_.state = state;
    last_.faults = faults;
    last_.message = message;
    if (state != "checking") last_.ended = base::utc_time();
  }
  void run(const fs::path& archive, const fs::path& to) {
    try {
      fs::create_directories(to.parent_path());
      store::copy_archive(archive, to, store::Existing::kReplace);
      set("checking", 0, "");
      store::Store copy = store::Store::open(to, database::Access::kRead);
      const std::size_t faults = store::verify(copy).size();
      set(faults == 0 ? "whole" : "faulty", faults, "");
    } catch (const std::exception& e) {
      std::fprintf(stderr, "banthuek serve: backup: %s\n", e.what());
      set("failed", 0, "");
    }
  }
  std::mutex mutex_;
  std::thread thread_;
  Last last_;
};

Backups& backups() {
  static Backups all;
  return all;
}

// The copies lie beside the archive: archive.db -> archive.db-backups/20261128.db, one for each day.
fs::path folder_of(const site::Site& desk) { return desk.options().archive.string() + "-backups"; }

std::uintmax_t size_of(const fs::path& file) {
  std::error_code failed;
  const std::uintmax_t size = fs::file_size(file, failed);
  return failed ? 0 : size;
}

std::string memory_of_program() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return view::size_text(std::strtoull(line.c_str() + 6, nullptr, 10) * 1024);
  return "";
}

}  // namespace

http::Response health_page(site::Site& desk, const site::RequestContext& visit) {
  const view::Pages& pages = desk.pages();
  static const std::string kBegan = base::utc_time();
  const site::Json counts = desk.archive().counts(), overview = desk.archive().overview();
  view::Json rows = view::Json::array();
  const auto row = [&](const char* key, const std::string& value, bool good = true) {
    rows.push_back({{"label", pages.text(std::string("health.") + key, visit.language)}, {"value", value}, {"bad", !good}});
  };
  const fs::path archive = desk.options().archive;
  struct statvfs disk {};
  const bool known = ::statvfs(archive.parent_path().empty() ? "." : archive.parent_path().c_str(), &disk) == 0;
  const std::uint64_t room = known ? static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize : 0;
  long failed = 0, retry = 0;
  for (const site::Json& one : overview["ledger"]) {
    const std::string outcome = one[0];
    if (outcome == "done" || outcome == "done_with_findings" || outcome == "duplicate") continue;
    failed += one[2].get<long>();
    if (one[1].get<int>() != 0) retry += one[2].get<long>();
  }
  row("database", view::size_text(size_of(archive)));
  row("log_file", view::size_text(size_of(archive.string() + "-wal")));
  row("room", view::size_text(room), !known || room > 2u * size_of(archive) + (1u << 30));
  const bool index_whole = [&] {
    const auto lease = desk.archive().read();
    return desk.archive().index_whole(*lease, lease.version());
  }();
  row("index", pages.text(index_whole ? "health.good" : "health.index_bad", visit.language), index_whole);
  row("documents",
      view::thousands(counts["documents"]) + " · " + view::thousands(counts["measures"]) + " " + pages.text("home.measures", visit.language));
  row("failed", view::thousands(failed) + (retry > 0 ? " (" + view::thousands(retry) + " " + pages.text("health.retry", visit.language) + ")" : ""),
      failed == 0);
  row("memory", memory_of_program());
  row("began", view::shown_time(kBegan, visit.language));
  const Backups::Last last = backups().last();
  view::Json copies = view::Json::array();
  std::error_code none;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_of(desk), none))
    if (entry.path().extension() == ".db") files.push_back(entry.path());
  std::sort(files.rbegin(), files.rend());
  for (const fs::path& file : files) copies.push_back({{"name", file.filename().string()}, {"size", view::size_text(size_of(file))}});
  const bool busy = last.state == "copying" || last.state == "checking";
  view::Json view = {{"rows", rows},
                     {"copies", copies},
                     {"copies_shown", !copies.empty()},
                     {"folder", folder_of(desk).string()},
                     {"busy", busy},
                     {"state", last.state.empty() ? view::Json(nullptr)
                                                  : view::Json(pages.text("health.backup_" + last.state, visit.language, {{"faults", last.faults}}))},
                     {"state_good", last.state == "whole"},
                     {"state_bad", last.state == "faulty" || last.state == "failed"},
                     {"state_at", last.state.empty() ? "" : view::shown_time(last.ended.empty() ? last.began : last.ended, visit.language)}};
  return desk.page(visit, "health", std::move(view), "health.title");
}

http::Response begin_backup(site::Site& desk, const site::RequestContext& visit) {
  std::string day = base::utc_time().substr(0, 10);
  std::erase(day, '-');
  const fs::path to = folder_of(desk) / (day + ".db");
  if (backups().begin(desk.options().archive, to)) desk.note(visit, "backup", to.filename().string());
  return http::redirect("/health");
}

}  // namespace banthuek::serve::admin
