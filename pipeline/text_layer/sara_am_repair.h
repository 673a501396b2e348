// ำ that a text layer maps to า, without any other trace: found by words in which only ำ is right, mended by the code
// of the glyph.
//
// สานักงาน, ดาเนินการ, อาเภอ, ตาบล, กาหนด and the like are no words. Where the glyphs that stand in them have a code of
// their own, one that never stands where only า is right (การ, ภาค, มาตรา, ราชการ), all glyphs of that code are ำ.
// Where one code serves for both, nothing tells which is which: the page is to be recognised. Pure.
#pragma once

#include <vector>

#include "pipeline/text_layer/cluster.h"

namespace banthuek::text_layer {

inline constexpr char32_t kSaraAa = 0x0E32, kSaraAm = 0x0E33;  // า, ำ

struct LostAm {
  int mended = 0;  // clusters turned into ำ
  int left = 0;    // words that lack their ำ and could not be mended
};

LostAm mend_lost_am(std::vector<Cluster>& clusters);

}  // namespace banthuek::text_layer
