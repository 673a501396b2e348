// One segment of a page, cut out and recognised, as a Line with its words.
//
// The cut holds the segment's place on the page with all ink that is another's (neighbours, rules, leaders, specks but full stops) made paper as
// bright as there, so marks are never cut through nor borrowed, and faint strokes that no threshold found stay. Words come from ICU's word breaks
// over the symbols, so that a Thai word is a word; punctuation stays with its word.
#pragma once

#include <optional>
#include <span>

#include "extractors/types/page.h"
#include "pipeline/layout/lines.h"
#include "pipeline/picture/components.h"
#include "pipeline/picture/picture.h"
#include "pipeline/recognise/recogniser.h"

namespace banthuek::read {

struct LineCut {
  recognise::LineCrop crop;
  int x = 0, y = 0;  // of the crop's corner, on the page
};

// `grey` is the page, of the size the components come from; `rules`: ink of rules, sorted by y. The crop's band is given where the
// segment's is lent from its neighbours.
LineCut cut_line(const picture::Picture& grey, const picture::Components& components, std::span<const picture::Run> rules,
                 const layout::Segment& segment);

// A reading as a line of the page: boxes moved by the cut's place. The box is the segment's.
Line line_of(const recognise::Reading& reading, const LineCut& cut, const layout::Segment& segment);

// A sign told by shape as a line of its own: its text is the sign.
Line line_of(const Mark& mark);

// A lone dash.
Line line_of_dash(const layout::Segment& segment);

// Several segments on one baseline as one line, a space between them.
Line joined(const std::vector<Line>& parts);

// Where a pen's strokes cross words, ink of the letters went with the pen's: their confidence says so. `pen`: from top to bottom.
void doubt_under_pen(Line& line, std::span<const picture::Run> pen, const layout::Segment& segment);

}  // namespace banthuek::read
