// multiply_add over the registers of one generation of x86 processors. Compiled three times (pipeline/CMakeLists.txt): BANTHUEK_GENERATION 1 is any
// of them, 3 has AVX2 (Intel since 2013, AMD since 2015), 4 has AVX-512 with VNNI (Intel since 2019, AMD since 2022).
//
// Nothing of the standard library is used here: its inline functions would be compiled for that generation too, and the linker may keep any copy.
#if defined(__x86_64__)
#include <immintrin.h>

#include "pipeline/recognise/network_multiply.h"

#ifndef BANTHUEK_GENERATION
#define BANTHUEK_GENERATION 1
#endif

namespace banthuek::recognise {
namespace {

// kOutputs: sums in a register. kBlockRows, kBlockPanels, kRowPanels: how much is summed at a time, of several rows and of a single one. add: the
// products of a pair of inputs with kOutputs pairs of weights.
#if BANTHUEK_GENERATION == 4
struct Registers {
  using Sums = __m512i;
  static constexpr int kOutputs = 16, kBlockRows = 6, kBlockPanels = 4, kRowPanels = 8;
  static Sums load(const std::int32_t* at) { return _mm512_loadu_si512(at); }
  static void store(std::int32_t* at, Sums sums) { _mm512_storeu_si512(at, sums); }
  static Sums add(Sums sums, const std::int8_t* weights, const std::int16_t* pair) {
    std::int32_t both;
    __builtin_memcpy(&both, pair, sizeof both);
    return _mm512_dpwssd_epi32(sums, _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights))), _mm512_set1_epi32(both));
  }
};
#elif BANTHUEK_GENERATION == 3
struct Registers {
  using Sums = __m256i;
  static constexpr int kOutputs = 8, kBlockRows = 6, kBlockPanels = 1, kRowPanels = 4;
  static Sums load(const std::int32_t* at) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)); }
  static void store(std::int32_t* at, Sums sums) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(at), sums); }
  static Sums add(Sums sums, const std::int8_t* weights, const std::int16_t* pair) {
    std::int32_t both;
    __builtin_memcpy(&both, pair, sizeof both);
    return _mm256_add_epi32(
        sums, _mm256_madd_epi16(_mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(weights))), _mm256_set1_epi32(both)));
  }
};
#else
struct Registers {
  using Sums = __m128i;
  static constexpr int kOutputs = 4, kBlockRows = 3, kBlockPanels = 1, kRowPanels = 2;
  static Sums load(const std::int32_t* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }
  static void store(std::int32_t* at, Sums sums) { _mm_storeu_si128(reinterpret_cast<__m128i*>(at), sums); }
  static Sums add(Sums sums, const std::int8_t* weights, const std::int16_t* pair) {
    std::int32_t both;
    __builtin_memcpy(&both, pair, sizeof both);
    const __m128i packed = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(weights)), wide = _mm_srai_epi16(_mm_unpacklo_epi8(packed, packed), 8);
    return _mm_add_epi32(sums, _mm_madd_epi16(wide, _mm_set1_epi32(both)));
  }
};
#endif

template <int kRows, int kPanels>
[[gnu::always_inline]] inline void block(Rows<const std::int16_t> x, int inputs, const std::int8_t* w, Rows<const std::int32_t> from,
                                         Rows<std::int32_t> to) {
  constexpr int kWide = Registers::kOutputs, kPerPanel = kLanes / kWide, kCount = kPanels * kPerPanel;
  Registers::Sums sums[kRows][kCount];
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

template <int kRows, int kPanels>
inline void columns(Rows<const std::int16_t> x, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from, Rows<std::int32_t> to,
                    int& column) {
  for (; column + kPanels * kLanes <= outputs; column += kPanels * kLanes)
    block<kRows, kPanels>(x, inputs, w + static_cast<long>(column) * inputs, {from.first + column, from.stride}, {to.first + column, to.stride});
}

inline void multiply_rows(Rows<const std::int16_t> x, int rows, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from,
                          Rows<std::int32_t> to) {
  constexpr int kRows = Registers::kBlockRows;
  for (int row = 0; row < rows;) {
    int column = 0;
    const bool whole = row + kRows <= rows;
    if (whole) {
      columns<kRows, Registers::kBlockPanels>(x, inputs, w, outputs, from, to, column);
      columns<kRows, 1>(x, inputs, w, outputs, from, to, column);
    } else {
      columns<1, Registers::kRowPanels>(x, inputs, w, outputs, from, to, column);
      columns<1, 1>(x, inputs, w, outputs, from, to, column);
    }
    const int done = whole ? kRows : 1;
    row += done;
    x.first += done * x.stride, from.first += done * from.stride, to.first += done * to.stride;
  }
}

}  // namespace

#if BANTHUEK_GENERATION == 4
void multiply_add_v4(
#elif BANTHUEK_GENERATION == 3
void multiply_add_v3(
#else
void multiply_add_v1(
#endif
    Rows<const std::int16_t> x, int rows, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from, Rows<std::int32_t> to) {
  multiply_rows(x, rows, inputs, w, outputs, from, to);
}

}  // namespace banthuek::recognise
#endif
