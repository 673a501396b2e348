#include "tools/banthuek/text_table.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace banthuek {
namespace {

int width_of(UChar32 c) {
  const auto type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR || type == U_CONTROL_CHAR) return 0;
  const int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_FULLWIDTH || wide == U_EA_WIDE ? 2 : 1;
}

std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return out;
}

}  // namespace

int display_width(std::string_view utf8) {
  int width = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  for (std::int32_t i = 0, n = static_cast<std::int32_t>(utf8.size()); i < n;) {
    UChar32 c;
    U8_NEXT_OR_FFFD(bytes, i, n, c);
    width += width_of(c);
  }
  return width;
}

std::string fitted(std::string_view utf8, int most) {
  if (display_width(utf8) <= most) return std::string(utf8);
  int width = 0;
  std::int32_t end = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  for (std::int32_t i = 0, n = static_cast<std::int32_t>(utf8.size()); i < n;) {
    const std::int32_t at = i;
    UChar32 c;
    U8_NEXT_OR_FFFD(bytes, i, n, c);
    const int wide = width_of(c);
    // Before a character that begins a cluster the text may be cut; sara am belongs to the one before.
    if (wide > 0 && c != 0x0E33) {
      if (width <= most - 1) end = at;
      if (width + wide > most - 1) break;
    }
    width += wide;
  }
  return std::string(utf8.substr(0, static_cast<std::size_t>(end))) + "…";
}

std::string text_table(const std::vector<TextColumn>& columns, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> cells;
  std::vector<int> widths;
  for (const TextColumn& column : columns) widths.push_back(display_width(column.title));
  for (const auto& row : rows) {
    std::vector<std::string>& out = cells.emplace_back();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      std::string text = one_line(i < row.size() ? row[i] : "");
      if (columns[i].widest > 0) text = fitted(text, columns[i].widest);
      widths[i] = std::max(widths[i], display_width(text));
      out.push_back(std::move(text));
    }
  }
  std::string table;
  const auto add = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string gap(static_cast<std::size_t>(std::max(0, widths[i] - display_width(row[i]))), ' ');
      line += columns[i].side == TextColumn::Side::kRight ? gap + row[i] : row[i] + gap;
      if (i + 1 < columns.size()) line += "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    table += line + "\n";
  };
  std::vector<std::string> titles;
  for (const TextColumn& column : columns) titles.push_back(column.title);
  add(titles);
  for (const auto& row : cells) add(row);
  return table;
}

}  // namespace banthuek
