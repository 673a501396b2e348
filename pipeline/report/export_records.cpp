#include "pipeline/report/export_records.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "extractors/types/error.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/report/xlsx_book.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::report {
namespace {

struct Cell {
  std::string text;
  bool figure = false, date = false;
};

struct Column {
  std::string name;
  bool figure = false, text = true;
};

std::vector<Column> columns_of(const schema::RecordKind& kind) {
  std::vector<Column> out{{"id"}, {"office"}, {"type"}, {"district"}, {"province"}, {"year", true, false}};
  for (const schema::KindField& field : kind.fields) {
    const bool figure = field.type == CellType::kNumber || field.type == CellType::kMoney;
    out.push_back({field.name, figure, !figure && field.type != CellType::kDate});
  }
  for (const char* name : {"file", "page", "confidence", "reviewed"})
    out.push_back({name, std::string_view(name) != "file", std::string_view(name) == "file"});
  return out;
}

// A figure as the database has it, shortest.
std::string shown(const nlohmann::json& value) { return value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump(); }

void for_each_row(store::Store& store, const schema::RecordKind& kind, const std::optional<std::unordered_set<std::int64_t>>& only,
                  const NameMask* mask, const std::function<void(const std::vector<Cell>&)>& visit) {
  database::Database& db = store.db();
  database::Transaction transaction(db, database::Transaction::Kind::kRead);
  database::Statement row = db.prepare(
      "SELECT d.key || '-r' || r.number, d.organisation, d.organisation_type, d.district, d.province, d.fiscal_year, r.fields, "
      "(SELECT min(path) FROM file_places WHERE file = d.file) AS path, r.page, round(r.confidence, 3), d.reviewed, p.id FROM records r JOIN "
      "documents "
      "d ON d.id = r.document JOIN files f ON f.id = d.file LEFT JOIN passages p ON p.document = r.document AND p.kind = 'record' AND p.number = "
      "r.number WHERE r.kind = ? ORDER BY path, f.sha256, d.first_page, r.number");
  for (row.bind(kind.name); row.step();) {
    if (only && !only->contains(row.integer(11))) continue;
    std::vector<Cell> cells;
    for (int i = 0; i < 5; ++i) cells.push_back({row.text(i)});
    cells.push_back({row.text(5), true});
    const std::size_t first_field = cells.size();
    const auto fields = nlohmann::json::parse(row.view(6), nullptr, false);
    for (const schema::KindField& field : kind.fields) {
      const auto at = fields.is_object() ? fields.find(field.name) : fields.end();
      if (!fields.is_object() || at == fields.end())
        cells.push_back({});
      else
        cells.push_back({shown(*at), at->is_number(), field.type == CellType::kDate});
    }
    cells.push_back({row.text(7)});
    for (int i = 8; i < 11; ++i) cells.push_back({row.text(i), true});
    if (mask)
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const bool person = i >= first_field && i < first_field + kind.fields.size() && kind.fields[i - first_field].type == CellType::kPerson;
        if (!cells[i].figure) cells[i].text = person && !cells[i].text.empty() ? kNameHidden : mask->mask(cells[i].text);
      }
    visit(cells);
  }
}

}  // namespace

schema::RecordKind known_kind(store::Store& store, std::string_view name) {
  if (auto kind = store::record_kind(store.db(), name)) return std::move(*kind);
  std::string known;
  for (const schema::RecordKind& kind : store::record_kinds(store.db())) known += (known.empty() ? "" : ", ") + kind.name;
  throw Error(
      ErrorKind::kUsage, "--records",
      "there are no records of the kind '" + std::string(name) + "'; " + (known.empty() ? "there are none of any kind" : "there are " + known));
}

void export_records_csv(store::Store& store, const schema::RecordKind& kind, const std::optional<std::unordered_set<std::int64_t>>& only,
                        const Sink& sink, const NameMask* mask) {
  std::string piece = "\xEF\xBB\xBF";
  for (const Column& column : columns_of(kind)) piece += (piece.size() > 3 ? "," : "") + column.name;
  piece += "\r\n";
  for_each_row(store, kind, only, mask, [&](const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) piece += (i ? "," : "") + (cells[i].figure ? cells[i].text : csv_cell(cells[i].text));
    piece += "\r\n";
    if (piece.size() < 1 << 16) return;
    sink(piece);
    piece.clear();
  });
  sink(piece);
}

void add_records_sheet(XlsxBook& book, store::Store& store, const schema::RecordKind& kind,
                       const std::optional<std::unordered_set<std::int64_t>>& only, const NameMask* mask) {
  lxw_worksheet* sheet = book.add_sheet(kind.name.substr(0, 31));  // a longer name is none for a sheet
  lxw_col_t at = 0;
  for (const Column& column : columns_of(kind)) {
    worksheet_set_column(sheet, at, at, column.text ? 24 : 12, nullptr);
    worksheet_write_string(sheet, 0, at++, column.name.c_str(), book.bold());
  }
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_row_t line = 0;
  for_each_row(store, kind, only, mask, [&](const std::vector<Cell>& cells) {
    if (++line > kSheetRows) throw Error(ErrorKind::kUsage, "export", "there are more records than a sheet has rows; give --format csv");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      if (cells[i].text.empty()) continue;
      if (cells[i].figure)
        worksheet_write_number(sheet, line, column, std::atof(cells[i].text.c_str()), nullptr);
      else if (cells[i].date)
        book.write_date(sheet, line, column, cells[i].text);
      else
        worksheet_write_string(sheet, line, column, cell_text(cells[i].text).c_str(), nullptr);
    }
  });
}

void export_records_xlsx(store::Store& store, const std::filesystem::path& file, const schema::RecordKind& kind,
                         const std::optional<std::unordered_set<std::int64_t>>& only, const NameMask* mask) {
  XlsxBook book(file);
  add_records_sheet(book, store, kind, only, mask);
  book.close();
}

}  // namespace banthuek::report
