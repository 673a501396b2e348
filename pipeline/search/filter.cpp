#include "pipeline/search/filter.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdio>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/fields.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::search {
namespace {

// Calls act(place in columns) for each of the set, and takes out those it refuses.
template <typename Act>
void keep_if(const index::IndexReader::Segment& segment, index::PassageSet& set, const Act& act) {
  for (std::size_t w = 0; w < index::PassageSet::kWords; ++w)
    for (std::uint64_t word = set.words()[w]; word; word &= word - 1) {
      const auto low = static_cast<std::uint16_t>(64 * w + static_cast<std::size_t>(std::countr_zero(word)));
      if (!act(segment.place(low))) set.remove(low);
    }
}

// "จังหวัดสมมุติบุรี", "จ.สมมุติบุรี": the name alone. A name that begins so by itself is kept where it is known (numbers_of tries both).
std::string without_word(index::Column column, const std::string& value) {
  static constexpr const char* kProvinces[] = {"จังหวัด", "จ."};
  static constexpr const char* kDistricts[] = {"อำเภอ", "อ.", "เขต"};
  const auto words = column == index::Column::kProvince   ? std::span<const char* const>(kProvinces)
                     : column == index::Column::kDistrict ? std::span<const char* const>(kDistricts)
                                                          : std::span<const char* const>();
  for (const char* word : words)
    if (value.starts_with(word)) return text::squeeze(value.substr(std::string_view(word).size()));
  return value;
}

// Numbers of the values that one written by a person means.
std::vector<std::uint32_t> numbers_of(const index::IndexReader& index, index::Column column, const std::string& value,
                                      const SearchVocabulary& vocabulary) {
  std::vector<std::uint32_t> numbers;
  const auto add = [&](const std::string& known) {
    if (const std::uint32_t number = index.number_of(column, known)) numbers.push_back(number);
  };
  const std::string inner = text::squeeze(text::to_internal(value));
  add(inner);
  add(without_word(column, inner));
  if (column != index::Column::kOffice && column != index::Column::kType) return numbers;
  for (const Clusters& way : ways_to_write(index::search_text(inner).clusters, vocabulary, Widen::kSpelling)) add(index::to_utf8(way));
  return numbers;
}

struct TextFilter {
  index::Column column;
  const std::vector<std::string>* values;
};

std::array<TextFilter, 8> text_filters(const Filters& f) {
  return {{{index::Column::kOffice, &f.offices},
           {index::Column::kType, &f.types},
           {index::Column::kDistrict, &f.districts},
           {index::Column::kProvince, &f.provinces},
           {index::Column::kGroup, &f.groups},
           {index::Column::kStatus, &f.statuses},
           {index::Column::kDocumentKind, &f.kinds},
           {index::Column::kRecordKind, &f.records}}};
}

// What may stand in a filter whether or not a document has it.
bool always_known(index::Column column, const std::string& value) {
  if (column == index::Column::kGroup) return value == "IIT" || value == "EIT" || value == "OIT";
  if (column == index::Column::kDocumentKind) return is_closed_word(FieldKind::kKind, value);
  return column == index::Column::kStatus && is_closed_word(FieldKind::kStatus, value);
}

// "; did you mean ก, ข or ค?": the three of `known` with the fewest letters that differ, of those that are near at all or hold it; else the advice.
std::string nearest(const std::vector<std::string>& known, const std::string& value, const char* advice) {
  const std::u32string asked = text::to_u32(value);
  std::vector<std::pair<int, std::string>> near;
  const int limit = std::max(2, static_cast<int>(asked.size()) / 2);
  for (const std::string& one : known) {
    const std::u32string letters = text::to_u32(one);
    const bool holds = letters.find(asked) != std::u32string::npos;
    const int distance = text::edit_distance(asked, letters, limit);
    if (holds || distance <= limit) near.emplace_back(holds ? 1 : distance, one);
  }
  std::sort(near.begin(), near.end());
  std::erase_if(near, [best = near.empty() ? 0 : near.front().first](const auto& one) { return one.first > best + 1; });
  near.resize(std::min<std::size_t>(near.size(), 3));
  if (near.empty()) return advice;
  std::string out = "; did you mean ";
  for (std::size_t i = 0; i < near.size(); ++i) out += (i == 0 ? "" : i + 1 == near.size() ? " or " : ", ") + near[i].second;
  return out + "?";
}

// The values that a filter of a column may have.
std::vector<std::string> known_values(const index::IndexReader& index, index::Column column) {
  std::vector<std::string> known = index.values(column);
  if (column == index::Column::kDocumentKind)
    for (const char* word : closed_words(FieldKind::kKind))
      if (std::find(known.begin(), known.end(), word) == known.end()) known.push_back(word);
  return known;
}

// Names of the fields of all kinds of records in the database, each once.
std::vector<std::string> fields_of_records(database::Database& db) {
  std::vector<std::string> out;
  for (const schema::RecordKind& kind : store::record_kinds(db))
    for (const schema::KindField& field : kind.fields)
      if (std::find(out.begin(), out.end(), field.name) == out.end()) out.push_back(field.name);
  return out;
}

constexpr std::pair<std::string_view, FieldCondition::Is> kSigns[] = {{"!=", FieldCondition::Is::kOther},  {">=", FieldCondition::Is::kAtLeast},
                                                                      {"<=", FieldCondition::Is::kAtMost}, {"=", FieldCondition::Is::kEqual},
                                                                      {">", FieldCondition::Is::kMore},    {"<", FieldCondition::Is::kLess}};

std::optional<double> number_in(const std::string& text) {
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && rest == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// "'purchase_plan', ...": the kinds whose field of that name holds figures.
std::string kinds_with_figures(database::Database& db, const std::string& field) {
  std::string out = "''";
  for (const schema::RecordKind& kind : store::record_kinds(db))
    if (const schema::KindField* f = kind.field(field); f && (f->type == CellType::kNumber || f->type == CellType::kMoney))
      out += ", '" + kind.name + "'";
  return out;
}

constexpr std::int64_t kFewOf = 8;  // of so many records one: then each by itself costs less than all in a row

// The records of a segment's range that are as the conditions say.
void keep_where(database::Database& db, const index::IndexReader::Segment& segment, const std::vector<FieldCondition>& where,
                index::PassageSet& set) {
  index::PassageSet holding;
  if (segment.kind() == index::PassageKind::kRecord) {
    std::string sql = "SELECT p.id FROM passages p JOIN records r ON r.document = p.document AND r.number = p.number WHERE p.id BETWEEN ? AND ?";
    for (const FieldCondition& condition : where) {
      const auto sign = std::find_if(std::begin(kSigns), std::end(kSigns), [&](const auto& one) { return one.second == condition.is; });
      const std::string field = fmt::format("json_extract(r.fields, '$.{}')", condition.field);  // a plain name: field_condition
      const std::string asked = fmt::format("{} {}", field, sign->first);
      const std::string of_figures = fmt::format("r.kind IN ({})", kinds_with_figures(db, condition.field));
      if (number_in(condition.value))
        sql += fmt::format(" AND CASE WHEN typeof({}) IN ('integer', 'real') THEN {} CAST(? AS REAL) WHEN {} THEN 0 ELSE {} ? END", field, asked,
                           of_figures, asked);
      else
        sql += fmt::format(" AND typeof({}) = 'text' AND {} ?", field, asked) +
               (condition.is == FieldCondition::Is::kEqual ? "" : fmt::format(" AND NOT {}", of_figures));
    }
    database::Statement row = db.prepare(sql);
    const auto look = [&](std::int64_t first, std::int64_t last) {
      row.bind(first).bind(last);
      for (const FieldCondition& condition : where) {
        row.bind(condition.value);
        if (number_in(condition.value)) row.bind(condition.value);
      }
      while (row.step()) holding.add(static_cast<std::uint16_t>(row.integer(0) & 0xFFFF));
      row.reset();
    };
    // Where few are left, theirs alone: reading the fields of a record is what costs.
    if (set.count() >= (segment.last - segment.first) / kFewOf)
      look(segment.first, segment.last);
    else
      for (std::size_t w = 0; w < index::PassageSet::kWords; ++w)
        for (std::uint64_t word = set.words()[w]; word; word &= word - 1) {
          const std::int64_t id = segment.base() + static_cast<std::int64_t>(64 * w) + std::countr_zero(word);
          look(id, id);
        }
  }
  set &= holding;
}

}  // namespace

FieldCondition field_condition(std::string_view text) {
  FieldCondition out;
  for (const auto& [sign, is] : kSigns) {
    const std::size_t at = text.find(sign);
    if (at == std::string_view::npos) continue;
    out.is = is;
    out.field = text::squeeze(text.substr(0, at));
    out.value = text::squeeze(text::to_internal(text.substr(at + sign.size())));
    if (std::string digits = text::ascii_digits(out.value); !number_in(out.value)) {
      std::erase(digits, ',');
      if (number_in(digits)) out.value = digits;
    }
    break;
  }
  if (!schema::is_plain_name(out.field))
    throw Error(ErrorKind::kUsage, "--where", "'" + std::string(text) + "' is no condition; write a field, a sign and a value, as 'budget>=100000'");
  return out;
}

bool Filters::any() const {
  return year_from || year_to || !years.empty() || !offices.empty() || !types.empty() || !districts.empty() || !provinces.empty() ||
         !groups.empty() || !statuses.empty() || !kinds.empty() || !records.empty() || !where.empty() || period_from || period_to || confidence > 0 ||
         findings != Want::kEither || reviewed != Want::kEither;
}

bool add_kind(database::Database& db, const std::string& name, index::PassageKinds& kinds, Filters& filters) {
  if (const auto kind = index::passage_kind(name)) {
    kinds.add(*kind);
    return true;
  }
  if (!store::record_kind(db, name)) return false;
  kinds.add(index::PassageKind::kRecord);
  filters.records.push_back(name);
  return true;
}

std::string no_such_kind(database::Database& db, const std::string& name) {
  std::vector<std::string> known;
  for (const index::PassageKind kind : index::kPassageKinds) known.emplace_back(index::info_of(kind).plural);
  for (const schema::RecordKind& kind : store::record_kinds(db)) known.push_back(kind.name);
  const std::string advice =
      fmt::format("; write some of {}, with commas between them; a kind of records is there once a table was read as one", fmt::join(known, ", "));
  return "'" + name + "' is neither a kind of passages nor, in this database, one of records" + nearest(known, name, advice.c_str());
}

void check_date(std::string_view option, std::string_view iso) {
  static constexpr std::uint32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const std::string where(option), shown(iso);
  const std::uint32_t first = index::first_day(iso), last = index::last_day(iso);
  const std::uint32_t year = first / 10000, month = first / 100 % 100, day = first % 100;
  if (!first || iso.size() < 4 || month > 12 || month < 1 || day < 1 || year < 1900 || year > 2200)
    throw Error(ErrorKind::kUsage, where, "'" + shown + "' is no date; write it in the common era as 2023, 2023-04 or 2023-04-30");
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const std::uint32_t days = kDays[month - 1] + (leap && month == 2 ? 1 : 0);
  if (first == last && day > days)
    throw Error(ErrorKind::kUsage, where, fmt::format("'{}' is no date, as that month has {} days; write another day", shown, days));
}

void check_filters(index::IndexReader& index, const Filters& filters, const SearchVocabulary& vocabulary) {
  for (const auto& [column, values] : text_filters(filters))
    for (const std::string& value : *values) {
      if (column == index::Column::kRecordKind && store::record_kind(index.database(), value)) continue;  // there need be no record of it (any more)
      if (always_known(column, value) || !numbers_of(index, column, value, vocabulary).empty()) continue;
      throw Error(ErrorKind::kUsage, name_of(column),
                  "'" + value + "' is in no document" +
                      nearest(known_values(index, column), without_word(column, value), "; leave it out, or see the values with --facets"));
    }
  if (filters.where.empty()) return;
  const std::vector<std::string> fields = fields_of_records(index.database());
  for (const FieldCondition& condition : filters.where)
    if (std::find(fields.begin(), fields.end(), condition.field) == fields.end())
      throw Error(
          ErrorKind::kUsage, "--where",
          "no kind of records here has a field '" + condition.field + "'" + nearest(fields, condition.field, "; see what there is with --facets"));
}

void apply_filters(index::IndexReader& index, index::IndexReader::Segment& segment, const Filters& f, const SearchVocabulary& vocabulary,
                   index::PassageSet& set) {
  for (const auto& [column, values] : text_filters(f)) {
    if (values->empty() || (column == index::Column::kRecordKind && segment.kind() != index::PassageKind::kRecord)) continue;
    std::vector<std::uint32_t> wanted;
    for (const std::string& value : *values)
      for (const std::uint32_t number : numbers_of(index, column, value, vocabulary)) wanted.push_back(number);
    const auto& numbers = index.column(segment, column);
    keep_if(segment, set, [&](std::size_t at) { return std::find(wanted.begin(), wanted.end(), numbers[at]) != wanted.end(); });
  }
  if (f.year_from || f.year_to) {
    const auto& years = index.column(segment, index::Column::kYear);
    const auto from = static_cast<std::uint32_t>(f.year_from.value_or(1)), to = static_cast<std::uint32_t>(f.year_to.value_or(9999));
    keep_if(segment, set, [&](std::size_t at) { return years[at] >= from && years[at] <= to; });
  }
  if (!f.years.empty()) {
    const auto& years = index.column(segment, index::Column::kYear);
    keep_if(segment, set, [&](std::size_t at) { return std::find(f.years.begin(), f.years.end(), static_cast<int>(years[at])) != f.years.end(); });
  }
  if (f.period_from || f.period_to) {
    const auto& starts = index.column(segment, index::Column::kStart);
    const auto& ends = index.column(segment, index::Column::kEnd);
    keep_if(segment, set, [&](std::size_t at) {
      const std::uint32_t start = starts[at], end = ends[at] ? ends[at] : starts[at] + 30;
      return (start || ends[at]) && (!f.period_to || start <= f.period_to) && (!f.period_from || end >= f.period_from);
    });
  }
  if (f.confidence > 0) {
    const auto& confidences = index.column(segment, index::Column::kConfidence);
    keep_if(segment, set, [&](std::size_t at) { return confidences[at] >= f.confidence * 1000 - 0.5; });
  }
  if (!f.where.empty()) keep_where(index.database(), segment, f.where, set);
  const auto flag = [&](std::uint32_t bit, Want want) {
    if (want == Want::kEither) return;
    const auto& flags = index.column(segment, index::Column::kFlags);
    keep_if(segment, set, [&](std::size_t at) { return ((flags[at] & bit) != 0) == (want == Want::kYes); });
  };
  flag(index::kHasFindings, f.findings);
  flag(index::kIsReviewed, f.reviewed);
}

}  // namespace banthuek::search
