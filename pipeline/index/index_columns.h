// The columns of the index: what filters, facets and sorting need of each passage, as one number each (search_columns).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "pipeline/database/database.h"
#include "pipeline/index/passage.h"

namespace banthuek::index {

enum class Column {
  kYear,    // Buddhist era; 0: none
  kOffice,  // these six, kDocumentKind and kRecordKind: id in search_values; 0: none
  kType,
  kDistrict,
  kProvince,
  kGroup,
  kStatus,
  kStart,         // year * 10000 + month * 100 + day; the first day it may mean; 0: none
  kEnd,           // the last day it may mean
  kConfidence,    // thousandths
  kFlags,         // kHasFindings | kIsReviewed
  kScore,         // ITA score of its document in hundredths, plus 1; 0: none
  kDocumentKind,  // memo, letter, order, ...
  kRecordKind,    // purchase_plan, ...: of a record
  kCount
};
inline constexpr std::uint32_t kHasFindings = 1, kIsReviewed = 2;

// Those whose numbers stand for texts.
inline constexpr Column kTextColumns[] = {Column::kOffice, Column::kType,   Column::kDistrict,     Column::kProvince,
                                          Column::kGroup,  Column::kStatus, Column::kDocumentKind, Column::kRecordKind};

// What facets count: what the passages of a document have in common, and what may differ between them.
inline constexpr Column kOfDocument[] = {Column::kYear, Column::kType, Column::kProvince, Column::kDistrict, Column::kOffice, Column::kDocumentKind};
inline constexpr Column kOfPassage[] = {Column::kGroup, Column::kStatus, Column::kRecordKind, Column::kFlags};

const char* name_of(Column column);  // "year", "office", ...: as in search_columns.facet

// 2021-10 -> 20211001 as the first day, 20211031 as the last; 0 for what is no date.
std::uint32_t first_day(std::string_view iso);
std::uint32_t last_day(std::string_view iso);

// One number for each passage from `first` on, for each column.
using ColumnNumbers = std::map<Column, std::vector<std::uint32_t>>;

// Gives the number of a value of kTextColumns, which is not empty.
using ValueNumber = std::function<std::uint32_t(Column column, const std::string& value)>;

// Reads the columns of the passages first to last, all of one kind, out of the records; ids that are not there get 0.
ColumnNumbers gather_columns(database::Database& db, std::int64_t first, std::int64_t last, const ValueNumber& number_of);

// The number of a value in search_values, which is added where it is new.
std::uint32_t stored_value_number(database::Database& db, Column column, const std::string& value);
// Numbers of values that stand only in passages not indexed yet (IndexReader) begin here.
inline constexpr std::uint32_t kUnstored = 1u << 31;
// The most that a number of a value may be: they are given one after the other, so one that is far above how many there are is damaged.
std::int64_t most_value_number(database::Database& db);

void write_columns(database::Database& db, std::int64_t segment, const ColumnNumbers& columns);

// Joins the columns of adjoining segments, in the order of their ranges. Ids between them get 0.
void merge_columns(database::Database& db, const std::vector<std::int64_t>& segments, std::int64_t merged);

}  // namespace banthuek::index
