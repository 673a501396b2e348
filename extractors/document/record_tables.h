// The tables of a flow that hold records, and what their headings and first cells name.
//
// Tables of the same layout that follow one another are one table, with or without repeated header. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/document/table_map.h"
#include "extractors/schema/schema.h"

namespace banthuek::document {

// A table of records in the flow, with what its columns are.
struct RecordTable {
  std::size_t part = 0;  // in the flow
  TableMap map;
  bool goes_on = false;  // with the table of records before it
  // One record of a table whose columns are its rows (what it is on the left, what is said on the right), turned: the map is of this. Such a table
  // may hold several, each of which is a RecordTable of the same part.
  std::optional<Table> turned = std::nullopt;
};

// The tables of the flow that hold records, in order.
std::vector<RecordTable> record_tables(const ReadingOrder& flow, const schema::Schemas& schemas);

// The instrument (IIT, EIT, OIT) that a heading names; nothing where it names none or several.
std::optional<std::string> group_named(std::string_view text, const schema::Vocabulary& vocabulary);

// A cut of a row's number: "(๒)", "๒ .", "๒)", "มาตรการที่ ๒"; value in ASCII digits.
struct NumberCut {
  std::string value;
  std::size_t begin = 0, end = 0;  // bytes of the number itself
  std::size_t rest = 0;            // where the title begins
  std::string style = {};          // how it is written: "(#)", "#."; empty where a column of its own holds it
};
std::optional<NumberCut> cut_number(std::string_view text, const schema::Schemas& schemas);

}  // namespace banthuek::document
