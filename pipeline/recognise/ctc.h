// From the network's probabilities over time to characters (connectionist temporal classification, Graves et al. 2006).
//
// Prefix search with a narrow beam. A letter model may be weighed in, lightly, and only among Thai letters: archives hold names and numbers that
// no word list knows. What it changes keeps the network's own probability, and so is low in confidence. The letters of an abbreviation (at most
// four before a point that is read clearly: ศซ., กกฌ.) it never holds to be unlikely: they are no word.
#pragma once

#include <vector>

#include "pipeline/recognise/character_model.h"
#include "pipeline/recognise/network.h"

namespace banthuek::recognise {

// One character of the likeliest text.
struct Spike {
  int output = 0;   // its number
  int step = 0;     // where it is likeliest
  double peak = 0;  // its probability at that step
};

// What is known of the letters before anything is seen.
struct Prior {
  const CharacterModel& letters;
  std::vector<int> symbols;  // of each output, as CharacterModel counts them; kNoSymbol for white space
  int point = -1;            // the output that is a point
  static constexpr int kNoSymbol = -1;
};

// The likeliest text; `null` is the output that stands for nothing, `prior` may be missing.
std::vector<Spike> decode(const Outputs& outputs, int null, const Prior* prior = nullptr);

}  // namespace banthuek::recognise
