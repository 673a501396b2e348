// Every course that a file may take through the workers, told step by step without a process.
#include "pipeline/ingest/file_job.h"

#include <gtest/gtest.h>

#include <tuple>

#include "tests/ingest/file_job_world.h"

namespace banthuek::ingest {
namespace file_job_test {

TEST_F(Job, GoesThroughAllStages) {
  FileJob j = job();
  open(j, 2);
  const auto first = j.next(), second = j.next();
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(j.next());
  scan(j, *second, "p2");
  scan(j, *first, "p1");
  EXPECT_EQ(extract(j), 2);
  EXPECT_TRUE(j.finished());
  EXPECT_FALSE(j.failure());
  EXPECT_EQ(j.documents().size(), 1u);
  EXPECT_EQ(j.pages_read(), 2);
  EXPECT_EQ(j.pages_from_cache(), 0);
}

TEST_F(Job, ReadsNoPictureOfAFileTwice) {
  FileJob first = job();
  open(first, 2);
  scan(first, *first.next(), "same");
  EXPECT_FALSE(first.answered(*first.next(), {{"picture", "same"}})) << "it stands in it twice";
  EXPECT_EQ(first.pages_from_cache(), 1);
  FileJob again = job();
  open(again, 1);
  EXPECT_FALSE(again.answered(*again.next(), {{"picture", "same"}}));
  EXPECT_EQ(again.pages_from_cache(), 1);
  EXPECT_EQ(extract(again), 1);
  // As older versions kept it.
  memory_.pages["old"] = page(1);
  FileJob old = job("other file");
  open(old, 1);
  EXPECT_FALSE(old.answered(*old.next(), {{"picture", "old"}}));
  EXPECT_EQ(extract(old), 1);
}

// A file that takes its worker over knows what the pages of another will be: it has a copy. Whatever it calls its own pages, it fills no place that
// the other looks into.
TEST_F(Job, PutsNothingInThePlaceOfAnotherFilesPages) {
  for (const std::string& claimed : {std::string("picture of b"), store::layer_key("b", 1), store::picture_key("b", "picture of b")}) {
    memory_.pages.clear();
    FileJob liar = job("a");
    open(liar, 1);
    scan(liar, *liar.next(), claimed);
    EXPECT_EQ(extract(liar), 1);
    FileJob other = job("b");
    open(other, 1);
    const auto step = other.next();
    ASSERT_TRUE(step && step->what == StepKind::kPrepare) << claimed;
    const auto read = other.answered(*step, {{"picture", "picture of b"}});
    EXPECT_TRUE(read && read->what == StepKind::kRead) << claimed;
  }
}

TEST_F(Job, TakesLayerPagesOfARunBeforeWithoutAWorker) {
  FileJob first = job();
  open(first, 2);
  for (int i = 0; i < 2; ++i) {
    const auto step = first.next();
    EXPECT_FALSE(first.answered(*step, {}, page(step->page)));
  }
  FileJob again = job();
  open(again, 2);
  EXPECT_EQ(extract(again), 2);
  EXPECT_EQ(again.pages_from_cache(), 2);
}

TEST_F(Job, TriesAPageThatBreaksItsWorkerOnceMoreAlone) {
  FileJob j = job();
  open(j, 2);
  const auto bad = j.next(), good = j.next();
  j.broke(*bad, process::TaskResult::kCrashed, "signal 11");
  scan(j, *good, "good");
  const auto again = j.next();
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->alone);
  EXPECT_EQ(again->page, bad->page);
  scan(j, *again, "bad");
  EXPECT_EQ(extract(j), 2);
  EXPECT_TRUE(j.lost().empty());
}

TEST_F(Job, LosesAPageThatBreaksItsWorkerTwiceAndKeepsTheOthers) {
  FileJob j = job();
  open(j, 2);
  const auto bad = j.next(), good = j.next();
  j.broke(*bad, process::TaskResult::kTimedOut, "over its time limit");
  j.broke(*j.next(), process::TaskResult::kTimedOut, "over its time limit");
  scan(j, *good, "good");
  EXPECT_EQ(extract(j), 1);
  ASSERT_EQ(j.findings().size(), 1u);
  EXPECT_EQ(j.findings()[0].code, "page_not_read");
  EXPECT_EQ(j.findings()[0].page, 1);
  EXPECT_EQ(j.findings()[0].reason, "reading it takes longer than the limit (over its time limit)");
  EXPECT_FALSE(j.failure());
}

TEST_F(Job, FailsAsItsFirstPageWhereNoneCanBeRead) {
  FileJob j = job();
  open(j, 1);
  j.failed(*j.next(), Error(ErrorKind::kDamaged, "", "no picture in it; scan it again"));
  EXPECT_TRUE(j.finished());
  ASSERT_TRUE(j.failure());
  EXPECT_EQ(j.failure()->kind, ErrorKind::kDamaged);
  EXPECT_EQ(j.failure()->message, "page 1: no picture in it; scan it again");
}

TEST_F(Job, GivesUpAFileThatLosesPageAfterPage) {
  FileJob j = job();
  open(j, 1000);
  int steps = 0;
  while (auto step = j.next()) {
    ++steps;
    j.failed(*step, Error(ErrorKind::kDamaged, "", "broken"));
  }
  EXPECT_EQ(steps, 3);
  EXPECT_TRUE(j.finished());
  EXPECT_EQ(j.lost().size(), 1000u);
}

TEST_F(Job, OpensOnceMoreAloneAndThenFails) {
  FileJob j = job();
  j.broke(*j.next(), process::TaskResult::kTimedOut, "over its time limit");
  const auto again = j.next();
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->alone);
  j.broke(*again, process::TaskResult::kTimedOut, "over its time limit");
  ASSERT_TRUE(j.failure());
  EXPECT_EQ(j.failure()->ending, process::TaskResult::kTimedOut);
}

TEST_F(Job, FailsWithWhatOpeningSays) {
  FileJob j = job();
  j.failed(*j.next(), Error(ErrorKind::kEncrypted, "", "is encrypted; give --password-file"));
  ASSERT_TRUE(j.failure());
  EXPECT_EQ(j.failure()->kind, ErrorKind::kEncrypted);
}

TEST_F(Job, TakesNonsenseForACrash) {
  for (const process::Json& answer : {process::Json{{"pages", -1}, {"kind", "PDF"}}, process::Json{{"pages", 2'000'000'000}, {"kind", "PDF"}},
                                      process::Json{{"pages", "x"}}, process::Json(), process::Json(3)}) {
    FileJob j = job();
    j.answered(*j.next(), answer);
    j.answered(*j.next(), answer);
    ASSERT_TRUE(j.failure()) << answer;
    EXPECT_EQ(j.failure()->ending, process::TaskResult::kCrashed);
  }
}

TEST_F(Job, TakesADocumentOutsideItsFileForACrash) {
  for (const auto& [first, last] : {std::pair{0, 1}, {2, 1}, {1, 3}, {-5, -5}}) {
    FileJob j = job();
    open(j, 2);
    scan(j, *j.next(), "p1");
    scan(j, *j.next(), "p2");
    Document d;
    d.first_page = first, d.last_page = last;
    for (int attempt = 0; attempt < 2; ++attempt) {
      auto step = j.next();
      while (step && step->what == StepKind::kTake) step = handed(j, *step);
      ASSERT_TRUE(step);
      j.answered(*step, {{"documents", {document_to_json(d)}}});
    }
    ASSERT_TRUE(j.failure()) << first << "-" << last;
    EXPECT_EQ(j.failure()->ending, process::TaskResult::kCrashed);
  }
}

TEST_F(Job, SaysItsStepsToTheWorker) {
  FileJob j(9, "a.pdf", "abc", {20'000, 3, {"one", "two"}}, memory_);
  EXPECT_EQ(j.id(), 9);
  EXPECT_EQ(j.place(), "a.pdf");
  const auto open_step = j.next();
  EXPECT_EQ(open_step->task, (process::Json{{"do", "open"}, {"file", 9}, {"name", "a.pdf"}, {"passwords", {"one", "two"}}}));
  EXPECT_FALSE(open_step->alone);
  EXPECT_FALSE(j.next()) << "one worker at a time opens it";
  j.answered(*open_step, {{"pages", 1}, {"kind", "TIFF"}});
  EXPECT_EQ(j.kind(), "TIFF");
  const auto prepare = j.next();
  EXPECT_EQ(prepare->task, (process::Json{{"do", "prepare"}, {"file", 9}, {"name", "a.pdf"}, {"page", 1}, {"passwords", {"one", "two"}}}));
  const auto read = j.answered(*prepare, {{"picture", "hash"}});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->task["do"], "read");
  EXPECT_FALSE(read->alone);
  EXPECT_FALSE(j.finished());
  j.answered(*read, {}, page(5));
  EXPECT_EQ(j.picture(1), "hash");
  EXPECT_EQ(j.keys(), std::vector<std::string>{store::picture_key("abc", "hash")});
  const auto take = j.next();
  EXPECT_EQ(take->task["do"], "take");
  EXPECT_EQ(take->task["first"], true);
  EXPECT_EQ(take->task["pages"][0]["number"], 1);
  EXPECT_EQ(take->task["pages"][0]["size"], page(5).size());
  EXPECT_EQ(take->bytes, page(5)) << "the keeper's page is left as it is";
  const auto extract = handed(j, *take);
  EXPECT_EQ(extract->task["do"], "extract");
  EXPECT_FALSE(j.next());
  EXPECT_TRUE(j.next() == std::nullopt && !j.finished());
}

TEST_F(Job, ReadsAPictureAloneWhereItIsPreparedAlone) {
  FileJob j = job();
  open(j, 1);
  j.broke(*j.next(), process::TaskResult::kCrashed, "signal 11");
  const auto again = j.next();
  const auto read = j.answered(*again, {{"picture", "p"}});
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->alone);
  j.broke(*read, process::TaskResult::kCrashed, "signal 11");
  EXPECT_TRUE(j.finished());
  EXPECT_EQ(j.failure()->message, "page 1: reading it crashed the reader twice (signal 11)");
  EXPECT_EQ(j.failure()->ending, process::TaskResult::kCrashed);
  EXPECT_EQ(j.failure()->kind, ErrorKind::kInternal);
}

TEST_F(Job, LosesThePageWhosePictureCannotBeRead) {
  FileJob j = job();
  open(j, 2);
  const auto read = j.answered(*j.next(), {{"picture", "p"}});
  ASSERT_TRUE(read && read->what == StepKind::kRead);
  j.failed(*read, Error(ErrorKind::kDamaged, "", "the picture makes no sense"));
  EXPECT_FALSE(j.finished()) << "its other page is still to come";
  EXPECT_FALSE(j.failure());
  scan(j, *j.next(), "q");
  EXPECT_EQ(extract(j), 1);
  EXPECT_EQ(j.pages_read(), 1);
}

TEST_F(Job, TakesAsManyPagesAsItMayAndNoMore) {
  for (const auto& [pages, most, taken] : {std::tuple{3, 3, true}, {4, 3, false}, {1, 3, true}, {0, 3, false}}) {
    FileJob j(1, "a.pdf", "abc", {most, 3, {}}, memory_);
    j.answered(*j.next(), {{"pages", pages}, {"kind", "PDF"}});
    EXPECT_EQ(j.pages(), taken ? pages : 0);
  }
}

TEST_F(Job, OpensAgainAloneAndThenForgetsThatItWasTheSecondTry) {
  FileJob j = job();
  j.broke(*j.next(), process::TaskResult::kCrashed, "signal 11");
  const auto again = j.next();
  j.answered(*again, {{"pages", 1}, {"kind", "PDF"}});
  scan(j, *j.next(), "p");
  auto step = j.next();
  EXPECT_FALSE(step->alone);
  step = handed(j, *step);
  j.broke(*step, process::TaskResult::kOutOfMemory, "asked for more");
  EXPECT_FALSE(j.failure());
  step = j.next();
  EXPECT_TRUE(step->alone);
  EXPECT_EQ(step->what, StepKind::kTake) << "all pages are handed over again";
  EXPECT_EQ(step->task["pages"].size(), 1u);
  step = handed(j, *step);
  EXPECT_TRUE(step->alone);
  EXPECT_EQ(j.rows().size(), 1u) << "and told of once";
  j.broke(*step, process::TaskResult::kOutOfMemory, "asked for more");
  ASSERT_TRUE(j.failure());
  EXPECT_EQ(j.failure()->message, "reading it needs more memory than a worker may have (asked for more)");
}

TEST_F(Job, FailsWithWhatExtractionSays) {
  FileJob j = job();
  open(j, 1);
  scan(j, *j.next(), "p");
  const auto step = handed(j, *j.next());
  j.failed(*step, Error(ErrorKind::kInternal, "", "a bug"));
  EXPECT_TRUE(j.finished());
  EXPECT_EQ(j.failure()->message, "a bug");
  EXPECT_EQ(j.failure()->ending, process::TaskResult::kError);
}

TEST_F(Job, PutsItsLostPagesInOrder) {
  FileJob j = job();
  open(j, 3);
  const auto one = j.next(), two = j.next(), three = j.next();
  j.failed(*three, Error(ErrorKind::kDamaged, "", "third"));
  scan(j, *two, "p");
  j.failed(*one, Error(ErrorKind::kTooLarge, "", "first"));
  const std::vector<Finding> findings = j.findings();
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0], (Finding{"page_not_read", Severity::kError, 1, "", "", "first", ""}));
  EXPECT_EQ(findings[1].page, 3);
  EXPECT_EQ(j.lost()[0].kind, ErrorKind::kDamaged);
  EXPECT_EQ(j.lost()[0].ending, process::TaskResult::kError);
  EXPECT_EQ(extract(j), 1);
}

TEST_F(Job, GivesUpPagesWithTheReasonOfTheLast) {
  FileJob j = job();
  open(j, 5);
  for (int i = 0; i < 3; ++i) j.failed(*j.next(), Error(ErrorKind::kDamaged, "", "broken"));
  EXPECT_FALSE(j.next());
  ASSERT_EQ(j.lost().size(), 5u);
  EXPECT_EQ(j.lost()[3].page, 4);
  EXPECT_EQ(j.lost()[3].reason, "given up after other pages of the file: broken");
  EXPECT_EQ(j.failure()->message, "page 1: broken");
}

TEST(Endings, AreToldInWords) {
  EXPECT_EQ(reason_of(process::TaskResult::kCrashed), "reading it crashed the reader twice");
  EXPECT_EQ(reason_of(process::TaskResult::kOutOfMemory), "reading it needs more memory than a worker may have");
  EXPECT_EQ(reason_of(process::TaskResult::kTimedOut), "reading it takes longer than the limit");
  EXPECT_EQ(reason_of(process::TaskResult::kRefused), "reading it made the reader try what it may not do");
  EXPECT_EQ(reason_of(process::TaskResult::kAnswered), "");
  EXPECT_EQ(reason_of(process::TaskResult::kError), "");
  EXPECT_NE(store::layer_key("a", 1), store::layer_key("a", 2));
  EXPECT_NE(store::layer_key("a", 1), store::layer_key("b", 1));
  EXPECT_NE(store::picture_key("a", "p"), store::picture_key("b", "p"));
  EXPECT_NE(store::picture_key("a", "p"), store::picture_key("a", "q"));
}

}  // namespace file_job_test
}  // namespace banthuek::ingest
