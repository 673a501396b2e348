#include "pipeline/serve/pages/empty_fields.h"

#include <fmt/core.h>

#include "extractors/types/fields.h"

namespace banthuek::serve::pages {
namespace {

template <typename Record>
void add_empty(const Record& record, const std::string& prefix, std::vector<std::string>& out) {
  visit_fields(record, [&](const FieldInfo& info, const auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    const std::string path = prefix + info.key;
    if constexpr (IsMaybeField<Member>) {
      if (!member) out.push_back(path);
    } else if constexpr (IsMaybeRecord<Member>) {
      if (member) add_empty(*member, path + "/", out);
    } else if constexpr (IsList<Member>) {
      for (std::size_t i = 0; i < member.size(); ++i) add_empty(member[i], fmt::format("{}/{}/", path, i), out);
    } else if constexpr (!IsField<Member> && !IsCode<Member>) {
      add_empty(member, path + "/", out);
    }
  });
}

}  // namespace

std::vector<std::string> empty_fields(const Document& document) {
  std::vector<std::string> out;
  add_empty(document, "", out);
  return out;
}

}  // namespace banthuek::serve::pages
