// Names in the order of a Thai dictionary, as a collation of SQLite: ORDER BY name COLLATE thai.
#pragma once

#include <sqlite3.h>

namespace banthuek::database {

// Makes the collation known to a connection; it is made when a statement first asks for it. Where ICU has no Thai, the order is that of the bytes.
void provide_thai_order(sqlite3* db);

}  // namespace banthuek::database
