// What a page may draw before the rest of it is left out: a page of print has some thousands of glyphs and rules.
#pragma once

#include <cstddef>

namespace banthuek::source {

inline constexpr std::size_t kMaxGlyphs = 150'000;
inline constexpr std::size_t kMaxRules = 60'000;
inline constexpr std::size_t kMaxOutlines = 60'000;
inline constexpr std::size_t kMaxImages = 5'000;
inline constexpr long kMaxStates = 10'000;                             // kept open at once: 28 by the standard; some programs never close theirs
inline constexpr double kMaxRulePoints = 4.5;                          // thickness of the heaviest rule
inline constexpr double kMinRulePoints = 3;                            // length of the shortest piece of one
inline constexpr double kMaxDotPoints = 3.5;                           // side of the largest dot of a dotted rule
inline constexpr double kMaxOutlinePoints = 40;                        // side of the largest drawn mark
inline constexpr double kMinLetterPoints = 4, kMaxLetterPoints = 150;  // height of a letter drawn as curves
inline constexpr double kPaleGrey = 0.95;                              // lighter paint than this is paper

}  // namespace banthuek::source
