#include "pipeline/report/xlsx_book.h"

#include <cstdio>

#include "extractors/types/error.h"
#include "pipeline/base/private_file.h"
#include "pipeline/index/search_text.h"
#include "pipeline/report/workbook_parts.h"

namespace banthuek::report {
namespace {

constexpr std::size_t kLongestText = 32767;  // UTF-16 units in a cell

std::size_t utf16_units(std::string_view utf8) {
  std::size_t units = 0;
  for (const char c : utf8) units += ((c & 0xC0) != 0x80) + (static_cast<unsigned char>(c) >= 0xF0);
  return units;
}

// Temporary files lie beside the workbook, where there must be room: the system's folder for them may be small, or full. The workbook may be named by
// a link, as one that is open without a name is (/proc/self/fd/N).
std::string folder_of(const std::filesystem::path& file) {
  std::error_code no_link;
  const std::filesystem::path to = std::filesystem::read_symlink(file, no_link);
  const std::filesystem::path folder = (no_link ? file : file.parent_path() / to).parent_path();
  return folder.empty() ? "." : folder.string();
}

}  // namespace

std::string cell_text(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
  if (out.size() <= kLongestText || utf16_units(out) <= kLongestText) return out;
  const std::size_t kept = kLongestText - utf16_units(kCutNote);
  const index::SearchText st = index::search_text(out);
  std::size_t units = utf16_units(std::string_view(out).substr(0, st.offsets.front())), end = out.size();
  for (std::size_t i = 0; i + 1 < st.offsets.size(); ++i) {
    units += utf16_units(std::string_view(out).substr(st.offsets[i], st.offsets[i + 1] - st.offsets[i]));
    if (units > kept) {
      end = st.offsets[i];
      break;
    }
  }
  out.resize(end);
  return out + kCutNote;
}

XlsxBook::XlsxBook(const std::filesystem::path& file) : file_(file) {
  base::make_private(file);
  lxw_workbook_options settings{};
  settings.constant_memory = LXW_TRUE;
  std::string folder = folder_of(file);
  settings.tmpdir = folder.data();
  book_ = workbook_new_opt(file.c_str(), &settings);
  if (!book_) throw Error(ErrorKind::kDisk, file.string(), "cannot be written; see its folder's rights");
  date_ = workbook_add_format(book_);
  format_set_num_format(date_, "yyyy-mm-dd");
  bold_ = workbook_add_format(book_);
  format_set_bold(bold_);
  lxw_doc_properties properties{};
  properties.created = 946684800;  // 2000-01-01
  workbook_set_properties(book_, &properties);
}

XlsxBook::~XlsxBook() {
  if (book_) workbook_close(book_);
}

lxw_worksheet* XlsxBook::add_sheet(const std::string& name) {
  lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
  if (!sheet)
    throw Error(ErrorKind::kDisk, file_.string(),
                "cannot be written (no temporary file can be made beside it); see the folder's rights and the disk");
  sheets_.push_back(sheet);
  return sheet;
}

void XlsxBook::write_date(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& iso) {
  int y = 0, m = 0, d = 0;
  if (iso.size() == 10 && std::sscanf(iso.c_str(), "%4d-%2d-%2d", &y, &m, &d) == 3) {
    lxw_datetime when{y, m, d, 0, 0, 0};
    worksheet_write_datetime(sheet, row, column, &when, date_);
  } else {
    worksheet_write_string(sheet, row, column, iso.c_str(), nullptr);
  }
}

void XlsxBook::close() {
  lxw_workbook* book = book_;
  book_ = nullptr;
  const auto fails = [&](const std::string& why) {
    throw Error(ErrorKind::kDisk, file_.string(), "cannot be written (" + why + "); see the folder's rights and the disk");
  };
  // Rows wait in temporary files, and parts come out of others, of which the library tells no trouble.
  bool rows_kept = true;
  for (lxw_worksheet* sheet : sheets_) {
    lxw_worksheet_write_single_row(sheet);
    rows_kept = std::fflush(sheet->optimize_tmpfile) == 0 && std::ferror(sheet->optimize_tmpfile) == 0 && rows_kept;
  }
  if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR) fails(lxw_strerror(error));
  if (!rows_kept) fails("its rows do not fit on the disk");
  if (const std::string part = broken_part(file_); !part.empty()) fails(part + " does not fit on the disk");
}

}  // namespace banthuek::report
