// Text as the search sees it: queries and stored texts pass through the same functions.
//
// Normalised: digits are ASCII, Latin letters small, sara am composed in any of its encodings, marks of a cluster in one order
// and not doubled, two SARA E one SARA AE, dashes and quotes of one kind, no zero-width characters, and no space but one
// between two letters or digits that are not Thai: Thai is written without spaces, and a cell breaks its lines anywhere.
// A text is cut into clusters: a character with the Thai marks and vowels that stand on, under or (sara am) around it. What is
// sought must begin and end where clusters do. Invalid UTF-8 becomes U+FFFD. Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::index {

// A cluster as a number: up to four UTF-16 units, the first in the low bits; characters beyond U+FFFF alone.
using Cluster = std::uint64_t;

struct SearchText {
  std::vector<Cluster> clusters;
  std::vector<std::uint32_t> offsets;  // of each cluster's first byte in the text as it was; one more at the end
};

// The clusters of a text; `offsets` are filled too. Of a long text only its beginning where no more than `most` clusters are needed.
SearchText search_text(std::string_view text, std::size_t most = SIZE_MAX - 1);
// The same without offsets, into a vector that keeps its memory.
void append_clusters(std::string_view text, std::vector<Cluster>& out);

std::string to_utf8(Cluster cluster);
std::string to_utf8(const std::vector<Cluster>& clusters);
Cluster cluster_of(std::string_view utf8);  // of one that to_utf8 gave

// Without its tone marks (่ ้ ๊ ๋).
Cluster without_tone(Cluster cluster);
// Whether it is a tone mark that stands on nothing.
constexpr bool begins_with_tone(Cluster cluster) { return (cluster & 0xFFFF) >= 0x0E48 && (cluster & 0xFFFF) <= 0x0E4B; }
bool is_thai(Cluster cluster);
bool is_word(Cluster cluster);  // begins with a letter, digit or mark
bool is_digit(Cluster cluster);
// Whether `whole` is `part` with more marks behind, or the same.
bool begins_with(Cluster whole, Cluster part);

}  // namespace banthuek::index
