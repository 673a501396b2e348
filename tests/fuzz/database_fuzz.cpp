// An archive from a stranger: blobs and JSON that the program itself would never have written. Reading it gives values or an Error, never anything
// else.
//
// The first byte says which column the rest is put into, past its checks.
#include <sqlite3.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>

#include "extractors/types/error.h"
#include "pipeline/search/searcher.h"
#include "pipeline/store/corrections.h"
#include "pipeline/store/store.h"
#include "pipeline/store/verify.h"
#include "tests/fuzz/hold.h"
#include "tests/store/samples.h"

namespace {

using namespace banthuek;

struct Target {
  const char *table, *column;
  bool blob;
};
constexpr Target kTargets[] = {
    {"page_words", "words", true},       {"page_cache", "page", true},       {"search_postings", "passages", true}, {"search_runs", "passages", true},
    {"search_columns", "data", true},    {"documents", "provenance", false}, {"measures", "provenance", false},     {"measures", "pages", false},
    {"signatures", "provenance", false}, {"tables", "columns", false},       {"tables", "provenance", false},       {"table_rows", "cells", false},
    {"documents", "layouts", false},     {"corrections", "anchor", false},   {"history", "detail", false},          {"corrections", "field", false},
    {"settings", "value", false},        {"pages", "text", false},           {"readings", "settings", false}};

std::string folder() { return (std::filesystem::temp_directory_path() / ("banthuek-fuzz-db-" + std::to_string(::getpid()))).string(); }

// A small whole archive, made once.
const std::string& whole() {
  static const std::string file = [] {
    std::filesystem::create_directories(folder());
    std::atexit([] { std::filesystem::remove_all(folder()); });
    const std::string name = folder() + "/whole.db";
    {
      store::Store store = store::Store::open(name, database::Access::kWrite, "fuzz");
      store::StoredFile stored = stored_file("/a/report.pdf", full_document());
      stored.documents[0].first_page = stored.documents[0].last_page = 1;
      stored.pages[0].words = {{0, 12, {1, 2, 3, 4}}};
      store.put_file(stored);
      store.finish();
    }
    sqlite3* db = nullptr;
    sqlite3_open(name.c_str(), &db);
    sqlite3_exec(db, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
    sqlite3_close(db);
    return name;
  }();
  return file;
}

template <typename Work>
void try_it(const Work& work) {
  try {
    work();
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 20'000) return 0;
  const std::string file = folder() + "/broken.db";
  std::filesystem::copy_file(whole(), file, std::filesystem::copy_options::overwrite_existing);
  for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(file + end);
  const Target& place = kTargets[data[0] % std::size(kTargets)];
  {
    sqlite3* db = nullptr;
    HOLD(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", nullptr, nullptr, nullptr);
    sqlite3_stmt* triggers = nullptr;
    std::string drop;
    sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger'", -1, &triggers, nullptr);
    while (sqlite3_step(triggers) == SQLITE_ROW)
      drop += "DROP TRIGGER " + std::string(reinterpret_cast<const char*>(sqlite3_column_text(triggers, 0))) + ";";
    sqlite3_finalize(triggers);
    sqlite3_exec(db, drop.c_str(), nullptr, nullptr, nullptr);
    sqlite3_stmt* change = nullptr;
    const std::string sql = std::string("UPDATE ") + place.table + " SET " + place.column + " = ?";
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &change, nullptr) == SQLITE_OK) {
      if (place.blob)
        sqlite3_bind_blob(change, 1, data + 1, static_cast<int>(size - 1), SQLITE_STATIC);
      else
        sqlite3_bind_text(change, 1, reinterpret_cast<const char*>(data) + 1, static_cast<int>(size - 1), SQLITE_STATIC);
      sqlite3_step(change);
      sqlite3_finalize(change);
    }
    sqlite3_close(db);
  }
  try_it([&] {
    store::Store store = store::Store::open(file, database::Access::kRead);
    for (const store::Detail detail : {store::Detail::kValues, store::Detail::kAll})
      try_it([&] { store.for_each_document(detail, [](const store::StoredDocument&) {}); });
    for (const std::string& sha256 : store.file_hashes()) {
      try_it([&] {
        const auto stored = store.file(sha256);
        if (stored)
          for (const store::StoredPage& page : stored->pages) store.cached_page(sha256, page);
      });
      try_it([&] { store::corrections_of(store.db(), sha256); });
    }
    try_it([&] {
      search::Searcher searcher(store);
      search::SearchOptions options;
      options.in = index::PassageKinds::all();
      options.showing = search::Showing::kPlaces;
      options.counting = search::Counting::kFacets;
      searcher.search("ค่า", options);
    });
    try_it([&] { store::verify(store); });
  });
  return 0;
}
