// From the frames of a network to the likeliest rows of labels, with what each is worth: the sum over all its paths (connectionist temporal
// classification, Graves et al. 2006). The least sure digit of a path would miss digits that were dropped; the whole path does not.
#pragma once

#include <string>
#include <vector>

#include "pipeline/pen/digit_network.h"

namespace banthuek::pen {

struct LabelPath {
  std::string labels;      // '0' to '9'; kNoDigitSign where ink is no digit
  double probability = 0;  // of all of them, as the network has it
};

inline constexpr char kNoDigitSign = 'X';

// At most `most`, the likeliest first. Prefix search with a narrow beam; the same bits on every processor.
std::vector<LabelPath> likeliest_paths(const std::vector<Frame>& frames, std::size_t most);

}  // namespace banthuek::pen
