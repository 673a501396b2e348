#include "pipeline/store/correct.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "extractors/types/row_path.h"
#include "extractors/values/dates.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::store {
namespace {

// "2023", "2023-04", "2023-04-30" if there is such a day.
bool is_date(const std::string& text) {
  values::PartialDate date;
  int* const parts[] = {&date.year, &date.month, &date.day};
  const char *at = text.data(), *const end = at + text.size();
  for (int* part : parts) {
    const auto [rest, error] = std::from_chars(at, end, *part);
    if (error != std::errc() || *part < 1) return false;
    at = rest;
    if (at == end) break;
    if (*at++ != '-' || at == end) return false;
  }
  return at == end && values::iso(date) == text && date.year > 1900 && date.year < 2200 && date.month <= 12 &&
         (date.day == 0 || date.day <= values::days_in_month(date.year, date.month));
}

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || rest != text.data() + text.size() || !(value >= -100 && value <= 100)) return std::nullopt;
  return value;
}

bool any_number(const std::string& text) {
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && rest == text.data() + text.size() && std::isfinite(value);
}

std::string without_commas(std::string text) {
  std::erase(text, ',');
  return text;
}

std::string name_of(FieldKind kind) {
  return kind == FieldKind::kStatus ? "status" : kind == FieldKind::kFrequency ? "frequency" : "kind of document";
}

// "a, b or c"
std::string listed(std::span<const char* const> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += std::string(i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return out;
}

// The value as a field of this kind holds it. `where` names the field in messages.
std::string fitted(const std::string& where, FieldKind kind, std::string_view after) {
  const auto refuse = [&](const std::string& value, const char* what) { throw Error(ErrorKind::kUsage, where, "'" + value + "' is no " + what); };
  std::string text = text::to_internal(after), plain = text::ascii_digits(text::squeeze(text));
  switch (kind) {
    case FieldKind::kText:
      return text;
    case FieldKind::kStatus:
    case FieldKind::kFrequency:
    case FieldKind::kKind:
      if (!is_closed_word(kind, plain)) refuse(text, (name_of(kind) + "; give " + listed(closed_words(kind))).c_str());
      return plain;
    case FieldKind::kYear:
      if (plain.size() != 4 || plain.find_first_not_of("0123456789") != std::string::npos || plain < "2400")
        refuse(text, "year; give four digits of the Buddhist era, as 2566");
      return plain;
    case FieldKind::kDate:
      if (is_date(plain)) return plain;
      if (const auto date = values::parse_date(text)) return values::iso(*date);
      refuse(text, "date; give a day that exists, as 2023-04-30, or a month, as 2023-04");
      break;
    case FieldKind::kScore:
      if (const auto value = number(plain); !value || *value < 0) refuse(text, "score; give a number from 0 to 100, as 85.70");
      return plain;
    case FieldKind::kNumber:
      if (std::string digits = without_commas(plain); any_number(digits)) return digits;
      refuse(text, "number; give digits, as 12500 or 12500.50");
      break;
    case FieldKind::kPeriod: {
      const std::size_t slash = plain.find('/');
      if (slash != std::string::npos && is_date(plain.substr(0, slash)) && is_date(plain.substr(slash + 1))) return plain;
      refuse(text, "period; give two dates with a slash between, as 2022-10/2023-09-30");
      break;
    }
    case FieldKind::kChange:
      if (!number(plain)) refuse(text, "change of a score; give a number, as -1.5");
      return plain;
  }
  return text;
}

std::string page_of(database::Database& db, std::string_view sha256, int number) {
  database::Statement row =
      db.prepare("SELECT p.picture_hash, p.text FROM pages p JOIN files f ON f.id = p.file WHERE f.sha256 = ? AND p.number = ?");
  return row.bind(sha256).bind(number).step() ? page_of_correction(row.view(0), row.view(1)) : "";
}

}  // namespace

void take_corrections(Store& to, database::Database& from, std::string_view sha256) {
  for (const Correction& c : corrections_of(from, sha256)) {
    database::append_history(to.db(), keep_correction(to.db(), c));
  }
}

namespace {

struct NewValue {
  std::string field;
  std::optional<std::string> after;
  std::optional<Place> place;
  std::optional<schema::RecordKind> kind = std::nullopt;  // of the records of which it is to make a row
};

// Who says it of which document, and why.
struct Said {
  std::string_view key, who, why;

  std::string where(std::string_view field) const { return fmt::format("{}/{}", key, field); }
  void check(std::string_view field) const {
    if (text::squeeze(who).empty()) throw Error(ErrorKind::kUsage, where(field), "a correction needs a name; say who corrects");
    if (text::squeeze(why).empty()) throw Error(ErrorKind::kUsage, where(field), "a correction needs a reason; say why");
  }
};

// Whether the box lies on the page as it was read; where no page of it is kept nothing says so.
bool is_on_page(database::Database& db, std::string_view sha256, const Place& place) {
  database::Statement row =
      db.prepare("SELECT width, height FROM pages JOIN files ON files.id = pages.file WHERE files.sha256 = ? AND pages.number = ?");
  row.bind(sha256).bind(place.page);
  if (!row.step() || row.integer(0) == 0) return true;
  return std::int64_t{place.box.x} + place.box.w <= row.integer(0) && std::int64_t{place.box.y} + place.box.h <= row.integer(1);
}

// Where what is entered stands: in a row that a person added where the row does. Makes that row where it is not there.
std::optional<Place> place_for(database::Database& db, std::string_view sha256, Document& d, const NewValue& wanted, const std::string& where) {
  const auto row = row_path(wanted.field);
  if (const auto of_row = row ? place_by_hand(d, row->list, row->index) : std::nullopt) return of_row;
  if (!wanted.place) return std::nullopt;
  const Place& place = *wanted.place;
  if (place.page < d.first_page || place.page > d.last_page || place.box.empty() || place.box.x < 0 || place.box.y < 0 ||
      !is_on_page(db, sha256, place))
    throw Error(ErrorKind::kUsage, where, "there is no such place in this document; mark one on its pages");
  if (!row || row->index < row_count(d, row->list) || !wanted.after || (row->list == "records" && !wanted.kind)) return place;
  for (std::size_t i = 0; i < row_count(d, row->list); ++i)
    if (place_by_hand(d, row->list, i) == place)
      throw Error(ErrorKind::kUsage, where, "a row was added at this place before; mark another place, or correct that row");
  add_row(d, row->list, wanted.kind ? row_by_hand(*wanted.kind) : TableRecord{});
  return place;
}

// Whether the field is of a row that a person added.
bool is_of_row_by_hand(const Document& d, const std::string& field) {
  const auto row = row_path(field);
  return row && place_by_hand(d, row->list, row->index);
}

// The kind of the row of records that a person added at this place and took out again; nothing where there was none.
std::optional<schema::RecordKind> kind_before(database::Database& db, std::string_view sha256, const std::optional<Place>& place) {
  if (!place) return std::nullopt;
  std::string last;
  for (const Correction& c : corrections_of(db, sha256))
    if (c.place == place && !kind_by_hand(c).empty()) last = kind_by_hand(c);
  return last.empty() ? std::nullopt : record_kind(db, last);
}

// A value of a row behind the last is one of the next row.
void name_next_row(const Document& d, NewValue& wanted) {
  const auto row = row_path(wanted.field);
  if (row && wanted.place && wanted.after && row->index > row_count(d, row->list))
    wanted.field = fmt::format("{}/{}/{}", row->list, row_count(d, row->list), row->field);
}

// The last value of a row that a person added takes it along.
void remove_if_empty(Document& d, const std::string& field) {
  const auto row = row_path(field);
  if (!row) return;
  bool any = false;
  for_each_field_of_row(d, row->list, row->index, [&](const Field&) { any = true; });
  if (!any) remove_row(d, row->list, row->index);
}

database::Change corrected(StoredDocument& stored, database::Database& db, const std::string& now, NewValue wanted, const Said& said) {
  Document& d = stored.document;
  name_next_row(d, wanted);
  const std::string where = said.where(wanted.field);
  const auto unknown = [&] {
    return Error(ErrorKind::kUsage, where, fmt::format("names no field of this document; see banthuek show {}", said.key));
  };
  const std::optional<Place> marked = place_for(db, stored.sha256, d, wanted, where);
  const auto info = field_info(d, wanted.field);
  if (!info) throw unknown();
  SettableField field(d, wanted.field);
  if (!field) throw unknown();
  const MaybeField& read = field.now();
  std::optional<std::string> value;
  if (wanted.after) value = fitted(where, info->kind, *wanted.after);
  Correction c{stored.sha256, d.first_page, wanted.field, "", std::nullopt, value, std::string(said.who), now, text::to_internal(said.why)};
  c.anchor = correction_anchor(d, wanted.field);
  const bool by_person = read && read->rule == kCorrectionRule;
  const bool by_hand = is_by_hand(c);
  std::optional<double> confidence;  // how sure the reading was, for certain_values
  if (read && !by_person) confidence = read->confidence;
  if (read) c.before = read->value;
  if (!read) c.place = marked;
  if (by_person && read->raw.empty() && !read->places.empty()) c.place = read->places.front();
  field.set(value, c.place);
  // The first value of a row makes it one that a person added.
  if (is_of_row_by_hand(d, wanted.field)) c.anchor = correction_anchor(d, wanted.field);
  c.picture = page_of(db, stored.sha256, d.first_page);
  database::Change change = keep_correction(db, c, confidence);
  if (by_hand && !value) remove_if_empty(d, wanted.field);
  return change;
}

}  // namespace

void correct(Store& store, std::string_view key, std::string_view field, const std::optional<std::string>& after, std::string_view who,
             std::string_view why, const std::optional<Place>& place) {
  const Said said{key, who, why};
  said.check(field);
  store.edit_document(key, [&](StoredDocument& stored, database::Database& db, const std::string& now) {
    return corrected(stored, db, now, {std::string(field), after, place, kind_before(db, stored.sha256, place)}, said);
  });
}

std::string add_row(Store& store, std::string_view key, std::string_view list, std::span<const std::pair<std::string, std::string>> values,
                    const Place& place, std::string_view who, std::string_view why, const schema::RecordKind* described) {
  const Said said{key, who, why};
  said.check(list);
  std::string out;
  store.edit_document(key, [&](StoredDocument& stored, database::Database& db, const std::string& now) {
    if (described && !record_kind(db, list)) store.put_kind(*described);  // in this transaction: a row that is refused leaves no kind behind
    const std::optional<schema::RecordKind> kind = record_kind(db, list);
    if (!kind && (list == "records" || !row_path(fmt::format("{}/0", list))))
      throw Error(ErrorKind::kUsage, said.where(list), "no row can be added there; see banthuek show");
    if (values.empty()) throw Error(ErrorKind::kUsage, said.where(list), "a row without a value is none; fill in one at least");
    const std::string_view rows = kind ? "records" : list;
    out = fmt::format("{}/{}", rows, row_count(stored.document, rows));
    std::vector<database::Change> changes;
    changes.reserve(values.size());
    for (const auto& [field, value] : values)
      changes.push_back(corrected(stored, db, now, {fmt::format("{}/{}", out, field), value, place, kind}, said));
    return changes;
  });
  return out;
}

void take_out_row(Store& store, std::string_view key, std::string_view row, std::string_view who, std::string_view why) {
  const Said said{key, who, why};
  said.check(row);
  store.edit_document(key, [&](StoredDocument& stored, database::Database& db, const std::string& now) {
    const auto path = row_path(row);
    if (!path || !path->field.empty() || !place_by_hand(stored.document, path->list, path->index))
      throw Error(ErrorKind::kUsage, said.where(row), "is no row that a person added; correct its values one by one");
    std::vector<std::string> fields;
    for_each_field(stored.document, [&](std::string_view field, const Field&) {
      if (field.starts_with(fmt::format("{}/", row))) fields.emplace_back(field);
    });
    std::vector<database::Change> changes;
    changes.reserve(fields.size());
    for (const std::string& field : fields) {
      if (!value_at(stored.document, field)) continue;  // went with the text of its period
      changes.push_back(corrected(stored, db, now, {field, std::nullopt, std::nullopt, std::nullopt}, said));
    }
    return changes;
  });
}

CertainValues certain_values(database::Database& db) {
  // What a field holds since its last correction, against what was read: taken back, it was right.
  constexpr const char* kChanged =
      "WITH made AS (SELECT h.id, h.subject, json_extract(h.detail, '$.before') before, json_extract(h.detail, '$.confidence') confidence, "
      "last_value(json_extract(h.detail, '$.after')) OVER (PARTITION BY h.subject ORDER BY h.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED "
      "FOLLOWING) after FROM history h WHERE h.action = 'corrected') "
      "SELECT count(DISTINCT subject) FROM made WHERE confidence >= 0.95 AND after IS NOT before";
  constexpr const char* kUnchanged =
      "WITH looked_at AS MATERIALIZED (SELECT id, provenance FROM documents WHERE reviewed), values_of (provenance) AS ("
      "SELECT provenance FROM looked_at "
      "UNION ALL SELECT m.provenance FROM looked_at d JOIN measures m ON m.document = d.id "
      "UNION ALL SELECT s.provenance FROM looked_at d JOIN signatures s ON s.document = d.id "
      "UNION ALL SELECT i.provenance FROM looked_at d JOIN oit_items i ON i.document = d.id "
      "UNION ALL SELECT s.provenance FROM looked_at d JOIN scores s ON s.document = d.id "
      "UNION ALL SELECT r.provenance FROM looked_at d JOIN records r ON r.document = d.id) "
      "SELECT count(*) FROM values_of v, json_each(v.provenance) f WHERE json_extract(f.value, '$[0]') >= 0.95 AND json_extract(f.value, '$[1]') "
      "<> 'correction'";
  CertainValues out;
  out.changed = db.integer(kChanged);
  out.looked_at = db.integer(kUnchanged) + out.changed;
  return out;
}

}  // namespace banthuek::store
