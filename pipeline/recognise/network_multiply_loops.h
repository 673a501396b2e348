// The loops of multiply_add over one kind of register, for the files that are each compiled for one generation of processors. Nothing of the standard
// library is used here: its inline functions would be compiled for that generation too, and the linker may keep any copy.
//
// A Registers type says kOutputs (sums in a register), kBlockRows, kBlockPanels, kRowPanels (how much is summed at a time, of several rows and of a
// single one), Sums, load(int32 *), store, and add(sums, weights, pair): adds the products of a pair of inputs with kOutputs pairs of weights.
#pragma once

#include "pipeline/recognise/network_multiply.h"

namespace banthuek::recognise {
namespace {

template <class Registers, int kRows, int kPanels>
[[gnu::always_inline]] inline void block(Rows<const std::int16_t> x, int inputs, const std::int8_t* w, Rows<const std::int32_t> from, Rows<std::int32_t> to) {
  constexpr int kWide = Registers::kOutputs, kPerPanel = kLanes / kWide, kCount = kPanels * kPerPanel;
  typename Registers::Sums sums[kRows][kCount];
  for (int row = 0; row < kRows; ++row)
    for (int i = 0; i < kCount; ++i) sums[row][i] = Registers::load(from.first + row * from.stride + i * kWide);
  for (int input = 0; input < inputs; input += 2)
    for (int i = 0; i < kCount; ++i) {
      const std::int8_t* weights = w + (static_cast<long>(i / kPerPanel) * inputs + input) * kLanes + i % kPerPanel * 2 * kWide;
      for (int row = 0; row < kRows; ++row) sums[row][i] = Registers::add(sums[row][i], weights, x.first + row * x.stride + input);
    }
  for (int row = 0; row < kRows; ++row)
    for (int i = 0; i < kCount; ++i) Registers::store(to.first + row * to.stride + i * kWide, sums[row][i]);
}

template <class Registers, int kRows, int kPanels>
inline void columns(Rows<const std::int16_t> x, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from, Rows<std::int32_t> to,
                    int& column) {
  for (; column + kPanels * kLanes <= outputs; column += kPanels * kLanes)
    block<Registers, kRows, kPanels>(x, inputs, w + static_cast<long>(column) * inputs, {from.first + column, from.stride}, {to.first + column, to.stride});
}

template <class Registers>
inline void multiply_rows(Rows<const std::int16_t> x, int rows, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from,
                          Rows<std::int32_t> to) {
  constexpr int kRows = Registers::kBlockRows;
  for (int row = 0; row < rows;) {
    int column = 0;
    const bool whole = row + kRows <= rows;
    if (whole) {
      columns<Registers, kRows, Registers::kBlockPanels>(x, inputs, w, outputs, from, to, column);
      columns<Registers, kRows, 1>(x, inputs, w, outputs, from, to, column);
    } else {
      columns<Registers, 1, Registers::kRowPanels>(x, inputs, w, outputs, from, to, column);
      columns<Registers, 1, 1>(x, inputs, w, outputs, from, to, column);
    }
    const int done = whole ? kRows : 1;
    row += done;
    x.first += done * x.stride, from.first += done * from.stride, to.first += done * to.stride;
  }
}

}  // namespace
}  // namespace banthuek::recognise
