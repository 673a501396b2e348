// The test program is its own worker: with the argument `worker` it serves tasks that misbehave in every way known.
#include "pipeline/process/pool.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <thread>

#include "pipeline/process/worker.h"

namespace banthuek::process {
namespace pool_test {

using std::chrono::milliseconds;

class Misbehaving : public TaskHandler {
 public:
  Json set_up(const Json& settings) override {
    if (settings.contains("fail")) throw Error(ErrorKind::kSchema, "memo.toml:3", "no such key; see schemas/README.md");
    return {{"pid", getpid()}};
  }

  Message run(Message task) override {
    if (task.body.at("do") == "bytes") return {Json::object(), std::string(task.bytes.rbegin(), task.bytes.rend())};
    return {answer(task.body, task.files)};
  }

  static Json answer(const Json& task, const std::vector<base::Descriptor>& files) {
    const std::string what = task.at("do");
    if (what == "echo") return {{"echo", task.at("text")}, {"pid", getpid()}};
    if (what == "read") {
      char buffer[16] = {};
      const long count = pread(files.at(0).get(), buffer, sizeof buffer, 0);
      return {{"text", std::string(buffer, static_cast<std::size_t>(count))}};
    }
    if (what == "throw") throw Error(ErrorKind::kDamaged, "a.pdf:1", "broken; scan it again");
    if (what == "crash") raise(SIGSEGV);
    if (what == "abort") std::abort();
    if (what == "answer_and_go") {  // its answer, and at once what is none
      send_message(kWorkerSocket, Json{{"done", true}});
      EXPECT_EQ(write(kWorkerSocket, "rubbish rubbish", 15), 15);
      while (true) sched_yield();
    }
    if (what == "exit") _exit(7);
    if (what == "spin")
      while (true) sched_yield();
    if (what == "allocate") {
      std::vector<char*> kept;
      for (std::size_t i = 0; i < 4096; ++i) {
        kept.push_back(static_cast<char*>(std::malloc(1 << 20)));
        if (kept.back()) std::memset(kept.back(), 1, 1 << 20);
      }
      return {{"kept", kept.size()}};
    }
    if (what == "map") return {{"mapped", mmap(nullptr, 1 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED}};
    if (what == "rubbish") {
      EXPECT_EQ(write(kWorkerSocket, "rubbish rubbish", 15), 15);
      while (true) sched_yield();
    }
    if (what == "deep") {  // whoever copies or prints it by recursion overflows the stack
      const std::string text(4 << 20, '[');
      const std::uint32_t header[3] = {kMessageMagic, static_cast<std::uint32_t>(text.size()), 0};
      EXPECT_EQ(write(kWorkerSocket, header, sizeof header), 12);
      for (std::size_t at = 0; at < text.size();)
        if (const long n = write(kWorkerSocket, text.data() + at, text.size() - at); n > 0) at += static_cast<std::size_t>(n);
      while (true) sched_yield();
    }
    if (what == "huge") {  // a header that promises 4 GB
      const std::uint32_t header[3] = {kMessageMagic, 2, 0xFFFFFFFF};
      EXPECT_EQ(write(kWorkerSocket, header, sizeof header), 12);
      while (true) sched_yield();
    }
    // What the cage is for.
    if (what == "open") return {{"result", open("/etc/passwd", O_RDONLY)}, {"errno", errno}};
    if (what == "open_to_write") return {{"result", open("/tmp/banthuek-escaped", O_WRONLY | O_CREAT, 0600)}};
    if (what == "stat") return {{"result", access("/etc/passwd", R_OK)}, {"errno", errno}};
    if (what == "unlink") return {{"result", unlink("/tmp/banthuek-escaped")}};
    if (what == "socket") return {{"result", socket(AF_INET, SOCK_STREAM, 0)}};
    if (what == "connect") {
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      return {{"result", connect(kWorkerSocket, reinterpret_cast<sockaddr*>(&address), sizeof address)}};
    }
    if (what == "fork") return {{"result", fork()}};
    if (what == "thread") {
      std::thread([] {}).join();
      return {};
    }
    if (what == "exec") {
      execl("/bin/true", "true", nullptr);
      return {{"errno", errno}};
    }
    if (what == "kill") return {{"result", kill(getppid(), SIGTERM)}};
    if (what == "ptrace") return {{"result", ptrace(PTRACE_TRACEME, 0, 0, 0)}};
    if (what == "run_data")
      return {{"mapped", mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED}};
    if (what == "raise_limit") {
      const rlimit more{1ull << 40, 1ull << 40};
      return {{"result", setrlimit(RLIMIT_DATA, &more)}};
    }
    if (what == "write_file") return {{"result", write(files.at(0).get(), "0123456789abcdef", 16)}};
    return {};
  }
};

PoolSettings settings_for(int jobs) {
  PoolSettings settings;
  settings.jobs = jobs;
  settings.memory_bytes = 100u << 20;
  return settings;
}

void wait_until_idle(Pool& pool, int worker) {
  while (!pool.idle(worker)) pool.wait(milliseconds(1000));
}

Reply run(Pool& pool, const Json& task, const std::vector<int>& files = {}, milliseconds limit = milliseconds(10'000)) {
  wait_until_idle(pool, 0);
  pool.give(0, task, files, limit);
  while (true)
    for (Reply& reply : pool.wait(milliseconds(1000))) return std::move(reply);
}

TEST(Pool, AnswersEachTask) {
  Pool pool(settings_for(1));
  EXPECT_EQ(run(pool, {{"do", "echo"}, {"text", "ก"}}).body["echo"], "ก");
  EXPECT_EQ(run(pool, {{"do", "echo"}, {"text", "ข"}}).body["echo"], "ข");
  EXPECT_TRUE(pool.worker_info().contains("pid"));
  EXPECT_GT(pool.peak_memory(), 0u);
}

TEST(Pool, PassesBytesBesideATaskAndItsAnswerAsTheyAre) {
  Pool pool(settings_for(1));
  wait_until_idle(pool, 0);
  std::string bytes(3'000'000, '\xff');
  bytes.front() = '\0', bytes.back() = 'z';
  pool.give(0, {{"do", "bytes"}}, {}, milliseconds(10'000), bytes);
  std::vector<Reply> replies;
  while (replies.empty()) replies = pool.wait(milliseconds(1000));
  EXPECT_EQ(replies[0].body, Json::object());
  EXPECT_TRUE(replies[0].bytes == std::string(bytes.rbegin(), bytes.rend()));
}

TEST(Pool, PassesLongMessagesBothWays) {
  Pool pool(settings_for(1));
  const std::string text(5'000'000, 'x');
  EXPECT_EQ(run(pool, {{"do", "echo"}, {"text", text}}).body["echo"], text);
}

TEST(Pool, HandsOverAnOpenFile) {
  Pool pool(settings_for(1));
  base::Descriptor file(memfd_create("given", MFD_CLOEXEC));
  ASSERT_EQ(write(file.get(), "content", 7), 7);
  EXPECT_EQ(run(pool, {{"do", "read"}}, {file.get()}).body["text"], "content");
}

TEST(Pool, GivesTheErrorOfATask) {
  Pool pool(settings_for(1));
  const Reply reply = run(pool, {{"do", "throw"}});
  EXPECT_EQ(reply.ending, TaskResult::kError);
  const Error error = error_from_json(reply.body);
  EXPECT_EQ(error.kind, ErrorKind::kDamaged);
  EXPECT_STREQ(error.what(), "a.pdf:1: broken; scan it again");
}

TEST(Pool, SaysWhyNoWorkerCanBeSetUp) {
  PoolSettings settings = settings_for(1);
  settings.settings = {{"fail", true}};
  Pool pool(settings);
  try {
    wait_until_idle(pool, 0);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kSchema);
    EXPECT_STREQ(e.what(), "memo.toml:3: no such key; see schemas/README.md");
  }
}

TEST(Pool, ReplacesAWorkerAfterItsShareOfTasks) {
  PoolSettings settings = settings_for(1);
  settings.tasks_before_replacing = 2;
  Pool pool(settings);
  const auto pid = [&] { return run(pool, {{"do", "echo"}, {"text", ""}}).body["pid"].get<int>(); };
  const int first = pid();
  EXPECT_EQ(pid(), first);
  EXPECT_NE(pid(), first);
  EXPECT_EQ(pool.generation(0), 2);
}

TEST(Pool, RenewsAWorkerWhenAsked) {
  Pool pool(settings_for(1));
  const auto pid = [&] { return run(pool, {{"do", "echo"}, {"text", ""}}).body["pid"].get<int>(); };
  const int first = pid();
  EXPECT_EQ(pid(), first);
  pool.renew(0);
  EXPECT_FALSE(pool.idle(0));
  EXPECT_NE(pid(), first);
  EXPECT_EQ(pool.generation(0), 2);
}

// What a worker remembers for the task that follows (a rendered page) must not go with its replacement.
TEST(Pool, ReplacesNoWorkerBetweenTasksThatFollowAtOnce) {
  PoolSettings settings = settings_for(1);
  settings.tasks_before_replacing = 1;
  Pool pool(settings);
  const int first = run(pool, {{"do", "echo"}, {"text", ""}}).body["pid"];
  pool.give(0, {{"do", "echo"}, {"text", "follows"}}, {}, milliseconds(10'000));
  EXPECT_FALSE(pool.idle(0));
  std::vector<Reply> replies;
  while (replies.empty()) replies = pool.wait(milliseconds(1000));
  EXPECT_EQ(replies[0].body["echo"], "follows");
  EXPECT_EQ(replies[0].body["pid"], first);
  EXPECT_FALSE(pool.idle(0)) << "its share is done";
  EXPECT_NE(run(pool, {{"do", "echo"}, {"text", ""}}).body["pid"], first);
}

TEST(Pool, ATaskForAWorkerThatEndedAfterItsAnswerIsLostAndNothingElse) {
  Pool pool(settings_for(1));
  const Reply answered = run(pool, {{"do", "answer_and_go"}});
  EXPECT_EQ(answered.ending, TaskResult::kAnswered);
  while (pool.generation(0) == 1) EXPECT_TRUE(pool.wait(milliseconds(1000)).empty());
  pool.give(0, {{"do", "echo"}, {"text", "late"}}, {}, milliseconds(10'000));
  const std::vector<Reply> lost = pool.wait(milliseconds(1000));
  ASSERT_EQ(lost.size(), 1u);
  EXPECT_EQ(lost[0].ending, TaskResult::kCrashed);
  EXPECT_EQ(run(pool, {{"do", "echo"}, {"text", "alive"}}).body["echo"], "alive");
}

TEST(Pool, RunsTasksOfSeveralWorkersAtOnce) {
  Pool pool(settings_for(2));
  wait_until_idle(pool, 0);
  wait_until_idle(pool, 1);
  pool.give(0, {{"do", "spin"}}, {}, milliseconds(400));
  pool.give(1, {{"do", "echo"}, {"text", "other"}}, {}, milliseconds(10'000));
  const std::vector<Reply> first = pool.wait(milliseconds(10'000));
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].worker, 1);
  while (pool.working()) pool.wait(milliseconds(1000));
}

struct Bad {
  const char* what;
  TaskResult ending;
  const char* detail;
};

class Trouble : public testing::TestWithParam<Bad> {};

// Each misdeed ends as it must, and the next task finds a fresh worker.
TEST_P(Trouble, EndsTheTaskAndNothingElse) {
  Pool pool(settings_for(1));
  // The limit is there to be met by one of them only.
  const milliseconds limit(GetParam().ending == TaskResult::kTimedOut ? 1000 : 60'000);
  const Reply reply = run(pool, {{"do", GetParam().what}}, {}, limit);
  EXPECT_EQ(reply.ending, GetParam().ending) << reply.detail << reply.body;
  EXPECT_NE(reply.detail.find(GetParam().detail), std::string::npos) << reply.detail;
  EXPECT_EQ(run(pool, {{"do", "echo"}, {"text", "alive"}}).body["echo"], "alive");
  EXPECT_EQ(pool.generation(0), 2);
}

INSTANTIATE_TEST_SUITE_P(OfAWorker, Trouble,
                         testing::Values(Bad{"crash", TaskResult::kCrashed, "signal 11"}, Bad{"abort", TaskResult::kCrashed, "signal 6"},
                                         Bad{"exit", TaskResult::kCrashed, "exit code 7"}, Bad{"spin", TaskResult::kTimedOut, "time limit"},
                                         Bad{"rubbish", TaskResult::kCrashed, "no message"}, Bad{"huge", TaskResult::kCrashed, "no message"},
                                         Bad{"deep", TaskResult::kCrashed, "too deep"}),
                         [](const auto& info) { return std::string(info.param.what); });

#if !defined(__SANITIZE_ADDRESS__)  // it brings its own malloc, and needs terabytes of shadow
INSTANTIATE_TEST_SUITE_P(OfMemory, Trouble, testing::Values(Bad{"allocate", TaskResult::kOutOfMemory, "memory"}),
                         [](const auto& info) { return std::string(info.param.what); });

TEST(Sandbox, LimitsMappedMemoryToo) {
  Pool pool(settings_for(1));
  EXPECT_EQ(run(pool, {{"do", "map"}}).body["mapped"], false);
}
#endif

INSTANTIATE_TEST_SUITE_P(FromInsideTheSandbox, Trouble,
                         testing::Values(Bad{"open_to_write", TaskResult::kRefused, "signal 31"}, Bad{"unlink", TaskResult::kRefused, "signal 31"},
                                         Bad{"socket", TaskResult::kRefused, "signal 31"}, Bad{"connect", TaskResult::kRefused, "signal 31"},
                                         Bad{"fork", TaskResult::kRefused, "signal 31"}, Bad{"thread", TaskResult::kRefused, "signal 31"},
                                         Bad{"exec", TaskResult::kRefused, "signal 31"}, Bad{"kill", TaskResult::kRefused, "signal 31"},
                                         Bad{"ptrace", TaskResult::kRefused, "signal 31"}, Bad{"run_data", TaskResult::kRefused, "signal 31"},
                                         Bad{"raise_limit", TaskResult::kRefused, "signal 31"}),
                         [](const auto& info) { return std::string(info.param.what); });

TEST(Sandbox, OpensNoFileByName) {
  Pool pool(settings_for(1));
  const Reply opened = run(pool, {{"do", "open"}});
  EXPECT_EQ(opened.body["result"], -1);
  EXPECT_EQ(opened.body["errno"], EACCES);
  EXPECT_EQ(run(pool, {{"do", "stat"}}).body["result"], -1);
}

TEST(Sandbox, WritesNoMoreThanItsLimitIntoAGivenFile) {
  PoolSettings settings = settings_for(1);
  settings.written_bytes = 10;
  Pool pool(settings);
  char name[] = "/tmp/banthuek-test-XXXXXX";
  base::Descriptor file(mkstemp(name));
  unlink(name);
  EXPECT_EQ(run(pool, {{"do", "write_file"}}, {file.get()}).body["result"], 10);
  EXPECT_EQ(run(pool, {{"do", "write_file"}}, {file.get()}).body["result"], -1);
}

}  // namespace pool_test
}  // namespace banthuek::process

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "worker") {
    banthuek::process::pool_test::Misbehaving handler;
    return banthuek::process::serve(handler);
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
