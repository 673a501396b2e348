#include "pipeline/store/ledger.h"

#include <gtest/gtest.h>

#include "tests/store/samples.h"

namespace banthuek::store {
namespace ledger_test {

struct Row {
  Outcome outcome;
  const char* name;
  bool again, success;
};

constexpr Row kOutcomes[] = {{Outcome::kDone, "done", false, true},
                             {Outcome::kDoneWithFindings, "done_with_findings", false, true},
                             {Outcome::kPartlyRead, "partly_read", true, true},
                             {Outcome::kDuplicate, "duplicate", false, true},
                             {Outcome::kEncrypted, "encrypted", false, false},
                             {Outcome::kDamaged, "damaged", false, false},
                             {Outcome::kUnsupported, "unsupported", false, false},
                             {Outcome::kTooLarge, "too_large", false, false},
                             {Outcome::kTimedOut, "timed_out", true, false},
                             {Outcome::kOutOfMemory, "out_of_memory", true, false},
                             {Outcome::kCrashed, "crashed", true, false},
                             {Outcome::kRefusedByPolicy, "refused_by_policy", false, false},
                             {Outcome::kInterrupted, "interrupted", true, false}};

TEST(Outcome, HasANameAndSaysWhetherToTryAgainAndWhetherRecordsAreStored) {
  for (const Row& row : kOutcomes) {
    EXPECT_STREQ(name_of(row.outcome), row.name);
    EXPECT_EQ(outcome_named(row.name), row.outcome);
    EXPECT_EQ(again(row.outcome) == Retry::kWorthRetrying, row.again) << row.name;
    EXPECT_EQ(success(row.outcome) == Success::kYes, row.success) << row.name;
  }
  EXPECT_EQ(outcome_named("lost"), std::nullopt);
  EXPECT_EQ(outcome_named(""), std::nullopt);
}

TEST(Outcome, FollowsFromTheKindOfError) {
  const std::pair<ErrorKind, Outcome> cases[] = {{ErrorKind::kUsage, Outcome::kRefusedByPolicy},  {ErrorKind::kSchema, Outcome::kRefusedByPolicy},
                                                 {ErrorKind::kDatabase, Outcome::kInterrupted},   {ErrorKind::kDisk, Outcome::kInterrupted},
                                                 {ErrorKind::kUnreadable, Outcome::kInterrupted}, {ErrorKind::kUnsupported, Outcome::kUnsupported},
                                                 {ErrorKind::kEncrypted, Outcome::kEncrypted},    {ErrorKind::kDamaged, Outcome::kDamaged},
                                                 {ErrorKind::kTooLarge, Outcome::kTooLarge},      {ErrorKind::kTimeout, Outcome::kTimedOut},
                                                 {ErrorKind::kMemory, Outcome::kOutOfMemory},     {ErrorKind::kInternal, Outcome::kCrashed}};
  for (const auto& [kind, outcome] : cases) EXPECT_EQ(outcome_of(kind), outcome) << static_cast<int>(kind);
}

TEST(Ledger, GivesEveryRowBackByPath) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.set_clock([] { return "2026-01-02T03:04:05Z"; });
  store.put_ledger({"b.pdf", std::nullopt, Outcome::kTimedOut, "b.pdf:3: took over 60 s; give more", 7, 2, 1, "never"});
  for (const Row& row : kOutcomes) store.put_ledger({std::string("a/") + row.name, "hash", row.outcome, "said", 1, 4, 3, ""});
  EXPECT_EQ(store.ledger("c.pdf").has_value(), false);
  const auto one = store.ledger("b.pdf");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->path, "b.pdf");
  EXPECT_EQ(one->sha256, std::nullopt);
  EXPECT_EQ(one->outcome, Outcome::kTimedOut);
  EXPECT_EQ(one->message, "b.pdf:3: took over 60 s; give more");
  EXPECT_EQ(one->attempts, 1);
  EXPECT_EQ(one->pages, 2);
  EXPECT_EQ(one->documents, 1);
  EXPECT_EQ(one->at, "2026-01-02T03:04:05Z");
  std::vector<std::string> paths;
  store.for_each_ledger_entry([&](const LedgerEntry& entry) {
    paths.push_back(entry.path);
    if (entry.path.starts_with("a/")) {
      EXPECT_EQ(name_of(entry.outcome), entry.path.substr(2));
      EXPECT_EQ(entry.sha256, "hash");
      EXPECT_EQ(entry.pages, 4);
      EXPECT_EQ(entry.documents, 3);
    }
  });
  EXPECT_EQ(paths.size(), std::size(kOutcomes) + 1);
  EXPECT_TRUE(std::is_sorted(paths.begin(), paths.end()));
  for (const Row& row : kOutcomes)
    EXPECT_EQ(store.db().integer("SELECT retry FROM ledger WHERE path = 'a/" + std::string(row.name) + "'"), row.again) << row.name;
}

TEST(Ledger, AnotherAttemptReplacesAllButTheCount) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  std::string now = "2026-01-01T00:00:00Z";
  store.set_clock([&] { return now; });
  store.put_ledger({"a.pdf", std::nullopt, Outcome::kCrashed, "died", 1, 0, 0, ""});
  now = "2026-01-02T00:00:00Z";
  store.put_ledger({"a.pdf", "hash", Outcome::kPartlyRead, "page 2 failed", 1, 5, 2, ""});
  store.put_ledger({"b.pdf", "hash", Outcome::kDone, "", 1, 5, 2, ""});
  const auto entry = store.ledger("a.pdf");
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->sha256, "hash");
  EXPECT_EQ(entry->outcome, Outcome::kPartlyRead);
  EXPECT_EQ(entry->message, "page 2 failed");
  EXPECT_EQ(entry->attempts, 2);
  EXPECT_EQ(entry->pages, 5);
  EXPECT_EQ(entry->documents, 2);
  EXPECT_EQ(entry->at, now);
  EXPECT_EQ(store.db().integer("SELECT retry FROM ledger WHERE path = 'a.pdf'"), 1);
  EXPECT_EQ(store.ledger("b.pdf")->attempts, 1);
}

}  // namespace ledger_test
}  // namespace banthuek::store
