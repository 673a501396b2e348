#include "pipeline/index/occurrences.h"

#include <array>

namespace banthuek::index {

Runs gather_runs(database::Database& db, std::int64_t first, std::int64_t last) {
  Runs out(first, last);
  std::vector<Cluster> text;
  const auto fields = static_cast<int>(info_of(kind_of(first)).fields.size());
  database::Statement row = db.prepare(select_texts(kind_of(first)));
  for (row.bind(first).bind(last); row.step();) {
    for (int field = 0; field < fields; ++field) {
      text.clear();
      append_clusters(row.view(field), text);
      out.add(text);
    }
    out.put(static_cast<std::uint16_t>(row.integer(fields + 1) & 0xFFFF));
  }
  return out;
}

void sort_by_term(Occurrences& list) {
  constexpr int kBits = 12, kDigits = 3;
  static_assert(kBits * kDigits >= 34);
  const auto digit = [&](std::uint64_t one, int i) { return static_cast<std::size_t>(one >> (16 + i * kBits) & ((1 << kBits) - 1)); };
  std::array<std::vector<std::size_t>, kDigits> ends;
  for (std::vector<std::size_t>& of_digit : ends) of_digit.resize(1 << kBits);
  for (const std::uint64_t one : list)
    for (int i = 0; i < kDigits; ++i) ++ends[static_cast<std::size_t>(i)][digit(one, i)];
  Occurrences sorted(list.size());
  for (int i = 0; i < kDigits; ++i) {
    std::vector<std::size_t>& of_digit = ends[static_cast<std::size_t>(i)];
    std::size_t begin = 0;
    for (std::size_t& end : of_digit) begin += std::exchange(end, begin);
    for (const std::uint64_t one : list) sorted[of_digit[digit(one, i)]++] = one;
    list.swap(sorted);
  }
}

}  // namespace banthuek::index
