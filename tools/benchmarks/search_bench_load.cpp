// What search_bench asks and what it asks it of: a synthetic country and the mix of queries.
#include <fmt/core.h>

#include <cstdio>
#include <random>

#include "tools/benchmarks/country.h"
#include "tools/benchmarks/search_bench.h"

namespace banthuek {
namespace {

constexpr int kWordsOfPage = 270;  // 2,000 letters
constexpr int kOtherKinds = 32;    // of so many reports one has passages of the other kinds too

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
  std::size_t line = 0;
  for (const std::string text = country.text(kWordsOfPage); const char c : text) {
    if (line > kLine && (c & 0xC0) != 0x80) stored.text += '\n', line = 0;
    stored.text += c;
    line = c == '\n' ? 0 : line + 1;
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

// Signers, scores, OIT items, rows of a table that nobody knows and of one whose rows are records.
void add_other_kinds(Country& country, Document& d) {
  for (const char* position : {"ปลัด", "นายก"})
    d.signatures.push_back(
        {made_field("นาย" + country.word() + " " + country.word()), made_field(position), std::nullopt, made_field(country.text(6))});
  for (int i = 0; i < 3; ++i) {
    d.scores.push_back({made_field(country.text(2)), made_field("85.25"), std::nullopt, std::nullopt, made_field("90.5"), made_field("ผ่าน")});
    d.oit_items.push_back({made_field(fmt::format("O{}", i + 1)), made_field(country.text(4))});
  }
  for (const char* layout : {"", "purchase"}) {
    DataTable table;
    table.first_page = table.last_page = 1;
    table.layout = layout;
    table.caption = made_field(country.text(4));
    for (int c = 0; c < 3; ++c) table.columns.push_back({made_field(country.word()), CellType::kText});
    for (int r = 0; r < 4; ++r) {
      DataRow& row = table.rows.emplace_back();
      for (int c = 0; c < 3; ++c) row.cells.push_back({made_field(country.text(4)), CellType::kText});
      if (!table.layout.empty()) d.records.push_back({layout, 1, r, {{"item", CellType::kText, row.cells[0].field}}});
    }
    d.tables.push_back(std::move(table));
  }
}

}  // namespace

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
      if (i % kOtherKinds == 0) add_other_kinds(country, file.documents[0]);
      const auto wanted = static_cast<int>(static_cast<std::int64_t>(pages) * (i + 1) / reports);
      for (int number = 1; made < wanted; ++number, ++made) file.pages.push_back(page_of(country, number));
      if (!file.pages.empty()) file.page_count = file.documents[0].last_page = static_cast<int>(file.pages.size());
      if (file.pages.empty()) file.findings.push_back({"page_not_read", Severity::kWarning, 1, "", "", "the measures alone are drawn", ""});
    }
    making += cpu_now() - begin;
    begin = cpu_now();
    database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
    for (const store::StoredFile& file : files) {
      store.put_file(file);
      store.put_ledger({file.path, file.sha256, store::Outcome::kDoneWithFindings, "", 1, static_cast<int>(file.pages.size()), 1, ""});
    }
    transaction.commit();
    storing += cpu_now() - begin;
  }
  const double begin = cpu_now();
  store.finish();
  storing += cpu_now() - begin;
  figures["load_measures_per_cpu_second"] = static_cast<int>(measures / storing);
  figures["load_cpu_seconds"] = storing;
  if (pages) figures["load_pages_per_cpu_second"] = static_cast<int>(pages / storing);
  std::printf("loaded %d measures and %d pages in %.1f s of CPU: %.0f measures and %.0f pages a CPU second (made in %.1f s)\n", measures, pages,
              storing, measures / storing, pages / storing, making);
}

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
    classes[3].queries.push_back(fmt::format("{} {}", common, medium));
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

}  // namespace banthuek
