#include "pipeline/serve/view/text_diff.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "extractors/text/word_breaks.h"
#include "extractors/types/ordered_json.h"

namespace banthuek::serve::view {
namespace {

constexpr std::size_t kMaxWords = 400;

// Pairs of neighbouring characters with how often each occurs.
std::map<std::string, int> pairs_of(std::string_view text) {
  std::vector<std::string> characters;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    if (text[i] != ' ' && text[i] != '\n') characters.emplace_back(text.substr(i, end - i));
    i = end;
  }
  std::map<std::string, int> out;
  for (std::size_t i = 0; i + 1 < characters.size(); ++i) ++out[characters[i] + characters[i + 1]];
  return out;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (const text::WordRange& range : text::word_ranges(text)) out.push_back(text.substr(range.begin, range.end - range.begin));
  return out;
}

// Neighbouring words of the same kind become one piece, with the spaces that stand between them.
std::vector<Piece> joined(std::string_view text, const std::vector<std::string_view>& words, const std::vector<bool>& common) {
  std::vector<Piece> out;
  const char* at = text.data();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string between(at, static_cast<std::size_t>(words[i].data() - at));
    if (out.empty() || out.back().common != common[i]) {
      if (!out.empty()) out.back().text += between;
      out.push_back({std::string(words[i]), common[i]});
    } else {
      out.back().text += between + std::string(words[i]);
    }
    at = words[i].data() + words[i].size();
  }
  return out;
}

}  // namespace

double alike(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 1;
  const auto x = pairs_of(a), y = pairs_of(b);
  long both = 0, all = 0;
  for (const auto& [pair, count] : x) {
    all += count;
    const auto it = y.find(pair);
    if (it != y.end()) both += std::min(count, it->second);
  }
  for (const auto& [pair, count] : y) all += count;
  return all == 0 ? 0 : 2.0 * static_cast<double>(both) / static_cast<double>(all);
}

std::pair<std::vector<Piece>, std::vector<Piece>> common_text(std::string_view a, std::string_view b) {
  const auto x = words_of(a), y = words_of(b);
  if (x.size() > kMaxWords || y.size() > kMaxWords) return {{{std::string(a), false}}, {{std::string(b), false}}};
  const std::size_t n = x.size(), m = y.size();
  std::vector<std::uint16_t> longest((n + 1) * (m + 1), 0);
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint16_t& { return longest[i * (m + 1) + j]; };
  for (std::size_t i = n; i-- > 0;)
    for (std::size_t j = m; j-- > 0;)
      at(i, j) = x[i] == y[j] ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
  std::vector<bool> in_x(n, false), in_y(m, false);
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    if (x[i] == y[j]) {
      in_x[i++] = in_y[j++] = true;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
  return {joined(a, x, in_x), joined(b, y, in_y)};
}

Json differing(const std::string& other, const std::string& text) {
  Json out = Json::array();
  if (other.empty() || other == text) {
    out.push_back({{"hit", false}, {"text", text}});
    return out;
  }
  for (const Piece& piece : common_text(other, text).second) out.push_back({{"hit", !piece.common}, {"text", piece.text}});
  return out;
}

}  // namespace banthuek::serve::view
