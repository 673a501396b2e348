#include "pipeline/ingest/container_job.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "pipeline/ingest/import_tally.h"
#include "tests/memory_file.h"

namespace banthuek::ingest {
namespace container_job_test {

TEST(ArchiveFile, IsAZipOrATarAndNoOfficeDocument) {
  EXPECT_TRUE(is_archive(memory_file(std::string("PK\x05\x06", 4)).get()));
  EXPECT_TRUE(is_archive(memory_file("\x1f\x8bxx").get()));
  EXPECT_FALSE(is_archive(memory_file(std::string("PK\x03\x04", 4) + std::string(22, '\0') + "\x08" + std::string(3, '\0') + "mimetype").get()));
  EXPECT_FALSE(is_archive(memory_file("%PDF-1.4").get()));
  EXPECT_FALSE(is_archive(memory_file("").get()));
  EXPECT_FALSE(is_archive(-1));
}

ContainerJob job() {
  ContainerJob out;
  out.id = 7;
  out.file.place = "a.zip", out.file.sha256 = "ff";
  out.index = 3;
  return out;
}

TEST(ContainerJob, AsksForItsNextMember) { EXPECT_EQ(job().task(), (process::Json{{"do", "unpack"}, {"file", 7}, {"name", "a.zip"}, {"index", 3}})); }

TEST(ContainerJob, IsTriedOnceMoreAndThenBreaksOff) {
  ContainerJob j = job();
  j.under_way = true;
  j.broke(process::TaskResult::kTimedOut, "over its time limit");
  EXPECT_FALSE(j.under_way);
  EXPECT_FALSE(j.ended);
  EXPECT_FALSE(j.failure);
  j.under_way = true;
  j.broke(process::TaskResult::kTimedOut, "over its time limit");
  EXPECT_FALSE(j.under_way);
  EXPECT_TRUE(j.finished());
  ASSERT_TRUE(j.failure);
  EXPECT_EQ(j.failure->ending, process::TaskResult::kTimedOut);
  EXPECT_EQ(j.failure->message, "reading it takes longer than the limit (over its time limit)");
}

TEST(ContainerJob, FailsWithWhatItsWorkerSays) {
  ContainerJob j = job();
  j.under_way = true;
  j.failed_with(Error(ErrorKind::kDamaged, "a.zip", "the archive breaks off; get it again"));
  EXPECT_FALSE(j.under_way);
  EXPECT_TRUE(j.ended);
  EXPECT_EQ(j.failure->kind, ErrorKind::kDamaged);
  EXPECT_EQ(j.failure->message, "the archive breaks off; get it again");
}

TEST(ContainerJob, IsFinishedWhenItsMembersAre) {
  ContainerJob j = job();
  EXPECT_FALSE(j.finished());
  j.ended = true;
  j.open_members = 1;
  EXPECT_FALSE(j.finished());
  j.open_members = 0;
  EXPECT_TRUE(j.finished());
}

TEST(ContainerJob, HasARowThatSaysHowItEnded) {
  ContainerJob j = job();
  j.members = 4;
  EXPECT_EQ(j.entry().outcome, store::Outcome::kDone);
  EXPECT_EQ(j.entry().message, "");
  EXPECT_EQ(j.entry().path, "a.zip");
  EXPECT_EQ(j.entry().sha256, "ff");
  j.failed = 1;
  EXPECT_EQ(j.entry().outcome, store::Outcome::kPartlyRead);
  EXPECT_EQ(j.entry().message, "a.zip: 1 of 4 members failed; their own rows say why");
  j.failed_with(Error(ErrorKind::kDamaged, "", "it ends"));
  EXPECT_EQ(j.entry().outcome, store::Outcome::kPartlyRead);
  EXPECT_EQ(j.entry().message, "a.zip: breaks off after 4 members: it ends");
  j.members = 0;
  EXPECT_EQ(j.entry().outcome, store::Outcome::kDamaged);
  EXPECT_EQ(j.entry().message, "a.zip: it ends");
}

TEST(ContainerMember, IsCalledAfterItsArchiveWithoutControlCharacters) {
  EXPECT_EQ(member_file(job(), "ก/b.pdf").place, "a.zip!ก/b.pdf");
  EXPECT_EQ(member_file(job(), "a\x1f\x7f\n ~").place, "a.zip!a??? ~");
}

// ---- what became of each input

TEST(Account, CountsEachInputOnce) {
  std::FILE* nowhere = std::tmpfile();
  Progress progress(ProgressStyle::kLines, nowhere);
  ImportTally account(progress);
  ContainerJob archive = job();
  for (int i = 0; i < 4; ++i) account.arrived();
  store::LedgerEntry entry;
  entry.path = "a.pdf";
  account.settled(entry, 1, nullptr);
  entry.outcome = store::Outcome::kDamaged;
  account.settled(entry, 1, &archive);
  EXPECT_EQ(archive.failed, 1);
  account.known("b.pdf", store::Outcome::kDone, &archive);
  EXPECT_EQ(archive.failed, 1);
  try {
    account.check("x.db");
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kInternal);
    EXPECT_STREQ(e.what(), "x.db: 4 inputs have 3 outcomes; run the same command again, and tell us");
  }
  account.known("c.pdf", store::Outcome::kCrashed, &archive);
  EXPECT_EQ(archive.failed, 2);
  EXPECT_NO_THROW(account.check("x.db"));
  EXPECT_EQ(account.result().inputs, 4);
  EXPECT_EQ(account.result().known, 2);
  EXPECT_EQ(account.result().outcomes,
            (std::map<store::Outcome, long>{{store::Outcome::kDone, 2}, {store::Outcome::kDamaged, 1}, {store::Outcome::kCrashed, 1}}));
  account.read(5, 2);
  account.read(1, 1);
  EXPECT_EQ(account.result().pages, 3);
  EXPECT_EQ(account.result().cached_pages, 3);
  account.interrupted(3, 2);
  EXPECT_EQ(account.result().inputs, 7);
  EXPECT_EQ(account.result().outcomes.at(store::Outcome::kInterrupted), 2);
  std::fclose(nowhere);
}

}  // namespace container_job_test
}  // namespace banthuek::ingest
