// Questions that compare texts: copies and follow-ups.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "pipeline/report/audit_reports.h"
#include "pipeline/search/similarity.h"

namespace banthuek::report {
namespace {

constexpr int kRows = 3, kBands = search::kBins / kRows;  // texts with half in common meet in a band with 94 %, with 0.7 nearly always
constexpr double kSlack = 0.17;                           // an estimate may be that far under the share (2.7 standard deviations)

struct Text {
  std::int64_t id = 0;
  std::uint32_t office = 0;  // document's office and province, numbered
  search::Sketch sketch;
};

std::vector<index::Cluster> clusters_of(database::Statement& row, int title, int method) {
  static thread_local std::vector<index::Cluster> clusters;
  clusters.clear();
  index::append_clusters(row.view(title), clusters);
  index::append_clusters(row.view(method), clusters);
  return clusters;
}

class TextReader {
 public:
  explicit TextReader(database::Database& db) : db_(db) {}

  // Pieces of a measure, kept.
  const search::Pieces& pieces(std::int64_t id) {
    const auto [found, added] = pieces_.try_emplace(id);
    if (added) {
      database::Statement row = db_.prepare("SELECT title, method FROM measures WHERE id = ?");
      if (row.bind(id).step()) found->second = search::pieces_of(clusters_of(row, 0, 1));
    }
    return found->second;
  }

  std::vector<Text> sketches(std::optional<int> year) {
    std::vector<Text> texts;
    std::unordered_map<std::string, std::uint32_t> offices;
    database::Statement row = db_.prepare(
        "SELECT m.id, d.organisation || ' ' || coalesce(d.district, '') || ' ' || coalesce(d.province, ''), m.title, m.method "
        "FROM measures m JOIN documents d ON d.id = m.document WHERE ?1 IS NULL OR d.fiscal_year = ?1");
    std::optional<std::int64_t> wanted;
    if (year) wanted = *year;
    for (row.bind(wanted); row.step();) {
      Text& text = texts.emplace_back();
      text.id = row.integer(0);
      // A document without an office is an office of its own: nothing says that two are one.
      const std::string office = row.is_null(1) ? fmt::format("\n{}", text.id) : row.text(1);
      text.office = offices.try_emplace(office, static_cast<std::uint32_t>(offices.size())).first->second;
      text.sketch = search::sketch_of(clusters_of(row, 2, 3));
    }
    return texts;
  }

 private:
  database::Database& db_;
  std::unordered_map<std::int64_t, search::Pieces> pieces_;
};

struct Groups {
  std::vector<std::uint32_t> parent;
  explicit Groups(std::size_t n) : parent(n) { std::iota(parent.begin(), parent.end(), 0u); }
  std::uint32_t find(std::uint32_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    if (a != b) parent[std::max(a, b)] = std::min(a, b);
  }
};

// Joins texts that meet in a band and have enough in common. In a bucket each is compared with a few that came before
// and are in other groups, so that a text that thousands share costs no more than one that two do.
void join_alike(const std::vector<Text>& texts, TextReader& reader, double share, Groups& groups) {
  constexpr std::size_t kCompared = 8;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> band(texts.size());
  for (int b = 0; b < kBands; ++b) {
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
      std::uint64_t hash = 0;
      for (int r = 0; r < kRows; ++r) hash = (hash ^ texts[i].sketch[static_cast<std::size_t>(b * kRows + r)]) * 0x9e3779b97f4a7c15ull + (hash >> 31);
      band[i] = {hash, i};
    }
    std::sort(band.begin(), band.end());
    for (std::size_t begin = 0; begin < band.size();) {
      std::size_t end = begin + 1;
      while (end < band.size() && band[end].first == band[begin].first) ++end;
      std::vector<std::uint32_t> seen;
      for (std::size_t i = begin; i < end && end - begin > 1; ++i) {
        const std::uint32_t here = band[i].second;
        bool joined = false;
        for (const std::uint32_t other : seen) {
          if (groups.find(other) == groups.find(here)) joined = true;
          if (joined) break;
          const double estimate = search::estimated_share(texts[other].sketch, texts[here].sketch);
          if (estimate < share - kSlack) continue;
          if (estimate < 1 && search::share_in_common(reader.pieces(texts[other].id), reader.pieces(texts[here].id)) < share) continue;
          groups.join(other, here);
          joined = true;
          break;
        }
        if (!joined && seen.size() < kCompared) seen.push_back(here);
      }
      begin = end;
    }
  }
}

SqlValue text_or_null(database::Statement& row, int column) { return cell_if(!row.is_null(column), row.text(column)); }

struct GroupRow {
  std::string measure;
  std::int64_t id = 0;
};

}  // namespace

AuditTable copied_measures(store::Store& store, const CopyOptions& options) {
  database::Database& db = store.db();
  database::Transaction transaction(db, database::Transaction::Kind::kRead);
  TextReader reader(db);
  const std::vector<Text> texts = reader.sketches(options.year);
  Groups groups(texts.size());
  join_alike(texts, reader, options.share, groups);

  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < texts.size(); ++i)
    if (groups.find(i) != i || groups.parent[i] != i) members[groups.find(i)].push_back(i);
  std::vector<std::vector<GroupRow>> found;
  database::Statement name = db.prepare("SELECT d.key || '-' || m.number FROM measures m JOIN documents d ON d.id = m.document WHERE m.id = ?");
  for (auto& [root, list] : members) {
    list.push_back(root);
    bool several = false;
    for (const std::uint32_t i : list) several = several || texts[i].office != texts[root].office;
    if (!several) continue;
    std::vector<GroupRow>& rows = found.emplace_back();
    for (const std::uint32_t i : list) {
      name.bind(texts[i].id).step();
      rows.push_back({name.text(0), texts[i].id});
      name.reset();
    }
    std::sort(rows.begin(), rows.end(), [](const GroupRow& a, const GroupRow& b) { return a.measure < b.measure; });
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() > b.size() : a.front().measure < b.front().measure; });
  AuditTable answer{{"group", "share", "measure", "year", "office", "province", "title"}, {}};
  database::Statement row =
      db.prepare("SELECT d.fiscal_year, d.organisation, d.province, m.title FROM measures m JOIN documents d ON d.id = m.document WHERE m.id = ?");
  for (std::size_t g = 0; g < found.size(); ++g)
    for (const GroupRow& member : found[g]) {
      const double share = search::share_in_common(reader.pieces(found[g].front().id), reader.pieces(member.id));
      row.bind(member.id).step();
      const SqlValue year = cell_if(!row.is_null(0), row.integer(0));
      answer.rows.push_back({static_cast<std::int64_t>(g + 1), std::round(share * 1000) / 1000, member.measure, year, text_or_null(row, 1),
                             text_or_null(row, 2), text_or_null(row, 3)});
      row.reset();
    }
  return answer;
}

AuditTable followed_measures(store::Store& store, int year, FollowUps which, double share) {
  struct One {
    std::string measure, title;
    search::Pieces pieces;
  };
  struct Office {
    std::string name, province;
    std::vector<One> now, next;
  };
  database::Database& db = store.db();
  std::map<std::string, Office> offices;
  database::Statement row = db.prepare(
      "SELECT d.organisation, d.district, d.province, d.fiscal_year, d.key || '-' || m.number, m.title, m.method FROM documents d "
      "JOIN measures m ON m.document = d.id WHERE d.fiscal_year IN (?1, ?1 + 1) AND d.organisation IS NOT NULL");
  for (row.bind(year); row.step();) {
    Office& office = offices[fmt::format("{}\n{}\n{}", row.text(2), row.text(1), row.text(0))];
    office.name = row.text(0);
    office.province = row.text(2);
    (row.integer(3) == year ? office.now : office.next).push_back({row.text(4), row.text(5), search::pieces_of(clusters_of(row, 5, 6))});
  }
  AuditTable answer{{"measure", "office", "province", "title", "next", "share", "follow_up"}, {}};
  for (auto& [key, office] : offices) {
    std::sort(office.now.begin(), office.now.end(), [](const One& a, const One& b) { return a.measure < b.measure; });
    std::sort(office.next.begin(), office.next.end(), [](const One& a, const One& b) { return a.measure < b.measure; });
    for (const One& one : office.now) {
      const One* best = nullptr;
      double most = 0;
      for (const One& other : office.next)
        if (const double s = search::share_in_common(one.pieces, other.pieces); s > most) {
          most = s;
          best = &other;
        }
      const bool back = best && most >= share;
      if ((which == FollowUps::kComingBack && !back) || (which == FollowUps::kGone && (back || office.next.empty()))) continue;
      answer.rows.push_back({one.measure, office.name, cell_if(!office.province.empty(), office.province), one.title,
                             cell_if(back, back ? best->measure : std::string()), std::round(most * 1000) / 1000,
                             std::string(back                  ? "comes_back"
                                         : office.next.empty() ? "no_report"
                                                               : "gone")});
    }
  }
  return answer;
}

}  // namespace banthuek::report
