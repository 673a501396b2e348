// The records: what a document says, each value with where it stands and the rule that found it.
//
// What each key means is fixed by the export in DESIGN.md. A value that the document does not state is an empty optional:
// nothing is guessed. Plain values; paths of fields ("measures/3/status") are made by for_each_field.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/finding.h"
#include "extractors/types/page.h"

namespace banthuek {
inline namespace types {

struct Place {
  int page = 0;  // in the file, from 1
  Box box;       // pixels of that page's picture
  friend bool operator==(const Place&, const Place&) = default;
};

// One value. `raw` is what stands on the paper as read; `value` what it means (ISO date, ASCII number, closed word).
struct Field {
  std::string raw;
  std::string value;          // equal to raw where there is nothing to normalise
  std::vector<Place> places;  // first is where it begins; more than one where it goes on over a page break
  double confidence = 0;      // 0 to 1: that the value is right
  std::string rule;           // "LAYOUT/RULE@VERSION", or the name of the check that resolved it
};

using MaybeField = std::optional<Field>;

struct Organisation {
  MaybeField name, type, district, province;
  std::string dla_code;  // of the one office in the list that it is; empty where none or several fit
};

struct Memo {
  MaybeField department, telephone, reference, date, subject, to;
  MaybeField urgency, received;  // ด่วน, ด่วนมาก, ด่วนที่สุด; the day that the receipt stamp gives
};

struct ItaResult {
  MaybeField fiscal_year, score, grade, change, previous_grade;
};

struct PeriodField {
  Field raw;              // the cell's text; its value equals raw
  MaybeField start, end;  // "2021-10", "2022-09-30": as precise as the document
  MaybeField frequency;   // "monthly", "quarterly", "half_yearly", "yearly", "continuous"
};

struct Measure {
  MaybeField no, group, title, method, responsible, monitoring;
  std::optional<PeriodField> period;
  MaybeField status;  // not_started, in_progress, done
  MaybeField result, outcome, recommendation;
};

struct Signature {
  MaybeField name, position, opinion_of, comment;
};

struct OitItem {
  MaybeField code, title;  // "O1"
};

// A row of a published ITA score table.
struct Score {
  MaybeField organisation, iit, eit, oit, total, level;
};

// What a cell of a table holds, told by its content; the last four are told by the kind of records alone (RecordField).
enum class CellType { kText, kNumber, kMoney, kDate, kPeriod, kMark, kStatus, kCode, kOrganisation, kPerson };

const char* name_of(CellType type);  // "text", "number", "money", "date", "period", "mark", "status", "code", "organisation", "person"
std::optional<CellType> cell_type(std::string_view name);

// What stands in one place of a table's grid. The value of a number or of money is ASCII ("1250.50"), of a date ISO 8601, of a period two dates
// with a slash between, of a mark its name ("check"), of a text the text itself.
struct DataCell {
  Field field;  // raw empty: nothing stands there
  CellType type = CellType::kText;
};

struct DataRow {
  std::vector<DataCell> cells;  // as many as the table has columns; a cell over several rows stands in each of them, one over columns in the first
  bool is_sum = false;          // of the rows above
};

struct DataColumn {
  Field heading;                    // headings of several levels with " / " between; raw empty: none
  CellType type = CellType::kText;  // of most of its cells
};

// A table as it is printed, over page breaks, whatever it holds.
struct DataTable {
  int first_page = 0, last_page = 0;  // in the file
  MaybeField caption;
  std::string layout;  // layout or kind of records that makes records of it; empty: none does
  std::vector<DataColumn> columns;
  std::vector<DataRow> rows;  // without headings
};

// One value of a record whose kind a file of schemas/records describes; the field is there where the value is not.
struct RecordField {
  std::string name;  // "budget"
  CellType type = CellType::kText;
  MaybeField value;  // as DataCell says of its type; a text that is none of it has its text as value, and a finding
};

// A row of a table that a kind of records knows (schemas/records/NAME.toml).
struct TableRecord {
  std::string kind;                 // "purchase_plan"
  int table = 0, row = 0;           // where it is printed: in `tables` and among the rows of that table, from 0; -1: a person added it
  std::vector<RecordField> fields;  // all of the kind, in its order
};

struct Document {
  int first_page = 0, last_page = 0;  // in the file, from 1
  std::vector<std::string> layouts;   // that matched, in the order found
  MaybeField kind;                    // memo, letter, order, ...: the closed list of schema.h; raw is the line that tells it
  Organisation organisation;
  MaybeField title, fiscal_year;
  std::optional<Memo> memo;
  std::optional<ItaResult> ita_result;
  std::vector<Measure> measures;
  std::vector<Signature> signatures;
  std::vector<OitItem> oit_items;
  std::vector<Score> scores;
  std::vector<TableRecord> records;  // of kinds that a file describes, in the order of the tables
  std::vector<DataTable> tables;
  std::vector<Finding> findings;
};

// Calls `visit` with the path and the field of every value that is there, in the order of the export; a path is stable
// for one extraction: "memo/date", "measures/0/period/start", "signatures/1/name". Defined by the fields, in fields.cpp. The cells of `tables` are
// no fields: they are what stands on the paper, not what a document of a kind says.
void for_each_field(const Document& document, const std::function<void(std::string_view path, const Field&)>& visit);
void for_each_field(Document& document, const std::function<void(std::string_view path, Field&)>& visit);

}  // namespace types
}  // namespace banthuek
