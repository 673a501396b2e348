#include "extractors/document/table_row.h"

#include <re2/re2.h>

#include <algorithm>

#include "extractors/schema/heading_match.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::document {
namespace {

bool is_blank(std::string_view text) {
  const std::u32string folded = text::fold(text).text;
  return std::all_of(folded.begin(), folded.end(), [](char32_t c) { return c == U'-'; });
}

// Whether a text is a code with letters ("ก-๐๑"), of which the digits alone are no number.
bool is_code(std::string_view text) {
  static const RE2 label(R"((?i)^\s*\(?\s*(?:ข้อ|ลำดับ|มาตรการ|กิจกรรม|โครงการ|ประเด็น|ตัวชี้วัด|no\.?)?(?:ที่)?\s*\.?)"),
      code(R"([A-Za-zก-ฮ]|\p{Nd}\s*[-–/]\s*\p{Nd})");
  re2::StringPiece rest(text.data(), text.size());
  RE2::Consume(&rest, label);
  return RE2::PartialMatch(rest, code);
}

}  // namespace

int choice_index(const std::string& role) {
  return role == "status.not_started" ? 0 : role == "status.in_progress" ? 1 : role == "status.done" ? 2 : -1;
}

Row read_row(const Grid& grid, const TableMap& map, int r, int page, const schema::Schemas& schemas) {
  Row row;
  row.page = page;
  const Cell* last = nullptr;
  for (int c = 0; c < grid.table.columns; ++c) {
    const Cell* cell = grid.cell(r, c);
    const std::string& role = map.roles[static_cast<std::size_t>(c)];
    if (!cell || cell == last || role.empty() || role == "other") {
      last = cell;
      continue;
    }
    last = cell;
    text::Excerpt reading = text::reading_of(*cell, page);
    if (const int i = choice_index(role); i >= 0) {
      if (cell->row != r) continue;
      const auto at = static_cast<std::size_t>(i);
      row.choices[at] = values::choice_in(*cell, schemas.vocabulary);
      if (reading.empty() && !cell->marks.empty())
        reading = {
            sign_of(cell->marks.front().kind),
            {{0, std::string_view(sign_of(cell->marks.front().kind)).size(), {page, cell->marks.front().box}, cell->marks.front().confidence}}};
      row.choice_readings[at] = reading;
      row.has_choices = true;
      continue;
    }
    if (role == "status" && reading.empty() && !cell->marks.empty())
      reading = {sign_of(cell->marks.front().kind),
                 {{0, std::string_view(sign_of(cell->marks.front().kind)).size(), {page, cell->marks.front().box}, cell->marks.front().confidence}}};
    if (is_blank(reading.text)) continue;
    auto& to = cell->row == r ? row.text : row.covering;
    auto& text = to[role];
    text::append(text, "\n", reading);
  }
  if (const auto no = row.text.find("no"); no != row.text.end() && !is_code(no->second.text)) {
    std::string digits;
    for (const char c : text::ascii_digits(no->second.text))
      if ((c >= '0' && c <= '9') || (c == '.' && !digits.empty())) digits += c;
    while (!digits.empty() && digits.back() == '.') digits.pop_back();
    if (!digits.empty() && digits.size() <= 6) {
      row.number = NumberCut{digits, 0, no->second.text.size(), 0};
      row.number_reading = no->second;
    }
  }
  if (const auto title = row.text.find("title"); title != row.text.end() && !row.number) {
    row.number = cut_number(title->second.text, schemas);
    if (row.number) {
      const text::Excerpt whole = title->second;
      row.number_reading = text::slice(whole, row.number->begin, row.number->end);
      title->second = text::slice(whole, row.number->rest, whole.text.size());
    }
  } else if (title != row.text.end())
    row.title_number = cut_number(title->second.text, schemas);
  return row;
}

std::optional<text::Excerpt> row_in_two(const Grid& grid, int r, int page) {
  text::Excerpt all;
  int span = 0, filled = 0;
  const Cell* last = nullptr;
  for (int c = 0; c < grid.table.columns; ++c) {
    const Cell* cell = grid.cell(r, c);
    if (!cell || cell == last || cell->row != r || text::fold(cell->text).text.empty()) continue;
    last = cell;
    span += cell->column_span;
    ++filled;
    text::append(all, "", text::reading_of(*cell, page));
  }
  if (filled < 1 || filled > 2 || 5 * span < 3 * grid.table.columns) return std::nullopt;
  return all;
}

std::optional<text::Excerpt> heading_row(const Grid& grid, int r, int page, const schema::Schemas& schemas) {
  const Cell* only = nullptr;
  int filled = 0;
  for (int c = 0; c < grid.table.columns; ++c) {
    const Cell* cell = grid.cell(r, c);
    if (!cell || cell == only || cell->row != r || (text::fold(cell->text).text.empty() && cell->marks.empty())) continue;
    only = cell;
    ++filled;
  }
  if (filled != 1) return std::nullopt;
  const bool wide = 5 * only->column_span >= 3 * grid.table.columns;
  if (!wide && (only->column_span < 2 || !group_named(only->text, schemas.vocabulary))) return std::nullopt;
  return text::reading_of(*only, page);
}

namespace {

// Whether a cell says what the table's heading over it says, a letter in eight misread.
bool says_heading(const Cell& cell, const TableMap& map) {
  const auto column = static_cast<std::size_t>(cell.column);
  if (column >= map.headings.size()) return false;
  const std::u32string said = text::fold(schema::heading_text(cell)).text, heading = text::fold(map.headings[column]).text;
  const int limit = static_cast<int>(heading.size()) / 8;
  return heading.size() > 1 && text::edit_distance(said, heading, limit) <= limit;
}

}  // namespace

bool repeats_headings(const Grid& grid, const TableMap& map, int r) {
  int cells = 0, headings = 0;
  for (const Cell& cell : grid.table.cells) {
    if (cell.row != r || cell.column < 0 || cell.column >= static_cast<int>(map.roles.size()) || text::fold(cell.text).text.empty()) continue;
    ++cells;
    const auto m = schema::best_column(*map.layout, schema::heading_text(cell));
    headings +=
        (m && m->score >= 0.8 && m->role == map.roles[static_cast<std::size_t>(cell.column)]) || cell.column_span > 1 || says_heading(cell, map);
  }
  return headings >= 3 && 3 * headings >= 2 * cells;
}

}  // namespace banthuek::document
