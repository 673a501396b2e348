#include "pipeline/store/record_rows.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "extractors/types/export_json.h"
#include "pipeline/base/sha256.h"
#include "pipeline/store/provenance.h"

namespace banthuek::store {
namespace {

template <typename Number>
std::optional<Number> number_of(const MaybeField& field) {
  Number number{};
  if (!field || field->value.empty()) return std::nullopt;
  const char* end = field->value.data() + field->value.size();
  const auto [p, error] = std::from_chars(field->value.data(), end, number);
  if (error != std::errc() || p != end) return std::nullopt;
  return number;
}

template <typename Number>
std::string shortest(Number number) {
  char buffer[40];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

// Binds the values of one row in the order of its columns and gathers their provenance.
struct RowWriter {
  database::Statement& row;
  ProvenanceWriter provenance;

  void text(std::string_view key, const MaybeField& field) {
    if (!field) return void(row.bind_null());
    row.bind_static(field->value);
    provenance.add(key, *field);
  }
  template <typename Number>
  void number(std::string_view key, const MaybeField& field) {
    const auto value = number_of<Number>(field);
    row.bind(value);
    if (field) provenance.add(key, *field, value ? shortest(*value) : std::string());
  }
  void whole(std::string_view key, const MaybeField& field) { number<std::int64_t>(key, field); }
  void real(std::string_view key, const MaybeField& field) { number<double>(key, field); }
};

// Takes the values of one row in the same order.
struct RowReader {
  database::Statement& row;
  ProvenanceReader provenance;
  int column;

  MaybeField text(const std::string& key) { return provenance.take(key, row.maybe_text(column++)); }
  MaybeField whole(const std::string& key) {
    const int at = column++;
    return provenance.take(key, row.is_null(at) ? std::nullopt : std::optional(shortest(row.integer(at))));
  }
  MaybeField real(const std::string& key) {
    const int at = column++;
    return provenance.take(key, row.is_null(at) ? std::nullopt : std::optional(shortest(row.real(at))));
  }
};

double least_confidence(const Measure& m) {
  double least = 1;
  const auto see = [&](const MaybeField& field) {
    if (field) least = std::min(least, field->confidence);
  };
  for (const MaybeField* field :
       {&m.no, &m.group, &m.title, &m.method, &m.responsible, &m.monitoring, &m.status, &m.result, &m.outcome, &m.recommendation})
    see(*field);
  if (m.period) {
    see(m.period->raw);
    see(m.period->start);
    see(m.period->end);
  }
  return std::clamp(least, 0.0, 1.0);
}

std::string pages_json(const Measure& measure) {
  std::string out = "[";
  for (const int page : pages_of(measure)) out += (out.size() > 1 ? "," : "") + std::to_string(page);
  return out + "]";
}

void write_measure(database::Statement& row, std::int64_t id, std::int64_t document, int number, const Measure& m) {
  row.bind(id).bind(document).bind(number);
  RowWriter out{row, {}};
  out.text("no", m.no);
  out.text("group", m.group);
  out.text("title", m.title);
  out.text("method", m.method);
  out.text("responsible", m.responsible);
  out.text("monitoring", m.monitoring);
  // Texts are bound where they lie, so these live until the row is written.
  const PeriodField period = m.period.value_or(PeriodField{});
  const MaybeField raw = m.period ? MaybeField(period.raw) : MaybeField();
  out.text("period/raw", raw);
  out.text("period/start", period.start);
  out.text("period/end", period.end);
  out.text("period/frequency", period.frequency);
  const bool known = m.status && (m.status->value == "done" || m.status->value == "in_progress" || m.status->value == "not_started");
  row.bind(known ? std::optional<std::string>(m.status->value) : std::nullopt);
  if (m.status) out.provenance.add("status", *m.status, known ? m.status->value : std::string());
  out.text("result", m.result);
  out.text("outcome", m.outcome);
  out.text("recommendation", m.recommendation);
  row.bind(pages_json(m)).bind(least_confidence(m)).bind(out.provenance.take());
  row.run();
}

constexpr std::string_view kMeasureColumns =
    "SELECT no, measure_group, title, method, responsible, monitoring, period, period_start, period_end, frequency, status, "
    "result, outcome, recommendation, pages, provenance FROM measures WHERE document = ? ORDER BY number";

MaybeField plain(database::Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  Field field;
  field.value = row.text(column);
  field.raw = field.value;
  return field;
}

void set_pages(Measure& m, std::string_view json) {
  for (MaybeField* field : {&m.title, &m.no, &m.method, &m.responsible, &m.monitoring, &m.status, &m.result, &m.outcome, &m.recommendation}) {
    if (!*field) continue;
    const auto pages = nlohmann::json::parse(json);
    for (const auto& page : pages) (*field)->places.push_back({page.get<int>(), {}});
    return;
  }
}

Measure read_measure(database::Statement& row, Detail detail) {
  Measure m;
  if (detail == Detail::kValues) {
    int at = 0;
    for (MaybeField* field : {&m.no, &m.group, &m.title, &m.method, &m.responsible, &m.monitoring}) *field = plain(row, at++);
    if (MaybeField raw = plain(row, 6)) m.period = PeriodField{std::move(*raw), plain(row, 7), plain(row, 8), plain(row, 9)};
    at = 10;
    for (MaybeField* field : {&m.status, &m.result, &m.outcome, &m.recommendation}) *field = plain(row, at++);
    set_pages(m, row.view(14));
    return m;
  }
  RowReader in{row, ProvenanceReader(row.view(15)), 0};
  m.no = in.text("no");
  m.group = in.text("group");
  m.title = in.text("title");
  m.method = in.text("method");
  m.responsible = in.text("responsible");
  m.monitoring = in.text("monitoring");
  MaybeField raw = in.text("period/raw"), start = in.text("period/start"), end = in.text("period/end"), frequency = in.text("period/frequency");
  if (raw) m.period = PeriodField{std::move(*raw), std::move(start), std::move(end), std::move(frequency)};
  m.status = in.text("status");
  m.result = in.text("result");
  m.outcome = in.text("outcome");
  m.recommendation = in.text("recommendation");
  return m;
}

void write_parts(database::Database& db, std::int64_t id, const Document& document) {
  database::Statement signature = db.prepare("INSERT INTO signatures VALUES (?, ?, ?, ?, ?, ?, ?)");
  for (int i = 0; const Signature& s : document.signatures) {
    signature.bind(id).bind(++i);
    RowWriter out{signature, {}};
    out.text("name", s.name);
    out.text("position", s.position);
    out.text("opinion_of", s.opinion_of);
    out.text("comment", s.comment);
    signature.bind(out.provenance.take()).run();
  }
  database::Statement item = db.prepare("INSERT INTO oit_items VALUES (?, ?, ?, ?, ?)");
  for (int i = 0; const OitItem& o : document.oit_items) {
    item.bind(id).bind(++i);
    RowWriter out{item, {}};
    out.text("code", o.code);
    out.text("title", o.title);
    item.bind(out.provenance.take()).run();
  }
  database::Statement score = db.prepare("INSERT INTO scores VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (int i = 0; const Score& s : document.scores) {
    score.bind(id).bind(++i);
    RowWriter out{score, {}};
    out.text("organisation", s.organisation);
    out.real("iit", s.iit);
    out.real("eit", s.eit);
    out.real("oit", s.oit);
    out.real("total", s.total);
    out.text("level", s.level);
    score.bind(out.provenance.take()).run();
  }
}

void read_parts(database::Database& db, std::int64_t id, Document& document) {
  database::Statement signature =
      db.prepare("SELECT name, position, opinion_of, comment, provenance FROM signatures WHERE document = ? ORDER BY number");
  for (signature.bind(id); signature.step();) {
    RowReader in{signature, ProvenanceReader(signature.view(4)), 0};
    Signature& s = document.signatures.emplace_back();
    s.name = in.text("name");
    s.position = in.text("position");
    s.opinion_of = in.text("opinion_of");
    s.comment = in.text("comment");
  }
  database::Statement item = db.prepare("SELECT code, title, provenance FROM oit_items WHERE document = ? ORDER BY number");
  for (item.bind(id); item.step();) {
    RowReader in{item, ProvenanceReader(item.view(2)), 0};
    OitItem& o = document.oit_items.emplace_back();
    o.code = in.text("code");
    o.title = in.text("title");
  }
  database::Statement score =
      db.prepare("SELECT organisation, iit, eit, oit, total, level, provenance FROM scores WHERE document = ? ORDER BY number");
  for (score.bind(id); score.step();) {
    RowReader in{score, ProvenanceReader(score.view(6)), 0};
    Score& s = document.scores.emplace_back();
    s.organisation = in.text("organisation");
    s.iit = in.real("iit");
    s.eit = in.real("eit");
    s.oit = in.real("oit");
    s.total = in.real("total");
    s.level = in.text("level");
  }
}

std::optional<std::string> filled(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

std::int64_t write_document(database::Database& db, std::int64_t file, std::string_view sha256, const Document& d) {
  database::Statement row = db.prepare(
      "INSERT INTO documents (key, file, first_page, last_page, layouts, dla_code, has_memo, has_ita_result, organisation, "
      "organisation_type, district, province, title, fiscal_year, department, telephone, reference, date, subject, addressee, "
      "ita_year, ita_score, ita_grade, ita_change, ita_previous_grade, provenance) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(document_key(sha256, d.first_page)).bind(file).bind(d.first_page).bind(d.last_page);
  row.bind(nlohmann::json(d.layouts).dump()).bind(filled(d.organisation.dla_code));
  row.bind(d.memo ? 1 : 0).bind(d.ita_result ? 1 : 0);
  RowWriter out{row, {}};
  out.text("organisation/name", d.organisation.name);
  out.text("organisation/type", d.organisation.type);
  out.text("organisation/district", d.organisation.district);
  out.text("organisation/province", d.organisation.province);
  out.text("title", d.title);
  out.whole("fiscal_year", d.fiscal_year);
  const Memo memo = d.memo.value_or(Memo{});
  out.text("memo/department", memo.department);
  out.text("memo/telephone", memo.telephone);
  out.text("memo/reference", memo.reference);
  out.text("memo/date", memo.date);
  out.text("memo/subject", memo.subject);
  out.text("memo/to", memo.to);
  const ItaResult result = d.ita_result.value_or(ItaResult{});
  out.whole("ita_result/fiscal_year", result.fiscal_year);
  out.real("ita_result/score", result.score);
  out.text("ita_result/grade", result.grade);
  out.real("ita_result/change", result.change);
  out.text("ita_result/previous_grade", result.previous_grade);
  row.bind(out.provenance.take()).run();
  const std::int64_t id = db.last_id();

  if (!d.measures.empty()) {
    // Numbers that the index knows are never used again, also where the measures are gone.
    std::int64_t next =
        1 + std::max(db.integer("SELECT max(id) FROM measures"), db.integer("SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'indexed_to'"));
    database::Statement measure = db.prepare("INSERT INTO measures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (int i = 0; const Measure& m : d.measures) write_measure(measure, next++, id, ++i, m);
  }
  write_parts(db, id, d);
  for (const Finding& finding : d.findings) write_finding(db, file, id, finding);
  return id;
}

Document read_document(database::Database& db, std::int64_t id, Detail detail) {
  Document d;
  std::int64_t file = 0;
  {
    database::Statement row = db.prepare(
        "SELECT organisation, organisation_type, district, province, title, fiscal_year, department, telephone, reference, date, "
        "subject, addressee, ita_year, ita_score, ita_grade, ita_change, ita_previous_grade, provenance, first_page, last_page, "
        "layouts, dla_code, has_memo, has_ita_result, file FROM documents WHERE id = ?");
    if (!row.bind(id).step()) throw Error(ErrorKind::kDatabase, db.name(), "a document is gone while it is read; try again");
    RowReader in{row, ProvenanceReader(row.view(17)), 0};
    d.organisation.name = in.text("organisation/name");
    d.organisation.type = in.text("organisation/type");
    d.organisation.district = in.text("organisation/district");
    d.organisation.province = in.text("organisation/province");
    d.title = in.text("title");
    d.fiscal_year = in.whole("fiscal_year");
    Memo memo;
    memo.department = in.text("memo/department");
    memo.telephone = in.text("memo/telephone");
    memo.reference = in.text("memo/reference");
    memo.date = in.text("memo/date");
    memo.subject = in.text("memo/subject");
    memo.to = in.text("memo/to");
    ItaResult result;
    result.fiscal_year = in.whole("ita_result/fiscal_year");
    result.score = in.real("ita_result/score");
    result.grade = in.text("ita_result/grade");
    result.change = in.real("ita_result/change");
    result.previous_grade = in.text("ita_result/previous_grade");
    d.first_page = static_cast<int>(row.integer(18));
    d.last_page = static_cast<int>(row.integer(19));
    d.layouts = nlohmann::json::parse(row.view(20)).get<std::vector<std::string>>();
    d.organisation.dla_code = row.text(21);
    if (row.integer(22)) d.memo = std::move(memo);
    if (row.integer(23)) d.ita_result = std::move(result);
    file = row.integer(24);
  }
  {
    database::Statement row = db.prepare(kMeasureColumns);
    for (row.bind(id); row.step();) d.measures.push_back(read_measure(row, detail));
  }
  read_parts(db, id, d);
  d.findings = read_findings(db, file, id);
  return d;
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
