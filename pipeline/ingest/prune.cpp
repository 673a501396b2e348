#include "pipeline/ingest/prune.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>

#include "pipeline/ingest/inputs.h"

namespace banthuek::ingest {
namespace {

int hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

// The bytes that place_of made a place of.
std::string bytes_of(std::string_view place) {
  std::string out;
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (place.substr(i).starts_with("\\x") && i + 3 < place.size() && hex_digit(place[i + 2]) >= 0 && hex_digit(place[i + 3]) >= 0) {
      out += static_cast<char>(hex_digit(place[i + 2]) * 16 + hex_digit(place[i + 3]));
      i += 3;
    } else {
      out += place[i];
    }
  }
  return out;
}

// Only where the system says so: what cannot be looked at is not gone.
bool is_gone(const std::string& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool is_folder_that_can_be_listed(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && access(path.c_str(), R_OK | X_OK) == 0;
}

bool lies_under(const std::string& place, std::string given) {
  while (given.size() > 1 && given.back() == '/') given.pop_back();
  return place == given || (place.starts_with(given) && (given == "/" || place[given.size()] == '/' || place[given.size()] == '!'));
}

}  // namespace

bool place_is_gone(const std::string& place) {
  if (!is_gone(bytes_of(place))) return false;
  for (std::size_t mark = place.find('!'); mark != std::string::npos; mark = place.find('!', mark + 1))
    if (!is_gone(bytes_of(place.substr(0, mark)))) return false;
  return true;
}

std::vector<std::string> prune(store::Store& store, const std::vector<std::string>& paths) {
  std::set<std::string> known, gone;
  {
    database::Statement row = store.db().prepare("SELECT path FROM ledger UNION SELECT path FROM file_places");
    while (row.step()) known.insert(row.text(0));
  }
  for (const std::string& path : paths) {
    if (is_gone(path))
      throw Error(ErrorKind::kUsage, path, "is not there, so nothing was pruned; is its disk there? `banthuek forget` takes out what you name");
    const std::string given = place_of(path);
    long under = 0, missing = 0;
    for (const std::string& place : known) {
      if (!lies_under(place, given)) continue;
      ++under;
      if (place_is_gone(place)) ++missing, gone.insert(place);
    }
    if (under > 0 && missing == under)
      throw Error(
          ErrorKind::kUsage, path,
          fmt::format(
              "all {} files that are known under it are gone, so nothing was pruned; is its disk there? `banthuek forget` takes out what you name",
              under));
  }
  std::vector<std::string> out;
  database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
  for (const std::string& place : gone)
    if (store.forget_place(place, "pruned: its file is gone")) out.push_back(place);
  transaction.commit();
  return out;
}

void forget_lost_folders(store::Store& store, const std::vector<std::string>& paths) {
  std::vector<std::string> rows;
  {
    // But for those that lie too deep (inputs.cpp): they can be listed, and are not entered.
    database::Statement row = store.db().prepare("SELECT path FROM ledger WHERE sha256 IS NULL AND message NOT LIKE '%' || ?");
    for (row.bind(kTooDeep); row.step();) rows.push_back(row.text(0));
  }
  for (const std::string& place : rows) {
    const auto under = [&](const std::string& path) { return lies_under(place, place_of(path)); };
    if (std::any_of(paths.begin(), paths.end(), under) && is_folder_that_can_be_listed(bytes_of(place)))
      store.forget_place(place, "a folder that can be listed again");
  }
}

}  // namespace banthuek::ingest
