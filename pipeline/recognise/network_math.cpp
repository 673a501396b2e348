#include "pipeline/recognise/network_math.h"

#include <algorithm>
#include <cmath>
#include <cstring>

// One copy per processor generation, the best chosen when the program starts. Sanitizers run before that choice can be made; the program
// that tests/tools/processor_test.sh compares with is told to do without (BANTHUEK_GENERIC).
#if !defined(BANTHUEK_GENERIC) && defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
#define BANTHUEK_FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define BANTHUEK_FOR_EACH_PROCESSOR
#endif

namespace banthuek::recognise {
namespace {

using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));

// The rational approximation of tanh that Eigen uses (13th over 6th degree, good to 1e-7), in +-7.9.
template <class Value>  // float or Lanes
[[gnu::always_inline]] inline Value curve(Value x) {
  const Value most = Value{} + 7.9f;
  x = x > most ? most : x;
  x = x < -most ? -most : x;
  const Value s = x * x;
  Value p = Value{} - 2.76076847742355e-16f;
  p = p * s + 2.00018790482477e-13f;
  p = p * s + -8.60467152213735e-11f;
  p = p * s + 5.12229709037114e-08f;
  p = p * s + 1.48572235717979e-05f;
  p = p * s + 6.37261928875436e-04f;
  p = p * s + 4.89352455891786e-03f;
  Value q = Value{} + 1.19825839466702e-06f;
  q = q * s + 1.18534705686654e-04f;
  q = q * s + 2.26843463243900e-03f;
  q = q * s + 4.89352518554385e-03f;
  return x * p / q;
}

template <class Value>
[[gnu::always_inline]] inline Value gate(Value x) {
  return 0.5f * curve(0.5f * x) + 0.5f;
}

template <class Value>
[[gnu::always_inline]] inline Value get(const float* from) {
  Value value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

// As many units as a Value holds: g points at the first one's cell input, the gates lie `size` apart.
template <class Value>
[[gnu::always_inline]] inline void units(const float* g, int size, float* state, float* out) {
  const Value most = Value{} + 100.0f;
  Value now = get<Value>(state) * gate(get<Value>(g + 2 * size)) + curve(get<Value>(g)) * gate(get<Value>(g + size));
  now = now > most ? most : now;
  now = now < -most ? -most : now;
  std::memcpy(state, &now, sizeof now);
  now = curve(now) * gate(get<Value>(g + 3 * size));
  std::memcpy(out, &now, sizeof now);
}

template <int kRows>
[[gnu::always_inline]] inline void block(const float* x, int inputs, int x_stride, const float* w, int outputs, float* y, int y_stride) {
  for (int column = 0; column < outputs; column += kLanes) {
    Lanes sums[kRows];
    for (int row = 0; row < kRows; ++row) sums[row] = get<Lanes>(y + row * y_stride + column);
    for (int input = 0; input < inputs; ++input, w += kLanes) {
      const Lanes lanes = get<Lanes>(w);
      for (int row = 0; row < kRows; ++row) sums[row] += lanes * x[row * x_stride + input];
    }
    for (int row = 0; row < kRows; ++row) std::memcpy(y + row * y_stride + column, &sums[row], sizeof(Lanes));
  }
}

// A single row: several panels at a time keep the sums independent of one another.
template <int kPanels>
[[gnu::always_inline]] inline void single(const float* x, int inputs, const float* w, float* y) {
  Lanes sums[kPanels];
  std::memcpy(sums, y, sizeof sums);
  for (int input = 0; input < inputs; ++input)
    for (int panel = 0; panel < kPanels; ++panel) sums[panel] += get<Lanes>(w + (static_cast<long>(panel) * inputs + input) * kLanes) * x[input];
  std::memcpy(y, sums, sizeof sums);
}

}  // namespace

BANTHUEK_FOR_EACH_PROCESSOR
void multiply_add(const float* x, int rows, int inputs, int x_stride, const float* w, int outputs, float* y, int y_stride) {
  int row = 0;
  for (; row + 6 <= rows; row += 6)
    block<6>(x + static_cast<long>(row) * x_stride, inputs, x_stride, w, outputs, y + static_cast<long>(row) * y_stride, y_stride);
  for (; row < rows; ++row) {
    const float* from = x + static_cast<long>(row) * x_stride;
    float* to = y + static_cast<long>(row) * y_stride;
    int column = 0;
    for (; column + 8 * kLanes <= outputs; column += 8 * kLanes) single<8>(from, inputs, w + static_cast<long>(column) * inputs, to + column);
    for (; column < outputs; column += kLanes) single<1>(from, inputs, w + static_cast<long>(column) * inputs, to + column);
  }
}

BANTHUEK_FOR_EACH_PROCESSOR
void lstm_step(const float* gates, int rows, int size, float* state, float* out, int out_stride) {
  for (int row = 0; row < rows; ++row) {
    const float* g = gates + static_cast<long>(row) * 4 * size;
    float* s = state + static_cast<long>(row) * size;
    float* o = out + static_cast<long>(row) * out_stride;
    int unit = 0;
    for (; unit + kLanes <= size; unit += kLanes) units<Lanes>(g + unit, size, s + unit, o + unit);
    for (; unit < size; ++unit) units<float>(g + unit, size, s + unit, o + unit);
  }
}

BANTHUEK_FOR_EACH_PROCESSOR
void tanh_all(float* values, int count) {
  int at = 0;
  for (; at + kLanes <= count; at += kLanes) {
    const Lanes lanes = curve(get<Lanes>(values + at));
    std::memcpy(values + at, &lanes, sizeof lanes);
  }
  for (; at < count; ++at) values[at] = curve(values[at]);
}

void softmax_all(float* values, int rows, int count, int stride) {
  for (int row = 0; row < rows; ++row) {
    float* at = values + static_cast<long>(row) * stride;
    const float most = *std::max_element(at, at + count);
    float sum = 0;
    for (int i = 0; i < count; ++i) {
      at[i] = at[i] - most < -20 ? 0.0f : std::exp(at[i] - most);
      sum += at[i];
    }
    for (int i = 0; i < count; ++i) at[i] /= sum;
  }
}

}  // namespace banthuek::recognise
