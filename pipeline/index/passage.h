// Passages: what the search knows. A measure, the header of a document, a person who signs, a score, an OIT item, a record of a kind that a file
// describes, a row of a table that nobody knows, the running text of a page.
//
// A passage has one id: its kind in the bits from kKindShift up, below them a number that is never used twice. A measure's is the id of its row in
// `measures`; all others have a row in `passages`. Everything that differs from kind to kind stands in PassageInfo and nowhere else.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/database/database.h"

namespace banthuek::index {

// In the order in which hits are shown: records before running text. The numbers stand in databases that people have.
enum class PassageKind : std::uint8_t { kMeasure = 0, kDocument = 1, kPerson = 2, kScore = 3, kItem = 4, kPage = 5, kRow = 6, kRecord = 7 };
inline constexpr PassageKind kPassageKinds[] = {PassageKind::kMeasure, PassageKind::kDocument, PassageKind::kPerson, PassageKind::kScore,
                                                PassageKind::kItem,    PassageKind::kRecord,   PassageKind::kRow,    PassageKind::kPage};

inline constexpr int kKindShift = 40;
constexpr PassageKind kind_of(std::int64_t id) { return static_cast<PassageKind>(id >> kKindShift); }
constexpr std::int64_t base_of(PassageKind kind) { return static_cast<std::int64_t>(kind) << kKindShift; }  // below all its ids

// One text of a passage.
struct PassageField {
  const char* name;        // in hits
  const char* sql;         // what gives it; m, p, d as in PassageInfo::from
  double weight;           // in the ranking
  const char* provenance;  // its key in the record's provenance; null: all of it, or the text of a page
};

// Whether a text is that of Column::kOffice of the passage.
constexpr bool is_of_document(PassageKind kind, const PassageField& field) {
  return kind == PassageKind::kMeasure && std::string_view(field.sql) == "d.organisation";
}

struct PassageInfo {
  const char* name;     // "measure": in hits and in passages.kind
  const char* plural;   // "measures": what --in takes
  const char* indexed;  // the setting that holds the last id that is in a segment
  std::span<const PassageField> fields;
  const char* from;      // its tables; d is the document, of which there may be none
  const char* own;       // those of its own texts alone; null: the same
  const char* id;        // its id in them
  std::int64_t due;      // passages that wait before they become a segment: as many as a search may read one by one
  std::int64_t at_once;  // passages that are indexed together, some 80 MB
  int titles;            // so many of the fields, the first, are titles
  int slots;             // of the filter of runs (runs.h), some three for each cluster of a long text; 0: none
};
inline constexpr int kMaxFields = 9;

const PassageInfo& info_of(PassageKind kind);
inline const char* name_of(PassageKind kind) { return info_of(kind).name; }
// Whether `a` is shown before `b` where they are as good.
constexpr bool before(PassageKind a, PassageKind b) {
  const auto place = [](PassageKind kind) { return kind == PassageKind::kPage ? 255 : kind == PassageKind::kRow ? 254 : static_cast<int>(kind); };
  return place(a) < place(b);
}
// By name or plural.
std::optional<PassageKind> passage_kind(std::string_view name);

// A set of kinds.
class PassageKinds {
 public:
  constexpr PassageKinds() = default;
  constexpr PassageKinds(std::initializer_list<PassageKind> kinds) {
    for (const PassageKind kind : kinds) add(kind);
  }
  static constexpr PassageKinds all() {
    PassageKinds out;
    for (const PassageKind kind : kPassageKinds) out.add(kind);
    return out;
  }
  constexpr void add(PassageKind kind) { bits_ |= 1u << static_cast<unsigned>(kind); }
  constexpr bool has(PassageKind kind) const { return bits_ >> static_cast<unsigned>(kind) & 1; }
  constexpr bool empty() const { return bits_ == 0; }
  friend bool operator==(const PassageKinds&, const PassageKinds&) = default;

 private:
  unsigned bits_ = 0;
};

// SELECT of the own texts of a passage of a kind (one parameter): a text that its document has (is_of_document) is null, as the columns of the index
// have it, and reading another row costs as much again.
const std::string& select_own_texts(PassageKind kind);
// SELECT of all texts of a kind, then the document's fiscal year, then the id: of a range (two parameters), in order.
const std::string& select_texts(PassageKind kind);

// The highest id of a kind, or base_of where there is none; the same of those that are in a segment.
std::int64_t last_passage(database::Database& db, PassageKind kind);
std::int64_t last_indexed(database::Database& db, PassageKind kind);
// The next number that may be given: above both.
std::int64_t next_passage(database::Database& db, PassageKind kind);

}  // namespace banthuek::index
