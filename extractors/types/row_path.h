// Rows of a document's lists by path: "measures/3" is the fourth measure, "measures/3/status" a value of it.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "extractors/types/record.h"

namespace banthuek {
inline namespace types {

struct RowPath {
  std::string_view list;  // "measures"
  std::size_t index = 0;
  std::string_view field;  // "status", "period/start"; empty: the row itself
};

// Nothing where the path is of no list. The views live as long as `path`.
std::optional<RowPath> row_path(std::string_view path);

// 0 where there is no such list.
std::size_t row_count(const Document& document, std::string_view list);

// A row without values at the end. `record`: it, where the list is of records of kinds that a file describes, as only the kind knows its fields.
void add_row(Document& document, std::string_view list, const TableRecord& record = {});
void remove_row(Document& document, std::string_view list, std::size_t index);

// Calls `visit` with each value of the row.
void for_each_field_of_row(const Document& document, std::string_view list, std::size_t index, const std::function<void(const Field&)>& visit);

}  // namespace types
}  // namespace banthuek
