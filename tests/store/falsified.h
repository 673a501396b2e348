// An archive with everything in it that can be falsified, and who falsifies it: somebody who can write the file and has this program, but no key.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/base/sha256.h"
#include "pipeline/base/signing.h"
#include "pipeline/store/content.h"
#include "pipeline/store/correct.h"
#include "pipeline/store/head.h"
#include "pipeline/store/page_cache.h"
#include "pipeline/store/stored_pages.h"
#include "pipeline/store/verify.h"
#include "tests/store/pages.h"

namespace banthuek {

class FalsifiedArchive {
 public:
  FalsifiedArchive() : keys_(base::make_key_pair()) {
    store::Store store = store::Store::open(path(), database::Access::kWrite, "สมศรี");
    store.put_setting("model", "m");
    for (const char* name : {"a.pdf", "b.pdf", "c.pdf"}) put(store, name);
    store.put_place("copy of a.pdf", base::sha256_hex("a.pdf"));
    ledger(store, "copy of a.pdf", base::sha256_hex("a.pdf"), store::Outcome::kDuplicate, "");
    ledger(store, "bad.pdf", base::sha256_hex("bad.pdf"), store::Outcome::kDamaged, "bad.pdf: is damaged; take another copy");
    store.finish();
    std::filesystem::copy_file(copied(store), folder_ / "older.db");
    store::correct(store, key("a.pdf"), "measures/1/status", "in_progress", "สมศรี", "the tick stands beside it");
    store::correct(store, key("b.pdf"), "title", "รายงานผลปี 2566", "สมชาย", "misread");
    store.set_reviewed(key("b.pdf"), store::Reviewed::kYes);
    store.reindex();  // nothing in it of records that are gone
    store::Verified found = store::verify_all(store);
    honest_ = found.faults;
    head_ = store::signed_by(store::head_of(store.db(), found.contents), keys_.secret, "key");
    std::filesystem::copy_file(copied(store), folder_ / "honest.db");
  }

  static std::string key(const std::string& name) { return store::document_key(base::sha256_hex(name), 1); }
  const std::vector<std::string>& honest() const { return honest_; }  // what verify says of it
  const store::Head& head() const { return head_; }
  const std::string& open_key() const { return keys_.open; }
  std::string older() const { return (folder_ / "older.db").string(); }

  // A fresh copy of the honest archive.
  std::string copy() const {
    const std::filesystem::path to = folder_ / "falsified.db";
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(to.string() + suffix);
    std::filesystem::copy_file(folder_ / "honest.db", to);
    return to.string();
  }

  struct Found {
    std::vector<std::string> alone;      // without anything kept elsewhere
    std::vector<std::string> with_head;  // with the signed head and the key
  };
  // What is told of a database. What cannot be opened tells so.
  Found found(const std::string& db) const {
    Found out;
    try {
      store::Store store = store::Store::open(db, database::Access::kRead);
      store::Verified verified = store::verify_all(store);
      out.alone = out.with_head = verified.faults;
      store::Since since = store::since(store.db(), head_, store::head_of(store.db(), verified.contents));
      if (!store::signature_fits(head_, keys_.open, "key")) out.with_head.push_back("signature");
      for (const std::string& fault : since.faults) out.with_head.push_back(fault);
      if (since.changes > 0) out.with_head.push_back("not signed: " + since.summary);
    } catch (const std::exception& e) {
      out.alone.push_back(e.what());
      out.with_head.push_back(e.what());
    }
    return out;
  }

  // With the triggers out of the way and put back after.
  static void run(const std::string& db, const std::string& sql) {
    database::Database file(db, database::Access::kWrite);
    std::vector<std::pair<std::string, std::string>> triggers;
    {
      database::Statement row = file.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
      while (row.step()) triggers.emplace_back(row.text(0), row.text(1));
    }
    for (const auto& [name, text] : triggers) file.script("DROP TRIGGER " + name);
    file.script(sql);
    for (const auto& [name, text] : triggers) file.script(text);
  }

  // Makes the chain anew over rows as they are now.
  static void chain_anew(database::Database& file) {
    struct Row {
      std::int64_t id;
      database::Change change;
    };
    std::vector<Row> rows;
    {
      database::Statement row = file.prepare("SELECT id, at, who, action, subject, detail FROM history ORDER BY id");
      while (row.step()) rows.push_back({row.integer(0), {row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)}});
    }
    file.script("DROP TRIGGER history_keeps_rows; DELETE FROM history");
    for (const Row& row : rows) database::append_history(file, row.change);
    file.script("CREATE TRIGGER history_keeps_rows BEFORE DELETE ON history\nBEGIN SELECT RAISE(ABORT, 'history is append-only'); END");
  }

 private:
  std::string path() const { return (folder_ / "a.db").string(); }
  std::filesystem::path copied(store::Store& store) const {
    store.db().script("PRAGMA wal_checkpoint(TRUNCATE)");
    return path();
  }
  static void ledger(store::Store& store, const std::string& path, const std::string& sha256, store::Outcome outcome, const std::string& message) {
    store.put_ledger({path, sha256, outcome, message, 1, 1, 1, ""});
  }
  static void put(store::Store& store, const std::string& name) {
    Document document = report_of("เทศบาลตำบล" + name);
    store::StoredFile file = stored_file(name, document);
    file.pages.clear();
    for (int number = 1; number <= 2; ++number) {
      file.pages.push_back(stored_page(number, {{"บันทึกข้อความ", name}, {"หน้า", std::to_string(number)}}));
      store.cache_bytes(store::layer_key(file.sha256, number), {"m", "{}", ""}, store::page_to_bytes(file.pages.back().page));
    }
    file.findings = {{"name_unsure", Severity::kWarning, 0, "", "", "the file's name says another office", ""}};
    store.put_file(file);
    ledger(store, name, file.sha256, store::Outcome::kDoneWithFindings, "");
  }

  TemporaryFolder folder_;
  base::KeyPair keys_;
  std::vector<std::string> honest_;
  store::Head head_;
};

}  // namespace banthuek
