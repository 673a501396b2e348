// Two measures side by side, with their papers, what differs marked.
#include <fmt/core.h>

#include <algorithm>

#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/audit/audit_page.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/text_diff.h"

namespace banthuek::serve::audit {
namespace {

// A measure by its name, "KEY-3".
struct NamedMeasure {
  site::WholeDocument whole;
  std::size_t number = 0;
};

std::optional<NamedMeasure> measure_named(site::Site& desk, const std::string& name) {
  const auto dash = name.rfind('-');
  if (dash == std::string::npos || name.size() - dash > 7) return std::nullopt;
  auto whole = desk.archive().document(name.substr(0, dash));
  const int number = std::atoi(name.c_str() + dash + 1);
  if (!whole || number < 1 || static_cast<std::size_t>(number) > whole->stored.document.measures.size()) return std::nullopt;
  return NamedMeasure{std::move(*whole), static_cast<std::size_t>(number - 1)};
}

// Its values by the last part of their paths, in order.
std::vector<std::pair<std::string, std::string>> values_of(const NamedMeasure& found) {
  const std::string prefix = fmt::format("measures/{}/", found.number);
  std::vector<std::pair<std::string, std::string>> out;
  for_each_field(found.whole.stored.document, [&](std::string_view path, const Field& field) {
    if (path.starts_with(prefix)) out.emplace_back(path.substr(prefix.size()), field.value);
  });
  return out;
}

site::Json side_of(const NamedMeasure& found, const std::string& name) {
  const Document& document = found.whole.stored.document;
  return {{"office", document.organisation.name ? document.organisation.name->value : ""},
          {"province", document.organisation.province ? document.organisation.province->value : ""},
          {"year", document.fiscal_year ? document.fiscal_year->value : ""},
          {"href", pages::measure_address(name)},
          {"cut", pages::cut_address(name)}};
}

}  // namespace

http::Response audit_pair_page(site::Site& desk, const site::RequestContext& visit) {
  const std::string left_name = visit.query("left"), right_name = visit.query("right");
  const auto left = measure_named(desk, left_name), right = measure_named(desk, right_name);
  if (!left || !right) return desk.refusal(visit, 404, "error.no_document");
  std::vector<std::pair<std::string, std::string>> a = values_of(*left), b = values_of(*right);
  const auto find = [](const auto& values, const std::string& name) {
    const auto at = std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.first == name; });
    return at == values.end() ? std::string() : at->second;
  };
  std::vector<std::string> names;
  for (const auto& values : {a, b})
    for (const auto& [name, value] : values)
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  site::Json rows = site::Json::array();
  for (const std::string& name : names) {
    const std::string path = "measures/0/" + name;
    const std::string mine = view::shown_value(desk.pages(), path, find(a, name), visit.language),
                      theirs = view::shown_value(desk.pages(), path, find(b, name), visit.language);
    const std::string label = view::label_key(path);
    rows.push_back({{"label", desk.pages().has(label) ? desk.pages().text(label, visit.language) : name},
                    {"same", mine == theirs},
                    {"left", view::differing(theirs, mine)},
                    {"right", view::differing(mine, theirs)}});
  }
  site::Json view = {{"collect", pages::subject_of_measure(left_name) + " " + pages::subject_of_measure(right_name)},
                     {"left", side_of(*left, left_name)},
                     {"right", side_of(*right, right_name)},
                     {"rows", rows}};
  return desk.page(visit, "audit_pair", std::move(view), "audit.pair_title");
}

}  // namespace banthuek::serve::audit
