// Postings as they lie in search_postings: which passages of a segment hold a cluster, a pair of clusters, or anything.
//
// All passages of a segment share id >> 16, so a posting list is one container of a roaring bitmap, without its header: a
// list of the gaps between the low 16 bits, one byte each where they are under 128, or, where that is no shorter, a bitmap
// of 8,192 bytes. (CRoaring's own serialisation has a header of 16 bytes, and most lists fewer than eight entries.)
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::index {

enum class TermKind : std::uint64_t { kAnywhere = 0, kTitle = 1 };

// Term of one cluster (second 0) or of a pair; (0, 0) stands for all passages.
constexpr std::uint64_t term(TermKind kind, std::uint16_t first, std::uint16_t second) {
  return static_cast<std::uint64_t>(kind) << 32 | static_cast<std::uint64_t>(first) << 16 | second;
}
constexpr std::int64_t posting_key(std::int64_t segment, std::uint64_t term) { return segment << 34 | static_cast<std::int64_t>(term); }
inline constexpr std::uint64_t kTermMask = (std::uint64_t{1} << 34) - 1;
inline constexpr std::uint64_t kAllPassages = 0;
inline constexpr int kSegmentShift = 16;

// The last number that one cluster has alone. What comes later shares the numbers above it, so those say only where to look.
inline constexpr std::uint16_t kLastCluster = 65000;

// Bits of a word that are set. The processors that this has to run on have no instruction for it, and std::popcount is a call there.
constexpr int count_bits(std::uint64_t word) {
  word -= word >> 1 & 0x5555555555555555;
  word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
  return static_cast<int>(((word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F) * 0x0101010101010101 >> 56);
}

// Set of passages of one segment, by the low 16 bits of their ids.
class PassageSet {
 public:
  static constexpr int kWords = 1024;

  bool has(std::uint16_t low) const { return words_[low >> 6] >> (low & 63) & 1; }
  void add(std::uint16_t low) { words_[low >> 6] |= std::uint64_t{1} << (low & 63); }
  void remove(std::uint16_t low) { words_[low >> 6] &= ~(std::uint64_t{1} << (low & 63)); }
  void clear() { words_.fill(0); }
  bool empty() const;
  int count() const;
  PassageSet& operator&=(const PassageSet& other);
  PassageSet& operator|=(const PassageSet& other);
  void subtract(const PassageSet& other);
  friend bool operator==(const PassageSet&, const PassageSet&) = default;

  std::array<std::uint64_t, kWords>& words() { return words_; }
  const std::array<std::uint64_t, kWords>& words() const { return words_; }

 private:
  std::array<std::uint64_t, kWords> words_{};
};

std::string encode_postings(const std::vector<std::uint16_t>& sorted);
void add_postings(std::string_view bytes, PassageSet& to);                     // to |= bytes
void keep_postings(std::string_view bytes, PassageSet& set);                   // set &= bytes
void append_postings(std::string_view bytes, std::vector<std::uint16_t>& to);  // ascending
// What encode_postings gives of all passages of several lists together, those of each after those of the one before.
std::string join_postings(std::span<const std::string_view> lists);

}  // namespace banthuek::index
