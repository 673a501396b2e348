#include "pipeline/store/passage_rows.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "extractors/types/fields.h"
#include "pipeline/index/passage.h"

namespace banthuek::store {
namespace {

// What is asked of the fields of a record that stand in its own row.
struct Extent {
  double confidence = 1;  // the least
  int page = 0;           // on which the first of them that has a place begins

  template <typename Record>
  void add(const Record& record) {
    visit_fields(record, [&](const FieldInfo&, const auto& member) {
      using Member = std::remove_const_t<std::remove_reference_t<decltype(member)>>;
      if constexpr (IsMaybeField<Member>) {
        if (member) see(*member);
      } else if constexpr (IsField<Member>) {
        see(member);
      } else if constexpr (IsMaybeRecord<Member>) {
        if (member) add(*member);
      } else if constexpr (!IsList<Member> && !IsCode<Member>) {
        add(member);
      }
    });
  }

  void see(const Field& field) {
    confidence = std::clamp(std::min(confidence, field.confidence), 0.0, 1.0);
    if (page < 1 && !field.places.empty()) page = field.places.front().page;
  }
};

constexpr const char* kInsert = "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)";

template <typename Record>
void write_records(database::Database& db, index::PassageKind kind, std::int64_t file, std::int64_t id, const Document& document,
                   const std::vector<Record>& records) {
  if (records.empty()) return;
  std::int64_t next = index::next_passage(db, kind);
  database::Statement row = db.prepare(kInsert);
  for (int number = 0; const Record& record : records) {
    Extent extent;
    extent.add(record);
    row.bind(next++).bind(index::name_of(kind)).bind(file).bind(id).bind(++number);
    row.bind(extent.page >= 1 ? extent.page : document.first_page).bind(extent.confidence).run();
  }
}

// Rows of tables that no layout makes records of; those of the others are found as records. Of a table of a kind of records the rows that are none.
void write_rows(database::Database& db, std::int64_t file, std::int64_t id, const Document& document) {
  std::int64_t next = 0;
  database::Statement insert = db.prepare(kInsert);
  int number = 0;
  auto record = document.records.begin();  // in the order of tables and rows
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    const DataTable& table = document.tables[t];
    const bool of_kind =
        std::any_of(document.records.begin(), document.records.end(), [&](const TableRecord& r) { return r.table == static_cast<int>(t); });
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const DataRow& row = table.rows[r];
      ++number;
      if (!table.layout.empty() && !of_kind) continue;
      if (record != document.records.end() && record->table == static_cast<int>(t) && record->row == static_cast<int>(r)) {
        ++record;
        continue;
      }
      if (next == 0) next = index::next_passage(db, index::PassageKind::kRow);
      Extent extent;
      for (const DataCell& cell : row.cells)
        if (!cell.field.raw.empty()) extent.see(cell.field);
      insert.bind(next++).bind("row").bind(file).bind(id).bind(number);
      insert.bind(extent.page >= 1 ? extent.page : table.first_page).bind(extent.confidence).run();
    }
  }
}

// `document` null: of no document.
void write_pages(database::Database& db, std::int64_t file, std::optional<std::int64_t> document, int first, int last) {
  std::vector<std::pair<std::int64_t, double>> pages;  // number, confidence
  {
    database::Statement row = db.prepare(
        "SELECT number, confidence FROM pages g WHERE file = ?1 AND number BETWEEN ?2 AND ?3 AND NOT EXISTS "
        "(SELECT 1 FROM passages p WHERE p.file = ?1 AND p.kind = 'page' AND p.number = g.number) ORDER BY number");
    for (row.bind(file).bind(first).bind(last); row.step();) pages.emplace_back(row.integer(0), row.real(1));
  }
  if (pages.empty()) return;
  std::int64_t next = index::next_passage(db, index::PassageKind::kPage);
  database::Statement row = db.prepare(kInsert);
  for (const auto& [number, confidence] : pages)
    row.bind(next++).bind("page").bind(file).bind(document).bind(number).bind(number).bind(confidence).run();
}

}  // namespace

void write_document_passages(database::Database& db, std::int64_t file, std::int64_t id, const Document& d) {
  Extent header;
  header.add(d);
  db.prepare(kInsert)
      .bind(index::next_passage(db, index::PassageKind::kDocument))
      .bind("document")
      .bind(file)
      .bind(id)
      .bind(1)
      .bind(d.first_page)
      .bind(header.confidence)
      .run();
  write_records(db, index::PassageKind::kPerson, file, id, d, d.signatures);
  write_records(db, index::PassageKind::kScore, file, id, d, d.scores);
  write_records(db, index::PassageKind::kItem, file, id, d, d.oit_items);
  write_records(db, index::PassageKind::kRecord, file, id, d, d.records);
  write_rows(db, file, id, d);
  write_pages(db, file, id, d.first_page, d.last_page);
}

void write_page_passages(database::Database& db, std::int64_t file) { write_pages(db, file, std::nullopt, 1, std::numeric_limits<int>::max()); }

}  // namespace banthuek::store
