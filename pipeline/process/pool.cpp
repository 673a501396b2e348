#include "pipeline/process/pool.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "extractors/types/error.h"
#include "pipeline/process/memory_guard.h"
#include "pipeline/process/worker.h"

extern char** environ;

namespace banthuek::process {

using Clock = std::chrono::steady_clock;

struct Pool::Worker {
  int place = 0;
  int generation = 0;
  int process = 0;
  base::Descriptor socket;
  MessageReader reader;
  std::string outgoing;                   // bytes not yet taken by the socket
  std::vector<base::Descriptor> sending;  // travel with the next byte of outgoing
  bool ready = false;
  bool busy = false;
  int tasks = 0;
  Clock::time_point deadline;  // of the task, or of getting ready
};

namespace {

[[noreturn]] void cannot_start(const char* what, int error) {
  throw Error(ErrorKind::kInternal, "worker", std::string("cannot be started: ") + what + ": " + std::strerror(error));
}

std::size_t peak_of(int process) {
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
  return 0;
}

}  // namespace

Pool::Pool(PoolSettings settings) : settings_(std::move(settings)), workers_(static_cast<std::size_t>(settings_.jobs)) {
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    workers_[i].place = static_cast<int>(i);
    start(workers_[i]);
  }
}

Pool::~Pool() {
  for (Worker& worker : workers_) stop(worker);
}

int Pool::size() const { return static_cast<int>(workers_.size()); }
bool Pool::idle(int worker) const { return workers_[worker].ready && !workers_[worker].busy && !spent(workers_[worker]); }
bool Pool::spent(const Worker& worker) const { return worker.tasks >= settings_.tasks_before_replacing; }
int Pool::generation(int worker) const { return workers_[worker].generation; }
const Json& Pool::worker_info() const { return worker_info_; }
std::size_t Pool::peak_memory() const { return peak_memory_; }

bool Pool::working() const {
  for (const Worker& worker : workers_)
    if (worker.busy) return true;
  return false;
}

void Pool::start(Worker& worker) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) cannot_start("socketpair", errno);
  base::Descriptor ours(ends[0]), theirs(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  // dup2 onto itself clears close-on-exec, so this holds also where `theirs` is kWorkerSocket already.
  posix_spawn_file_actions_adddup2(&actions, theirs.get(), kWorkerSocket);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, settings_.worker_log.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0644);
  posix_spawn_file_actions_addclosefrom_np(&actions, kWorkerSocket + 1);
  std::vector<char*> arguments{const_cast<char*>("banthuek")};
  for (const std::string& a : settings_.arguments) arguments.push_back(const_cast<char*>(a.c_str()));
  arguments.push_back(nullptr);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const int failed = posix_spawn(&worker.process, settings_.program.c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed) cannot_start(settings_.program.c_str(), failed);
  ++worker.generation;
  worker.socket = std::move(ours);
  worker.reader = {};
  worker.outgoing =
      encode_message({{"settings", settings_.settings}, {"memory_bytes", settings_.memory_bytes}, {"written_bytes", settings_.written_bytes}});
  worker.sending.clear();
  worker.ready = worker.busy = false;
  worker.tasks = 0;
  worker.deadline = Clock::now() + settings_.start_limit;
}

void Pool::stop(Worker& worker) {
  if (worker.process <= 0) return;
  kill(worker.process, SIGKILL);
  while (waitpid(worker.process, nullptr, 0) < 0 && errno == EINTR) {
  }
  worker.process = 0;
  worker.socket.close();
}

// Why a worker that closed its end is gone. It may still be dying: it is killed, so that waiting is short, unless its own end
// comes first, which the socket's closing made sure of in all but the strangest case.
std::string Pool::reap(Worker& worker, TaskResult& ending) {
  int status = 0;
  int got = 0;
  for (int i = 0; i < 100 && got == 0; ++i) {
    got = waitpid(worker.process, &status, WNOHANG);
    if (got == 0) poll(nullptr, 0, 5);
  }
  if (got == 0) {
    kill(worker.process, SIGKILL);
    while (waitpid(worker.process, &status, 0) < 0 && errno == EINTR) {
    }
  }
  worker.process = 0;
  worker.socket.close();
  ending = TaskResult::kCrashed;
  if (WIFEXITED(status)) {
    if (WEXITSTATUS(status) == kOutOfMemoryExit) {
      ending = TaskResult::kOutOfMemory;
      return "asked for more memory than its limit";
    }
    return fmt::format("exit code {}", WEXITSTATUS(status));
  }
  const int signal = WTERMSIG(status);
  if (signal == SIGSYS) ending = TaskResult::kRefused;
  return fmt::format("signal {} ({})", signal, strsignal(signal));
}

void Pool::renew(int worker) { workers_[worker].tasks = settings_.tasks_before_replacing; }

void Pool::give(int place, const Json& task, const std::vector<int>& files, std::chrono::milliseconds limit, std::string_view bytes) {
  Worker& worker = workers_[place];
  if (!worker.ready) {
    gone_.push_back({place, TaskResult::kCrashed, {}, "", "it ended after its last answer"});
    return;
  }
  worker.outgoing = encode_message(task, bytes);
  for (const int fd : files) worker.sending.emplace_back(fcntl(fd, F_DUPFD_CLOEXEC, 0));
  worker.busy = true;
  ++worker.tasks;
  worker.deadline = Clock::now() + limit;
  flush(worker);
}

void Pool::flush(Worker& worker) {
  if (worker.outgoing.empty()) return;
  std::vector<int> files;
  for (const base::Descriptor& d : worker.sending) files.push_back(d.get());
  const long sent = write_some(worker.socket.get(), worker.outgoing.data(), worker.outgoing.size(), files);
  if (sent < 0) worker.outgoing.clear();  // gone: the next read of its socket tells
  if (sent <= 0) return;
  worker.sending.clear();
  worker.outgoing.erase(0, static_cast<std::size_t>(sent));
}

void Pool::end_task(Worker& worker, TaskResult ending, Message answer, std::string detail, std::vector<Reply>& out) {
  if (worker.busy) out.push_back({worker.place, ending, std::move(answer.body), std::move(answer.bytes), std::move(detail)});
  worker.busy = false;
}

void Pool::take(Worker& worker, std::vector<Reply>& out) {
  const auto lost = [&](TaskResult ending, const std::string& detail) {
    const bool was_ready = worker.ready;
    stop(worker);
    if (!was_ready) throw Error(ErrorKind::kInternal, "worker", "ends while it starts: " + detail + "; see `banthuek read` with the same settings");
    end_task(worker, ending, {}, detail, out);
    start(worker);
  };
  try {
    const ReadResult result = read_socket(worker.socket.get(), worker.reader, MSG_DONTWAIT);
    if (result == ReadResult::kNothingNow) return;
    if (result == ReadResult::kClosed) {
      TaskResult ending;
      const std::string detail = reap(worker, ending);
      return lost(ending, detail);
    }
    while (std::optional<Message> message = worker.reader.next()) {
      if (!worker.ready) {
        if (message->body.contains("error")) throw error_from_json(message->body["error"]);
        worker.ready = true;
        if (worker_info_.is_null()) worker_info_ = message->body.value("ready", Json());
        continue;
      }
      if (!worker.busy) return lost(TaskResult::kCrashed, "it spoke without being asked");
      peak_memory_ = std::max(peak_memory_, peak_of(worker.process));
      const bool failed = message->body.is_object() && message->body.contains("error");
      if (failed) message->body = Json(std::move(message->body["error"]));
      end_task(worker, failed ? TaskResult::kError : TaskResult::kAnswered, std::move(*message), "", out);
    }
  } catch (const Error& e) {
    if (!worker.ready) throw;
    lost(TaskResult::kCrashed, e.what());
  } catch (const Json::exception& e) {
    lost(TaskResult::kCrashed, e.what());
  }
}

std::vector<Reply> Pool::wait(std::chrono::milliseconds patience) {
  if (!gone_.empty()) return std::exchange(gone_, {});
  for (Worker& worker : workers_) {
    if (!worker.ready || worker.busy || !spent(worker)) continue;
    stop(worker);
    start(worker);
  }
  std::vector<pollfd> polled;
  Clock::time_point until = Clock::now() + patience;
  for (const Worker& worker : workers_) {
    polled.push_back({worker.socket.get(), static_cast<short>(worker.outgoing.empty() ? POLLIN : POLLIN | POLLOUT), 0});
    if (worker.busy || !worker.ready) until = std::min(until, worker.deadline);
  }
  const auto rest = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  std::vector<Reply> out;
  if (poll(polled.data(), polled.size(), static_cast<int>(std::max<long>(0, rest))) < 0) return out;
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    if (polled[i].revents & POLLOUT) flush(workers_[i]);
    if (polled[i].revents & (POLLIN | POLLHUP | POLLERR)) take(workers_[i], out);
  }
  for (Worker& worker : workers_) {
    if (Clock::now() < worker.deadline || (worker.ready && !worker.busy)) continue;
    stop(worker);
    if (!worker.ready) throw Error(ErrorKind::kTimeout, "worker", "was not ready in time; is the machine overloaded?");
    end_task(worker, TaskResult::kTimedOut, {}, "over its time limit", out);
    start(worker);
  }
  return out;
}

}  // namespace banthuek::process
