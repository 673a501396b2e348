// A table that is printed in halves, or thirds, side by side under the same headings, to save paper: as the one that it is. Pure.
#pragma once

#include <optional>

#include "extractors/types/page.h"

namespace banthuek::tables {

// The table with the blocks of its columns one below the other, under the first row's headings; nothing where these are not the same in all blocks,
// or where a cell stands over two blocks. Rows that are blank in a block are left out.
std::optional<Table> unfolded(const Table& table);

}  // namespace banthuek::tables
