// Print that is no black ink on paper. In colour (headings, slides, the name that a stamp prints under a signature) told from what a pen writes, by
// shape: its letters stand on one baseline, are of even height, and their strokes of one width. Colour alone does not tell.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/picture/components.h"
#include "pipeline/picture/picture.h"

namespace banthuek::layout {

// Boxes of its lines. `pieces`: of ink with a colour, on a page of that size; `black_letters`: pieces of black ink on it. On a page that is mostly
// black a stamp in an upper corner (received on, number, time) is a form that a pen fills in, and left alone.
std::vector<Box> find_coloured_print(picture::Components pieces, int width, int height, std::size_t black_letters);

// Boxes of lines whose ink is part black and part coloured all along (thin coloured letters, whose dark cores or pale rims a scan takes for black):
// neither part alone has their letters. `pieces`: of all ink, `coloured`: ink with a colour, `body`: of the page's letters.
std::vector<Box> find_torn_print(picture::Components pieces, const picture::Picture& coloured, double body);

// Boxes of filled grounds with letters in white (the heads of tables, titles of slides). `pieces`: of black ink, of coloured or of both; `ink`: all,
// for around white letters a coloured ground may have lost its colour.
std::vector<Box> find_dark_grounds(const picture::Components& pieces, const picture::Picture& ink, double body);

// The same where the ground hangs together with the rules of its table, as on a copy in black and white: boxes of the grounds alone, within a rim
// of `bar_rim` that stays as the rule around them. The page stands straight. `pieces`: of all of `ink`.
std::vector<Box> find_dark_bars(const picture::Components& pieces, const picture::Picture& ink, double body);
int bar_rim(double body);  // pixels

// Boxes of lines of white letters on dark ground of any shape (banners, arrows, circles of a slide): paper within one piece of ink that stands as
// print does. The page stands straight.
std::vector<Box> find_white_print(const picture::Components& pieces, double body);

// Boxes of lines of letters brighter than the ground they stand on, where that is no paper and no ink either: banners and boxes in middle tones,
// which a threshold takes for paper. `grounds`: where to look on `page` (picture::Patches::toned).
std::vector<Box> find_pale_print(const picture::Picture& page, std::span<const Box> grounds);

// Whether find_dark_bars need look: some piece, on a page that may still be askew, has broad rows of ink one below the other.
bool may_have_dark_bars(const picture::Components& pieces, double body);

}  // namespace banthuek::layout
