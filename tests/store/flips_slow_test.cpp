// Bits of the file that turn over, as on a disk that ages: each flip that changes what is stored is found.
#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "tests/store/falsified.h"

namespace banthuek::store {
namespace flips_slow_test {

constexpr int kWanted = 200;

// Everything in every table; what cannot be read is content that changed.
std::string dump(const std::string& path) {
  std::string out;
  try {
    database::Database db(path, database::Access::kRead);
    std::vector<std::string> tables;
    {
      database::Statement row = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1");
      while (row.step()) tables.push_back(row.text(0));
    }
    for (const std::string& table : tables)
      // What is derived need not be as before in the last digits of a confidence.
      for (database::Statement row =
               db.prepare(table == "passages" ? "SELECT id, kind, file, document, number, page, round(confidence, 8) FROM passages ORDER BY 1"
                                              : "SELECT * FROM " + table + " ORDER BY 1, 2");
           row.step();)
        out += table + row_text(row) + "\n";
    database::Statement schema = db.prepare("SELECT * FROM sqlite_schema ORDER BY type, name");
    while (schema.step()) out += schema.text(0) + schema.text(1) + schema.text(4) + "\n";
  } catch (const std::exception& e) {
    out += e.what();
  }
  return out;
}

TEST(Flips, EachThatChangesWhatIsStoredIsFound) {
  const FalsifiedArchive archive;
  const std::string path = archive.copy(), honest = dump(path);
  const auto size = std::filesystem::file_size(path);
  std::mt19937 random(20261128);
  int changed = 0, found = 0, tried = 0;
  while (changed < kWanted) {
    ++tried;
    const std::string db = archive.copy();
    const auto at = std::uniform_int_distribution<std::uint64_t>(0, size - 1)(random);
    const int bit = std::uniform_int_distribution<int>(0, 7)(random);
    {
      std::fstream file(db, std::ios::in | std::ios::out | std::ios::binary);
      file.seekg(static_cast<std::streamoff>(at));
      const char byte = static_cast<char>(file.get() ^ (1 << bit));
      file.seekp(static_cast<std::streamoff>(at));
      file.put(byte);
    }
    const std::string now = dump(db);
    if (now == honest) continue;
    ++changed;
    const bool told = !archive.found(db).alone.empty();
    found += told;
    if (told) continue;
    std::size_t first = 0;
    while (first < now.size() && first < honest.size() && now[first] == honest[first]) ++first;
    const std::size_t line = honest.rfind('\n', first) + 1;
    ADD_FAILURE() << "byte " << at << ", bit " << bit << ": " << honest.substr(line, 300) << "\nis now " << now.substr(line, 300);
  }
  std::printf("%d flips of %d changed what is stored, %d of them were found\n", changed, tried, found);
  EXPECT_EQ(found, changed);
}

}  // namespace flips_slow_test
}  // namespace banthuek::store
