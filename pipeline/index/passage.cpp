#include "pipeline/index/passage.h"

#include <algorithm>
#include <array>

namespace banthuek::index {
namespace {

constexpr PassageField kMeasureFields[] = {{"title", "m.title", 100, "title"},
                                           {"method", "m.method", 50, "method"},
                                           {"responsible", "m.responsible", 20, "responsible"},
                                           {"monitoring", "m.monitoring", 20, "monitoring"},
                                           {"period", "m.period", 20, "period/raw"},
                                           {"result", "m.result", 20, "result"},
                                           {"outcome", "m.outcome", 20, "outcome"},
                                           {"recommendation", "m.recommendation", 20, "recommendation"},
                                           {"office", "d.organisation", 15, "organisation/name"}};

constexpr PassageField kDocumentFields[] = {
    {"title", "d.title", 100, "title"},
    {"subject", "d.subject", 100, "memo/subject"},
    {"office", "d.organisation", 50, "organisation/name"},
    {"reference", "d.reference", 50, "memo/reference"},
    {"to", "d.addressee", 20, "memo/to"},
    {"department", "d.department", 20, "memo/department"},
    {"telephone", "d.telephone", 20, "memo/telephone"},
    {"urgency", "d.urgency", 20, "memo/urgency"},
    {"opinions", "(SELECT group_concat(comment, char(10)) FROM (SELECT comment FROM signatures WHERE document = d.id ORDER BY number))", 20,
     "comment"}};

constexpr PassageField kPersonFields[] = {{"name", "s.name", 100, "name"},
                                          {"position", "s.position", 50, "position"},
                                          {"opinion_of", "s.opinion_of", 20, "opinion_of"},
                                          {"comment", "s.comment", 20, "comment"}};

constexpr PassageField kScoreFields[] = {{"office", "s.organisation", 100, "organisation"},
                                         {"level", "s.level", 50, "level"},
                                         {"total", "s.total", 20, "total"},
                                         {"iit", "s.iit", 20, "iit"},
                                         {"eit", "s.eit", 20, "eit"},
                                         {"oit", "s.oit", 20, "oit"}};

constexpr PassageField kItemFields[] = {{"title", "s.title", 100, "title"}, {"code", "s.code", 100, "code"}};

constexpr PassageField kRowFields[] = {
    {"cells", "r.text", 30, nullptr}, {"caption", "t.caption", 20, "caption"}, {"headings", "t.headings", 10, nullptr}};

constexpr PassageField kRecordFields[] = {{"title", "r.title", 100, nullptr},
                                          {"fields", "r.text", 50, nullptr},
                                          {"cells", "x.text", 30, nullptr},  // as they stand in its row, those that no field is made of too
                                          {"caption", "t.caption", 20, "caption"},
                                          {"headings", "t.headings", 10, nullptr}};

constexpr PassageField kPageFields[] = {{"text", "g.text", 10, nullptr}};

constexpr PassageInfo kInfos[] = {
    {"measure", "measures", "indexed_to", kMeasureFields, "measures m JOIN documents d ON d.id = m.document", "measures m", "m.id", 2048, 8192, 1,
     1536},
    {"document", "documents", "indexed_to_document", kDocumentFields, "passages p JOIN documents d ON d.id = p.document", nullptr, "p.id", 2048, 8192,
     2, 0},
    {"person", "persons", "indexed_to_person", kPersonFields,
     "passages p JOIN documents d ON d.id = p.document JOIN signatures s ON s.document = p.document AND s.number = p.number",
     "passages p JOIN signatures s ON s.document = p.document AND s.number = p.number", "p.id", 2048, 8192, 1, 0},
    {"score", "scores", "indexed_to_score", kScoreFields,
     "passages p JOIN documents d ON d.id = p.document JOIN scores s ON s.document = p.document AND s.number = p.number",
     "passages p JOIN scores s ON s.document = p.document AND s.number = p.number", "p.id", 2048, 8192, 1, 0},
    {"item", "items", "indexed_to_item", kItemFields,
     "passages p JOIN documents d ON d.id = p.document JOIN oit_items s ON s.document = p.document AND s.number = p.number",
     "passages p JOIN oit_items s ON s.document = p.document AND s.number = p.number", "p.id", 2048, 8192, 2, 0},
    {"page", "pages", "indexed_to_page", kPageFields,
     "passages p JOIN pages g ON g.file = p.file AND g.number = p.number LEFT JOIN documents d ON d.id = p.document",
     "passages p JOIN pages g ON g.file = p.file AND g.number = p.number", "p.id", 512, 1024, 0, 6144},
    {"row", "rows", "indexed_to_row", kRowFields,
     "passages p JOIN documents d ON d.id = p.document JOIN table_rows r ON r.document = p.document AND r.number = p.number JOIN tables t ON "
     "t.document = r.document AND t.number = r.table_number",
     nullptr, "p.id", 2048, 8192, 0, 1536},
    {"record", "records", "indexed_to_record", kRecordFields,
     "passages p JOIN documents d ON d.id = p.document JOIN records r ON r.document = p.document AND r.number = p.number LEFT JOIN table_rows x "
     "ON x.document = r.document AND x.number = r.row_number LEFT JOIN tables t ON t.document = r.document AND t.number = r.table_number",
     nullptr, "p.id", 2048, 8192, 1, 1536}};

// Made of the kinds once.
template <typename Make>
std::array<std::string, std::size(kPassageKinds)> for_kinds(const Make& make) {
  std::array<std::string, std::size(kPassageKinds)> out;
  for (const PassageKind kind : kPassageKinds) out[static_cast<std::size_t>(kind)] = make(kind, info_of(kind));
  return out;
}

std::string own_texts(PassageKind kind, const PassageInfo& info) {
  std::string out = "SELECT ";
  for (const PassageField& field : info.fields) out += std::string(is_of_document(kind, field) ? "NULL" : field.sql) + ", ";
  return out + info.id + " FROM " + (info.own ? info.own : info.from) + " WHERE " + info.id + " = ?";
}

std::string all_texts(PassageKind, const PassageInfo& info) {
  std::string out = "SELECT ";
  for (const PassageField& field : info.fields) out += std::string(field.sql) + ", ";
  return out + "d.fiscal_year, " + info.id + " FROM " + info.from + " WHERE " + info.id + " BETWEEN ? AND ? ORDER BY " + info.id;
}

}  // namespace

const PassageInfo& info_of(PassageKind kind) { return kInfos[static_cast<std::size_t>(kind)]; }

std::optional<PassageKind> passage_kind(std::string_view name) {
  for (const PassageKind kind : kPassageKinds)
    if (name == info_of(kind).name || name == info_of(kind).plural) return kind;
  return std::nullopt;
}

const std::string& select_own_texts(PassageKind kind) {
  static const auto kAll = for_kinds(own_texts);
  return kAll[static_cast<std::size_t>(kind)];
}

const std::string& select_texts(PassageKind kind) {
  static const auto kAll = for_kinds(all_texts);
  return kAll[static_cast<std::size_t>(kind)];
}

std::int64_t last_passage(database::Database& db, PassageKind kind) {
  if (kind == PassageKind::kMeasure) return db.integer("SELECT max(id) FROM measures");
  database::Statement row = db.prepare("SELECT max(id) FROM passages WHERE id < ?");
  row.bind(base_of(kind) + (std::int64_t{1} << kKindShift)).step();
  return std::max(row.integer(0), base_of(kind));
}

std::int64_t last_indexed(database::Database& db, PassageKind kind) {
  database::Statement row = db.prepare("SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?");
  return std::max(row.bind(info_of(kind).indexed).step() ? row.integer(0) : 0, base_of(kind));
}

std::int64_t next_passage(database::Database& db, PassageKind kind) { return 1 + std::max(last_passage(db, kind), last_indexed(db, kind)); }

}  // namespace banthuek::index
