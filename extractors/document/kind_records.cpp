#include "extractors/document/kind_records.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "extractors/document/data_tables.h"
#include "extractors/schema/heading_match.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/values/cell_value.h"
#include "extractors/values/period.h"
#include "extractors/values/status.h"

namespace banthuek::document {
namespace {

constexpr double kUnread = 0.5;         // confidence, at most, of a value that its type cannot read
constexpr double kNotListed = 0.6;      // of one that is none of those the field may hold
constexpr double kListed = 0.8;         // similarity to one of them that makes it that one
constexpr double kFitsOfColumn = 0.6;   // of its filled cells that must be of the field's type where no heading names it
constexpr double kContradicted = 0.8;   // of its filled cells that are of a type that the field's cannot be
constexpr std::size_t kMinNamed = 2;    // headings that tell a kind
constexpr const char* kLevels = " / ";  // between the levels of a heading

bool is_figure(CellType type) { return type == CellType::kNumber || type == CellType::kMoney; }

bool is_nothing(std::string_view raw) {
  const std::u32string text = text::fold(raw).text;
  return text.empty() || text == U"-";
}

std::string squeezed(std::string_view text) { return text::squeeze(text); }

// The last of the levels of a heading names the column where the others stand over several.
double score_of(const schema::KindField& field, const std::string& heading) {
  double best = schema::heading_score(field.headings, field.words, heading);
  if (const std::size_t at = heading.rfind(kLevels); at != std::string::npos)
    best = std::max(best, schema::heading_score(field.headings, field.words, heading.substr(at + std::string_view(kLevels).size())));
  for (const schema::Sample& sample : field.rejects)
    if (text::similarity(sample.text, heading) > best) return 0;
  return best;
}

// Whether a cell of this type may be a value of the field.
bool may_be(CellType cell, CellType field) {
  switch (field) {
    case CellType::kNumber:
    case CellType::kMoney:
      return is_figure(cell);
    case CellType::kDate:
      return cell == CellType::kDate;
    case CellType::kPeriod:
      return cell == CellType::kPeriod || cell == CellType::kDate;
    case CellType::kMark:
      return cell == CellType::kMark;
    case CellType::kPerson:
    case CellType::kOrganisation:
      return cell == CellType::kText;
    default:
      return true;
  }
}

struct ColumnContent {
  int filled = 0, fits = 0, typed = 0;  // cells that hold something; that may be the field's; of them not mere texts
};

ColumnContent content_of(const DataTable& table, std::size_t column, CellType field) {
  ColumnContent out;
  for (const DataRow& row : table.rows) {
    const DataCell& cell = row.cells[column];
    if (row.is_sum || is_nothing(cell.field.raw)) continue;
    ++out.filled;
    out.fits += may_be(cell.type, field);
    out.typed += cell.type != CellType::kText;
  }
  return out;
}

// Most cells are of another type than the field's, and are not only texts that could not be read.
bool contradicts(const DataTable& table, std::size_t column, CellType field) {
  const ColumnContent c = content_of(table, column, field);
  return c.filled > 1 && c.fits == 0 && c.typed >= kContradicted * c.filled;
}

std::optional<KindMatch> match_one(const DataTable& table, const schema::RecordKind& kind) {
  struct Claim {
    double score;
    std::size_t column;
    const schema::KindField* field;
  };
  std::vector<Claim> claims;
  std::size_t headed = 0;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const std::string& heading = table.columns[c].heading.raw;
    if (text::fold(heading).text.empty()) continue;
    ++headed;
    for (const schema::KindField& field : kind.fields)
      if (const double score = score_of(field, heading); score > 0 && !contradicts(table, c, field.type)) claims.push_back({score, c, &field});
  }
  std::stable_sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) { return a.score > b.score; });
  KindMatch out{&kind, std::vector<const schema::KindField*>(table.columns.size()), 0};
  const auto taken = [&](const schema::KindField* field) { return std::find(out.fields.begin(), out.fields.end(), field) != out.fields.end(); };
  std::size_t named = 0;
  for (const Claim& claim : claims) {
    if (out.fields[claim.column] || taken(claim.field)) continue;
    out.fields[claim.column] = claim.field;
    out.named += claim.score;
    ++named;
  }
  if (named < kMinNamed || 2 * named < headed) return std::nullopt;
  // A heading that was not read: what its cells hold tells where one field alone is left that they may be.
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (out.fields[c] || !text::fold(table.columns[c].heading.raw).text.empty()) continue;
    const schema::KindField* only = nullptr;
    int several = 0;
    for (const schema::KindField& field : kind.fields) {
      if (taken(&field) || may_be(CellType::kText, field.type)) continue;
      const ColumnContent content = content_of(table, c, field.type);
      if (content.filled > 1 && content.fits >= kFitsOfColumn * content.filled) only = &field, ++several;
    }
    if (several == 1) out.fields[c] = only;
  }
  for (const std::string& need : kind.needs)
    if (!taken(kind.field(need))) return std::nullopt;
  return out;
}

// "๑๒ ราย" of a field of that unit: ASCII digits. Nothing where more stands there than a figure and a unit.
std::optional<std::string> figure_with_unit(const schema::KindField& field, std::string_view raw) {
  std::string text(text::trim(raw));
  for (const std::string& unit : field.units) {
    if (!text.ends_with(unit)) continue;
    const std::string before(text::trim(std::string_view(text).substr(0, text.size() - unit.size())));
    if (const values::CellValue value = values::cell_value(before, {}); is_figure(value.type)) return value.value;
  }
  return std::nullopt;
}

std::optional<std::string> period_of(const DataCell& cell, std::optional<values::BuddhistYear> year) {
  if (cell.type == CellType::kPeriod) return cell.field.value;
  if (cell.type == CellType::kDate) return cell.field.value + "/" + cell.field.value;
  const auto period = values::parse_period(cell.field.raw, year);
  if (!period || !period->start || !period->end || period->reversed || period->end_unread || period->impossible || period->year_inferred)
    return std::nullopt;
  const std::string start = iso(*period->start), end = iso(*period->end);
  return start.empty() || end.empty() ? std::nullopt : std::optional(start + "/" + end);
}

// What the cell means as a value of the field's type; nothing where it is none.
std::optional<std::string> value_of(const DataCell& cell, const schema::KindField& field, const schema::Vocabulary& vocabulary,
                                    std::optional<values::BuddhistYear> year) {
  switch (field.type) {
    case CellType::kNumber:
    case CellType::kMoney:
      return is_figure(cell.type) ? std::optional(cell.field.value) : figure_with_unit(field, cell.field.raw);
    case CellType::kDate:
      return cell.type == CellType::kDate ? std::optional(cell.field.value) : std::nullopt;
    case CellType::kPeriod:
      return period_of(cell, year);
    case CellType::kMark:
      return cell.type == CellType::kMark ? std::optional(cell.field.value) : std::nullopt;
    case CellType::kStatus:
      return values::status_in_words(cell.field.raw, vocabulary);
    case CellType::kCode: {
      std::string code = text::ascii_digits(squeezed(cell.field.raw));
      std::erase(code, ' ');
      return code;
    }
    default:
      return cell.field.raw;
  }
}

class RecordMaker {
 public:
  RecordMaker(Document& document, const schema::Vocabulary& vocabulary, std::optional<values::BuddhistYear> year)
      : document_(document), vocabulary_(vocabulary), year_(year) {}

  void add(std::size_t table_at, const KindMatch& match) {
    DataTable& table = document_.tables[table_at];
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      DataRow& row = table.rows[r];
      row.is_sum = row.is_sum || says_sum(row, *match.kind);
      if (row.is_sum || !is_record(row, match)) continue;
      TableRecord record{match.kind->name, static_cast<int>(table_at), static_cast<int>(r), {}};
      for (const schema::KindField& field : match.kind->fields) {
        RecordField& to = record.fields.emplace_back(RecordField{field.name, field.type, std::nullopt});
        const auto column = std::find(match.fields.begin(), match.fields.end(), &field);
        if (column == match.fields.end()) continue;
        const DataCell& cell = row.cells[static_cast<std::size_t>(column - match.fields.begin())];
        if (field.type == CellType::kText ? !cell.field.raw.empty() : !is_nothing(cell.field.raw)) to.value = read(cell, field, *match.kind);
      }
      document_.records.push_back(std::move(record));
    }
    table.layout = match.kind->name;
  }

 private:
  static bool says_sum(const DataRow& row, const schema::RecordKind& kind) {
    for (const DataCell& cell : row.cells) {
      if (cell.field.raw.empty()) continue;
      const std::u32string text = text::fold(cell.field.raw).text;
      return std::any_of(kind.sums.begin(), kind.sums.end(),
                         [&](const std::string& word) { return text::similarity(text, text::fold(word).text) >= 0.85; });
    }
    return false;
  }

  static bool is_record(const DataRow& row, const KindMatch& match) {
    const schema::KindField* first = match.kind->field(match.kind->needs.front());
    bool there = false;
    int others = 0;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      if (!match.fields[c] || is_nothing(row.cells[c].field.raw)) continue;
      if (match.fields[c] == first)
        there = true;
      else
        ++others;
    }
    return there && others > 0;
  }

  Field read(const DataCell& cell, const schema::KindField& field, const schema::RecordKind& kind) {
    Field out = cell.field;
    out.rule = fmt::format("record/{}@{}", kind.name, kind.version);
    const std::string path = fmt::format("records/{}/{}", document_.records.size(), field.name);
    const auto doubt = [&](const char* code, std::string why, double most) {
      out.confidence = std::min(out.confidence, most);
      document_.findings.push_back({code, Severity::kWarning, out.places.empty() ? 0 : out.places.front().page, path, out.raw, std::move(why), ""});
    };
    const auto value = value_of(cell, field, vocabulary_, year_);
    if (!value) {
      out.value = out.raw;
      doubt("value_unread", std::string("the field is of the type ") + name_of(field.type) + ", and this is none", kUnread);
      return out;
    }
    out.value = *value;
    if (is_figure(field.type)) {
      const double number = std::atof(out.value.c_str());
      if ((field.min && number < *field.min) || (field.max && number > *field.max))
        doubt("value_out_of_range", "the field goes from " + bound(field.min) + " to " + bound(field.max), kNotListed);
    }
    if (!field.values.empty() && !listed(field, out)) doubt("value_not_listed", "it is none of the values of this field", kNotListed);
    return out;
  }

  static std::string bound(const std::optional<double>& value) {
    if (!value) return "any";
    char buffer[40];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, *value).ptr};
  }

  // Whether it is one of the values, letters misread or not: it is then that one.
  static bool listed(const schema::KindField& field, Field& value) {
    const std::string* best = nullptr;
    double most = 0;
    for (const std::string& known : field.values)
      if (const double alike = text::similarity(known, value.value); alike > most) most = alike, best = &known;
    if (!best || most < kListed) return false;
    if (most < 1) value.confidence = std::min(value.confidence, most);
    value.value = *best;
    return true;
  }

  Document& document_;
  const schema::Vocabulary& vocabulary_;
  std::optional<values::BuddhistYear> year_;
};

DataTable table_of(const schema::KindSample& sample) {
  DataTable out;
  for (const std::string& heading : sample.headings) {
    out.columns.emplace_back().heading.raw = heading;
    out.columns.back().heading.value = heading;
  }
  for (const std::vector<std::string>& texts : sample.rows) {
    DataRow& row = out.rows.emplace_back();
    for (const std::string& text : texts) {
      DataCell& cell = row.cells.emplace_back();
      const values::CellValue value = values::cell_value(text, {});
      cell.type = text.empty() ? CellType::kText : value.type;
      cell.field = {text, text.empty() ? "" : value.value, {}, 1, ""};
    }
  }
  finish_table(out);
  return out;
}

[[noreturn]] void fail(const schema::RecordKind& kind, int line, const std::string& message) {
  throw Error(ErrorKind::kSchema, fmt::format("{}:{}", kind.file, line), message);
}

void check_sample(const schema::Schemas& schemas, const schema::RecordKind& kind, const schema::KindSample& sample) {
  Document document;
  document.tables = {table_of(sample)};
  extract_records(document, schemas, std::nullopt);
  const std::string& known = document.tables.front().layout;
  if (known != kind.name)
    fail(kind, sample.line,
         known.empty() ? "the sample's headings are not of its kind; mend the headings of the fields or the sample"
                       : "the sample is taken by the kind '" + known + "'; its fields name the same headings better");
  if (document.records.size() != sample.gives.size())
    fail(kind, sample.line,
         fmt::format("the sample gives {} records, not {}; mend the one or the other", document.records.size(), sample.gives.size()));
  for (std::size_t i = 0; i < sample.gives.size(); ++i)
    for (const RecordField& field : document.records[i].fields) {
      const auto wanted = std::find_if(sample.gives[i].begin(), sample.gives[i].end(), [&](const auto& one) { return one.first == field.name; });
      const std::string text = field.value ? field.value->value : "", should = wanted == sample.gives[i].end() ? "" : wanted->second;
      const bool same =
          text == should || (is_figure(field.type) && !text.empty() && !should.empty() && std::atof(text.c_str()) == std::atof(should.c_str()));
      if (!same)
        fail(kind, sample.line,
             fmt::format("record {} of the sample has '{}' in '{}', not '{}'; mend the one or the other", i + 1, text, field.name, should));
    }
}

}  // namespace

std::optional<KindMatch> match_kind(const DataTable& table, const std::vector<schema::RecordKind>& kinds) {
  std::optional<KindMatch> best;
  for (const schema::RecordKind& kind : kinds)
    if (auto match = match_one(table, kind); match && (!best || match->named > best->named + 1e-9)) best = std::move(match);
  return best;
}

void extract_records(Document& document, const schema::Schemas& schemas, std::optional<values::BuddhistYear> year) {
  RecordMaker maker(document, schemas.vocabulary, year);
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    if (!document.tables[t].layout.empty()) continue;
    if (const auto match = match_kind(document.tables[t], schemas.records)) maker.add(t, *match);
  }
}

std::vector<TableRecord> records_of_sample(const schema::Schemas& schemas, const schema::KindSample& sample) {
  Document document;
  document.tables = {table_of(sample)};
  extract_records(document, schemas, std::nullopt);
  return std::move(document.records);
}

void check_kinds(const schema::Schemas& schemas) {
  for (const schema::RecordKind& kind : schemas.records) {
    if (kind.samples.empty()) fail(kind, 1, "there is no [[sample]]; add a small table and the records that it gives");
    for (const schema::KindSample& sample : kind.samples) check_sample(schemas, kind, sample);
    for (const std::vector<std::string>& headings : kind.rejects) {
      schema::KindSample sample;
      sample.headings = headings;
      const auto match = match_kind(table_of(sample), schemas.records);
      if (match && match->kind == &kind)
        fail(kind, 1, "the headings '" + headings.front() + " | ...' are to be rejected and match; name more in 'needs'");
    }
  }
}

}  // namespace banthuek::document
