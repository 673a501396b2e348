// How likely the text of a font is Thai, letter by letter: what a wrong table of codes makes of words no Thai word has, wherever it stands. Pure.
#pragma once

#include <map>
#include <string_view>

#include "pipeline/recognise/character_model.h"

namespace banthuek::read {

class TextLikelihood {
 public:
  // A letter that is looked at, and what became of it.
  struct Letter {
    int count = 0;
    double sum = 0;  // of the natural logarithms of its probability and of that of the letter behind it

    double mean() const { return count > 0 ? sum / count : 0; }
  };

  // `letters` must outlive it.
  explicit TextLikelihood(const recognise::CharacterModel& letters) : letters_(letters) {}

  // A line of text without spaces; `mine` says of each letter whether it counts.
  void add(std::u32string_view line, std::string_view mine);

  int count() const { return all_.count; }
  double mean() const { return all_.mean(); }
  const std::map<char32_t, Letter>& letters() const { return by_letter_; }

 private:
  const recognise::CharacterModel& letters_;
  Letter all_;
  std::map<char32_t, Letter> by_letter_;
};

}  // namespace banthuek::read
