// Tables that stand one right below the other, and that a reader of rules took for one grid: parted again where their columns are others, made one
// set of columns again where these are a little off. Pure.
#pragma once

#include <optional>
#include <vector>

#include "extractors/types/page.h"

namespace banthuek::tables {

// The tables that the grid is made of, by place: one where its rows share their columns' edges. A row of one cell over all of them belongs to the
// table below it.
std::vector<Table> part_stacked(const Table& table);

// The table with the columns of its fullest rows, where all of these have as many cells, each mostly over the one below it: columns of the grid that
// only the shifted edges made are gone. Nothing where the columns are the grid's.
std::optional<Table> with_joined_columns(const Table& table);

// Parted, and each part's columns joined; nothing where the table is what it seems.
std::vector<Table> unstacked(const Table& table);

}  // namespace banthuek::tables
