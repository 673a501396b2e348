// Numbers that a text says in words: "เรื่องที่หนึ่ง", "ประการแรก"; and items that count by letters: "ก.", "(ข)". Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace banthuek::values {

// In ASCII digits: of a word to twenty ("สิบสอง" 12, "แรก" 1), or the digits that the text has.
std::string number_in(std::string_view text);

// The letter that a text begins with as an item of a list.
struct ItemLetter {
  int number = 0;        // 1 for ก
  std::string style;     // as it is written, with ก for the letter: "(ก)"
  std::size_t rest = 0;  // bytes, where the item's text begins
};
std::optional<ItemLetter> item_letter(std::string_view text);

}  // namespace banthuek::values
