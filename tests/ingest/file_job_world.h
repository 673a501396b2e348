// What the tests of a file's way through the workers share: a keeper of pages in memory, and steps answered as honest workers do.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "extractors/types/document_codec.h"
#include "pipeline/ingest/file_job.h"
#include "pipeline/ingest/page_batch.h"
#include "pipeline/store/page_cache.h"
#include "pipeline/store/stored_pages.h"

namespace banthuek::ingest {

class Memory : public PageKeeper {
 public:
  bool has(const std::string& key) override { return pages.contains(key) && !pages[key].empty(); }
  void put(const std::string& key, std::string_view bytes) override { pages[key] = bytes; }
  std::optional<std::string> get(const std::string& key) override { return pages.contains(key) ? std::optional(pages[key]) : std::nullopt; }
  std::map<std::string, std::string> pages;
};

inline std::string page(int number) {
  Page p;
  p.number = number, p.width = 100, p.height = 100, p.dpi = 300;
  return store::page_to_bytes(p);
}

// What an honest worker says to a step that hands pages over.
inline std::optional<Step> handed(FileJob& job, const Step& step) {
  std::vector<Page> pages;
  const process::Message answer = take_batch({step.task, step.bytes}, pages);
  return job.answered(step, answer.body, answer.bytes);
}

class Job : public testing::Test {
 protected:
  FileJob job(const std::string& sha = "abc") { return FileJob(1, "a.pdf", sha, {20'000, 3, {}}, memory_); }

  static void open(FileJob& job, int pages) {
    const auto step = job.next();
    ASSERT_TRUE(step);
    EXPECT_EQ(step->what, StepKind::kOpen);
    job.answered(*step, {{"pages", pages}, {"kind", "PDF"}});
  }
  // Answers a prepare step as a scan whose picture is `picture`; reads it where asked.
  static void scan(FileJob& job, const Step& step, const std::string& picture) {
    if (const auto read = job.answered(step, {{"picture", picture}})) {
      EXPECT_EQ(read->what, StepKind::kRead);
      job.answered(*read, {}, page(step.page));
    }
  }
  // Takes the steps of handing over and extracting; gives how many pages were handed over.
  static int extract(FileJob& job) {
    int pages = 0;
    auto step = job.next();
    while (step && step->what == StepKind::kTake) {
      pages += static_cast<int>(step->task["pages"].size());
      step = handed(job, *step);
    }
    EXPECT_TRUE(step && step->what == StepKind::kExtract);
    Document d;
    d.first_page = 1, d.last_page = pages;
    job.answered(*step, {{"documents", {document_to_json(d)}}});
    return pages;
  }
  Memory memory_;
};

}  // namespace banthuek::ingest
