// The fields of every record, once: their names, what their values are, and where they stand in the tables.
//
// `visit_fields(record, visit)` calls `visit(FieldInfo, member)` for each member of a record in the order of the export. A member is a MaybeField,
// a Field (what a period says), a std::string (a code that comes from a list, not from the paper), a record or an optional one, or a list of
// records: `visit` has an overload for each kind of member that it handles, or asks with `if constexpr`. A const record gives const members.
// Writers, readers, columns, paths, checks of corrections, weights and masks are such visitors: a new field is a member in record.h, a line here
// and a column in a migration.
#pragma once

#include <algorithm>
#include <concepts>
#include <span>
#include <string_view>
#include <type_traits>

#include "extractors/types/record.h"

namespace banthuek {
inline namespace types {

// What the value of a field is, and so its type in JSON and SQL, and what a correction may put there.
enum class FieldKind {
  kText,       // as read, or a name or a word that a vocabulary gives
  kYear,       // whole number, Buddhist era; JSON number, INTEGER
  kScore,      // 0 to 100; JSON number, REAL
  kChange,     // a difference of scores, -100 to 100; JSON number, REAL
  kDate,       // ISO 8601, common era, as precise as the paper: "2023", "2023-04", "2023-04-30"
  kStatus,     // not_started, in_progress, done
  kFrequency,  // monthly, quarterly, half_yearly, yearly, continuous
  kKind,       // memo, letter, order, ...: of documents
  kNumber,     // any number; JSON number
  kPeriod,     // two dates with a slash between: "2022-10/2023-09-30"
};

// The words that a field of this kind may hold; empty where it may hold any.
inline std::span<const char* const> closed_words(FieldKind kind) {
  static constexpr const char* kStatuses[] = {"not_started", "in_progress", "done"};
  static constexpr const char* kFrequencies[] = {"monthly", "quarterly", "half_yearly", "yearly", "continuous"};
  static constexpr const char* kKinds[] = {"memo",    "letter", "order", "announcement", "report", "plan",
                                           "minutes", "form",   "law",   "slides",       "table",  "other"};
  if (kind == FieldKind::kStatus) return kStatuses;
  if (kind == FieldKind::kFrequency) return kFrequencies;
  if (kind == FieldKind::kKind) return kKinds;
  return {};
}

inline bool is_closed_word(FieldKind kind, std::string_view word) {
  const auto words = closed_words(kind);
  return std::any_of(words.begin(), words.end(), [&](const char* known) { return word == known; });
}

enum class Names { kNoPerson, kPerson };

// How much a wrong value harms, as a weight in the order of review.
namespace risk {
inline constexpr double kPlain = 1, kName = 1.5, kCode = 2, kFigure = 3;
}

struct FieldInfo {
  const char* key;  // in JSON, and the part of its path: "status" of "measures/3/status"
  FieldKind kind = FieldKind::kText;
  double risk = risk::kPlain;
  const char* column = nullptr;  // in the table; null: as the key
  Names names = Names::kNoPerson;

  const char* column_name() const { return column ? column : key; }
  bool is_number() const { return kind == FieldKind::kYear || kind == FieldKind::kScore || kind == FieldKind::kChange || kind == FieldKind::kNumber; }
};

template <typename T, typename Record>
concept Is = std::same_as<std::remove_const_t<T>, Record>;

template <Is<Organisation> R, typename Visitor>
void visit_fields(R& o, Visitor&& visit) {
  visit(FieldInfo{"name", FieldKind::kText, risk::kName, "organisation"}, o.name);
  visit(FieldInfo{"type", FieldKind::kText, risk::kPlain, "organisation_type"}, o.type);
  visit(FieldInfo{"district", FieldKind::kText, risk::kName}, o.district);
  visit(FieldInfo{"province", FieldKind::kText, risk::kName}, o.province);
  visit(FieldInfo{"dla_code"}, o.dla_code);
}

template <Is<Memo> R, typename Visitor>
void visit_fields(R& m, Visitor&& visit) {
  visit(FieldInfo{"department"}, m.department);
  visit(FieldInfo{"telephone", FieldKind::kText, risk::kCode}, m.telephone);
  visit(FieldInfo{"reference", FieldKind::kText, risk::kCode}, m.reference);
  visit(FieldInfo{"date", FieldKind::kDate, risk::kFigure}, m.date);
  visit(FieldInfo{"subject"}, m.subject);
  visit(FieldInfo{"to", FieldKind::kText, risk::kName, "addressee"}, m.to);
  visit(FieldInfo{"urgency"}, m.urgency);
  visit(FieldInfo{"received", FieldKind::kDate, risk::kFigure}, m.received);
}

template <Is<ItaResult> R, typename Visitor>
void visit_fields(R& r, Visitor&& visit) {
  visit(FieldInfo{"fiscal_year", FieldKind::kYear, risk::kFigure, "ita_year"}, r.fiscal_year);
  visit(FieldInfo{"score", FieldKind::kScore, risk::kFigure, "ita_score"}, r.score);
  visit(FieldInfo{"grade", FieldKind::kText, risk::kFigure, "ita_grade"}, r.grade);
  visit(FieldInfo{"change", FieldKind::kChange, risk::kFigure, "ita_change"}, r.change);
  visit(FieldInfo{"previous_grade", FieldKind::kText, risk::kFigure, "ita_previous_grade"}, r.previous_grade);
}

template <Is<PeriodField> R, typename Visitor>
void visit_fields(R& p, Visitor&& visit) {
  visit(FieldInfo{"raw", FieldKind::kText, risk::kCode, "period"}, p.raw);
  visit(FieldInfo{"start", FieldKind::kDate, risk::kFigure, "period_start"}, p.start);
  visit(FieldInfo{"end", FieldKind::kDate, risk::kFigure, "period_end"}, p.end);
  visit(FieldInfo{"frequency", FieldKind::kFrequency, risk::kCode}, p.frequency);
}

template <Is<Measure> R, typename Visitor>
void visit_fields(R& m, Visitor&& visit) {
  visit(FieldInfo{"no", FieldKind::kText, risk::kCode}, m.no);
  visit(FieldInfo{"group", FieldKind::kText, risk::kCode, "measure_group"}, m.group);
  visit(FieldInfo{"title"}, m.title);
  visit(FieldInfo{"method"}, m.method);
  visit(FieldInfo{"responsible"}, m.responsible);
  visit(FieldInfo{"monitoring"}, m.monitoring);
  visit(FieldInfo{"period"}, m.period);
  visit(FieldInfo{"status", FieldKind::kStatus, risk::kFigure}, m.status);
  visit(FieldInfo{"result"}, m.result);
  visit(FieldInfo{"outcome"}, m.outcome);
  visit(FieldInfo{"recommendation"}, m.recommendation);
}

template <Is<Signature> R, typename Visitor>
void visit_fields(R& s, Visitor&& visit) {
  visit(FieldInfo{"name", FieldKind::kText, risk::kName, nullptr, Names::kPerson}, s.name);
  visit(FieldInfo{"position"}, s.position);
  visit(FieldInfo{"opinion_of"}, s.opinion_of);
  visit(FieldInfo{"comment"}, s.comment);
}

template <Is<OitItem> R, typename Visitor>
void visit_fields(R& i, Visitor&& visit) {
  visit(FieldInfo{"code", FieldKind::kText, risk::kCode}, i.code);
  visit(FieldInfo{"title"}, i.title);
}

template <Is<Score> R, typename Visitor>
void visit_fields(R& s, Visitor&& visit) {
  visit(FieldInfo{"organisation"}, s.organisation);
  visit(FieldInfo{"iit", FieldKind::kScore, risk::kFigure}, s.iit);
  visit(FieldInfo{"eit", FieldKind::kScore, risk::kFigure}, s.eit);
  visit(FieldInfo{"oit", FieldKind::kScore, risk::kFigure}, s.oit);
  visit(FieldInfo{"total", FieldKind::kScore, risk::kFigure}, s.total);
  visit(FieldInfo{"level", FieldKind::kText, risk::kCode}, s.level);
}

// What a field of a kind of records is; its name and so the key live in the record.
inline FieldInfo info_of(const RecordField& field) {
  const bool person = field.type == CellType::kPerson, figure = field.type == CellType::kNumber || field.type == CellType::kMoney;
  const FieldKind kind = figure                            ? FieldKind::kNumber
                         : field.type == CellType::kDate   ? FieldKind::kDate
                         : field.type == CellType::kPeriod ? FieldKind::kPeriod
                         : field.type == CellType::kStatus ? FieldKind::kStatus
                                                           : FieldKind::kText;
  const double weight = figure || kind != FieldKind::kText                               ? risk::kFigure
                        : person || field.type == CellType::kOrganisation                ? risk::kName
                        : field.type == CellType::kCode || field.type == CellType::kMark ? risk::kCode
                                                                                         : risk::kPlain;
  return {field.name.c_str(), kind, weight, nullptr, person ? Names::kPerson : Names::kNoPerson};
}

// The fields of a kind of records are known by the record alone: one made of nothing has none.
template <Is<TableRecord> R, typename Visitor>
void visit_fields(R& r, Visitor&& visit) {
  for (auto& field : r.fields) visit(info_of(field), field.value);
}

// What stands once in a document, and its lists. Pages, layouts and findings are no fields: they are not read off the paper.
template <Is<Document> R, typename Visitor>
void visit_fields(R& d, Visitor&& visit) {
  visit(FieldInfo{"kind", FieldKind::kKind}, d.kind);
  visit(FieldInfo{"organisation"}, d.organisation);
  visit(FieldInfo{"title"}, d.title);
  visit(FieldInfo{"fiscal_year", FieldKind::kYear, risk::kFigure}, d.fiscal_year);
  visit(FieldInfo{"memo"}, d.memo);
  visit(FieldInfo{"ita_result"}, d.ita_result);
  visit(FieldInfo{"measures"}, d.measures);
  visit(FieldInfo{"signatures"}, d.signatures);
  visit(FieldInfo{"oit_items"}, d.oit_items);
  visit(FieldInfo{"scores"}, d.scores);
  visit(FieldInfo{"records"}, d.records);
}

// Kinds of members, for visitors that handle them by `if constexpr`.
template <typename T>
concept IsMaybeField = Is<T, MaybeField>;
template <typename T>
concept IsField = Is<T, Field>;
template <typename T>
concept IsCode = Is<T, std::string>;
template <typename T>
concept IsList = requires(T& t) {
  t.emplace_back();
  t.size();
}
&&!IsCode<T>;
template <typename T>
concept IsMaybeRecord = requires(T& t) {
  t.has_value();
}
&&!IsMaybeField<T>;

// No value of the record, or of the records in it, is surer than `most`; its lists are left as they are.
template <typename R>
void cap_confidence(R& record, double most) {
  visit_fields(record, [&](const FieldInfo&, auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (IsMaybeField<Member>) {
      if (member) member->confidence = std::min(member->confidence, most);
    } else if constexpr (IsField<Member>) {
      member.confidence = std::min(member.confidence, most);
    } else if constexpr (IsMaybeRecord<Member>) {
      if (member) cap_confidence(*member, most);
    }
  });
}

}  // namespace types
}  // namespace banthuek
