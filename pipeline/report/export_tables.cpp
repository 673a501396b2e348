#include "pipeline/report/export_tables.h"

#include <fmt/core.h>

#include <cstdlib>

#include "extractors/types/error.h"
#include "pipeline/base/whole_file.h"
#include "pipeline/report/export.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/report/xlsx_book.h"

namespace banthuek::report {
namespace {

void write_file(const std::filesystem::path& path, const std::string& text) {
  base::write_whole_file(path.string(), [&](const auto& sink) { sink(text); });
}

bool is_figure(CellType type) { return type == CellType::kNumber || type == CellType::kMoney; }

std::string csv_of(const DataTable& table) {
  std::string out = "\xEF\xBB\xBF";
  for (std::size_t c = 0; c < table.columns.size(); ++c) out += (c ? "," : "") + csv_cell(table.columns[c].heading.value);
  out += "\r\n";
  for (const DataRow& row : table.rows) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const DataCell& cell = row.cells[c];
      // A figure that begins with a minus is one, and runs nothing.
      out += (c ? "," : "") + (is_figure(cell.type) ? cell.field.value : csv_cell(cell.type == CellType::kText ? cell.field.raw : cell.field.value));
    }
    out += "\r\n";
  }
  return out;
}

void add_sheet(XlsxBook& book, const DataTable& table, int number) {
  lxw_worksheet* sheet = book.add_sheet(std::to_string(number));
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto column = static_cast<lxw_col_t>(c);
    worksheet_set_column(sheet, column, column, table.columns[c].type == CellType::kText ? 24 : 14, nullptr);
    worksheet_write_string(sheet, 0, column, cell_text(table.columns[c].heading.value).c_str(), book.bold());
  }
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_row_t at = 0;
  for (const DataRow& row : table.rows) {
    if (++at > kSheetRows) throw Error(ErrorKind::kUsage, "export", "a table has more rows than a sheet; give --format csv");
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const DataCell& cell = row.cells[c];
      const auto column = static_cast<lxw_col_t>(c);
      if (cell.field.raw.empty()) continue;
      if (is_figure(cell.type))
        worksheet_write_number(sheet, at, column, std::atof(cell.field.value.c_str()), nullptr);
      else if (cell.type == CellType::kDate)
        book.write_date(sheet, at, column, cell.field.value);
      else
        worksheet_write_string(sheet, at, column, cell_text(cell.type == CellType::kText ? cell.field.raw : cell.field.value).c_str(), nullptr);
    }
  }
}

}  // namespace

TablesWritten export_tables(store::Store& store, const std::filesystem::path& folder, TableFormat format,
                            const std::optional<std::unordered_set<std::string>>& documents, const NameMask* mask) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw Error(ErrorKind::kDisk, folder.string(), "cannot be made (" + error.message() + ")");
  TablesWritten out;
  std::string list = "\xEF\xBB\xBFtable,source,first_page,last_page,document,caption,layout,rows,columns\r\n";
  store.for_each_document(store::Detail::kValues, [&](const store::StoredDocument& shown) {
    if (shown.document.tables.empty() || (documents && !documents->contains(shown.key))) return;
    store::StoredDocument stored = shown;
    if (mask) {
      mask->mask(stored.document);
      stored.file = mask->mask(stored.file);
    }
    const std::vector<DataTable>& tables = stored.document.tables;
    const std::filesystem::path workbook = folder / (stored.key + ".xlsx");
    if (format == TableFormat::kXlsx) {
      base::put_in_place(workbook.string(), [&](const std::string& part) {
        XlsxBook book(part);
        int sheet = 0;
        for (const DataTable& table : tables) add_sheet(book, table, ++sheet);
        book.close();
      });
      ++out.files;
    }
    int number = 0;
    for (const DataTable& table : tables) {
      ++number;
      const bool csv = format == TableFormat::kCsv;
      const std::string name = csv ? fmt::format("{}-{}.csv", stored.key, number) : fmt::format("{}#{}", workbook.filename().string(), number);
      if (csv) {
        write_file(folder / name, csv_of(table));
        ++out.files;
      }
      list += fmt::format("{},{},{},{},{},{},{},{},{}\r\n", name, csv_cell(stored.file), table.first_page, table.last_page, stored.key,
                          csv_cell(table.caption ? table.caption->value : ""), table.layout, table.rows.size(), table.columns.size());
      ++out.tables;
    }
  });
  write_file(folder / "tables.csv", list);
  return out;
}

}  // namespace banthuek::report
