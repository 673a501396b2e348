#include "pipeline/index/occurrences.h"

namespace banthuek::index {

Runs gather_runs(database::Database& db, std::int64_t first, std::int64_t last) {
  Runs out(first, last);
  std::vector<Cluster> text;
  const auto fields = static_cast<int>(info_of(kind_of(first)).fields.size());
  database::Statement row = db.prepare(select_texts(kind_of(first)));
  for (row.bind(first).bind(last); row.step();)
    for (int field = 0; field < fields; ++field) {
      text.clear();
      append_clusters(row.view(field), text);
      out.add(text, static_cast<std::uint16_t>(row.integer(fields + 1) & 0xFFFF));
    }
  return out;
}

void sort_by_term(Occurrences& list) {
  constexpr int kBits = 12;
  Occurrences sorted(list.size());
  std::vector<std::size_t> ends(1 << kBits);
  for (int shift = 16; shift < 16 + 34; shift += kBits) {
    const auto digit = [&](std::uint64_t one) { return static_cast<std::size_t>(one >> shift & ((1 << kBits) - 1)); };
    std::fill(ends.begin(), ends.end(), 0);
    for (const std::uint64_t one : list) ++ends[digit(one)];
    std::size_t begin = 0;
    for (std::size_t& end : ends) begin += std::exchange(end, begin);
    for (const std::uint64_t one : list) sorted[ends[digit(one)]++] = one;
    list.swap(sorted);
  }
}

}  // namespace banthuek::index
