// What the network does between its multiplications (network_multiply.h): curves, LSTM steps, likelihoods. Compiled for several processors; which one
// runs is found at start, and all give the same bits.
//
// Sums come as whole numbers with a scale for each output; values go out as parts of kOne.
#pragma once

#include <cstdint>

#include "pipeline/recognise/network_multiply.h"

namespace banthuek::recognise {

// One step of LSTMs side by side: a row of sums holds 4 x size (cell input, input, forget, output), before their curves; state is rows x size.
void lstm_step(Rows<const std::int32_t> sums, const float* scales, int rows, int size, float* state, Rows<std::int16_t> out);

void tanh_all(Rows<const std::int32_t> sums, const float* scales, int rows, int count, Rows<std::int16_t> out);

// The greatest of each `down` rows of `across` columns of places: columns of `height` rows lie one after the other, `outputs` (a multiple of kLanes)
// in a row. to: height / down rows.
void pool(Rows<const std::int32_t> sums, int height, int across, int down, int outputs, Rows<std::int32_t> to);

// Row by row: exponents over their sum.
void softmax_all(Rows<const std::int32_t> sums, const float* scales, int rows, int count, Rows<float> out);

}  // namespace banthuek::recognise
