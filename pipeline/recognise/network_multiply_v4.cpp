// multiply_add for processors with AVX-512 and VNNI (Intel since 2019, AMD since 2022); this file alone is compiled for them.
#if defined(__x86_64__)
#include <immintrin.h>

#include "pipeline/recognise/network_multiply_loops.h"

namespace banthuek::recognise {
namespace {

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

}  // namespace

void multiply_add_v4(Rows<const std::int16_t> x, int rows, int inputs, const std::int8_t* w, int outputs, Rows<const std::int32_t> from,
                     Rows<std::int32_t> to) {
  multiply_rows<Registers>(x, rows, inputs, w, outputs, from, to);
}

}  // namespace banthuek::recognise
#endif
