// A workbook of libxlsxwriter: what all our sheets have in common. Internal to the exports.
#pragma once

#include <xlsxwriter.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::report {

inline constexpr lxw_row_t kSheetRows = 1048575;  // beside the headings

// Ends a text of which a cell holds no more.
inline constexpr const char* kCutNote =
    " […ตัดเพราะยาวเกินช่องของ Excel ข้อความเต็มอยู่ใน CSV และ JSON; cut: longer than a cell of Excel, whole in CSV and JSON]";
// What a cell may hold: at most 32,767 UTF-16 units, cut at a cluster and noted so, without control characters but line ends and tabs.
std::string cell_text(std::string_view text);

// Rows go straight to disk. The same records give the same bytes: no time of making.
class XlsxBook {
 public:
  // Throws Error{kDisk} where the file cannot be made.
  explicit XlsxBook(const std::filesystem::path& file);
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  lxw_worksheet* add_sheet(const std::string& name);
  lxw_format* bold() const { return bold_; }
  // A day as a date; a month or a year as text, as precise as written.
  void write_date(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& iso);
  // Throws Error{kDisk} where it cannot be written to the end.
  void close();

 private:
  std::filesystem::path file_;
  lxw_workbook* book_ = nullptr;
  std::vector<lxw_worksheet*> sheets_;
  lxw_format *date_ = nullptr, *bold_ = nullptr;
};

}  // namespace banthuek::report
