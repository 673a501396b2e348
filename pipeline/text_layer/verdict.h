// Judges a page's own text layer: is what it says what the picture shows? Pure; safe from any thread.
#pragma once

#include <string>

#include "pipeline/text_layer/defects.h"
#include "pipeline/text_layer/drawn_page.h"
#include "pipeline/text_layer/glyphs.h"

namespace banthuek::text_layer {

// Why a layer is not taken: kCodes where its letters are not what its codes say, which reading may mend.
enum class Doubt { kNone, kCodes };

struct LayerJudgement {
  LayerVerdict verdict = LayerVerdict::kNone;
  Doubt doubt = Doubt::kNone;
  std::string reason;
};

// kNone: nothing is written (nor hidden) on the page. kReplaced: text is hidden (render mode 3) or painted over, or
// stands over a scan (`ground`); too many glyphs without a meaning; too many marks on nothing; text drawn as curves.
// kRepaired: defects of `text` were mended. kTaken otherwise.
enum class Ground { kPaper, kScan };
LayerJudgement judge_layer(const PdfContent& content, const LayerText& text, Ground ground);

// Does an image, or do images together, cover most of the page? (a scan)
bool covered_by_images(const PdfContent& content);

}  // namespace banthuek::text_layer
