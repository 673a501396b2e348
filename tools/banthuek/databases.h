// Several databases as one: the parts of a cluster's import, a year each.
//
// They are answered from one database that is made of them and kept ($BANTHUEK_CACHE, else $XDG_CACHE_HOME/banthuek, else ~/.cache/banthuek) under
// the ends of their histories, which name all that they hold: the first question costs what a merge costs, the others nothing, and every answer is
// byte for byte that of the merged database, whatever is asked. The two that were used last are kept.
//
// Tried on paper and dropped: ATTACH with views that number rows anew (no index is used through `id + offset`), and a search of each with the hits
// put in order afterwards (estimates, fuzzy hits and questions of SQL differ from those of one database).
#pragma once

#include <string>
#include <vector>

#include "tools/banthuek/command.h"

namespace banthuek {

// Adds `--db FILE`, which may be given again (default banthuek.db).
void add_databases_option(Command command, std::vector<std::string>& files);

// The one database given, or the path of the one made of all of them; it is for reading.
std::string one_database(const std::vector<std::string>& files);

// The same for the desk, which writes to it what it writes to the parts: a file of these parts alone, joined anew when they were changed without it.
std::string desk_database(const std::vector<std::string>& files);

}  // namespace banthuek
