// The networks that read a pen's digits, in whole numbers: every processor gives the same bits.
//
// Layers of products and sums over a picture (tools/training/pen_network.py says how the file lies and computes the same): weights of 8 bits, values
// of 10 bits between layers, sums of 32 bits. Two networks of one shape, trained from other beginnings: what both read is believed.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace banthuek::pen {

constexpr int kPenHeight = 48;                            // rows of a picture that they read
constexpr int kNoDigit = 10, kBlank = 11, kClasses = 12;  // classes: 0 to 9 are the digits; ink that is none; nothing new
constexpr int kFrameColumns = 4;                          // of the picture, for one frame of the answer
constexpr int kLogitUnit = 256;                           // logits are given in parts of a nat
using Frame = std::array<std::int32_t, kClasses>;         // logits

// kPenHeight rows of `width` bytes, 0 paper, 255 ink.
struct PenPicture {
  int width = 0;
  std::vector<std::uint8_t> ink;
};

class DigitNetworks {
 public:
  // Throws Error(kDisk) where the file cannot be read and Error(kDamaged) where it is no such file.
  explicit DigitNetworks(const std::filesystem::path& file);

  int count() const { return static_cast<int>(networks_.size()); }

  // One frame each kFrameColumns columns; none for a picture narrower than a frame. Safe from any thread.
  std::vector<Frame> run(int network, const PenPicture& picture) const;

 private:
  struct Layer {
    std::vector<std::int16_t> weights;  // output after output: rows x columns x inputs
    std::vector<std::int32_t> biases, multipliers;
  };
  std::vector<std::vector<Layer>> networks_;
};

}  // namespace banthuek::pen
