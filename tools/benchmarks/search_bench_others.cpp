// search_bench beside what a user would take instead: SQLite's FTS5 by trigrams and by ICU's words, and LIKE.
#include <fmt/core.h>
#include <unicode/brkiter.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "tools/benchmarks/search_bench.h"

namespace banthuek {
namespace {

// The words of a text by ICU's Thai word break, each as a word of ASCII, so that FTS5 keeps them as they are.
std::string icu_words(const std::string& text) {
  static const std::unique_ptr<icu::BreakIterator> words = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale("th"), status));
  }();
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
  words->setText(wide);
  std::string out;
  for (std::int32_t begin = words->first(), end = words->next(); end != icu::BreakIterator::DONE; begin = end, end = words->next()) {
    std::string word;
    wide.tempSubStringBetween(begin, end).toUTF8String(word);
    if (word.find_first_not_of(" \n\t") == std::string::npos) continue;
    char name[24];
    std::snprintf(name, sizeof name, "w%zx ", std::hash<std::string>{}(word));
    out += name;
  }
  return out;
}

}  // namespace

void others(store::Store& store, int rows) {
  const std::string path = store.db().name() + ".others";
  for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(path + end);
  database::Database db(path, database::Access::kWrite);
  db.script(
      fmt::format("ATTACH '{}' AS main_db; CREATE TABLE texts (id INTEGER PRIMARY KEY, body TEXT);INSERT INTO texts SELECT id, title || char(10) || "
                  "method || char(10) || result FROM main_db.measures ORDER BY id LIMIT {};",
                  store.db().name(), rows));
  double begin = cpu_now();
  db.script(
      "CREATE VIRTUAL TABLE trigrams USING fts5(body, content='texts', content_rowid='id', tokenize='trigram');"
      "INSERT INTO trigrams(rowid, body) SELECT id, body FROM texts;");
  const double trigram_load = rows / (cpu_now() - begin);
  db.script("CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='ascii')");
  begin = cpu_now();
  {
    database::Transaction transaction(db, database::Transaction::Kind::kWrite);
    database::Statement text = db.prepare("SELECT id, body FROM texts"), row = db.prepare("INSERT INTO words(rowid, body) VALUES (?, ?)");
    while (text.step()) row.bind(text.integer(0)).bind(icu_words(text.text(1))).run();
    transaction.commit();
  }
  const double words_load = rows / (cpu_now() - begin);
  // The search itself on as many measures.
  const std::string small = path + ".own";
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(small + end);
  const double kept = figures.value("load_measures_per_cpu_second", 0.0);
  load(small, rows, 0);
  if (kept > 0) figures["load_measures_per_cpu_second"] = kept;
  store::Store own = store::Store::open(small, database::Access::kRead);
  search::Searcher searcher(own, search::read_vocabulary(BANTHUEK_SOURCE_DIR "/schemas/vocabularies/search.toml"));
  std::printf("on %d measures, CPU p50/p99 ms: top 20 by rank and the count; hits found of those that stand there\n%-14s %18s %26s %26s %18s\n", rows,
              "class", "banthuek", "FTS5 trigram", "FTS5, ICU words", "LIKE (count only)");
  const std::vector<Class> classes = mix(20, kMeasured);
  for (const std::size_t k : {0u, 1u, 2u, 4u, 7u}) {
    Times times[4];
    double hits[4] = {};
    const auto full_text = [&](Times& into, double& found, const char* top_sql, const char* count_sql, const std::string& match) {
      timed(into, [&] {
        database::Statement top = db.prepare(top_sql);
        for (top.bind(match); top.step();) {
        }
        database::Statement all = db.prepare(count_sql);
        all.bind(match).step();
        found += static_cast<double>(all.integer(0));
      });
    };
    for (std::string query : classes[k].queries) {
      timed(times[0], [&] { hits[0] += static_cast<double>(searcher.search(query, classes[k].options).total); });
      std::erase(query, '"');
      full_text(times[1], hits[1], "SELECT rowid FROM trigrams WHERE trigrams MATCH ? ORDER BY rank LIMIT 20",
                "SELECT count(*) FROM trigrams WHERE trigrams MATCH ?", "\"" + query + "\"");
      full_text(times[2], hits[2], "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20",
                "SELECT count(*) FROM words WHERE words MATCH ?", "\"" + icu_words(query) + "\"");
      timed(times[3], [&] {
        database::Statement all = db.prepare("SELECT count(*) FROM texts WHERE body LIKE '%' || ? || '%'");
        all.bind(query).step();
        hits[3] += static_cast<double>(all.integer(0));
      });
    }
    std::printf("%-14s", classes[k].name);
    const char* const names[] = {"own", "trigram", "icu", "like"};
    for (int i = 0; i < 4; ++i) {
      std::printf(" %8.2f/%9.2f", times[i].at(times[i].cpu, .5), times[i].at(times[i].cpu, .99));
      if (i == 1 || i == 2) std::printf(" %6.1f%%", 100 * hits[i] / std::max(1.0, hits[3]));
      std::string key = std::string("beside_") + names[i] + "_p99_ms " + classes[k].name;
      std::replace(key.begin(), key.end(), ' ', '_');
      figures[key] = times[i].at(times[i].cpu, .99);
    }
    std::printf("\n");
  }
  std::printf("load, measures a CPU second, the index alone: FTS5 trigram %.0f, FTS5 with ICU words %.0f\n", trigram_load, words_load);
  figures["beside_trigram_load"] = trigram_load;
  figures["beside_icu_load"] = words_load;
  for (const char* end : {"", "-wal", "-shm", "-journal", ".own", ".own-wal", ".own-shm"}) std::filesystem::remove(path + end);
}

}  // namespace banthuek
