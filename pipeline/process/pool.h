// The coordinator's side: keeps worker processes, hands each a task at a time, and survives whatever they do.
//
// A worker is this program again (/proc/self/exe with the hidden command `worker`), started with a socket as descriptor
// kWorkerSocket and nothing else open but stderr, in its own
// process group so that Ctrl-C at a terminal reaches the coordinator alone. It is replaced after `tasks_before_replacing` tasks and those that
// follow the last of them at once, and at any trouble: it died, it took longer than the task's limit (killed), or it sent what is no message. One
// thread owns a Pool.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "pipeline/process/message.h"

namespace banthuek::process {

struct PoolSettings {
  int jobs = 1;
  std::string program = "/proc/self/exe";
  std::vector<std::string> arguments = {"worker"};
  Json settings;                          // for TaskHandler::set_up
  std::size_t memory_bytes = 256u << 20;  // SandboxLimits
  std::size_t written_bytes = 0;
  int tasks_before_replacing = 500;
  std::string worker_log = "/dev/null";           // where stderr of the workers goes (appended): libraries chatter about bad input
  std::chrono::milliseconds start_limit{60'000};  // to load the model and be ready
};

// How a task ended.
enum class TaskResult {
  kAnswered,     // `body` is the answer
  kError,        // the task threw: `body` is its error (error_from_json)
  kCrashed,      // the process died by a signal or went out
  kOutOfMemory,  // it asked for more than its limit
  kTimedOut,     // it was killed at the task's limit
  kRefused,      // it made a call that the cage forbids
};

struct Reply {
  int worker = 0;  // its place in the pool, from 0
  TaskResult ending = TaskResult::kAnswered;
  Json body;
  std::string bytes;   // beside the answer
  std::string detail;  // "signal 11 (Segmentation fault)", for the log
};

class Pool {
 public:
  // Starts the workers; returns before they are ready. Throws Error(kInternal) where no process can be started.
  explicit Pool(PoolSettings settings);
  ~Pool();  // ends them all
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  int size() const;
  bool idle(int worker) const;  // ready, without a task, and not about to be replaced
  bool working() const;         // any worker has a task
  // How often this place was filled with a new process: what the old one had open is gone.
  int generation(int worker) const;
  // What set_up of the first ready worker gave; null before.
  const Json& worker_info() const;

  // An idle worker is replaced before its next task: whatever it was made to remember goes with it.
  void renew(int worker);

  // Hands a task to an idle worker, or one that follows at once (before the next wait) to the worker that just answered: it is the same process, with
  // all it remembers. Where that one has ended since, so has the task: kCrashed. `files` stay the caller's and may be closed after. `bytes` go
  // beside the task.
  void give(int worker, const Json& task, const std::vector<int>& files, std::chrono::milliseconds limit, std::string_view bytes = {});

  // Waits at most `patience` for something to happen; gives the tasks that ended. A signal ends the wait early. Throws
  // Error when a worker cannot even be set up (the model is missing, the kernel has no seccomp): no task could be done.
  std::vector<Reply> wait(std::chrono::milliseconds patience);

  // Highest resident memory of any worker so far, bytes (VmHWM, taken as tasks end).
  std::size_t peak_memory() const;

 private:
  struct Worker;
  bool spent(const Worker& worker) const;  // has done its share of tasks
  void start(Worker& worker);
  void stop(Worker& worker);  // kills and reaps
  std::string reap(Worker& worker, TaskResult& ending);
  void end_task(Worker& worker, TaskResult ending, Message answer, std::string detail, std::vector<Reply>& out);
  void flush(Worker& worker);
  void take(Worker& worker, std::vector<Reply>& out);

  PoolSettings settings_;
  std::vector<Worker> workers_;
  std::vector<Reply> gone_;  // tasks whose worker had ended before they came
  Json worker_info_;
  std::size_t peak_memory_ = 0;
};

}  // namespace banthuek::process
