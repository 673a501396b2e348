// Which column of a score table holds what, by what its cells hold: a total is the weighted or the plain sum of the three instruments, a level is a
// word of the closed list, a body's name is a text. For headings that were misread, hidden, or stand on the page before. Pure; safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/types/page.h"

namespace banthuek::tables {

// What the columns of a score table hold: organisation, iit, eit, oit, total, level, or what headings said of others.
struct ScoreColumns {
  std::vector<std::string> roles;  // one per column of the grid; "" where unknown
  int header_rows = 0;
  bool parts_named = true;             // a heading, or their place before the OIT, says which is IIT and which EIT
  std::vector<std::string> row_roles;  // of a transposed table: what its rows hold; empty: a row is a record
};

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

// The columns of a score table that proves itself by its sums, headings or none. The total and OIT are where the sums say; IIT and EIT weigh the
// same: their order is that of `known`, what its headings say or those of the page before, else the one in which they are published. Nothing where
// the sums prove nothing and no column of levels tells the total, or where nothing is known and the rows are no bodies'.
std::optional<ScoreColumns> find_score_columns(const Table& table, const schema::Schemas& schemas, const ScoreColumns* known = nullptr);

// Whether the table's cells are what the columns say: numbers, dashes and levels below the headings, names of bodies before them.
bool holds_scores(const Table& table, const ScoreColumns& columns, const schema::Vocabulary& vocabulary);

// Without the parts whose cells are no numbers: an instrument's level may stand in its place.
ScoreColumns with_parts_of_numbers(const Table& table, ScoreColumns columns);

// Those of a score table that is transposed: an instrument a row, a body a column. `layout`: whose headings the rows begin with.
std::optional<ScoreColumns> find_transposed_scores(const Table& table, const schema::SchemaLayout& layout, const schema::Vocabulary& vocabulary);

}  // namespace banthuek::tables
