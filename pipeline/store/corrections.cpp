#include "pipeline/store/corrections.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "extractors/text.h"
#include "pipeline/store/history.h"
#include "pipeline/store/record_rows.h"

namespace banthuek {
namespace {

constexpr std::string_view kRule = "correction";

std::optional<std::size_t> measure_index(std::string_view path) {
  if (!path.starts_with("measures/")) return std::nullopt;
  path.remove_prefix(9);
  std::size_t index = 0;
  const auto [rest, error] = std::from_chars(path.data(), path.data() + path.size(), index);
  if (error != std::errc()) return std::nullopt;
  return index;
}

std::string anchor_of(const Measure& m) {
  const auto text = [](const MaybeField& field) { return field ? nlohmann::json(field->raw) : nlohmann::json(nullptr); };
  return nlohmann::json::array({text(m.no), text(m.title)}).dump();
}

// The path of a correction in this extraction: its own, or that of the one measure that bears its anchor now.
std::optional<std::string> find_again(const Document& d, const Correction& c) {
  const auto index = measure_index(c.field);
  if (!index || c.anchor.empty()) return c.field;
  if (*index < d.measures.size() && anchor_of(d.measures[*index]) == c.anchor) return c.field;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < d.measures.size(); ++i) {
    if (anchor_of(d.measures[i]) != c.anchor) continue;
    if (found) return std::nullopt;
    found = i;
  }
  if (!found) return *index < d.measures.size() ? std::optional(c.field) : std::nullopt;
  return "measures/" + std::to_string(*found) + c.field.substr(c.field.find('/', 9));
}

std::string shown(const std::optional<std::string>& value) { return value ? "'" + *value + "'" : "nothing"; }

void set(MaybeField& field, const std::optional<std::string>& after) {
  if (!after) {
    field.reset();
    return;
  }
  if (!field) field.emplace().raw = "";
  field->value = *after;
  field->confidence = 1;
  field->rule = kRule;
}

void check_value(const std::string& where, std::string_view field, const std::optional<std::string>& after) {
  if (!after) return;
  const auto ends = [&](std::string_view end) { return field.ends_with(end); };
  if (ends("/status") && *after != "not_started" && *after != "in_progress" && *after != "done")
    throw Error(ErrorKind::kUsage, where, "'" + *after + "' is no status; give not_started, in_progress or done");
  if (ends("fiscal_year") && (after->size() != 4 || after->find_first_not_of("0123456789") != std::string::npos))
    throw Error(ErrorKind::kUsage, where, "'" + *after + "' is no year; give four digits of the Buddhist era, as 2566");
}

}  // namespace

std::vector<Correction> corrections_of(Database& db, std::string_view sha256, int first_page) {
  std::vector<Correction> list;
  Statement row = db.prepare("SELECT field, anchor, before, after, who, at, why FROM corrections "
                             "WHERE sha256 = ? AND first_page = ? ORDER BY id");
  for (row.bind(sha256).bind(first_page); row.step();)
    list.push_back({std::string(sha256), first_page, row.text(0), row.text(1), row.maybe_text(2), row.maybe_text(3), row.text(4),
                    row.text(5), row.text(6)});
  return list;
}

void apply_corrections(Document& document, std::span<const Correction> corrections) {
  // Anchors name measures as they were read, so all are found before any is changed.
  std::vector<std::optional<std::string>> paths;
  for (const Correction& c : corrections) paths.push_back(find_again(document, c));
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    const Correction& c = corrections[i];
    MaybeField* field = paths[i] ? field_at(document, *paths[i]) : nullptr;
    if (!field) {
      document.findings.push_back({"correction_homeless", Severity::kWarning, 0, c.field, c.after.value_or(""),
                                   c.who + " corrected it on " + c.at + ", but its place is not in this reading", ""});
      continue;
    }
    const std::optional<std::string> read = *field ? std::optional((*field)->value) : std::nullopt;
    const bool by_person = *field && (*field)->rule == kRule;
    if (!by_person && read != c.before && read != c.after)
      document.findings.push_back({"correction_conflict", Severity::kWarning, 0, *paths[i], read.value_or(""),
                                   c.who + " corrected " + shown(c.before) + " to " + shown(c.after) + " on " + c.at +
                                       "; it is now read as " + shown(read),
                                   c.after.value_or("")});
    set(*field, c.after);
  }
}

void correct(Store& store, std::string_view key, std::string_view field, const std::optional<std::string>& after,
             std::string_view who, std::string_view why) {
  const std::string where = std::string(key) + "/" + std::string(field);
  if (squeeze(who).empty()) throw Error(ErrorKind::kUsage, where, "a correction needs a name; say who corrects");
  if (squeeze(why).empty()) throw Error(ErrorKind::kUsage, where, "a correction needs a reason; say why");
  check_value(where, field, after);
  store.edit_document(key, [&](StoredDocument& stored, Database& db, const std::string& now) {
    Document& d = stored.document;
    MaybeField* place = field_at(d, field);
    if (!place) throw Error(ErrorKind::kUsage, where, "names no field of this document; see banthuek show " + std::string(key));
    std::string anchor;
    if (const auto index = measure_index(field)) anchor = anchor_of(d.measures[*index]);
    const std::optional<std::string> before = *place ? std::optional((*place)->value) : std::nullopt;
    const std::optional<std::string> inner = after ? std::optional(to_internal(*after)) : std::nullopt;
    set(*place, inner);
    Statement row = db.prepare("INSERT INTO corrections (sha256, first_page, field, anchor, before, after, who, at, why) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    row.bind(stored.sha256).bind(d.first_page).bind(field).bind(anchor).bind(before).bind(inner).bind(who).bind(now);
    row.bind(to_internal(why)).run();
    const auto json = [](const std::optional<std::string>& v) { return v ? nlohmann::json(*v) : nlohmann::json(nullptr); };
    return Change{now, std::string(who), "corrected", where,
                  nlohmann::json{{"before", json(before)}, {"after", json(inner)}, {"why", why}}.dump()};
  });
}

}  // namespace banthuek
