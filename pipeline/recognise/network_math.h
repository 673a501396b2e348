// The inner loops of the network, compiled for several processors; which one runs is found at start. Rows of floats throughout.
//
// Widths of weights and results are padded to kLanes, so that no loop has a rest.
#pragma once

#include <vector>

namespace banthuek::recognise {

constexpr int kLanes = 16;
constexpr int padded(int n) { return (n + kLanes - 1) / kLanes * kLanes; }

// Where the weight of an input for an output stands: panels of kLanes outputs, in each input after input.
constexpr long panel_index(int input, int output, int inputs) {
  return (static_cast<long>(output / kLanes) * inputs + input) * kLanes + output % kLanes;
}

// y[r][0..outputs) += x[r][0..inputs) * w, w in panels; outputs a multiple of kLanes. Strides in floats.
void multiply_add(const float* x, int rows, int inputs, int x_stride, const float* w, int outputs, float* y, int y_stride);

// One step of LSTMs side by side: gates holds per row 4 x size (cell input, input, forget, output), before their curves; state and out
// are rows x size, out with its own stride.
void lstm_step(const float* gates, int rows, int size, float* state, float* out, int out_stride);

void tanh_all(float* values, int count);

// Row by row: exponents over their sum; `count` of `stride` values take part.
void softmax_all(float* values, int rows, int count, int stride);

}  // namespace banthuek::recognise
