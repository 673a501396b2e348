#include "pipeline/index/index_columns.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

namespace banthuek::index {
namespace {

constexpr const char* kNames[] = {"year",  "office", "type",       "district", "province", "group", "status",
                                  "start", "end",    "confidence", "flags",    "score",    "kind",  "record"};

struct Ymd {
  std::uint32_t year = 0, month = 0, day = 0;
};

Ymd parse(std::string_view iso) {
  Ymd out;
  std::uint32_t* parts[] = {&out.year, &out.month, &out.day};
  for (std::uint32_t* part : parts) {
    const auto [end, error] = std::from_chars(iso.data(), iso.data() + iso.size(), *part);
    if (error != std::errc() || *part > 9999) return {};
    if (end == iso.data() + iso.size()) return out;
    if (*end != '-') return {};
    iso.remove_prefix(static_cast<std::size_t>(end - iso.data()) + 1);
  }
  return {};
}

}  // namespace

const char* name_of(Column column) { return kNames[static_cast<int>(column)]; }

std::uint32_t first_day(std::string_view iso) {
  const Ymd d = parse(iso);
  return d.year ? d.year * 10000 + (d.month ? d.month : 1) * 100 + (d.day ? d.day : 1) : 0;
}

std::uint32_t last_day(std::string_view iso) {
  // The 31st of every month: compared only, never shown.
  const Ymd d = parse(iso);
  return d.year ? d.year * 10000 + (d.month ? d.month : 12) * 100 + (d.day ? d.day : 31) : 0;
}

std::uint32_t stored_value_number(database::Database& db, Column column, const std::string& value) {
  const char* facet = name_of(column);
  {
    database::Statement row = db.prepare("SELECT id FROM search_values WHERE facet = ? AND value = ?");
    if (row.bind(facet).bind(value).step()) return static_cast<std::uint32_t>(row.integer(0));
  }
  db.prepare("INSERT INTO search_values (facet, value) VALUES (?, ?)").bind(facet).bind(value).run();
  return static_cast<std::uint32_t>(db.last_id());
}

std::int64_t most_value_number(database::Database& db) {
  return std::min<std::int64_t>(8 * db.integer("SELECT count(*) FROM search_values") + 1024, kUnstored - 1);
}

namespace {

// Whether findings speak of the passage.
const char* findings_of(PassageKind kind) {
  switch (kind) {
    case PassageKind::kMeasure:
      return "f.document = d.id AND (f.field = '' OR f.field LIKE 'measures/' || (m.number - 1) || '/%')";
    case PassageKind::kDocument:
      return "f.document = d.id AND f.field NOT LIKE 'measures/%' AND f.field NOT LIKE 'signatures/%' AND f.field NOT LIKE 'scores/%' AND f.field "
             "NOT LIKE 'oit_items/%' AND f.field NOT LIKE 'tables/%' AND f.field NOT LIKE 'records/%'";
    case PassageKind::kPerson:
      return "f.document = d.id AND (f.field = '' OR f.field LIKE 'signatures/' || (p.number - 1) || '/%')";
    case PassageKind::kScore:
      return "f.document = d.id AND (f.field = '' OR f.field LIKE 'scores/' || (p.number - 1) || '/%')";
    case PassageKind::kItem:
      return "f.document = d.id AND (f.field = '' OR f.field LIKE 'oit_items/' || (p.number - 1) || '/%')";
    case PassageKind::kRecord:
      return "f.document = d.id AND (f.field = '' OR f.field LIKE 'records/' || (p.number - 1) || '/%')";
    case PassageKind::kRow:
      return "f.document = d.id AND (f.field = '' OR f.field LIKE 'tables/' || (t.number - 1) || '/%')";
    case PassageKind::kPage:
      return "f.file = p.file AND f.page = p.number";
  }
  return "";
}

std::string select_columns(PassageKind kind) {
  const PassageInfo& info = info_of(kind);
  const std::string own = kind == PassageKind::kMeasure ? "m.measure_group, m.status, m.period_start, m.period_end, m.confidence"
                                                        : "NULL, NULL, NULL, NULL, p.confidence";
  return "SELECT d.organisation, d.organisation_type, d.district, d.province, d.kind, d.fiscal_year, d.reviewed, d.ita_score, " + own + ", " +
         info.id + (kind == PassageKind::kRecord ? ", r.kind" : ", NULL") + ", EXISTS (SELECT 1 FROM findings f WHERE " + findings_of(kind) +
         ") FROM " + info.from + " WHERE " + info.id + " BETWEEN ? AND ?";
}

}  // namespace

ColumnNumbers gather_columns(database::Database& db, std::int64_t first, std::int64_t last, const ValueNumber& number_of) {
  ColumnNumbers columns;
  for (int i = 0; i < static_cast<int>(Column::kCount); ++i) columns[static_cast<Column>(i)].resize(static_cast<std::size_t>(last - first + 1));
  constexpr std::pair<Column, int> kTexts[] = {{Column::kOffice, 0}, {Column::kType, 1},   {Column::kDistrict, 2},     {Column::kProvince, 3},
                                               {Column::kGroup, 8},  {Column::kStatus, 9}, {Column::kDocumentKind, 4}, {Column::kRecordKind, 14}};
  std::unordered_map<std::string, std::uint32_t> known[std::size(kTexts)];
  database::Statement row = db.prepare(select_columns(kind_of(first)));
  for (row.bind(first).bind(last); row.step();) {
    const auto at = static_cast<std::size_t>(row.integer(13) - first);
    const auto set = [&](Column column, std::uint32_t value) { columns[column][at] = value; };
    for (std::size_t i = 0; i < std::size(kTexts); ++i) {
      const auto [column, place] = kTexts[i];
      const auto [found, added] = known[i].try_emplace(row.text(place), 0u);
      if (added && !found->first.empty()) found->second = number_of(column, found->first);
      set(column, found->second);
    }
    set(Column::kYear, static_cast<std::uint32_t>(std::max<std::int64_t>(0, row.integer(5))));
    if (!row.is_null(7)) set(Column::kScore, static_cast<std::uint32_t>(std::lround(std::max(0.0, row.real(7)) * 100)) + 1);
    set(Column::kStart, first_day(row.view(10)));
    set(Column::kEnd, last_day(row.view(11)));
    set(Column::kConfidence, static_cast<std::uint32_t>(std::lround(row.real(12) * 1000)));
    set(Column::kFlags, (row.integer(15) ? kHasFindings : 0) | (row.integer(6) ? kIsReviewed : 0));
  }
  return columns;
}

void write_columns(database::Database& db, std::int64_t segment, const ColumnNumbers& columns) {
  for (const auto& [column, numbers] : columns)
    db.prepare("INSERT INTO search_columns VALUES (?, ?, ?)")
        .bind(segment)
        .bind(name_of(column))
        .bind_blob({reinterpret_cast<const char*>(numbers.data()), numbers.size() * 4})
        .run();
}

void merge_columns(database::Database& db, const std::vector<std::int64_t>& segments, std::int64_t merged) {
  for (int i = 0; i < static_cast<int>(Column::kCount); ++i) {
    const char* name = name_of(static_cast<Column>(i));
    std::string data;
    std::int64_t next = -1;
    for (const std::int64_t segment : segments) {
      database::Statement row = db.prepare(
          "SELECT first, last, data FROM search_columns c JOIN search_segments s ON s.id = c.segment "
          "WHERE segment = ? AND facet = ?");
      if (!row.bind(segment).bind(name).step()) continue;
      if (next >= 0) data.append(static_cast<std::size_t>(row.integer(0) - next) * 4, '\0');
      data += row.view(2);
      next = row.integer(1) + 1;
    }
    db.prepare("INSERT INTO search_columns VALUES (?, ?, ?)").bind(merged).bind(name).bind_blob(data).run();
  }
}

}  // namespace banthuek::index
