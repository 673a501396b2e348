#include "pipeline/ingest/folder_watch.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "pipeline/base/private_file.h"

namespace banthuek::ingest {
namespace {

// Written in one piece over the old one: who reads meanwhile sees one of them.
constexpr std::size_t kReportBytes = 16384;

std::string report_file(const std::string& db) { return db + "-watch"; }

}  // namespace

bool Watched::settled(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return false;  // gone again
  const long long time = info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec;
  Look& look = looks_[path];
  if (look.size != info.st_size || look.time != time) {
    look = {info.st_size, time, false};
    return false;
  }
  if (look.taken) return false;
  return look.taken = true;
}

bool Watched::changing(const std::string& path) const {
  const auto look = looks_.find(path);
  return look != looks_.end() && !look->second.taken;
}

WatchReport::WatchReport(const std::string& db) : file_(report_file(db)) {
  base::make_private(file_);
  base::Descriptor opened(::open(file_.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  for (int tries = 0; opened && tries < 5; ++tries, ::usleep(10'000)) {  // who only asks whether a watch is there has it for a moment
    if (::flock(opened.get(), LOCK_EX | LOCK_NB) != 0) continue;
    locked_ = std::move(opened);
    return;
  }
}

WatchReport::~WatchReport() {
  if (locked_) ::unlink(file_.c_str());
}

void WatchReport::say(const WatchState& state) {
  if (!locked_) return;
  const nlohmann::json report = {{"folders", state.folders}, {"since", state.since},     {"looked_at", state.looked_at}, {"took_at", state.took_at},
                                 {"taken", state.taken},     {"waiting", state.waiting}, {"reading", state.reading}};
  std::string text = report.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text.size() > kReportBytes) return;  // thousands of folders were given
  text.resize(kReportBytes, ' ');
  // That it cannot be written, as on a full disk, is told by what the import itself writes.
  if (::pwrite(locked_.get(), text.data(), text.size(), 0) < 0) return;
}

std::optional<WatchState> watch_state(const std::string& db) {
  const base::Descriptor file(::open(report_file(db).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file) return std::nullopt;
  std::string text(kReportBytes, '\0');
  const ssize_t n = ::pread(file.get(), text.data(), text.size(), 0);
  text.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  const nlohmann::json report = nlohmann::json::parse(text, nullptr, false);
  if (!report.is_object()) return std::nullopt;
  WatchState out;
  try {
    out.folders = report.at("folders").get<std::vector<std::string>>();
    out.since = report.at("since");
    out.looked_at = report.at("looked_at");
    out.took_at = report.at("took_at");
    out.taken = report.at("taken");
    out.waiting = report.at("waiting");
    out.reading = report.at("reading");
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
  out.alive = ::flock(file.get(), LOCK_SH | LOCK_NB) != 0;  // who gets it finds nobody there; it is given back at once
  return out;
}

}  // namespace banthuek::ingest
