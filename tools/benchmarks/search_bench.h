// What the parts of search_bench share: times, figures, the queries.
#pragma once

#include <time.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pipeline/search/searcher.h"
#include "pipeline/store/store.h"

namespace banthuek {

inline double cpu_now() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}
inline double wall_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

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

inline nlohmann::ordered_json figures;  // of the whole run, as the last line prints them

struct Class {
  const char* name;
  std::vector<std::string> queries;
  search::SearchOptions options;
};

inline constexpr unsigned kMeasured = 11, kWarming = 12;

// The queries, by class; the same for a draw.
std::vector<Class> mix(int per_class, unsigned draw);

// Makes the database at `path`: so many measures of a synthetic country, and so many pages of 2,000 letters.
void load(const std::string& path, int measures, int pages);

// So many queries of all kinds of passages and forms, held against a plain scan of all texts; whether all have the hits of the scan.
bool recall_of_all_kinds(store::Store& store, int queries);

// What a user would take instead, on the first `rows` measures: top 20 by rank and how many there are. LIKE counts only.
void others(store::Store& store, int rows);

}  // namespace banthuek
