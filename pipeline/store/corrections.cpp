#include "pipeline/store/corrections.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "extractors/text/normalise.h"
#include "extractors/types/field_path.h"
#include "extractors/values/dates.h"
#include "pipeline/base/sha256.h"
#include "pipeline/database/history.h"
#include "pipeline/index/search_text.h"
#include "pipeline/store/content.h"
#include "pipeline/store/record_rows.h"

namespace banthuek::store {
namespace {

constexpr std::string_view kRule = "correction";

// Rows of tables: what may move when a file is read again.
enum class RowList { kMeasures, kRecords };

struct RowPath {
  RowList list;
  std::size_t index = 0;
  std::string field;  // "/status"
};

std::optional<RowPath> row_path(std::string_view path) {
  RowPath out{path.starts_with("measures/") ? RowList::kMeasures : RowList::kRecords, 0, ""};
  if (out.list == RowList::kRecords && !path.starts_with("records/")) return std::nullopt;
  path.remove_prefix(path.find('/') + 1);
  const auto [rest, error] = std::from_chars(path.data(), path.data() + path.size(), out.index);
  if (error != std::errc()) return std::nullopt;
  out.field = path.substr(static_cast<std::size_t>(rest - path.data()));
  return out;
}

std::string path_of(RowList list, std::size_t index, const std::string& field) {
  return fmt::format("{}{}{}", list == RowList::kMeasures ? "measures/" : "records/", index, field);
}

std::size_t rows_of(const Document& d, RowList list) { return list == RowList::kMeasures ? d.measures.size() : d.records.size(); }

// What stands there only since a person put it was not read.
bool was_read(const MaybeField& field) { return field && !(field->rule == kRule && field->raw.empty()); }

// What a row is called: a measure's title, of a record the first two things that stand in it.
std::string row_title(const Document& d, RowList list, std::size_t index) {
  if (list == RowList::kMeasures) return d.measures[index].title ? d.measures[index].title->raw : "";
  std::string out;
  int parts = 0;
  for (const RecordField& field : d.records[index].fields)
    if (was_read(field.value) && parts++ < 2) out += (out.empty() ? "" : " ") + field.value->raw;
  return out;
}

std::string anchor_of(const Document& d, RowList list, std::size_t index) {
  if (list == RowList::kRecords) return nlohmann::json::array({d.records[index].kind, row_title(d, list, index)}).dump();
  const auto text = [](const MaybeField& field) { return was_read(field) ? nlohmann::json(field->raw) : nlohmann::json(nullptr); };
  const Measure& m = d.measures[index];
  return nlohmann::json::array({text(m.no), text(m.title)}).dump();
}

// Whether two titles share half of their pairs of neighbouring clusters: one text, read twice.
bool alike(std::string_view a, std::string_view b) {
  const auto pairs = [](std::string_view text) {
    const std::vector<index::Cluster> clusters = index::search_text(text).clusters;
    std::vector<std::pair<index::Cluster, index::Cluster>> out;
    for (std::size_t i = 0; i + 1 < clusters.size(); ++i) out.emplace_back(clusters[i], clusters[i + 1]);
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto of_a = pairs(a), of_b = pairs(b);
  std::vector<std::pair<index::Cluster, index::Cluster>> both;
  std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(), std::back_inserter(both));
  return !both.empty() && 4 * both.size() >= of_a.size() + of_b.size();
}

std::string title_of(const std::string& anchor) {
  const auto parts = nlohmann::json::parse(anchor, nullptr, false);
  return parts.is_array() && parts.size() == 2 && parts[1].is_string() ? parts[1].get<std::string>() : "";
}

struct Home {
  std::size_t document = 0;
  std::string path;
};

// Where the field of a correction stands in a new reading of its file.
std::optional<Home> find_again(const std::vector<Document>& documents, const Correction& c) {
  std::size_t own = 0;
  while (own < documents.size() && documents[own].first_page != c.first_page) ++own;
  const auto row = row_path(c.field);
  if (!row || c.anchor.empty()) return own < documents.size() ? std::optional(Home{own, c.field}) : std::nullopt;
  const bool same_place = own < documents.size() && row->index < rows_of(documents[own], row->list);
  if (same_place && anchor_of(documents[own], row->list, row->index) == c.anchor) return Home{own, c.field};
  std::optional<Home> found;
  bool several = false, at_home = false;
  for (std::size_t d = 0; d < documents.size(); ++d)
    for (std::size_t i = 0; i < rows_of(documents[d], row->list); ++i) {
      if (anchor_of(documents[d], row->list, i) != c.anchor || (at_home && d != own)) continue;
      const bool nearer = d == own && !at_home;
      several = found && !nearer;
      at_home = at_home || d == own;
      found = Home{d, path_of(row->list, i, row->field)};
    }
  if (several) return std::nullopt;
  if (found) return found;
  if (!same_place) return std::nullopt;
  return alike(row_title(documents[own], row->list, row->index), title_of(c.anchor)) ? std::optional(Home{own, c.field}) : std::nullopt;
}

std::string shown(const std::optional<std::string>& value) { return value ? "'" + *value + "'" : "nothing"; }

}  // namespace

void set_corrected(MaybeField& field, const std::optional<std::string>& after) {
  if (!after) {
    field.reset();
    return;
  }
  if (!field) field.emplace().raw = "";
  field->value = *after;
  field->confidence = 1;
  field->rule = kRule;
}

std::string correction_anchor(const Document& document, std::string_view field) {
  const auto row = row_path(field);
  return row && row->index < rows_of(document, row->list) ? anchor_of(document, row->list, row->index) : "";
}

std::vector<Correction> corrections_of(database::Database& db, std::string_view sha256) {
  std::vector<Correction> list;
  database::Statement row =
      db.prepare("SELECT first_page, field, anchor, before, after, who, at, why, picture FROM corrections WHERE sha256 = ? ORDER BY id");
  for (row.bind(sha256); row.step();)
    list.push_back({std::string(sha256), static_cast<int>(row.integer(0)), row.text(1), row.text(2), row.maybe_text(3), row.maybe_text(4),
                    row.text(5), row.text(6), row.text(7), row.text(8)});
  return list;
}

std::vector<Correction> corrections_of(database::Database& db, std::string_view sha256, int first_page) {
  std::vector<Correction> list = corrections_of(db, sha256);
  std::erase_if(list, [&](const Correction& c) { return c.first_page != first_page; });
  return list;
}

std::string page_of_correction(std::string_view picture_hash, std::string_view text) {
  if (!picture_hash.empty()) return std::string(picture_hash);
  return text.empty() ? "" : base::sha256_hex("text " + std::string(text));
}

std::vector<Correction> corrections_to_adopt(database::Database& db, std::string_view sha256, std::span<const std::pair<int, std::string>> pages) {
  std::vector<Correction> own = corrections_of(db, sha256), out;
  const auto same = [](const Correction& a, const Correction& b) {
    return a.first_page == b.first_page && a.field == b.field && a.before == b.before && a.after == b.after && a.who == b.who && a.at == b.at;
  };
  std::vector<std::pair<std::int64_t, Correction>> found;
  database::Statement row = db.prepare(
      "SELECT id, field, anchor, before, after, who, at, why FROM corrections c WHERE picture = ? AND sha256 <> ? AND NOT EXISTS (SELECT 1 FROM "
      "files f "
      "WHERE f.sha256 = c.sha256)");
  for (const auto& [number, page] : pages) {
    if (page.empty()) continue;
    for (row.bind(page).bind(sha256); row.step();)
      found.emplace_back(row.integer(0), Correction{std::string(sha256), number, row.text(1), row.text(2), row.maybe_text(3), row.maybe_text(4),
                                                    row.text(5), row.text(6), row.text(7), page});
    row.reset();
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  // A content that was saved again and again has each of them more than once.
  for (auto& [id, correction] : found) {
    if (std::any_of(own.begin(), own.end(), [&](const Correction& other) { return same(other, correction); })) continue;
    own.push_back(correction);
    out.push_back(std::move(correction));
  }
  return out;
}

database::Change keep_correction(database::Database& db, const Correction& c, std::optional<double> confidence) {
  database::Statement row = db.prepare(
      "INSERT INTO corrections (sha256, first_page, field, anchor, before, after, who, at, why, picture) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(c.sha256).bind(c.first_page).bind(c.field).bind(c.anchor).bind(c.before).bind(c.after).bind(c.who).bind(c.at).bind(c.why);
  row.bind(c.picture.empty() ? std::nullopt : std::optional(c.picture)).run();
  const auto json = [](const std::optional<std::string>& v) { return v ? nlohmann::json(*v) : nlohmann::json(nullptr); };
  nlohmann::json detail{{"before", json(c.before)}, {"after", json(c.after)}, {"why", c.why}, {"row", correction_digest(db, db.last_id())}};
  if (confidence) detail["confidence"] = *confidence;
  return {c.at, c.who, "corrected", document_key(c.sha256, c.first_page) + "/" + c.field, detail.dump()};
}

std::vector<Finding> apply_corrections(std::vector<Document>& documents, std::span<const Correction> corrections) {
  // Anchors name measures as they were read, so all are found before any is changed.
  std::vector<std::optional<Home>> homes;
  std::map<std::pair<std::size_t, std::string>, std::optional<std::string>> last;  // what each field ends up with
  for (const Correction& c : corrections) {
    homes.push_back(find_again(documents, c));
    if (homes.back()) last[{homes.back()->document, homes.back()->path}] = c.after;
  }
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    const Correction& c = corrections[i];
    MaybeField* field = homes[i] ? field_at(documents[homes[i]->document], homes[i]->path) : nullptr;
    if (!field) {
      const auto own = std::find_if(documents.begin(), documents.end(), [&](const Document& d) { return d.first_page == c.first_page; });
      std::vector<Finding>& list = own == documents.end() ? findings : own->findings;
      const Finding homeless{"correction_homeless",
                             Severity::kWarning,
                             0,
                             c.field,
                             c.after.value_or(""),
                             c.who + " corrected it on " + c.at + ", but its place is not in this reading",
                             ""};
      if (std::find(list.begin(), list.end(), homeless) == list.end()) list.push_back(homeless);  // else merged with the document
      continue;
    }
    const std::optional<std::string> read = *field ? std::optional((*field)->value) : std::nullopt;
    const bool by_person = *field && (*field)->rule == kRule;
    if (!by_person && read != c.before && read != c.after && read != last[{homes[i]->document, homes[i]->path}])
      documents[homes[i]->document].findings.push_back(
          {"correction_conflict", Severity::kWarning, 0, homes[i]->path, read.value_or(""),
           fmt::format("{} corrected {} to {} on {}; it is now read as {}", c.who, shown(c.before), shown(c.after), c.at, shown(read)),
           c.after.value_or("")});
    set_corrected(*field, c.after);
  }
  return findings;
}

}  // namespace banthuek::store
