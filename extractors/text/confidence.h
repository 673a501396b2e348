// How sure a value is, from how sure its pieces were read: the one place where that is made.
//
// A piece's confidence is the mean over its letters, each calibrated (page.h). A value is right only if all its letters are, so the longer it
// is the less sure: the product over the letters. But wrong letters stand together (a bad spot, a word unknown to the letter model), so four
// letters count as one that errs by itself: the product to the power of 1/4, and never more than the least sure piece. Fitted by
// `tools/bench seeds --set office200`, checked on `--set photocopy`; extractors/README.md has the figures. 0 to 1; pure.
#pragma once

#include <string_view>

#include "extractors/text/excerpt.h"

namespace banthuek::text {

// That a value made of the whole reading is right; 0 where the reading has no pieces.
double value_confidence(const Excerpt& reading);

// What its letters must have been read at for `text` to be as sure as `value`: value_confidence the other way round.
double letter_confidence(double value, std::string_view text);

// How well a text can be read, however long it is: the least of the pieces of a short text, the mean over the letters of a long one. For
// rules that ask whether a digit may be another one, or whether a line is print at all.
double legibility(const Excerpt& reading);

}  // namespace banthuek::text
