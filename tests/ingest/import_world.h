// What the tests of imports share: what a worker tells, a page, and a store in a folder that goes when the test ends.
#pragma once

#include <gtest/gtest.h>

#include "extractors/types/document_codec.h"
#include "pipeline/base/sha256.h"
#include "pipeline/ingest/import_store.h"
#include "pipeline/ingest/page_batch.h"
#include "pipeline/store/page_cache.h"
#include "tests/store/samples.h"

namespace banthuek::ingest {

inline process::Json told(const std::string& rules = "r1", const std::string& model = "m1", int dpi = 300, int extraction = 1) {
  return {
      {"model", {{"name", "model"}, {"sha256", model}}}, {"rules", rules}, {"settings", {{"dpi", dpi}}}, {"versions", {{"extraction", extraction}}}};
}

inline Page page_of(const std::string& text, double confidence = 0.9) {
  Page p;
  p.number = 1, p.width = 1000, p.height = 1400, p.dpi = 300;
  if (text.empty()) return p;
  p.lines = {{text, {10, 10, 500, 40}, confidence, 45, Script::kPrint, {{text, {10, 10, 500, 40}, confidence}}}};
  p.flow = {{FlowItem::Kind::kLine, 0}};
  return p;
}

// The step after those that hand pages over, each answered as a worker does.
inline std::optional<Step> hand_over(FileJob& job) {
  std::optional<Step> step = job.next();
  while (step && step->what == StepKind::kTake) {
    std::vector<Page> pages;
    const process::Message answer = take_batch({step->task, step->bytes}, pages);
    step = job.answered(*step, answer.body, answer.bytes);
  }
  return step;
}

class Import : public testing::Test {
 protected:
  Import() : store_(new_store(folder_ / "a.db")) {
    settings_.db = (folder_ / "a.db").string();
    store_.set_clock([] { return "2026-01-02T03:04:05Z"; });
  }
  ImportStore records(const process::Json& by = told()) {
    ImportStore out(store_, settings_);
    out.read_by(by);
    return out;
  }
  static ArrivedFile file(const std::string& place, const std::string& content) { return {place, base::sha256_hex(content), 10, false, false}; }

  // A file of a page that was read from a picture, one of a text layer, and, where `lost`, one that could not be read.
  FileJob job(ImportStore& records, const ArrivedFile& file, bool lost = false, const Page& first = page_of("ก")) {
    FileJob job(1, file.place, file.sha256, {}, records);
    job.answered(*job.next(), {{"pages", lost ? 3 : 2}, {"kind", "PDF"}});
    const auto one = job.next(), two = job.next();
    const auto read = job.answered(*one, {{"picture", "picture of " + file.sha256}});
    if (read) job.answered(*read, {}, store::page_to_bytes(first));
    job.answered(*two, {}, store::page_to_bytes(page_of("ข")));
    if (lost) job.failed(*job.next(), Error(ErrorKind::kDamaged, "", "broken"));
    const auto step = hand_over(job);
    Document d;
    d.first_page = 1, d.last_page = 2;
    job.answered(*step, {{"documents", {document_to_json(d)}}});
    EXPECT_TRUE(job.finished());
    return job;
  }
  // A file of one page, a text layer, whose document is of the fiscal year.
  FileJob dated_job(ImportStore& records, const ArrivedFile& file, const char* year) {
    FileJob job(1, file.place, file.sha256, {}, records);
    job.answered(*job.next(), {{"pages", 1}, {"kind", "PDF"}});
    job.answered(*job.next(), {}, store::page_to_bytes(page_of("ก")));
    const auto step = hand_over(job);
    Document d;
    d.first_page = d.last_page = 1;
    d.fiscal_year = field(year);
    job.answered(*step, {{"documents", {document_to_json(d)}}});
    return job;
  }
  FileJob failed_job(ImportStore& records, const ArrivedFile& file, process::TaskResult ending = process::TaskResult::kError,
                     ErrorKind kind = ErrorKind::kDamaged) {
    FileJob job(1, file.place, file.sha256, {}, records);
    if (ending == process::TaskResult::kError)
      job.failed(*job.next(), Error(kind, "", "it is broken"));
    else
      for (int i = 0; i < 2; ++i) job.broke(*job.next(), ending, "detail");
    return job;
  }

  TemporaryFolder folder_;
  ImportSettings settings_;
  store::Store store_;
};

}  // namespace banthuek::ingest
