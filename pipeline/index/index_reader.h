// Reads the index: segments, the numbers of clusters, posting lists, columns. What it read of a segment it keeps, as segments
// never change; what is not indexed yet it gathers from the records, once for each state of the database.
//
// For one thread. refresh() belongs at the beginning of a read transaction; everything else inside the same one.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/database/database.h"
#include "pipeline/index/combinations.h"
#include "pipeline/index/index_columns.h"
#include "pipeline/index/postings.h"
#include "pipeline/index/search_text.h"

namespace banthuek::index {

// How a cluster of a query matches those of texts.
enum class Similarity {
  kSame,
  kWithoutTones,  // tone marks do not count
  kBeginning,     // more marks may follow
};

inline bool alike(Cluster text, Cluster query, Similarity likeness) {
  if (likeness == Similarity::kSame) return text == query;
  if (((text ^ query) & 0xFFFF) != 0 && !begins_with_tone(text) && !begins_with_tone(query)) return false;
  return likeness == Similarity::kBeginning ? begins_with(text, query) : without_tone(text) == without_tone(query);
}

class IndexReader {
 public:
  struct Segment {
    std::int64_t id = 0;  // 0: passages that are in no segment yet
    std::int64_t first = 0, last = 0;
    PassageSet deleted;
    bool any_deleted = false;
    PassageSet present;  // of passages in no segment
    std::map<Column, std::vector<std::uint32_t>> columns;
    std::optional<std::pair<Combinations, Combinations>> combinations;
    mutable std::optional<PassageSet> all;  // of an indexed one; both are read when first asked for

    PassageKind kind() const { return kind_of(first); }
    bool indexed() const { return id != 0; }
    std::int64_t base() const { return first >> kSegmentShift << kSegmentShift; }
    std::size_t place(std::uint16_t low) const { return static_cast<std::size_t>(base() + low - first); }
  };

  explicit IndexReader(database::Database& db) : db_(db) {}

  database::Database& database() { return db_; }

  void refresh();
  // By kind, running text last, then by id, descending: what came last comes first.
  const std::vector<std::shared_ptr<Segment>>& segments() const { return segments_; }

  // That of a passage; null where there is none.
  Segment* segment_of(std::int64_t id);

  // Numbers of the clusters that match; empty where no indexed text holds one.
  std::vector<std::uint16_t> numbers(Cluster cluster, Similarity likeness) const;
  // to |= the posting list of a term in a segment; set &= it.
  void add_postings_of(const Segment& segment, std::uint64_t term, PassageSet& to);
  void keep_postings_of(const Segment& segment, std::uint64_t term, PassageSet& set);
  // The list of all passages of an indexed segment, those deleted since too.
  const PassageSet& all_of(const Segment& segment);
  // set &= those that may hold all runs of these clusters, whatever their tones (runs.h).
  void keep_runs(const Segment& segment, std::span<const Cluster> text, PassageSet& set);
  const std::vector<std::uint32_t>& column(Segment& segment, Column column);
  // The values of its passages in kOfDocument and kOfPassage; a column that only they are made of is not kept.
  const std::pair<Combinations, Combinations>& combinations(Segment& segment);
  // The number of one passage of the segment.
  std::uint32_t number_in(Segment& segment, Column column, std::int64_t id) {
    return this->column(segment, column)[static_cast<std::size_t>(id - segment.first)];
  }

  // Text of a value number, and the numbers of a text (0: none). All values of a column that any passage had, in byte order.
  const std::string& value(Column column, std::uint32_t number) const;
  std::uint32_t number_of(Column column, const std::string& value) const;
  std::vector<std::string> values(Column column) const;
  // The values of a column in byte order give the numbers their rank, from 1 (0: of no value of it); those of values in no segment yet have none.
  const std::vector<std::uint32_t>& ranks(Column column) const;

 private:
  void read_segments();
  void read_clusters();
  void read_values();
  void gather_rest();
  std::vector<std::uint32_t> read_column(const Segment& segment, Column column);

  database::Database& db_;
  std::int64_t seen_version_ = -1, seen_changes_ = -1, last_cluster_ = 0, last_value_ = 0;
  std::vector<std::shared_ptr<Segment>> segments_;
  Segment* asked_ = nullptr;  // segment_of, last: passages are asked for one after the other
  std::unordered_map<Cluster, std::uint16_t> clusters_;
  std::unordered_map<Cluster, std::vector<std::uint16_t>> by_base_;  // first character -> numbers
  std::vector<Cluster> cluster_by_number_;
  std::map<std::pair<Column, std::string>, std::uint32_t> value_numbers_;
  std::vector<std::string> values_, unstored_;                  // by number; by what it is above kUnstored
  mutable std::map<Column, std::vector<std::uint32_t>> ranks_;  // of those that were asked for since the values were read
};

}  // namespace banthuek::index
