// multiply_add for processors with AVX2 (Intel since 2013, AMD since 2015); this file alone is compiled for them.
#if defined(__x86_64__)
#include <immintrin.h>

#include "pipeline/recognise/network_multiply_loops.h"

namespace banthuek::recognise {
namespace {

struct Registers {
  using Sums = __m256i;
  static constexpr int kOutputs = 8, kBlockRows = 6, kBlockPanels = 1, kRowPanels = 4;
  static Sums load(const std::int32_t* at) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)); }
  static void store(std::int32_t* at, Sums sums) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(at), sums); }
  static Sums add(Sums sums, const std::int8_t* weights, const std::int16_t* pair) {
    std::int32_t both;
    __builtin_memcpy(&both, pair, sizeof both);
    return _mm256_add_epi32(sums, _mm256_madd_epi16(_mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(weights))), _mm256_set1_epi32(both)));
  }
};

}  // namespace

void multiply_add_v3(Rows<const std::int16_t> x, int rows, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from,
                     Rows<std::int32_t> to) {
  multiply_rows<Registers>(x, rows, inputs, w, outputs, from, to);
}

}  // namespace banthuek::recognise
#endif
