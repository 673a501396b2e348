// Fonts whose codes mean something else than they say, told by their names: Wingdings and Symbol, those of the civil service that draw Thai digits
// for ASCII ones. Pure; safe from any thread.
#pragma once

#include <string>

namespace banthuek::text_layer {

enum class FontKind { kText, kTis620, kWingdings, kWingdings2, kSymbol };

// kText for every other name; kTis620 is told by what a font's text says (LayerCodes).
FontKind symbol_kind(const std::string& name);

bool draws_thai_digits(const std::string& name);

// The sign of choice or list that an 8-bit code of Wingdings or Wingdings 2 draws; 0 where it draws something else, and in other fonts.
char32_t choice_sign(FontKind kind, unsigned code);

// Latin-1 letters and signs that are Thai letters in TIS-620.
inline bool tis620_range(char32_t c) { return (c >= 0xA1 && c <= 0xDA) || (c >= 0xDF && c <= 0xFB); }

}  // namespace banthuek::text_layer
