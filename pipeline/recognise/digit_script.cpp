#include "pipeline/recognise/digit_script.h"

#include <algorithm>
#include <string_view>
#include <utility>

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

using Place = std::vector<Symbol>::iterator;

auto count(Place first, Place last, Kind kind) {
  return std::count_if(first, last, [kind](const Symbol& symbol) { return kind_of(symbol.text) == kind; });
}

// The digit gives way to its alternative of kind `most`, where that is not unlikely: to the one of its value, and, if `any`, else to another.
void give_way(Symbol& symbol, Kind most, bool any) {
  const auto fits = [&](const Alternative& alternative) { return kind_of(alternative.text) == most && alternative.confidence >= 0.05; };
  const auto same = [&](const Alternative& alternative) { return fits(alternative) && value_of(alternative.text) == value_of(symbol.text); };
  auto better = std::find_if(symbol.alternatives.begin(), symbol.alternatives.end(), same);
  if (better == symbol.alternatives.end() && any) better = std::find_if(symbol.alternatives.begin(), symbol.alternatives.end(), fits);
  if (better == symbol.alternatives.end()) return;
  std::swap(symbol.text, better->text);
  const double both = std::min(0.95, symbol.confidence + better->confidence);  // that it is one of the two
  better->confidence = symbol.confidence;
  symbol.confidence = both;
}

// Of the digits the kind that is most frequent, or, where both are as many with nothing between them, the surest digit's: ๒๕๖๗/1024 are two numbers.
Kind leading_kind(Place first, Place last) {
  const auto thai = count(first, last, Kind::kThai), ascii = count(first, last, Kind::kAscii);
  if (thai != ascii) return thai > ascii ? Kind::kThai : Kind::kAscii;
  Kind kind = Kind::kNone;
  if (count(first, last, Kind::kJoint) > 0) return kind;
  double most = 0;
  for (Place at = first; at != last; ++at) {
    if (at->confidence > most) kind = kind_of(at->text), most = at->confidence;
  }
  return kind;
}

void agree(Place first, Place last) {
  const Kind most = leading_kind(first, last), other = most == Kind::kThai ? Kind::kAscii : Kind::kThai;
  if (most == Kind::kNone) return;
  for (Place at = first; at != last; ++at)
    if (kind_of(at->text) == other) give_way(*at, most, true);
}

// An amount's thousands are parted by commas: 40.000.00 was 40,000.00, where the picture leaves a doubt. Groups of three between the joints, two or
// three digits behind the last. Codes are read clearly, or begin with other groups (๐๐๓๓.๐๐๑.๐๙).
void part_thousands(Place first, Place last) {
  constexpr double kDoubt = 0.9, kMayBe = 0.02;  // of a point that is no comma; of the comma that it may be
  std::vector<Place> joints;
  std::vector<long> groups{0};
  for (Place at = first; at != last; ++at) {
    if (kind_of(at->text) != Kind::kJoint) {
      ++groups.back();
      continue;
    }
    if (at->text != "." && at->text != ",") return;
    joints.push_back(at);
    groups.push_back(0);
  }
  const bool parted = groups.size() >= 3 && groups.front() >= 1 && groups.front() <= 3 && (groups.back() == 2 || groups.back() == 3) &&
                      std::all_of(groups.begin() + 1, groups.end() - 1, [](long digits) { return digits == 3; });
  if (!parted) return;
  if (groups.back() == 2) joints.pop_back();
  const bool commas = std::any_of(joints.begin(), joints.end(), [](Place at) { return at->text == ","; });
  for (const Place at : joints) {
    const auto comma = std::find_if(at->alternatives.begin(), at->alternatives.end(), [](const Alternative& a) { return a.text == ","; });
    const bool may_be = comma != at->alternatives.end() && comma->confidence >= kMayBe;
    if (at->text == "." && (commas || may_be || at->confidence < kDoubt)) at->text = ",", at->confidence = std::min(at->confidence, kDoubt);
  }
}

// Digits of the other kind that stand alone in a line of one kind: "1 ฉบับ" among ๓ ๖ ๒.
void agree_with_line(std::vector<Symbol>& symbols) {
  constexpr int kFor = 3;  // digits of the line's kind for one of the other
  const auto thai = count(symbols.begin(), symbols.end(), Kind::kThai), ascii = count(symbols.begin(), symbols.end(), Kind::kAscii);
  const auto [few, many] = std::minmax(thai, ascii);
  if (few == 0 || many < kFor * few) return;
  const Kind most = thai > ascii ? Kind::kThai : Kind::kAscii, other = thai > ascii ? Kind::kAscii : Kind::kThai;
  for (Symbol& symbol : symbols)
    if (kind_of(symbol.text) == other) give_way(symbol, most, false);
}

bool is_letter_o(const Symbol& symbol) { return symbol.text == "O" || symbol.text == "o"; }

bool is_digit(const Symbol& symbol) { return kind_of(symbol.text) == Kind::kAscii || kind_of(symbol.text) == Kind::kThai; }

bool is_latin_letter(const Symbol& symbol) {
  return symbol.text.size() == 1 && ((symbol.text[0] >= 'A' && symbol.text[0] <= 'Z') || (symbol.text[0] >= 'a' && symbol.text[0] <= 'z'));
}

// Behind the dash of a code's letters the number begins with a nought, not with an O: WP-ER-O12. Behind the letters themselves both do (A0300, CO2,
// ISO9001), and an item's own letter begins its word (O10-O16).
void take_noughts(std::vector<Symbol>& symbols) {
  constexpr double kMayBe = 0.03, kSure = 0.6;  // that it is a nought; how sure it is then
  for (std::size_t i = 2; i + 1 < symbols.size(); ++i) {
    Symbol& symbol = symbols[i];
    if (!is_letter_o(symbol) || !is_digit(symbols[i + 1]) || symbols[i - 1].text != "-" || !is_latin_letter(symbols[i - 2])) continue;
    const auto nought = std::find_if(symbol.alternatives.begin(), symbol.alternatives.end(),
                                     [&](const Alternative& a) { return (a.text == "0" || a.text == "\u0E50") && a.confidence >= kMayBe; });
    if (nought == symbol.alternatives.end()) continue;
    std::swap(symbol.text, nought->text);
    nought->confidence = std::exchange(symbol.confidence, std::min(symbol.confidence, kSure));
  }
}

}  // namespace

void agree_in_numbers(std::vector<Symbol>& symbols) {
  take_noughts(symbols);
  for (std::size_t at = 0; at < symbols.size();) {
    if (kind_of(symbols[at].text) == Kind::kNone) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < symbols.size() && kind_of(symbols[end].text) != Kind::kNone) ++end;
    const Place first = symbols.begin() + static_cast<std::ptrdiff_t>(at), last = symbols.begin() + static_cast<std::ptrdiff_t>(end);
    agree(first, last);
    part_thousands(first, last);
    at = end;
  }
  agree_with_line(symbols);
}

}  // namespace banthuek::recognise
