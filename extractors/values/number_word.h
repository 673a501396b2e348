// Numbers that a text says in words: "เรื่องที่หนึ่ง", "ประการแรก". Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace banthuek::values {

// In ASCII digits: of a word to twenty ("สิบสอง" 12, "แรก" 1), or the digits that the text has.
std::string number_in(std::string_view text);

}  // namespace banthuek::values
