#include "pipeline/report/document_list.h"

#include <fmt/core.h>

#include <utility>

namespace banthuek::report {
namespace {

constexpr const char* kWhere =
    " FROM documents d WHERE (?1 = '' OR instr(coalesce(d.organisation, ''), ?1) > 0 OR instr(coalesce(d.title, ''), ?1) > 0 OR "
    "instr(coalesce(d.subject, ''), ?1) > 0) AND (?2 = 0 OR d.fiscal_year = ?2) AND (?3 = '' OR d.province = ?3) AND (?4 = '' OR d.kind = ?4) "
    "AND (?5 IS NULL OR d.reviewed = ?5) AND (?6 IS NULL OR EXISTS (SELECT 1 FROM findings x WHERE x.document = d.id AND x.severity <> 'info') = ?6) "
    "AND (?7 IS NULL OR d.id IN (SELECT value FROM json_each(?7)))";

constexpr const char* kFile = "(SELECT min(path) FROM file_places x WHERE x.file = d.file)";
constexpr const char* kDoubts = "(SELECT count(*) FROM findings x WHERE x.document = d.id AND x.severity <> 'info')";

// Documents that are alike in the order stand by their keys, which are the content's.
std::string order_of(DocumentOrder order) {
  switch (order) {
    case DocumentOrder::kFile:
      return std::string(kFile) + ", d.first_page, d.key";
    case DocumentOrder::kOffice:
      return "d.organisation COLLATE thai NULLS LAST, d.fiscal_year DESC, d.key";
    case DocumentOrder::kTitle:
      return "coalesce(d.title, d.subject) COLLATE thai NULLS LAST, d.key";
    case DocumentOrder::kKind:
      return "d.kind NULLS LAST, d.key";
    case DocumentOrder::kYear:
      return "d.fiscal_year DESC NULLS LAST, d.organisation COLLATE thai, d.key";
    case DocumentOrder::kDate:
      return "d.date DESC NULLS LAST, d.key";
    case DocumentOrder::kScore:
      return "d.ita_score DESC NULLS LAST, d.key";
    case DocumentOrder::kFindings:
      return std::string(kDoubts) + " DESC, d.key";
    case DocumentOrder::kAdded:
      return "d.id DESC";
  }
  return "d.key";
}

std::optional<std::string> json_of(const std::optional<std::unordered_set<std::int64_t>>& ids) {
  if (!ids) return std::nullopt;
  std::string out = "[";
  for (const std::int64_t id : *ids) out += fmt::format("{}{}", out.size() > 1 ? "," : "", id);
  return out + "]";
}

// Of documents those with warnings or errors anywhere, or those without.
void keep_with_findings(store::Store& store, search::Want findings, std::unordered_set<std::int64_t>& documents) {
  if (findings == search::Want::kEither) return;
  database::Statement row = store.db().prepare(fmt::format("SELECT {} > 0 FROM documents d WHERE id = ?", kDoubts));
  std::erase_if(documents, [&](std::int64_t id) {
    const bool doubted = row.bind(id).step() && row.integer(0) != 0;
    row.reset();
    return doubted != (findings == search::Want::kYes);
  });
}

}  // namespace

std::unordered_set<std::int64_t> documents_found(store::Store& store, std::string_view query, search::SearchOptions options) {
  search::Filters& f = options.filters;
  // The passage of a document as such knows nothing of what its measures and tables lack.
  const search::Want findings = query.empty() ? std::exchange(f.findings, search::Want::kEither) : search::Want::kEither;
  const bool of_measures = !f.groups.empty() || !f.statuses.empty() || f.period_from || f.period_to;
  options.in = !f.where.empty() || !f.records.empty() ? index::PassageKinds{index::PassageKind::kRecord}
               : !query.empty()                       ? index::PassageKinds::all()
               : of_measures                          ? index::PassageKinds{index::PassageKind::kMeasure}
                                                      : index::PassageKinds{index::PassageKind::kDocument};
  std::unordered_set<std::int64_t> out;
  if (findings != search::Want::kEither && !f.any()) {
    database::Statement row = store.db().prepare("SELECT id FROM documents");
    while (row.step()) out.insert(row.integer(0));
    keep_with_findings(store, findings, out);
    return out;
  }
  database::Statement row =
      store.db().prepare("SELECT coalesce((SELECT document FROM measures WHERE id = ?1), (SELECT document FROM passages WHERE id = ?1))");
  for (const std::int64_t id : search::Searcher(store).all_ids(query, options)) {
    if (row.bind(id).step() && !row.is_null(0)) out.insert(row.integer(0));
    row.reset();
  }
  keep_with_findings(store, findings, out);
  return out;
}

std::unordered_set<std::string> keys_of(store::Store& store, const std::unordered_set<std::int64_t>& documents) {
  std::unordered_set<std::string> out;
  database::Statement row = store.db().prepare("SELECT key FROM documents WHERE id = ?");
  for (const std::int64_t id : documents) {
    if (row.bind(id).step()) out.insert(row.text(0));
    row.reset();
  }
  return out;
}

DocumentList list_documents(store::Store& store, const DocumentFilter& filter, DocumentOrder order, std::int64_t offset, std::int64_t limit) {
  const std::optional<std::string> only = json_of(filter.only);
  const auto bind = [&](database::Statement& row) {
    row.bind(filter.text).bind(filter.year).bind(filter.province).bind(filter.kind);
    for (const std::optional<bool>& wanted : {filter.reviewed, filter.findings}) wanted ? row.bind(*wanted ? 1 : 0) : row.bind_null();
    row.bind(only);
  };
  DocumentList out;
  {
    database::Statement count = store.db().prepare(std::string("SELECT count(*)") + kWhere);
    bind(count);
    if (count.step()) out.total = count.integer(0);
  }
  std::vector<std::int64_t> ids;
  {
    database::Statement row = store.db().prepare(std::string("SELECT d.id") + kWhere + " ORDER BY " + order_of(order) + " LIMIT ?8 OFFSET ?9");
    bind(row);
    for (row.bind(limit).bind(offset); row.step();) ids.push_back(row.integer(0));
  }
  // Files and counts are asked of the documents shown alone.
  database::Statement row = store.db().prepare(
      std::string("SELECT key, kind, organisation, province, coalesce(title, subject), date, ") + kFile +
      ", fiscal_year, ita_score, first_page, last_page, (SELECT count(*) FROM measures m WHERE m.document = d.id), (SELECT count(*) FROM tables t "
      "WHERE t.document = d.id), " +
      kDoubts + ", reviewed FROM documents d WHERE id = ?");
  for (const std::int64_t id : ids) {
    if (row.bind(id).step()) {
      ListedDocument d;
      int column = 0;
      for (std::string* to : {&d.key, &d.kind, &d.office, &d.province, &d.title, &d.date, &d.file}) *to = row.text(column++);
      d.year = static_cast<int>(row.integer(7));
      if (!row.is_null(8)) d.score = row.real(8);
      d.first_page = static_cast<int>(row.integer(9));
      d.last_page = static_cast<int>(row.integer(10));
      d.measures = static_cast<int>(row.integer(11));
      d.tables = static_cast<int>(row.integer(12));
      d.findings = static_cast<int>(row.integer(13));
      d.reviewed = row.integer(14) != 0;
      out.documents.push_back(std::move(d));
    }
    row.reset();
  }
  return out;
}

}  // namespace banthuek::report
