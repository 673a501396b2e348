// A synthetic country: offices, years and measures with words in their real frequencies, for benchmarks and tests.
//
// All names are invented. Words come from the Debian package hunspell-th where it is there, ranked by Zipf's law behind
// some hundred words of such reports; else from syllables. The same seed gives the same country.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "pipeline/store/store.h"

namespace banthuek {

class Country {
 public:
  explicit Country(std::uint32_t seed = 1);

  struct Office {
    std::string name, type, district, province;
  };
  Office office(int number) const;  // any number from 0

  // A text of so many words; about 4.4 characters each.
  std::string text(int words);
  std::string word();
  const std::vector<std::string>& vocabulary() const { return words_; }

  // About one word in eight replaced: the same measure in other words.
  std::string reworded(const std::string& text);

  // A report of an office and a year (Buddhist era) with so many measures of about 376 characters.
  Document report(int office, int year, int measures);

  // The file that holds just this report.
  static store::StoredFile file(int office, int year, Document document);

 private:
  std::vector<std::string> words_;
  std::vector<double> cumulative_;
  std::mt19937 random_;
};

// A field as an extraction would give it.
Field made_field(std::string value);

}  // namespace banthuek
