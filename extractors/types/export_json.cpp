#include "extractors/types/export_json.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

namespace banthuek {
inline namespace types {
namespace {

using OrderedJson = nlohmann::ordered_json;

enum class ValueKind { kText, kNumber };

// A number of a field's value; the text itself where it is none, so that nothing is lost.
OrderedJson number_json(const std::string& value) {
  const char* begin = value.data();
  const char* end = begin + value.size();
  if (value.find('.') == std::string::npos) {
    long long whole = 0;
    if (const auto [p, ec] = std::from_chars(begin, end, whole); ec == std::errc() && p == end) return whole;
  }
  double number = 0;
  if (const auto [p, ec] = std::from_chars(begin, end, number); ec == std::errc() && p == end && !value.empty()) return number;
  return value;
}

OrderedJson box_json(const Box& box) { return {box.x, box.y, box.w, box.h}; }

OrderedJson field_json(const Field& field, ValueKind kind, Provenance provenance) {
  const OrderedJson value = kind == ValueKind::kNumber ? number_json(field.value) : OrderedJson(field.value);
  if (provenance == Provenance::kLeft) return value;
  OrderedJson places = OrderedJson::array();
  for (const Place& place : field.places) places.push_back({{"page", place.page}, {"box", box_json(place.box)}});
  return {{"value", value}, {"raw", field.raw}, {"places", std::move(places)}, {"confidence", field.confidence}, {"rule", field.rule}};
}

// Writes the fields of one object; what is absent is null.
struct ObjectWriter {
  OrderedJson object = OrderedJson::object();
  Provenance provenance;

  void text(const char* key, const MaybeField& field) { put(key, field, ValueKind::kText); }
  void number(const char* key, const MaybeField& field) { put(key, field, ValueKind::kNumber); }
  void put(const char* key, const MaybeField& field, ValueKind kind) {
    object[key] = field ? field_json(*field, kind, provenance) : OrderedJson(nullptr);
  }
};

OrderedJson memo_json(const Memo& memo, Provenance provenance) {
  ObjectWriter out{.provenance = provenance};
  out.text("department", memo.department);
  out.text("telephone", memo.telephone);
  out.text("reference", memo.reference);
  out.text("date", memo.date);
  out.text("subject", memo.subject);
  out.text("to", memo.to);
  return out.object;
}

OrderedJson ita_result_json(const ItaResult& result, Provenance provenance) {
  ObjectWriter out{.provenance = provenance};
  out.number("fiscal_year", result.fiscal_year);
  out.number("score", result.score);
  out.text("grade", result.grade);
  out.number("change", result.change);
  out.text("previous_grade", result.previous_grade);
  return out.object;
}

OrderedJson period_json(const PeriodField& period, Provenance provenance) {
  ObjectWriter out{.provenance = provenance};
  out.text("raw", period.raw);
  out.text("start", period.start);
  out.text("end", period.end);
  out.text("frequency", period.frequency);
  return out.object;
}

OrderedJson organisation_json(const Organisation& organisation, Provenance provenance) {
  ObjectWriter out{.provenance = provenance};
  out.text("name", organisation.name);
  out.text("type", organisation.type);
  out.text("district", organisation.district);
  out.text("province", organisation.province);
  out.object["dla_code"] = organisation.dla_code.empty() ? OrderedJson(nullptr) : OrderedJson(organisation.dla_code);
  return out.object;
}

OrderedJson signature_json(const Signature& signature, Provenance provenance) {
  ObjectWriter out{.provenance = provenance};
  out.text("name", signature.name);
  out.text("position", signature.position);
  out.text("opinion_of", signature.opinion_of);
  out.text("comment", signature.comment);
  return out.object;
}

OrderedJson score_json(const Score& score, Provenance provenance) {
  ObjectWriter out{.provenance = provenance};
  out.text("organisation", score.organisation);
  out.number("iit", score.iit);
  out.number("eit", score.eit);
  out.number("oit", score.oit);
  out.number("total", score.total);
  out.text("level", score.level);
  return out.object;
}

}  // namespace

std::vector<int> pages_of(const Measure& measure) {
  std::set<int> pages;
  const auto add = [&](const MaybeField& field) {
    if (field)
      for (const Place& place : field->places) pages.insert(place.page);
  };
  for (const MaybeField* field : {&measure.no, &measure.title, &measure.method, &measure.responsible, &measure.monitoring, &measure.status,
                                  &measure.result, &measure.outcome, &measure.recommendation})
    add(*field);
  if (measure.period) add(measure.period->raw);
  return {pages.begin(), pages.end()};
}

OrderedJson measure_json(const Measure& measure, Provenance provenance) {
  ObjectWriter out{.provenance = provenance};
  out.text("no", measure.no);
  out.text("group", measure.group);
  out.text("title", measure.title);
  out.text("method", measure.method);
  out.text("responsible", measure.responsible);
  out.text("monitoring", measure.monitoring);
  out.object["period"] = measure.period ? period_json(*measure.period, provenance) : OrderedJson(nullptr);
  out.text("status", measure.status);
  out.text("result", measure.result);
  out.text("outcome", measure.outcome);
  out.text("recommendation", measure.recommendation);
  out.object["pages"] = pages_of(measure);
  return out.object;
}

OrderedJson finding_json(const Finding& finding) {
  return {{"code", finding.code},      {"severity", name_of(finding.severity)},
          {"page", finding.page},      {"field", finding.field},
          {"value", finding.value},    {"reason", finding.reason},
          {"reading", finding.reading}};
}

OrderedJson document_json(const Document& document, const SourceFile& source, Provenance provenance) {
  ObjectWriter out{.provenance = provenance};
  out.object["source"] = {{"file", source.file}, {"sha256", source.sha256}};
  out.object["pages"] = {document.first_page, document.last_page};
  out.object["layouts"] = document.layouts;
  out.object["organisation"] = organisation_json(document.organisation, provenance);
  out.text("title", document.title);
  out.number("fiscal_year", document.fiscal_year);
  out.object["memo"] = document.memo ? memo_json(*document.memo, provenance) : OrderedJson(nullptr);
  out.object["ita_result"] = document.ita_result ? ita_result_json(*document.ita_result, provenance) : OrderedJson(nullptr);
  const auto list = [&](const char* key, const auto& items, const auto& write) {
    OrderedJson array = OrderedJson::array();
    for (const auto& item : items) array.push_back(write(item, provenance));
    out.object[key] = std::move(array);
  };
  list("measures", document.measures, measure_json);
  list("signatures", document.signatures, signature_json);
  list("oit_items", document.oit_items, [](const OitItem& item, Provenance how) {
    ObjectWriter w{.provenance = how};
    w.text("code", item.code);
    w.text("title", item.title);
    return w.object;
  });
  list("scores", document.scores, score_json);
  OrderedJson findings = OrderedJson::array();
  for (const Finding& finding : document.findings) findings.push_back(finding_json(finding));
  out.object["findings"] = std::move(findings);
  return out.object;
}

OrderedJson export_json(std::span<const ExportedDocument> documents, Provenance provenance) {
  OrderedJson list = OrderedJson::array();
  for (const ExportedDocument& d : documents) list.push_back(document_json(d.document, d.source, provenance));
  return {{"schema_version", kExportSchemaVersion}, {"documents", std::move(list)}};
}

}  // namespace types
}  // namespace banthuek
