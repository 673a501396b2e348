// Comparing Thai text that recognition may have misread: folding and edit distance over code points.
//
// `fold` takes away what print and recognition vary in without meaning (white space, leader dots, digits' script, dashes, case)
// and keeps for every character the byte of the original, so that what is found in the fold can be cut from the text as read.
// Distances are Levenshtein (insert, delete, replace: 1 each); the approximate search is Sellers' (1980), O(text x word).
// Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::text {

std::u32string to_u32(std::string_view utf8);  // invalid bytes become U+FFFD
std::string to_utf8(std::u32string_view text);

bool is_thai_sign(char32_t c);  // any character of the Thai block but digits and ฿
bool is_thai_mark(char32_t c);  // what stands above or below a base; ำ is none
bool is_digit(char32_t c);      // ASCII or Thai
bool is_space(char32_t c);      // white space of any kind
bool is_leader(char32_t c);     // what leaders are drawn with: . … · _

struct Folded {
  std::u32string text;
  std::vector<std::size_t> at;  // byte offset of each character in the original, then the original's length
};

// Without white space and . … · _ : ; digits ASCII, dashes '-', Latin in lower case.
Folded fold(std::string_view utf8);

// Levenshtein distance, or limit + 1 where it is more than `limit`.
int edit_distance(std::u32string_view a, std::u32string_view b, int limit);

// 1 - distance / longer length, of the folded texts: 1 for equal, 0 for nothing in common.
double similarity(std::string_view a, std::string_view b);
double similarity(std::u32string_view a, std::u32string_view b);

struct Approximate {
  std::size_t begin = 0, end = 0;  // in the text searched
  int errors = 0;
};

// Where `word` stands in `text` with at most `errors` errors: the fewest errors, then the first place. Nothing for an empty word.
std::optional<Approximate> find_approximate(std::u32string_view text, std::u32string_view word, int errors);

// Whether `text` begins with `word` with at most `errors` errors; the best end.
std::optional<Approximate> begins_with(std::u32string_view text, std::u32string_view word, int errors);

// Errors that a word of so many characters may have and still be told from others: a quarter, 1 from three characters on.
int allowed_errors(std::size_t length);

// Whether the text is a row of stars or dashes, or what is read of one: five signs and more, of three kinds at most, no Thai letter.
bool is_row_of_signs(std::string_view text);

// `text` without white space and leaders (two dots or more, or the character …) at its ends, and without a lone dot at its
// beginning.
std::string_view trim_leaders(std::string_view text);
std::string_view trim(std::string_view text);

}  // namespace banthuek::text
