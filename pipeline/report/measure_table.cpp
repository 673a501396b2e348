#include "pipeline/report/measure_table.h"

namespace banthuek::report {

const std::vector<FlatColumn>& flat_columns() {
  static const std::vector<FlatColumn> columns = {
      {"measure", ColumnKind::kText},    {"office", ColumnKind::kText},         {"type", ColumnKind::kText},
      {"district", ColumnKind::kText},   {"province", ColumnKind::kText},       {"year", ColumnKind::kNumber},
      {"no", ColumnKind::kText},         {"group", ColumnKind::kText},          {"status", ColumnKind::kText},
      {"title", ColumnKind::kText},      {"method", ColumnKind::kText},         {"responsible", ColumnKind::kText},
      {"monitoring", ColumnKind::kText}, {"period", ColumnKind::kText},         {"period_start", ColumnKind::kDate},
      {"period_end", ColumnKind::kDate}, {"frequency", ColumnKind::kText},      {"result", ColumnKind::kText},
      {"outcome", ColumnKind::kText},    {"recommendation", ColumnKind::kText}, {"document_date", ColumnKind::kDate},
      {"file", ColumnKind::kText},       {"page", ColumnKind::kNumber},         {"confidence", ColumnKind::kNumber},
      {"reviewed", ColumnKind::kNumber}, {"provenance", ColumnKind::kText}};
  return columns;
}

void for_each_measure_row(store::Store& store, const std::unordered_set<std::int64_t>* only, const std::function<void(database::Statement&)>& visit) {
  database::Database& db = store.db();
  database::Transaction transaction(db, database::Transaction::Kind::kRead);
  std::vector<std::int64_t> documents;
  {
    database::Statement row = db.prepare(
        "SELECT d.id, (SELECT min(path) FROM file_places WHERE file = d.file) AS path FROM documents d "
        "JOIN files f ON f.id = d.file ORDER BY path, f.sha256, d.first_page");
    while (row.step()) documents.push_back(row.integer(0));
  }
  database::Statement row = db.prepare(
      "SELECT d.key || '-' || m.number, d.organisation, d.organisation_type, d.district, d.province, d.fiscal_year, m.no, "
      "m.measure_group, m.status, m.title, m.method, m.responsible, m.monitoring, m.period, m.period_start, m.period_end, "
      "m.frequency, m.result, m.outcome, m.recommendation, d.date, "
      "(SELECT min(path) FROM file_places WHERE file = d.file), json_extract(m.pages, '$[0]'), round(m.confidence, 3), d.reviewed, "
      "m.provenance, m.id FROM measures m JOIN documents d ON d.id = m.document WHERE m.document = ? ORDER BY m.number");
  for (const std::int64_t document : documents) {
    for (row.bind(document); row.step();)
      if (!only || only->contains(row.integer(static_cast<int>(flat_columns().size())))) visit(row);
    row.reset();
  }
}

}  // namespace banthuek::report
