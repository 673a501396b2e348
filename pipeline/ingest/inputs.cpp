#include "pipeline/ingest/inputs.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "pipeline/base/hex.h"
#include "pipeline/base/text_file.h"

namespace banthuek::ingest {
namespace {

constexpr int kDeepestFolder = 200;

std::string problem_text(int error) {
  switch (error) {
    case EACCES:
    case EPERM:
      return "no permission to read it; run as a user who may, then `ingest --retry`";
    case ENOENT:
      return "is not there; check the name";
    default:
      return std::string("cannot be read (") + std::strerror(error) + "); see to the disk, then `ingest --retry`";
  }
}

std::string join(const std::string& folder, const std::string& name) { return folder.ends_with('/') ? folder + name : folder + "/" + name; }

}  // namespace

std::string place_of(std::string_view path) {
  std::string out;
  const auto* bytes = reinterpret_cast<const uint8_t*>(path.data());
  const auto length = static_cast<int32_t>(path.size());
  for (int32_t i = 0; i < length;) {
    const int32_t start = i;
    UChar32 c;
    U8_NEXT(bytes, i, length, c);
    // C1 controls and line separators would break a line or a terminal too.
    if (c >= 0x20 && c != '\\' && !(c >= 0x7F && c < 0xA0) && c != 0x2028 && c != 0x2029) {
      out.append(path.substr(start, i - start));
      continue;
    }
    for (int32_t k = start; k < i; ++k) {
      out += "\\x";
      base::append_hex(out, path.substr(static_cast<std::size_t>(k), 1));
    }
  }
  return out;
}

bool is_system_file(std::string_view place) {
  for (std::size_t at = 0; at <= place.size();) {
    const std::size_t end = std::min(place.find_first_of("/!", at), place.size());
    const std::string_view name = place.substr(at, end - at);
    for (const char* known : {"__MACOSX", ".DS_Store", ".Trashes", ".Spotlight-V100", ".fseventsd", "Thumbs.db", "ehthumbs.db", "desktop.ini",
                              "$RECYCLE.BIN", "System Volume Information", "@eaDir"})
      if (name == known) return true;
    if (name.starts_with("._") || name.starts_with("~$") || name.starts_with(".~lock.")) return true;
    at = end + 1;
  }
  return false;
}

InputWalk::InputWalk(std::vector<std::string> paths, std::vector<FileIdentity> ours) : paths_(paths.rbegin(), paths.rend()), ours_(std::move(ours)) {}

bool InputWalk::is_ours(dev_t device, ino_t number) const {
  return std::any_of(ours_.begin(), ours_.end(), [&](const FileIdentity& f) { return f.device == device && f.number == number; });
}

std::optional<Input> InputWalk::enter(const std::string& path, int depth) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return Input{path, place_of(path), problem_text(errno)};
  if (!S_ISDIR(info.st_mode)) return is_ours(info.st_dev, info.st_ino) ? std::nullopt : std::optional(Input{path, place_of(path), ""});
  if (depth > kDeepestFolder) return Input{path, place_of(path), std::string(kTooDeep)};
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir(path.c_str()), closedir);
  if (!folder) return Input{path, place_of(path), "folder: " + problem_text(errno)};
  // A folder that is entered inside itself, over a link, has nothing new.
  const auto same = [&](const FileIdentity& f) { return f.device == info.st_dev && f.number == info.st_ino; };
  if (std::any_of(levels_.begin(), levels_.end(), [&](const Level& l) { return same(l.identity); })) return std::nullopt;
  Level level{path, {info.st_dev, info.st_ino}, {}, {}};
  const auto next_entry = [&] {
    errno = 0;  // which tells the end from trouble
    return readdir(folder.get());
  };
  while (const dirent* entry = next_entry()) {
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (is_system_file(name)) {
      ++passed_over_;
      continue;
    }
    if (entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN) level.links.insert(name);
    level.names.push_back(name);
  }
  if (errno != 0) return Input{path, place_of(path), "folder: " + problem_text(errno)};
  std::sort(level.names.rbegin(), level.names.rend());
  levels_.push_back(std::move(level));
  return std::nullopt;
}

// Whether what lies there is to be entered: anything but a link to a folder that was followed before, or that this walk lies in.
bool InputWalk::follows(const std::string& path) {
  struct stat itself {
  }, target{};
  if (lstat(path.c_str(), &itself) != 0 || !S_ISLNK(itself.st_mode) || stat(path.c_str(), &target) != 0 || !S_ISDIR(target.st_mode)) return true;
  std::error_code none;
  const std::string to = std::filesystem::canonical(path, none).string();
  const std::string here = std::filesystem::canonical(levels_.front().folder, none).string();
  if (to.empty() || to == "/" || here == to || here.starts_with(to + "/")) return false;
  return followed_.emplace(target.st_dev, target.st_ino).second;
}

std::optional<Input> InputWalk::next() {
  while (true) {
    std::string path;
    if (!levels_.empty()) {
      Level& level = levels_.back();
      if (level.names.empty()) {
        levels_.pop_back();
        continue;
      }
      path = join(level.folder, level.names.back());
      const bool link = level.links.contains(level.names.back());
      level.names.pop_back();
      if (link && !follows(path)) continue;
    } else if (!paths_.empty()) {
      path = std::move(paths_.back());
      paths_.pop_back();
    } else {
      return std::nullopt;
    }
    if (auto input = enter(path, static_cast<int>(levels_.size()))) return input;
  }
}

std::vector<std::string> read_list(int descriptor, ListEnd end) {
  std::string all;
  char buffer[65536];
  for (ssize_t n; (n = read(descriptor, buffer, sizeof buffer)) > 0;) all.append(buffer, static_cast<std::size_t>(n));
  std::vector<std::string> out;
  // Windows' line ends, and its encodings where no file has the name as it stands.
  if (end == ListEnd::kNewline && (all.starts_with("\xEF\xBB\xBF") || all.starts_with("\xFF\xFE") || all.starts_with("\xFE\xFF")))
    all = base::decode_text(all);
  const auto as_named = [](std::string name) {
    struct stat info {};
    if (stat(name.c_str(), &info) == 0) return name;
    if (name.ends_with('\r')) name.pop_back();
    return stat(name.c_str(), &info) == 0 ? name : base::decode_text(name);
  };
  const char stop = end == ListEnd::kNul ? '\0' : '\n';
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t next = std::min(all.find(stop, at), all.size());
    std::string name = all.substr(at, next - at);
    if (end == ListEnd::kNewline && !name.empty()) name = as_named(std::move(name));
    if (!name.empty()) out.push_back(std::move(name));  // an empty line of Windows was "\r"
    at = next + 1;
  }
  return out;
}

std::vector<FileIdentity> identities_of_database(const std::string& db) {
  std::vector<FileIdentity> out;
  for (const char* suffix : {"", "-wal", "-shm", "-journal", "-watch"}) {
    struct stat info {};
    if (stat((db + suffix).c_str(), &info) == 0) out.push_back({info.st_dev, info.st_ino});
  }
  return out;
}

}  // namespace banthuek::ingest
