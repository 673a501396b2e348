#include "extractors/extract/extract.h"

#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <deque>
#include <set>

#include "extractors/check/consistency.h"
#include "extractors/check/markings.h"
#include "extractors/check/table_sums.h"
#include "extractors/document/data_tables.h"
#include "extractors/document/header_rules.h"
#include "extractors/document/kind_records.h"
#include "extractors/document/listed_measures.h"
#include "extractors/document/measure_context.h"
#include "extractors/document/measures.h"
#include "extractors/document/memo.h"
#include "extractors/document/narrative.h"
#include "extractors/document/organisation.h"
#include "extractors/document/reading_order.h"
#include "extractors/document/signatures.h"
#include "extractors/document/split.h"
#include "extractors/ita/ita_result.h"
#include "extractors/ita/oit_items.h"
#include "extractors/ita/result_table.h"
#include "extractors/ita/scores.h"
#include "extractors/ita/slide_result.h"
#include "extractors/ita/told_result.h"
#include "extractors/people/people.h"
#include "extractors/tables/stacked_tables.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/types/field_path.h"
#include "extractors/values/score.h"

namespace banthuek::extract {
namespace {

constexpr double kUnknownTitle = 0.7;        // at most, of the first lines of a page that no layout knows
constexpr double kUnknownOffice = 0.9;       // and of the office that it names
constexpr double kUnknownList = 0.5;         // and of items that it lists
constexpr std::size_t kLinesBelowTitle = 5;  // that may still name the office
constexpr std::size_t kOwnName = 10;         // last letters of an office's name that are looked for elsewhere
constexpr int kOtherLetters = 2;             // of them, read otherwise
constexpr double kOtherReading = 0.9;
constexpr std::string_view kSeatRule = "organisation/seat@1";
constexpr double kOwnOffice = 0.5;  // least confidence of the office whose result a sentence tells
constexpr double kBrokenYear = 0.9;
constexpr double kToldYear = 0.9;     // confidence, at most, of a year out of running text
constexpr double kUnknownKind = 0.5;  // confidence where no line tells the kind

void take_findings(Document& to, std::vector<Finding> findings) {
  to.findings.insert(to.findings.end(), std::make_move_iterator(findings.begin()), std::make_move_iterator(findings.end()));
}

// Tables that hold no records are running text that only lined up (a memo's header, signatures side by side).
document::ReadingOrder with_plain_tables_opened(const document::ReadingOrder& flow, const std::vector<document::RecordTable>& tables) {
  document::ReadingOrder out;
  for (std::size_t i = 0; i < flow.size(); ++i) {
    const bool records = std::any_of(tables.begin(), tables.end(), [&](const document::RecordTable& t) { return t.part == i; });
    if (!flow[i].table || records) {
      out.push_back(flow[i]);
    } else {
      document::ReadingOrder lines = document::lines_of_table(flow[i]);
      out.insert(out.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    }
  }
  return out;
}

// Grids that are several tables, one below the other, as such; the flow points to the new tables in `parted`.
document::ReadingOrder with_stacked_tables_parted(const document::ReadingOrder& flow, std::deque<Table>& parted) {
  document::ReadingOrder out;
  for (const document::OrderedPart& part : flow) {
    std::vector<Table> several = part.table ? tables::unstacked(*part.table) : std::vector<Table>();
    if (several.empty()) out.push_back(part);
    for (Table& table : several) {
      out.push_back(part);
      out.back().table = &parted.emplace_back(std::move(table));
      out.back().box = parted.back().box;
    }
  }
  return out;
}

// A year that has not four digits was misread, and who knows what else; one that is not there was lost.
void doubt_broken_year(MaybeField& title) {
  static const RE2 year(R"(พ\s?\.?\s?ศ\s?\.?\s*(\p{Nd}[\p{Nd} ]*|$))");
  std::string digits;
  if (!title || !RE2::PartialMatch(title->value, year, &digits)) return;
  std::erase(digits, ' ');
  if (text::to_u32(digits).size() != 4) title->confidence = std::min(title->confidence, kBrokenYear);
}

// Papers of the assessment and those about it are of 2540 and later; an earlier year was misread where it was recognised.
void doubt_old_year(MaybeField& year) {
  constexpr int kFirst = 2540;
  constexpr double kUnlikely = 0.5;
  if (year && year->confidence < 1 && std::atoi(year->value.c_str()) < kFirst) year->confidence = std::min(year->confidence, kUnlikely);
}

// The office's own name, read otherwise in a position or an addressee: one of the readings is wrong, and only the list would know which.
void doubt_other_readings(const Organisation& organisation, MaybeField& field) {
  if (!organisation.name || !field || field->confidence >= 1) return;
  const std::u32string name = text::fold(organisation.name->value).text, told = text::fold(field->value).text;
  if (name.size() < kOwnName) return;
  const std::u32string own = name.substr(name.size() - kOwnName);
  const auto found = text::find_approximate(told, own, kOtherLetters);
  if (found && found->errors > 0) field->confidence = std::min(field->confidence, kOtherReading);
}

// Pages whose tables hold figures.
std::set<int> pages_of_figures(const document::ReadingOrder& flow) {
  const auto is_figure = [](const Cell& cell) { return values::score_number(cell.text).has_value(); };
  std::set<int> out;
  for (const document::OrderedPart& part : flow)
    if (part.table && std::any_of(part.table->cells.begin(), part.table->cells.end(), is_figure)) out.insert(part.page);
  return out;
}

// A year that only the sentence of the result names is the result's.
bool is_of_result(const Document& document) {
  const MaybeField &year = document.fiscal_year, *of_result = document.ita_result ? &document.ita_result->fiscal_year : nullptr;
  return year && of_result && *of_result && year->confidence <= kToldYear && year->places == (*of_result)->places;
}

void add_layout(Document& document, const std::string& name) {
  if (std::find(document.layouts.begin(), document.layouts.end(), name) == document.layouts.end()) document.layouts.push_back(name);
}

// Where the flow holds the line that began the document.
std::size_t part_of_line(const document::ReadingOrder& flow, const Line* line) {
  std::size_t at = 0;
  while (at < flow.size() && flow[at].line != line) ++at;
  return at;
}

struct KindFound {
  const schema::SchemaLayout* layout = nullptr;
  std::size_t part = 0;  // of the flow, that tells it; its size where that line stands in no flow
};

// What begins a document tells its kind; then a heading that stands among other signs or lower than a start may (a memo's is one all the same); then
// what only tells what a first page is.
KindFound find_kind(const document::DocumentPages& begun, std::span<const Page> pages, const document::ReadingOrder& flow,
                    const schema::Schemas& schemas) {
  KindFound out{begun.layout, flow.size()};
  if (begun.layout) out.part = part_of_line(flow, &pages.front().lines[static_cast<std::size_t>(begun.line)]);
  if (begun.begins && out.part < flow.size()) return out;
  for (const schema::SchemaLayout& layout : schemas.layouts) {
    if (layout.document.name.empty()) continue;
    const std::size_t part = document::find_heading(flow, layout);
    if (part < flow.size()) return {&layout, part};
  }
  return out;
}

MaybeField kind_field(const KindFound& kind, const document::ReadingOrder& flow) {
  if (!kind.layout || kind.layout->document.name.empty()) return Field{"", "other", {}, kUnknownKind, "kind/none@1"};
  const std::string rule = fmt::format("{}/kind@{}", kind.layout->name, kind.layout->version);
  if (kind.part >= flow.size() || flow[kind.part].table) return Field{"", kind.layout->document.name, {}, kUnknownKind, rule};
  return text::make_field(flow[kind.part].reading, kind.layout->document.name, rule);
}

// Whether the header's department is itself the office that writes, of whatever kind.
bool is_office(const Document& document, const schema::DocumentKind& kind) {
  return document.memo && document.memo->department && std::any_of(kind.offices.begin(), kind.offices.end(), [&](const std::string& word) {
           return document.memo->department->value.starts_with(word);
         });
}

// The province that sits in the hall that a letter is written from, if no office that sits there too.
std::optional<Organisation> who_sits_there(const Document& document, const schema::DocumentKind& kind, const schema::Vocabulary& vocabulary) {
  constexpr double kSeat = 0.85;
  if (!document.memo || !document.memo->department) return std::nullopt;
  const std::string& hall = document.memo->department->value;
  for (const std::string& seat : kind.seats) {
    const schema::Province* sits = nullptr;
    for (const schema::Province& p : vocabulary.provinces)
      if (hall.starts_with(seat + p.name) && (!sits || p.name.size() > sits->name.size())) sits = &p;
    if (!sits) continue;
    Organisation out;
    out.name = out.province = document.memo->department;
    out.name->value = "จังหวัด" + sits->name, out.province->value = sits->name;
    out.name->rule = out.province->rule = kSeatRule;
    out.name->confidence = std::min(out.name->confidence, kSeat);
    return out;
  }
  return std::nullopt;
}

// What an indented line begins a paragraph with, though the line above it is full.
std::vector<const schema::TextRule*> line_begins(const schema::Schemas& schemas) {
  std::vector<const schema::TextRule*> out = schemas.rules("list.end");
  const auto labels = schemas.rules("list.label");
  out.insert(out.end(), labels.begin(), labels.end());
  return out;
}

// Whether a line or a cell of the document is matched by one of the rules.
bool speaks_of(const document::ReadingOrder& flow, const std::vector<const schema::TextRule*>& rules) {
  return std::any_of(flow.begin(), flow.end(), [&](const document::OrderedPart& part) {
    if (!part.table) return schema::first_match(rules, part.reading.text).has_value();
    return std::any_of(part.table->cells.begin(), part.table->cells.end(), [&](const Cell& cell) { return schema::first_match(rules, cell.text); });
  });
}

// The subject of a memo may be about any office, and so may a title that says so before the name.
void doubt_office_of_subject(Document& document, const schema::Schemas& schemas) {
  constexpr double kAnother = 0.45, kPerhaps = 0.9;
  MaybeField& name = document.organisation.name;
  if (!name || !document.title) return;
  const std::size_t at = document.title->value.find(name->value);
  if (at == std::string::npos || at == 0) return;
  const auto says = [&](const MaybeField& field) { return field && field->value.find(name->value) != std::string::npos; };
  if (document.memo && (says(document.memo->department) || says(document.memo->to))) return;
  const bool another = schema::first_match(schemas.rules("organisation.of_another"), document.title->value.substr(0, at)).has_value();
  if (!another && !document.memo) return;
  for (MaybeField* field : {&name, &document.organisation.type})
    if (*field) (*field)->confidence = std::min((*field)->confidence, another ? kAnother : kPerhaps);
}

Document extract_part(const document::DocumentPages& begun, std::span<const Page> pages, const schema::Schemas& schemas) {
  Document out;
  if (pages.empty()) return out;
  out.first_page = pages.front().number;
  out.last_page = pages.back().number;
  std::deque<Table> parted;
  const document::ReadingOrder raw = with_stacked_tables_parted(document::make_flow(pages, schemas), parted);
  std::vector<document::RecordTable> raw_tables = document::record_tables(raw, schemas);
  const document::ReadingOrder flow = with_plain_tables_opened(raw, raw_tables);
  std::vector<document::RecordTable> tables = document::record_tables(flow, schemas);
  const KindFound kind = find_kind(begun, pages, flow, schemas);
  out.kind = kind_field(kind, flow);
  if (kind.layout) add_layout(out, kind.layout->name);

  // Records that a document of this kind has not are not looked for: neither they nor what would be doubtful in them.
  const auto may_have = [&](std::string_view what) {
    if (!kind.layout) return true;
    const std::vector<std::string>& never = kind.layout->document.never;
    return std::find(never.begin(), never.end(), what) == never.end();
  };

  std::vector<text::Excerpt> strong, year_sources;
  std::size_t body_begin = 0;
  std::optional<document::MemoHeader> memo;
  const std::size_t told_at = kind.part < flow.size() ? kind.part : 0;
  if (kind.layout) memo = document::extract_memo(flow, *kind.layout, told_at, schemas);
  if (memo) {
    out.memo = std::move(memo->memo);
    take_findings(out, std::move(memo->findings));
    body_begin = memo->end;
    if (out.memo->department) strong.push_back(text::quote_of(*out.memo->department));
    // คำสั่งจังหวัด...: the heading names who issues.
    if (!kind.layout->document.to_others && kind.part < flow.size() && !flow[kind.part].table) strong.push_back(flow[kind.part].reading);
    for (const MaybeField* field : {&out.memo->to, &out.memo->subject})
      if (*field && !kind.layout->document.to_others) strong.push_back(text::quote_of(**field));
    if (out.memo->subject) {
      out.title = out.memo->subject;
      year_sources.push_back(text::quote_of(*out.memo->subject));
    }
  } else {
    // The title begins where the kind is told.
    const std::size_t from = kind.layout ? told_at : 0;
    document::Title title = document::find_title({flow.begin() + static_cast<long>(from), flow.end()}, schemas);
    title.end += from;
    if (title.title && !kind.layout) title.title->confidence = std::min(title.title->confidence, kUnknownTitle);
    if (title.title) {
      out.title = title.title;
      year_sources.push_back(text::quote_of(*title.title));
    }
    // The lines below a title name the office too; a sentence of the body may name any, and so may what stands behind a table of records.
    for (std::size_t i = 0; i < flow.size() && i < title.end + kLinesBelowTitle && flow[i].page == flow.front().page; ++i) {
      if (flow[i].table && title.title) break;
      if (!flow[i].table && (i < title.end || !document::is_running_text(flow, i))) strong.push_back(flow[i].reading);
    }
  }
  const std::string title = out.title ? out.title->value : std::string();
  raw_tables = document::without_other_matters(std::move(raw_tables), raw, title, schemas);
  tables = document::without_other_matters(std::move(tables), flow, title, schemas);
  out.tables = document::extract_tables(raw, raw_tables);
  const std::vector<document::Paragraph> body = document::paragraphs(flow, body_begin, line_begins(schemas));
  if (may_have("fiscal_year")) {
    // A cover's last line names the year; what is numbered is body.
    for (std::size_t i = 0; !memo && i < strong.size() && !text::begins_item(strong[i].text); ++i) year_sources.push_back(strong[i]);
    document::FiscalYear year = document::find_fiscal_year(year_sources, body, schemas, !kind.layout || kind.layout->document.year_in_title);
    out.fiscal_year = std::move(year.year);
    take_findings(out, std::move(year.findings));
  }
  std::optional<values::BuddhistYear> context;
  if (out.fiscal_year) context = values::BuddhistYear{std::atoi(out.fiscal_year->value.c_str())};

  document::FoundOrganisation organisation = document::find_organisation(flow, strong, schemas);
  if (kind.layout && is_office(out, kind.layout->document) && !organisation.in_header) {
    out.organisation.name = out.memo->department;
    out.organisation.name->rule = "organisation/letterhead@1";
  } else if (auto seat = kind.layout && !organisation.in_header ? who_sits_there(out, kind.layout->document, schemas.vocabulary) : std::nullopt) {
    out.organisation = *std::move(seat);
  } else {
    out.organisation = std::move(organisation.organisation);
    take_findings(out, std::move(organisation.findings));
  }

  // Whose document it is cannot be surer than what it is.
  if (!kind.layout && out.organisation.name) out.organisation.name->confidence = std::min(out.organisation.name->confidence, kUnknownOffice);

  doubt_office_of_subject(out, schemas);

  for (const document::RecordTable& table : tables) add_layout(out, table.map.layout->name);
  // Of other matters are other lists, other scores and other assessments.
  const bool has_lists = speaks_of(flow, schemas.rules("measures.integrity")), has_results = speaks_of(flow, schemas.rules("ita.assessment"));
  if (may_have("measures")) {
    document::FoundMeasures measures = document::extract_measures(flow, tables, schemas, context);
    if (measures.measures.empty() && has_lists) measures = document::find_listed_measures(body, schemas, title);
    out.measures = std::move(measures.measures);
    take_findings(out, std::move(measures.findings));
  }
  if (may_have("scores")) out.scores = ita::extract_scores(flow, tables, schemas);
  // Prizes, standards and schools are ranked by totals and levels too.
  if (!has_results) std::erase_if(out.scores, [](const Score& row) { return !row.iit && !row.eit && !row.oit; });
  if (may_have("ita_result") && has_results) {
    const MaybeField& name = out.organisation.name;
    const ita::OwnOffice own{name ? std::string_view(name->value) : std::string_view(),
                             name && name->confidence >= kOwnOffice && name->rule != kSeatRule};
    const auto subject = out.scores.size() > 1 ? ita::ResultSubject::kNamed : ita::ResultSubject::kNamedOrNobody;
    out.ita_result = ita::find_ita_result(body, own, subject, schemas, out.findings);
    if (is_of_result(out)) out.fiscal_year.reset();
    if (const auto table = out.scores.empty() ? ita::find_result_table(raw, schemas) : std::nullopt) {
      if (out.ita_result) ita::complete(*out.ita_result, *table);
      if (!out.ita_result) ita::complete_from_text(out.ita_result.emplace(*table), body, own, schemas);
    }
    if ((!out.ita_result || !out.ita_result->score) && out.scores.size() < 2)
      if (auto slide = ita::find_slide_result(body, own.name, pages_of_figures(raw), schemas); slide && (slide->score || !out.ita_result))
        out.ita_result = std::move(slide);
  }
  if (out.ita_result && !out.ita_result->fiscal_year) {
    ita::take_year_of_title(*out.ita_result, out.title);
    if (out.ita_result->fiscal_year) std::erase_if(out.findings, [](const Finding& f) { return f.field == "ita_result/fiscal_year"; });
  }
  if (may_have("oit_items")) out.oit_items = ita::find_oit_items(flow, out.tables, schemas);
  // Nor can its list be: slides explain the items that others list.
  for (OitItem& item : out.oit_items)
    for (MaybeField* field : {&item.code, &item.title})
      if (!kind.layout && *field) (*field)->confidence = std::min((*field)->confidence, kUnknownList);
  if (may_have("records")) document::extract_records(out, schemas, context);
  if (may_have("signatures")) out.signatures = document::extract_signatures(flow, body_begin, schemas);
  if (may_have("records")) people::add_people(out, flow, schemas);
  doubt_broken_year(out.title);
  doubt_old_year(out.fiscal_year);
  if (out.memo) doubt_broken_year(out.memo->subject);
  for (Signature& s : out.signatures) doubt_other_readings(out.organisation, s.position);
  if (out.memo) doubt_other_readings(out.organisation, out.memo->to);
  check::check_document(out, schemas);
  check::check_sums(out);
  check::find_markings(out, pages);
  return out;
}

// Of what was recognised a value that a check would read otherwise is not certain.
void doubt_contradicted(Document& document) {
  constexpr double kContradicted = 0.9;
  for (const Finding& finding : document.findings) {
    if (finding.severity == Severity::kInfo || finding.reading.empty()) continue;
    if (MaybeField* field = field_at(document, finding.field); field && *field && (*field)->confidence < 1)
      (*field)->confidence = std::min((*field)->confidence, kContradicted);
  }
}

}  // namespace

Document extract_document(std::span<const Page> pages, const schema::Schemas& schemas) {
  Document out = extract_part(document::kind_of(pages, schemas), pages, schemas);
  doubt_contradicted(out);
  return out;
}

std::vector<Document> extract(std::span<const Page> pages, const schema::Schemas& schemas) {
  std::vector<Document> out;
  for (const document::DocumentPages& part : document::split_documents(pages, schemas))
    out.push_back(extract_part(part, pages.subspan(part.first, part.count), schemas));
  check::check_documents(out);
  for (Document& document : out) doubt_contradicted(document);
  return out;
}

}  // namespace banthuek::extract
