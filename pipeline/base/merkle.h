// A Merkle tree over named contents: one hash for all of them, and a few hashes that show that one of them is among them.
//
// Everything is text, so that it can be checked with sha256sum alone: a leaf is the SHA-256 of "leaf NAME CONTENT-HASH", a node that of
// "node LEFT RIGHT", each hash 64 lower-case hexadecimal digits. A tree of n leaves has the largest power of two below n to its left
// (RFC 9162, 2.1). Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::base {

// `hash`: of the content. Names hold no line breaks.
std::string merkle_leaf(std::string_view name, std::string_view hash);

// Of leaves in their order; of none the SHA-256 of "empty".
std::string merkle_root(std::span<const std::string> leaves);

struct MerkleStep {
  enum class Side { kLeft, kRight } side;  // where the other one stands
  std::string hash;
};

// From a leaf up to the root.
std::vector<MerkleStep> merkle_path(std::span<const std::string> leaves, std::size_t index);

// The root that a leaf and its path lead to.
std::string merkle_root_of(std::string leaf, std::span<const MerkleStep> path);

}  // namespace banthuek::base
