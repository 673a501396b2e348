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
using Sums = std::int32_t __attribute__((vector_size(kLanes * sizeof(std::int32_t))));
using Parts = std::int16_t __attribute__((vector_size(kLanes * sizeof(std::int16_t))));

// tanh in +-7 as a quotient of two polynomials in the square, of least greatest error (1.1e-6; parts of kOne are 6e-5).
template <class Value>  // float or Lanes
[[gnu::always_inline]] inline Value curve(Value x) {
  const Value most = Value{} + 7.0f;
  x = x > most ? most : x;
  x = x < -most ? -most : x;
  const Value s = x * x;
  Value p = s * 3.930003459e-06f + 2.276987070e-03f;
  p = p * s + 1.230218038e-01f;
  p = p * s + 9.999957085e-01f;
  Value q = s * 1.423506328e-04f + 2.107216977e-02f;
  q = q * s + 4.563402832e-01f;
  q = q * s + 1.0f;
  return x * p / q;
}

template <class Value>
[[gnu::always_inline]] inline Value gate(Value x) {
  return 0.5f * curve(0.5f * x) + 0.5f;
}

template <class Value, class Number>
[[gnu::always_inline]] inline Value get(const Number* from) {
  Value value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

// Sums by their scales, as many as a Value holds.
template <class Value>
[[gnu::always_inline]] inline Value scaled(const std::int32_t* sums, const float* scales) {
  if constexpr (sizeof(Value) == sizeof(float))
    return static_cast<float>(*sums) * *scales;
  else
    return __builtin_convertvector(get<Sums>(sums), Value) * get<Value>(scales);
}

// Values in +-1 as the nearest parts of kOne.
template <class Value>
[[gnu::always_inline]] inline void put_parts(std::int16_t* to, Value values) {
  constexpr float kToWhole = 12582912;  // 1.5 x 2^23: floats of this size have no fraction
  const Value whole = (values * static_cast<float>(kOne) + kToWhole) - kToWhole;
  if constexpr (sizeof(Value) == sizeof(float)) {
    *to = static_cast<std::int16_t>(whole);
  } else {
    const Parts parts = __builtin_convertvector(__builtin_convertvector(whole, Sums), Parts);
    std::memcpy(to, &parts, sizeof parts);
  }
}

// As many units as a Value holds: g and scales point at the first one's cell input, the gates lie `size` apart.
template <class Value>
[[gnu::always_inline]] inline void units(const std::int32_t* g, const float* scales, int size, float* state, std::int16_t* out) {
  const Value most = Value{} + 100.0f;
  const auto at = [&](int which) __attribute__((always_inline)) { return scaled<Value>(g + which * size, scales + which * size); };
  Value now = get<Value>(state) * gate(at(2)) + curve(at(0)) * gate(at(1));
  now = now > most ? most : now;
  now = now < -most ? -most : now;
  std::memcpy(state, &now, sizeof now);
  put_parts(out, curve(now) * gate(at(3)));
}

}  // namespace

BANTHUEK_FOR_EACH_PROCESSOR
void lstm_step(Rows<const std::int32_t> sums, const float* scales, int rows, int size, float* state, Rows<std::int16_t> out) {
  for (int row = 0; row < rows; ++row, state += size) {
    const std::int32_t* g = sums.first + row * sums.stride;
    std::int16_t* o = out.first + row * out.stride;
    int unit = 0;
    for (; unit + kLanes <= size; unit += kLanes) units<Lanes>(g + unit, scales + unit, size, state + unit, o + unit);
    for (; unit < size; ++unit) units<float>(g + unit, scales + unit, size, state + unit, o + unit);
  }
}

BANTHUEK_FOR_EACH_PROCESSOR
void tanh_all(Rows<const std::int32_t> sums, const float* scales, int rows, int count, Rows<std::int16_t> out) {
  for (int row = 0; row < rows; ++row) {
    const std::int32_t* from = sums.first + row * sums.stride;
    std::int16_t* to = out.first + row * out.stride;
    int at = 0;
    for (; at + kLanes <= count; at += kLanes) put_parts(to + at, curve(scaled<Lanes>(from + at, scales + at)));
    for (; at < count; ++at) put_parts(to + at, curve(scaled<float>(from + at, scales + at)));
  }
}

BANTHUEK_FOR_EACH_PROCESSOR
void pool(Rows<const std::int32_t> sums, int height, int across, int down, int outputs, Rows<std::int32_t> to) {
  for (int row = 0; row < height / down; ++row)
    for (int at = 0; at < outputs; at += kLanes) {
      Sums most = get<Sums>(sums.first + row * down * sums.stride + at);
      for (int dx = 0; dx < across; ++dx)
        for (int dy = 0; dy < down; ++dy) {
          const Sums other = get<Sums>(sums.first + (dx * height + row * down + dy) * sums.stride + at);
          most = other > most ? other : most;
        }
      std::memcpy(to.first + row * to.stride + at, &most, sizeof most);
    }
}

void softmax_all(Rows<const std::int32_t> sums, const float* scales, int rows, int count, Rows<float> out) {
  for (int row = 0; row < rows; ++row) {
    const std::int32_t* from = sums.first + row * sums.stride;
    float* at = out.first + row * out.stride;
    for (int i = 0; i < count; ++i) at[i] = scaled<float>(from + i, scales + i);
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
