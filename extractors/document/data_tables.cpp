#include "extractors/document/data_tables.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "extractors/document/listed_tables.h"
#include "extractors/document/table_row.h"
#include "extractors/tables/column_places.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/values/cell_value.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kShortHeading = 40;               // characters of a heading that the cells below do not explain
constexpr std::size_t kLongHeading = 160;               // of one that they do
constexpr int kMaxHeaderRows = 4;                       // levels of headings
constexpr std::size_t kMaxLinesBetween = 2;             // a running head, a number that is none of the page's
constexpr std::size_t kMaxTitleLines = 8;               // where the headings are repeated: the title may be too
constexpr double kColumnsMeet = 0.03;                   // of the page's width: left edges of one column on two pages
constexpr double kMostOfColumn = 0.8;                   // of its cells are of the column's type
constexpr double kSameHeading = 0.8;                    // similarity
constexpr double kCaptionNear = 2.5;                    // line heights above the table
constexpr int kOpenRows = 3;                            // of a table without rules
constexpr std::size_t kFullRows = 4, kFullColumns = 3;  // of one whose cells are all texts
constexpr double kRuledGrid = 0.98, kOpenGrid = 0.8;    // that a cell stands where the grid says

class TableReader {
 public:
  TableReader(const OrderedPart& part, const RecordTable* record) : part_(part), grid_(*part.table), record_(record) {
    if (record) {
      header_rows_ = with_spans(record->map.header_rows);
    } else {
      find_title_row();
      find_header();
    }
  }

  DataTable read() const {
    DataTable out;
    out.first_page = out.last_page = part_.page;
    if (record_) out.layout = record_->map.layout->name;
    if (title_) out.caption = text::make_field(text::reading_of(*title_, part_.page), "table/title_row@1");
    for (int c = 0; c < columns(); ++c) out.columns.push_back({heading(c), CellType::kText});
    for (int r = first_ + header_rows_; r < rows(); ++r) {
      if (r == first_ + header_rows_ && header_rows_ > 0 && numbers_columns(r)) continue;
      DataRow row;
      bool any = false;
      for (int c = 0; c < columns(); ++c) {
        row.cells.push_back(cell(r, c));
        any = any || !row.cells.back().field.raw.empty();
      }
      if (any) out.rows.push_back(std::move(row));
    }
    return out;
  }

  bool has_header() const { return header_rows_ > 0; }

 private:
  int rows() const { return grid_.table.rows; }
  int columns() const { return grid_.table.columns; }

  static std::string text_of(const Cell* cell) { return cell ? std::string(text::trim(cell->text)) : ""; }

  // Nothing, as it is written in a column of figures.
  static bool is_dash(std::string_view text) { return text::fold(text).text == U"-"; }

  static bool is_typed(const Cell* cell) { return cell && values::cell_value(cell->text, cell->marks).type != CellType::kText; }

  // A first row that is one cell over the whole table names it.
  void find_title_row() {
    while (first_ + 1 < rows() && is_empty(first_)) ++first_;
    const Cell* cell = first_ + 2 < rows() ? grid_.cell(first_, 0) : nullptr;
    if (!cell || cell->column_span < columns() || cell->row_span != 1 || text_of(cell).empty()) return;
    title_ = cell;
    ++first_;
  }

  bool is_empty(int r) const {
    for (int c = 0; c < columns(); ++c)
      if (const Cell* cell = grid_.cell(r, c); cell && (!text_of(cell).empty() || !cell->marks.empty())) return false;
    return true;
  }

  // The rows of headings: short texts above cells of another type, or above cells where headings of several levels stand.
  void find_header() {
    int filled = 0, typed = 0;
    std::size_t longest = 0;
    for (int c = 0; c < columns(); ++c) {
      const Cell* cell = grid_.cell(first_, c);
      filled += !text_of(cell).empty();
      typed += is_typed(cell);
      longest = std::max(longest, text::to_u32(text_of(cell)).size());
    }
    if (typed > 0 || filled < 2 || first_ + 1 >= rows()) return;
    // An item among items.
    if (text::begins_item(text_of(grid_.cell(first_, 0))) && text::begins_item(text_of(grid_.cell(first_ + 1, 0)))) return;
    const bool explained = names_numbers() || has_types_below() || begins_items_below();
    if (longest > (explained ? kLongHeading : kShortHeading) || (!explained && filled < columns())) return;
    header_rows_ = with_spans(1);
  }

  // So many rows of headings, and those that their spans make of them.
  int with_spans(int n) const {
    if (n < 1) return 0;
    for (int r = 0; r < n && n < kMaxHeaderRows && first_ + r < rows(); ++r)
      for (int c = 0; c < columns(); ++c) {
        const Cell* cell = grid_.cell(first_ + r, c);
        if (!cell) continue;
        n = std::max(n, cell->row + cell->row_span - first_);
        if (cell->column_span > 1 && cell->column_span < columns() && cell->row + cell->row_span - first_ == n && splits_below(first_ + n, *cell))
          ++n;
      }
    return std::min({n, kMaxHeaderRows, rows() - first_ - 1});
  }

  // Whether most rows, but not the first, begin with the number of an item: "๑. ผู้ใช้".
  bool begins_items_below() const {
    if (text::begins_item(text_of(grid_.cell(first_, 0)))) return false;
    int items = 0, filled = 0;
    for (int r = first_ + 1; r < rows(); ++r) {
      const std::string text = text_of(grid_.cell(r, 0));
      filled += !text.empty();
      items += text::begins_item(text);
    }
    return items > 1 && items >= kMostOfColumn * filled;
  }

  // Whether the cells under a wide heading are headings too.
  bool splits_below(int r, const Cell& above) const {
    if (r + 1 >= rows()) return false;
    for (int c = above.column; c < std::min(columns(), above.column + above.column_span); ++c) {
      const Cell* cell = grid_.cell(r, c);
      if (!cell || is_typed(cell) || text_of(cell).empty() || text::to_u32(text_of(cell)).size() > kShortHeading) return false;
    }
    return true;
  }

  bool names_numbers() const {
    static const RE2 ordinal("^(ลำดับ(ที่)?|ที่|ข้อ(ที่)?|no|#)$");
    return RE2::FullMatch(text::to_utf8(text::fold(text_of(grid_.cell(first_, 0))).text), ordinal);
  }

  bool has_types_below() const {
    for (int c = 0; c < columns(); ++c) {
      int typed = 0, filled = 0;
      for (int r = first_ + 1; r < rows(); ++r) {
        const Cell* cell = grid_.cell(r, c);
        filled += cell && ((!text_of(cell).empty() && !is_dash(text_of(cell))) || !cell->marks.empty());
        typed += is_typed(cell);
      }
      if (filled > 0 && typed >= kMostOfColumn * filled) return true;
    }
    return false;
  }

  // A row below the headings that numbers the columns: (๑) (๒) (๓).
  bool numbers_columns(int r) const {
    static const RE2 number(R"(^\(?(\d{1,2})\)?$)");
    int expected = 1;
    for (int c = 0; c < columns(); ++c) {
      int n = 0;
      const std::string text = text::to_utf8(text::fold(text_of(grid_.cell(r, c))).text);
      if (!RE2::FullMatch(text, number, &n) || n != expected++) return false;
    }
    return columns() > 2;
  }

  Field heading(int c) const {
    std::vector<text::Excerpt> levels;
    const Cell* last = nullptr;
    for (int r = first_; r < first_ + header_rows_; ++r) {
      const Cell* cell = grid_.cell(r, c);
      if (!cell || cell == last || cell == title_) continue;
      last = cell;
      if (text::Excerpt reading = text::reading_of(*cell, part_.page); !reading.empty()) levels.push_back(std::move(reading));
    }
    text::Excerpt whole;
    for (const text::Excerpt& level : levels) text::append(whole, " / ", level);
    return text::make_field(whole, rule());
  }

  DataCell cell(int r, int c) const {
    const Cell* cell = grid_.cell(r, c);
    DataCell out;
    if (!cell || cell->column != c) return out;
    const text::Excerpt reading = text::reading_of(*cell, part_.page);
    values::CellValue value = values::cell_value(reading.text, cell->marks);
    if (reading.empty() && value.type != CellType::kMark) return out;
    out.type = value.type;
    out.field = text::make_field(reading, std::move(value.value), rule());
    if (reading.empty()) {  // a mark that no line holds
      out.field.raw = sign_of(cell->marks.front().kind);
      out.field.places = {{part_.page, cell->marks.front().box}};
      out.field.confidence = cell->marks.front().confidence;
    }
    out.field.confidence = std::min(out.field.confidence, part_.table->edges == Edges::kRuled ? kRuledGrid : kOpenGrid);
    return out;
  }

  std::string rule() const { return part_.table->edges == Edges::kRuled ? "table/ruled@1" : "table/open@1"; }

  const OrderedPart& part_;
  Grid grid_;
  const RecordTable* record_;
  const Cell* title_ = nullptr;
  int first_ = 0;  // row of the grid where headings or rows begin
  int header_rows_ = 0;
};

bool is_data(const Table& table) {
  if (table.columns < 2 || table.rows < 2) return false;
  if (table.edges == Edges::kOpen && table.rows < kOpenRows) return false;
  int filled = 0, headed = 0;
  for (const Cell& c : table.cells) {
    const bool any = !text::trim(c.text).empty() || !c.marks.empty();
    filled += any;
    if (any && c.row == 0) headed += c.column_span;
  }
  // A plan by months and a form to fill in have little but headings.
  return 3 * filled >= static_cast<int>(table.cells.size()) || headed + 1 >= table.columns;
}

// Without rules only the cells can tell that columns are some: by their type, or by standing full below each other.
bool has_columns(const DataTable& table) {
  if (std::any_of(table.columns.begin(), table.columns.end(), [](const DataColumn& c) { return c.type != CellType::kText; })) return true;
  if (table.rows.size() < kFullRows || table.columns.size() < kFullColumns) return false;
  std::size_t filled = 0;
  for (const DataRow& row : table.rows)
    filled += static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(), [](const DataCell& c) { return !c.field.raw.empty(); }));
  return static_cast<double>(filled) >= kMostOfColumn * static_cast<double>(table.rows.size() * table.columns.size());
}

void type_columns(DataTable& table) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    DataColumn& column = table.columns[c];
    if (values::names_money(column.heading.raw))
      for (DataRow& row : table.rows)
        if (row.cells[c].type == CellType::kNumber) row.cells[c].type = CellType::kMoney;
    std::size_t filled = 0, of_type[6] = {};
    for (const DataRow& row : table.rows)
      if (!row.cells[c].field.raw.empty() && text::fold(row.cells[c].field.raw).text != U"-")
        ++filled, ++of_type[static_cast<std::size_t>(row.cells[c].type)];
    // Whole amounts stand among amounts with satang.
    if (of_type[static_cast<std::size_t>(CellType::kMoney)] > 0)
      of_type[static_cast<std::size_t>(CellType::kMoney)] += std::exchange(of_type[static_cast<std::size_t>(CellType::kNumber)], 0);
    const auto most = std::max_element(std::begin(of_type), std::end(of_type));
    const bool is_most = filled > 0 && static_cast<double>(*most) >= kMostOfColumn * static_cast<double>(filled);
    column.type = is_most ? static_cast<CellType>(most - std::begin(of_type)) : CellType::kText;
    if (column.type != CellType::kMoney) continue;
    for (DataRow& row : table.rows)
      if (row.cells[c].type == CellType::kNumber) row.cells[c].type = CellType::kMoney;
  }
}

bool is_sum(const DataRow& row) {
  static const RE2 sum("^(รวม|รวมทั้ง(สิ้น|หมด)|ยอดรวม|รวมเงิน|total)(เป็นเงิน|ทั้งสิ้น|ทั้งหมด)?$");
  for (const DataCell& cell : row.cells) {
    if (cell.field.raw.empty()) continue;
    if (cell.type != CellType::kText) return false;
    return RE2::FullMatch(text::to_utf8(text::fold(cell.field.raw).text), sum);
  }
  return false;
}

bool numbers_rows(const DataTable& table) {
  std::size_t numbered = 0;
  for (const DataRow& row : table.rows) numbered += !row.cells.empty() && row.cells.front().type == CellType::kNumber;
  return numbered > 0 && 2 * numbered >= table.rows.size();
}

// The rest of a row that the page's end cut goes to the row it belongs to.
void join_cut_row(DataTable& before, DataRow& rest) {
  for (std::size_t c = 0; c < rest.cells.size(); ++c) {
    DataCell& to = before.rows.back().cells[c];
    DataCell& from = rest.cells[c];
    if (from.field.raw.empty()) continue;
    if (to.field.raw.empty()) {
      to = std::move(from);
      continue;
    }
    to.field.raw += text::joiner_between(to.field.raw, from.field.raw);
    to.field.raw += from.field.raw;
    to.field.places.insert(to.field.places.end(), from.field.places.begin(), from.field.places.end());
    to.field.confidence = std::min(to.field.confidence, from.field.confidence);
    const values::CellValue value = values::cell_value(to.field.raw, {});
    to.field.value = value.value;
    to.type = value.type;
  }
}

bool same_headings(const DataTable& a, const DataTable& b) {
  for (std::size_t c = 0; c < a.columns.size(); ++c)
    if (text::similarity(a.columns[c].heading.raw, b.columns[c].heading.raw) < kSameHeading) return false;
  return true;
}

bool columns_meet(const OrderedPart& a, const OrderedPart& b) {
  const std::vector<Box> before = tables::column_boxes(*a.table), here = tables::column_boxes(*b.table);
  if (before.size() != here.size() || a.page_width <= 0 || b.page_width <= 0) return false;
  for (std::size_t c = 0; c < before.size(); ++c) {
    if (before[c].empty() || here[c].empty()) continue;
    // Pages are laid on the glass by hand: what counts is where a column stands in its table.
    const double left = static_cast<double>(before[c].x - a.box.x) / a.page_width, now = static_cast<double>(here[c].x - b.box.x) / b.page_width;
    if (std::abs(left - now) > kColumnsMeet) return false;
  }
  return true;
}

// The line above a table that names it.
MaybeField caption_of(const ReadingOrder& flow, std::size_t at) {
  static const RE2 names("^(ตาราง|แผน|รายการ|สรุป|บัญชี|สถิติ|รายงาน|แบบ|ข้อมูล|ผล)");
  const OrderedPart& table = flow[at];
  for (std::size_t back = 1; back <= 3 && back <= at; ++back) {
    const OrderedPart& line = flow[at - back];
    if (line.table || line.page != table.page || line.reading.empty()) break;
    const int gap = table.box.y - line.box.bottom();
    const int height = std::max(1, line.line_height);
    if (gap < -height || gap > static_cast<int>(kCaptionNear * static_cast<double>(height) * static_cast<double>(back))) break;
    if (RE2::PartialMatch(line.reading.text, names)) return text::make_field(line.reading, "table/caption@1");
  }
  return std::nullopt;
}

}  // namespace

void finish_table(DataTable& table) {
  for (DataRow& row : table.rows) row.is_sum = is_sum(row);
  type_columns(table);
}

std::vector<DataTable> extract_tables(const ReadingOrder& pages, const std::vector<RecordTable>& records) {
  const ListedTables listed(pages);
  const ReadingOrder& flow = listed.flow();
  std::vector<DataTable> out;
  std::size_t last = flow.size(), lines = 0;  // the part of the table before, and the lines since then
  for (std::size_t i = 0; i < flow.size(); ++i) {
    if (!flow[i].table) {
      ++lines;
      continue;
    }
    const auto record = std::find_if(records.begin(), records.end(), [&](const RecordTable& r) { return r.part == listed.part_of(i) && !r.turned; });
    const RecordTable* known = record == records.end() ? nullptr : &*record;
    if (!known && !is_data(*flow[i].table)) continue;
    const TableReader reader(flow[i], known);
    DataTable table = reader.read();
    const bool near = last < flow.size() && lines <= (reader.has_header() ? kMaxTitleLines : kMaxLinesBetween) && flow[i].page == flow[last].page + 1;
    bool goes_on = known ? known->goes_on && !out.empty() && out.back().columns.size() == table.columns.size() && out.back().layout == table.layout
                         : near && out.back().layout.empty() && columns_meet(flow[last], flow[i]);
    if (goes_on && !known && reader.has_header()) goes_on = same_headings(out.back(), table);
    lines = 0;
    last = i;
    if (!goes_on) {
      if (!table.caption) table.caption = caption_of(flow, i);
      if (table.rows.empty() && !reader.has_header())
        last = flow.size();
      else
        out.push_back(std::move(table));
      continue;
    }
    DataTable& before = out.back();
    before.last_page = table.last_page;
    for (DataRow& row : table.rows) {
      const bool cut =
          &row == &table.rows.front() && !before.rows.empty() && row.cells.front().field.raw.empty() && numbers_rows(before) && !is_sum(row);
      if (cut)
        join_cut_row(before, row);
      else
        before.rows.push_back(std::move(row));
    }
  }
  for (DataTable& table : out) finish_table(table);
  std::erase_if(out, [](const DataTable& t) {
    const bool open = !t.rows.empty() && std::any_of(t.rows.front().cells.begin(), t.rows.front().cells.end(),
                                                     [](const DataCell& c) { return c.field.rule == "table/open@1"; });
    return open && t.layout.empty() && !has_columns(t);
  });
  return out;
}

}  // namespace banthuek::document
