// Corrections: what people mended. They outlive reading again: kept by the file's content and the field, and applied to
// every later extraction; where that one read something new, the correction stays and a finding says so.
//
// A row of a table may have moved in a later extraction: a correction of a measure finds it by its number and title, one of a record by its kind and
// the first two things that stand in it (`anchor`), before its place.
//
// A row that the reader missed is no kind of its own either: it is there as long as a person's value stands in it. Its values are corrections of
// nothing, all with the place on the page that the person marked, by which it is found again; the row stands at the end of its list.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/schema/record_kind.h"
#include "extractors/types/record.h"
#include "pipeline/database/history.h"

namespace banthuek::store {

struct Correction {
  std::string sha256;
  int first_page = 0;
  std::string field;   // path: "measures/3/status"
  std::string anchor;  // JSON that names its row: an array of what was read in it; of one that nobody read, found by its place, an object,
                       // with the kind of a record: {"kind": "purchase_plan"}; or empty
  std::optional<std::string> before, after;
  std::string who, at, why;
  std::string picture = {};                   // of the page that its document begins on (page_of_correction); empty: not known
  std::optional<Place> place = std::nullopt;  // where a person saw what was not read
};

// Those of a content, in the order made, as they were written down: `field` says where it stood when it was corrected.
std::vector<Correction> corrections_of(database::Database& db, std::string_view sha256);

// Those of one document of it, their fields named by where they stand in it now. Those of a row that was taken out again stand behind the last row.
std::vector<Correction> corrections_of(database::Database& db, std::string_view sha256, const Document& document);

// What finds the page again in a file of other bytes: the hash of its picture, or of its text where it was read from a text layer.
std::string page_of_correction(std::string_view picture_hash, std::string_view text);

// Corrections of contents that are stored no longer, made on pages that this one has, and that it has not: a file that was saved again, with other
// bytes. They are given as corrections of this content, in the order made. `pages`: number and page_of_correction of each.
std::vector<Correction> corrections_to_adopt(database::Database& db, std::string_view sha256, std::span<const std::pair<int, std::string>> pages);

// Keeps a correction, and gives what the history is to say of it.
// `confidence`: of what was read there before, where a person corrects a reading.
database::Change keep_correction(database::Database& db, const Correction& correction, std::optional<double> confidence = std::nullopt);

// What stands at the path, of those that a person may set (SettableField); nothing where nothing does or the path names none.
MaybeField value_at(Document& document, std::string_view path);

// What finds the field again in another reading: what names the measure or record it stands in, as JSON; empty for all other fields.
std::string correction_anchor(const Document& document, std::string_view field);

// The rule of a value that a person set.
inline constexpr std::string_view kCorrectionRule = "correction";

// What a person may set in a document: a field, or the text of a measure's period; dates and frequency that the text says are filled in where none
// stands. The document outlives it, and its lists keep their length.
class SettableField {
 public:
  SettableField(Document& document, std::string_view path);
  SettableField(const SettableField&) = delete;
  SettableField& operator=(const SettableField&) = delete;

  explicit operator bool() const { return field_ != nullptr; }  // whether the path names one
  const MaybeField& now() const { return *field_; }

  // Sets it to what a person says; nothing takes the value away. Where nothing stood it stands at `place`.
  void set(const std::optional<std::string>& after, const std::optional<Place>& place);

 private:
  MaybeField* field_;
  Measure* measure_ = nullptr;  // of a period
  MaybeField text_;             // of it
};

// Whether it is a value of a row that a person added, and of which kind of records; empty: of a list of its own.
bool is_by_hand(const Correction& correction);
std::string kind_by_hand(const Correction& correction);

// The place that a person marked for a row of which no value was read; nothing where any was.
std::optional<Place> place_by_hand(const Document& document, std::string_view list, std::size_t index);

// Applies them to a new reading of their file. Adds findings: "correction_conflict" where it read neither what was there before
// nor what it was corrected to, "correction_homeless" where the row is no longer found: an untouched one follows its number and
// title, also into another document of the file; one read otherwise keeps its place if half of its title is the same;
// "correction_row_read" where a row that a person added is read too. Gives
// the findings that belong to no document. A corrected field has confidence 1 and the rule kCorrectionRule. `kinds`: of records, of which people add
// rows too.
std::vector<Finding> apply_corrections(std::vector<Document>& documents, std::span<const Correction> corrections,
                                       std::span<const schema::RecordKind> kinds = {});

}  // namespace banthuek::store
