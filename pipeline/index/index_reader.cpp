#include "pipeline/index/index_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "extractors/types/error.h"
#include "pipeline/index/occurrences.h"
#include "pipeline/index/runs.h"

namespace banthuek::index {

void IndexReader::refresh() {
  const std::int64_t version = db_.integer("PRAGMA data_version"), changes = sqlite3_total_changes64(db_.handle());
  if (version == seen_version_ && changes == seen_changes_) return;
  read_clusters();
  read_values();
  read_segments();
  gather_rest();
  seen_version_ = version;  // last: what throws before is read again
  seen_changes_ = changes;
}

void IndexReader::read_segments() {
  std::map<std::int64_t, std::shared_ptr<Segment>> known;
  for (const auto& segment : segments_) known[segment->id] = segment;
  segments_.clear();
  asked_ = nullptr;
  {
    database::Statement row = db_.prepare("SELECT id, first, last FROM search_segments ORDER BY first DESC");
    while (row.step()) {
      std::shared_ptr<Segment>& segment = known[row.integer(0)];
      if (!segment || !segment->indexed()) {
        segment = std::make_shared<Segment>();
        segment->id = row.integer(0);
        segment->first = row.integer(1);
        segment->last = row.integer(2);
      }
      segment->deleted.clear();
      segment->any_deleted = false;
      segments_.push_back(segment);
    }
  }
  database::Statement row = db_.prepare("SELECT id FROM search_deleted ORDER BY id DESC");
  for (auto at = segments_.begin(); row.step();) {
    const std::int64_t id = row.integer(0);
    while (at != segments_.end() && (*at)->first > id) ++at;
    if (at == segments_.end()) break;
    (*at)->deleted.add(static_cast<std::uint16_t>(id & 0xFFFF));
    (*at)->any_deleted = true;
  }
  std::stable_sort(segments_.begin(), segments_.end(), [](const auto& a, const auto& b) { return before(a->kind(), b->kind()); });
}

void IndexReader::read_clusters() {
  database::Statement row = db_.prepare("SELECT id, cluster FROM search_clusters WHERE id > ? ORDER BY id");
  for (row.bind(last_cluster_); row.step();) {
    last_cluster_ = row.integer(0);
    const auto number = static_cast<std::uint16_t>(last_cluster_);
    const Cluster cluster = cluster_of(row.view(1));
    clusters_.emplace(cluster, number);
    by_base_[cluster & 0xFFFF].push_back(number);
    cluster_by_number_.resize(static_cast<std::size_t>(number) + 1);
    cluster_by_number_[number] = cluster;
  }
}

void IndexReader::read_values() {
  const std::int64_t last = db_.integer("SELECT coalesce(max(id), 0) FROM search_values");
  if (last > last_value_ && last > most_value_number(db_))
    throw Error(ErrorKind::kDatabase, db_.name(),
                fmt::format("the search index in it is damaged (a value has the number {}); run banthuek reindex", last));
  ranks_.clear();
  // Drop what stood only in the passages not indexed before.
  unstored_.clear();
  std::erase_if(value_numbers_, [](const auto& entry) { return entry.second >= kUnstored; });
  database::Statement row = db_.prepare("SELECT id, facet, value FROM search_values WHERE id > ? ORDER BY id");
  for (row.bind(last_value_); row.step();) {
    last_value_ = row.integer(0);
    for (const Column column : kTextColumns)
      if (row.view(1) == name_of(column)) value_numbers_[{column, row.text(2)}] = static_cast<std::uint32_t>(last_value_);
    values_.resize(static_cast<std::size_t>(last_value_) + 1);
    values_.back() = row.text(2);
  }
}

void IndexReader::gather_rest() {
  std::map<std::int64_t, std::shared_ptr<Segment>> rest;  // by range of ids
  const auto add = [&](std::int64_t id) {
    std::shared_ptr<Segment>& segment = rest[id >> kSegmentShift];
    if (!segment) {
      segment = std::make_shared<Segment>();
      segment->first = id;
    }
    segment->last = id;
    segment->present.add(static_cast<std::uint16_t>(id & 0xFFFF));
  };
  for (const PassageKind kind : kPassageKinds) {
    database::Statement row = db_.prepare(kind == PassageKind::kMeasure ? "SELECT id FROM measures WHERE id > ? AND id < ? ORDER BY id"
                                                                        : "SELECT id FROM passages WHERE id > ? AND id < ? ORDER BY id");
    row.bind(last_indexed(db_, kind)).bind(base_of(kind) + (std::int64_t{1} << kKindShift));
    while (row.step()) add(row.integer(0));
  }
  for (auto& entry : rest) {
    std::shared_ptr<Segment>& segment = entry.second;
    segment->columns = gather_columns(db_, segment->first, segment->last, [&](Column column, const std::string& value) {
      const auto [found, added] = value_numbers_.try_emplace({column, value}, kUnstored + static_cast<std::uint32_t>(unstored_.size()));
      if (added) unstored_.push_back(value);
      return found->second;
    });
    const auto place = std::find_if(segments_.begin(), segments_.end(), [&](const auto& other) { return !before(other->kind(), segment->kind()); });
    segments_.insert(place, segment);
  }
}

std::vector<std::uint16_t> IndexReader::numbers(Cluster cluster, Similarity likeness) const {
  std::vector<std::uint16_t> out;
  if (likeness == Similarity::kSame) {
    if (const auto found = clusters_.find(cluster); found != clusters_.end()) out.push_back(found->second);
  } else if (const auto found = by_base_.find(cluster & 0xFFFF); found != by_base_.end()) {
    for (const std::uint16_t number : found->second)
      if (alike(cluster_by_number_[number], cluster, likeness)) out.push_back(number);
  }
  if (last_cluster_ >= kLastCluster && out.empty()) out.push_back(shared_number(cluster));
  return out;
}

IndexReader::Segment* IndexReader::segment_of(std::int64_t id) {
  if (asked_ && asked_->first <= id && id <= asked_->last) return asked_;
  const auto found = std::find_if(segments_.begin(), segments_.end(), [&](const auto& one) { return one->first <= id && id <= one->last; });
  return asked_ = found == segments_.end() ? nullptr : found->get();
}

void IndexReader::add_postings_of(const Segment& segment, std::uint64_t term, PassageSet& to) {
  database::Statement row = db_.prepare("SELECT passages FROM search_postings WHERE key = ?");
  if (row.bind(posting_key(segment.id, term)).step()) add_postings(row.view(0), to);
}

void IndexReader::keep_postings_of(const Segment& segment, std::uint64_t term, PassageSet& set) {
  database::Statement row = db_.prepare("SELECT passages FROM search_postings WHERE key = ?");
  if (row.bind(posting_key(segment.id, term)).step())
    keep_postings(row.view(0), set);
  else
    set.clear();
}

const PassageSet& IndexReader::all_of(const Segment& segment) {
  if (!segment.all) add_postings_of(segment, kAllPassages, segment.all.emplace());
  return *segment.all;
}

void IndexReader::keep_runs(const Segment& segment, std::span<const Cluster> text, PassageSet& set) {
  const int slots = slots_of(segment.kind());
  if (slots == 0) return;
  StoredRuns runs(db_, segment.id, segment.first, segment.last);
  for (const std::uint32_t slot : slots_of_runs(text, slots))
    if (set.empty() || !runs.keep(slot, set)) return;
}

std::vector<std::uint32_t> IndexReader::read_column(const Segment& segment, Column column) {
  std::vector<std::uint32_t> numbers(static_cast<std::size_t>(segment.last - segment.first + 1));
  database::Statement row = db_.prepare("SELECT data FROM search_columns WHERE segment = ? AND facet = ?");
  if (row.bind(segment.id).bind(name_of(column)).step())
    std::memcpy(numbers.data(), row.view(0).data(), std::min(row.view(0).size(), numbers.size() * 4));
  return numbers;
}

const std::vector<std::uint32_t>& IndexReader::column(Segment& segment, Column column) {
  const auto found = segment.columns.find(column);
  if (found != segment.columns.end()) return found->second;
  return segment.columns[column] = read_column(segment, column);
}

const std::pair<Combinations, Combinations>& IndexReader::combinations(Segment& segment) {
  if (segment.combinations) return *segment.combinations;
  const auto of = [&](std::span<const Column> columns) {
    std::vector<std::vector<std::uint32_t>> numbers;
    for (const Column column : columns) {
      const auto kept = segment.columns.find(column);
      numbers.push_back(kept != segment.columns.end() ? kept->second : read_column(segment, column));
    }
    return combine(numbers);
  };
  return segment.combinations.emplace(of(kOfDocument), of(kOfPassage));
}

const std::string& IndexReader::value(Column, std::uint32_t number) const {
  static const std::string kNone;
  const std::vector<std::string>& texts = number < kUnstored ? values_ : unstored_;
  const std::size_t at = number < kUnstored ? number : number - kUnstored;
  return at < texts.size() ? texts[at] : kNone;
}

std::uint32_t IndexReader::number_of(Column column, const std::string& value) const {
  const auto found = value_numbers_.find({column, value});
  return found == value_numbers_.end() ? 0 : found->second;
}

std::vector<std::string> IndexReader::values(Column column) const {
  std::vector<std::string> out;
  for (auto at = value_numbers_.lower_bound({column, ""}); at != value_numbers_.end() && at->first.first == column; ++at)
    out.push_back(at->first.second);
  return out;
}

const std::vector<std::uint32_t>& IndexReader::ranks(Column column) const {
  const auto [found, fresh] = ranks_.try_emplace(column);
  if (!fresh) return found->second;
  std::vector<std::uint32_t>& ranks = found->second;
  ranks.resize(static_cast<std::size_t>(last_value_) + 1);
  std::uint32_t rank = 0;
  for (auto at = value_numbers_.lower_bound({column, ""}); at != value_numbers_.end() && at->first.first == column; ++at) {
    ++rank;
    if (at->second < ranks.size()) ranks[at->second] = rank;
  }
  return ranks;
}

}  // namespace banthuek::index
