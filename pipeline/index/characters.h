// Characters as the search sees them: what the cutter of search_text and what is quicker than it (skeleton.h) have in common. Internal to the index.
#pragma once

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace banthuek::index {

inline constexpr std::uint32_t kSaraAa = 0x0E32, kSaraAm = 0x0E33, kSaraE = 0x0E40, kSaraAe = 0x0E41, kNikhahit = 0x0E4D;

constexpr bool is_tone(std::uint32_t c) { return c >= 0x0E48 && c <= 0x0E4B; }
constexpr bool is_thai_char(std::uint32_t c) { return c >= 0x0E01 && c <= 0x0E5B; }

// A sign that stands on, under or around the one before.
constexpr bool is_mark(std::uint32_t c) {
  if (c < 0x0300) return false;
  return c == 0x0E31 || (c >= 0x0E33 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E) || c <= 0x036F;
}

inline bool is_zero_width(std::uint32_t c) { return (c >= 0x200B && c <= 0x200D) || c == 0xFEFF || c == 0x2060 || c == 0x00AD; }

inline bool is_space(std::uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
  if (is_thai_char(c)) return false;  // most there is; ICU's tables are slow
  return u_isUWhiteSpace(static_cast<UChar32>(c));
}

// One character for all that look and mean the same. Thai does not come here.
inline std::uint32_t folded(std::uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
  if (c == 0x2018 || c == 0x2019) return '\'';
  if (c == 0x201C || c == 0x201D) return '"';
  return static_cast<std::uint32_t>(u_tolower(static_cast<UChar32>(c)));
}

// What a character of U+0E00 to U+0E7F is to the cutter; most of all text is Thai.
enum class Thai : std::uint8_t { kBase, kMark, kTone, kSaraAa, kSaraE };

inline constexpr auto kThai = [] {
  std::array<Thai, 128> out{};
  for (std::uint32_t c = 0x0E00; c < 0x0E80; ++c)
    out[c - 0x0E00] = is_tone(c) ? Thai::kTone : is_mark(c) ? Thai::kMark : c == kSaraAa ? Thai::kSaraAa : c == kSaraE ? Thai::kSaraE : Thai::kBase;
  return out;
}();

// One of the UTF-16 units of a cluster.
constexpr std::uint32_t unit(std::uint64_t cluster, int i) { return static_cast<std::uint32_t>(cluster >> (16 * i) & 0xFFFF); }

// Calls `thai` with each character of U+0E01 to U+0E7F as it stands, `other` with each other one folded, `space` for white space, with their offsets,
// while `more` says so; gives where it ended.
template <typename PutThai, typename Put, typename Space, typename More>
std::uint32_t for_each_character(std::string_view text, const PutThai& thai, const Put& other, const Space& space, const More& more) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  std::int32_t i = 0;
  while (i < length && more()) {
    const auto at = static_cast<std::uint32_t>(i);
    // Thai is E0 B8 xx and E0 B9 xx: told at once.
    if (bytes[i] == 0xE0 && i + 2 < length && (bytes[i + 1] & 0xFE) == 0xB8 && (bytes[i + 2] & 0xC0) == 0x80) {
      thai(((bytes[i + 1] & 0x3Fu) << 6) | (bytes[i + 2] & 0x3Fu), at);
      i += 3;
      continue;
    }
    std::uint32_t c = 0;
    if (bytes[i] < 0x80) {
      c = bytes[i++];
    } else {
      UChar32 wide = 0;
      U8_NEXT_OR_FFFD(bytes, i, length, wide);
      c = static_cast<std::uint32_t>(wide);
    }
    if (is_space(c))
      space(at);
    else if (!is_zero_width(c))
      other(folded(c), at);
  }
  return static_cast<std::uint32_t>(i);
}

}  // namespace banthuek::index
