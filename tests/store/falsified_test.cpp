// Each way to falsify an archive that was thought of, and what of it is found: by the archive alone, and with a signed head kept elsewhere.
#include "tests/store/falsified.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <nlohmann/json.hpp>

namespace banthuek::store {
namespace falsified_test {

enum class FoundBy { kArchiveAlone, kSignedHead };

struct Falsification {
  const char* what;
  FoundBy by;
  std::function<void(const std::string& db, const FalsifiedArchive& archive)> act;
};

std::function<void(const std::string&, const FalsifiedArchive&)> sql(const std::string& text) {
  return [text](const std::string& db, const FalsifiedArchive&) { FalsifiedArchive::run(db, text); };
}

const std::string kA = base::sha256_hex("a.pdf");

// The page with another figure, as the program would keep it.
void other_page(const std::string& db, const FalsifiedArchive&) {
  const std::string other = (std::filesystem::path(db).parent_path() / "other.db").string();
  std::filesystem::remove(other);
  std::string bytes;
  {
    Store made = Store::open(other, database::Access::kWrite);
    made.cache_bytes("k", {"m", "{}", ""}, page_to_bytes(page_of(1, {{"บันทึกข้อความ", "99.99"}, {"หน้า", "1"}})));
    database::Statement row = made.db().prepare("SELECT page FROM page_cache");
    row.step();
    bytes = row.text(0);
  }
  database::Database file(db, database::Access::kWrite);
  file.prepare("UPDATE page_cache SET page = ? WHERE key = (SELECT min(key) FROM page_cache)").bind_blob(bytes).run();
}

// The digest of a file as it is now, put where the history speaks of it last.
void digests_anew(database::Database& file) {
  ContentReader reader(file);
  std::vector<std::pair<std::int64_t, std::string>> files;
  {
    database::Statement row = file.prepare("SELECT id, sha256 FROM files");
    while (row.step()) files.emplace_back(row.integer(0), row.text(1));
  }
  file.script("DROP TRIGGER history_keeps_values");
  for (const auto& [id, sha256] : files)
    file.prepare(
            "UPDATE history SET detail = json_set(detail, '$.digest', ?1) WHERE id = (SELECT max(id) FROM history WHERE (subject = ?2 OR "
            "json_extract(detail, '$.sha256') = ?2) AND json_extract(detail, '$.digest') IS NOT NULL)")
        .bind(reader.contents_of_file(id).digest())
        .bind(sha256)
        .run();
  file.script("CREATE TRIGGER history_keeps_values BEFORE UPDATE ON history\nBEGIN SELECT RAISE(ABORT, 'history is append-only'); END");
  FalsifiedArchive::chain_anew(file);
}

// He makes good the index too.
void reindexed(const std::string& db) { Store::open(db, database::Access::kWrite).reindex(); }

void chain_written_anew(const std::string& db, const FalsifiedArchive&) {
  FalsifiedArchive::run(db, "UPDATE scores SET total = 99, provenance = replace(provenance, '85.5', '99')");
  reindexed(db);
  database::Database file(db, database::Access::kWrite);
  digests_anew(file);
}

void history_goes_on(const std::string& db, const FalsifiedArchive&) {
  FalsifiedArchive::run(db, "UPDATE documents SET ita_score = 99.0, provenance = replace(provenance, '85.70', '99')");
  reindexed(db);
  database::Database file(db, database::Access::kWrite);
  ContentReader reader(file);
  std::vector<std::pair<std::int64_t, std::string>> files;
  {
    database::Statement row = file.prepare("SELECT id, sha256 FROM files");
    while (row.step()) files.emplace_back(row.integer(0), row.text(1));
  }
  for (const auto& [id, sha256] : files)
    database::append_history(file, {"2026-01-01T00:00:00Z", "banthuek", "stored", sha256,
                                    nlohmann::json{{"path", sha256 == kA                          ? "a.pdf"
                                                            : sha256 == base::sha256_hex("b.pdf") ? "b.pdf"
                                                                                                  : "c.pdf"},
                                                   {"digest", reader.contents_of_file(id).digest()}}
                                        .dump()});
}

// A correction taken back with everything that tells of it, the history cut and its end made good.
void correction_never_made(const std::string& db, const FalsifiedArchive& archive) {
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(db + suffix);
  std::filesystem::copy_file(archive.older(), db);
}

const std::vector<Falsification> kFalsifications = {
    {"a score is another", FoundBy::kArchiveAlone, sql("UPDATE scores SET total = 99.0 WHERE document = (SELECT min(id) FROM documents)")},
    {"the ITA score of a document is another", FoundBy::kArchiveAlone,
     sql("UPDATE documents SET ita_score = 99.0 WHERE id = (SELECT min(id) FROM documents)")},
    {"a signer has another name", FoundBy::kArchiveAlone,
     sql("UPDATE signatures SET name = 'นายอื่น คนใหม่' WHERE document = (SELECT min(id) FROM documents)")},
    {"a measure is done that was not", FoundBy::kArchiveAlone,
     sql("UPDATE measures SET status = 'not_started' WHERE id = (SELECT max(id) FROM measures)")},
    {"a value stands elsewhere on the paper", FoundBy::kArchiveAlone,
     sql("UPDATE measures SET provenance = replace(provenance, '[1,10,20,300,40]', '[1,11,20,300,40]') WHERE id = (SELECT max(id) FROM measures)")},
    {"an item of the check list is gone", FoundBy::kArchiveAlone, sql("DELETE FROM oit_items WHERE document = (SELECT min(id) FROM documents)")},
    {"a page says something else", FoundBy::kArchiveAlone, sql("UPDATE pages SET text = replace(text, 'บันทึก', 'ประกาศ') WHERE number = 1")},
    {"words stand elsewhere on the page", FoundBy::kArchiveAlone, sql("UPDATE page_words SET words = x'0000000000' WHERE page = 1")},
    {"the page cache holds another page", FoundBy::kArchiveAlone, other_page},
    {"a doubt is gone", FoundBy::kArchiveAlone, sql("DELETE FROM findings WHERE code = 'numbering_gap'")},
    {"a document is gone", FoundBy::kArchiveAlone, sql("PRAGMA foreign_keys = ON; DELETE FROM documents WHERE id = (SELECT max(id) FROM documents)")},
    {"a file is gone with all that speaks of it", FoundBy::kArchiveAlone,
     sql("PRAGMA foreign_keys = ON; DELETE FROM files WHERE sha256 = '" + base::sha256_hex("c.pdf") + "'; DELETE FROM ledger WHERE path = 'c.pdf'")},
    {"a document that nobody looked at is reviewed", FoundBy::kArchiveAlone, sql("UPDATE documents SET reviewed = 1")},
    {"a file lies under another name", FoundBy::kArchiveAlone, sql("UPDATE file_places SET path = 'z.pdf' WHERE path = 'a.pdf'")},
    {"the ledger says that a failure was none", FoundBy::kArchiveAlone,
     sql("UPDATE ledger SET outcome = 'done', message = '', page_count = 0 WHERE path = 'bad.pdf'")},
    {"another model is said to have read", FoundBy::kArchiveAlone, sql("UPDATE settings SET value = 'other' WHERE name = 'model'")},
    {"a correction was made by somebody else", FoundBy::kArchiveAlone, sql("UPDATE corrections SET who = 'สมหญิง' WHERE id = 1")},
    {"a correction is gone, and the end of the history with it", FoundBy::kArchiveAlone,
     sql("DELETE FROM corrections WHERE id = 2; DELETE FROM history WHERE id >= (SELECT min(id) FROM history WHERE who = 'สมชาย')")},
    {"a row of the history is another", FoundBy::kArchiveAlone, sql("UPDATE history SET who = 'สมหญิง' WHERE id = 2")},
    {"the history is cut off at its end", FoundBy::kArchiveAlone, sql("DELETE FROM history WHERE id = (SELECT max(id) FROM history)")},
    {"the history is gone", FoundBy::kArchiveAlone, sql("DELETE FROM history")},
    {"a view shows other values", FoundBy::kArchiveAlone,
     [](const std::string& db, const FalsifiedArchive&) {
       sqlite3* raw = nullptr;  // a program of one's own asks for no defence
       ASSERT_EQ(sqlite3_open(db.c_str(), &raw), SQLITE_OK);
       EXPECT_EQ(
           sqlite3_exec(raw,
                        "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, 'm.status', '''done'' AS status') WHERE name = "
                        "'measures_flat'",
                        nullptr, nullptr, nullptr),
           SQLITE_OK);
       sqlite3_close(raw);
     }},
    {"a trigger of one's own changes what comes", FoundBy::kArchiveAlone,
     [](const std::string& db, const FalsifiedArchive&) {
       database::Database(db, database::Access::kWrite)
           .script("CREATE TRIGGER kind AFTER INSERT ON scores BEGIN UPDATE scores SET total = 99 WHERE document = new.document; END");
     }},
    {"the guard of the history is gone", FoundBy::kArchiveAlone,
     [](const std::string& db, const FalsifiedArchive&) {
       database::Database(db, database::Access::kWrite).script("DROP TRIGGER history_keeps_rows");
     }},
    {"the whole chain is written anew over other contents", FoundBy::kSignedHead, chain_written_anew},
    {"the history goes on with rows that nobody made", FoundBy::kSignedHead, history_goes_on},
    {"an older copy lies in its place", FoundBy::kSignedHead, correction_never_made},
};

TEST(Falsified, TheHonestArchiveIsWholeAndItsHeadHolds) {
  const FalsifiedArchive archive;
  EXPECT_EQ(archive.honest(), std::vector<std::string>{});
  const FalsifiedArchive::Found found = archive.found(archive.copy());
  EXPECT_EQ(found.alone, std::vector<std::string>{});
  EXPECT_EQ(found.with_head, std::vector<std::string>{});
}

TEST(Falsified, EveryWayIsFound) {
  const FalsifiedArchive archive;
  int alone = 0, with_head = 0;
  for (const Falsification& one : kFalsifications) {
    const std::string db = archive.copy();
    one.act(db, archive);
    const FalsifiedArchive::Found found = archive.found(db);
    alone += !found.alone.empty();
    with_head += !found.with_head.empty();
    EXPECT_FALSE(found.with_head.empty()) << one.what;
    // What the README says that the archive alone cannot tell is so: else the README is wrong.
    EXPECT_EQ(found.alone.empty(), one.by == FoundBy::kSignedHead) << one.what << ": " << (found.alone.empty() ? "" : found.alone.front());
    if (std::getenv("BANTHUEK_SHOW")) std::printf("%-60s %s\n", one.what, found.with_head.empty() ? "-" : found.with_head.front().c_str());
  }
  std::printf("%zu falsifications: %d found by the archive alone, %d with a signed head\n", kFalsifications.size(), alone, with_head);
}

// The triggers stand in the way of whoever does not take them out, whatever the connection says of recursive triggers.
TEST(Falsified, WhatIsAppendOnlyStandsAgainstReplace) {
  const FalsifiedArchive archive;
  for (const char* pragma : {"PRAGMA recursive_triggers = OFF", "PRAGMA recursive_triggers = ON"})
    for (const char* statement :
         {"INSERT OR REPLACE INTO history SELECT id, at, 'x', action, subject, detail, hash FROM history WHERE id = 2",
          "REPLACE INTO history SELECT id, at, 'x', action, subject, detail, hash FROM history",
          "INSERT INTO history SELECT * FROM history WHERE id = 2 ON CONFLICT (id) DO UPDATE SET who = 'x'",
          "INSERT INTO history VALUES (0, '2026', 'x', 'stored', 's', '{}', printf('%064d', 0))", "UPDATE OR REPLACE history SET id = 1 WHERE id = 2",
          "INSERT OR REPLACE INTO corrections SELECT id, sha256, first_page, field, anchor, before, 'done', who, at, why, picture, place FROM "
          "corrections",
          "DELETE FROM corrections", "UPDATE corrections SET after = 'done'", "INSERT OR REPLACE INTO measures SELECT * FROM measures LIMIT 1",
          "INSERT OR REPLACE INTO measures (id, document, number, pages, confidence, provenance) SELECT 99, document, number, pages, confidence, "
          "provenance "
          "FROM measures LIMIT 1",
          "INSERT OR REPLACE INTO passages SELECT * FROM passages"}) {
      database::Database file(archive.copy(), database::Access::kWrite);
      file.script(pragma);
      const std::string said = message_of([&] { file.script(statement); });
      EXPECT_TRUE(said.find("append-only") != std::string::npos || said.find("rewritten") != std::string::npos) << statement << ": " << said;
    }
}

}  // namespace falsified_test
}  // namespace banthuek::store
