// The texts of one passage, read from the database and cut into clusters as they are asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/database/database.h"
#include "pipeline/index/index_reader.h"
#include "pipeline/index/passage.h"
#include "pipeline/index/search_text.h"
#include "pipeline/search/term.h"

namespace banthuek::search {

// One at a time for each thread: the next one read takes its memory, so keep none.
class PassageText {
 public:
  // Nothing where there is no such passage (any more). The statement of the row stays in use while this lives; no refresh() of the index meanwhile.
  static std::optional<PassageText> read(index::IndexReader& index, std::int64_t id);

  int fields() const { return static_cast<int>(info_->fields.size()); }
  const index::PassageInfo& info() const { return *info_; }
  std::span<const index::Cluster> field(int i) const;
  // Whether a term may stand in a field, as it is or within its edits: a text is cut only where it may.
  bool may_hold(int i, const Term& term) const;
  bool may_nearly_hold(int i, const Term& term) const;
  std::string text(int i) const { return std::string(view(i)); }
  std::int64_t year() const { return index_->number_in(*segment_, index::Column::kYear, id_); }  // fiscal year of its document; 0: none

 private:
  PassageText(database::Statement row, index::IndexReader& index, index::IndexReader::Segment& segment, std::int64_t id)
      : row_(std::move(row)), index_(&index), segment_(&segment), id_(id), info_(&index::info_of(segment.kind())) {}
  std::string_view view(int i) const;
  // What is made of field i: now, where its bit of `made` is not set.
  template <typename Value>
  const Value& made_once(unsigned& made, int i, Value& value, void (*append)(std::string_view, Value&)) const;
  const std::string& skeleton(int i) const;
  const std::string& letters(int i) const;

  database::Statement row_;
  index::IndexReader* index_;
  index::IndexReader::Segment* segment_;
  std::int64_t id_;
  const index::PassageInfo* info_;
  mutable unsigned cut_ = 0, reduced_ = 0, lettered_ = 0;  // bits: fields whose clusters, skeletons, letters are there
};

}  // namespace banthuek::search
