// Long outputs that a test expects stand in files beside the tests; BANTHUEK_ACCEPT=1 (`tools/test --accept`) writes them anew, so that a diff is
// what is reviewed.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/source_dir.h"

namespace banthuek {

// Compares `got` with tests/`name`, line by line, and shows the first lines that differ.
inline void expect_as_in_file(const std::string& name, const std::string& got) {
  const std::filesystem::path path = test::source_dir() / "tests" / name;
  if (std::getenv("BANTHUEK_ACCEPT")) std::ofstream(path, std::ios::binary) << got;
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is not there; run tools/test --accept and look at the diff";
  std::istringstream have(got);
  int number = 0, shown = 0;
  for (std::string expected, line;; ++number) {
    const bool more = static_cast<bool>(std::getline(file, expected)), had = static_cast<bool>(std::getline(have, line));
    if (!more && !had) break;
    if (more == had && expected == line) continue;
    ADD_FAILURE() << name << ":" << number + 1 << "\n  expected " << (more ? expected : "(end)") << "\n  got      " << (had ? line : "(end)")
                  << "\nwhere that is right, run tools/test --accept and look at the diff";
    if (++shown == 5) break;
  }
}

}  // namespace banthuek
