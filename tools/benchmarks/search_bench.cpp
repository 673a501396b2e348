// Measures the search: search_bench DB MEASURES [--pages N] [--queries N] [--others N] [--class NAME]. Makes DB (a synthetic country, with so many
// pages of 2,000 letters) where it is missing; with pages the mix is asked of all kinds of passages too. With a class only its queries are run, for
// profiles.
// Prints a table and, last, one line of JSON with the figures; tools/benchmarks/search.sh runs it.
#include <sys/resource.h>
#include <time.h>
#include <unicode/brkiter.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "pipeline/search/searcher.h"
#include "tools/benchmarks/country.h"

namespace banthuek {
namespace {

double cpu_now() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}
double wall_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

struct Times {
  std::vector<double> cpu, wall;  // milliseconds
  double at(std::vector<double> list, double share) const {
    if (list.empty()) return 0;
    std::sort(list.begin(), list.end());
    return list[std::min(list.size() - 1, static_cast<std::size_t>(share * static_cast<double>(list.size())))];
  }
};

template <typename Act>
void timed(Times& times, const Act& act) {
  const double cpu = cpu_now(), wall = wall_now();
  act();
  times.cpu.push_back((cpu_now() - cpu) * 1e3);
  times.wall.push_back((wall_now() - wall) * 1e3);
}

nlohmann::ordered_json figures;

// A page of about 2,000 letters with the places of its words.
store::StoredPage page_of(Country& country, int number) {
  store::StoredPage stored;
  stored.page.number = number;
  stored.page.width = 2480;
  stored.page.height = 3508;
  stored.page.dpi = 300;
  stored.confidence = 0.95;
  stored.reading = {"", "{}", "{}"};
  constexpr std::size_t kLine = 180, kWord = 15;  // bytes
  for (const std::string text = country.text(455); const char c : text) {
    const std::size_t line = stored.text.size() - (stored.text.rfind('\n') == std::string::npos ? 0 : stored.text.rfind('\n') + 1);
    if (line > kLine && (c & 0xC0) != 0x80) stored.text += '\n';
    stored.text += c;
  }
  for (std::size_t at = 0; at < stored.text.size();) {
    std::size_t end = std::min(at + kWord, stored.text.size());
    while (end < stored.text.size() && (stored.text[end] & 0xC0) == 0x80) ++end;
    const int place = static_cast<int>(stored.words.size());
    stored.words.push_back(
        {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), {200 + place % 12 * 170, 300 + place / 12 * 60, 160, 48}});
    at = end;
  }
  return stored;
}

void load(const std::string& path, int measures, int pages) {
  store::Store store = store::Store::open(path, database::Access::kWrite);
  Country country;
  constexpr int kPerReport = 8, kOffices = 7850;
  double making = 0, storing = 0;
  const int reports = std::max(1, (measures + kPerReport - 1) / kPerReport);
  int made = 0;
  for (int i = 0; i * kPerReport < measures;) {
    // As an import does it: many files a transaction.
    std::vector<store::StoredFile> files;
    double begin = cpu_now();
    for (int k = 0; k < 64 && i * kPerReport < measures; ++k, ++i) {
      files.push_back(Country::file(i % kOffices, 2560 + i / kOffices, country.report(i % kOffices, 2560 + i / kOffices, kPerReport)));
      store::StoredFile& file = files.back();
      const auto wanted = static_cast<int>(static_cast<std::int64_t>(pages) * (i + 1) / reports);
      for (int number = 1; made < wanted; ++number, ++made) file.pages.push_back(page_of(country, number));
      if (!file.pages.empty()) file.page_count = file.documents[0].last_page = static_cast<int>(file.pages.size());
    }
    making += cpu_now() - begin;
    begin = cpu_now();
    database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
    for (const store::StoredFile& file : files) store.put_file(file);
    transaction.commit();
    storing += cpu_now() - begin;
  }
  const double begin = cpu_now();
  store.finish();
  storing += cpu_now() - begin;
  figures["load_measures_per_cpu_second"] = static_cast<int>(measures / storing);
  std::printf("loaded %d measures and %d pages: %.0f measures a CPU second (made in %.1f s)\n", measures, pages, measures / storing, making);
}

void sizes(store::Store& store) {
  database::Database& db = store.db();
  const double index = static_cast<double>(db.integer("SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name LIKE 'search_%'"));
  const double all = static_cast<double>(db.integer("SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE"));
  const double text = static_cast<double>(
      db.integer("SELECT sum(length(CAST(title AS BLOB)) + length(CAST(method AS BLOB)) + length(CAST(result AS BLOB))) FROM measures"));
  const double running = static_cast<double>(db.integer("SELECT sum(length(CAST(text AS BLOB))) FROM pages"));
  const double n = static_cast<double>(db.integer("SELECT count(*) FROM measures"));
  if (running > 0) {
    const double words = static_cast<double>(db.integer("SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name = 'page_words'"));
    figures["index_share_of_text"] = index / (text + running);
    figures["words_share_of_text"] = words / running;
    std::printf("%.0f MB of text on pages, index %.2f of all text, places of words %.2f\n", running / 1e6, index / (text + running), words / running);
  }
  figures["index_megabytes"] = index / 1e6;
  figures["text_megabytes"] = text / 1e6;
  figures["index_megabytes_per_gigabyte_of_text"] = index / text * 1e3;
  std::printf("%.0f measures, %.0f MB of text, index %.0f MB (%.0f MB for 1.25 GB of text), file %.0f MB\n", n, text / 1e6, index / 1e6,
              index / text * 1250, all / 1e6);
}

struct Class {
  const char* name;
  std::vector<std::string> queries;
  search::SearchOptions options;
};

constexpr unsigned kMeasured = 11, kWarming = 12;

std::vector<Class> mix(int per_class, unsigned draw) {
  Country country(7);
  std::mt19937 random(draw);
  const auto& words = country.vocabulary();
  const auto pick = [&](std::size_t from, std::size_t to) { return words[from + random() % (std::min(to, words.size()) - from)]; };
  std::vector<Class> classes = {{"rare word", {}, {}},      {"medium word", {}, {}},    {"common word", {}, {}},    {"two words", {}, {}},
                                {"phrase", {}, {}},         {"prefix", {}, {}},         {"one cluster", {}, {}},    {"two clusters", {}, {}},
                                {"digits", {}, {}},         {"fuzzy", {}, {}},          {"no tones", {}, {}},       {"common, filters", {}, {}},
                                {"medium, facets", {}, {}}, {"common, facets", {}, {}}, {"common, by year", {}, {}}};
  for (int i = 0; i < per_class; ++i) {
    const std::string rare = pick(5000, 30000), medium = pick(200, 5000), common = pick(10, 70);
    const search::Clusters clusters = index::search_text(medium).clusters;
    classes[0].queries.push_back(rare);
    classes[1].queries.push_back(medium);
    classes[2].queries.push_back(common);
    classes[3].queries.push_back(common + " " + medium);
    classes[4].queries.push_back("\"" + pick(0, 60) + pick(0, 60) + "\"");
    classes[5].queries.push_back(index::to_utf8(search::Clusters(clusters.begin(), clusters.begin() + static_cast<long>((clusters.size() + 1) / 2))) +
                                 "*");
    classes[6].queries.push_back(index::to_utf8(clusters.front()));
    classes[7].queries.push_back(
        index::to_utf8(search::Clusters(clusters.begin(), clusters.begin() + static_cast<long>(std::min<std::size_t>(2, clusters.size())))));
    classes[8].queries.push_back(i % 2 ? "พ.ศ. ๒๕๖๗" : "2566");
    classes[9].queries.push_back(medium);
    classes[10].queries.push_back(medium);
    for (const int at : {11, 13, 14}) classes[static_cast<std::size_t>(at)].queries.push_back(common);
    classes[12].queries.push_back(medium);
  }
  for (Class& c : classes)
    std::erase_if(c.queries, [](const std::string& q) {
      for (const index::Cluster cluster : index::search_text(q).clusters)
        if (index::is_word(cluster)) return false;
      return true;
    });
  classes[9].options.matching = search::Matching::kFuzzy;
  classes[10].options.tones = search::Tones::kIgnored;
  classes[11].options.filters.year_from = 2562;
  classes[11].options.filters.year_to = 2564;
  classes[11].options.filters.statuses = {"done"};
  classes[12].options.counting = classes[13].options.counting = search::Counting::kFacets;
  classes[14].options.sort = search::Sort::kYear;
  return classes;
}

// `prefix` of the figures: empty, or "all_" where passages of all kinds are asked.
void queries(store::Store& store, int per_class, const std::string& only, const index::PassageKinds& in, const std::string& prefix) {
  search::Searcher searcher(store, search::read_vocabulary(BANTHUEK_SOURCE_DIR "/schemas/vocabularies/search.toml"));
  std::printf("%-18s %9s %9s %9s %9s %9s %9s %10s\n", "class", "cpu p50", "p95", "p99", "wall p50", "p95", "p99", "hits");
  Times all;
  std::vector<Class> classes = mix(per_class, kMeasured), warming = mix(per_class, kWarming);
  for (std::vector<Class>* list : {&classes, &warming})
    for (Class& c : *list) {
      c.options.in = in;
      if (!prefix.empty()) c.options.showing = search::Showing::kPlaces;
    }
  for (const Class& c : warming)  // another draw of the same mix
    for (const std::string& query : c.queries)
      if (only.empty() || only == c.name) searcher.search(query, c.options);
  double worst = 0;
  for (const Class& c : classes) {
    if (!only.empty() && only != c.name) continue;
    Times times;
    double hits = 0;
    for (const std::string& query : c.queries) timed(times, [&] { hits += static_cast<double>(searcher.search(query, c.options).total); });
    std::printf("%-18s %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f %10.0f\n", c.name, times.at(times.cpu, .5), times.at(times.cpu, .95),
                times.at(times.cpu, .99), times.at(times.wall, .5), times.at(times.wall, .95), times.at(times.wall, .99),
                hits / static_cast<double>(c.queries.size()));
    all.cpu.insert(all.cpu.end(), times.cpu.begin(), times.cpu.end());
    all.wall.insert(all.wall.end(), times.wall.begin(), times.wall.end());
    std::string key = prefix + "cpu_p99_ms " + c.name;
    std::erase(key, ',');
    std::replace(key.begin(), key.end(), ' ', '_');
    figures[key] = times.at(times.cpu, .99);
    worst = std::max(worst, times.at(times.cpu, .99));
  }
  figures[prefix + "cpu_p50_ms"] = all.at(all.cpu, .5);
  figures[prefix + "cpu_p99_ms"] = all.at(all.cpu, .99);
  figures[prefix + "wall_p50_ms"] = all.at(all.wall, .5);
  figures[prefix + "wall_p99_ms"] = all.at(all.wall, .99);
  figures[prefix + "worst_class_cpu_p99_ms"] = worst;
  std::printf("%-18s %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f\n", "all", all.at(all.cpu, .5), all.at(all.cpu, .95), all.at(all.cpu, .99),
              all.at(all.wall, .5), all.at(all.wall, .95), all.at(all.wall, .99));
}

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

// Whether a text of one to six words taken out of a stored text finds the measure it came from.
void recall(store::Store& store, int asked) {
  search::Searcher searcher(store, search::read_vocabulary(BANTHUEK_SOURCE_DIR "/schemas/vocabularies/search.toml"));
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale("th"), status));
  std::mt19937 random(23);
  const std::int64_t last = store.db().integer("SELECT max(id) FROM measures");
  int found = 0, done = 0;
  while (done < asked) {
    database::Statement row = store.db().prepare(
        "SELECT CASE ?1 % 3 WHEN 0 THEN m.title WHEN 1 THEN m.method ELSE m.result END, d.organisation, d.fiscal_year "
        "FROM measures m JOIN documents d ON d.id = m.document WHERE m.id = ?2");
    const std::int64_t id = 1 + static_cast<std::int64_t>(random()) % last;
    if (!row.bind(static_cast<std::int64_t>(random() % 3)).bind(id).step()) continue;
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(row.text(0));
    std::vector<std::int32_t> bounds;
    words->setText(text);
    for (std::int32_t at = words->first(); at != icu::BreakIterator::DONE; at = words->next()) bounds.push_back(at);
    if (bounds.size() < 8) continue;
    const std::size_t begin = random() % (bounds.size() - 1), end = std::min(bounds.size() - 1, begin + 1 + random() % 6);
    std::string query;
    text.tempSubStringBetween(bounds[begin], bounds[end]).toUTF8String(query);
    bool word = false;
    for (const index::Cluster cluster : index::search_text(query).clusters) word = word || index::is_word(cluster);
    if (!word) continue;
    search::SearchOptions options;  // filters only keep the list short
    options.filters.offices = {row.text(1)};
    options.filters.year_from = options.filters.year_to = static_cast<int>(row.integer(2));
    row.reset();
    ++done;
    const auto ids = searcher.all_ids("\"" + query + "\"", options);
    const bool hit = std::find(ids.begin(), ids.end(), id) != ids.end();
    found += hit;
    if (!hit) std::printf("not found: measure %lld by '%s'\n", static_cast<long long>(id), query.c_str());
  }
  figures["recall"] = static_cast<double>(found) / asked;
  std::printf("recall: %d of %d texts between word boundaries find the measure they are from\n", found, asked);
}

// What a user would take instead, on the first `rows` measures: top 20 by rank and how many there are. LIKE counts only.
void others(store::Store& store, int rows) {
  const std::string path = store.db().name() + ".others";
  for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(path + end);
  database::Database db(path, database::Access::kWrite);
  db.script("ATTACH '" + store.db().name() +
            "' AS main_db; CREATE TABLE texts (id INTEGER PRIMARY KEY, body TEXT);"
            "INSERT INTO texts SELECT id, title || char(10) || method || char(10) || result FROM main_db.measures ORDER BY id LIMIT " +
            std::to_string(rows) + ";");
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

int run(int argc, char** argv) {
  const std::string path = argv[1];
  const int measures = std::atoi(argv[2]);
  int per_class = 40, compared = 0, pages = 0;
  std::string only;
  for (int i = 3; i + 1 < argc; i += 2) {
    if (!std::strcmp(argv[i], "--queries")) per_class = std::atoi(argv[i + 1]);
    if (!std::strcmp(argv[i], "--others")) compared = std::atoi(argv[i + 1]);
    if (!std::strcmp(argv[i], "--pages")) pages = std::atoi(argv[i + 1]);
    if (!std::strcmp(argv[i], "--class")) only = argv[i + 1];
  }
  figures["measures"] = measures;
  if (!std::filesystem::exists(path)) load(path, measures, pages);
  store::Store store = store::Store::open(path, database::Access::kRead);
  if (only.empty()) {
    sizes(store);
    recall(store, 1000);
  }
  queries(store, per_class, only, {index::PassageKind::kMeasure}, "");
  if (store.db().integer("SELECT count(*) FROM pages")) {
    std::printf("of all kinds of passages, with the places of the words found\n");
    queries(store, per_class, only, index::PassageKinds::all(), "all_");
  }
  if (compared) others(store, compared);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  figures["peak_megabytes"] = static_cast<double>(usage.ru_maxrss) / 1024;
  std::printf("%s\n", figures.dump().c_str());
  return 0;
}

}  // namespace
}  // namespace banthuek

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: search_bench DB MEASURES [--pages N] [--queries N] [--others N] [--class NAME]\n");
    return 2;
  }
  try {
    return banthuek::run(argc, argv);
  } catch (const banthuek::Error& e) {
    std::fprintf(stderr, "search_bench: %s\n", e.what());
    return 3;
  }
}
