// Filters of a search: what the columns of the index tell without a look at a text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/index/index_reader.h"
#include "pipeline/search/synonyms.h"

namespace banthuek::search {

enum class Want { kEither, kYes, kNo };

// What a field of a record must be. Figures compare as numbers, all else as texts (dates so too); what stands in a field of figures and is none fits
// nothing but its own text.
struct FieldCondition {
  enum class Is { kEqual, kOther, kAtLeast, kAtMost, kMore, kLess } is = Is::kEqual;
  std::string field, value;
};

// "budget>=100000", "method=เฉพาะเจาะจง"; also != <= > <. Throws Error{kUsage} for what is none.
FieldCondition field_condition(std::string_view text);

struct Filters {
  std::optional<int> year_from, year_to;  // fiscal years, Buddhist era
  std::vector<int> years;                 // and of these any; empty: all
  // Any of the values; empty: all. Offices may be written short (อบต.บ้านสมมุติ), provinces and districts with what they are before (จ.สมมุติบุรี).
  std::vector<std::string> offices, types, districts, provinces, groups, statuses, kinds;  // kinds: of documents
  std::vector<std::string> records;              // of records only those of any of these kinds; other passages pass
  std::vector<FieldCondition> where;             // on fields of records; with any of them nothing but a record passes
  std::uint32_t period_from = 0, period_to = 0;  // first_day, last_day: passages whose period overlaps; 0: open
  double confidence = 0;                         // at least
  Want findings = Want::kEither, reviewed = Want::kEither;

  bool any() const;
};

// A kind of passages, or of records, which goes into `filters`; false where the database has no such kind.
bool add_kind(database::Database& db, const std::string& name, index::PassageKinds& kinds, Filters& filters);
// What is said of a kind that is none: "'page' is neither ...; did you mean pages?"
std::string no_such_kind(database::Database& db, const std::string& name);

// A date of the command line, 2023, 2023-04 or 2023-04-30. Throws Error{kUsage} for what is none, or no day of its month.
void check_date(std::string_view option, std::string_view iso);

// Throws Error{kUsage} for a value of a filter that nothing in the database has, and for a field that no kind of records has, with the nearest ones
// that something has.
void check_filters(index::IndexReader& index, const Filters& filters, const SearchVocabulary& vocabulary);

// Takes from `set` the passages of the segment that do not pass.
void apply_filters(index::IndexReader& index, index::IndexReader::Segment& segment, const Filters& filters, const SearchVocabulary& vocabulary,
                   index::PassageSet& set);

}  // namespace banthuek::search
