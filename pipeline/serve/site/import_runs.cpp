#include "pipeline/serve/site/import_runs.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <nlohmann/json.hpp>

#include "extractors/types/error.h"
#include "pipeline/serve/access/accounts.h"

extern char** environ;

namespace banthuek::serve::site {
namespace {

constexpr std::size_t kKeptEvents = 2000;
constexpr const char* kKinds[] = {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".zip", ".tar"};

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

}  // namespace

ImportRuns::ImportRuns(std::filesystem::path archive, std::filesystem::path folder)
    : archive_(std::move(archive)), folder_(std::move(folder)), thread_([this] { work(); }) {}

ImportRuns::~ImportRuns() {
  close();
  thread_.join();
}

void ImportRuns::close() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (const int child = child_) ::kill(child, SIGINT);
}

bool ImportRuns::closed() {
  const std::lock_guard lock(mutex_);
  return stop_;
}

std::string ImportRuns::folder() {
  std::filesystem::create_directories(folder_ / "incoming");
  return (folder_ / "incoming").string();
}

void ImportRuns::add(const std::vector<http::Upload>& uploads, const std::string& who) {
  const auto drop = [&] {
    for (const http::Upload& upload : uploads) ::unlink(upload.path.c_str());
  };
  for (const http::Upload& upload : uploads) {
    const std::string end = lower_extension(upload.file_name);
    if (std::find(std::begin(kKinds), std::end(kKinds), end) == std::end(kKinds)) {
      drop();
      throw Error(ErrorKind::kUsage, upload.file_name, "ไม่รับไฟล์ชนิดนี้ (not a kind that is taken): give PDF, TIFF, JPEG, PNG, ZIP or TAR");
    }
  }
  std::string day = access::now_iso();
  std::erase(day, ':');
  std::filesystem::path place = folder_ / day;
  for (int n = 2; std::filesystem::exists(place); ++n) place = folder_ / (day + "-" + std::to_string(n));
  std::filesystem::create_directories(place);
  std::vector<std::string> arguments;
  for (const http::Upload& upload : uploads) {
    std::filesystem::path to = place / harmless(upload.file_name);
    for (int n = 2; std::filesystem::exists(to); ++n) to = place / (std::to_string(n) + "-" + harmless(upload.file_name));
    std::filesystem::rename(upload.path, to);
    arguments.push_back(to.string());
  }
  say(nlohmann::json{{"event", "queued"}, {"files", arguments.size()}, {"who", who}}.dump());
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(arguments));
  wake_.notify_all();
}

void ImportRuns::retry() {
  const std::lock_guard lock(mutex_);
  waiting_.push_back({"--retry"});
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
    std::vector<std::string> arguments;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stop_ || !waiting_.empty(); });
      if (stop_) return;
      arguments = std::move(waiting_.front());
      waiting_.erase(waiting_.begin());
    }
    running_ = true;
    run(arguments);
    running_ = false;
  }
}

void ImportRuns::run(const std::vector<std::string>& files) {
  std::vector<std::string> words = {"banthuek", "ingest", "--db", archive_.string(), "--json"};
  words.insert(words.end(), files.begin(), files.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return say(R"({"event":"failed","message":"no pipe"})");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (failed != 0) {
    ::close(ends[0]);
    return say(nlohmann::json{{"event", "failed"}, {"message", std::strerror(failed)}}.dump());
  }
  child_ = child;
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
  ::waitpid(child, &status, 0);
  child_ = 0;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  say(nlohmann::json{{"event", "finished"}, {"code", code}}.dump());
}

}  // namespace banthuek::serve::site
