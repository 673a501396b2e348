// What the outline of a glyph tells of the letter it draws, whatever its code says: a file may call า ำ, the ring of ำ a tone mark, and a vowel below
// its letter one above. Pure; safe from any thread.
#pragma once

#include <bitset>
#include <vector>

namespace banthuek::text_layer {

struct OutlinePoint {
  double x = 0, y = 0;  // em; from the glyph's origin, y upwards
};
using Contour = std::vector<OutlinePoint>;  // closed, straight from point to point

struct GlyphShape {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // its box, em, y upwards
  int pieces = 0;                         // contours that lie in no other: 1 of า, 2 of ำ; 0: draws nothing, or not known
  int rings = 0;                          // pieces that are a ring: round, with a round hole in their middle
  double ring_y0 = 0;                     // bottom of the last of them
  std::bitset<256> form;                  // where its ink is, in 16 x 16 parts of its box; rows from below

  bool is_ring() const;        // ํ: a small ring and nothing else, above the letter
  bool is_sara_am() const;     // ำ: one piece, and a ring above it
  bool has_one_piece() const;  // as า has, and ำ has not
  bool stands_above() const;   // as ่ and ี, over the letter's body
  bool stands_below() const;   // as ุ and ู, under the baseline
  // How much of its form it shares with the other, wherever either stands: 1 the same, 0 nothing or not of its proportions, which differ by less than
  // `most_aspect` in two faces of one letter.
  double likeness(const GlyphShape& o, double most_aspect = 1.25) const;
};

// Contours of no area count for nothing.
GlyphShape shape_of(const std::vector<Contour>& contours);

}  // namespace banthuek::text_layer
