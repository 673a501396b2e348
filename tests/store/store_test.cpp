#include "pipeline/store/store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "extractors/types/export_json.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/sha256.h"
#include "pipeline/database/migrate.h"
#include "pipeline/store/correct.h"
#include "pipeline/store/record_rows.h"
#include "tests/store/samples.h"

namespace banthuek::store {
namespace store_test {

std::string json(const Document& d, Provenance provenance = Provenance::kGiven) { return document_json(d, {"a.pdf", "x"}, provenance).dump(); }

TEST(Store, GivesADocumentBackAsItWasPut) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  const Document document = report_of();
  store.put_file(stored_file("a.pdf", document));
  const auto back = store.document(document_key(base::sha256_hex("a.pdf"), 1));
  ASSERT_TRUE(back);
  EXPECT_EQ(json(back->document), json(document));
  EXPECT_EQ(back->file, "a.pdf");
  const auto values = store.document(back->key, Detail::kValues);
  EXPECT_EQ(json(values->document, Provenance::kLeft), json(document, Provenance::kLeft));
}

TEST(Store, GivesAFileBackWithPagesAndTheirFindings) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  const StoredFile file = stored_file("a.pdf", report_of());
  store.put_file(file);
  const auto back = store.file(file.sha256);
  ASSERT_TRUE(back);
  ASSERT_EQ(back->pages.size(), 1u);
  EXPECT_EQ(back->pages[0].text, file.pages[0].text);
  EXPECT_EQ(back->pages[0].reading, file.pages[0].reading);
  EXPECT_EQ(back->pages[0].page.findings, file.pages[0].page.findings);
  EXPECT_EQ(back->kind, "pdf");
}

TEST(Store, PuttingAFileAgainReplacesItAndKeepsItsReview) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_file(stored_file("a.pdf", report_of()));
  const std::string key = document_key(base::sha256_hex("a.pdf"), 1);
  store.set_reviewed(key, Reviewed::kYes);
  store.put_file(stored_file("a.pdf", report_of()));
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM measures"), 2);
  EXPECT_TRUE(store.document(key)->reviewed);
}

TEST(Store, TheSameContentAtTwoPlacesIsOneFileNamedByTheFirst) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_file(stored_file("b.pdf", report_of(), "content"));
  EXPECT_TRUE(store.put_place("a.pdf", base::sha256_hex("content")));
  EXPECT_FALSE(store.put_place("c.pdf", base::sha256_hex("other")));
  EXPECT_EQ(store.file_hashes().size(), 1u);
  EXPECT_EQ(store.document(document_key(base::sha256_hex("content"), 1))->file, "a.pdf");
}

TEST(Store, AFileThatChangedAtItsPlaceLeavesNoOldRecords) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_file(stored_file("a.pdf", report_of(), "old"));
  store.put_file(stored_file("a.pdf", report_of(), "new"));
  EXPECT_EQ(store.file_hashes(), std::vector<std::string>{base::sha256_hex("new")});
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM history WHERE action = 'removed'"), 1);
}

TEST(Store, DocumentsComeInTheSameOrderWhateverTheOrderOfStoring) {
  TemporaryFolder folder;
  std::vector<std::string> orders[2];
  for (int turn = 0; turn < 2; ++turn) {
    Store store = new_store(folder / std::to_string(turn));
    std::vector<std::string> paths = {"c.pdf", "a.pdf", "b.pdf"};
    if (turn) std::swap(paths[0], paths[2]);
    for (const std::string& path : paths) store.put_file(stored_file(path, report_of()));
    store.for_each_document(Detail::kAll, [&](const StoredDocument& d) { orders[turn].push_back(d.file + json(d.document)); });
  }
  EXPECT_EQ(orders[0], orders[1]);
  EXPECT_EQ(orders[0][0].substr(0, 5), "a.pdf");
}

TEST(Store, AFileTakenOutLeavesNothingButItsHistoryAndCorrections) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db", "สมศรี");
  store.set_clock([] { return "2026-01-02T03:04:05Z"; });
  store.put_file(stored_file("a.pdf", full_document()));
  store.put_file(stored_file("b.pdf", full_document()));
  correct(store, document_key(base::sha256_hex("a.pdf"), 3), "title", "ก", "สมชาย", "x");
  EXPECT_TRUE(store.has_file(base::sha256_hex("a.pdf")));
  store.remove_file(base::sha256_hex("a.pdf"));
  store.remove_file(base::sha256_hex("never there"));
  EXPECT_FALSE(store.has_file(base::sha256_hex("a.pdf")));
  EXPECT_FALSE(store.file(base::sha256_hex("a.pdf")));
  EXPECT_EQ(store.file_hashes(), std::vector<std::string>{base::sha256_hex("b.pdf")});
  for (const auto& [table, rows] : {std::pair{"files", 1},
                                    {"file_places", 1},
                                    {"pages", 1},
                                    {"documents", 1},
                                    {"measures", 2},
                                    {"signatures", 2},
                                    {"oit_items", 2},
                                    {"scores", 2},
                                    {"findings", 4},
                                    {"corrections", 1},
                                    {"history", 4}})
    EXPECT_EQ(store.db().integer(std::string("SELECT count(*) FROM ") + table), rows) << table;
  database::Statement row = store.db().prepare("SELECT at, who, action, subject, detail FROM history WHERE id = 4");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(0) + row.text(1) + row.text(2) + row.text(3) + row.text(4),
            "2026-01-02T03:04:05Zสมศรีremoved" + base::sha256_hex("a.pdf") + "{}");
}

TEST(Store, APutThatFailsInTheMiddleLeavesWhatWasThere) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  const StoredFile good = stored_file("a.pdf", full_document());
  store.put_file(good);
  StoredFile bad = good;
  bad.kind = "tiff";
  bad.documents = {report_of(), report_of()};  // two documents that begin on one page
  EXPECT_NE(message_of([&] { store.put_file(bad); }).find("UNIQUE constraint failed: documents.key"), std::string::npos);
  EXPECT_FALSE(store.db().in_transaction());
  EXPECT_EQ(store.file(good.sha256)->kind, "pdf");
  EXPECT_EQ(json(store.file(good.sha256)->documents.at(0)), json(full_document()));
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM history"), 1);
  const std::string key = document_key(good.sha256, 3);
  EXPECT_NE(message_of([&] {
              store.edit_document(key, [](StoredDocument& d, database::Database&, const std::string&) -> database::Change {
                d.document.last_page = 1;
                return {};
              });
            }).find("CHECK constraint failed"),
            std::string::npos);
  EXPECT_EQ(json(store.document(key)->document), json(full_document()));
}

TEST(Store, TheHistoryTellsWhatWasStoredWhereAndItsContent) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db", "สมศรี");
  store.set_clock([] { return "2026-01-02T03:04:05Z"; });
  const StoredFile file = stored_file("a.pdf", full_document());
  store.put_file(file);
  store.set_reviewed(document_key(file.sha256, 3), Reviewed::kYes);
  EXPECT_EQ(store.db().integer("SELECT reviewed FROM documents"), 1);
  EXPECT_TRUE(store.document(document_key(file.sha256, 3))->reviewed);
  store.set_reviewed(document_key(file.sha256, 3), Reviewed::kNo);
  EXPECT_FALSE(store.document(document_key(file.sha256, 3))->reviewed);
  store.put_file(stored_file("a.pdf", full_document(), "other"));
  std::vector<std::string> rows;
  for (database::Statement row =
           store.db().prepare("SELECT at || ' ' || who || ' ' || action || ' ' || subject || ' ' || detail FROM history ORDER BY id");
       row.step();)
    rows.push_back(row.text(0));
  const std::string by = "2026-01-02T03:04:05Z สมศรี ", other = base::sha256_hex("other");
  const auto digest = [&](int row) {
    database::Statement held = store.db().prepare("SELECT json_extract(detail, '$.digest') FROM history WHERE id = ?");
    held.bind(row).step();
    return "{\"digest\":\"" + held.text(0) + "\",";
  };
  EXPECT_EQ(digest(1), digest(3)) << "what is reviewed and is not any more is as it was";
  EXPECT_NE(digest(1), digest(2));
  EXPECT_EQ(rows, (std::vector<std::string>{
                      by + "stored " + file.sha256 + " " + digest(1) + "\"path\":\"a.pdf\"}",
                      by + "reviewed " + document_key(file.sha256, 3) + " " + digest(2) + "\"reviewed\":true,\"sha256\":\"" + file.sha256 + "\"}",
                      by + "reviewed " + document_key(file.sha256, 3) + " " + digest(3) + "\"reviewed\":false,\"sha256\":\"" + file.sha256 + "\"}",
                      by + "removed " + file.sha256 + " {\"why\":\"another content lies at its place\"}",
                      by + "stored " + other + " " + digest(5) + "\"path\":\"a.pdf\"}"}));
}

TEST(Store, APlaceGoesToTheContentThatLiesThereNow) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_file(stored_file("a.pdf", report_of(), "one"));
  store.put_file(stored_file("b.pdf", report_of(), "two"));
  EXPECT_TRUE(store.put_place("a.pdf", base::sha256_hex("one")));
  EXPECT_TRUE(store.put_place("c.pdf", base::sha256_hex("one")));
  EXPECT_TRUE(store.put_place("a.pdf", base::sha256_hex("two")));
  EXPECT_EQ(store.file_hashes().size(), 2u) << "the first is still at c.pdf";
  EXPECT_EQ(store.file(base::sha256_hex("one"))->path, "c.pdf");
  EXPECT_EQ(store.file(base::sha256_hex("two"))->path, "a.pdf");
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM history WHERE action = 'stored'"), 2) << "places are no changes of records";
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM history WHERE action = 'placed'"), 2) << "and stand in the history where they change";
  EXPECT_TRUE(store.put_place("c.pdf", base::sha256_hex("two")));
  EXPECT_EQ(store.file_hashes(), std::vector<std::string>{base::sha256_hex("two")});
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM measures"), 2);
  EXPECT_FALSE(store.put_place("b.pdf", base::sha256_hex("one")));
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM file_places"), 3);
}

TEST(Store, PuttingTheSameContentAgainTakesWhatIsNewAndAnotherPlace) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_file(stored_file("b.pdf", report_of(), "content"));
  StoredFile again = stored_file("a.pdf", report_of("อื่น"), "content");
  again.bytes = 5;
  again.kind = "tiff";
  again.page_count = 9;
  again.pages[0].text = "new";
  again.findings = {{"of_file", Severity::kError, 0, "", "", "", ""}};
  again.documents.push_back(report_of());
  again.documents[1].first_page = 2;
  store.put_file(again);
  const auto file = store.file(again.sha256);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->bytes, 5);
  EXPECT_EQ(file->kind, "tiff");
  EXPECT_EQ(file->page_count, 9);
  EXPECT_EQ(file->path, "a.pdf");
  EXPECT_EQ(file->pages.at(0).text, "new");
  EXPECT_EQ(file->pages.size(), 1u);
  EXPECT_EQ(file->findings, again.findings);
  ASSERT_EQ(file->documents.size(), 2u);
  EXPECT_EQ(json(file->documents[0]), json(again.documents[0]));
  EXPECT_EQ(file->documents[1].first_page, 2);
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM files"), 1);
}

TEST(Store, ReviewsOfEachDocumentAreKeptApart) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  StoredFile file = stored_file("a.pdf", report_of());
  file.documents.push_back(report_of());
  file.documents[1].first_page = 2;
  store.put_file(file);
  store.put_file(stored_file("b.pdf", report_of()));
  store.set_reviewed(document_key(file.sha256, 2), Reviewed::kYes);
  store.put_file(file);
  EXPECT_FALSE(store.document(document_key(file.sha256, 1))->reviewed);
  EXPECT_TRUE(store.document(document_key(file.sha256, 2))->reviewed);
  EXPECT_FALSE(store.document(document_key(base::sha256_hex("b.pdf"), 1))->reviewed);
  std::string reviewed;
  store.for_each_document(Detail::kValues, [&](const StoredDocument& d) { reviewed += d.reviewed ? '1' : '0'; });
  EXPECT_EQ(reviewed, "010");
}

TEST(Store, ADocumentComesWithItsKeyAndSource) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_file(stored_file("a.pdf", full_document()));
  const std::string key = document_key(base::sha256_hex("a.pdf"), 3);
  EXPECT_EQ(key, base::Digest().add(base::sha256_hex("a.pdf")).add("3").hex().substr(0, 16)) << "the keys of databases that people have";
  EXPECT_FALSE(store.document("0123456789abcdef"));
  const auto one = store.document(key);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->key, key);
  EXPECT_EQ(one->sha256, base::sha256_hex("a.pdf"));
  store.for_each_document(Detail::kAll, [&](const StoredDocument& d) {
    EXPECT_EQ(d.key + d.file + d.sha256, key + "a.pdf" + base::sha256_hex("a.pdf"));
    EXPECT_EQ(json(d.document), json(full_document()));
  });
}

TEST(Store, WaitingMeasuresAreIndexedWithThePutThatMakesThem2048) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  Document d = report_of();
  d.measures.assign(2046, Measure{});
  store.put_file(stored_file("a.pdf", d));
  EXPECT_EQ(store.setting("indexed_to"), "0");
  store.put_file(stored_file("b.pdf", report_of()));
  EXPECT_EQ(store.setting("indexed_to"), "2048");
  store.set_reviewed(document_key(base::sha256_hex("a.pdf"), 1), Reviewed::kYes);
  EXPECT_EQ(store.setting("indexed_to"), "2048");
  store.set_reviewed(document_key(base::sha256_hex("b.pdf"), 1), Reviewed::kYes);
  EXPECT_EQ(store.setting("indexed_to"), "4096") << "an edit writes measures too";
  store.put_file(stored_file("c.pdf", report_of()));
  store.finish();
  EXPECT_EQ(store.setting("indexed_to"), "4098");
}

TEST(Store, OpensWithForeignKeysAndAWriteAheadLog) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  EXPECT_EQ(store.db().integer("PRAGMA foreign_keys"), 1);
  EXPECT_EQ(store.db().integer("PRAGMA page_size"), 16384);
  EXPECT_EQ(store.db().integer("PRAGMA synchronous"), 1);
  EXPECT_EQ(store.db().integer("SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
  Store reader = Store::open(folder / "a.db", database::Access::kRead);
  EXPECT_EQ(reader.db().integer("PRAGMA mmap_size"), 2147418112);
}

TEST(Store, TheTimeIsThatOfTheClockInUtc) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_file(stored_file("a.pdf", report_of()));
  EXPECT_EQ(
      store.db().integer("SELECT count(*) FROM history WHERE abs(julianday('now') - julianday(at)) < 0.01 AND length(at) = 20 AND at LIKE '20%T%Z'"),
      1);
}

TEST(Store, RefusesWhatIsNoDatabaseOfBanthuekAndSaysWhatToTry) {
  TemporaryFolder folder;
  const std::string text = (folder / "text.db").string(), other = (folder / "other.db").string(), none = (folder / "none.db").string();
  std::ofstream(text) << std::string(5000, 'x');
  { database::Database(other, database::Access::kWrite).script("CREATE TABLE t (x)"); }
  EXPECT_EQ(message_of([&] { Store::open(text, database::Access::kWrite); }), text + ": is not a database; give another --db FILE");
  EXPECT_EQ(message_of([&] { Store::open(other, database::Access::kWrite); }),
            other + ": is a database, but not one of banthuek; give another --db FILE");
  EXPECT_EQ(message_of([&] { Store::open(none, database::Access::kRead); }),
            none + ": is not there; run banthuek ingest first, or give another --db FILE");
}

TEST(Store, RefusesANewerFileAndUpgradesAnOlderOneWithACopyKept) {
  TemporaryFolder folder;
  const std::string path = (folder / "a.db").string();
  {
    database::Database db(path, database::Access::kWrite);
    database::migrate(db, database::Access::kWrite, database::migrations().first(1));
  }
  EXPECT_NE(message_of([&] { Store::open(path, database::Access::kRead); }).find("which upgrades it and keeps a copy"), std::string::npos);
  Store::open(path, database::Access::kWrite).put_file(stored_file("a.pdf", report_of()));
  EXPECT_TRUE(std::filesystem::exists(path + ".version-1"));
  EXPECT_FALSE(std::filesystem::exists(path + ".version-1.part"));
  EXPECT_EQ(database::Database(path, database::Access::kRead).integer("SELECT count(*) FROM history WHERE action = 'upgraded'"), 1);
  { database::Database(path, database::Access::kWrite).script("PRAGMA user_version = 99"); }
  EXPECT_EQ(message_of([&] { Store::open(path, database::Access::kWrite); }),
            path + ": is of version 99; this program knows " + std::to_string(database::migrations().size()) + "; use a newer banthuek");
}

}  // namespace store_test
}  // namespace banthuek::store
