#include "pipeline/store/correct.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "extractors/values/dates.h"

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
  const std::string text = text::to_internal(after), plain = text::ascii_digits(text::squeeze(text));
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
      if (const std::string digits = without_commas(plain); any_number(digits)) return digits;
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

void correct(Store& store, std::string_view key, std::string_view field, const std::optional<std::string>& after, std::string_view who,
             std::string_view why) {
  const std::string where = std::string(key) + "/" + std::string(field);
  if (text::squeeze(who).empty()) throw Error(ErrorKind::kUsage, where, "a correction needs a name; say who corrects");
  if (text::squeeze(why).empty()) throw Error(ErrorKind::kUsage, where, "a correction needs a reason; say why");
  std::optional<std::string> value;
  store.edit_document(key, [&](StoredDocument& stored, database::Database& db, const std::string& now) {
    Document& d = stored.document;
    MaybeField* place = field_at(d, field);
    if (!place) throw Error(ErrorKind::kUsage, where, "names no field of this document; see banthuek show " + std::string(key));
    if (after) value = fitted(where, field_info(d, field).value_or(FieldInfo{""}).kind, *after);
    Correction c{stored.sha256, d.first_page, std::string(field), "", std::nullopt, value, std::string(who), now, text::to_internal(why)};
    c.anchor = correction_anchor(d, field);
    if (*place) c.before = (*place)->value;
    std::optional<double> confidence;  // how sure the reading was, for certain_values
    if (*place && (*place)->rule != "correction") confidence = (*place)->confidence;
    set_corrected(*place, value);
    c.picture = page_of(db, stored.sha256, d.first_page);
    return keep_correction(db, c, confidence);
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
