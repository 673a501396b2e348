#include "extractors/types/row_path.h"

#include <charconv>

#include "extractors/types/fields.h"

namespace banthuek {
inline namespace types {
namespace {

// Calls `act` with the list of that name.
template <typename D, typename Act>
void with_list(D& document, std::string_view name, const Act& act) {
  visit_fields(document, [&](const FieldInfo& info, auto& member) {
    if constexpr (IsList<std::remove_cvref_t<decltype(member)>>)
      if (name == info.key) act(member);
  });
}

template <typename Record>
void each_value(const Record& record, const std::function<void(const Field&)>& visit) {
  visit_fields(record, [&](const FieldInfo&, const auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (IsMaybeField<Member>) {
      if (member) visit(*member);
    } else if constexpr (IsField<Member>) {
      visit(member);
    } else if constexpr (IsMaybeRecord<Member>) {
      if (member) each_value(*member, visit);
    }
  });
}

}  // namespace

std::optional<RowPath> row_path(std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  RowPath out{path.substr(0, slash), 0, ""};
  bool known = false;
  with_list(static_cast<const Document&>(Document{}), out.list, [&](const auto&) { known = true; });
  if (!known) return std::nullopt;
  const auto [rest, error] = std::from_chars(path.data() + slash + 1, path.data() + path.size(), out.index);
  if (error != std::errc()) return std::nullopt;
  const std::string_view after = path.substr(static_cast<std::size_t>(rest - path.data()));
  if (!after.empty() && after[0] != '/') return std::nullopt;
  if (!after.empty()) out.field = after.substr(1);
  return out;
}

std::size_t row_count(const Document& document, std::string_view list) {
  std::size_t count = 0;
  with_list(document, list, [&](const auto& rows) { count = rows.size(); });
  return count;
}

void add_row(Document& document, std::string_view list, const TableRecord& record) {
  with_list(document, list, [&](auto& rows) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(rows)>, std::vector<TableRecord>>)
      rows.push_back(record);
    else
      rows.emplace_back();
  });
}

void remove_row(Document& document, std::string_view list, std::size_t index) {
  with_list(document, list, [&](auto& rows) {
    if (index < rows.size()) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(index));
  });
}

void for_each_field_of_row(const Document& document, std::string_view list, std::size_t index, const std::function<void(const Field&)>& visit) {
  with_list(document, list, [&](const auto& rows) {
    if (index < rows.size()) each_value(rows[index], visit);
  });
}

}  // namespace types
}  // namespace banthuek
