// Measures the search: search_bench DB MEASURES [--pages N] [--queries N] [--others N] [--recall N] [--class NAME]. Makes DB (a synthetic country,
// with so many pages of 2,000 letters) where it is missing; with pages the mix is asked of all kinds of passages too. --recall N holds N queries of
// all kinds against a plain scan. With a class only its queries are run, for profiles. Prints a table and, last, one line of JSON with the figures;
// tools/benchmarks/search.sh runs it.
#include "tools/benchmarks/search_bench.h"

#include <sys/resource.h>
#include <unicode/brkiter.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <random>

namespace banthuek {
namespace {

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

int run(int argc, char** argv) {
  const std::string path = argv[1];
  const int measures = std::atoi(argv[2]);
  int per_class = 40, compared = 0, pages = 0, held = 0;
  std::string only;
  for (int i = 3; i + 1 < argc; i += 2) {
    if (!std::strcmp(argv[i], "--queries")) per_class = std::atoi(argv[i + 1]);
    if (!std::strcmp(argv[i], "--others")) compared = std::atoi(argv[i + 1]);
    if (!std::strcmp(argv[i], "--recall")) held = std::atoi(argv[i + 1]);
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
  const bool same = held == 0 || recall_of_all_kinds(store, held);
  if (compared) others(store, compared);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  figures["peak_megabytes"] = static_cast<double>(usage.ru_maxrss) / 1024;
  std::printf("%s\n", figures.dump().c_str());
  return same ? 0 : 1;
}

}  // namespace
}  // namespace banthuek

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: search_bench DB MEASURES [--pages N] [--queries N] [--others N] [--recall N] [--class NAME]\n");
    return 2;
  }
  try {
    return banthuek::run(argc, argv);
  } catch (const banthuek::Error& e) {
    std::fprintf(stderr, "search_bench: %s\n", e.what());
    return 3;
  }
}
