#include "pipeline/store/corrections.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <tuple>

#include "extractors/text/normalise.h"
#include "extractors/types/field_path.h"
#include "extractors/types/row_path.h"
#include "extractors/values/period_text.h"
#include "pipeline/base/sha256.h"
#include "pipeline/database/history.h"
#include "pipeline/index/search_text.h"
#include "pipeline/store/content.h"
#include "pipeline/store/record_kinds.h"
#include "pipeline/store/record_rows.h"

namespace banthuek::store {
namespace {

constexpr std::string_view kMeasures = "measures", kRecords = "records";

std::string path_of(std::string_view list, std::size_t index, std::string_view field) {
  return fmt::format("{}/{}{}{}", list, index, field.empty() ? "" : "/", field);
}

nlohmann::json json_of(const Place& place) { return {place.page, place.box.x, place.box.y, place.box.w, place.box.h}; }

std::optional<Place> place_of(const nlohmann::json& json) {
  if (!json.is_array() || json.size() != 5 || !std::all_of(json.begin(), json.end(), [](const auto& number) { return number.is_number_integer(); }))
    return std::nullopt;
  return Place{json[0], {json[1], json[2], json[3], json[4]}};
}

// What stands there only since a person put it was not read.
bool was_read(const MaybeField& field) { return field && !(field->rule == kCorrectionRule && field->raw.empty()); }

// What a row is called: a measure's title, of a record the first two things that stand in it.
std::string row_title(const Document& d, std::string_view list, std::size_t index) {
  if (list == kMeasures) return d.measures[index].title ? d.measures[index].title->raw : "";
  std::string out;
  int parts = 0;
  for (const RecordField& field : d.records[index].fields)
    if (was_read(field.value) && parts++ < 2) out += (out.empty() ? "" : " ") + field.value->raw;
  return out;
}

std::string anchor_of(const Document& d, std::string_view list, std::size_t index) {
  if (place_by_hand(d, list, index)) return list == kRecords ? nlohmann::json{{"kind", d.records[index].kind}}.dump() : "{}";
  if (list == kRecords) return nlohmann::json::array({d.records[index].kind, row_title(d, list, index)}).dump();
  if (list != kMeasures) return "";
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

// What tells a row that a person added from the others of its list: its place and kind.
std::string row_key(const Correction& c) { return json_of(*c.place).dump() + kind_by_hand(c); }

// Kinds of records share one list: a row of another kind at the same place is another row.
std::optional<Home> home_by_hand(std::span<const Document> documents, std::size_t own, const RowPath& row, const Correction& c) {
  if (own >= documents.size() || !c.place) return std::nullopt;
  const std::string kind = kind_by_hand(c);
  for (std::size_t i = row_count(documents[own], row.list); i-- > 0;)
    if (place_by_hand(documents[own], row.list, i) == *c.place && (row.list != kRecords || kind.empty() || documents[own].records[i].kind == kind))
      return Home{own, path_of(row.list, i, row.field)};
  return std::nullopt;
}

std::size_t own_document(std::span<const Document> documents, const Correction& c) {
  std::size_t own = 0;
  while (own < documents.size() && documents[own].first_page != c.first_page) ++own;
  return own;
}

// Where the field of a correction stands in a new reading of its file.
std::optional<Home> find_again(std::span<const Document> documents, const Correction& c) {
  const std::size_t own = own_document(documents, c);
  const auto row = row_path(c.field);
  if (!row || c.anchor.empty()) return own < documents.size() ? std::optional(Home{own, c.field}) : std::nullopt;
  if (is_by_hand(c)) return home_by_hand(documents, own, *row, c);
  const bool same_place = own < documents.size() && row->index < row_count(documents[own], row->list);
  if (same_place && anchor_of(documents[own], row->list, row->index) == c.anchor) return Home{own, c.field};
  std::optional<Home> found;
  bool several = false, at_home = false;
  for (std::size_t d = 0; d < documents.size(); ++d)
    for (std::size_t i = 0; i < row_count(documents[d], row->list); ++i) {
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

// Rows that people added to a reading of a file.
class RowsByHand {
 public:
  RowsByHand(std::vector<Document>& documents, std::span<const schema::RecordKind> kinds) : documents_(documents), kinds_(kinds) {}

  // Where a value of one stands; the row is made where it is not there. Nothing where its document or its kind is gone.
  std::optional<Home> home(const Correction& c) {
    const std::size_t own = own_document(documents_, c);
    const auto row = row_path(c.field);
    if (own == documents_.size() || !row || !c.place) return std::nullopt;
    const Where where{own, std::string(row->list), row_key(c)};
    auto it = rows_.find(where);
    if (it == rows_.end()) {
      const auto there = home_by_hand(documents_, own, *row, c);
      const schema::RecordKind* kind = schema::kind_named(kinds_, kind_by_hand(c));
      if (!there && row->list == kRecords && !kind) return std::nullopt;
      if (!there) add_row(documents_[own], row->list, kind ? row_by_hand(*kind) : TableRecord{});
      it = rows_.emplace(where, Row{there ? row_path(there->path)->index : row_count(documents_[own], row->list) - 1, &c}).first;
    }
    return Home{own, path_of(row->list, it->second.index, row->field)};
  }

  // A row is there as long as a value stands in it; what is read by now is said.
  void finish() {
    std::vector<std::pair<const Where*, std::size_t>> empty;
    for (const auto& [where, row] : rows_) {
      bool any = false;
      for_each_field_of_row(documents_[where.document], where.list, row.index, [&](const Field&) { any = true; });
      if (any)
        say_if_read(where, row);
      else
        empty.emplace_back(&where, row.index);
    }
    std::sort(empty.begin(), empty.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [where, index] : empty) remove_row(documents_[where->document], where->list, index);
  }

 private:
  struct Where {
    std::size_t document;
    std::string list, place;
    bool operator<(const Where& other) const { return std::tie(document, list, place) < std::tie(other.document, other.list, other.place); }
  };
  struct Row {
    std::size_t index;
    const Correction* first;
  };

  void say_if_read(const Where& where, const Row& row) {
    Document& d = documents_[where.document];
    if (where.list != kMeasures || !d.measures[row.index].title) return;
    const std::string& title = d.measures[row.index].title->value;
    for (std::size_t i = 0; i < d.measures.size(); ++i) {
      if (i == row.index || !d.measures[i].title || place_by_hand(d, kMeasures, i) || !alike(d.measures[i].title->raw, title)) continue;
      const Finding finding{"correction_row_read",
                            Severity::kWarning,
                            row.first->place ? row.first->place->page : 0,
                            path_of(kMeasures, row.index, "title"),
                            title,
                            fmt::format("{} added this row on {}; it is now read too", row.first->who, row.first->at),
                            d.measures[i].title->raw};
      if (std::find(d.findings.begin(), d.findings.end(), finding) == d.findings.end()) d.findings.push_back(finding);
      return;
    }
  }

  std::vector<Document>& documents_;
  std::span<const schema::RecordKind> kinds_;
  std::map<Where, Row> rows_;
};

std::string shown(const std::optional<std::string>& value) { return value ? "'" + *value + "'" : "nothing"; }

}  // namespace

SettableField::SettableField(Document& document, std::string_view path) : field_(field_at(document, path)) {
  const auto row = row_path(path);
  if (!row || row->list != "measures" || !row->field.starts_with("period/") || row->index >= document.measures.size()) return;
  measure_ = &document.measures[row->index];
  if (row->field != "period/raw") return;
  if (measure_->period && !measure_->period->raw.value.empty()) text_ = measure_->period->raw;
  field_ = &text_;
}

void SettableField::set(const std::optional<std::string>& after, const std::optional<Place>& place) {
  MaybeField& field = *field_;
  if (after) {
    if (!field && place) field.emplace().places = {*place};
    if (!field) field.emplace();
    field->value = *after;
    field->confidence = 1;
    field->rule = kCorrectionRule;
  } else {
    field.reset();
  }
  if (!measure_) return;
  if (field_ == &text_) values::put_period_text(*measure_, text_, kCorrectionRule);
  values::drop_empty_period(*measure_);
}

MaybeField value_at(Document& document, std::string_view path) {
  const SettableField there(document, path);
  return there ? there.now() : std::nullopt;
}

std::optional<Place> place_by_hand(const Document& document, std::string_view list, std::size_t index) {
  std::optional<Place> out;
  bool read = list == kRecords && index < document.records.size() && document.records[index].table >= 0;
  for_each_field_of_row(document, list, index, [&](const Field& field) {
    if (field.rule.empty() && field.value.empty()) return;  // the text of a period of which only dates are left
    read = read || !field.raw.empty() || field.rule != kCorrectionRule || field.places.empty();
    if (!out && !field.places.empty()) out = field.places.front();
  });
  return read ? std::nullopt : out;
}

bool is_by_hand(const Correction& correction) { return correction.anchor.starts_with('{'); }

std::string kind_by_hand(const Correction& correction) {
  const auto json = nlohmann::json::parse(correction.anchor, nullptr, false);
  return json.is_object() && json.contains("kind") && json["kind"].is_string() ? json["kind"].get<std::string>() : "";
}

std::string correction_anchor(const Document& document, std::string_view field) {
  const auto row = row_path(field);
  return row && row->index < row_count(document, row->list) ? anchor_of(document, row->list, row->index) : "";
}

std::vector<Correction> corrections_of(database::Database& db, std::string_view sha256) {
  std::vector<Correction> list;
  database::Statement row =
      db.prepare("SELECT first_page, field, anchor, before, after, who, at, why, picture, place FROM corrections WHERE sha256 = ? ORDER BY id");
  for (row.bind(sha256); row.step();)
    list.push_back({std::string(sha256), static_cast<int>(row.integer(0)), row.text(1), row.text(2), row.maybe_text(3), row.maybe_text(4),
                    row.text(5), row.text(6), row.text(7), row.text(8),
                    row.is_null(9) ? std::nullopt : place_of(nlohmann::json::parse(row.view(9), nullptr, false))});
  return list;
}

std::vector<Correction> corrections_of(database::Database& db, std::string_view sha256, const Document& document) {
  std::vector<Correction> list = corrections_of(db, sha256);
  std::erase_if(list, [&](const Correction& c) { return c.first_page != document.first_page; });
  std::map<std::pair<std::string, std::string>, std::size_t> gone;  // by list, place and kind
  for (Correction& c : list) {
    const auto row = row_path(c.field);
    if (!row || c.anchor.empty()) continue;
    if (const auto home = find_again(std::span(&document, 1), c)) {
      c.field = home->path;
    } else if (is_by_hand(c) && c.place) {
      std::size_t count = 0;
      for (const auto& [where, index] : gone) count += where.first == row->list ? 1 : 0;
      const auto at = gone.try_emplace({std::string(row->list), row_key(c)}, row_count(document, row->list) + count).first->second;
      c.field = path_of(row->list, at, row->field);
    }
  }
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
      "SELECT id, field, anchor, before, after, who, at, why, place, first_page FROM corrections c WHERE picture = ? AND sha256 <> ? AND NOT EXISTS "
      "(SELECT 1 FROM files f WHERE f.sha256 = c.sha256)");
  for (const auto& [number, page] : pages) {
    if (page.empty()) continue;
    for (row.bind(page).bind(sha256); row.step();) {
      Correction c{std::string(sha256), number,      row.text(1), row.text(2), row.maybe_text(3),
                   row.maybe_text(4),   row.text(5), row.text(6), row.text(7), page};
      // The document may begin on another page of the new file, and with it what was marked.
      const int moved = number - static_cast<int>(row.integer(9));
      if (!row.is_null(8)) c.place = place_of(nlohmann::json::parse(row.view(8), nullptr, false));
      if (c.place) c.place->page += moved;
      found.emplace_back(row.integer(0), std::move(c));
    }
    row.reset();
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  // A content that was saved again and again has each of them more than once.
  for (auto& one : found) {
    if (std::any_of(own.begin(), own.end(), [&](const Correction& other) { return same(other, one.second); })) continue;
    own.push_back(one.second);
    out.push_back(std::move(one.second));
  }
  return out;
}

database::Change keep_correction(database::Database& db, const Correction& c, std::optional<double> confidence) {
  database::Statement row = db.prepare(
      "INSERT INTO corrections (sha256, first_page, field, anchor, before, after, who, at, why, picture, place) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(c.sha256).bind(c.first_page).bind(c.field).bind(c.anchor).bind(c.before).bind(c.after).bind(c.who).bind(c.at).bind(c.why);
  row.bind(c.picture.empty() ? std::nullopt : std::optional(c.picture));
  row.bind(c.place ? std::optional(json_of(*c.place).dump()) : std::nullopt).run();
  const auto json = [](const std::optional<std::string>& v) { return v ? nlohmann::json(*v) : nlohmann::json(nullptr); };
  nlohmann::json detail{{"before", json(c.before)}, {"after", json(c.after)}, {"why", c.why}, {"row", correction_digest(db, db.last_id())}};
  if (confidence) detail["confidence"] = *confidence;
  if (c.place) detail["place"] = json_of(*c.place);
  return {c.at, c.who, "corrected", document_key(c.sha256, c.first_page) + "/" + c.field, detail.dump()};
}

std::vector<Finding> apply_corrections(std::vector<Document>& documents, std::span<const Correction> corrections,
                                       std::span<const schema::RecordKind> kinds) {
  // Anchors name measures as they were read, so all are found before any is changed.
  std::vector<std::optional<Home>> homes(corrections.size());
  std::map<std::pair<std::size_t, std::string>, std::optional<std::string>> last;  // what each field ends up with
  RowsByHand by_hand(documents, kinds);
  for (const bool added : {false, true})  // rows are added when all that were read are found
    for (std::size_t i = 0; i < corrections.size(); ++i)
      if (is_by_hand(corrections[i]) == added) homes[i] = added ? by_hand.home(corrections[i]) : find_again(documents, corrections[i]);
  for (std::size_t i = 0; i < corrections.size(); ++i)
    if (homes[i]) last[{homes[i]->document, homes[i]->path}] = corrections[i].after;
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    const Correction& c = corrections[i];
    std::optional<SettableField> field;
    if (homes[i]) field.emplace(documents[homes[i]->document], homes[i]->path);
    if (!field || !*field) {
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
    const MaybeField& now = field->now();
    const std::optional<std::string> read = now ? std::optional(now->value) : std::nullopt;
    const bool by_person = now && now->rule == kCorrectionRule;
    if (!by_person && read != c.before && read != c.after && read != last[{homes[i]->document, homes[i]->path}])
      documents[homes[i]->document].findings.push_back(
          {"correction_conflict", Severity::kWarning, 0, homes[i]->path, read.value_or(""),
           fmt::format("{} corrected {} to {} on {}; it is now read as {}", c.who, shown(c.before), shown(c.after), c.at, shown(read)),
           c.after.value_or("")});
    field->set(c.after, c.place);
  }
  by_hand.finish();
  return findings;
}

}  // namespace banthuek::store
