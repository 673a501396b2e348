#include "pipeline/serve/site/import_runs.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <optional>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/serve/access/accounts.h"

extern char** environ;

namespace banthuek::serve::site {
namespace {

constexpr std::size_t kKeptEvents = 2000;
constexpr const char* kDeskVariable = "BANTHUEK_DESK";  // tells the import whose it is: it ends with the desk (command_ingest.cpp)
constexpr const char* kKinds[] = {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".webp", ".zip", ".tar"};

std::string lower_extension(const std::string& name) {
  std::string end = std::filesystem::path(name).extension().string();
  for (char& c : end) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return end;
}

// The last part of the name, without what a file system or a terminal could trip over.
std::string harmless(std::string name) {
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  std::string out;
  for (const char c : name) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == ':' ? '_' : c;
  while (!out.empty() && (out.front() == '.' || out.front() == '-')) out.erase(0, 1);
  if (out.size() > 180) {
    const std::string end = lower_extension(out);
    std::size_t cut = 170;
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xc0) == 0x80) --cut;
    out = out.substr(0, cut) + end;
  }
  return out.empty() ? "file" : out;
}

// "reports/2566/a.pdf" of a folder that was dropped: its last folders, each made harmless.
std::filesystem::path harmless_path(const std::string& name) {
  constexpr std::size_t kDeepest = 6;
  std::vector<std::string> parts;
  std::string part;
  const bool rooted = !name.empty() && (name.front() == '/' || name.front() == '\\' || name.find(':') != std::string::npos);
  for (const char c : name) {
    if (c != '/' && c != '\\') {
      part += c;
      continue;
    }
    if (!part.empty() && part != "." && part != ".." && !rooted) parts.push_back(harmless(part));
    part.clear();
  }
  if (name.find("..") != std::string::npos) parts.clear();
  if (parts.size() > kDeepest) parts.erase(parts.begin(), parts.end() - kDeepest);
  std::filesystem::path out;
  for (const std::string& folder : parts) out /= folder;
  return out / harmless(part);
}

// A file with the password that only the import reads; removed when it goes.
class PasswordFile {
 public:
  PasswordFile(const std::filesystem::path& folder, const std::string& password) {
    if (password.empty()) return;
    std::filesystem::create_directories(folder);
    path_ = (folder / "password-XXXXXX").string();
    const int made = ::mkstemp(path_.data());  // 0600
    if (made < 0) {
      path_.clear();
      return;
    }
    if (::write(made, password.data(), password.size()) < 0) std::fprintf(stderr, "banthuek serve: no password can be handed to the import\n");
    ::close(made);
  }
  PasswordFile(const PasswordFile&) = delete;
  PasswordFile& operator=(const PasswordFile&) = delete;
  ~PasswordFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

namespace {

// What a desk that was killed had not taken over yet, and passwords it had not taken away.
void clear_left_behind(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::filesystem::remove_all(folder / "incoming", ignored);
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().filename().string().starts_with("password-")) std::filesystem::remove(entry.path(), ignored);
}

}  // namespace

ImportRuns::ImportRuns(std::filesystem::path archive, std::filesystem::path folder) : archive_(std::move(archive)), folder_(std::move(folder)) {
  clear_left_behind(folder_);
  thread_ = std::thread([this] { work(); });
}

std::uint64_t ImportRuns::room(std::uint64_t quota) {
  constexpr auto kFresh = std::chrono::seconds(1);
  constexpr std::uint64_t kLeave = 64u << 20;
  std::error_code error;
  const std::lock_guard lock(mutex_);
  if (std::chrono::steady_clock::now() - used_at_ > kFresh) {
    used_ = 0;
    for (std::filesystem::recursive_directory_iterator at(folder_, error), end; !error && at != end; at.increment(error))
      if (std::error_code none; at->is_regular_file(none)) used_ += at->file_size(none);
    used_at_ = std::chrono::steady_clock::now();
  }
  const auto space = std::filesystem::space(std::filesystem::exists(folder_, error) ? folder_ : archive_.parent_path(), error);
  const std::uint64_t free = error ? quota : space.available > kLeave ? space.available - kLeave : 0;
  return std::min(quota > used_ ? quota - used_ : 0, free);
}

ImportRuns::~ImportRuns() {
  close();
  thread_.join();
}

// Its children end with it; what it stored is kept. One that does not end when asked is killed.
void ImportRuns::end_child() {
  constexpr int kTurns = 300;  // of 100 ms
  const int child = child_;
  if (child == 0) return;
  ::kill(child, SIGTERM);
  for (int turn = 0; turn < kTurns && child_ == child; ++turn) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  if (child_ == child) ::kill(child, SIGKILL);
}

void ImportRuns::close() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  end_child();
}

std::vector<std::string> ImportRuns::stop() {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> waited;
  for (const Job& job : waiting_)
    std::copy_if(job.arguments.begin(), job.arguments.end(), std::back_inserter(waited), [](const std::string& word) { return word != "--retry"; });
  waiting_.clear();
  if (running_) {
    stopped_ = true;
    if (const int child = child_; child != 0) ::kill(child, SIGTERM);
  }
  return waited;
}

bool ImportRuns::closed() {
  const std::lock_guard lock(mutex_);
  return stop_;
}

std::string ImportRuns::folder() {
  std::filesystem::create_directories(folder_ / "incoming");
  return (folder_ / "incoming").string();
}

ImportRuns::Taken ImportRuns::add(const std::vector<http::Upload>& uploads, const std::string& who) {
  std::string day = base::utc_time();
  std::erase(day, ':');
  std::filesystem::path place = folder_ / day;
  for (int n = 2; std::filesystem::exists(place); ++n) place = folder_ / (fmt::format("{}-{}", day, n));
  Taken out;
  std::vector<std::string> arguments;
  for (const http::Upload& upload : uploads) {
    const std::filesystem::path first = place / harmless_path(upload.file_name);
    const std::string end = lower_extension(upload.file_name);
    if (std::find(std::begin(kKinds), std::end(kKinds), end) == std::end(kKinds)) {
      ::unlink(upload.path.c_str());
      out.refused.push_back({first.string(), "is not a kind that is taken; give PDF, TIFF, JPEG, PNG, ZIP or TAR"});
      continue;
    }
    std::filesystem::path to = first;
    std::filesystem::create_directories(to.parent_path());
    for (int n = 2; std::filesystem::exists(to); ++n) to = first.parent_path() / (fmt::format("{}-{}", n, first.filename().string()));
    std::filesystem::rename(upload.path, to);
    arguments.push_back(to.string());
  }
  {
    const std::lock_guard lock(mutex_);
    used_at_ = {};
  }
  out.files = arguments.size();
  if (arguments.empty()) return out;
  say(nlohmann::json{{"event", "queued"}, {"files", arguments.size()}, {"who", who}}.dump());
  const std::lock_guard lock(mutex_);
  waiting_.push_back({std::move(arguments), ""});
  wake_.notify_all();
  return out;
}

void ImportRuns::retry(const std::vector<std::string>& paths, const std::string& password) {
  if (paths.empty()) return;
  Job job{{"--retry"}, password};
  job.arguments.insert(job.arguments.end(), paths.begin(), paths.end());
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(job));
  wake_.notify_all();
}

void ImportRuns::say(std::string json) {
  const std::lock_guard lock(mutex_);
  events_.push_back({next_event_++, std::move(json)});
  if (events_.size() > kKeptEvents) events_.erase(events_.begin(), events_.begin() + kKeptEvents / 2);
  wake_.notify_all();
}

long ImportRuns::last_event() {
  const std::lock_guard lock(mutex_);
  return next_event_ - 1;
}

std::vector<ImportRuns::Event> ImportRuns::events(long after, int seconds) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, std::chrono::seconds(seconds), [&] { return stop_ || next_event_ - 1 > after; });
  std::vector<Event> out;
  for (const Event& event : events_)
    if (event.number > after) out.push_back(event);
  return out;
}

void ImportRuns::work() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stop_ || !waiting_.empty(); });
      if (stop_) return;
      job = std::move(waiting_.front());
      waiting_.erase(waiting_.begin());
      running_ = true;
      stopped_ = false;
    }
    run(job);
    running_ = false;
  }
}

void ImportRuns::run(const Job& job) {
  std::vector<std::string> words = {"banthuek", "ingest", "--db", archive_.string(), "--json"};
  std::optional<PasswordFile> password(std::in_place, folder_, job.password);
  if (!password->path().empty()) words.insert(words.end(), {"--password-file", password->path()});
  words.insert(words.end(), job.arguments.begin(), job.arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string desk = fmt::format("{}={}", kDeskVariable, ::getpid());
  std::vector<char*> environment;
  for (char** one = environ; *one; ++one) environment.push_back(*one);
  environment.push_back(const_cast<char*>(desk.c_str()));
  environment.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return say(R"({"event":"failed","message":"no pipe"})");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
  // The desk's threads have SIGINT and SIGTERM blocked, which the import would inherit: it would be deaf to both.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, usual;
  sigemptyset(&none);
  sigemptyset(&usual);
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE}) sigaddset(&usual, signal);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, "/proc/self/exe", &actions, &attributes, argv.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (failed != 0) {
    ::close(ends[0]);
    return say(nlohmann::json{{"event", "failed"}, {"message", std::strerror(failed)}}.dump());
  }
  child_ = child;
  if (closed() || stopped_) ::kill(child, SIGTERM);  // while it was started
  std::string line;
  char piece[4096];
  for (ssize_t n; (n = ::read(ends[0], piece, sizeof piece)) > 0;) {
    for (ssize_t i = 0; i < n; ++i) {
      if (piece[i] != '\n') {
        if (line.size() < 65536) line += piece[i];
        continue;
      }
      const auto json = nlohmann::json::parse(line, nullptr, false);
      say(json.is_object() ? line
                           : nlohmann::json{{"event", "note"}, {"message", line}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
      line.clear();
    }
  }
  ::close(ends[0]);
  int status = 0;
  {
    // Nobody is sent a signal who has the number of a child that is gone: it is kept until the number is forgotten.
    siginfo_t ended;
    ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);
    const std::lock_guard lock(mutex_);
    ::waitpid(child, &status, 0);
    child_ = 0;
  }
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  password.reset();  // before anybody hears that it is over
  say(nlohmann::json{{"event", "finished"}, {"code", code}}.dump());
}

}  // namespace banthuek::serve::site
