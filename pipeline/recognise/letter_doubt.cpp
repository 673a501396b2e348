#include "pipeline/recognise/letter_doubt.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace banthuek::recognise {
namespace {

constexpr double kDoubted = 0.7;              // the most that such a letter's confidence is
constexpr double kMinLogProbability = -14.0;  // nothing is held to be less likely than this
constexpr double kOdd = -3.5;                 // a letter less likely than this is looked at, and those up to kNear before it
constexpr int kNear = 2;
constexpr int kAbbreviation = 4;  // letters before a point that are no word
// How much likelier the text must be for the misreading, as a difference of logarithms.
constexpr double kLost = 4, kAdded = 6, kTaken = 6;
constexpr double kLostToo = 2.5;   // of each of two lost marks
constexpr int kLostTogether = 14;  // letters, one from the other: where print is faint, they are lost together

constexpr std::array<std::u32string_view, 14> kKin{U"ซช", U"ฎฏ", U"ดตคศ", U"ภถก", U"บปษ", U"พฟผฝ", U"ณฌ",
                                                   U"อฮ", U"ลส", U"รธ",   U"ทห",  U"ขช",  U"ิีึื",     U"่้๊๋์็"};
constexpr std::u32string_view kMarks = U"ัิีึืุู็่้๊๋์", kVowelsAbove = U"ัิีึื็", kBelow = U"ุู", kTones = U"่้๊๋์";

bool among(std::u32string_view letters, char32_t c) { return letters.find(c) != std::u32string_view::npos; }

// Whether a mark may stand between the two.
bool fits(char32_t before, char32_t mark, char32_t behind) {
  const bool consonant = before >= U'ก' && before <= U'ฮ';
  if (among(kTones, mark)) return (consonant || among(kVowelsAbove, before) || among(kBelow, before)) && !among(kMarks, behind);
  return consonant && !among(kVowelsAbove, behind) && !among(kBelow, behind);
}

class Text {
 public:
  explicit Text(const CharacterModel& letters) : letters_(letters) {}

  void add(int symbol) { text_.push_back(symbol); }
  int size() const { return static_cast<int>(text_.size()); }
  int at(int i) const { return i >= 0 && i < size() ? text_[static_cast<std::size_t>(i)] : CharacterModel::kOther; }

  double log_probability(int i) const { return cost({}, i); }

  // How much likelier the text is with `put` in place of `cut` letters from `from` on (none: put == kOther).
  double gain(int from, int cut, int put) const {
    const int put_count = put == CharacterModel::kOther ? 0 : 1;
    const Change change{from, cut, put, put_count};
    double sum = 0;
    const int reach = CharacterModel::kLongest - 1;  // letters behind it that it is context of
    for (int i = from; i < from + put_count + reach; ++i) {
      if (letter(change, i) == CharacterModel::kOther && i >= size() - cut + put_count) break;
      sum += cost(change, i);
    }
    for (int i = from; i < from + cut + reach && i < size(); ++i) sum -= cost({}, i);
    return sum;
  }

 private:
  struct Change {
    int from = 0, cut = 0, put = 0, put_count = 0;
  };
  int letter(const Change& change, int i) const {
    if (i < change.from) return at(i);
    if (i < change.from + change.put_count) return change.put;
    return at(i - change.put_count + change.cut);
  }
  double cost(const Change& change, int i) const {
    const int symbol = letter(change, i);
    if (symbol == CharacterModel::kOther) return 0;
    CharacterModel::Context before{};
    for (std::size_t k = 0; k < before.size(); ++k) before[k] = static_cast<std::uint8_t>(letter(change, i - 1 - static_cast<int>(k)));
    return std::max(kMinLogProbability, letters_.log_probability(before, symbol));
  }

  const CharacterModel& letters_;
  std::vector<int> text_;
};

// How much likelier the text is with a mark on the letter.
double gain_of_mark(const Text& text, int i) {
  const char32_t letter = CharacterModel::letter_of(text.at(i));
  double most = 0;
  for (const char32_t mark : kMarks)
    if (fits(letter, mark, CharacterModel::letter_of(text.at(i + 1)))) most = std::max(most, text.gain(i + 1, 0, CharacterModel::symbol_of(mark)));
  return most;
}

bool is_misread(const Text& text, int i) {
  const char32_t letter = CharacterModel::letter_of(text.at(i));
  if (among(kMarks, letter) && text.gain(i, 1, CharacterModel::kOther) > kAdded) return true;
  for (const std::u32string_view kin : kKin)
    if (among(kin, letter))
      for (const char32_t other : kin)
        if (other != letter && text.gain(i, 1, CharacterModel::symbol_of(other)) > kTaken) return true;
  return false;
}

}  // namespace

void doubt_unlikely_letters(const CharacterModel& letters, std::vector<Symbol>& symbols) {
  Text text(letters);
  std::vector<Symbol*> read;
  for (Symbol& symbol : symbols) {
    if (symbol.text == " ") continue;
    read.push_back(&symbol);
    text.add(CharacterModel::symbol_of(symbol.text));
  }
  std::vector<bool> look(read.size());
  int since_other = 0;
  for (int i = 0; i < text.size(); ++i) {
    if (text.at(i) == CharacterModel::kOther) {
      if (read[static_cast<std::size_t>(i)]->text == "." && since_other <= kAbbreviation)
        for (int k = i - since_other - kNear; k < i; ++k)
          if (k >= 0) look[static_cast<std::size_t>(k)] = false;
      since_other = 0;
      continue;
    }
    ++since_other;
    if (text.log_probability(i) >= kOdd) continue;
    for (int k = std::max(0, i - kNear); k <= i; ++k) look[static_cast<std::size_t>(k)] = text.at(k) != CharacterModel::kOther;
  }
  const auto doubt = [&](int i) {
    read[static_cast<std::size_t>(i)]->confidence = std::min(read[static_cast<std::size_t>(i)]->confidence, kDoubted);
  };
  int before = -kLostTogether - 1;
  for (int i = 0; i < text.size(); ++i) {
    if (!look[static_cast<std::size_t>(i)]) continue;
    const double lost = gain_of_mark(text, i);
    if (lost > kLost || is_misread(text, i)) doubt(i);
    if (lost < kLostToo) continue;
    if (i - before > 1 && i - before <= kLostTogether) doubt(before), doubt(i);
    before = i;
  }
}

}  // namespace banthuek::recognise
