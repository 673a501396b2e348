// banthuek list: the documents of an archive, with filters and in an order.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "pipeline/report/document_list.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/databases.h"
#include "tools/banthuek/search_options.h"
#include "tools/banthuek/text_table.h"

namespace banthuek {
namespace {

struct ListArguments {
  std::vector<std::string> db;
  std::string query, sort = "file";
  FilterArguments filters;
  bool json = false;
  int limit = 50, page = 1;
};

constexpr std::pair<const char*, report::DocumentOrder> kOrders[] = {
    {"file", report::DocumentOrder::kFile},   {"office", report::DocumentOrder::kOffice},     {"title", report::DocumentOrder::kTitle},
    {"kind", report::DocumentOrder::kKind},   {"year", report::DocumentOrder::kYear},         {"date", report::DocumentOrder::kDate},
    {"score", report::DocumentOrder::kScore}, {"findings", report::DocumentOrder::kFindings}, {"added", report::DocumentOrder::kAdded}};

std::string pages_of(const report::ListedDocument& d) {
  return fmt::format("{}{}", d.first_page, d.last_page > d.first_page ? fmt::format("-{}", d.last_page) : "");
}

nlohmann::ordered_json json_of(const report::ListedDocument& d) {
  const auto text = [](const std::string& value) { return value.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(value); };
  return {{"document", d.key},
          {"kind", text(d.kind)},
          {"office", text(d.office)},
          {"province", text(d.province)},
          {"year", d.year ? nlohmann::ordered_json(d.year) : nlohmann::ordered_json(nullptr)},
          {"date", text(d.date)},
          {"score", d.score ? nlohmann::ordered_json(*d.score) : nlohmann::ordered_json(nullptr)},
          {"title", text(d.title)},
          {"file", d.file},
          {"pages", {d.first_page, d.last_page}},
          {"measures", d.measures},
          {"tables", d.tables},
          {"findings", d.findings},
          {"reviewed", d.reviewed}};
}

int run(const ListArguments& a) {
  store::Store store = store::Store::open(one_database(a.db), database::Access::kRead);
  const auto order = std::find_if(std::begin(kOrders), std::end(kOrders), [&](const auto& one) { return a.sort == one.first; });
  report::DocumentFilter filter;
  search::SearchOptions options;
  options.filters = filters_of(a.filters);
  if (!a.query.empty() || options.filters.any()) filter.only = report::documents_found(store, a.query, options);
  const report::DocumentList list = report::list_documents(store, filter, order->second, static_cast<std::int64_t>(a.page - 1) * a.limit, a.limit);
  if (a.json) {
    nlohmann::ordered_json documents = nlohmann::ordered_json::array();
    for (const report::ListedDocument& d : list.documents) documents.push_back(json_of(d));
    std::cout << nlohmann::ordered_json{{"total", list.total}, {"documents", documents}}.dump(1) << "\n";
    return kExitDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const report::ListedDocument& d : list.documents)
    rows.push_back({d.key, d.kind, d.year ? std::to_string(d.year) : "", d.office, d.title, std::filesystem::path(d.file).filename().string(),
                    pages_of(d), std::to_string(d.measures), std::to_string(d.tables), std::to_string(d.findings)});
  constexpr TextColumn::Side kRight = TextColumn::Side::kRight;
  std::cout << text_table({{"document", 0},
                           {"kind", 0},
                           {"year", 0},
                           {"office", 28},
                           {"title", 36},
                           {"file", 24},
                           {"pages", 0},
                           {"measures", 0, kRight},
                           {"tables", 0, kRight},
                           {"findings", 0, kRight}},
                          rows)
            << list.total << (list.total == 1 ? " document" : " documents");
  const std::int64_t pages = (list.total + a.limit - 1) / a.limit;
  if (pages > 1) std::cout << "; page " << a.page << " of " << pages << " (--page)";
  std::cout << "\n";
  return kExitDone;
}

}  // namespace

void add_list(Command program) {
  auto a = std::make_shared<ListArguments>();
  Command command = program.add_command("list", "the documents of an archive");
  command.footer(
      "With a QUERY those that hold what a search finds. Names are in Thai order, years, dates, scores and findings the most first.\n"
      "Example: banthuek list --kind memo --year 2566 --sort office");
  add_databases_option(command, a->db);
  command.option("query", a->query, "only documents that hold this").type_name("QUERY");
  command.flag("--json", a->json, "for machines");
  std::vector<std::string> orders;
  for (const auto& [name, order] : kOrders) orders.emplace_back(name);
  command.option("--sort", a->sort, "file, office, title, kind, year, date, score, findings or added").one_of(orders).show_default();
  command.option("--limit", a->limit, "documents on a page").range(1, 1000).show_default();
  command.option("--page", a->page, "which page").range(1, 1000000).show_default();
  add_filter_options(command, a->filters);
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
