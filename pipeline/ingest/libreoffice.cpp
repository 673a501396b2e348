#include "pipeline/ingest/libreoffice.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <string_view>
#include <vector>

extern char** environ;

namespace banthuek::ingest {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kDocument = 3;               // descriptor of the document in the child
constexpr std::size_t kTail = 256 * 1024;  // of the file, where a ZIP lists its members

std::string part_of(int descriptor, off_t from, std::size_t most) {
  std::string out(most, '\0');
  const ssize_t n = pread(descriptor, out.data(), out.size(), from);
  out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return out;
}

}  // namespace

bool is_office_text(int descriptor) {
  const std::string head = part_of(descriptor, 0, 256);
  if (!head.starts_with("PK\x03\x04")) return false;
  constexpr std::string_view kText = "mimetypeapplication/vnd.oasis.opendocument.text";
  if (head.compare(std::min<std::size_t>(30, head.size()), kText.size(), kText) == 0) {
    const char next = head.size() > 30 + kText.size() ? head[30 + kText.size()] : '\0';
    return next != '-' || head.compare(30 + kText.size(), 9, "-template") == 0;  // not text-master or text-web
  }
  struct stat info {};
  if (fstat(descriptor, &info) != 0) return false;
  const off_t from = std::max<off_t>(0, info.st_size - static_cast<off_t>(kTail));
  const std::string tail = part_of(descriptor, from, kTail);
  return tail.find("[Content_Types].xml") != std::string::npos && tail.find("word/document.xml") != std::string::npos;
}

std::optional<std::string> find_office() {
  if (const char* given = std::getenv("BANTHUEK_SOFFICE")) return access(given, X_OK) == 0 ? std::optional<std::string>(given) : std::nullopt;
  const char* path = std::getenv("PATH");
  for (std::string_view rest = path ? path : ""; !rest.empty();) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    const std::string program = std::string(rest.substr(0, colon)) + "/soffice";
    if (colon > 0 && access(program.c_str(), X_OK) == 0) return program;
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  return std::nullopt;
}

namespace {

constexpr const char* kFolder = "banthuek-office-";

// Takes away what conversions left whose coordinator was killed: folders that nobody holds.
void clear_left_behind(const std::string& where) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(where, fs::directory_options::skip_permission_denied, ignored)) {
    if (!entry.path().filename().string().starts_with(kFolder)) continue;
    const base::Descriptor folder(open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info {};
    // One just made may not be locked yet.
    if (folder && fstat(folder.get(), &info) == 0 && info.st_uid == geteuid() && info.st_mtime + 60 < std::time(nullptr) &&
        flock(folder.get(), LOCK_EX | LOCK_NB) == 0)
      fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

struct LibreofficeConversion::Parts {
  std::string folder;
  base::Descriptor held;  // the folder, locked as long as somebody needs it
  int process = 0;
  bool timed_out = false, no_cage = false;
  Clock::time_point deadline;

  void kill_all() {
    if (process <= 0) return;
    kill(-process, SIGKILL);
    kill(process, SIGKILL);
    while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
    process = 0;
  }
};

LibreofficeConversion::LibreofficeConversion(int document, const std::string& office, std::chrono::milliseconds limit)
    : parts_(std::make_unique<Parts>()) {
  const char* given = std::getenv("TMPDIR");
  const std::string where = given && *given ? given : "/tmp";
  clear_left_behind(where);
  std::string name = where + "/" + kFolder + "XXXXXX";
  if (!mkdtemp(name.data()))
    throw Error(ErrorKind::kDisk, name, "no folder can be made there to convert in; set TMPDIR to a folder that you may write to");
  parts_->folder = fs::canonical(name).string();
  parts_->held = base::Descriptor(open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (parts_->held) flock(parts_->held.get(), LOCK_EX | LOCK_NB);
  const std::string seconds = std::to_string(std::chrono::ceil<std::chrono::seconds>(limit).count());
  std::vector<const char*> arguments{"banthuek", "convert", parts_->folder.c_str(), office.c_str(), seconds.c_str(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, document, kDocument);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, kDocument + 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const int failed = posix_spawn(&parts_->process, "/proc/self/exe", &actions, &attributes, const_cast<char**>(arguments.data()), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed) {
    std::error_code ignored;
    fs::remove_all(parts_->folder, ignored);
    throw Error(ErrorKind::kInternal, "convert", std::string("cannot be started: ") + std::strerror(failed));
  }
  parts_->deadline = Clock::now() + limit;
}

LibreofficeConversion::~LibreofficeConversion() {
  parts_->kill_all();
  std::error_code ignored;
  fs::remove_all(parts_->folder, ignored);
}

bool LibreofficeConversion::ended() {
  if (parts_->process <= 0) return true;
  int status = 0;
  if (waitpid(parts_->process, &status, WNOHANG) == parts_->process) {
    parts_->no_cage = WIFEXITED(status) && WEXITSTATUS(status) == kCannotCageExit;
    kill(-parts_->process, SIGKILL);  // what it may have left behind
    parts_->process = 0;
    return true;
  }
  if (Clock::now() < parts_->deadline) return false;
  parts_->timed_out = true;
  parts_->kill_all();
  return true;
}

base::Descriptor LibreofficeConversion::pdf() {
  if (parts_->timed_out) throw Error(ErrorKind::kTimeout, "", "LibreOffice takes longer than the limit; save it as PDF, or raise --hard-limit");
  if (parts_->no_cage)
    throw Error(
        ErrorKind::kUnsupported, "",
        "LibreOffice may not run here: this kernel has no Landlock or refuses seccomp, so it could not be kept from your files; save it as PDF");
  base::Descriptor out(open((parts_->folder + "/out/document.pdf").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat info {};
  if (!out || fstat(out.get(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0)
    throw Error(ErrorKind::kDamaged, "", "LibreOffice makes no PDF of it; open it in a word processor and save it as PDF");
  return out;
}

}  // namespace banthuek::ingest
