// Ink that is no printed text: coloured pens and stamps, signatures, pictures. Kept with its place, read as no text.
#pragma once

#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/lines.h"
#include "pipeline/picture/binarise.h"
#include "pipeline/picture/components.h"

namespace banthuek::layout {

// Indices of the components that are black print; `all` grows by what is black of a piece that is mostly a pen's, where that has a letter's shape;
// what is coloured becomes regions: a stamp where it is large and wide, else handwriting. `pen`: the ink of its long strokes, from top to bottom.
std::vector<int> set_aside_colour(picture::Components& all, const picture::PageInk& ink, double body, std::vector<Region>& regions,
                                  std::vector<picture::Run>& pen);

// Pictures and emblems: groups of pieces far larger than letters, densely inked, about as high as wide. Their boxes, so that what
// lies inside is read as nothing. `all` is ink without rules.
std::vector<Box> find_pictures(const picture::Components& all, const std::vector<int>& among, double body);

// Takes from `among` what lies inside the pictures, but for letters of a line that goes on outside: a signature reaches into the name under it.
// Gives the pictures that letters stayed in.
std::vector<Box> set_aside_pictures(const picture::Components& all, const std::vector<Box>& pictures, double body, std::vector<int>& among);

// Pieces that no line took: groups of large ones become a picture (dense), a logo (high up, dense) or a signature.
void add_odd_regions(const picture::Components& all, const std::vector<int>& odd, double body, std::vector<Region>& regions);

// Short segments among large strokes that are no text (a signature's small parts) go to what is odd.
void absorb_fragments(const picture::Components& all, Segments& segments, double body);

// Whether (x, y) lies in one of the boxes.
bool in_any(const std::vector<Box>& boxes, double x, double y);

// Pens in black: strokes that run on where print is made of letters.
// Measured on 507 joined pieces wider than 1.8 body heights (photocopies, clean scans, real scans): print that touches has 0.95 runs of
// ink and more in each row for each body height of its width, signatures have 0.75 and fewer.
//
// Whether `s` is a signature or scribble: few pieces, the most of it one long thin stroke higher than a letter. `body`: of the page.
bool is_pen_stroke(const picture::Components& all, const Segment& s, double body);

// Such segments go to what is odd, and regions are made of that.
void set_aside_pen_strokes(const picture::Components& all, Segments& segments, double body);

}  // namespace banthuek::layout
