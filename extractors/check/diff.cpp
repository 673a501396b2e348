#include "extractors/check/diff.h"

#include <algorithm>
#include <map>

namespace banthuek::check {
namespace {

struct Entry {
  std::string name;  // path within its row: "status", "period/start"; the whole path for what stands once
  Field field;
};

// A row of a list, or the document's own values (list empty).
struct ValueRow {
  std::string list, prefix;  // "measures", "measures/3/"
  std::vector<Entry> entries;
};

std::vector<ValueRow> rows_of(const Document& document) {
  static const char* const kLists[] = {"measures/", "signatures/", "oit_items/", "scores/"};
  std::vector<ValueRow> out(1);
  for_each_field(document, [&](std::string_view path, const Field& field) {
    std::string list, prefix;
    for (const std::string_view start : kLists)
      if (path.substr(0, start.size()) == start) {
        list = start.substr(0, start.size() - 1);
        prefix = path.substr(0, path.find('/', start.size()) + 1);
      }
    if (prefix.empty()) {
      out.front().entries.push_back({std::string(path), field});
      return;
    }
    if (out.back().prefix != prefix) out.push_back({list, prefix, {}});
    out.back().entries.push_back({std::string(path.substr(prefix.size())), field});
  });
  return out;
}

bool same_place(const Field& a, const Field& b) {
  return !a.places.empty() && !b.places.empty() && a.places.front().page == b.places.front().page &&
         !intersect(a.places.front().box, b.places.front().box).empty();
}

// How many values of the two rows stand at the same place under the same name.
std::size_t shared(const ValueRow& a, const ValueRow& b) {
  if (a.list != b.list) return 0;
  std::size_t count = 0;
  for (const Entry& x : a.entries)
    count += std::any_of(b.entries.begin(), b.entries.end(), [&](const Entry& y) { return x.name == y.name && same_place(x.field, y.field); });
  return count;
}

void compare_rows(const ValueRow* before, const ValueRow* after, std::vector<ChangedValue>& out) {
  const auto find = [](const ValueRow* row, const std::string& name) -> MaybeField {
    if (row)
      for (const Entry& e : row->entries)
        if (e.name == name) return e.field;
    return std::nullopt;
  };
  if (after)
    for (const Entry& now : after->entries) {
      MaybeField then = find(before, now.name);
      if (!then || then->value != now.field.value || then->raw != now.field.raw)
        out.push_back({after->prefix + now.name, std::move(then), now.field});
    }
  if (before)
    for (const Entry& then : before->entries)
      if (!find(after, then.name)) out.push_back({(after ? after->prefix : before->prefix) + then.name, then.field, std::nullopt});
}

}  // namespace

std::vector<ChangedValue> compare(const Document& before, const Document& after) {
  std::vector<ChangedValue> out;
  const std::vector<ValueRow> then = rows_of(before), now = rows_of(after);
  std::vector<bool> taken(then.size(), false);
  for (const ValueRow& row : now) {
    const ValueRow* pair = nullptr;
    std::size_t most = 0, at = 0;
    for (std::size_t i = 0; i < then.size(); ++i) {
      const std::size_t n = row.list.empty() && then[i].list.empty() ? 1 : taken[i] ? 0 : shared(then[i], row);
      if (n > most) {
        most = n;
        at = i;
        pair = &then[i];
      }
    }
    if (pair) taken[at] = true;
    compare_rows(pair, &row, out);
  }
  for (std::size_t i = 0; i < then.size(); ++i)
    if (!taken[i]) compare_rows(&then[i], nullptr, out);
  return out;
}

}  // namespace banthuek::check
