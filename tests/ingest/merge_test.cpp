#include "pipeline/ingest/merge.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/ingest/import_world.h"

namespace banthuek::ingest {
namespace merge_test {

class Merge : public testing::Test {
 protected:
  // Shard `number` of `of`, with one file of its own and one failure.
  std::string shard(const std::string& name, int number, int of, const process::Json& by = told(), bool complete = true) {
    const std::string db = (folder_ / name).string();
    store::Store store = store::Store::open(db, database::Access::kWrite);
    ImportSettings settings;
    settings.db = db;
    settings.shard = Shard{number, of};
    ImportStore records(store, settings);
    records.read_by(by);
    store::StoredFile file = stored_file(name + ".pdf", report_of());
    file.page_count = file.documents.front().last_page = 1;
    store.put_file(file);
    store::LedgerEntry entry;
    entry.path = file.path, entry.sha256 = file.sha256, entry.pages = 1, entry.documents = 1;
    store.put_ledger(entry);
    entry.path = "both.pdf", entry.sha256.reset(), entry.outcome = store::Outcome::kDamaged, entry.message = "both.pdf: broken in " + name;
    store.put_ledger(entry);
    records.put("page of " + name, "bytes of " + name);
    records.finish(!complete, {});
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
  EXPECT_EQ(out.cached_bytes("page of 1.db", {"m1", "{\"dpi\":300}", "{}"}), "bytes of 1.db");
  EXPECT_EQ(out.cached_bytes("page of 2.db", {"m1", "{\"dpi\":300}", "{}"}), "bytes of 2.db");
  EXPECT_TRUE(out.document(store::document_key(base::sha256_hex("1.db.pdf"), 1))->reviewed);
  EXPECT_FALSE(out.document(store::document_key(base::sha256_hex("2.db.pdf"), 1))->reviewed);
  EXPECT_EQ(out.document(store::document_key(base::sha256_hex("2.db.pdf"), 1))->file, "2.db.pdf");
}

// Parts for a desk: what is no shard counts as the first, all in the order of their numbers, and the parts stay as they are.
TEST_F(Merge, JoinsPartsInTheOrderOfTheirNumbers) {
  const std::string three = shard("3.db", 3, 3), two = shard("2.db", 2, 3), plain = (folder_ / "plain.db").string();
  {
    store::Store store = new_store(plain);
    store.put_file(stored_file("plain.pdf", report_of()));
  }
  join((folder_ / "out.db").string(), {three, two, plain});
  store::Store out = store::Store::open(folder_ / "out.db", database::Access::kRead);
  std::vector<std::string> keys, expected;
  {
    database::Statement row = out.db().prepare("SELECT key FROM documents ORDER BY id");
    while (row.step()) keys.push_back(row.text(0));
  }
  for (const char* name : {"plain.pdf", "2.db.pdf", "3.db.pdf"}) expected.push_back(store::document_key(base::sha256_hex(name), 1));
  EXPECT_EQ(keys, expected);
  EXPECT_EQ(out.setting("shard"), "1/1");
  EXPECT_EQ(out.setting("model"), "m1");
  EXPECT_EQ(out.setting("versions"), "{\"extraction\":1}");
  EXPECT_EQ(out.ledger("both.pdf")->message, "both.pdf: broken in 2.db");
  EXPECT_EQ(out.db().integer("SELECT count(*) FROM merged_history"), 0) << "their histories stay in them";
  EXPECT_EQ(store::Store::open(two, database::Access::kRead).setting("shard"), "2/3");
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
    store::Store plain = new_store(folder_ / "plain.db");
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

TEST_F(Merge, RefusesAShardThatWasChangedPastTheProgramAndKeepsTheHistories) {
  const std::string one = shard("1.db", 1, 2), two = shard("2.db", 2, 2);
  merge((folder_ / "out.db").string(), {one, two});
  store::Store out = store::Store::open(folder_ / "out.db", database::Access::kRead);
  for (const auto& [name, path] : {std::pair("1/2", one), std::pair("2/2", two)}) {
    store::Store shard = store::Store::open(path, database::Access::kRead);
    database::Statement kept = out.db().prepare("SELECT count(*), max(id) FROM merged_history WHERE shard = ?");
    kept.bind(name).step();
    EXPECT_EQ(kept.integer(0), shard.db().integer("SELECT count(*) FROM history")) << name;
    EXPECT_EQ(database::broken_merged_history(out.db(), name), std::vector<std::string>{});
  }
  database::Database(two, database::Access::kWrite).script("UPDATE scores SET total = 99");
  EXPECT_EQ(refusal({one, two}, "other.db").find("2.db: does not verify (2.db.pdf: what is stored of it is not what the history says"), 0u);
}

}  // namespace merge_test
}  // namespace banthuek::ingest
