#include "extractors/tables/column_entries.h"

#include <re2/re2.h>

#include <utility>

#include "extractors/text/excerpt.h"
#include "extractors/text/fold.h"

namespace banthuek::tables {
namespace {

// Calls `of` with the text of each entry of the column that says something.
template <typename Of>
void each_entry(const Table& table, int column, int header_rows, const Of& of) {
  for (const Cell& cell : table.cells)
    if (cell.column == column && cell.row >= header_rows && !text::fold(cell.text).text.empty()) of(cell.text);
}

}  // namespace

bool has_letter(std::string_view text) {
  static const RE2 letter(R"(\p{L})");
  return RE2::PartialMatch({text.data(), text.size()}, letter);
}

bool holds_items(const Table& table, int column, int header_rows) {
  int entries = 0, items = 0;
  each_entry(table, column, header_rows, [&](const std::string& text) { ++entries, items += text::begins_item(text); });
  return 2 * items > entries;
}

std::pair<int, int> numbered_items(const Table& table, int column, int header_rows) {
  std::pair<int, int> out;
  each_entry(table, column, header_rows, [&](const std::string& text) {
    const bool item = text::begins_item(text), number = item && text::is_digit(text::fold(text).text.front());
    out.first += number, out.second += number || !item;
  });
  return out;
}

bool holds_figures(const Table& table, int column, int header_rows) {
  int entries = 0, words = 0;
  each_entry(table, column, header_rows, [&](const std::string& text) { ++entries, words += has_letter(text); });
  return entries > 0 && 2 * words < entries;
}

}  // namespace banthuek::tables
