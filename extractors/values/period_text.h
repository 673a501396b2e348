// The text of a measure's period that a person sets, and what follows from it. Pure.
#pragma once

#include <string_view>

#include "extractors/types/record.h"

namespace banthuek::values {

// Gives the measure's period this text; nothing takes the text away. What was read or what a person set stays; what followed from the text before
// goes with it, and where nothing stands what follows from this one comes, with `rule`.
void put_period_text(Measure& measure, const MaybeField& text, std::string_view rule);

// A period of which nothing is left is none.
void drop_empty_period(Measure& measure);

}  // namespace banthuek::values
