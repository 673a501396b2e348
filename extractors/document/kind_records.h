// Records of the kinds that files of schemas/records describe, out of the tables of a document.
//
// A table is of the kind whose fields its headings name (letters misread or not), at least those that the kind needs and half of what has a heading;
// what the cells of a column hold is the witness: a column of amounts is no field of dates, and a heading that was not read is that of the one field
// left whose type its cells have. A row is a record where the first field that the kind needs is there and another with it. Values are as sure as the
// reading; one that its type cannot read is kept as a text, doubted, with the finding value_unread. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/types/record.h"
#include "extractors/values/dates.h"

namespace banthuek::document {

struct KindMatch {
  const schema::RecordKind* kind = nullptr;
  std::vector<const schema::KindField*> fields;  // of each column; null: of none
  double named = 0;                              // sum of the scores of its headings
};

// The kind whose headings are those of the table; nothing where none has what it needs.
std::optional<KindMatch> match_kind(const DataTable& table, const std::vector<schema::RecordKind>& kinds);

// Adds the records of all tables that no layout knows, names their kind in the tables, and says in findings what is doubtful in them. `year`: of the
// document, for periods that name none.
void extract_records(Document& document, const schema::Schemas& schemas, std::optional<values::BuddhistYear> year);

// The records of a sample's table.
std::vector<TableRecord> records_of_sample(const schema::Schemas& schemas, const schema::KindSample& sample);

// Runs the samples of every kind: throws Error{kSchema} where one gives other records than it says, or a heading row that is to be rejected matches.
void check_kinds(const schema::Schemas& schemas);

}  // namespace banthuek::document
