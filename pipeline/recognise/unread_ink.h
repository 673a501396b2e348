// Letters that stand clear in a line's picture and of which the network says nothing: it drops at times one that it reads without fault in a
// shorter picture (ฉบับที่ ๔๖๑ as ๖๑, at .99). Where they stand, and what is done with what is read there. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/recognise/recogniser.h"

namespace banthuek::recognise {

// A part of a line, from white columns to white columns, that holds more ink of a letter's size than characters.
struct UnreadInk {
  int x0 = 0, x1 = 0;                           // columns of the picture, [x0, x1)
  std::size_t first = 0, last = 0;              // characters of those given that stand in it, [first, last)
  bool begins_word = false, ends_word = false;  // room for a space is before and behind it
  bool stem = false;                            // what was not read is narrow: I or l, or left of a rule
};

// `middles`: columns of the characters as read that take room (no marks, no spaces), from left to right; one that is drawn in two parts side by side
// (แ) twice. Each piece of ink between white columns is given the characters nearest to it in their order: a character's column may lie beside it.
std::vector<UnreadInk> unread_ink(const LinePicture& line, const std::vector<double>& middles);

// What was read of `place` by itself, in the place of characters [first, last) of `symbols`: where it is sure, says all of them in their order, and
// adds letters or digits, with the spaces that the place has room for. Else nothing is put in; what was read otherwise is less sure then.
void fill_in(std::vector<Symbol>& symbols, std::size_t first, std::size_t last, std::vector<Symbol> read, const UnreadInk& place);

// Marks that stand above or below the character before them. Sara am takes room of its own.
bool is_mark(const std::string& symbol);

}  // namespace banthuek::recognise
