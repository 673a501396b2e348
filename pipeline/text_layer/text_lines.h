// Clusters to rows and lines: what stands on one baseline, with the spaces that are really printed, and the columns in
// which separate blocks stand side by side.
//
// Pure; pixels of the page picture; safe from any thread.
#pragma once

#include <span>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/layout/grid.h"
#include "pipeline/text_layer/glyphs.h"

namespace banthuek::text_layer {

// Lines of clusters that belong together (one cell, or all outside tables), in reading order: top to bottom, but blocks
// side by side (signature blocks, columns) each whole, left before right.
//
// A gap is a space when it is clearly wider than the gaps of its row, or when a space is written there and the gap is
// there too: letters spaced out to justify a line are no spaces, nor are written spaces that were squeezed to nothing.
// Leader dots drawn under or over letters are left out; other runs of dots are text. Text drawn twice (bold by
// doubling) counts once. Which gaps part blocks, pipeline/layout/order.h decides, as for scans; `sides`: of frames on the page.
std::vector<Line> make_lines(std::vector<Cluster> clusters, std::span<const layout::Rule> sides = {});

// Boxes of the letters' bodies of each stretch of a row without wide gaps; and of each part of one without gaps as wide as a narrow table's
// corridors.
std::vector<Box> stretch_boxes(const std::vector<Cluster>& clusters);
std::vector<Box> word_boxes(const std::vector<Cluster>& clusters);

// One line of clusters that stand on one baseline, in any order.
Line make_line(std::vector<Cluster> clusters);

}  // namespace banthuek::text_layer
