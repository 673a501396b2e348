#include "pipeline/index/occurrences.h"

namespace banthuek::index {

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
