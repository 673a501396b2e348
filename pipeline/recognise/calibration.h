// What a character's probability at its best step is worth: how many such characters are right.
//
// A network that learned from endless lines is too sure of itself on real ones. The table was measured on rendered lines in fonts and
// degradations that training never saw (tools/bench lines --calibrate prints it; pipeline/models/README.md shows it).
#pragma once

namespace banthuek::recognise {

// `peak`: the probability at the best step; `rival`: the greatest probability of another character within the steps of this one.
// Gives the share of characters that are right among those read like this, 0 to 1; rises with peak and falls with rival.
double confidence_of(double peak, double rival);

}  // namespace banthuek::recognise
