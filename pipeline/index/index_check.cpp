#include "pipeline/index/index_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <unordered_map>

#include "pipeline/index/index_columns.h"
#include "pipeline/index/occurrences.h"
#include "pipeline/index/runs.h"

namespace banthuek::index {
namespace {

struct CheckedSegment {
  std::int64_t id, first, last;
};

std::vector<CheckedSegment> segments_of(database::Database& db, PassageKind kind) {
  std::vector<CheckedSegment> out;
  database::Statement row = db.prepare("SELECT id, first, last FROM search_segments WHERE first > ? AND first < ? ORDER BY first");
  row.bind(base_of(kind)).bind(base_of(kind) + (std::int64_t{1} << kKindShift));
  while (row.step()) out.push_back({row.integer(0), row.integer(1), row.integer(2)});
  return out;
}

std::string range_of(const CheckedSegment& segment) {
  const PassageKind kind = kind_of(segment.first);
  return fmt::format("{} {} to {}", info_of(kind).plural, segment.first - base_of(kind), segment.last - base_of(kind));
}

bool any_passage(database::Database& db, const CheckedSegment& segment) {
  database::Statement row = db.prepare(kind_of(segment.first) == PassageKind::kMeasure ? "SELECT 1 FROM measures WHERE id BETWEEN ? AND ? LIMIT 1"
                                                                                       : "SELECT 1 FROM passages WHERE id BETWEEN ? AND ? LIMIT 1");
  return row.bind(segment.first).bind(segment.last).step();
}

// Numbers of clusters and values as the tables have them, without adding any.
class Numbers {
 public:
  explicit Numbers(database::Database& db) : db_(db) {
    database::Statement row = db.prepare("SELECT id, cluster FROM search_clusters");
    while (row.step()) {
      clusters_.emplace(cluster_of(row.view(1)), static_cast<std::uint16_t>(row.integer(0)));
      last_ = std::max(last_, row.integer(0));
    }
  }
  std::uint16_t cluster(Cluster cluster) const {
    if (const auto found = clusters_.find(cluster); found != clusters_.end()) return found->second;
    return last_ >= kLastCluster ? shared_number(cluster) : std::uint16_t{0};
  }
  std::uint32_t value(Column column, const std::string& value) {
    database::Statement row = db_.prepare("SELECT id FROM search_values WHERE facet = ? AND value = ?");
    return row.bind(name_of(column)).bind(value).step() ? static_cast<std::uint32_t>(row.integer(0)) : std::numeric_limits<std::uint32_t>::max();
  }

 private:
  database::Database& db_;
  std::unordered_map<Cluster, std::uint16_t> clusters_;
  std::int64_t last_ = 0;
};

// Ids in a segment that are gone from the records: lists may still hold them.
PassageSet deleted_in(database::Database& db, const CheckedSegment& segment) {
  PassageSet out;
  database::Statement row = db.prepare("SELECT id FROM search_deleted WHERE id BETWEEN ? AND ?");
  for (row.bind(segment.first).bind(segment.last); row.step();) out.add(static_cast<std::uint16_t>(row.integer(0) & 0xFFFF));
  return out;
}

// Of what was deleted any number is good; of what never was there none but 0.
bool same_columns(database::Database& db, const CheckedSegment& segment, const CheckedSegment& part, const PassageSet& deleted, Numbers& numbers) {
  const ColumnNumbers wanted =
      gather_columns(db, part.first, part.last, [&](Column column, const std::string& value) { return numbers.value(column, value); });
  for (const auto& [column, values] : wanted) {
    database::Statement row = db.prepare("SELECT data FROM search_columns WHERE segment = ? AND facet = ?");
    if (!row.bind(segment.id).bind(name_of(column)).step()) return false;
    const std::string_view data = row.view(0);
    if (data.size() != static_cast<std::size_t>(segment.last - segment.first + 1) * 4) return false;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::int64_t id = part.first + static_cast<std::int64_t>(i);
      std::uint32_t held;
      std::memcpy(&held, data.data() + static_cast<std::size_t>(id - segment.first) * 4, 4);
      if (!deleted.has(static_cast<std::uint16_t>(id & 0xFFFF)) && held != values[i]) return false;
    }
  }
  return true;
}

// How many slots of runs are not as the texts say, of the passages that are there.
std::int64_t other_slots(database::Database& db, const CheckedSegment& segment, const Runs& wanted, const PassageSet& there) {
  std::int64_t other = 0;
  StoredRuns stored(db, segment.id, segment.first, segment.last);
  for (int i = 0; i < wanted.blocks() * kSlotsOfBlock; ++i) {
    PassageSet held = there, own = there;
    const bool whole = stored.keep(static_cast<std::uint32_t>(i), held);
    wanted.keep(static_cast<std::uint32_t>(i), own);
    other += !whole || held != own;
  }
  return other;
}

// How many lists of the segment are not as the texts of `part` say.
std::int64_t other_lists(database::Database& db, const CheckedSegment& segment, const CheckedSegment& part, const PassageSet& deleted,
                         const Numbers& numbers, PassageSet& there) {
  Occurrences occurrences;
  std::optional<Runs> runs;
  if (has_runs(db, segment.id)) runs.emplace(part.first, part.last);
  gather_occurrences(
      db, part.first, part.last, [&](Cluster cluster) { return numbers.cluster(cluster); }, occurrences, runs ? &*runs : nullptr);
  sort_by_term(occurrences);
  const auto low = static_cast<std::uint16_t>(part.first & 0xFFFF), high = static_cast<std::uint16_t>(part.last & 0xFFFF);
  std::int64_t other = 0;
  database::Statement row = db.prepare("SELECT key, passages FROM search_postings WHERE key BETWEEN ? AND ? ORDER BY key");
  row.bind(posting_key(segment.id, 0)).bind(posting_key(segment.id, kTermMask));
  bool more = row.step();
  std::vector<std::uint16_t> held, here;
  // The list under the row's key, those of this part alone.
  const auto take = [&] {
    held.clear();
    here.clear();
    append_postings(row.view(1), held);
    for (const std::uint16_t one : held)
      if (one >= low && one <= high && !deleted.has(one)) here.push_back(one);
  };
  const auto key_term = [&] { return static_cast<std::uint64_t>(row.integer(0)) & kTermMask; };
  // A list that no text asks for may hold what is deleted, or passages of other parts.
  const auto skip = [&] {
    take();
    other += !here.empty();
    more = row.step();
  };
  for_each_term(occurrences, [&](std::uint64_t term, const std::vector<std::uint16_t>& list) {
    if (term == kAllPassages)
      for (const std::uint16_t one : list) there.add(one);
    while (more && key_term() < term) skip();
    if (!more || key_term() != term) {
      ++other;
      return;
    }
    take();
    other += here != list;
    more = row.step();
  });
  while (more) skip();
  if (runs) other += other_slots(db, segment, *runs, there);
  return other;
}

constexpr const char* kMend = "; run banthuek reindex";

}  // namespace

std::vector<std::string> missing_parts(database::Database& db) {
  std::vector<std::string> out;
  for (const PassageKind kind : kPassageKinds) {
    const std::int64_t last = last_indexed(db, kind);
    std::int64_t next = base_of(kind) + 1;
    const auto gap = [&](std::int64_t until) {
      out.push_back(std::string("search index: ") + range_of({0, next, until}) + " are missing in it" + kMend);
    };
    for (const CheckedSegment& segment : segments_of(db, kind)) {
      if (segment.first > next) gap(segment.first - 1);
      next = std::max(next, segment.last + 1);
      database::Statement columns = db.prepare("SELECT count(*), min(length(data)), max(length(data)) FROM search_columns WHERE segment = ?");
      columns.bind(segment.id).step();
      const std::int64_t size = (segment.last - segment.first + 1) * 4;
      const bool whole = columns.integer(0) == static_cast<int>(Column::kCount) && columns.integer(1) == size && columns.integer(2) == size;
      database::Statement list = db.prepare("SELECT length(passages) FROM search_postings WHERE key = ?");
      const bool listed = list.bind(posting_key(segment.id, kAllPassages)).step() && list.integer(0) > 0;
      if (!whole || (!listed && any_passage(db, segment)))
        out.push_back("search index: parts of " + range_of(segment) + " are missing in it" + kMend);
    }
    if (next <= last) gap(last);
  }
  return out;
}

std::vector<std::string> compare_index(database::Database& db) {
  std::vector<std::string> out = missing_parts(db);
  if (!out.empty()) return out;
  Numbers numbers(db);
  for (const PassageKind kind : kPassageKinds)
    for (const CheckedSegment& segment : segments_of(db, kind)) {
      const PassageSet deleted = deleted_in(db, segment);
      std::int64_t other = 0;
      bool columns = true;
      for (CheckedSegment part{segment.id, segment.first, 0}; part.first <= segment.last; part.first = part.last + 1) {
        part.last = std::min(segment.last, part.first + info_of(kind).at_once - 1);
        PassageSet there;
        other += other_lists(db, segment, part, deleted, numbers, there);
        columns = columns && same_columns(db, segment, part, deleted, numbers);
      }
      if (other > 0)
        out.push_back(
            fmt::format("search index: {}{} of {} are not as the texts{}", other, other == 1 ? " list" : " lists", range_of(segment), kMend));
      if (!columns) out.push_back("search index: filters of " + range_of(segment) + " are not as the records" + kMend);
    }
  // What was deleted must not be shown again, and what is there not be hidden.
  database::Statement hidden =
      db.prepare("SELECT count(*) FROM search_deleted WHERE id IN (SELECT id FROM measures) OR id IN (SELECT id FROM passages)");
  if (hidden.step() && hidden.integer(0) > 0)
    out.push_back(fmt::format("search index: {} records that are there are taken for deleted{}", hidden.integer(0), kMend));
  return out;
}

}  // namespace banthuek::index
