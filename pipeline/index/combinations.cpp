#include "pipeline/index/combinations.h"

#include <bit>
#include <random>

namespace banthuek::index {
namespace {

// The end of splitmix64. With a seed of the process nobody can choose values that all come to the same slots.
std::uint64_t mixed(std::uint64_t hash) {
  hash += 0x9e3779b97f4a7c15ull;
  hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9ull;
  hash = (hash ^ hash >> 27) * 0x94d049bb133111ebull;
  return hash ^ hash >> 31;
}

}  // namespace

Combinations combine(std::span<const std::vector<std::uint32_t>> columns) {
  Combinations out;
  out.columns.resize(columns.size());
  if (columns.empty()) return out;
  const std::size_t places = columns.front().size();
  out.of_place.resize(places);
  const auto is_at = [&](std::uint32_t number, std::size_t place) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (out.columns[c][number] != columns[c][place]) return false;
    return true;
  };
  // Open addressing in twice the room that all may need; 0 is free, else a number plus 1.
  std::vector<std::uint32_t> slots(2 * std::bit_ceil(places + 1));
  static const std::uint64_t kSeed = std::uint64_t{std::random_device{}()} << 32 | std::random_device{}();
  std::uint32_t number = 0;
  for (std::size_t place = 0; place < places; ++place) {
    if (place == 0 || !is_at(number, place)) {
      std::uint64_t hash = kSeed;
      for (const std::vector<std::uint32_t>& column : columns) hash = mixed(hash ^ column[place]);
      std::size_t slot = (hash >> 32) & (slots.size() - 1);
      while (slots[slot] && !is_at(slots[slot] - 1, place)) slot = (slot + 1) & (slots.size() - 1);
      if (slots[slot] == 0) {
        slots[slot] = static_cast<std::uint32_t>(out.size()) + 1;
        for (std::size_t c = 0; c < columns.size(); ++c) out.columns[c].push_back(columns[c][place]);
      }
      number = slots[slot] - 1;
    }
    out.of_place[place] = static_cast<std::uint16_t>(number);
  }
  return out;
}

}  // namespace banthuek::index
