#include "extractors/types/field_path.h"

#include <charconv>

namespace banthuek {
inline namespace types {
namespace {

// The first part of a path and the rest of it, empty where there is none.
std::pair<std::string_view, std::string_view> parted(std::string_view path) {
  const std::size_t slash = path.find('/');
  return {path.substr(0, slash), slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1)};
}

std::optional<std::size_t> number(std::string_view part) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
  if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
  return index;
}

template <typename Record>
MaybeField* find(Record& record, std::string_view path) {
  const auto parts = parted(path);  // by name: clang 14 lets no lambda see a structured binding
  const std::string_view key = parts.first, rest = parts.second;
  MaybeField* found = nullptr;
  visit_fields(record, [&](const FieldInfo& info, auto& member) {
    using Member = std::remove_reference_t<decltype(member)>;
    if (key != info.key) return;
    if constexpr (IsMaybeField<Member>) {
      if (path == info.key) found = &member;
    } else if constexpr (IsMaybeRecord<Member>) {
      if (member) found = find(*member, rest);
    } else if constexpr (IsList<Member>) {
      const auto [index, field] = parted(rest);
      if (const auto i = number(index); i && *i < member.size()) found = find(member[*i], field);
    } else if constexpr (!IsField<Member> && !IsCode<Member>) {
      found = find(member, rest);
    }
  });
  return found;
}

template <typename Record>
std::optional<FieldInfo> info_in(const Record& record, std::string_view path) {
  const auto parts = parted(path);
  const std::string_view key = parts.first, rest = parts.second;
  std::optional<FieldInfo> found;
  visit_fields(record, [&](const FieldInfo& info, const auto& member) {
    using Member = std::remove_const_t<std::remove_reference_t<decltype(member)>>;
    if (key != info.key) return;
    if constexpr (IsMaybeField<Member> || IsField<Member>) {
      if (path == info.key) found = info;
    } else if constexpr (IsMaybeRecord<Member>) {
      found = info_in(typename Member::value_type{}, rest);
    } else if constexpr (IsList<Member>) {
      const auto [index, field] = parted(rest);
      const auto i = number(index);
      if (i && *i < member.size())
        found = info_in(member[*i], field);
      else if (i)
        found = info_in(typename Member::value_type{}, field);
    } else if constexpr (!IsCode<Member>) {
      found = info_in(member, rest);
    }
  });
  return found;
}

}  // namespace

MaybeField* field_at(Document& document, std::string_view path) { return find(document, path); }

std::optional<FieldInfo> field_info(const Document& document, std::string_view path) { return info_in(document, path); }

bool is_person(const Document& document, std::string_view path) {
  const auto info = field_info(document, path);
  return info && info->names == Names::kPerson;
}

}  // namespace types
}  // namespace banthuek
