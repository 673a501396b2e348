#include "extractors/types/record.h"

#include <type_traits>

namespace banthuek {
inline namespace types {
namespace {

// Walks a Document or a const Document alike, so that the order of paths is written once.
template <typename Doc, typename Visit>
void walk(Doc& d, const Visit& visit) {
  const auto maybe = [&](const std::string& path, auto& field) {
    if (field) visit(path, *field);
  };
  maybe("organisation/name", d.organisation.name);
  maybe("organisation/type", d.organisation.type);
  maybe("organisation/district", d.organisation.district);
  maybe("organisation/province", d.organisation.province);
  maybe("title", d.title);
  maybe("fiscal_year", d.fiscal_year);
  if (d.memo) {
    maybe("memo/department", d.memo->department);
    maybe("memo/telephone", d.memo->telephone);
    maybe("memo/reference", d.memo->reference);
    maybe("memo/date", d.memo->date);
    maybe("memo/subject", d.memo->subject);
    maybe("memo/to", d.memo->to);
  }
  if (d.ita_result) {
    maybe("ita_result/fiscal_year", d.ita_result->fiscal_year);
    maybe("ita_result/score", d.ita_result->score);
    maybe("ita_result/grade", d.ita_result->grade);
    maybe("ita_result/change", d.ita_result->change);
    maybe("ita_result/previous_grade", d.ita_result->previous_grade);
  }
  for (std::size_t i = 0; i < d.measures.size(); ++i) {
    auto& m = d.measures[i];
    const std::string at = "measures/" + std::to_string(i) + "/";
    maybe(at + "no", m.no);
    maybe(at + "group", m.group);
    maybe(at + "title", m.title);
    maybe(at + "method", m.method);
    maybe(at + "responsible", m.responsible);
    maybe(at + "monitoring", m.monitoring);
    if (m.period) {
      visit(at + "period/raw", m.period->raw);
      maybe(at + "period/start", m.period->start);
      maybe(at + "period/end", m.period->end);
      maybe(at + "period/frequency", m.period->frequency);
    }
    maybe(at + "status", m.status);
    maybe(at + "result", m.result);
    maybe(at + "outcome", m.outcome);
    maybe(at + "recommendation", m.recommendation);
  }
  for (std::size_t i = 0; i < d.signatures.size(); ++i) {
    auto& s = d.signatures[i];
    const std::string at = "signatures/" + std::to_string(i) + "/";
    maybe(at + "name", s.name);
    maybe(at + "position", s.position);
    maybe(at + "opinion_of", s.opinion_of);
    maybe(at + "comment", s.comment);
  }
  for (std::size_t i = 0; i < d.oit_items.size(); ++i) {
    const std::string at = "oit_items/" + std::to_string(i) + "/";
    maybe(at + "code", d.oit_items[i].code);
    maybe(at + "title", d.oit_items[i].title);
  }
  for (std::size_t i = 0; i < d.scores.size(); ++i) {
    auto& s = d.scores[i];
    const std::string at = "scores/" + std::to_string(i) + "/";
    maybe(at + "organisation", s.organisation);
    maybe(at + "iit", s.iit);
    maybe(at + "eit", s.eit);
    maybe(at + "oit", s.oit);
    maybe(at + "total", s.total);
    maybe(at + "level", s.level);
  }
}

}  // namespace

void for_each_field(const Document& document, const std::function<void(std::string_view, const Field&)>& visit) { walk(document, visit); }

void for_each_field(Document& document, const std::function<void(std::string_view, Field&)>& visit) { walk(document, visit); }

}  // namespace types
}  // namespace banthuek
