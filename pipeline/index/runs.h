// Which passages of a segment may hold a run of clusters, three or six in a row, by a hash of them: what refuses a rare word whose pairs of clusters
// are common without reading texts (search_runs).
//
// A filter and no posting list: a bit for each passage in the slot of each hash. Lists of the runs themselves would be 0.35 of the text of pages,
// these bits are a tenth of it. Runs of three tell of short words; on a long page all those of a long word may stand somewhere apart, and those of
// six do not. Texts read for each that holds a word, on pages of 1,950 clusters, p50 and the worst of 40 words: pairs alone 49 and 600; three in a
// row in 4,096 slots 20 and 272, in twice as many 20 and 210; three and six in 6,144 slots 2.5 and 33. (Three with the eighth part of the page where
// they stand, in as many bits: 11 and 61.) Tones do not count, so that one filter is for searches with and without them. Small segments have none,
// nor those that were indexed before there was one: then all passages may hold anything.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/database/blob_reader.h"
#include "pipeline/database/database.h"
#include "pipeline/index/passage.h"
#include "pipeline/index/postings.h"
#include "pipeline/index/search_text.h"

namespace banthuek::index {

inline constexpr std::size_t kShortRun = 3, kLongRun = 6;  // clusters
inline constexpr int kSlotsOfBlock = 4;                    // in one row: a page of SQLite holds one row of 8,192 bytes, and half of it were empty
inline constexpr std::int64_t kMinForRuns = 256;           // passages of a segment that has a filter

// Slots of a kind; 0: its texts are short, and pairs tell enough.
inline int slots_of(PassageKind kind) { return info_of(kind).slots; }
inline bool wants_runs(std::int64_t first, std::int64_t last) { return slots_of(kind_of(first)) > 0 && last - first + 1 >= kMinForRuns; }
constexpr std::int64_t runs_key(std::int64_t segment, int block) { return segment << 16 | block; }

// The slots of all runs of a text, those of six first: they refuse most.
std::vector<std::uint32_t> slots_of_runs(std::span<const Cluster> text, int slots);

// The bits of passages first to last, all of one range of ids.
class Runs {
 public:
  Runs(std::int64_t first, std::int64_t last);

  // Adds the runs of a text of the passage under way; put() ends it.
  void add(std::span<const Cluster> text);
  void put(std::uint16_t low);
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
  std::vector<std::uint64_t> under_way_;  // a bit for each slot: near, where `bits_` are all over the memory
};

void write_runs(database::Database& db, std::int64_t segment, const Runs& runs);

// Whether a segment has a filter.
bool has_runs(database::Database& db, std::int64_t segment);

// The filter of a segment, read a slot at a time: a row is 32 kB, of which a search wants a quarter.
class StoredRuns {
 public:
  StoredRuns(database::Database& db, std::int64_t segment, std::int64_t first, std::int64_t last);

  // set &= those that may hold what the slot stands for. False, and the set stays as it is, where the slot is not there or damaged.
  bool keep(std::uint32_t slot, PassageSet& set);

 private:
  database::BlobReader rows_;
  std::int64_t segment_;
  std::size_t first_byte_, bytes_;  // of a slot
};

}  // namespace banthuek::index
