#include "tools/banthuek/answer_output.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "pipeline/report/export.h"
#include "tools/banthuek/text_table.h"

namespace banthuek {

std::string text_of(const report::SqlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return nlohmann::json(*real).dump();
  return "";
}

void print_answer(const std::vector<std::string>& columns, const std::vector<std::vector<report::SqlValue>>& rows, const std::string& format) {
  if (format == "json") {
    for (const auto& row : rows) {
      nlohmann::ordered_json object;
      for (std::size_t i = 0; i < row.size(); ++i) object[columns[i]] = std::visit([](const auto& v) { return nlohmann::ordered_json(v); }, row[i]);
      std::cout << object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    }
    return;
  }
  if (format == "csv") {
    std::cout << "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < columns.size(); ++i) std::cout << (i ? "," : "") << report::csv_cell(columns[i]);
    std::cout << "\r\n";
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        // Numbers are no formulas, also where they begin with a minus.
        const bool number = !std::holds_alternative<std::string>(row[i]);
        std::cout << (i ? "," : "") << (number ? text_of(row[i]) : report::csv_cell(text_of(row[i])));
      }
      std::cout << "\r\n";
    }
    return;
  }
  std::vector<TextColumn> titles;
  for (const std::string& column : columns) titles.push_back({column, 60});
  std::vector<std::vector<std::string>> cells;
  for (const auto& row : rows) {
    cells.emplace_back();
    for (const report::SqlValue& value : row) cells.back().push_back(text_of(value));
  }
  std::cout << text_table(titles, cells);
}

}  // namespace banthuek
