// From what a PDF page draws to a Page, without drawing it: glyphs to lines, vector rules to grids, both to cells and
// reading order; drawn and written marks; images as regions. Pure; safe from any thread.
#pragma once

#include "extractors/types/page.h"
#include "pipeline/text_layer/drawn_page.h"
#include "pipeline/text_layer/glyphs.h"

namespace banthuek::text_layer {

// Degrees (0, 90, 180, 270) the page must be turned clockwise so that most of its visible text runs across.
int upright_turn(const PdfContent& content);

// The content of the page turned clockwise by `degrees`.
PdfContent turned(PdfContent content, int degrees);

// The page: number 0, source and source_reason not yet set. `content` is upright; `text` is read_glyphs of it.
Page make_page(const PdfContent& content, LayerText text);

}  // namespace banthuek::text_layer
