#include "pipeline/index/index_writer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/index/index_columns.h"
#include "pipeline/index/occurrences.h"
#include "pipeline/index/runs.h"

namespace banthuek::index {
namespace {

constexpr std::size_t kMaxSegments = 64;  // of one range of ids before they are merged, while records come in: of 32 pages are merged once more
constexpr std::size_t kMaxAtRest = 4;     // the same at the end of an import

// Numbers of clusters: those of the table, and new ones that are added to it.
class Clusters {
 public:
  explicit Clusters(database::Database& db) : db_(db) {
    database::Statement row = db.prepare("SELECT id, cluster FROM search_clusters");
    while (row.step()) {
      ids_.emplace(cluster_of(row.view(1)), static_cast<std::uint16_t>(row.integer(0)));
      last_ = std::max(last_, static_cast<std::uint16_t>(row.integer(0)));
    }
  }

  std::uint16_t id(Cluster cluster) {
    auto& [asked, number] = asked_[cluster * 0x9e3779b97f4a7c15ull >> (64 - kAskedBits)];
    if (asked != cluster) number = find(cluster), asked = cluster;
    return number;
  }

 private:
  std::uint16_t find(Cluster cluster) {
    const auto [found, added] = ids_.try_emplace(cluster, std::uint16_t{0});
    if (added) {
      if (last_ >= kLastCluster) {
        found->second = shared_number(cluster);
      } else {
        found->second = ++last_;
        db_.prepare("INSERT INTO search_clusters VALUES (?, ?)").bind(std::int64_t{last_}).bind(to_utf8(cluster)).run();
      }
    }
    return found->second;
  }

  static constexpr int kAskedBits = 10;
  database::Database& db_;
  std::unordered_map<Cluster, std::uint16_t> ids_;
  std::array<std::pair<Cluster, std::uint16_t>, 1 << kAskedBits> asked_{};  // asked last: most of a text is a few hundred clusters. No cluster is 0.
  std::uint16_t last_ = 0;
};

void write_list(database::Statement& row, std::int64_t segment, std::uint64_t term, const std::vector<std::uint16_t>& list) {
  const std::string bytes = encode_postings(list);
  row.bind(posting_key(segment, term)).bind_blob(bytes).run();
}

constexpr const char* kAddList = "INSERT INTO search_postings VALUES (?, ?)";

void write_postings(database::Database& db, std::int64_t segment, Occurrences& occurrences) {
  sort_by_term(occurrences);
  database::Statement row = db.prepare(kAddList);
  for_each_term(occurrences, [&](std::uint64_t term, const std::vector<std::uint16_t>& list) { write_list(row, segment, term, list); });
}

std::int64_t add_segment(database::Database& db, std::int64_t first, std::int64_t last) {
  // Numbers go up for ever, so that what a reader kept of one is never taken for another.
  const std::int64_t id = 1 + db.integer("SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'last_segment'");
  db.prepare("INSERT OR REPLACE INTO settings VALUES ('last_segment', ?)").bind(std::to_string(id)).run();
  db.prepare("INSERT INTO search_segments VALUES (?, ?, ?)").bind(id).bind(first).bind(last).run();
  return id;
}

// Makes a segment of the passages first to last, all of one range.
void index_range(database::Database& db, std::int64_t first, std::int64_t last) {
  Clusters clusters(db);
  const ColumnNumbers columns =
      gather_columns(db, first, last, [&](Column column, const std::string& value) { return stored_value_number(db, column, value); });
  Occurrences postings;
  postings.reserve(static_cast<std::size_t>(last - first + 1) * 600);
  std::optional<Runs> runs;
  if (wants_runs(first, last)) runs.emplace(first, last);
  gather_occurrences(
      db, first, last, [&](Cluster cluster) { return clusters.id(cluster); }, postings, runs ? &*runs : nullptr);
  const std::int64_t segment = add_segment(db, first, last);
  if (runs) write_runs(db, segment, *runs);
  write_postings(db, segment, postings);
  write_columns(db, segment, columns);
}

struct Segment {
  std::int64_t id, first, last;
};

void delete_segment(database::Database& db, std::int64_t segment) {
  db.prepare("DELETE FROM search_postings WHERE key BETWEEN ? AND ?").bind(posting_key(segment, 0)).bind(posting_key(segment, kTermMask)).run();
  db.prepare("DELETE FROM search_runs WHERE key BETWEEN ? AND ?").bind(runs_key(segment, 0)).bind(runs_key(segment + 1, 0) - 1).run();
  db.prepare("DELETE FROM search_segments WHERE id = ?").bind(segment).run();
}

// Joins the runs that the segments have; of those without (small ones, and what was indexed before there were runs) from the texts.
void merge_runs(database::Database& db, const std::vector<Segment>& segments, std::int64_t merged) {
  const std::int64_t first = segments.front().first, last = segments.back().last;
  if (!wants_runs(first, last)) return;
  Runs all(first, last);
  for (const Segment& segment : segments) {
    if (!has_runs(db, segment.id)) {
      const Runs own = gather_runs(db, segment.first, segment.last);
      for (int block = 0; block < all.blocks(); ++block) all.join(block, own.block(block), segment.first);
      continue;
    }
    database::Statement row = db.prepare("SELECT key, passages FROM search_runs WHERE key BETWEEN ? AND ? ORDER BY key");
    for (row.bind(runs_key(segment.id, 0)).bind(runs_key(segment.id + 1, 0) - 1); row.step();)
      all.join(static_cast<int>(row.integer(0) & 0xFFFF), row.view(1), segment.first);
  }
  write_runs(db, merged, all);
}

// The lists of all segments as one list a term.
void merge_postings(database::Database& db, const std::vector<Segment>& segments, std::int64_t merged) {
  Occurrences terms;  // in place of a passage the number of the segment
  std::string bytes;
  std::vector<std::vector<std::size_t>> ends(segments.size());  // in `bytes`, of the lists of a segment
  for (std::size_t s = 0; s < segments.size(); ++s) {
    ends[s].push_back(bytes.size());
    database::Statement row = db.prepare("SELECT key, passages FROM search_postings WHERE key BETWEEN ? AND ? ORDER BY key");
    for (row.bind(posting_key(segments[s].id, 0)).bind(posting_key(segments[s].id, kTermMask)); row.step();) {
      terms.push_back((static_cast<std::uint64_t>(row.integer(0)) & kTermMask) << 16 | s);
      bytes += row.view(1);
      ends[s].push_back(bytes.size());
    }
  }
  sort_by_term(terms);  // the segments of a term stay in their order, which is that of their passages
  database::Statement row = db.prepare(kAddList);
  std::vector<std::size_t> next(segments.size());
  std::vector<std::string_view> lists;
  for (std::size_t i = 0; i < terms.size();) {
    const std::uint64_t term = terms[i] >> 16;
    lists.clear();
    for (; i < terms.size() && terms[i] >> 16 == term; ++i) {
      const std::size_t s = terms[i] & 0xFFFF, list = next[s]++;
      lists.push_back(std::string_view(bytes).substr(ends[s][list], ends[s][list + 1] - ends[s][list]));
    }
    const std::string joined = lists.size() == 1 ? std::string() : join_postings(lists);
    row.bind(posting_key(merged, term)).bind_blob(lists.size() == 1 ? lists.front() : std::string_view(joined)).run();
  }
}

// Merges the segments of one range of ids into one.
void merge_range(database::Database& db, const std::vector<Segment>& segments) {
  const std::int64_t merged = add_segment(db, segments.front().first, segments.back().last);
  merge_postings(db, segments, merged);
  std::vector<std::int64_t> ids;
  ids.reserve(segments.size());
  for (const Segment& segment : segments) ids.push_back(segment.id);
  merge_columns(db, ids, merged);
  merge_runs(db, segments, merged);
  for (const std::int64_t id : ids) delete_segment(db, id);
}

void merge_if_due(database::Database& db, std::int64_t range, std::size_t most) {
  std::vector<Segment> segments;
  {
    database::Statement row = db.prepare("SELECT id, first, last FROM search_segments WHERE first >> 16 = ? ORDER BY first");
    for (row.bind(range); row.step();) segments.push_back({row.integer(0), row.integer(1), row.integer(2)});
  }
  const bool full = !segments.empty() && (segments.back().last & 0xFFFF) == 0xFFFF;
  if (segments.size() > 1 && (full || segments.size() > most)) merge_range(db, segments);
}

// Makes segments of passages of one kind, at most `most` of them.
void index_up_to(database::Database& db, PassageKind kind, std::int64_t last, std::int64_t most) {
  const PassageInfo& info = info_of(kind);
  std::int64_t first = last_indexed(db, kind) + 1;
  for (; first <= last && most > 0; --most) {
    const std::int64_t end = std::min({last, first | 0xFFFF, first + info.at_once - 1});
    index_range(db, first, end);
    merge_if_due(db, first >> kSegmentShift, kMaxSegments);
    first = end + 1;
  }
  db.prepare("UPDATE settings SET value = ? WHERE name = ?").bind(std::to_string(first - 1)).bind(info.indexed).run();
}

// Gives one segment the runs that it lacks, as it was indexed before there were any; false where none does.
bool add_missing_runs(database::Database& db) {
  database::Statement row = db.prepare(
      "SELECT id, first, last FROM search_segments s WHERE last - first >= ? AND NOT EXISTS (SELECT 1 FROM search_runs WHERE key = s.id << 16)");
  for (row.bind(kMinForRuns - 1); row.step();) {
    const Segment segment{row.integer(0), row.integer(1), row.integer(2)};
    if (!wants_runs(segment.first, segment.last)) continue;
    row.reset();
    write_runs(db, segment.id, gather_runs(db, segment.first, segment.last));
    return true;
  }
  return false;
}

}  // namespace

void index_if_due(database::Database& db) {
  for (const PassageKind kind : kPassageKinds)
    if (const std::int64_t last = last_passage(db, kind); last - last_indexed(db, kind) >= info_of(kind).due)
      index_up_to(db, kind, last, std::numeric_limits<std::int64_t>::max());
}

Left index_some(database::Database& db) {
  for (const PassageKind kind : kPassageKinds) {
    const std::int64_t last = last_passage(db, kind);
    if (last <= last_indexed(db, kind)) continue;
    index_up_to(db, kind, last, 1);
    return Left::kMore;
  }
  for (const PassageKind kind : kPassageKinds)
    if (const std::int64_t done = last_indexed(db, kind); done > base_of(kind)) merge_if_due(db, done >> kSegmentShift, kMaxAtRest);
  return add_missing_runs(db) ? Left::kMore : Left::kNothing;
}

void index_all(database::Database& db) {
  while (index_some(db) == Left::kMore) {
  }
}

void clear_index(database::Database& db) {
  // The numbers of clusters and values stay: a reader that runs on keeps those it knows. It knows none that are damaged.
  for (const char* table : {"search_columns", "search_runs", "search_postings", "search_segments", "search_deleted"})
    db.run("DELETE FROM " + std::string(table));
  db.run("DELETE FROM search_values WHERE id < 1");
  for (std::int64_t most; db.integer("SELECT coalesce(max(id), 0) FROM search_values") > (most = most_value_number(db));)
    db.prepare("DELETE FROM search_values WHERE id > ?").bind(most).run();
  for (const PassageKind kind : kPassageKinds) db.prepare("INSERT OR REPLACE INTO settings VALUES (?, '0')").bind(info_of(kind).indexed).run();
}

}  // namespace banthuek::index
