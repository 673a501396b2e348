#include "extractors/extract/extract.h"

#include <algorithm>

#include "extractors/check/consistency.h"
#include "extractors/document/measures.h"
#include "extractors/document/memo.h"
#include "extractors/document/narrative.h"
#include "extractors/document/organisation.h"
#include "extractors/document/reading_order.h"
#include "extractors/document/scores.h"
#include "extractors/document/signatures.h"
#include "extractors/document/split.h"
#include "extractors/text/field.h"

namespace banthuek::extract {
namespace {

void take_findings(Document& to, std::vector<Finding> findings) {
  to.findings.insert(to.findings.end(), std::make_move_iterator(findings.begin()), std::make_move_iterator(findings.end()));
}

// Tables that hold no records are running text that only lined up (a memo's header, signatures side by side).
document::Flow with_plain_tables_opened(const document::Flow& flow, const std::vector<document::RecordTable>& tables) {
  document::Flow out;
  for (std::size_t i = 0; i < flow.size(); ++i) {
    const bool records = std::any_of(tables.begin(), tables.end(), [&](const document::RecordTable& t) { return t.part == i; });
    if (!flow[i].table || records) {
      out.push_back(flow[i]);
    } else {
      document::Flow lines = document::lines_of_table(flow[i]);
      out.insert(out.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    }
  }
  return out;
}

void add_layout(Document& document, const std::string& name) {
  if (std::find(document.layouts.begin(), document.layouts.end(), name) == document.layouts.end()) document.layouts.push_back(name);
}

}  // namespace

Document extract_document(std::span<const Page> pages, const schema::Schemas& schemas) {
  Document out;
  if (pages.empty()) return out;
  out.first_page = pages.front().number;
  out.last_page = pages.back().number;
  const document::Flow raw = document::make_flow(pages, schemas);
  const document::Flow flow = with_plain_tables_opened(raw, document::record_tables(raw, schemas));
  const std::vector<document::RecordTable> tables = document::record_tables(flow, schemas);

  std::vector<text::Quote> strong, year_sources;
  std::size_t body_begin = 0;
  if (auto memo = document::extract_memo(flow, schemas)) {
    out.memo = std::move(memo->memo);
    take_findings(out, std::move(memo->findings));
    add_layout(out, "memo");
    body_begin = memo->end;
    for (const MaybeField* field : {&out.memo->department, &out.memo->to, &out.memo->subject})
      if (*field) strong.push_back(text::quote_of(**field));
    if (out.memo->subject) {
      out.title = out.memo->subject;
      year_sources.push_back(text::quote_of(*out.memo->subject));
    }
  } else {
    document::Title title = document::find_title(flow, schemas);
    if (title.title) {
      out.title = title.title;
      year_sources.push_back(text::quote_of(*title.title));
    }
    for (std::size_t i = 0; i < flow.size() && (i < title.end + 5) && flow[i].page == flow.front().page; ++i)
      if (!flow[i].table) strong.push_back(flow[i].reading);
  }
  const std::vector<document::Paragraph> body = document::paragraphs(flow, body_begin);
  document::FiscalYear year = document::find_fiscal_year(year_sources, body, schemas);
  out.fiscal_year = std::move(year.year);
  take_findings(out, std::move(year.findings));
  std::optional<values::BuddhistYear> context;
  if (out.fiscal_year) context = values::BuddhistYear{std::atoi(out.fiscal_year->value.c_str())};

  document::FoundOrganisation organisation = document::find_organisation(flow, strong, schemas);
  out.organisation = std::move(organisation.organisation);
  take_findings(out, std::move(organisation.findings));

  out.ita_result = document::find_ita_result(body, schemas, out.findings);
  document::FoundMeasures measures = document::extract_measures(flow, tables, schemas, context);
  out.measures = std::move(measures.measures);
  take_findings(out, std::move(measures.findings));
  for (const document::RecordTable& table : tables) add_layout(out, table.map.layout->name);
  if (tables.empty()) out.measures = document::find_listed_measures(body, schemas);
  out.scores = document::extract_scores(flow, tables, schemas);
  out.oit_items = document::find_oit_items(flow, schemas);
  out.signatures = document::extract_signatures(flow, body_begin, schemas);
  check::check_document(out, schemas);
  return out;
}

std::vector<Document> extract(std::span<const Page> pages, const schema::Schemas& schemas) {
  std::vector<Document> out;
  for (const document::DocumentPages& part : document::split_documents(pages, schemas)) {
    out.push_back(extract_document(pages.subspan(part.first, part.count), schemas));
    if (!part.layout.empty()) {
      auto& layouts = out.back().layouts;
      if (std::find(layouts.begin(), layouts.end(), part.layout) == layouts.end()) layouts.insert(layouts.begin(), part.layout);
    }
  }
  return out;
}

}  // namespace banthuek::extract
