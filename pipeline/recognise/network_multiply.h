// The multiplications of the network, in whole numbers: the sums are exact, so that every processor gives the same, whatever it adds first.
//
// Values between layers are of 16 bits and stand for parts of kOne; weights are of 8 bits; sums are of 32 bits. A pair of products is
// added in one instruction since SSE2. Which of the forms below runs is chosen at the first call; safe from any thread.
#pragma once

#include <cstdint>
#include <type_traits>
#include <vector>

namespace banthuek::recognise {

constexpr int kOne = 1 << 14;  // with weights of at most 128 a sum over 1,000 inputs cannot overflow

// Widths of results are padded to kLanes, inputs to pairs, so that no loop has a rest.
constexpr int kLanes = 16;
constexpr int padded(int n) { return (n + kLanes - 1) / kLanes * kLanes; }
constexpr int in_pairs(int n) { return (n + 1) / 2 * 2; }

// Where the weight of an input for an output stands: panels of kLanes outputs, in each pair of inputs after pair. `inputs` is even.
constexpr long panel_index(int input, int output, int inputs) {
  return (static_cast<long>(output / kLanes) * inputs + input / 2 * 2) * kLanes + output % kLanes * 2 + input % 2;
}

// Rows of numbers, `stride` numbers from one to the next; 0 gives the same row again and again.
template <class Number>
struct Rows {
  Number* first;
  long stride;
  template <class Same>
  requires std::is_same_v<Same, const Number>
  operator Rows<Same>() const { return {first, stride}; }
};

// to[r][0..outputs) = from[r][0..outputs) + x[r][0..inputs) * w, for r in 0..rows; w in panels, `inputs` even, `outputs` a multiple of kLanes.
// `to` may be `from`.
void multiply_add(Rows<const std::int16_t> x, int rows, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from,
                  Rows<std::int32_t> to);

// One form of it: for processors of any kind, or of a kind that does it faster.
struct MultiplyForm {
  const char* name;
  decltype(&multiply_add) run;
};

// Those that this processor can do, the fastest last; the first is plain C++.
std::vector<MultiplyForm> multiply_forms();

}  // namespace banthuek::recognise
