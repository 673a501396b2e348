// From the network's probabilities over time to characters (connectionist temporal classification, Graves et al. 2006).
//
// Prefix search with a narrow beam, without a language model: archives hold names and numbers that no word list knows.
#pragma once

#include <vector>

#include "pipeline/recognise/network.h"

namespace banthuek {

// One character of the likeliest text.
struct Spike {
  int output = 0;      // its number
  int step = 0;        // where it is likeliest
  double peak = 0;     // its probability at that step
};

// The likeliest text; `null` is the output that stands for nothing.
std::vector<Spike> decode(const Outputs& outputs, int null);

}  // namespace banthuek
