// The store's pages, page cache, ledger and settings.
#include "pipeline/store/page_cache.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "extractors/types/page_json.h"
#include "pipeline/base/sha256.h"
#include "pipeline/store/page_words.h"
#include "pipeline/store/record_kinds.h"
#include "pipeline/store/record_rows.h"
#include "pipeline/store/state.h"
#include "pipeline/store/store.h"
#include "pipeline/store/stored_pages.h"

namespace banthuek::store {
namespace {

std::int64_t reading_id(database::Database& db, const HowRead& reading) {
  {
    database::Statement row = db.prepare("SELECT id FROM readings WHERE model_hash = ? AND settings = ? AND versions = ?");
    if (row.bind(reading.model_hash).bind(reading.settings).bind(reading.versions).step()) return row.integer(0);
  }
  db.prepare("INSERT INTO readings (model_hash, settings, versions) VALUES (?, ?, ?)")
      .bind(reading.model_hash)
      .bind(reading.settings)
      .bind(reading.versions)
      .run();
  return db.last_id();
}

// The versions of the program are left out: what changes a page is the model and the settings.
std::string cache_key(std::string_view of, const HowRead& reading) {
  return base::Digest().add(of).add(reading.model_hash).add(reading.settings).hex();
}

std::string deflated(const std::string& text) {
  uLongf size = compressBound(text.size());
  std::string out(4 + size, '\0');
  const auto length = static_cast<std::uint32_t>(text.size());
  std::memcpy(out.data(), &length, 4);
  compress2(reinterpret_cast<Bytef*>(out.data() + 4), &size, reinterpret_cast<const Bytef*>(text.data()), text.size(), 1);
  out.resize(4 + size);
  return out;
}

std::optional<std::string> inflated(std::string_view bytes) {
  constexpr std::uint32_t kLargest = 256u << 20;
  std::uint32_t length = 0;
  if (bytes.size() < 4) return std::nullopt;
  std::memcpy(&length, bytes.data(), 4);
  if (length > kLargest) return std::nullopt;
  std::string out(length, '\0');
  uLongf size = length;
  const int code = uncompress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data() + 4), bytes.size() - 4);
  if (code != Z_OK || size != length) return std::nullopt;
  return out;
}

// The cache does not know of rules (import_store.cpp): its key is of the reading without them.
HowRead without_rules(HowRead reading) {
  nlohmann::json settings = nlohmann::json::parse(reading.settings, nullptr, false);
  if (!settings.is_object()) return reading;
  settings.erase("rules");
  reading.settings = settings.dump();
  return reading;
}

std::optional<std::string> cache_hash(database::Database& db, const std::string& key) {
  database::Statement row = db.prepare("SELECT page FROM page_cache WHERE key = ?");
  if (!row.bind(key).step()) return std::nullopt;
  return base::sha256_hex(row.view(0));
}

bool is_cached(database::Database& db, const std::string& key) {
  database::Statement row = db.prepare("SELECT 1 FROM page_cache WHERE key = ? AND length(page) > 0");
  return row.bind(key).step();
}

void put_words(database::Database& db, std::int64_t page, const std::vector<PlacedWord>& words) {
  const std::string bytes = encode_words(words);
  db.prepare("INSERT INTO page_words VALUES (?, ?)").bind(page).bind_blob(bytes).run();
}

LedgerEntry ledger_entry(database::Statement& row) {
  return {row.text(0),
          row.maybe_text(1),
          outcome_named(row.view(2)).value_or(Outcome::kDamaged),
          row.text(3),
          static_cast<int>(row.integer(4)),
          static_cast<int>(row.integer(5)),
          static_cast<int>(row.integer(6)),
          row.text(7)};
}

constexpr std::string_view kLedgerRow = "SELECT path, sha256, outcome, message, attempts, page_count, document_count, at FROM ledger WHERE path = ?";
constexpr std::string_view kLedgerRows = "SELECT path, sha256, outcome, message, attempts, page_count, document_count, at FROM ledger ORDER BY path";

}  // namespace

std::string page_to_bytes(const Page& page) { return deflated(page_to_json_text(page)); }

std::optional<Page> page_from_bytes(std::string_view bytes) {
  const auto json = inflated(bytes);
  return json ? page_from_json_text(*json) : std::nullopt;
}

std::size_t text_size_of(std::string_view bytes) {
  std::uint32_t length = 0;
  if (bytes.size() >= sizeof length) std::memcpy(&length, bytes.data(), sizeof length);
  return length;
}

void Store::put_pages(std::int64_t id, const StoredFile& file) {
  database::Database& db = state_->db;
  for (const StoredPage& stored : file.pages) {
    const Page& page = stored.page;
    db.prepare(
          "INSERT INTO pages (file, number, width, height, dpi, turned, skew, source, source_reason, picture_hash, confidence, "
          "text, reading, cache_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(id)
        .bind(page.number)
        .bind(page.width)
        .bind(page.height)
        .bind(page.dpi)
        .bind(page.turned)
        .bind(page.skew)
        .bind(name_of(page.source))
        .bind(page.source_reason)
        .bind(stored.picture_hash)
        .bind(std::clamp(stored.confidence, 0.0, 1.0))
        .bind_static(stored.text)
        .bind(reading_id(db, stored.reading))
        .bind(cache_hash(db, page_cache_key(file.sha256, stored)))
        .run();
    if (!stored.words.empty()) put_words(db, db.last_id(), stored.words);
    for (Finding finding : page.findings) {
      finding.page = page.number;
      write_finding(db, id, std::nullopt, finding);
    }
  }
}

void Store::read_pages(std::int64_t id, StoredFile& file) {
  database::Statement row = state_->db.prepare(
      "SELECT number, width, height, dpi, turned, skew, source, source_reason, picture_hash, confidence, text, model_hash, settings, "
      "versions, words FROM pages p JOIN readings r ON r.id = p.reading LEFT JOIN page_words w ON w.page = p.id WHERE file = ? ORDER BY number");
  for (row.bind(id); row.step();) {
    StoredPage& stored = file.pages.emplace_back();
    Page& page = stored.page;
    page.number = static_cast<int>(row.integer(0));
    page.width = static_cast<int>(row.integer(1));
    page.height = static_cast<int>(row.integer(2));
    page.dpi = row.real(3);
    page.turned = static_cast<int>(row.integer(4));
    page.skew = row.real(5);
    page.source = page_source(row.view(6)).value_or(PageSource::kScan);
    page.source_reason = row.text(7);
    stored.picture_hash = row.text(8);
    stored.confidence = row.real(9);
    stored.text = row.text(10);
    stored.reading = {row.text(11), row.text(12), row.text(13)};
    stored.words = decode_words(row.view(14));
  }
  // A finding with a page belongs to that page, if it was read.
  std::erase_if(file.findings, [&](const Finding& finding) {
    const auto page = std::find_if(file.pages.begin(), file.pages.end(), [&](const StoredPage& p) { return p.page.number == finding.page; });
    if (page == file.pages.end()) return false;
    page->page.findings.push_back(finding);
    return true;
  });
}

std::string Store::page_cache_key(std::string_view sha256, const StoredPage& stored) {
  HowRead reading = without_rules(stored.reading);
  // A text layer names no model, but is kept under the one that was there.
  const bool layer = stored.picture_hash.empty();
  if (layer) reading.model_hash = setting("model").value_or("");
  const std::string file(sha256);
  if (layer) return cache_key(layer_key(file, stored.page.number), reading);
  // Older versions kept pages by their picture alone.
  std::string own = cache_key(picture_key(file, stored.picture_hash), reading);
  if (is_cached(state_->db, own)) return own;
  std::string before = cache_key(stored.picture_hash, reading);
  return is_cached(state_->db, before) ? before : own;
}

std::optional<Page> Store::page_cached_under(std::string_view key) {
  database::Statement row = state_->db.prepare("SELECT page FROM page_cache WHERE key = ?");
  if (!row.bind(key).step()) return std::nullopt;
  return page_from_bytes(row.view(0));
}

std::optional<Page> Store::cached_page(std::string_view sha256, const StoredPage& stored) {
  auto page = page_cached_under(page_cache_key(sha256, stored));
  if (page) page->number = stored.page.number;  // the same picture may stand in the file twice
  return page;
}

void Store::put_missing_of_pages(std::string_view sha256) {
  database::Database& db = state_->db;
  struct Missing {
    std::int64_t id;
    int number;
    bool words, hash;
  };
  std::vector<Missing> missing;
  {
    database::Statement row = db.prepare(
        "SELECT p.id, p.number, w.page IS NULL, p.cache_hash IS NULL FROM files f JOIN pages p ON p.file = f.id LEFT JOIN page_words w ON w.page = "
        "p.id WHERE f.sha256 = ? AND (w.page IS NULL OR p.cache_hash IS NULL)");
    for (row.bind(sha256); row.step();)
      missing.push_back({row.integer(0), static_cast<int>(row.integer(1)), row.integer(2) != 0, row.integer(3) != 0});
  }
  if (missing.empty()) return;
  const std::optional<StoredFile> stored = file(sha256);
  for (const Missing& one : missing)
    for (const StoredPage& page : stored->pages) {
      if (page.page.number != one.number) continue;
      const std::string key = page_cache_key(sha256, page);
      if (one.hash) db.prepare("UPDATE pages SET cache_hash = ? WHERE id = ?").bind(cache_hash(db, key)).bind(one.id).run();
      if (!one.words) continue;
      const std::optional<Page> cached = page_cached_under(key);
      // Words are of use only with the text that is stored.
      put_words(db, one.id, cached && page_text(*cached) == page.text ? page_words(*cached) : std::vector<PlacedWord>());
    }
}

bool Store::has_cached_bytes(std::string_view of, const HowRead& reading) { return is_cached(state_->db, cache_key(of, reading)); }

std::optional<std::string> Store::cached_bytes(std::string_view of, const HowRead& reading) {
  database::Statement row = state_->db.prepare("SELECT page FROM page_cache WHERE key = ?");
  if (!row.bind(cache_key(of, reading)).step()) return std::nullopt;
  return std::string(row.view(0));
}

void Store::cache_bytes(std::string_view of, const HowRead& reading, std::string_view bytes) {
  database::Database& db = state_->db;
  const std::string key = cache_key(of, reading);
  database::Transaction transaction(db, database::Transaction::Kind::kWrite);
  // Pages that are stored name the bytes that were here: where they change, the history says to what.
  if (const auto before = cache_hash(db, key); before && *before != base::sha256_hex(bytes))
    note("cached", key, nlohmann::json{{"row", base::sha256_hex(bytes)}});
  db.prepare("INSERT OR REPLACE INTO page_cache VALUES (?, ?)").bind(key).bind_blob(bytes).run();
  transaction.commit();
}

void Store::note(std::string action, std::string_view subject, const nlohmann::json& detail) {
  database::append_history(state_->db, {state_->clock(), state_->who, std::move(action), std::string(subject), detail.dump()});
}

void Store::put_ledger(const LedgerEntry& entry) {
  database::Transaction transaction(state_->db, database::Transaction::Kind::kWrite);
  state_->db
      .prepare(
          "INSERT INTO ledger VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8) ON CONFLICT (path) DO UPDATE SET sha256 = ?2, "
          "outcome = ?3, retry = ?4, message = ?5, attempts = attempts + 1, page_count = ?6, document_count = ?7, at = ?8")
      .bind(entry.path)
      .bind(entry.sha256)
      .bind(name_of(entry.outcome))
      .bind(again(entry.outcome) == Retry::kWorthRetrying ? 1 : 0)
      .bind(entry.message)
      .bind(entry.pages)
      .bind(entry.documents)
      .bind(state_->clock())
      .run();
  note("ledger", entry.path, {{"row", ledger_digest(state_->db, entry.path)}});
  transaction.commit();
}

void Store::doubt_in_ledger(std::string_view sha256) {
  database::Transaction transaction(state_->db, database::Transaction::Kind::kWrite);
  std::vector<std::string> paths;
  {
    database::Statement row = state_->db.prepare("SELECT path FROM ledger WHERE sha256 = ? AND outcome = 'done'");
    for (row.bind(sha256); row.step();) paths.push_back(row.text(0));
  }
  for (const std::string& path : paths) {
    state_->db.prepare("UPDATE ledger SET outcome = 'done_with_findings' WHERE path = ?").bind(path).run();
    note("ledger", path, {{"row", ledger_digest(state_->db, path)}});
  }
  transaction.commit();
}

std::optional<LedgerEntry> Store::ledger(std::string_view path) {
  database::Statement row = state_->db.prepare(kLedgerRow);
  if (!row.bind(path).step()) return std::nullopt;
  return ledger_entry(row);
}

void Store::for_each_ledger_entry(const std::function<void(const LedgerEntry&)>& visit) {
  database::Statement row = state_->db.prepare(kLedgerRows);
  while (row.step()) visit(ledger_entry(row));
}

void Store::note_merged(std::string_view shard, const database::HistoryEnd& end) { note("merged", shard, {{"rows", end.id}, {"hash", end.hash}}); }

void Store::put_kind(const schema::RecordKind& kind) {
  database::Transaction transaction(state_->db, database::Transaction::Kind::kWrite);
  put_setting(setting_of_kind(kind.name), schema::definition_json(kind));
  make_view(state_->db, kind);
  transaction.commit();
}

std::optional<std::string> Store::setting(std::string_view name) {
  database::Statement row = state_->db.prepare("SELECT value FROM settings WHERE name = ?");
  if (!row.bind(name).step()) return std::nullopt;
  return row.text(0);
}

void Store::put_setting(std::string_view name, std::string_view value) {
  if (setting(name) == value) return;
  database::Transaction transaction(state_->db, database::Transaction::Kind::kWrite);
  state_->db.prepare("INSERT OR REPLACE INTO settings VALUES (?, ?)").bind(name).bind(value).run();
  if (!is_derived_setting(name)) note("setting", name, {{"value", value}});
  transaction.commit();
}

}  // namespace banthuek::store
