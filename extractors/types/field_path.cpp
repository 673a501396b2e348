#include "extractors/types/field_path.h"

#include <charconv>

namespace banthuek {
inline namespace types {
namespace {

template <typename Record>
struct Named {
  std::string_view name;
  MaybeField Record::*field;
};

template <typename Record, std::size_t kCount>
MaybeField* find(Record& record, const Named<Record> (&names)[kCount], std::string_view name) {
  for (const auto& [known, field] : names)
    if (known == name) return &(record.*field);
  return nullptr;
}

constexpr Named<Organisation> kOrganisation[] = {
    {"name", &Organisation::name}, {"type", &Organisation::type}, {"district", &Organisation::district}, {"province", &Organisation::province}};
constexpr Named<Memo> kMemo[] = {{"department", &Memo::department}, {"telephone", &Memo::telephone},
                                 {"reference", &Memo::reference},   {"date", &Memo::date},
                                 {"subject", &Memo::subject},       {"to", &Memo::to}};
constexpr Named<ItaResult> kItaResult[] = {{"fiscal_year", &ItaResult::fiscal_year},
                                           {"score", &ItaResult::score},
                                           {"grade", &ItaResult::grade},
                                           {"change", &ItaResult::change},
                                           {"previous_grade", &ItaResult::previous_grade}};
constexpr Named<Measure> kMeasure[] = {{"no", &Measure::no},
                                       {"group", &Measure::group},
                                       {"title", &Measure::title},
                                       {"method", &Measure::method},
                                       {"responsible", &Measure::responsible},
                                       {"monitoring", &Measure::monitoring},
                                       {"status", &Measure::status},
                                       {"result", &Measure::result},
                                       {"outcome", &Measure::outcome},
                                       {"recommendation", &Measure::recommendation}};
constexpr Named<PeriodField> kPeriod[] = {
    {"period/start", &PeriodField::start}, {"period/end", &PeriodField::end}, {"period/frequency", &PeriodField::frequency}};
constexpr Named<Signature> kSignature[] = {
    {"name", &Signature::name}, {"position", &Signature::position}, {"opinion_of", &Signature::opinion_of}, {"comment", &Signature::comment}};
constexpr Named<OitItem> kOitItem[] = {{"code", &OitItem::code}, {"title", &OitItem::title}};
constexpr Named<Score> kScore[] = {{"organisation", &Score::organisation},
                                   {"iit", &Score::iit},
                                   {"eit", &Score::eit},
                                   {"oit", &Score::oit},
                                   {"total", &Score::total},
                                   {"level", &Score::level}};

// The record that "3/status" of a list names, and the rest of the path.
template <typename Record>
std::pair<Record*, std::string_view> element(std::vector<Record>& list, std::string_view path) {
  std::size_t index = 0;
  const auto [rest, error] = std::from_chars(path.data(), path.data() + path.size(), index);
  if (error != std::errc() || index >= list.size() || rest == path.data() + path.size() || *rest != '/') return {nullptr, {}};
  return {&list[index], path.substr(static_cast<std::size_t>(rest - path.data()) + 1)};
}

template <typename Record, std::size_t kCount>
MaybeField* in_list(std::vector<Record>& list, const Named<Record> (&names)[kCount], std::string_view path) {
  const auto [record, rest] = element(list, path);
  return record ? find(*record, names, rest) : nullptr;
}

}  // namespace

MaybeField* field_at(Document& d, std::string_view path) {
  if (path == "title") return &d.title;
  if (path == "fiscal_year") return &d.fiscal_year;
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return nullptr;
  const std::string_view part = path.substr(0, slash), rest = path.substr(slash + 1);
  if (part == "organisation") return find(d.organisation, kOrganisation, rest);
  if (part == "memo") return d.memo ? find(*d.memo, kMemo, rest) : nullptr;
  if (part == "ita_result") return d.ita_result ? find(*d.ita_result, kItaResult, rest) : nullptr;
  if (part == "signatures") return in_list(d.signatures, kSignature, rest);
  if (part == "oit_items") return in_list(d.oit_items, kOitItem, rest);
  if (part == "scores") return in_list(d.scores, kScore, rest);
  if (part != "measures") return nullptr;
  const auto [measure, name] = element(d.measures, rest);
  if (!measure) return nullptr;
  if (name.starts_with("period/")) {
    if (!measure->period) return nullptr;
    return find(*measure->period, kPeriod, name);
  }
  return find(*measure, kMeasure, name);
}

}  // namespace types
}  // namespace banthuek
