// What a worker does with each step, in this process and without its cage.
#include "pipeline/ingest/page_worker.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "pipeline/ingest/page_batch.h"
#include "pipeline/process/worker.h"
#include "pipeline/store/page_cache.h"
#include "tests/layout/drawing.h"
#include "tests/memory_file.h"
#include "tests/source/tar.h"

namespace banthuek::ingest {
namespace page_worker_test {

std::string content_of_file(const base::Descriptor& file) {
  std::string out(4096, '\0');
  const ssize_t n = pread(file.get(), out.data(), out.size(), 0);
  out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return out;
}

std::string page_png(int lines) {
  Drawing d(700, 400);
  for (int i = 0; i < lines; ++i) d.letters(60, 100 + 60 * i, 20, 20, 26);
  return d.grey().png();
}

class Worker : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    worker_ = make_page_worker().release();
    worker_info_ = worker_->set_up(process::Json::object());
  }
  static void TearDownTestSuite() { delete worker_; }
  static process::Json run(const process::Json& task, const std::string& content = "", const std::string* second = nullptr) {
    std::vector<base::Descriptor> files;
    if (!content.empty()) files.push_back(memory_file(content));
    if (second) files.push_back(memory_file(*second));
    process::Message answer = worker_->run({task, "", std::move(files)});
    bytes_ = std::move(answer.bytes);
    return std::move(answer.body);
  }
  static std::string bytes_;  // beside the last answer
  static process::TaskHandler* worker_;
  static process::Json worker_info_;
};
process::TaskHandler* Worker::worker_ = nullptr;
process::Json Worker::worker_info_;
std::string Worker::bytes_;

TEST_F(Worker, TellsWhatItReadsWith) {
  EXPECT_EQ(worker_info_["settings"], (process::Json{{"dpi", 300.0}, {"reading", 7}}));
  EXPECT_EQ(worker_info_["versions"], (process::Json{{"extraction", 8}}));
  EXPECT_GE(worker_info_["model"]["sha256"].get<std::string>().size(), 64u);
  EXPECT_FALSE(worker_info_["model"]["name"].get<std::string>().empty());
  EXPECT_EQ(worker_info_["rules"].get<std::string>().size(), 64u);
}

TEST_F(Worker, OpensPreparesAndReadsAPicture) {
  const std::string png = page_png(3);
  EXPECT_EQ(run({{"do", "open"}, {"file", 1}, {"name", "a.png"}}, png), (process::Json{{"pages", 1}, {"kind", "PNG"}}));
  const process::Json prepared = run({{"do", "prepare"}, {"file", 1}, {"name", "a.png"}, {"page", 1}});
  EXPECT_EQ(prepared["picture"].get<std::string>().size(), 64u);
  EXPECT_EQ(bytes_, "");
  EXPECT_EQ(run({{"do", "read"}, {"file", 1}, {"page", 1}}), process::Json::object());
  const auto page = store::page_from_bytes(bytes_);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->number, 1);
  EXPECT_EQ(page->source_reason, "a picture without text layer");
  EXPECT_EQ(page->width, 700);
  // The same pixels are known by the same hash, others by another.
  run({{"do", "open"}, {"file", 2}, {"name", "b.png"}}, png);
  EXPECT_EQ(run({{"do", "prepare"}, {"file", 2}, {"name", "b.png"}, {"page", 1}})["picture"], prepared["picture"]);
  run({{"do", "open"}, {"file", 3}, {"name", "c.png"}}, page_png(2));
  EXPECT_NE(run({{"do", "prepare"}, {"file", 3}, {"name", "c.png"}, {"page", 1}})["picture"], prepared["picture"]);
}

// What is stored for a picture's hash is taken for the picture: one that differs in its last column, or in its last row, is another.
TEST_F(Worker, KnowsAPictureByEveryOneOfItsPixels) {
  const auto hash_of = [](int file, int x, int y) {
    Drawing d(702, 400);
    d.letters(60, 100, 20, 20, 26);
    if (x >= 0) d.fill(x, y, 1, 1);
    run({{"do", "open"}, {"file", file}, {"name", "a.png"}}, d.grey().png());
    return run({{"do", "prepare"}, {"file", file}, {"name", "a.png"}, {"page", 1}})["picture"].get<std::string>();
  };
  const std::string whole = hash_of(30, -1, -1);
  int file = 31;
  for (const auto& [x, y] : {std::pair(701, 200), {0, 200}, {350, 399}, {350, 0}}) EXPECT_NE(hash_of(file++, x, y), whole) << x << "," << y;
}

TEST_F(Worker, OpensAFileAgainWhereItIsNotTheOneThatIsOpen) {
  run({{"do", "open"}, {"file", 10}, {"name", "a.png"}}, page_png(2));
  EXPECT_THROW(run({{"do", "prepare"}, {"file", 11}, {"name", "b.png"}, {"page", 1}}), std::out_of_range);  // no file came with it
  EXPECT_NO_THROW(run({{"do", "prepare"}, {"file", 11}, {"name", "b.png"}, {"page", 1}}, page_png(1)));
  EXPECT_THROW(run({{"do", "prepare"}, {"file", 11}, {"name", "b.png"}, {"page", 2}}), Error);
  EXPECT_THROW(run({{"do", "open"}, {"file", 12}, {"name", "c"}}, "no picture at all"), Error);
}

TEST_F(Worker, RefusesATaskThatIsNone) {
  try {
    run({{"do", "dance"}, {"file", 20}, {"name", "a.png"}}, page_png(1));
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kInternal);
    EXPECT_STREQ(e.what(), "worker: no task 'dance'");
  }
}

TEST_F(Worker, ExtractsFromThePagesHandedOver) {
  Page page;
  page.number = 9, page.width = 1000, page.height = 1400, page.dpi = 300;
  page.lines = {{"บันทึกข้อความ", {400, 100, 300, 50}, 1, 140, Script::kPrint, {{"บันทึกข้อความ", {400, 100, 300, 50}, 1}}}};
  page.flow = {{FlowItem::Kind::kLine, 0}};
  page.findings = {{"turned", Severity::kInfo, 9, "", "", "", ""}};
  const auto take = [&](bool first, int number, const std::string& bytes) {
    process::Json task{{"do", "take"}, {"first", first}};
    std::string beside;
    add_to_batch(task, beside, number, bytes);
    return worker_->run({task, beside}).body;
  };
  const std::string bytes = store::page_to_bytes(page);
  EXPECT_EQ(take(true, 7, bytes).at("rows").at(0).at("page"), 7);
  EXPECT_EQ(take(true, 1, bytes).at("rows").size(), 1u);  // begins anew
  EXPECT_EQ(take(false, 2, bytes).at("rows").size(), 1u);
  const process::Json documents = run({{"do", "extract"}})["documents"];
  ASSERT_EQ(documents.size(), 2u);  // each begins with its heading
  EXPECT_EQ(documents[0].at("first_page"), 1);
  EXPECT_EQ(documents[0].at("last_page"), 1);
  EXPECT_EQ(documents[1].at("first_page"), 2);
  EXPECT_TRUE(run({{"do", "extract"}})["documents"].empty()) << "they were handed over once";
  EXPECT_EQ(take(true, 3, bytes.substr(0, bytes.size() - 1)), (process::Json{{"unreadable", {3}}}));
}

TEST_F(Worker, UnpacksAnArchiveMemberByMember) {
  const std::string tar = tar_member("a\n.pdf", "one") + tar_member("b", "", '2') + tar_member("c", "three") + std::string(1024, '\0');
  const auto unpack = [&](int file, int index, std::string* out) {
    std::vector<base::Descriptor> files;
    files.push_back(memory_file(tar));
    files.push_back(memory_file(""));
    const base::Descriptor kept(dup(files[1].get()));
    const process::Json answer = worker_->run({{{"do", "unpack"}, {"file", file}, {"name", "x.tar"}, {"index", index}}, "", std::move(files)}).body;
    if (out) *out = content_of_file(kept);
    return answer;
  };
  std::string content;
  EXPECT_EQ(unpack(30, 0, &content), (process::Json{{"name", "a\\x0a.pdf"}}));
  EXPECT_EQ(content, "one");
  const process::Json link = unpack(30, 1, &content);
  EXPECT_EQ(link["name"], "b");
  EXPECT_EQ(process::error_from_json(link.at("problem")).kind, ErrorKind::kUnsupported);
  EXPECT_EQ(content, "");
  EXPECT_EQ(unpack(30, 2, &content), (process::Json{{"name", "c"}}));
  EXPECT_EQ(content, "three");
  EXPECT_EQ(unpack(30, 3, nullptr), (process::Json{{"end", true}}));
  EXPECT_EQ(unpack(31, 2, &content)["name"], "c") << "a worker that comes new to it passes over what was before";
  EXPECT_EQ(unpack(31, 0, &content)["name"], "a\\x0a.pdf");
  EXPECT_EQ(unpack(32, 7, nullptr), (process::Json{{"end", true}}));
}

TEST_F(Worker, SaysThatThereIsNoRoomToUnpack) {
  std::vector<base::Descriptor> files;
  files.push_back(memory_file(tar_member("a", "one") + std::string(1024, '\0')));
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[1]);
  files.emplace_back(ends[0]);  // cannot be written to
  const process::Json answer = worker_->run({{{"do", "unpack"}, {"file", 40}, {"name", "x.tar"}, {"index", 0}}, "", std::move(files)}).body;
  const Error problem = process::error_from_json(answer.at("problem"));
  EXPECT_EQ(problem.kind, ErrorKind::kDisk);
  EXPECT_STREQ(problem.what(), "there is no room to unpack it; make room in TMPDIR, then `ingest --retry`");
}

}  // namespace page_worker_test
}  // namespace banthuek::ingest
