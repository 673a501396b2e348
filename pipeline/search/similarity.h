// How much two texts have in common: the share of pieces of five clusters that both hold (Jaccard), and a sketch that
// estimates it without the texts.
//
// The sketch is one-permutation MinHash with 63 bins (Li, Owen, Zhang, NIPS 2012), empty bins filled from the next full one:
// two sketches agree in about that share of their bins. Texts are compared without regard to spaces, digits' script and marks'
// order, as the search sees them. Pure; safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/index/search_text.h"

namespace banthuek::search {

inline constexpr int kBins = 63;
using Sketch = std::array<std::uint32_t, kBins>;
using Pieces = std::vector<std::uint64_t>;  // hashes of the pieces, ascending, each once

Pieces pieces_of(const std::vector<index::Cluster>& clusters);
Sketch sketch_of(const std::vector<index::Cluster>& clusters);

double share_in_common(const Pieces& a, const Pieces& b);  // 0 to 1
double estimated_share(const Sketch& a, const Sketch& b);

}  // namespace banthuek::search
