// What an import writes and what it asks, over a store in a folder that goes when the test ends.
#include "pipeline/ingest/import_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "extractors/types/document_codec.h"
#include "extractors/types/page_json.h"
#include "pipeline/base/schemas_loader.h"
#include "pipeline/base/sha256.h"
#include "pipeline/ingest/merge.h"
#include "pipeline/report/schemas_diff.h"
#include "pipeline/store/stored_pages.h"
#include "pipeline/store/verify.h"
#include "tests/store/samples.h"

namespace banthuek::ingest {
namespace {

process::Json told(const std::string& rules = "r1", const std::string& model = "m1", int dpi = 300, int extraction = 1) {
  return {
      {"model", {{"name", "model"}, {"sha256", model}}}, {"rules", rules}, {"settings", {{"dpi", dpi}}}, {"versions", {{"extraction", extraction}}}};
}

Page page_of(const std::string& text, double confidence = 0.9) {
  Page p;
  p.number = 1, p.width = 1000, p.height = 1400, p.dpi = 300;
  if (text.empty()) return p;
  p.lines = {{text, {10, 10, 500, 40}, confidence, 45, Script::kPrint, {{text, {10, 10, 500, 40}, confidence}}}};
  p.flow = {{FlowItem::Kind::kLine, 0}};
  return p;
}

class Import : public testing::Test {
 protected:
  Import() : store_(store::Store::open(folder_ / "a.db", database::Access::kWrite)) {
    settings_.db = (folder_ / "a.db").string();
    store_.set_clock([] { return "2026-01-02T03:04:05Z"; });
  }
  ImportRecords records(const process::Json& by = told()) {
    ImportRecords out(store_, settings_);
    out.read_by(by);
    return out;
  }
  static ArrivedFile file(const std::string& place, const std::string& content) { return {place, base::sha256_hex(content), 10, false, false}; }

  // A file of a page that was read from a picture, one of a text layer, and, where `lost`, one that could not be read.
  FileJob job(ImportRecords& records, const ArrivedFile& file, bool lost = false, const Page& first = page_of("ก")) {
    FileJob job(1, file.place, file.sha256, {}, records);
    job.answered(*job.next(), {{"pages", lost ? 3 : 2}, {"kind", "PDF"}});
    const auto one = job.next(), two = job.next();
    const auto read = job.answered(*one, {{"picture", "picture of " + file.sha256}});
    if (read) job.answered(*read, {{"page", process::Json::parse(page_to_json_text(first))}});
    job.answered(*two, {{"page", process::Json::parse(page_to_json_text(page_of("ข")))}});
    if (lost) job.failed(*job.next(), Error(ErrorKind::kDamaged, "", "broken"));
    auto step = job.next();
    while (step && step->what == What::kTake) step = job.answered(*step, {});
    Document d;
    d.first_page = 1, d.last_page = 2;
    job.answered(*step, {{"documents", {document_to_json(d)}}});
    EXPECT_TRUE(job.finished());
    return job;
  }
  FileJob failed_job(ImportRecords& records, const ArrivedFile& file, process::Ending ending = process::Ending::kError,
                     ErrorKind kind = ErrorKind::kDamaged) {
    FileJob job(1, file.place, file.sha256, {}, records);
    if (ending == process::Ending::kError)
      job.failed(*job.next(), Error(kind, "", "it is broken"));
    else
      for (int i = 0; i < 2; ++i) job.broke(*job.next(), ending, "detail");
    return job;
  }

  TemporaryFolder folder_;
  ImportSettings settings_;
  store::Store store_;
};

TEST(Failures, HaveTheirOutcomes) {
  EXPECT_EQ(outcome_of_failure({ErrorKind::kInternal, process::Ending::kCrashed, ""}), store::Outcome::kCrashed);
  EXPECT_EQ(outcome_of_failure({ErrorKind::kInternal, process::Ending::kOutOfMemory, ""}), store::Outcome::kOutOfMemory);
  EXPECT_EQ(outcome_of_failure({ErrorKind::kInternal, process::Ending::kTimedOut, ""}), store::Outcome::kTimedOut);
  EXPECT_EQ(outcome_of_failure({ErrorKind::kInternal, process::Ending::kRefused, ""}), store::Outcome::kRefusedByPolicy);
  EXPECT_EQ(outcome_of_failure({ErrorKind::kEncrypted, process::Ending::kError, ""}), store::Outcome::kEncrypted);
}

TEST_F(Import, StoresAFileWithItsPagesAndItsRow) {
  ImportRecords r = records();
  const ArrivedFile f = file("a.pdf", "a");
  Page read = page_of("ก", 0.5);
  read.findings = {{"low_confidence", Severity::kWarning, 9, "", "", "why", ""}};
  const Settled settled = r.put(f, job(r, f, false, read), {});
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
  ImportRecords r = records();
  const ArrivedFile f = file("a.pdf", "a");
  Page read = page_of("");
  read.findings = {{"blank_page", Severity::kInfo, 1, "", "", "why", ""}};
  EXPECT_EQ(r.put(f, job(r, f, false, read), {}).entries[0].outcome, store::Outcome::kDone);
  EXPECT_EQ(store_.file(f.sha256)->pages[0].confidence, 0);
}

TEST_F(Import, OfAFileThatLostAPageSaysSo) {
  ImportRecords r = records();
  const ArrivedFile f = file("a.pdf", "a");
  const Settled settled = r.put(f, job(r, f, true), {"b.pdf"});
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
  ImportRecords r = records();
  const ArrivedFile f = file("a.pdf", "a");
  const Settled settled = r.put(f, failed_job(r, f), {"b/c.pdf"});
  ASSERT_EQ(settled.entries.size(), 2u);
  EXPECT_EQ(settled.entries[0].outcome, store::Outcome::kDamaged);
  EXPECT_EQ(settled.entries[0].message, "a.pdf: it is broken");
  EXPECT_EQ(settled.entries[1].outcome, store::Outcome::kDamaged);
  EXPECT_EQ(settled.entries[1].message, "b/c.pdf: it is broken");
  EXPECT_FALSE(store_.has_file(f.sha256));
}

TEST_F(Import, PassesOverWhatIsStoredAsItWouldBeReadNow) {
  const ArrivedFile f = file("a.pdf", "a");
  ImportRecords r = records();
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
  settings_.known = Known::kRetry;
  EXPECT_TRUE(records().known(f));
}

TEST_F(Import, TriesAgainWhatMayEndOtherwise) {
  ImportRecords r = records();
  const auto known = [&](store::Outcome outcome, Known which, std::vector<std::string> passwords = {}, bool archive = false) {
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
    EXPECT_TRUE(known(o, Known::kLeave));
  EXPECT_FALSE(known(store::Outcome::kInterrupted, Known::kLeave));
  EXPECT_FALSE(known(store::Outcome::kPartlyRead, Known::kLeave)) << "its records are not there";
  for (const store::Outcome o : {store::Outcome::kCrashed, store::Outcome::kTimedOut, store::Outcome::kOutOfMemory})
    EXPECT_FALSE(known(o, Known::kRetry));
  for (const store::Outcome o : {store::Outcome::kDamaged, store::Outcome::kUnsupported}) EXPECT_TRUE(known(o, Known::kRetry));
  EXPECT_FALSE(known(store::Outcome::kEncrypted, Known::kLeave, {"word"}));
  EXPECT_TRUE(known(store::Outcome::kDamaged, Known::kLeave, {"word"}));
  EXPECT_TRUE(known(store::Outcome::kDone, Known::kLeave, {}, true)) << "an archive has no records of its own";
  EXPECT_FALSE(known(store::Outcome::kDone, Known::kRetry, {}, true)) << "its members are looked at again";
}

TEST_F(Import, OfTheSameBytesUnderAnotherNameIsADuplicate) {
  ImportRecords r = records();
  const ArrivedFile f = file("a.pdf", "a");
  EXPECT_FALSE(r.stored_elsewhere(f));
  r.put(f, job(r, f), {});
  EXPECT_FALSE(r.stored_elsewhere(f)) << "its own place";
  EXPECT_TRUE(r.stored_elsewhere(file("b.pdf", "a")));
  EXPECT_FALSE(r.stored_elsewhere(file("b.pdf", "b")));
  EXPECT_FALSE(records(told("r2")).stored_elsewhere(file("c.pdf", "a")));
}

TEST_F(Import, NotesWhatItDidNotComeTo) {
  ImportRecords r = records();
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
  ImportRecords r = records();
  EXPECT_EQ(store_.setting("model"), "m1");
  EXPECT_EQ(store_.setting("reading"), "{\"dpi\":300,\"rules\":\"r1\"}");
  EXPECT_EQ(store_.setting("versions"), "{\"extraction\":1}");
  EXPECT_EQ(store_.setting("shard"), "2/3");
  EXPECT_EQ(store_.setting("complete"), "0");
  r.finish(true);
  EXPECT_EQ(store_.setting("complete"), "0");
  r.finish(false);
  EXPECT_EQ(store_.setting("complete"), "1");
  settings_.shard.reset();
  records();
  EXPECT_EQ(store_.setting("shard"), "1/1");
  EXPECT_EQ(r.ours().size(), identities_of_database(settings_.db).size());
}

TEST_F(Import, FindsPagesReadByTheSameModelAndSettingsWhateverTheRules) {
  records().put("key", page_of("ก"));
  EXPECT_TRUE(records(told("r2", "m1", 300, 2)).has("key"));
  EXPECT_TRUE(records(told("r2")).get("key"));
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
  ImportRecords r = records();
  const ArrivedFile f = file((folder_ / "a.pdf").string(), "a");
  FileJob j(1, f.place, f.sha256, {}, r);
  j.answered(*j.next(), {{"pages", 1}, {"kind", "PDF"}});
  j.answered(*j.next(), {{"page", process::Json::parse(page_to_json_text(page_of("ก")))}});
  auto step = j.next();
  while (step && step->what == What::kTake) step = j.answered(*step, {});
  Document d;
  d.first_page = d.last_page = 1;
  d.fiscal_year = field("2566");
  j.answered(*step, {{"documents", {document_to_json(d)}}});
  const Settled settled = r.put(f, j, {});
  EXPECT_EQ(settled.entries[0].outcome, store::Outcome::kDoneWithFindings);
  ASSERT_EQ(store_.file(f.sha256)->documents.size(), 1u);
  EXPECT_FALSE(store_.file(f.sha256)->documents[0].findings.empty());
}

TEST_F(Import, HoldsALaterManifestAgainstWhatIsStored) {
  const ArrivedFile f = file((folder_ / "a.pdf").string(), "a");
  {
    ImportRecords r = records();
    FileJob j(1, f.place, f.sha256, {}, r);
    j.answered(*j.next(), {{"pages", 1}, {"kind", "PDF"}});
    j.answered(*j.next(), {{"page", process::Json::parse(page_to_json_text(page_of("ก")))}});
    auto step = j.next();
    while (step && step->what == What::kTake) step = j.answered(*step, {});
    Document d;
    d.first_page = d.last_page = 1;
    d.fiscal_year = field("2566");
    j.answered(*step, {{"documents", {document_to_json(d)}}});
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

// ---- pages that are stored, read again by other rules

TEST_F(Import, GivesStoredPagesBackWithTheirLines) {
  ImportRecords r = records();
  const ArrivedFile f = file("a.pdf", "a");
  r.put(f, job(r, f), {});
  const std::vector<Page> pages = store::stored_pages(store_, f.sha256);
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[0].number, 1);
  EXPECT_EQ(pages[0].lines.at(0).text, "ก");
  EXPECT_EQ(pages[1].number, 2);
  EXPECT_EQ(pages[1].lines.at(0).text, "ข");
  EXPECT_TRUE(store::stored_pages(store_, base::sha256_hex("b")).empty());
  store_.db().script("DELETE FROM page_cache");
  EXPECT_TRUE(store::stored_pages(store_, f.sha256).empty());
}

TEST_F(Import, OfOtherRulesDiffersInWhatTheyFind) {
  ImportRecords r = records();
  const ArrivedFile f = file("a.pdf", "a");
  r.put(f, job(r, f, false, page_of("บันทึกข้อความ")), {});
  store::StoredFile without = stored_file("b.pdf", report_of());
  store_.put_file(without);
  const schema::Schemas now = base::load_schemas();
  int visited = 0;
  const report::SchemasDiff same = report::diff_schemas(store_, now, now, [&](const report::DocumentDiff&) { ++visited; });
  EXPECT_EQ(visited, 0);
  EXPECT_EQ(same.files, 1);
  EXPECT_EQ(same.documents, 1);
  EXPECT_EQ(same.changed_documents, 0);
  EXPECT_EQ(same.changed_values, 0);
  EXPECT_EQ(same.files_without_pages, 1);
}

// ---- verify

TEST_F(Import, ThatIsWholeIsVerified) {
  ImportRecords r = records();
  const ArrivedFile f = file("a.pdf", "a");
  r.put(f, job(r, f, true), {"b.pdf"});
  const ArrivedFile bad = file("c.pdf", "c");
  r.put(bad, failed_job(r, bad), {});
  EXPECT_EQ(store::verify(store_), std::vector<std::string>());
  const auto broken = [&](const std::string& sql) {
    store_.db().script("SAVEPOINT test; " + sql);
    std::vector<std::string> out = store::verify(store_);
    store_.db().script("ROLLBACK TO test; RELEASE test");
    return out.empty() ? "whole" : out.front();
  };
  EXPECT_EQ(broken("UPDATE ledger SET sha256 = 'ff' WHERE path = 'b.pdf'"),
            "b.pdf: the ledger says that it is stored, but its records are not there; run ingest on it again");
  EXPECT_EQ(broken("DELETE FROM ledger WHERE path = 'b.pdf'"), "b.pdf: is stored, but the ledger has no outcome for it; run ingest on it again");
  EXPECT_EQ(broken("UPDATE ledger SET sha256 = 'ff', outcome = 'damaged', message = 'x' WHERE path = 'a.pdf'"),
            "a.pdf: the ledger and the store know different contents under this name; run ingest on it again");
  EXPECT_EQ(broken("UPDATE ledger SET message = '' WHERE path = 'c.pdf'"), "c.pdf: failed without a reason in the ledger; run `ingest --retry`");
  EXPECT_EQ(broken("UPDATE files SET page_count = 4"),
            f.sha256 + ": some pages of this content are neither stored nor told as lost; run ingest on it again");
  EXPECT_EQ(broken("UPDATE documents SET last_page = 4"),
            store::document_key(f.sha256, 1) + ": this document ends behind the last page of its file; run ingest on it again");
}

// ---- merging

class Merge : public testing::Test {
 protected:
  // Shard `number` of `of`, with one file of its own and one failure.
  std::string shard(const std::string& name, int number, int of, const process::Json& by = told(), bool complete = true) {
    const std::string db = (folder_ / name).string();
    store::Store store = store::Store::open(db, database::Access::kWrite);
    ImportSettings settings;
    settings.db = db;
    settings.shard = Shard{number, of};
    ImportRecords records(store, settings);
    records.read_by(by);
    store::StoredFile file = stored_file(name + ".pdf", report_of());
    store.put_file(file);
    store::LedgerEntry entry;
    entry.path = file.path, entry.sha256 = file.sha256, entry.pages = 1, entry.documents = 1;
    store.put_ledger(entry);
    entry.path = "both.pdf", entry.sha256.reset(), entry.outcome = store::Outcome::kDamaged, entry.message = "both.pdf: broken in " + name;
    store.put_ledger(entry);
    records.put("page of " + name, page_of("ก"));
    records.finish(!complete);
    return db;
  }
  std::string refusal(const std::vector<std::string>& shards, const std::string& out = "out.db") {
    try {
      merge((folder_ / out).string(), shards);
      return "merged";
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, ErrorKind::kUsage);
      std::string text = e.what();
      const std::string folder = (folder_ / "").string();
      for (std::size_t at; (at = text.find(folder)) != std::string::npos;) text.erase(at, folder.size());
      return text;
    }
  }
  TemporaryFolder folder_;
};

TEST_F(Merge, MakesOneOfAllShards) {
  const std::string two = shard("2.db", 2, 2), one = shard("1.db", 1, 2);
  {
    store::Store first = store::Store::open(one, database::Access::kWrite);
    first.set_reviewed(store::document_key(base::sha256_hex("1.db.pdf"), 1), store::Reviewed::kYes);
  }
  std::ofstream((folder_ / "out.db.part").string()) << "left by a merge that was killed";
  const MergeResult result = merge((folder_ / "out.db").string(), {two, one});
  EXPECT_EQ(result.shards, 2);
  EXPECT_EQ(result.files, 2);
  EXPECT_EQ(result.inputs, 3);
  EXPECT_FALSE(std::filesystem::exists((folder_ / "out.db.part").string()));
  EXPECT_FALSE(std::filesystem::exists((folder_ / "out.db-wal").string()));
  store::Store out = store::Store::open(folder_ / "out.db", database::Access::kRead);
  EXPECT_EQ(out.file_hashes().size(), 2u);
  EXPECT_EQ(out.setting("shard"), "1/1");
  EXPECT_EQ(out.setting("complete"), "1");
  EXPECT_EQ(out.setting("model"), "m1");
  EXPECT_EQ(out.setting("reading"), "{\"dpi\":300,\"rules\":\"r1\"}");
  EXPECT_EQ(out.setting("versions"), "{\"extraction\":1}");
  EXPECT_EQ(out.ledger("both.pdf")->message, "both.pdf: broken in 1.db") << "by number, not in the order given";
  EXPECT_EQ(out.ledger("2.db.pdf")->pages, 1);
  EXPECT_TRUE(out.cached_page("page of 1.db", {"m1", "{\"dpi\":300}", "{}"}));
  EXPECT_TRUE(out.cached_page("page of 2.db", {"m1", "{\"dpi\":300}", "{}"}));
  EXPECT_TRUE(out.document(store::document_key(base::sha256_hex("1.db.pdf"), 1))->reviewed);
  EXPECT_FALSE(out.document(store::document_key(base::sha256_hex("2.db.pdf"), 1))->reviewed);
  EXPECT_EQ(out.document(store::document_key(base::sha256_hex("2.db.pdf"), 1))->file, "2.db.pdf");
}

TEST_F(Merge, SaysWhyShardsDoNotBelongTogether) {
  const std::string one = shard("1.db", 1, 3), two = shard("2.db", 2, 3), three = shard("3.db", 3, 3);
  EXPECT_EQ(refusal({one}), "merge: shard 2, 3 of 3 is missing; give all shards");
  EXPECT_EQ(refusal({one, three}), "merge: shard 2 of 3 is missing; give all shards");
  EXPECT_EQ(refusal({one, two, three, shard("1b.db", 1, 3)}), "1b.db: is shard 1/3, as is 1.db; give each shard once");
  EXPECT_EQ(refusal({one, two, shard("3b.db", 3, 4)}), "3b.db: is a shard of 4, the others are of 3; merge shards of one import");
  EXPECT_EQ(refusal({one, two, shard("3c.db", 3, 3, told(), false)}), "3c.db: is not complete; run its `ingest --shard` again to go on");
  EXPECT_EQ(refusal({one, two, shard("3d.db", 3, 3, told("r1", "m2"))}),
            "3d.db: was made with another model than 1.db; make all shards with the same program");
  EXPECT_EQ(refusal({one, two, shard("3e.db", 3, 3, told("r2"))}),
            "3e.db: was made with another settings and rules than 1.db; make all shards with the same program");
  EXPECT_EQ(refusal({one, two, shard("3f.db", 3, 3, told("r1", "m1", 300, 2))}),
            "3f.db: was made with another version than 1.db; make all shards with the same program");
  {
    store::Store plain = store::Store::open(folder_ / "plain.db", database::Access::kWrite);
    plain.put_file(stored_file("x", report_of()));
  }
  EXPECT_EQ(refusal({(folder_ / "plain.db").string()}),
            "plain.db: is no shard: the setting 'complete' is missing; make it with `ingest --shard K/N`");
  {
    store::Store bent = store::Store::open(two, database::Access::kWrite);
    bent.put_setting("shard", "4/3");
  }
  EXPECT_EQ(refusal({one, two, three}), "2.db: says no shard that makes sense; make it again");
  EXPECT_EQ(refusal({one}, "1.db"), "1.db: is there already; give --db a new file");
  EXPECT_FALSE(std::filesystem::exists((folder_ / "out.db").string()));
}

}  // namespace
}  // namespace banthuek::ingest
