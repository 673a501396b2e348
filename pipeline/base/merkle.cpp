#include "pipeline/base/merkle.h"

#include <bit>

#include "pipeline/base/sha256.h"

namespace banthuek::base {
namespace {

std::string node(std::string_view left, std::string_view right) { return Sha256().add("node ").add(left).add(" ").add(right).hex(); }

std::size_t left_part(std::size_t count) { return std::bit_floor(count - 1); }

}  // namespace

std::string merkle_leaf(std::string_view name, std::string_view hash) { return Sha256().add("leaf ").add(name).add(" ").add(hash).hex(); }

std::string merkle_root(std::span<const std::string> leaves) {
  if (leaves.empty()) return sha256_hex("empty");
  if (leaves.size() == 1) return leaves.front();
  const std::size_t left = left_part(leaves.size());
  return node(merkle_root(leaves.first(left)), merkle_root(leaves.subspan(left)));
}

std::vector<MerkleStep> merkle_path(std::span<const std::string> leaves, std::size_t index) {
  if (leaves.size() <= 1) return {};
  const std::size_t left = left_part(leaves.size());
  std::vector<MerkleStep> path;
  if (index < left) {
    path = merkle_path(leaves.first(left), index);
    path.push_back({MerkleStep::Side::kRight, merkle_root(leaves.subspan(left))});
  } else {
    path = merkle_path(leaves.subspan(left), index - left);
    path.push_back({MerkleStep::Side::kLeft, merkle_root(leaves.first(left))});
  }
  return path;
}

std::string merkle_root_of(std::string leaf, std::span<const MerkleStep> path) {
  for (const MerkleStep& step : path) leaf = step.side == MerkleStep::Side::kLeft ? node(step.hash, leaf) : node(leaf, step.hash);
  return leaf;
}

}  // namespace banthuek::base
