// Pieces of ink that are more than one thing: letters that grew together with those of the next line, a pen's last stroke with a letter under it.
#pragma once

#include <utility>
#include <vector>

#include "pipeline/layout/letter_run.h"
#include "pipeline/picture/components.h"

namespace banthuek::layout {

// Cuts a piece above row `at`: it keeps what lies above. Gives the new piece's index, or -1 where one side would be empty.
int cut_piece(picture::Components& all, int index, int at);

// Where a piece that reaches over the bodies of two lines is cut between them; -1 where it does not. `chains`: from top to bottom.
int row_between(const std::vector<LetterRun>& chains, const Box& box);

// The row to cut at between two lines at x: a third of the way down, since marks need more room than descenders.
int row_under(const LetterRun& upper, const LetterRun& lower, double x);

// Several letters that ran together and into those of the next line, beside what of both lines can be told: the two lines, upper first; {-1, -1}
// where the piece is no such thing.
std::pair<int, int> lines_beside(const std::vector<LetterRun>& chains, const picture::Component& piece);

// A signature whose last stroke ends in a letter of the name under it makes one piece with it. Where its end lies in a gap between a line's letters
// and is as wide as a letter, it is cut off as one: gives the new piece's index, or -1.
int letter_at_end(picture::Components& all, int index, const std::vector<LetterRun>& chains);

}  // namespace banthuek::layout
