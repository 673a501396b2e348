// Common words that were misread by a letter, mended in the value of a field; its raw text stays as read.
//
// A stretch of unsure reading is mended where it is one edit (two from 14 characters on) away from exactly one word of
// vocabulary.spellings, and no word of vocabulary.spared stands there: ชั้นตอน -> ขั้นตอน, ทัวกัน -> ทั่วกัน. A letter is only
// replaced or taken out where the recogniser was unsure of its word; a mark that is missing may have been lost with the recogniser
// sure, so it is put in wherever the text was recognised at all. A text layer (confidence 1) is never touched: what is printed
// wrongly stays. Sellers' search over a window round each place; O(unsure text x words). Pure; safe from any thread.
#pragma once

#include <string>

#include "extractors/schema/vocabulary.h"
#include "extractors/text/excerpt.h"

namespace banthuek::values {

// The text with what could be mended; equal to quote.text where nothing was.
std::string mended(const text::Excerpt& quote, const schema::Vocabulary& vocabulary);

// A field of running text: raw as read, value mended; where they differ the rule ends in "+spelling".
Field make_text_field(const text::Excerpt& quote, const std::string& rule, const schema::Vocabulary& vocabulary);

}  // namespace banthuek::values
