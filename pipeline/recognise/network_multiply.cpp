#include "pipeline/recognise/network_multiply.h"

namespace banthuek::recognise {

#if defined(__x86_64__)  // network_multiply_loops.cpp
void multiply_add_v1(Rows<const std::int16_t>, int, int, const std::int8_t*, int, Rows<const std::int32_t>, Rows<std::int32_t>);
void multiply_add_v3(Rows<const std::int16_t>, int, int, const std::int8_t*, int, Rows<const std::int32_t>, Rows<std::int32_t>);
void multiply_add_v4(Rows<const std::int16_t>, int, int, const std::int8_t*, int, Rows<const std::int32_t>, Rows<std::int32_t>);
#endif

namespace {

void multiply_add_plain(Rows<const std::int16_t> x, int rows, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from,
                        Rows<std::int32_t> to) {
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < outputs; column += kLanes) {
      std::int32_t sums[kLanes];
      for (int lane = 0; lane < kLanes; ++lane) sums[lane] = from.first[row * from.stride + column + lane];
      const std::int8_t* weights = w + static_cast<long>(column) * inputs;
      for (const std::int16_t* pair = x.first + row * x.stride; pair < x.first + row * x.stride + inputs; pair += 2, weights += 2 * kLanes)
        for (int lane = 0; lane < kLanes; ++lane) sums[lane] += pair[0] * weights[2 * lane] + pair[1] * weights[2 * lane + 1];
      for (int lane = 0; lane < kLanes; ++lane) to.first[row * to.stride + column + lane] = sums[lane];
    }
}

}  // namespace

std::vector<MultiplyForm> multiply_forms() {
  std::vector<MultiplyForm> forms{{"plain", multiply_add_plain}};
#if defined(__x86_64__)
  forms.push_back({"SSE2", multiply_add_v1});
#ifndef BANTHUEK_GENERIC  // the program that tests/tools/processor_test.sh compares with
  if (__builtin_cpu_supports("avx2")) forms.push_back({"AVX2", multiply_add_v3});
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"))
    forms.push_back({"AVX-512", multiply_add_v4});
#endif
#endif
  return forms;
}

void multiply_add(Rows<const std::int16_t> x, int rows, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from,
                  Rows<std::int32_t> to) {
  static const auto fastest = multiply_forms().back().run;
  fastest(x, rows, inputs, w, outputs, from, to);
}

}  // namespace banthuek::recognise
