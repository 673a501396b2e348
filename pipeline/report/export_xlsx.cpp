// Measures as a workbook.
#include <fmt/core.h>

#include <algorithm>

#include "pipeline/report/export.h"
#include "pipeline/report/export_records.h"
#include "pipeline/report/measure_table.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/report/xlsx_book.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::report {
namespace {

constexpr std::size_t kLongestLink = 230;  // bytes; a text inside a formula has at most 255 characters

struct MeasureBook {
  XlsxBook book;
  std::size_t columns;
  lxw_worksheet* sheet = nullptr;
  lxw_row_t row = 0;
  int sheets = 0;

  void add_sheet() {
    finish_sheet();
    sheet = book.add_sheet(sheets++ ? fmt::format("measures {}", sheets) : "measures");
    for (std::size_t i = 0; i < columns; ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      const ColumnKind kind = flat_columns()[i].kind;
      worksheet_set_column(sheet, column, column, kind == ColumnKind::kText ? 24 : 12, nullptr);
      worksheet_write_string(sheet, 0, column, flat_columns()[i].name, book.bold());
    }
    worksheet_freeze_panes(sheet, 1, 0);
    row = 1;
  }
  void finish_sheet() {
    if (sheet) worksheet_autofilter(sheet, 0, 0, std::max<lxw_row_t>(row, 2) - 1, static_cast<lxw_col_t>(columns - 1));
  }
};

}  // namespace

void export_xlsx(store::Store& store, const std::filesystem::path& file, const ExportOptions& options) {
  MeasureBook out{XlsxBook(file), flat_columns().size() - (options.provenance == Provenance::kGiven ? 0 : 1)};
  out.add_sheet();
  for_each_measure_row(store, options.measures ? &*options.measures : nullptr, [&](database::Statement& row) {
    if (out.row > kSheetRows) out.add_sheet();
    for (std::size_t i = 0; i < out.columns; ++i) {
      const int at = static_cast<int>(i);
      const auto column = static_cast<lxw_col_t>(i);
      if (row.is_null(at)) continue;
      const std::string text = cell_text(options.mask ? options.mask->mask(row.view(at)) : row.view(at));
      const std::string_view name = flat_columns()[i].name;
      if (flat_columns()[i].kind == ColumnKind::kNumber)
        worksheet_write_number(out.sheet, out.row, column, row.real(at), nullptr);
      else if (flat_columns()[i].kind == ColumnKind::kDate)
        out.book.write_date(out.sheet, out.row, column, text);
      else if (name == "file" && text.size() < kLongestLink && text.find('"') == std::string::npos) {
        // A formula, as links proper stay in memory and a sheet has at most 65,530.
        const std::string page = row.is_null(at + 1) ? "" : "#page=" + row.text(at + 1);
        worksheet_write_formula_str(out.sheet, out.row, column, fmt::format("=HYPERLINK(\"{}{}\",\"{}\")", text, page, text).c_str(), nullptr,
                                    text.c_str());
      } else {
        worksheet_write_string(out.sheet, out.row, column, text.c_str(), nullptr);
      }
    }
    ++out.row;
  });
  out.finish_sheet();
  if (!options.measures)
    for (const schema::RecordKind& kind : store::record_kinds(store.db())) add_records_sheet(out.book, store, kind, std::nullopt, options.mask.get());
  out.book.close();
}

}  // namespace banthuek::report
