// Reads a number that a pen wrote in Thai digits.
//
// Several looks (both networks, the ink a little higher and lower) are held against each other: their probabilities say little by themselves, since
// the networks learned from drawn numbers and real pens differ; what all of them read the same is right far more often.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "pipeline/pen/digit_network.h"
#include "pipeline/picture/picture.h"

namespace banthuek::pen {

struct PenReading {
  std::string digits;     // Thai, UTF-8; what is no digit at the ends (a slash, a bracket) is left out
  int count = 0;          // of them
  double confidence = 0;  // that the number is right; never certain
  bool sure = false;      // all looks read the same, with the share that the reader was made with
};

// From which share of all looks a number that they agree on is sure (tools/bench handwriting), and what none reaches. Networks whose sure numbers
// were not shown to be right on real paper give candidates alone: of five that the first edition was sure of there, one was wrong.
constexpr double kSureShare = 0.75, kNoneSure = 2;

class DigitReader {
 public:
  // Throws Error as DigitNetworks does.
  DigitReader(const std::filesystem::path& file, double sure_share) : networks_(file), sure_share_(sure_share) {}

  // `ink` (kInk): a number's strokes alone. Nothing where no look reads one. Safe from any thread.
  std::optional<PenReading> read(const picture::Picture& ink) const;

 private:
  DigitNetworks networks_;
  double sure_share_;
};

}  // namespace banthuek::pen
