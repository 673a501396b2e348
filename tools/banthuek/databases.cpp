#include "tools/banthuek/databases.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/database/history.h"
#include "pipeline/ingest/merge.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/store/store.h"

namespace banthuek {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kKept = 2;

fs::path cache_folder() {
  if (const char* own = std::getenv("BANTHUEK_CACHE"); own && *own) return own;
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache) return fs::path(cache) / "banthuek";
  if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / ".cache" / "banthuek";
  return fs::temp_directory_path() / "banthuek-cache";
}

fs::path made_cache_folder() {
  const fs::path folder = cache_folder();
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(ErrorKind::kDisk, folder.string(), "cannot be made (" + error.message() + "); name another folder in BANTHUEK_CACHE");
  return folder;
}

std::string hash_of(const std::vector<std::string>& files) {
  for (const std::string& file : files) store::Store::open(file, database::Access::kRead);  // says what is wrong with one
  const std::vector<fs::path> paths(files.begin(), files.end());
  return database::hash_of_histories(paths);
}

void remove_older(const fs::path& folder, const fs::path& keep) {
  std::vector<std::pair<fs::file_time_type, fs::path>> joined;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".db" && entry.path().filename().string().starts_with("joined-") && entry.path() != keep)
      joined.emplace_back(entry.last_write_time(ignored), entry.path());
  std::sort(joined.rbegin(), joined.rend());
  for (std::size_t i = kKept - 1; i < joined.size(); ++i) fs::remove(joined[i].second, ignored);
}

}  // namespace

void add_databases_option(Command command, std::vector<std::string>& files) {
  command.option("--db", files, "the database, one SQLite file (banthuek.db); given again: several as one").one_value_each().type_name("FILE");
}

std::string one_database(const std::vector<std::string>& files) {
  if (files.empty()) return "banthuek.db";
  if (files.size() == 1) return files.front();
  const fs::path folder = made_cache_folder(), joined = folder / ("joined-" + hash_of(files).substr(0, 24) + ".db");
  std::error_code error;
  if (!fs::exists(joined)) ingest::join(joined.string(), files);
  fs::last_write_time(joined, fs::file_time_type::clock::now(), error);
  remove_older(folder, joined);
  return joined.string();
}

std::string desk_database(const std::vector<std::string>& files) {
  base::Digest names;
  for (const std::string& file : files) names.add(fs::absolute(file).lexically_normal().string());
  const fs::path joined = made_cache_folder() / ("desk-" + names.hex().substr(0, 24) + ".db");
  const std::string wanted = hash_of(files);
  if (fs::exists(joined)) {
    bool stands = false;
    try {
      stands = store::Store::open(joined, database::Access::kRead).setting(serve::site::kJoinedOf) == wanted;
    } catch (const Error&) {  // of another version, or damaged: made anew
    }
    if (stands) return joined.string();
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(joined.string() + end);
  }
  ingest::join(joined.string(), files);
  store::Store::open(joined, database::Access::kWrite).put_setting(serve::site::kJoinedOf, wanted);
  return joined.string();
}

}  // namespace banthuek
