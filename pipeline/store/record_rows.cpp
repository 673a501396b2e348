#include "pipeline/store/record_rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "extractors/types/export_json.h"
#include "extractors/types/fields.h"
#include "pipeline/base/sha256.h"
#include "pipeline/index/passage.h"
#include "pipeline/store/passage_rows.h"
#include "pipeline/store/provenance.h"
#include "pipeline/store/record_kinds.h"
#include "pipeline/store/table_rows.h"

namespace banthuek::store {
namespace {

template <typename Number>
std::optional<Number> number_of(const Field& field) {
  Number number{};
  const char* end = field.value.data() + field.value.size();
  const auto [p, error] = std::from_chars(field.value.data(), end, number);
  if (error != std::errc() || p != end) return std::nullopt;
  return number;
}

template <typename Number>
std::string shortest(Number number) {
  char buffer[40];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

// The columns of a record's fields in the order of its visitor: "no, measure_group, title". Lists have tables of their own.
template <typename Record>
void add_columns(std::string& out, const Record& record) {
  visit_fields(record, [&](const FieldInfo& info, const auto& member) {
    using Member = std::remove_const_t<std::remove_reference_t<decltype(member)>>;
    if constexpr (IsMaybeField<Member> || IsField<Member> || IsCode<Member>)
      out += (out.empty() ? "" : ", ") + std::string(info.column_name());
    else if constexpr (IsMaybeRecord<Member>)
      add_columns(out, typename Member::value_type{});
    else if constexpr (!IsList<Member>)
      add_columns(out, member);
  });
}

template <typename Record>
const std::string& columns() {
  static const std::string list = [] {
    std::string out;
    add_columns(out, Record{});
    return out;
  }();
  return list;
}

// "INSERT INTO table (before, fields, after) VALUES (?, ...)", all of one row.
template <typename Record>
std::string insert_into(const char* table, const char* before, const char* after) {
  const std::string names = fmt::format("{}, {}, {}", before, columns<Record>(), after);
  std::string marks = "?";
  for (const char c : names)
    if (c == ',') marks += ", ?";
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table, names, marks);
}

// Binds the fields of one row in the order of its columns and gathers their provenance. Texts are bound where they lie: the record lives until
// the row is written.
struct RowWriter {
  database::Statement& row;
  ProvenanceWriter provenance;

  template <typename Record>
  void add(const Record& record, const std::string& path = "") {
    visit_fields(record, [&](const FieldInfo& info, const auto& member) {
      using Member = std::remove_const_t<std::remove_reference_t<decltype(member)>>;
      const std::string at = path + info.key;
      if constexpr (IsMaybeField<Member>)
        member ? value(at, info, *member) : void(row.bind_null());
      else if constexpr (IsField<Member>)
        value(at, info, member);
      else if constexpr (IsCode<Member>)
        member.empty() ? void(row.bind_null()) : void(row.bind_static(member));
      else if constexpr (IsMaybeRecord<Member>)
        member ? add(*member, at + "/") : add_nothing(typename Member::value_type{});
      else if constexpr (!IsList<Member>)
        add(member, at + "/");
    });
  }

 private:
  template <typename Record>
  void add_nothing(const Record& record) {
    visit_fields(record, [&](const FieldInfo&, const auto&) { row.bind_null(); });
  }
  template <typename Number>
  void number(const std::string& key, const Field& field) {
    const auto value = number_of<Number>(field);
    row.bind(value);
    provenance.add(key, field, value ? shortest(*value) : std::string());
  }
  void value(const std::string& key, const FieldInfo& info, const Field& field) {
    if (info.kind == FieldKind::kYear) return number<std::int64_t>(key, field);
    if (info.is_number()) return number<double>(key, field);
    if (info.kind == FieldKind::kStatus && !is_closed_word(info.kind, field.value)) {
      row.bind_null();
      return provenance.add(key, field, "");
    }
    row.bind_static(field.value);
    provenance.add(key, field);
  }
};

// Takes the fields of one row in the same order; without a provenance the values alone.
class RowReader {
 public:
  RowReader(database::Statement& row, std::optional<ProvenanceReader> provenance, int column)
      : row_(row), provenance_(std::move(provenance)), column_(column) {}

  template <typename Record>
  void take(Record& record, const std::string& path = "") {
    visit_fields(record, [&](const FieldInfo& info, auto& member) {
      using Member = std::remove_reference_t<decltype(member)>;
      const std::string at = path + info.key;
      if constexpr (IsMaybeField<Member>) {
        member = value(at, info);
      } else if constexpr (IsField<Member>) {
        MaybeField field = value(at, info);
        is_there_ = field.has_value();
        if (field) member = std::move(*field);
      } else if constexpr (IsCode<Member>) {
        member = row_.text(column_++);
      } else if constexpr (IsMaybeRecord<Member>) {
        is_there_ = true;
        take(member.emplace(), at + "/");
        if (!is_there_) member.reset();
      } else if constexpr (!IsList<Member>) {
        take(member, at + "/");
      }
    });
  }

 private:
  database::Statement& row_;
  std::optional<ProvenanceReader> provenance_;
  int column_;
  bool is_there_ = true;  // false where the field that a record must have is null

  MaybeField value(const std::string& key, const FieldInfo& info) {
    const int at = column_++;
    const auto held = row_.is_null(at)                ? std::nullopt
                      : info.kind == FieldKind::kYear ? std::optional(shortest(row_.integer(at)))
                      : info.is_number()              ? std::optional(shortest(row_.real(at)))
                                                      : std::optional(row_.text(at));
    if (provenance_) return provenance_->take(key, held);
    if (!held) return std::nullopt;
    Field field;
    field.raw = field.value = *held;
    return field;
  }
};

// Calls `see` with each field of a measure.
template <typename M, typename See>
void each_field(M& measure, const See& see) {
  visit_fields(measure, [&](const FieldInfo&, auto& member) {
    if (!member) return;
    if constexpr (IsMaybeField<std::remove_reference_t<decltype(member)>>) {
      see(*member);
    } else {
      see(member->raw);
      for (auto* field : {&member->start, &member->end})
        if (*field) see(**field);
    }
  });
}

double least_confidence(const Measure& m) {
  double least = 1;
  each_field(m, [&](const Field& field) { least = std::min(least, field.confidence); });
  return std::clamp(least, 0.0, 1.0);
}

std::string pages_json(const Measure& measure) {
  std::string out = "[";
  for (const int page : pages_of(measure)) out += fmt::format("{}{}", out.size() > 1 ? "," : "", page);
  return out + "]";
}

void write_measure(database::Statement& row, std::int64_t id, std::int64_t document, int number, const Measure& m) {
  row.bind(id).bind(document).bind(number);
  RowWriter out{row, {}};
  out.add(m);
  row.bind(pages_json(m)).bind(least_confidence(m)).bind(out.provenance.take());
  row.run();
}

// Where values alone are read, a measure's pages stand on its title, or on the first field that it has.
void set_pages(Measure& m, std::string_view json) {
  Field* bearer = m.title ? &*m.title : nullptr;
  if (!bearer) each_field(m, [&](Field& field) { bearer = bearer ? bearer : &field; });
  if (!bearer) return;
  for (const auto& page : nlohmann::json::parse(json)) bearer->places.push_back({page.get<int>(), {}});
}

Measure read_measure(database::Statement& row, Detail detail) {
  Measure m;
  RowReader(row, detail == Detail::kAll ? std::optional(ProvenanceReader(row.view(1))) : std::nullopt, 2).take(m);
  if (detail == Detail::kValues) set_pages(m, row.view(0));
  return m;
}

template <typename Record>
void write_list(database::Database& db, const char* table, std::int64_t document, const std::vector<Record>& list) {
  if (list.empty()) return;
  database::Statement row = db.prepare(insert_into<Record>(table, "document, number", "provenance"));
  for (int i = 0; const Record& record : list) {
    row.bind(document).bind(++i);
    RowWriter out{row, {}};
    out.add(record);
    row.bind(out.provenance.take()).run();
  }
}

template <typename Record>
void read_list(database::Database& db, const char* table, std::int64_t document, std::vector<Record>& list) {
  database::Statement row = db.prepare(fmt::format("SELECT provenance, {} FROM {} WHERE document = ? ORDER BY number", columns<Record>(), table));
  for (row.bind(document); row.step();) {
    RowReader(row, ProvenanceReader(row.view(0)), 1).take(list.emplace_back());
  }
}

}  // namespace

std::int64_t write_document(database::Database& db, std::int64_t file, std::string_view sha256, const Document& d) {
  database::Statement row =
      db.prepare(insert_into<Document>("documents", "key, file, first_page, last_page, layouts, has_memo, has_ita_result", "provenance"));
  row.bind(document_key(sha256, d.first_page)).bind(file).bind(d.first_page).bind(d.last_page);
  row.bind(nlohmann::json(d.layouts).dump()).bind(d.memo ? 1 : 0).bind(d.ita_result ? 1 : 0);
  RowWriter out{row, {}};
  out.add(d);
  row.bind(out.provenance.take()).run();
  const std::int64_t id = db.last_id();

  if (!d.measures.empty()) {
    // Numbers that the index knows are never used again, also where the measures are gone.
    std::int64_t next = index::next_passage(db, index::PassageKind::kMeasure);
    database::Statement measure = db.prepare(insert_into<Measure>("measures", "id, document, number", "pages, confidence, provenance"));
    for (int i = 0; const Measure& m : d.measures) write_measure(measure, next++, id, ++i, m);
  }
  write_list(db, "signatures", id, d.signatures);
  write_list(db, "oit_items", id, d.oit_items);
  write_list(db, "scores", id, d.scores);
  write_tables(db, id, d.tables);
  write_records(db, id, d);
  for (const Finding& finding : d.findings) write_finding(db, file, id, finding);
  write_document_passages(db, file, id, d);
  return id;
}

// JSON that is none, or of another shape, is damage of the file: it may come from anybody.
Document read_document(database::Database& db, std::int64_t id, Detail detail) try {
  Document d;
  std::int64_t file = 0;
  {
    database::Statement row = db.prepare("SELECT provenance, first_page, last_page, layouts, has_memo, has_ita_result, file, " + columns<Document>() +
                                         " FROM documents WHERE id = ?");
    if (!row.bind(id).step()) throw Error(ErrorKind::kDatabase, db.name(), "a document is gone while it is read; try again");
    d.first_page = static_cast<int>(row.integer(1));
    d.last_page = static_cast<int>(row.integer(2));
    d.layouts = nlohmann::json::parse(row.view(3)).get<std::vector<std::string>>();
    file = row.integer(6);
    RowReader(row, ProvenanceReader(row.view(0)), 7).take(d);
    if (!row.integer(4)) d.memo.reset();
    if (!row.integer(5)) d.ita_result.reset();
  }
  {
    database::Statement row = db.prepare("SELECT pages, provenance, " + columns<Measure>() + " FROM measures WHERE document = ? ORDER BY number");
    for (row.bind(id); row.step();) d.measures.push_back(read_measure(row, detail));
  }
  read_list(db, "signatures", id, d.signatures);
  read_list(db, "oit_items", id, d.oit_items);
  read_list(db, "scores", id, d.scores);
  d.tables = read_tables(db, id);
  d.records = read_records(db, id);
  d.findings = read_findings(db, file, id);
  return d;
} catch (const nlohmann::json::exception& e) {
  throw Error(ErrorKind::kDatabase, db.name(), std::string("a document in it is damaged (") + e.what() + "); see: banthuek verify");
}

void write_finding(database::Database& db, std::int64_t file, std::optional<std::int64_t> document, const Finding& f) {
  database::Statement row = db.prepare(
      "INSERT INTO findings (file, document, code, severity, page, field, value, reason, reading) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(file).bind(document).bind(f.code).bind(name_of(f.severity)).bind(f.page).bind(f.field).bind(f.value).bind(f.reason);
  row.bind(f.reading).run();
}

std::vector<Finding> read_findings(database::Database& db, std::int64_t file, std::optional<std::int64_t> document) {
  std::vector<Finding> findings;
  database::Statement row = db.prepare(
      "SELECT code, severity, page, field, value, reason, reading FROM findings "
      "WHERE file = ? AND document IS ? ORDER BY id");
  for (row.bind(file).bind(document); row.step();) {
    const std::string_view severity = row.view(1);
    findings.push_back({row.text(0),
                        severity == "info"    ? Severity::kInfo
                        : severity == "error" ? Severity::kError
                                              : Severity::kWarning,
                        static_cast<int>(row.integer(2)), row.text(3), row.text(4), row.text(5), row.text(6)});
  }
  return findings;
}

std::string content_hash(std::span<const Document> documents) {
  base::Digest digest;
  for (const Document& document : documents) {
    digest.add(std::to_string(document.first_page)).add(std::to_string(document.last_page));
    for_each_field(document, [&](std::string_view path, const Field& field) {
      ProvenanceWriter provenance;
      provenance.add(path, field);
      digest.add(field.value).add(provenance.take());
    });
  }
  return digest.hex();
}

}  // namespace banthuek::store
