#include "pipeline/recognise/unread_ink.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

#include "extractors/text/fold.h"

namespace banthuek::recognise {
namespace {

constexpr int kInkGrey = 140;                         // darker is ink
constexpr int kTop = static_cast<int>(kBodyTop) - 2;  // rows that body letters stand in
constexpr int kBottom = static_cast<int>(kBodyTop + kBodyHeight) + 2;
constexpr double kLetterWidth = 0.4 * kBodyHeight, kLetterHeight = 0.6 * kBodyHeight;  // and more is a letter, not a stop or dust
constexpr double kStemWidth = 0.12 * kBodyHeight, kStemHeight = 0.95 * kBodyHeight;
constexpr double kTwoLetters = 1.75 * kBodyHeight;  // wider is no single letter
constexpr std::size_t kMaxNeeded = 3;
constexpr int kWordGap = 5;                      // white columns between two words
constexpr int kReachPieces = 4;                  // to each side of what was not read, in a long word
constexpr double kUnread = 1.2, kPerLetter = 2;  // costs: a letter without a character; one a letter's width off

struct Piece {
  int x0 = 0, x1 = 0;
  int needs = 0;  // characters, by its size
  bool stem = false;
};

std::vector<Piece> pieces_of(const LinePicture& line) {
  std::vector<Piece> out;
  for (int x = 0; x < line.width;) {
    int top = kBottom, bottom = kTop;
    const int x0 = x;
    for (; x < line.width; ++x) {
      bool any = false;
      for (int y = kTop; y < kBottom; ++y)
        if (line.grey[static_cast<std::size_t>(y) * line.width + x] < kInkGrey) any = true, top = std::min(top, y), bottom = std::max(bottom, y + 1);
      if (!any) break;
    }
    const int width = x - x0, height = bottom - top;
    const bool stem = width >= kStemWidth && width < kLetterWidth && height >= kStemHeight,
               letter = stem || (width >= kLetterWidth && height >= kLetterHeight);
    if (width > 0)
      out.push_back({x0, x,
                     !letter               ? 0
                     : width < kTwoLetters ? 1
                                           : std::min(static_cast<int>(kMaxNeeded), 1 + static_cast<int>(width / kTwoLetters)),
                     stem});
    ++x;
  }
  return out;
}

double off(double middle, const Piece& piece) { return kPerLetter * std::max({0.0, piece.x0 - middle, middle - piece.x1}) / kBodyHeight; }

// Of each character the piece that it stands in: what costs least.
std::vector<std::size_t> assigned(const std::vector<Piece>& pieces, const std::vector<double>& middles) {
  constexpr double kNever = std::numeric_limits<double>::max() / 4;
  const std::size_t n = pieces.size(), m = middles.size();
  // [i][k][c]: the first k characters stand in the pieces up to i, in which there are c (kMaxNeeded: or more).
  std::vector<std::vector<std::array<double, kMaxNeeded + 1>>> cost(n, std::vector<std::array<double, kMaxNeeded + 1>>(m + 1));
  const auto lacks = [&](std::size_t i, std::size_t c) { return kUnread * std::max(0, pieces[i].needs - static_cast<int>(c)); };
  const auto closed = [&](std::size_t i, std::size_t k) {  // with the count that costs least
    std::size_t best = 0;
    for (std::size_t c = 1; c <= kMaxNeeded; ++c)
      if (cost[i][k][c] + lacks(i, c) < cost[i][k][best] + lacks(i, best)) best = c;
    return best;
  };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k <= m; ++k) {
      auto& here = cost[i][k];
      here.fill(kNever);
      if (i == 0)
        here[0] = k == 0 ? 0 : kNever;
      else if (const std::size_t c = closed(i - 1, k); true)
        here[0] = cost[i - 1][k][c] + lacks(i - 1, c);
      if (k == 0) continue;
      const double more = off(middles[k - 1], pieces[i]);
      for (std::size_t c = 1; c <= kMaxNeeded; ++c) here[c] = cost[i][k - 1][c - 1] + more;
      here[kMaxNeeded] = std::min(here[kMaxNeeded], cost[i][k - 1][kMaxNeeded] + more);
    }
  std::vector<std::size_t> out(m);
  std::size_t i = n - 1, k = m, c = closed(i, k);
  while (k > 0) {
    if (c == 0) {
      --i;
      c = closed(i, k);
      continue;
    }
    out[--k] = i;
    if (c < kMaxNeeded || cost[i][k][c - 1] <= cost[i][k][c]) --c;
  }
  return out;
}

constexpr double kSureLetter = 0.9;  // of each letter of what is read once more
constexpr double kLeftOut = 0.9;     // where something stands that cannot be read

using Place = std::vector<Symbol>::iterator;

std::string printed(Place begin, Place end) {
  std::string out;
  for (; begin != end; ++begin)
    if (begin->text != " ") out += begin->text;
  return out;
}

bool is_latin(const Symbol& symbol) { return symbol.text.size() == 1 && (symbol.text[0] | 32) >= 'a' && (symbol.text[0] | 32) <= 'z'; }

bool is_letter_or_digit(const Symbol& symbol) {
  const std::u32string sign = text::to_u32(symbol.text);
  return is_latin(symbol) || (sign.size() == 1 && (text::is_digit(sign[0]) || (text::is_thai_sign(sign[0]) && !is_mark(symbol.text))));
}

// Is `read` surely what stands from begin to end, in its order, and more? A mark is new only on a letter that is. A stem is a letter in a Latin word
// only: elsewhere it may be left of a rule.
bool adds(Place begin, Place end, const std::vector<Symbol>& read, bool stem) {
  bool added = false;  // the letter before
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (read[i].confidence < kSureLetter) return false;
    while (begin != end && begin->text == " ") ++begin;
    if (begin != end && begin->text == read[i].text && !(added && is_mark(read[i].text))) {
      ++begin, added = false;
      continue;
    }
    const bool latin = is_latin(read[i]) && ((i > 0 && is_latin(read[i - 1])) || (i + 1 < read.size() && is_latin(read[i + 1])));
    const bool letter = stem ? latin : is_letter_or_digit(read[i]);
    if (!letter && !(added && is_mark(read[i].text))) return false;
    added = true;
  }
  while (begin != end && begin->text == " ") ++begin;
  return begin == end;
}

}  // namespace

std::vector<UnreadInk> unread_ink(const LinePicture& line, const std::vector<double>& middles) {
  const std::vector<Piece> pieces = pieces_of(line);
  if (pieces.empty() || middles.empty()) return {};
  const std::vector<std::size_t> at = assigned(pieces, middles);
  std::vector<int> characters(pieces.size());
  for (const std::size_t piece : at) ++characters[piece];
  std::vector<UnreadInk> out;
  const auto joined = [&](std::size_t i) { return pieces[i + 1].x0 - pieces[i].x1 < kWordGap; };  // with the next
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (characters[i] >= pieces[i].needs) continue;
    std::size_t first = i, last = i;
    while (first > 0 && joined(first - 1) && i - first < kReachPieces) --first;
    while (last + 1 < pieces.size() && joined(last) && last - i < kReachPieces) ++last;
    UnreadInk found{pieces[first].x0, pieces[last].x1, 0, 0, first == 0 || !joined(first - 1), last + 1 == pieces.size() || !joined(last),
                    pieces[i].stem};
    found.first = static_cast<std::size_t>(std::lower_bound(at.begin(), at.end(), first) - at.begin());
    found.last = static_cast<std::size_t>(std::upper_bound(at.begin(), at.end(), last) - at.begin());
    if (!out.empty() && found.x0 < out.back().x1)
      out.back().x1 = found.x1, out.back().last = found.last, out.back().ends_word = found.ends_word, out.back().stem = out.back().stem && found.stem;
    else
      out.push_back(found);
  }
  return out;
}

void fill_in(std::vector<Symbol>& symbols, std::size_t first, std::size_t last, std::vector<Symbol> read, const UnreadInk& place) {
  const auto begin = symbols.begin() + static_cast<std::ptrdiff_t>(first), end = symbols.begin() + static_cast<std::ptrdiff_t>(last);
  if (read.empty() || printed(read.begin(), read.end()) == printed(begin, end)) return;
  if (!adds(begin, end, read, place.stem)) {
    for (auto doubtful = begin; doubtful != end && !place.stem; ++doubtful) doubtful->confidence = std::min(doubtful->confidence, kLeftOut);
    return;
  }
  const Symbol space{" ", read.back().x1, read.back().x1, read.back().confidence, {}};
  if (place.ends_word && last < symbols.size() && symbols[last].text != " ") read.push_back(space);
  if (place.begins_word && first > 0 && symbols[first - 1].text != " ") read.insert(read.begin(), space);
  symbols.insert(symbols.erase(begin, end), read.begin(), read.end());
}

bool is_mark(const std::string& symbol) {
  static const std::set<std::string> marks{"\u0E31", "\u0E34", "\u0E35", "\u0E36", "\u0E37", "\u0E38", "\u0E39", "\u0E3A",
                                           "\u0E47", "\u0E48", "\u0E49", "\u0E4A", "\u0E4B", "\u0E4C", "\u0E4D"};
  return marks.contains(symbol);
}

}  // namespace banthuek::recognise
