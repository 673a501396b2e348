// XLSX by libxlsxwriter, wrapped here once: rows go straight to disk (constant_memory).
#include <xlsxwriter.h>

#include <cstdio>
#include <memory>

#include "extractors/types/error.h"
#include "pipeline/index/search_text.h"
#include "pipeline/report/export.h"
#include "pipeline/report/measure_table.h"

namespace banthuek::report {
namespace {

constexpr std::size_t kLongestText = 32767;  // UTF-16 units in a cell
constexpr std::size_t kLongestLink = 230;    // bytes; a text inside a formula has at most 255 characters
constexpr lxw_row_t kMaxRows = 1048575;      // in a sheet, beside the header

std::size_t utf16_units(std::string_view utf8) {
  std::size_t units = 0;
  for (const char c : utf8) units += ((c & 0xC0) != 0x80) + (static_cast<unsigned char>(c) >= 0xF0);
  return units;
}

// What a cell may hold: cut at a cluster, without control characters but line ends and tabs.
std::string cell_text(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
  if (out.size() <= kLongestText) return out;
  const index::SearchText st = index::search_text(out);
  std::size_t units = utf16_units(std::string_view(out).substr(0, st.offsets.front())), end = out.size();
  for (std::size_t i = 0; i + 1 < st.offsets.size(); ++i) {
    units += utf16_units(std::string_view(out).substr(st.offsets[i], st.offsets[i + 1] - st.offsets[i]));
    if (units > kLongestText) {
      end = st.offsets[i];
      break;
    }
  }
  out.resize(end);
  return out;
}

struct Book {
  lxw_workbook* book;
  lxw_worksheet* sheet = nullptr;
  lxw_format *date, *bold;
  std::size_t columns;
  lxw_row_t row = 0;
  int sheets = 0;

  void add_sheet() {
    finish_sheet();
    sheet = workbook_add_worksheet(book, sheets++ ? ("measures " + std::to_string(sheets)).c_str() : "measures");
    for (std::size_t i = 0; i < columns; ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      const ColumnKind kind = flat_columns()[i].kind;
      worksheet_set_column(sheet, column, column, kind == ColumnKind::kText ? 24 : 12, nullptr);
      worksheet_write_string(sheet, 0, column, flat_columns()[i].name, bold);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    row = 1;
  }
  void finish_sheet() {
    if (sheet) worksheet_autofilter(sheet, 0, 0, std::max<lxw_row_t>(row, 2) - 1, static_cast<lxw_col_t>(columns - 1));
  }
};

void write_date(Book& out, lxw_col_t column, const std::string& text) {
  int y = 0, m = 0, d = 0;
  if (text.size() == 10 && std::sscanf(text.c_str(), "%4d-%2d-%2d", &y, &m, &d) == 3) {
    lxw_datetime when{y, m, d, 0, 0, 0};
    worksheet_write_datetime(out.sheet, out.row, column, &when, out.date);
  } else {
    worksheet_write_string(out.sheet, out.row, column, text.c_str(), nullptr);  // a month or a year: as precise as written
  }
}

}  // namespace

void export_xlsx(store::Store& store, const std::filesystem::path& file, const ExportOptions& options) {
  lxw_workbook_options settings{};
  settings.constant_memory = LXW_TRUE;
  Book out{workbook_new_opt(file.c_str(), &settings), nullptr, nullptr, nullptr, 0};
  if (!out.book) throw Error(ErrorKind::kDisk, file.string(), "cannot be written; see its folder's rights");
  out.columns = flat_columns().size() - (options.provenance == Provenance::kGiven ? 0 : 1);
  out.date = workbook_add_format(out.book);
  format_set_num_format(out.date, "yyyy-mm-dd");
  out.bold = workbook_add_format(out.book);
  format_set_bold(out.bold);
  // The same bytes for the same records: no time of making.
  lxw_doc_properties properties{};
  properties.created = 946684800;  // 2000-01-01
  workbook_set_properties(out.book, &properties);
  out.add_sheet();
  for_each_measure_row(store, options.measures ? &*options.measures : nullptr, [&](database::Statement& row) {
    if (out.row > kMaxRows) out.add_sheet();
    for (std::size_t i = 0; i < out.columns; ++i) {
      const int at = static_cast<int>(i);
      const auto column = static_cast<lxw_col_t>(i);
      if (row.is_null(at)) continue;
      const std::string text = cell_text(row.view(at));
      const std::string_view name = flat_columns()[i].name;
      if (flat_columns()[i].kind == ColumnKind::kNumber)
        worksheet_write_number(out.sheet, out.row, column, row.real(at), nullptr);
      else if (flat_columns()[i].kind == ColumnKind::kDate)
        write_date(out, column, text);
      else if (name == "file" && text.size() < kLongestLink && text.find('"') == std::string::npos) {
        // A formula, as links proper stay in memory and a sheet has at most 65,530.
        const std::string page = row.is_null(at + 1) ? "" : "#page=" + row.text(at + 1);
        worksheet_write_formula_str(out.sheet, out.row, column, ("=HYPERLINK(\"" + text + page + "\",\"" + text + "\")").c_str(), nullptr,
                                    text.c_str());
      } else {
        worksheet_write_string(out.sheet, out.row, column, text.c_str(), nullptr);
      }
    }
    ++out.row;
  });
  out.finish_sheet();
  if (const lxw_error error = workbook_close(out.book); error != LXW_NO_ERROR)
    throw Error(ErrorKind::kDisk, file.string(),
                std::string("cannot be written (") + lxw_strerror(error) + "); see the folder's rights and the disk");
}

}  // namespace banthuek::report
