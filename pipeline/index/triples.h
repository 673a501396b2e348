// Which passages of a segment may hold three clusters in a row, by a hash of the three: what refuses a rare word whose pairs of clusters are common
// without reading texts (search_triples).
//
// A filter and no posting list: a bit for each passage in the slot of each hash. Lists of the triples themselves would be 0.35 of the text of pages,
// these bits are a sixth of it, and two triples leave one page in forty. Tones do not count, so that one filter is for searches with and without
// them. Segments that were indexed before there was one, and small ones, have none: then all passages may hold anything.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/database/database.h"
#include "pipeline/index/passage.h"
#include "pipeline/index/postings.h"
#include "pipeline/index/search_text.h"

namespace banthuek::index {

inline constexpr int kSlotsOfBlock = 4;              // in one row: a page of SQLite holds one row of 8,192 bytes, and half of it were empty
inline constexpr std::int64_t kMinForTriples = 256;  // passages of a segment that has a filter

// Slots of a kind; 0: its texts are short, and pairs tell enough.
inline int slots_of(PassageKind kind) { return info_of(kind).slots; }
inline bool wants_triples(std::int64_t first, std::int64_t last) { return slots_of(kind_of(first)) > 0 && last - first + 1 >= kMinForTriples; }
constexpr std::int64_t triples_key(std::int64_t segment, int block) { return segment << 16 | block; }

// The slot of three clusters.
std::uint32_t slot_of(Cluster a, Cluster b, Cluster c, int slots);

// The bits of passages first to last, all of one range of ids.
class Triples {
 public:
  Triples(std::int64_t first, std::int64_t last);

  void add(std::span<const Cluster> text, std::uint16_t low);
  // Adds a block of the passages from `first` on, which are some of these.
  void join(int number, std::string_view block, std::int64_t first);
  int blocks() const { return slots_ / kSlotsOfBlock; }
  void keep(std::uint32_t slot, PassageSet& set) const;  // set &= those that have it
  std::string_view block(int number) const {
    return std::string_view(bits_).substr(size_of_block() * static_cast<std::size_t>(number), size_of_block());
  }

 private:
  std::size_t size_of_block() const { return bytes_ * kSlotsOfBlock; }

  int slots_;
  std::size_t first_byte_, bytes_;  // of a slot
  std::string bits_;
};

void write_triples(database::Database& db, std::int64_t segment, const Triples& triples);

// Whether a segment has a filter.
bool has_triples(database::Database& db, std::int64_t segment);

// set &= those that may hold what the slot stands for. False, and the set stays as it is, where the slot is not there or damaged.
bool keep_slot(database::Database& db, std::int64_t segment, std::int64_t first, std::int64_t last, std::uint32_t slot, PassageSet& set);

}  // namespace banthuek::index
