#include "pipeline/recognise/digit_script.h"

#include <algorithm>
#include <string_view>

namespace banthuek::recognise {
namespace {

enum class Kind { kNone, kAscii, kThai, kJoint };

Kind kind_of(std::string_view text) {
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return Kind::kAscii;
  if (text >= "\u0E50" && text <= "\u0E59" && text.size() == 3) return Kind::kThai;
  if (text == "." || text == "," || text == "/" || text == "-") return Kind::kJoint;
  return Kind::kNone;
}

// Of a digit of either kind; the last byte of ๐ to ๙ counts up.
int value_of(std::string_view text) { return text.size() == 1 ? text[0] - '0' : static_cast<unsigned char>(text.back()) - 0x90; }

void agree(std::vector<Symbol>& symbols, std::size_t first, std::size_t last) {
  const auto count = [&](Kind kind) {
    return std::count_if(symbols.begin() + static_cast<std::ptrdiff_t>(first), symbols.begin() + static_cast<std::ptrdiff_t>(last),
                         [kind](const Symbol& symbol) { return kind_of(symbol.text) == kind; });
  };
  const auto thai = count(Kind::kThai), ascii = count(Kind::kAscii);
  if (thai == ascii || thai == 0 || ascii == 0) return;
  const Kind most = thai > ascii ? Kind::kThai : Kind::kAscii, other = thai > ascii ? Kind::kAscii : Kind::kThai;
  for (std::size_t at = first; at < last; ++at) {
    Symbol& symbol = symbols[at];
    if (kind_of(symbol.text) != other) continue;
    const auto fits = [&](const Alternative& alternative) { return kind_of(alternative.text) == most && alternative.confidence >= 0.05; };
    const auto same = [&](const Alternative& alternative) { return fits(alternative) && value_of(alternative.text) == value_of(symbol.text); };
    auto better = std::find_if(symbol.alternatives.begin(), symbol.alternatives.end(), same);
    if (better == symbol.alternatives.end()) better = std::find_if(symbol.alternatives.begin(), symbol.alternatives.end(), fits);
    if (better == symbol.alternatives.end()) continue;
    std::swap(symbol.text, better->text);
    const double both = std::min(0.95, symbol.confidence + better->confidence);  // that it is one of the two
    better->confidence = symbol.confidence;
    symbol.confidence = both;
  }
}

}  // namespace

void agree_in_numbers(std::vector<Symbol>& symbols) {
  for (std::size_t at = 0; at < symbols.size();) {
    if (kind_of(symbols[at].text) == Kind::kNone) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < symbols.size() && kind_of(symbols[end].text) != Kind::kNone) ++end;
    agree(symbols, at, end);
    at = end;
  }
}

}  // namespace banthuek::recognise
