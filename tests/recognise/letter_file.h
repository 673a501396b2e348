// A letter model small enough to be counted by hand: three letters ก (1), ข (2) and ค (3), n-grams of up to three.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace banthuek {

struct LetterEntry {
  int symbol, cost, rest;
  int continuations;  // -1: none are written
};

inline std::string letter_bytes(const std::vector<std::vector<LetterEntry>>& levels, int longest = -1) {
  std::string out = "LETTERS1";
  out += static_cast<char>(longest < 0 ? static_cast<int>(levels.size()) : longest);
  out += static_cast<char>(74);
  for (const auto& level : levels) {
    const auto size = static_cast<unsigned>(level.size());
    for (int i = 0; i < 4; ++i) out += static_cast<char>(size >> (8 * i));
  }
  for (const auto& level : levels)
    for (const LetterEntry& e : level) {
      out += static_cast<char>(e.symbol);
      out += static_cast<char>(e.cost);
      out += static_cast<char>(e.rest);
      for (int i = 0; e.continuations >= 0 && i < 3; ++i) out += static_cast<char>(e.continuations >> (8 * i));
    }
  return out;
}

// ก ข ค alone; กข, กค, ขก; กขก, ขกค.
inline std::vector<std::vector<LetterEntry>> small_letters() {
  return {{{1, 16, 120, 0}, {2, 32, 112, 2}, {3, 48, 128, 3}}, {{2, 8, 124, 0}, {3, 24, 128, 1}, {1, 4, 104, 1}}, {{1, 2, 128, -1}, {3, 6, 128, -1}}};
}

inline std::filesystem::path write_letter_file(const std::string& name, const std::string& bytes) {
  const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / (std::to_string(getpid()) + name);
  std::ofstream(file, std::ios::binary) << bytes;
  return file;
}

inline std::filesystem::path small_letter_file(const std::string& name) { return write_letter_file(name, letter_bytes(small_letters())); }

}  // namespace banthuek
