// Pages are bytes between the worker that reads, the cache and the worker that extracts: what of them is believed, and what is read again.
#include "pipeline/ingest/page_batch.h"

#include <gtest/gtest.h>

#include "tests/ingest/file_job_world.h"

namespace banthuek::ingest {
namespace page_batch_test {

class PageBytes : public Job {};

TEST_F(PageBytes, TakesAPageOfNoBytesOrFarTooManyForACrash) {
  FileJob j = job();
  open(j, 1);
  j.answered(*j.next(), {});
  auto again = j.next();
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->alone);
  const auto read = j.answered(*again, {{"picture", "p"}});
  j.answered(*read, {}, std::string((16u << 20) + 1, 'x'));
  EXPECT_EQ(j.failure()->message, "page 1: reading it crashed the reader twice (its answer makes no sense)");
  EXPECT_TRUE(memory_.pages.empty());
}

TEST_F(PageBytes, ReadsOnceMoreAloneWhatIsNoPageAndThenLosesIt) {
  FileJob j = job();
  open(j, 2);
  const auto bad = j.next();
  j.answered(*bad, {}, "no page");
  scan(j, *j.next(), "good");
  EXPECT_FALSE(handed(j, *j.next()));
  const auto again = j.next();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->what, StepKind::kPrepare);
  EXPECT_EQ(again->page, 1);
  EXPECT_TRUE(again->alone);
  EXPECT_FALSE(j.next()) << "the file waits for it";
  j.answered(*again, {}, "no page either");
  EXPECT_FALSE(handed(j, *j.next()));
  EXPECT_EQ(extract(j), 1);
  ASSERT_EQ(j.lost().size(), 1u);
  EXPECT_EQ(j.findings()[0].reason, "reading it crashed the reader twice (its answer makes no sense)");
  EXPECT_EQ(j.lost()[0].ending, process::TaskResult::kCrashed);
  ASSERT_EQ(j.rows().size(), 1u);
  EXPECT_EQ(j.rows()[0].page.number, 2);
  EXPECT_EQ(j.rows()[0].picture_hash, "good");
  EXPECT_FALSE(memory_.has(store::layer_key("abc", 1))) << "what is no page is not kept";
}

TEST_F(PageBytes, ReadsAgainAPageOfTheCacheThatIsNoneAnyMore) {
  for (const bool layer : {false, true}) {
    const std::string key = layer ? store::layer_key("abc", 1) : store::picture_key("abc", "p");
    memory_.pages = {{key, "rotten"}};
    FileJob j = job();
    open(j, 1);
    if (!layer) {
      EXPECT_FALSE(j.answered(*j.next(), {{"picture", "p"}}));
    }
    const auto step = j.next();
    ASSERT_TRUE(step);
    EXPECT_EQ(j.pages_from_cache(), 1);
    EXPECT_FALSE(handed(j, *step));
    EXPECT_EQ(j.pages_from_cache(), 0);
    const auto again = j.next();
    ASSERT_TRUE(again);
    if (layer)
      j.answered(*again, {}, page(1));
    else
      scan(j, *again, "p");
    EXPECT_EQ(extract(j), 1);
    EXPECT_EQ(memory_.pages[key], page(1));
    EXPECT_TRUE(j.lost().empty());
  }
}

TEST_F(PageBytes, BelievesNoWorkerThatCallsAPageNone) {
  FileJob j = job();
  open(j, 1);
  scan(j, *j.next(), "p");
  for (int attempt = 0; attempt < 2; ++attempt) EXPECT_FALSE(j.answered(*j.next(), {{"unreadable", {1}}}));
  ASSERT_TRUE(j.failure());
  EXPECT_EQ(j.failure()->message, "reading it crashed the reader twice (its answer makes no sense)");
  EXPECT_EQ(memory_.pages[store::picture_key("abc", "p")], page(1));
}

TEST_F(PageBytes, TakesNonsenseOfPagesHandedOverForACrash) {
  const process::Json honest{{"page", 1}, {"text", "ก"}, {"confidence", 1}, {"words", 0u}};
  const auto with = [&](const char* key, const process::Json& value) {
    process::Json row = honest;
    row[key] = value;
    return process::Json{{"rows", {row}}};
  };
  const auto ends = [&](const process::Json& answer, const std::string& bytes = "") {
    memory_.pages.clear();
    FileJob j = job();
    open(j, 1);
    scan(j, *j.next(), "p");
    const auto more = j.answered(*j.next(), answer, bytes);
    return more ? 0 : j.answered(*j.next(), answer, bytes) || !j.failure() ? 1 : 2;
  };
  EXPECT_EQ(ends({{"rows", {honest}}}), 0);
  // A word of the three bytes of the text, and one of four.
  EXPECT_EQ(ends(with("words", 5u), std::string("\x0c\0\0\0\0", 5)), 0);
  EXPECT_EQ(ends(with("words", 5u), std::string("\x10\0\0\0\0", 5)), 2);
  for (const process::Json& answer :
       {process::Json(), process::Json(3), process::Json{{"rows", 3}}, process::Json{{"rows", process::Json::array()}},
        process::Json{{"rows", {honest, honest}}}, process::Json{{"unreadable", {2}}}, process::Json{{"unreadable", process::Json::array()}},
        process::Json{{"unreadable", {1, 1}}}, with("words", 1u), with("words", -1), with("text", 3), with("source", "x"), with("width", "x")})
    EXPECT_EQ(ends(answer), 2) << answer;
}

TEST_F(PageBytes, HandsManyPagesOverInBatches) {
  FileJob j = job();
  open(j, 300);
  Page big;
  big.width = big.height = 100, big.dpi = 300;
  big.source_reason = std::string(100'000, 'x');
  for (int i = 0; i < 300; ++i) j.answered(*j.next(), {}, store::page_to_bytes(big));
  auto step = j.next();
  int batches = 0;
  for (; step && step->what == StepKind::kTake; ++batches) {
    EXPECT_EQ(step->task["first"], batches == 0);
    step = handed(j, *step);
  }
  EXPECT_EQ(batches, 8);  // of 4 MB: 42 pages of 100 kB and a little
}

TEST_F(PageBytes, MissesAPageThatIsGoneFromTheKeeper) {
  FileJob j = job();
  open(j, 1);
  scan(j, *j.next(), "p");
  memory_.pages.clear();
  try {
    j.next();
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDatabase);
    EXPECT_STREQ(e.what(), "a.pdf: a page read before is gone from the page cache; check the disk, then run the same command again");
  }
}

TEST(PageBatch, SaysOfEachPageWhatItsRowHolds) {
  Page given;
  given.number = 9, given.width = 100, given.height = 200, given.dpi = 300, given.turned = 90, given.skew = 0.1, given.source_reason = "why";
  given.lines = {{"ก ข", {10, 10, 500, 40}, 0.25, 45, Script::kPrint, {}}};
  given.flow = {{FlowItem::Kind::kLine, 0}};
  given.findings = {{"turned", Severity::kWarning, 9, "", "", "by 90", ""}};
  process::Message task{{{"do", "take"}}};
  for (const int number : {2, 3}) add_to_batch(task.body, task.bytes, number, store::page_to_bytes(given));
  std::vector<Page> pages;
  const process::Message answer = take_batch(task, pages);
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[1].number, 3);
  EXPECT_EQ(pages[1].findings[0].page, 3);
  const auto said = batch_answer(task.body, answer.body, answer.bytes);
  ASSERT_TRUE(said && said->rows.size() == 2 && said->unreadable.empty());
  const store::StoredPage& row = said->rows[1];
  EXPECT_EQ(row.page.number, 3);
  EXPECT_EQ(row.page.width, 100);
  EXPECT_EQ(row.page.height, 200);
  EXPECT_EQ(row.page.dpi, 300);
  EXPECT_EQ(row.page.turned, 90);
  EXPECT_EQ(row.page.skew, 0.1);
  EXPECT_EQ(row.page.source_reason, "why");
  EXPECT_EQ(row.page.findings, (std::vector<Finding>{{"turned", Severity::kWarning, 3, "", "", "by 90", ""}}));
  EXPECT_TRUE(row.page.lines.empty()) << "lines are in the cache";
  EXPECT_EQ(row.text, "ก ข\n");
  EXPECT_EQ(row.words, page_words(given));
  EXPECT_EQ(row.confidence, 0.25);
}

TEST(PageBatch, ThatIsCutShortIsRefused) {
  process::Message task{{{"do", "take"}}};
  add_to_batch(task.body, task.bytes, 1, page(1));
  task.bytes.pop_back();
  std::vector<Page> pages;
  EXPECT_THROW(take_batch(task, pages), Error);
}

}  // namespace page_batch_test
}  // namespace banthuek::ingest
