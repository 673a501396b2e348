#include "extractors/types/fields.h"

#include <fmt/core.h>

#include <iterator>
#include <string>

namespace banthuek {
inline namespace types {
namespace {

// Walks a record or a const record alike; `path` is what stands before the names of its fields.
template <typename Record, typename Visitor>
void walk(Record& record, const std::string& path, const Visitor& visit) {
  visit_fields(record, [&](const FieldInfo& info, auto& member) {
    using Member = std::remove_const_t<std::remove_reference_t<decltype(member)>>;
    const std::string at = path + info.key;
    if constexpr (IsMaybeField<Member>) {
      if (member) visit(at, *member);
    } else if constexpr (IsField<Member>) {
      visit(at, member);
    } else if constexpr (IsMaybeRecord<Member>) {
      if (member) walk(*member, at + "/", visit);
    } else if constexpr (IsList<Member>) {
      for (std::size_t i = 0; i < member.size(); ++i) walk(member[i], fmt::format("{}/{}/", at, i), visit);
    } else if constexpr (!IsCode<Member>) {
      walk(member, at + "/", visit);
    }
  });
}

}  // namespace

namespace {
constexpr const char* kCellTypes[] = {"text", "number", "money", "date", "period", "mark", "status", "code", "organisation", "person"};
}

const char* name_of(CellType type) { return kCellTypes[static_cast<std::size_t>(type)]; }

std::optional<CellType> cell_type(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kCellTypes); ++i)
    if (name == kCellTypes[i]) return static_cast<CellType>(i);
  return std::nullopt;
}

void for_each_field(const Document& document, const std::function<void(std::string_view, const Field&)>& visit) { walk(document, "", visit); }

void for_each_field(Document& document, const std::function<void(std::string_view, Field&)>& visit) { walk(document, "", visit); }

}  // namespace types
}  // namespace banthuek
