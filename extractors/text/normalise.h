// Text as it is kept inside: UTF-8, NFC, sara am composed. It becomes so where it enters, once, by to_internal.
//
// NFKC and NFKD are not used: they split ำ. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace banthuek::text {

// UTF-8 (invalid bytes become U+FFFD) -> NFC, with NIKHAHIT + SARA AA composed to SARA AM (also with a tone mark between or
// before), zero-width characters removed,
// Latin ligatures (ﬁ) spelled out. Idempotent.
std::string to_internal(std::string_view utf8);

// Thai digits to ASCII digits; everything else as it is.
std::string ascii_digits(std::string_view text);

// White space of any kind collapsed to one space, none at the ends.
std::string squeeze(std::string_view text);

// Whether the text ends within a bracket: "(ฉบับที่" / "๒)". Then it goes on, whatever the next line looks like.
bool ends_in_a_bracket(std::string_view text);

}  // namespace banthuek::text
