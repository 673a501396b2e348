// Runs a network of network_file.h over a prepared line: the same sums as Tesseract's, without the work around them.
//
// Where Tesseract keeps strides and copies every time step, here a layer is one multiplication over the whole line, and only the recurrent part
// goes step by step. Weights are whole numbers of 8 bits, as in a packed model (float ones are rounded to such), values between layers of 16: finer
// than the 8 bits of the packed model's training. Measured against stock `tha` in `tools/bench lines`.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "pipeline/recognise/network_file.h"

namespace banthuek::recognise {

// Probabilities of every output at every step; a step stands for `pixels_per_step` columns of the picture.
struct Outputs {
  int steps = 0, count = 0, stride = 0;
  double pixels_per_step = 1;
  std::vector<float> values;  // steps x stride
  const float* step(int t) const { return &values[static_cast<std::size_t>(t) * stride]; }
};

// Holds its weights as they are used; not shared between threads (it keeps its buffers).
class Network {
 public:
  // Throws Error(kUnsupported) where the layers do not make a line reader. `name` is for messages.
  Network(const NetworkFile& file, const std::string& name);
  ~Network();
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;

  // grey: height() rows of `width` pixels, 255 paper. Fewer columns than one step takes give no steps.
  Outputs run(const std::vector<std::uint8_t>& grey, int width);

  int height() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace banthuek::recognise
