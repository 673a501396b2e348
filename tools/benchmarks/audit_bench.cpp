// Measures the audit questions: audit_bench DB OFFICES YEARS. Makes DB, a country with copies, follow-ups and gaps planted, where
// it is missing, asks every question and compares. Prints a table and, last, one line of JSON with the figures.
#include <fmt/core.h>
#include <sys/resource.h>
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/report/audit_reports.h"
#include "tools/benchmarks/country.h"

namespace banthuek {
namespace {

constexpr int kMeasures = 8, kFirst = 2558, kGroup = 6;

using Names = std::set<std::string>;

struct Planted {
  Names whole, reworded;              // measures that are one in several offices; whole ones with the original
  std::map<int, Names> follow_ups;    // by year: measures that come back the year after
  std::map<int, std::set<int>> gaps;  // by year: offices without a report
};

std::string name_of(int office, int year, int measure) {
  static std::map<std::pair<int, int>, std::string> keys;
  std::string& key = keys[{office, year}];
  if (key.empty()) key = store::document_key(Country::file(office, year, {}).sha256, 1);
  return fmt::format("{}-{}", key, measure + 1);
}

bool gap(int office, int year) { return (office + year) % 10 == 9; }

// What is planted follows from the numbers of office and year, so a database made before tells the same.
Planted planted(int offices, int years) {
  Planted p;
  for (int y = kFirst; y < kFirst + years; ++y)
    for (int o = 0; o < offices; ++o) {
      if (gap(o, y)) {
        p.gaps[y].insert(o);
        continue;
      }
      const int first = o - o % kGroup;
      if (y % 2 == 0 && first + 2 < offices) {  // 0 is the original, 1 a copy, 2 a copy in other words
        const int left = !gap(first, y) + !gap(first + 1, y) + !gap(first + 2, y);
        if (o % kGroup < 2 && !gap(first, y) && !gap(first + 1, y))
          p.whole.insert(name_of(o, y, 0));
        else if (o % kGroup < 2 && left >= 2)
          p.reworded.insert(name_of(o, y, 0));
        if (o % kGroup == 2 && left >= 2) p.reworded.insert(name_of(o, y, 0));
      }
      if (o % 4 == y % 4 && y + 1 < kFirst + years && !gap(o, y + 1)) p.follow_ups[y].insert(name_of(o, y, 2));
    }
  return p;
}

void make(const std::string& path, int offices, int years) {
  store::Store store = store::Store::open(path, database::Access::kWrite);
  Country country(5);
  for (int first = 0; first < offices; first += kGroup) {
    const int end = std::min(first + kGroup, offices);
    std::map<std::pair<int, int>, Document> reports;
    for (int o = first; o < end; ++o)
      for (int y = kFirst; y < kFirst + years; ++y) reports[{o, y}] = country.report(o, y, kMeasures);
    for (int y = kFirst; y < kFirst + years; ++y) {
      if (y % 2 == 0 && first + 2 < end) {
        const Measure& original = reports[{first, y}].measures[0];
        reports[{first + 1, y}].measures[0] = original;
        Measure& other = reports[{first + 2, y}].measures[0];
        other.title = original.title;
        other.method = made_field(country.reworded(original.method->value));
      }
      for (int o = first; o < end; ++o)
        if (o % 4 == y % 4 && y + 1 < kFirst + years) {
          Measure& again = reports[{o, y + 1}].measures[1];
          again.title = reports[{o, y}].measures[2].title;
          again.method = made_field(country.reworded(reports[{o, y}].measures[2].method->value));
        }
    }
    database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
    for (auto& [at, report] : reports)
      if (!gap(at.first, at.second)) store.put_file(Country::file(at.first, at.second, std::move(report)));
    transaction.commit();
  }
  store.finish();
}

nlohmann::ordered_json figures;
std::string text(const report::SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : "";
}

double seconds(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

report::AuditTable timed(const char* question, const std::function<report::AuditTable()>& ask) {
  const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), wall = seconds(CLOCK_MONOTONIC);
  report::AuditTable answer = ask();
  const double took = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, passed = seconds(CLOCK_MONOTONIC) - wall;
  figures[std::string(question) + "_cpu_s"] = took;
  figures[std::string(question) + "_wall_s"] = passed;
  std::printf("%-12s %8zu rows  CPU %6.2f s  wall %6.2f s\n", question, answer.rows.size(), took, passed);
  return answer;
}

void shown(const std::string& what, const Names& found, const Names& wanted, const Names& allowed) {
  std::size_t hits = 0, right = 0;
  for (const std::string& name : wanted) hits += found.contains(name);
  for (const std::string& name : found) right += allowed.contains(name);
  const double recall = wanted.empty() ? 1 : static_cast<double>(hits) / static_cast<double>(wanted.size());
  const double precision = found.empty() ? 1 : static_cast<double>(right) / static_cast<double>(found.size());
  figures[what + "_recall"] = recall;
  figures[what + "_precision"] = precision;
  std::printf("  %-20s recall %7.3f %%  precision %7.3f %%  (%zu planted)\n", what.c_str(), 100 * recall, 100 * precision, wanted.size());
}

void ask(store::Store& store, const Planted& p, int offices, int years) {
  Names found, all = p.whole;
  all.insert(p.reworded.begin(), p.reworded.end());
  for (const auto& row : timed("copies", [&] { return report::copied_measures(store, {}); }).rows) found.insert(text(row[2]));
  shown("copies_whole", found, p.whole, all);
  shown("copies_reworded", found, p.reworded, all);

  Names back, wanted;
  for (int y = kFirst; y + 1 < kFirst + years; ++y) {
    const auto find = [&] { return report::followed_measures(store, y, report::FollowUps::kComingBack); };
    for (const auto& row : (y == kFirst ? timed("follow_ups", find) : find()).rows) back.insert(text(row[0]));
    wanted.insert(p.follow_ups.at(y).begin(), p.follow_ups.at(y).end());
  }
  shown("follow_ups", back, wanted, wanted);

  std::vector<report::LocalGovernment> governments;
  const Country country;
  for (int o = 0; o < offices; ++o) {
    const Country::Office office = country.office(o);
    governments.push_back({std::to_string(o), office.name, office.type, office.district, office.province});
  }
  Names missing, gone;
  for (int y = kFirst; y < kFirst + years; ++y) {
    const auto find = [&] { return report::offices_without_report(store, governments, y); };
    for (const auto& row : (y == kFirst ? timed("missing", find) : find()).rows) missing.insert(fmt::format("{} {}", y, text(row[0])));
    for (const int o : p.gaps.at(y)) gone.insert(fmt::format("{} {}", y, o));
  }
  shown("missing", missing, gone, gone);
  timed("statuses", [&] { return report::status_counts(store); });
  timed("scores", [&] { return report::score_changes(store); });
}

}  // namespace
}  // namespace banthuek

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: audit_bench DB OFFICES YEARS\n");
    return 2;
  }
  using namespace banthuek;
  try {
    const int offices = std::atoi(argv[2]), years = std::atoi(argv[3]);
    if (!std::filesystem::exists(argv[1])) make(argv[1], offices, years);
    store::Store store = store::Store::open(argv[1], database::Access::kRead);
    figures["offices"] = offices;
    figures["measures"] = store.db().integer("SELECT count(*) FROM measures");
    ask(store, planted(offices, years), offices, years);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    figures["peak_megabytes"] = static_cast<double>(usage.ru_maxrss) / 1024;
    std::printf("%s\n", figures.dump().c_str());
  } catch (const Error& e) {
    std::fprintf(stderr, "audit_bench: %s\n", e.what());
    return 3;
  }
  return 0;
}
