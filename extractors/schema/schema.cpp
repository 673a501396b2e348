#include "extractors/schema/schema.h"

#include <algorithm>

#include "extractors/types/fields.h"

namespace banthuek::schema {
std::vector<const TextRule*> Schemas::rules(std::string_view target) const {
  std::vector<const TextRule*> out;
  for (const SchemaLayout& layout : layouts)
    for (const TextRule& rule : layout.rules)
      if (rule.target == target) out.push_back(&rule);
  return out;
}

std::vector<const TextRule*> rules_of(const SchemaLayout& layout, std::string_view target) {
  std::vector<const TextRule*> out;
  for (const TextRule& rule : layout.rules)
    if (rule.target == target) out.push_back(&rule);
  return out;
}

const std::vector<std::string>& document_kinds() {
  static const auto words = closed_words(FieldKind::kKind);
  static const std::vector<std::string> kinds(words.begin(), words.end());
  return kinds;
}

const std::vector<std::string>& never_kinds() {
  static const std::vector<std::string> kinds = [] {
    std::vector<std::string> out;
    const Document any;
    visit_fields(any, [&](const FieldInfo& info, const auto&) {
      if (std::string_view key = info.key; key != "kind" && key != "organisation" && key != "title" && key != "memo") out.emplace_back(key);
    });
    return out;
  }();
  return kinds;
}

const std::vector<std::string>& rule_targets() {
  static const std::vector<std::string> targets{"page.number",
                                                "page.catchword",
                                                "page.head",
                                                "memo.department",
                                                "memo.telephone",
                                                "memo.reference",
                                                "memo.date",
                                                "memo.subject",
                                                "memo.to",
                                                "memo.seal_to",
                                                "memo.urgency",
                                                "memo.received",
                                                "memo.other",
                                                "fiscal_year",
                                                "year.span",
                                                "year.told",
                                                "year.calendar",
                                                "title.aside",
                                                "title.note",
                                                "title.begin",
                                                "title.end",
                                                "title.says",
                                                "title.label",
                                                "organisation.district",
                                                "organisation.province",
                                                "organisation.of_another",
                                                "ita.score",
                                                "ita.grade",
                                                "ita.grade_behind",
                                                "ita.change",
                                                "ita.previous_grade",
                                                "ita.grade_of_year",
                                                "ita.fiscal_year",
                                                "ita.of_others",
                                                "ita.target",
                                                "ita.assessment",
                                                "oit.item",
                                                "ita.not_total",
                                                "oit.code",
                                                "oit.cell",
                                                "oit.not_title",
                                                "signature.sign",
                                                "signature.role",
                                                "signature.opinion",
                                                "signature.asks",
                                                "signature.comment",
                                                "signature.end",
                                                "signature.closing",
                                                "signature.dated",
                                                "signature.not_name",
                                                "signature.nobody",
                                                "signature.certified",
                                                "row.number",
                                                "row.skip",
                                                "row.code",
                                                "row.example",
                                                "row.none",
                                                "score.not_body",
                                                "list.intro",
                                                "list.rejected",
                                                "list.heading",
                                                "list.results",
                                                "list.not_item",
                                                "list.section",
                                                "list.label",
                                                "measures.context",
                                                "measures.example",
                                                "measures.integrity",
                                                "list.end"};
  return targets;
}

const std::vector<std::string>& column_roles() {
  static const std::vector<std::string> roles{"no",
                                              "group",
                                              "title",
                                              "method",
                                              "responsible",
                                              "monitoring",
                                              "period",
                                              "status",
                                              "status.not_started",
                                              "status.in_progress",
                                              "status.done",
                                              "result",
                                              "outcome",
                                              "recommendation",
                                              "other",
                                              "organisation",
                                              "iit",
                                              "eit",
                                              "oit",
                                              "total",
                                              "level"};
  return roles;
}

}  // namespace banthuek::schema
