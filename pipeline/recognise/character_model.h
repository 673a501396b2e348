// How likely a Thai letter is behind the letters before it, wherever Thai is written: what tells ดำเนินการ from คำเนินการ where the
// picture does not. Counted by tools/training/letters.py; weighed lightly by ctc.h.
//
// Everything that is no Thai letter or mark is one symbol (kOther), so that no digit, sign or Latin letter is preferred over another: numbers are
// read from the picture alone. White space is left out of the context, as Thai words stand without it.
//
// The file: "LETTERS1", u8 longest n-gram, u8 symbols, u32 entries of each length, then the entries of each length in order of their symbols:
// u8 last symbol, u8 -log(probability) * 16, u8 128 + log(weight of the shorter context) * 16, and, but for the longest, u24 the first
// entry of the next length that begins with this one (little endian). An entry's continuations end where the next entry's begin.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace banthuek::recognise {

class CharacterModel {
 public:
  static constexpr int kOther = 0;
  static constexpr int kLongest = 8;
  // The symbols before, the last one first.
  using Context = std::array<std::uint8_t, kLongest - 1>;

  // Throws Error(kDisk) where the file cannot be read and Error(kDamaged) where it is not such a file.
  explicit CharacterModel(const std::filesystem::path& file);

  // The symbol of a character as the network names it; kOther for all that is no Thai letter or mark.
  static int symbol_of(const std::string& character);
  static int symbol_of(char32_t letter);
  static char32_t letter_of(int symbol);  // 0 of kOther

  // Natural logarithm of the probability of `next` behind `before`.
  double log_probability(const Context& before, int next) const;

  static Context extended(const Context& before, int symbol);

 private:
  struct Entry {
    std::uint32_t continuations = 0;
    std::uint8_t symbol = 0, cost = 0, rest = 128;
  };
  const Entry* find(const Context& before, int length, int next) const;

  int longest_ = 0;
  std::vector<std::vector<Entry>> entries_;  // by length - 1; one empty entry behind the last
};

}  // namespace banthuek::recognise
