// Doubt about letters that are unlikely Thai where one small misreading would explain it: a mark that faded or was wiped out with the ink over it,
// a speck read as one, a letter taken for its kin (ซ ช, ด ต ค, ิ ี). The picture may well show what is read: names are free. So nothing is changed;
// a letter like this is only never sure, however clear it looks, as a lost mark leaves no trace in the picture.
//
// Thresholds: 108 names, positions and titles of ../shared/archive (half for tuning) and of drawn documents, with a letter changed and without: a lost
// mark is doubted in 84 % (names 60 %), one too many in 93 %, a letter for its kin in 88 %; of the right ones 6, 1 and 4 %.
#pragma once

#include <vector>

#include "pipeline/recognise/character_model.h"
#include "pipeline/recognise/recogniser.h"

namespace banthuek::recognise {

// Lowers the confidence of such symbols.
void doubt_unlikely_letters(const CharacterModel& letters, std::vector<Symbol>& symbols);

}  // namespace banthuek::recognise
