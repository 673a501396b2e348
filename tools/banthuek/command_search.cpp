// banthuek search: passages of every kind by keyword, with filters and facets.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "pipeline/index/index_check.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/databases.h"
#include "tools/banthuek/search_options.h"
#include "tools/banthuek/text_table.h"
#include "tools/banthuek/words.h"

namespace banthuek {
namespace {

struct SearchArguments {
  std::vector<std::string> db;
  std::string query, file, in, within = "passage", sort = "relevance";
  FilterArguments filters;
  bool json = false, fuzzy = false, no_tones = false, exact_words = false, facets = false;
  int limit = 20, page = 1;
};

nlohmann::ordered_json text_or_null(const std::string& text) { return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text); }

nlohmann::ordered_json hit_json(const search::Hit& h) {
  nlohmann::ordered_json marks = nlohmann::ordered_json::array();
  for (const auto& [at, count] : h.marks) marks.push_back({at, count});
  nlohmann::ordered_json boxes = nlohmann::ordered_json::array(), places = nlohmann::ordered_json::array();
  for (const Place& p : h.places) {
    places.push_back({p.page, p.box.x, p.box.y, p.box.w, p.box.h});
    if (p.page == h.places.front().page) boxes.push_back({p.box.x, p.box.y, p.box.w, p.box.h});
  }
  return {{"kind", name_of(h.kind)},
          {"measure", text_or_null(h.measure)},
          {"document", text_or_null(h.document)},
          {"record", text_or_null(h.record_kind)},
          {"number", h.number},
          {"title", h.title},
          {"snippet", h.snippet},
          {"marks", marks},
          {"field", h.field},
          {"score", h.score},
          {"distance", h.distance},
          {"office", text_or_null(h.office)},
          {"province", text_or_null(h.province)},
          {"year", h.year.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(std::stoi(h.year))},
          {"group", text_or_null(h.group)},
          {"status", text_or_null(h.status)},
          {"file", h.file},
          {"document_kind", text_or_null(h.document_kind)},
          {"confidence", h.confidence},
          {"page", h.page.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(std::stoi(h.page))},
          {"boxes", boxes},
          {"places", places}};
}

nlohmann::ordered_json json_of(const search::SearchResult& result) {
  nlohmann::ordered_json out;
  out["total"] = result.total;
  out["total_is"] = result.total_is == search::SearchResult::Total::kCounted ? "counted" : "estimated";
  out["hits"] = nlohmann::ordered_json::array();
  for (const search::Hit& h : result.hits) out["hits"].push_back(hit_json(h));
  if (result.documents > 0) {
    out["documents"] = result.documents;
    out["groups"] = nlohmann::ordered_json::array();
    for (const search::HitGroup& group : result.groups) {
      nlohmann::ordered_json hits = nlohmann::ordered_json::array();
      for (const search::Hit& h : group.hits) hits.push_back(hit_json(h));
      out["groups"].push_back({{"document", text_or_null(group.document)}, {"count", group.count}, {"hits", std::move(hits)}});
    }
  }
  out["facets"] = nlohmann::ordered_json::object();
  for (const auto& [kind, count] : result.kinds) out["facets"]["in"].push_back({{"value", index::info_of(kind).plural}, {"count", count}});
  for (const auto& [column, counts] : result.facets) {
    nlohmann::ordered_json& list = out["facets"][name_of(column)] = nlohmann::ordered_json::array();
    for (const search::FacetCount& c : counts) list.push_back({{"value", text_or_null(c.value)}, {"count", c.count}});
  }
  for (const search::FieldFacet& facet : result.field_facets) {
    nlohmann::ordered_json& list = out["facets"][facet.kind + "." + facet.field] = nlohmann::ordered_json::array();
    for (const search::FacetCount& c : facet.counts) list.push_back({{"value", c.value}, {"count", c.count}});
  }
  return out;
}

// The snippet, or its beginning, with the hits in bold, for a terminal.
std::string marked(const std::string& text, const search::Hit& hit) {
  if (!isatty(1)) return text;
  std::string out;
  int at = 0;
  std::size_t mark = 0;
  for (const char c : text) {
    if ((c & 0xC0) != 0x80) {
      if (mark < hit.marks.size() && at == hit.marks[mark].first + hit.marks[mark].second) out += "\033[0m", ++mark;
      if (mark < hit.marks.size() && at == hit.marks[mark].first) out += "\033[1m";
      ++at;
    }
    out += c;
  }
  return out + (mark < hit.marks.size() ? "\033[0m" : "");
}

FieldKind kind_of(index::Column column) {
  return column == index::Column::kStatus ? FieldKind::kStatus : column == index::Column::kDocumentKind ? FieldKind::kKind : FieldKind::kText;
}

void print(const search::SearchResult& result) {
  const int width = terminal_width();
  // The title is as wide as the others leave it; what stands elsewhere than in the title is shown in a line of its own.
  constexpr int kName = 20, kGaps = 12, kIndent = 2;
  const int status = width < 100 ? 12 : 15, rest = width - 8 - kName - 4 - 4 - kGaps - status;
  const int office = std::clamp(rest * 2 / 5, 8, 32), title = std::max(12, rest - office);
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> below;
  std::vector<search::Hit> hits = result.hits;
  for (const search::HitGroup& group : result.groups) hits.insert(hits.end(), group.hits.begin(), group.hits.end());
  for (const search::Hit& h : hits) {
    const std::string what = h.kind == index::PassageKind::kMeasure ? h.measure : h.document;
    const bool in_title = h.field == index::info_of(h.kind).fields.front().name && h.kind != index::PassageKind::kPage;
    rows.push_back({name_of(h.kind), what, h.page, h.year, h.office == h.title ? "" : h.office, shown_word(FieldKind::kStatus, h.status), h.title});
    below.push_back(in_title && h.snippet == h.title ? "" : std::string(kIndent, ' ') + marked(fitted(h.snippet, width - kIndent), h) + "\n");
  }
  const std::string about = result.total_is == search::SearchResult::Total::kEstimated ? "about " : "";
  std::istringstream lines(
      text_table({{"kind", 8}, {"name", 0}, {"page", 4}, {"year", 4}, {"office", office}, {"status", status}, {"title", title}}, rows));
  std::string line;
  for (std::size_t i = 0; std::getline(lines, line); ++i) std::cout << line << "\n" << (i > 0 && i <= below.size() ? below[i - 1] : "");
  std::cout << about << result.total << (result.total == 1 ? " passage" : " passages")
            << (result.documents > 0 ? fmt::format(" in {}{}", result.documents, result.documents == 1 ? " document" : " documents") : "") << "\n";
  for (std::size_t i = 0; i < result.kinds.size(); ++i)
    std::cout << (i ? ", " : "in: ") << index::info_of(result.kinds[i].first).plural << " " << result.kinds[i].second
              << (i + 1 == result.kinds.size() ? "\n" : "");
  for (const auto& [column, counts] : result.facets) {
    std::cout << name_of(column) << ":";
    for (std::size_t i = 0; i < std::min<std::size_t>(counts.size(), 8); ++i)
      std::cout << (i ? ", " : " ") << (counts[i].value.empty() ? "-" : shown_word(kind_of(column), counts[i].value)) << " " << counts[i].count;
    std::cout << (counts.size() > 8 ? ", ...\n" : "\n");
  }
  for (const search::FieldFacet& facet : result.field_facets) {
    std::cout << facet.kind << "." << facet.field << ":";
    for (std::size_t i = 0; i < std::min<std::size_t>(facet.counts.size(), 8); ++i)
      std::cout << (i ? ", " : " ") << facet.counts[i].value << " " << facet.counts[i].count;
    std::cout << (facet.counts.size() > 8 ? ", ...\n" : "\n");
  }
}

search::SearchOptions options_of(const SearchArguments& a, database::Database& db) {
  search::SearchOptions options;
  // `--group document` is no group of measures: hits by document.
  FilterArguments filters = a.filters;
  const bool by_document = std::erase(filters.groups, "document") > 0;
  options.filters = filters_of(filters);
  options.sort = a.sort == "year"     ? search::Sort::kYear
                 : a.sort == "office" ? search::Sort::kOffice
                 : a.sort == "score"  ? search::Sort::kScore
                                      : search::Sort::kRelevance;
  options.matching = a.fuzzy ? search::Matching::kFuzzy : search::Matching::kExact;
  options.tones = a.no_tones ? search::Tones::kIgnored : search::Tones::kCount;
  options.widen = a.exact_words ? search::Widen::kSpelling : search::Widen::kMeaning;
  options.counting = a.facets || a.json ? search::Counting::kFacets : search::Counting::kTotal;
  options.in = passage_kinds(a.in, db, options.filters);
  options.no_words = a.in.empty() ? search::NoWords::kRefused : search::NoWords::kAll;
  options.showing = a.json ? search::Showing::kPlaces : search::Showing::kText;
  options.within = a.within == "document" ? search::Within::kDocument : search::Within::kPassage;
  options.grouping = by_document ? search::Grouping::kDocument : search::Grouping::kNone;
  options.limit = a.limit;
  options.offset = (a.page - 1) * a.limit;
  return options;
}

int run_many(search::Searcher& searcher, const SearchArguments& a, const search::SearchOptions& options) {
  std::ifstream in(a.file);
  if (!in) throw Error(ErrorKind::kUsage, a.file, "cannot be opened; give --file a text file with one query a line");
  int refused = 0, number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    try {
      const search::SearchResult result = searcher.search(line, options);
      if (a.json) {
        nlohmann::ordered_json out{{"query", line}};
        out.update(json_of(result));
        std::cout << out.dump() << "\n";
      } else {
        std::cout << "# " << line << "\n";
        print(result);
      }
    } catch (const Error& e) {
      if (e.kind != ErrorKind::kUsage) throw;
      ++refused;
      std::cerr << "banthuek: " << a.file << ":" << number << ": " << e.what() << "\n";
    }
  }
  return refused ? kExitSomeFailed : kExitDone;
}

int run(const SearchArguments& a) {
  const std::string db = one_database(a.db);
  store::Store store = store::Store::open(db, database::Access::kRead);
  for (const std::string& missing : index::missing_parts(store.db())) std::cerr << "banthuek: " << db << ": " << missing << "; hits may be missing\n";
  search::Searcher searcher(store);
  const search::SearchOptions options = options_of(a, store.db());
  if (!a.file.empty()) return run_many(searcher, a, options);
  const search::SearchResult result = searcher.search(a.query, options);
  if (a.json)
    std::cout << json_of(result).dump(1) << "\n";
  else
    print(result);
  return kExitDone;
}

}  // namespace

void add_search(Command program) {
  auto a = std::make_shared<SearchArguments>();
  Command command =
      program.add_command("search", "finds what was read by keyword: measures, documents, persons, scores, OIT items, rows of tables, pages");
  command.footer(
      "Words must all stand; \"phrases\", word*, AND OR NOT and brackets work; digits are alike in both scripts.\n"
      "--group document gives hits by document, three of each at most; pages are then of documents.\n"
      "Example: banthuek search 'งบประมาณ NOT พัสดุ' --year 2564-2566 --province นครราชสีมา --facets");
  add_databases_option(command, a->db);
  command.option("query", a->query, "what to look for; may be left out where there are filters or --in").type_name("QUERY");
  command.option("--file", a->file, "runs many queries, one a line").type_name("FILE");
  command
      .option("--in", a->in,
              "only these: measures, documents, persons, scores, items, records (or a kind of them: purchase_plan, ...), rows, pages, with commas "
              "between")
      .type_name("KINDS");
  command.option("--within", a->within, "where all words must stand: in one passage, or anywhere in one document")
      .one_of({"passage", "document"})
      .show_default();
  command.flag("--json", a->json, "for machines: total, hits with the boxes of the words found, facets");
  command.flag("--facets", a->facets, "counts by kind of passage, year, type, province, district, office, group, status and kind of document");
  command.flag("--fuzzy", a->fuzzy, "also words misread by one or two characters, after exact hits");
  command.flag("--no-tones", a->no_tones, "tone marks do not count");
  command.flag("--no-synonyms", a->exact_words, "only the words themselves");
  command.option("--sort", a->sort, "relevance, year, office or score").one_of({"relevance", "year", "office", "score"}).show_default();
  command.option("--limit", a->limit, "hits on a page").range(1, 1000).show_default();
  command.option("--page", a->page, "which page").range(1, 10000).show_default();
  add_filter_options(command, a->filters);
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
