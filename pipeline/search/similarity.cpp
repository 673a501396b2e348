#include "pipeline/search/similarity.h"

#include <algorithm>

namespace banthuek::search {
namespace {

constexpr std::size_t kPieceClusters = 5;  // clusters

std::uint64_t mixed(std::uint64_t x) {  // the finaliser of splitmix64
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

template <typename Act>
void for_each_piece(const std::vector<index::Cluster>& clusters, const Act& act) {
  if (clusters.empty()) return;
  const std::size_t length = std::min(kPieceClusters, clusters.size());
  for (std::size_t at = 0; at + length <= clusters.size(); ++at) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < length; ++i) hash = (hash ^ clusters[at + i]) * 0x9e3779b97f4a7c15ull + (hash >> 29);
    act(mixed(hash));
  }
}

}  // namespace

Pieces pieces_of(const std::vector<index::Cluster>& clusters) {
  Pieces pieces;
  for_each_piece(clusters, [&](std::uint64_t hash) { pieces.push_back(hash); });
  std::sort(pieces.begin(), pieces.end());
  pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
  return pieces;
}

Sketch sketch_of(const std::vector<index::Cluster>& clusters) {
  Sketch sketch;
  sketch.fill(~0u);
  for_each_piece(clusters, [&](std::uint64_t hash) {
    std::uint32_t& bin = sketch[(hash >> 32) * kBins >> 32];
    bin = std::min(bin, static_cast<std::uint32_t>(hash));
  });
  const Sketch full = sketch;
  for (int i = 0; i < kBins; ++i)
    for (int step = 1; sketch[static_cast<std::size_t>(i)] == ~0u && step < kBins; ++step) {
      const std::uint32_t next = full[static_cast<std::size_t>((i + step) % kBins)];
      if (next != ~0u) sketch[static_cast<std::size_t>(i)] = static_cast<std::uint32_t>(mixed(next + static_cast<std::uint64_t>(step) * 0x10001));
    }
  return sketch;
}

double share_in_common(const Pieces& a, const Pieces& b) {
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j])
      ++both, ++i, ++j;
    else if (a[i] < b[j])
      ++i;
    else
      ++j;
  }
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

double estimated_share(const Sketch& a, const Sketch& b) {
  int same = 0;
  for (std::size_t i = 0; i < kBins; ++i) same += a[i] == b[i];
  return static_cast<double>(same) / kBins;
}

}  // namespace banthuek::search
