// What an import writes and what it asks, over a store in a folder that goes when the test ends.
#include "pipeline/ingest/import_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/base/sha256.h"
#include "pipeline/store/verify.h"
#include "tests/ingest/import_world.h"

namespace banthuek::ingest {
namespace import_store_test {

TEST(Failures, HaveTheirOutcomes) {
  EXPECT_EQ(outcome_of_failure({ErrorKind::kInternal, process::TaskResult::kCrashed, ""}), store::Outcome::kCrashed);
  EXPECT_EQ(outcome_of_failure({ErrorKind::kInternal, process::TaskResult::kOutOfMemory, ""}), store::Outcome::kOutOfMemory);
  EXPECT_EQ(outcome_of_failure({ErrorKind::kInternal, process::TaskResult::kTimedOut, ""}), store::Outcome::kTimedOut);
  EXPECT_EQ(outcome_of_failure({ErrorKind::kInternal, process::TaskResult::kRefused, ""}), store::Outcome::kRefusedByPolicy);
  EXPECT_EQ(outcome_of_failure({ErrorKind::kEncrypted, process::TaskResult::kError, ""}), store::Outcome::kEncrypted);
}

TEST_F(Import, StoresAFileWithItsPagesAndItsRow) {
  ImportStore r = records();
  const ArrivedFile f = file("a.pdf", "a");
  Page read = page_of("ก", 0.5);
  read.findings = {{"low_confidence", Severity::kWarning, 9, "", "", "why", ""}};
  const StoredOutcome settled = r.put(f, job(r, f, false, read), {});
  ASSERT_EQ(settled.entries.size(), 1u);
  EXPECT_EQ(settled.entries[0].outcome, store::Outcome::kDoneWithFindings);
  EXPECT_EQ(settled.entries[0].message, "");
  EXPECT_EQ(settled.entries[0].pages, 2);
  EXPECT_EQ(settled.entries[0].documents, 1);
  const auto stored = store_.file(f.sha256);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->kind, "PDF");
  EXPECT_EQ(stored->bytes, 10);
  EXPECT_EQ(stored->page_count, 2);
  ASSERT_EQ(stored->pages.size(), 2u);
  EXPECT_EQ(stored->pages[0].text, "ก\n");
  EXPECT_EQ(stored->pages[0].confidence, 0.5);
  EXPECT_EQ(stored->pages[0].picture_hash, "picture of " + f.sha256);
  EXPECT_EQ(stored->pages[0].reading, (store::HowRead{"m1", "{\"dpi\":300,\"rules\":\"r1\"}", "{\"extraction\":1}"}));
  EXPECT_EQ(stored->pages[0].page.findings.at(0).page, 1);
  EXPECT_EQ(stored->pages[1].page.number, 2);
  EXPECT_EQ(stored->pages[1].picture_hash, "");
  EXPECT_EQ(stored->pages[1].reading.model_hash, "");
  EXPECT_EQ(store_.ledger("a.pdf")->outcome, store::Outcome::kDoneWithFindings);
  EXPECT_TRUE(store::verify(store_).empty());
}

TEST_F(Import, OfPagesWithoutDoubtIsDone) {
  ImportStore r = records();
  const ArrivedFile f = file("a.pdf", "a");
  Page read = page_of("");
  read.findings = {{"blank_page", Severity::kInfo, 1, "", "", "why", ""}};
  EXPECT_EQ(r.put(f, job(r, f, false, read), {}).entries[0].outcome, store::Outcome::kDone);
  EXPECT_EQ(store_.file(f.sha256)->pages[0].confidence, 0);
}

TEST_F(Import, OfAFileThatLostAPageSaysSo) {
  ImportStore r = records();
  const ArrivedFile f = file("a.pdf", "a");
  const StoredOutcome settled = r.put(f, job(r, f, true), {"b.pdf"});
  ASSERT_EQ(settled.entries.size(), 2u);
  EXPECT_EQ(settled.entries[0].outcome, store::Outcome::kPartlyRead);
  EXPECT_EQ(settled.entries[0].message, "a.pdf:3: page not read: broken");
  EXPECT_EQ(settled.entries[0].pages, 2);
  EXPECT_EQ(settled.entries[1].path, "b.pdf");
  EXPECT_EQ(settled.entries[1].outcome, store::Outcome::kDuplicate);
  EXPECT_EQ(settled.entries[1].message, "");
  EXPECT_EQ(store_.ledger("b.pdf")->outcome, store::Outcome::kDuplicate);
  EXPECT_TRUE(store::verify(store_).empty());
}

TEST_F(Import, OfAFileThatFailedKeepsNothingButItsRows) {
  ImportStore r = records();
  const ArrivedFile f = file("a.pdf", "a");
  const StoredOutcome settled = r.put(f, failed_job(r, f), {"b/c.pdf"});
  ASSERT_EQ(settled.entries.size(), 2u);
  EXPECT_EQ(settled.entries[0].outcome, store::Outcome::kDamaged);
  EXPECT_EQ(settled.entries[0].message, "a.pdf: it is broken");
  EXPECT_EQ(settled.entries[1].outcome, store::Outcome::kDamaged);
  EXPECT_EQ(settled.entries[1].message, "b/c.pdf: it is broken");
  EXPECT_FALSE(store_.has_file(f.sha256));
}

TEST_F(Import, PassesOverWhatIsStoredAsItWouldBeReadNow) {
  const ArrivedFile f = file("a.pdf", "a");
  ImportStore r = records();
  EXPECT_FALSE(r.known(f));
  r.put(f, job(r, f), {});
  ASSERT_TRUE(r.known(f));
  EXPECT_EQ(r.known(f)->outcome, store::Outcome::kDone);
  EXPECT_FALSE(r.known(file("a.pdf", "other content")));
  EXPECT_FALSE(r.known(file("b.pdf", "a"))) << "another name";
  EXPECT_FALSE(records(told("r2")).known(f)) << "other rules";
  EXPECT_FALSE(records(told("r1", "m2")).known(f)) << "another model";
  EXPECT_FALSE(records(told("r1", "m1", 200)).known(f)) << "other settings";
  EXPECT_FALSE(records(told("r1", "m1", 300, 2)).known(f)) << "another version";
  EXPECT_TRUE(records().known(f));
  settings_.known = KnownInputs::kRetry;
  EXPECT_TRUE(records().known(f));
}

TEST_F(Import, TriesAgainWhatMayEndOtherwise) {
  ImportStore r = records();
  const auto known = [&](store::Outcome outcome, KnownInputs which, std::vector<std::string> passwords = {}, bool archive = false) {
    ArrivedFile f = file("x", "x");
    f.archive = archive;
    store::LedgerEntry entry;
    entry.path = "x", entry.sha256 = f.sha256, entry.outcome = outcome, entry.message = "why";
    store_.put_ledger(entry);
    settings_.known = which;
    settings_.passwords = std::move(passwords);
    return r.known(f).has_value();
  };
  for (const store::Outcome o :
       {store::Outcome::kDamaged, store::Outcome::kEncrypted, store::Outcome::kCrashed, store::Outcome::kTimedOut, store::Outcome::kUnsupported})
    EXPECT_TRUE(known(o, KnownInputs::kLeave));
  EXPECT_FALSE(known(store::Outcome::kInterrupted, KnownInputs::kLeave));
  EXPECT_FALSE(known(store::Outcome::kPartlyRead, KnownInputs::kLeave)) << "its records are not there";
  for (const store::Outcome o : {store::Outcome::kCrashed, store::Outcome::kTimedOut, store::Outcome::kOutOfMemory})
    EXPECT_FALSE(known(o, KnownInputs::kRetry));
  for (const store::Outcome o : {store::Outcome::kDamaged, store::Outcome::kUnsupported}) EXPECT_TRUE(known(o, KnownInputs::kRetry));
  EXPECT_FALSE(known(store::Outcome::kEncrypted, KnownInputs::kLeave, {"word"}));
  EXPECT_TRUE(known(store::Outcome::kDamaged, KnownInputs::kLeave, {"word"}));
  EXPECT_TRUE(known(store::Outcome::kDone, KnownInputs::kLeave, {}, true)) << "an archive has no records of its own";
  EXPECT_FALSE(known(store::Outcome::kDone, KnownInputs::kRetry, {}, true)) << "its members are looked at again";
}

TEST_F(Import, OfTheSameBytesUnderAnotherNameIsADuplicate) {
  ImportStore r = records();
  const ArrivedFile f = file("a.pdf", "a");
  EXPECT_FALSE(r.stored_elsewhere(f));
  r.put(f, job(r, f), {});
  EXPECT_FALSE(r.stored_elsewhere(f)) << "its own place";
  EXPECT_TRUE(r.stored_elsewhere(file("b.pdf", "a")));
  EXPECT_FALSE(r.stored_elsewhere(file("b.pdf", "b")));
  EXPECT_FALSE(records(told("r2")).stored_elsewhere(file("c.pdf", "a")));
}

TEST_F(Import, NotesWhatItDidNotComeTo) {
  ImportStore r = records();
  store::LedgerEntry entry;
  entry.path = "a.pdf", entry.outcome = store::Outcome::kDamaged, entry.message = "why";
  r.note(entry);
  EXPECT_EQ(r.interrupt({"a.pdf", "b.pdf", "c.pdf"}), 2);
  EXPECT_EQ(store_.ledger("a.pdf")->outcome, store::Outcome::kDamaged);
  EXPECT_EQ(store_.ledger("b.pdf")->outcome, store::Outcome::kInterrupted);
  EXPECT_EQ(store_.ledger("b.pdf")->message, "b.pdf: the run was stopped before; run the same command again");
}

TEST_F(Import, KeepsHowItWasMade) {
  settings_.shard = Shard{2, 3};
  ImportStore r = records();
  EXPECT_EQ(store_.setting("model"), "m1");
  EXPECT_EQ(store_.setting("reading"), "{\"dpi\":300,\"rules\":\"r1\"}");
  EXPECT_EQ(store_.setting("versions"), "{\"extraction\":1}");
  EXPECT_TRUE(store_.setting("program") && store_.setting("program")->find('.') != std::string::npos);
  EXPECT_EQ(store_.setting("shard"), "2/3");
  EXPECT_EQ(store_.setting("complete"), "0");
  r.finish(true, {});
  EXPECT_EQ(store_.setting("complete"), "0");
  r.finish(false, {});
  EXPECT_EQ(store_.setting("complete"), "1");
  settings_.shard.reset();
  records();
  EXPECT_EQ(store_.setting("shard"), "1/1");
  EXPECT_EQ(r.ours().size(), identities_of_database(settings_.db).size());
}

TEST_F(Import, FindsPagesReadByTheSameModelAndSettingsWhateverTheRules) {
  records().put("key", "bytes");
  EXPECT_TRUE(records(told("r2", "m1", 300, 2)).has("key"));
  EXPECT_EQ(records(told("r2")).get("key"), "bytes");
  EXPECT_FALSE(records(told("r1", "m2")).has("key"));
  EXPECT_FALSE(records(told("r1", "m1", 200)).has("key"));
}

// ---- arriving

TEST_F(Import, HashesWhatArrivesAndSaysWhatCannot) {
  const std::string name = (folder_ / "in.pdf").string();
  std::ofstream(name) << "abc";
  settings_.largest_file = 3;
  const Arrival arrived = arrive({name, "in", ""}, settings_);
  EXPECT_FALSE(arrived.failure);
  EXPECT_EQ(arrived.file.place, "in");
  EXPECT_EQ(arrived.file.bytes, 3);
  EXPECT_EQ(arrived.file.sha256, base::sha256_hex("abc"));
  EXPECT_TRUE(arrived.descriptor);
  settings_.largest_file = 2;
  const Arrival large = arrive({name, "in", ""}, settings_);
  ASSERT_TRUE(large.failure);
  EXPECT_EQ(large.failure->kind, ErrorKind::kTooLarge);
  EXPECT_STREQ(large.failure->what(), "is 0 MB long, over the limit of 0 MB; split it, or raise --largest-file");
  const Arrival gone = arrive({(folder_ / "gone").string(), "gone", ""}, settings_);
  ASSERT_TRUE(gone.failure);
  EXPECT_EQ(gone.failure->kind, ErrorKind::kUnreadable);
  EXPECT_STREQ(gone.failure->what(), "cannot be opened (No such file or directory); see to the disk, then `ingest --retry`");
  const std::string pipe = (folder_ / "pipe").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const Arrival waits = arrive({pipe, "pipe", ""}, settings_);
  ASSERT_TRUE(waits.failure);
  EXPECT_EQ(waits.failure->kind, ErrorKind::kUnsupported);
  EXPECT_STREQ(waits.failure->what(), "is no regular file; give a file or a folder");
}

// ---- the manifest

TEST_F(Import, HoldsWhatTheManifestSaysAgainstTheDocuments) {
  const std::string list = (folder_ / "list.csv").string();
  std::ofstream(list) << "file,year\na.pdf,2560\n";
  settings_.manifest = std::make_shared<Manifest>(Manifest::read(list, {}));
  ImportStore r = records();
  const ArrivedFile f = file((folder_ / "a.pdf").string(), "a");
  FileJob j = dated_job(r, f, "2566");
  const StoredOutcome settled = r.put(f, j, {});
  EXPECT_EQ(settled.entries[0].outcome, store::Outcome::kDoneWithFindings);
  ASSERT_EQ(store_.file(f.sha256)->documents.size(), 1u);
  EXPECT_FALSE(store_.file(f.sha256)->documents[0].findings.empty());
}

TEST_F(Import, HoldsALaterManifestAgainstWhatIsStored) {
  const ArrivedFile f = file((folder_ / "a.pdf").string(), "a");
  {
    ImportStore r = records();
    FileJob j = dated_job(r, f, "2566");
    EXPECT_EQ(r.put(f, j, {}).entries[0].outcome, store::Outcome::kDone);
  }
  const std::string list = (folder_ / "list.csv").string();
  const auto met = [&](const std::string& year) {
    std::ofstream(list) << "file,year\na.pdf," + year + "\n";
    settings_.manifest = std::make_shared<Manifest>(Manifest::read(list, {}));
    EXPECT_TRUE(records().known(f));
    return store_.ledger(f.place)->outcome;
  };
  EXPECT_EQ(met("2566"), store::Outcome::kDone);
  EXPECT_TRUE(store_.file(f.sha256)->documents[0].findings.empty());
  EXPECT_EQ(met("2560"), store::Outcome::kDoneWithFindings);
  EXPECT_FALSE(store_.file(f.sha256)->documents[0].findings.empty());
}

}  // namespace import_store_test
}  // namespace banthuek::ingest
