#include "extractors/text/fold.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace banthuek::text {
namespace {

// Visits every code point with its byte offset.
template <typename Visitor>
void each(std::string_view utf8, const Visitor& visit) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto length = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < length;) {
    const int32_t start = i;
    UChar32 c;
    U8_NEXT(bytes, i, length, c);
    visit(static_cast<char32_t>(c < 0 ? 0xFFFD : c), static_cast<std::size_t>(start));
  }
}

char32_t fold_one(char32_t c) {
  if (c >= U'๐' && c <= U'๙') return U'0' + (c - U'๐');
  if (c == U'–' || c == U'—' || c == U'−' || c == U'‑' || c == U'‐') return U'-';
  if (c < 0x80 || (c >= 0xC0 && c < 0x250)) return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  return c;
}

}  // namespace

std::u32string to_u32(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  each(utf8, [&](char32_t c, std::size_t) { out += c; });
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) {
    char buffer[U8_MAX_LENGTH];
    int32_t n = 0;
    UBool bad = false;
    U8_APPEND(buffer, n, U8_MAX_LENGTH, static_cast<UChar32>(c), bad);
    if (bad) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(buffer, static_cast<std::size_t>(n));
    }
  }
  return out;
}

bool is_thai_sign(char32_t c) { return c >= 0x0E01 && c <= 0x0E5B && c != 0x0E3F && !(c >= 0x0E50 && c <= 0x0E59); }
bool is_thai_mark(char32_t c) { return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E); }
bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'๐' && c <= U'๙'); }
bool is_space(char32_t c) { return (c < 0x0E01 || c > 0x0E5B) && u_isUWhiteSpace(static_cast<UChar32>(c)); }  // no letter of Thai is asked for
bool is_leader(char32_t c) { return c == U'.' || c == U'…' || c == U'·' || c == U'_' || c == U'‥'; }

Folded fold(std::string_view utf8) {
  Folded out;
  out.text.reserve(utf8.size() / 2);
  out.at.reserve(utf8.size() / 2);
  each(utf8, [&](char32_t c, std::size_t at) {
    if (is_space(c) || is_leader(c) || c == U':') return;
    out.text += fold_one(c);
    out.at.push_back(at);
  });
  out.at.push_back(utf8.size());
  return out;
}

int edit_distance(std::u32string_view a, std::u32string_view b, int limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (static_cast<long>(b.size() - a.size()) > limit) return limit + 1;
  std::vector<int> row(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) row[i] = static_cast<int>(i);
  for (std::size_t j = 1; j <= b.size(); ++j) {
    int diagonal = row[0];
    row[0] = static_cast<int>(j);
    int best = row[0];
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const int above = row[i];
      row[i] = std::min({above + 1, row[i - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
      best = std::min(best, row[i]);
    }
    if (best > limit) return limit + 1;
  }
  return std::min(row[a.size()], limit + 1);
}

double similarity(std::u32string_view a, std::u32string_view b) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer == 0) return 1;
  return 1.0 - edit_distance(a, b, static_cast<int>(longer)) / static_cast<double>(longer);
}

double similarity(std::string_view a, std::string_view b) { return similarity(fold(a).text, fold(b).text); }

std::optional<Approximate> find_approximate(std::u32string_view text, std::u32string_view word, int errors) {
  if (word.empty() || static_cast<long>(word.size()) - errors > static_cast<long>(text.size())) return std::nullopt;
  // Column i: fewest errors of word[0, i) against a stretch ending here, and where that stretch begins.
  const std::size_t m = word.size();
  std::vector<int> cost(m + 1);
  std::vector<std::size_t> from(m + 1, 0);
  for (std::size_t i = 0; i <= m; ++i) cost[i] = static_cast<int>(i);
  std::optional<Approximate> best;
  for (std::size_t j = 0; j < text.size(); ++j) {
    int diagonal = cost[0];
    std::size_t diagonal_from = from[0];
    cost[0] = 0;
    from[0] = j + 1;
    for (std::size_t i = 1; i <= m; ++i) {
      const int above = cost[i];
      const std::size_t above_from = from[i];
      const int replace = diagonal + (word[i - 1] != text[j]);
      int value = replace;
      std::size_t start = i == 1 ? j : diagonal_from;
      if (above + 1 < value) {
        value = above + 1;
        start = above_from;
      }
      if (cost[i - 1] + 1 < value) {
        value = cost[i - 1] + 1;
        start = from[i - 1];
      }
      diagonal = above;
      diagonal_from = above_from;
      cost[i] = value;
      from[i] = start;
    }
    if (cost[m] <= errors && (!best || cost[m] < best->errors)) best = Approximate{from[m], j + 1, cost[m]};
  }
  return best;
}

std::optional<Approximate> begins_with(std::u32string_view text, std::u32string_view word, int errors) {
  if (word.empty()) return std::nullopt;
  const std::size_t reach = std::min(text.size(), word.size() + static_cast<std::size_t>(errors));
  // Row over the text's prefix lengths; the last gives the distance of word to each prefix.
  std::vector<int> row(reach + 1);
  for (std::size_t j = 0; j <= reach; ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= word.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= reach; ++j) {
      const int above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (word[i - 1] != text[j - 1])});
      diagonal = above;
    }
  }
  std::optional<Approximate> best;
  for (std::size_t j = 0; j <= reach; ++j)
    if (row[j] <= errors && (!best || row[j] < best->errors ||
                             (row[j] == best->errors && j > 0 && text[j - 1] == word.back() && text[best->end - (best->end > 0)] != word.back())))
      best = Approximate{0, j, row[j]};
  return best;
}

int allowed_errors(std::size_t length) {
  if (length < 3) return 0;
  return std::max(1, static_cast<int>(length) / 4);
}

std::string_view trim(std::string_view text) {
  std::size_t begin = text.size(), end = 0;
  each(text, [&](char32_t c, std::size_t at) {
    if (is_space(c)) return;
    begin = std::min(begin, at);
    end = at;
  });
  if (begin >= text.size()) return {};
  // `end` is where the last character begins: step over it.
  std::size_t after = end + 1;
  while (after < text.size() && (static_cast<unsigned char>(text[after]) & 0xC0) == 0x80) ++after;
  return text.substr(begin, after - begin);
}

bool is_row_of_signs(std::string_view text) {
  constexpr std::size_t kRow = 5, kSigns = 3;
  std::u32string signs = to_u32(text);
  std::erase(signs, U' ');
  const auto is_letter = [](char32_t c) { return is_thai_sign(c) && c != U'๏' && c != U'๚' && c != U'๛'; };
  if (signs.size() < kRow || std::any_of(signs.begin(), signs.end(), is_letter)) return false;
  std::sort(signs.begin(), signs.end());
  return std::unique(signs.begin(), signs.end()) - signs.begin() <= static_cast<std::ptrdiff_t>(kSigns);
}

std::string_view trim_leaders(std::string_view text) {
  struct At {
    char32_t c;
    std::size_t at;
  };
  std::vector<At> all;
  each(text, [&](char32_t c, std::size_t at) { all.push_back({c, at}); });
  std::size_t first = 0, last = all.size();
  while (first < last && (is_space(all[first].c) || is_leader(all[first].c))) ++first;
  std::size_t end = last;
  int dots = 0;
  bool sure = false;
  while (end > first && (is_space(all[end - 1].c) || is_leader(all[end - 1].c))) {
    if (is_leader(all[end - 1].c)) {
      ++dots;
      sure = sure || all[end - 1].c != U'.';
    }
    --end;
  }
  // A full stop of an abbreviation stays; behind a word it is a speck, or the first dot of a leader: Thai has none.
  constexpr std::size_t kWord = 5;
  std::size_t letters = 0, marks = 0;
  while (letters < end - first && is_thai_sign(all[end - 1 - letters].c)) marks += all[end - 1 - letters].c > U'ฮ', ++letters;
  const bool word = letters >= kWord && marks > 0;
  if (dots == 1 && !sure && !word) {
    end = last;
    while (end > first && is_space(all[end - 1].c)) --end;
  }
  if (first >= end) return {};
  const std::size_t from = all[first].at, to = end < all.size() ? all[end].at : text.size();
  return text.substr(from, to - from);
}

}  // namespace banthuek::text
