// Which column of a score table holds what, by what its cells hold: a total is the weighted or the plain sum of the three instruments, a level is a
// word of the closed list, a body's name is a text. For headings that were misread, hidden, or stand on the page before. Pure; safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "extractors/document/table_map.h"
#include "extractors/schema/schema.h"
#include "extractors/types/page.h"

namespace banthuek::document {

// How a table's totals come about.
enum class ScoreSum {
  kUnknown,
  kPlain,     // the parts are weighted already: of 30, 30 and 40
  kWeighted,  // each part is of 100
};

// The numbers of a row, as printed: NaN where there is none.
struct ScoreNumbers {
  double iit, eit, oit, total;
};

// Whether the row's total is that sum of its parts, as rounded figures allow; false where one of the four is not there.
bool adds_up(const ScoreNumbers& row, ScoreSum sum);

// What the sum of the parts has more than the total; NaN where one of the four is not there.
double difference(const ScoreNumbers& row, ScoreSum sum);

// Which of the two sums most of the rows prove, two at least that differ from part to part; unknown where neither.
ScoreSum sum_of(std::span<const ScoreNumbers> rows);

// A level of the closed list, as a recogniser may write it: "฿" is B, "c" is C; nothing for another word.
std::optional<std::string> score_level(std::string_view text, const schema::Vocabulary& vocabulary);

// The map of a score table that proves itself by its sums, headings or none. The total and OIT are where the sums say; IIT and EIT weigh the same:
// their order is that of `known`, the map of its headings or of the page before, else the one in which they are published. Nothing where the sums
// prove nothing and no column of levels tells the total, or where nothing is known and the rows are no bodies'.
std::optional<TableMap> map_scores(const Table& table, const schema::SchemaLayout& layout, const schema::Schemas& schemas,
                                   const TableMap* known = nullptr);

// Whether the table's cells are what the map says: numbers, dashes and levels below the headings, names of bodies before them.
bool holds_scores(const Table& table, const TableMap& map, const schema::Vocabulary& vocabulary);

// The map of a score table that is transposed: an instrument a row, a body a column; TableMap::row_roles says which.
std::optional<TableMap> map_transposed_scores(const Table& table, const schema::SchemaLayout& layout, const schema::Vocabulary& vocabulary);

}  // namespace banthuek::document
