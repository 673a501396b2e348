#include "pipeline/read/font_check.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/text/fold.h"
#include "pipeline/read/read_picture.h"
#include "pipeline/read/text_likelihood.h"
#include "pipeline/text_layer/glyph_codes.h"

namespace banthuek::read {
namespace {

constexpr int kMinLineLetters = 12, kMinOfFont = 6;  // of a line worth comparing; of the font in it
constexpr int kEnoughLetters = 24;                   // of the font: a longer line costs more and tells little more
constexpr int kLinesLookedAt = 4;                    // of a font on a page
constexpr double kSureReadingOfFont = 0.85;          // a doubtful reading says nothing about the layer
constexpr double kHalfInCommon = 0.5;                // sound layers have 0.98 and more, shuffled codes under 0.3
constexpr double kMinRead = 0.7;                     // letters of its glyphs: where fewer are read, more stands there than one line
constexpr double kHardlyAny = 0.3;                   // of the only line that a font has
constexpr std::size_t kMaxLettersOfLine = 300;       // letters
// Of 447 fonts in 190 invented papers the text of 5 is less likely than kLikely, and 20 have an odd letter; of a table of letters moved by one the
// mean is -5.9, of two letters exchanged -2.4 and theirs -12.
constexpr double kLikely = -3.2, kOdd = -11.5;  // natural logarithms: of a letter's probability; of its and the next one's, wherever it stands
constexpr int kOftenOdd = 3, kLettersLookedAt = 600;
constexpr std::u32string_view kDigits = U"0123456789๐๑๒๓๔๕๖๗๘๙";
constexpr double kMinVowels = 0.15, kMaxVowels = 0.65;  // of Latin letters
constexpr double kKnownScript = 0.8;                    // of letters that are Thai, or else of some script read here

bool counts(char32_t c) {
  if (c < 0x80) return text::is_digit(c) || ((c | 0x20) >= U'a' && (c | 0x20) <= U'z');
  return c < 0x2000 || c >= 0x2070;
}
bool is_thai_or_digit(char32_t c) { return text::is_thai_sign(c) || text::is_digit(c); }
// Which digits a line has is read by the others about them: those of one value are the same.
char32_t without_script(char32_t c) { return c >= U'0' && c <= U'9' ? c - U'0' + U'๐' : c; }

struct SaidLetter {
  char32_t sign = 0;
  double x = 0;  // of its middle, about
};

std::vector<SaidLetter> letters_of_line(const Line& line) {
  std::vector<SaidLetter> out;
  for (const Word& word : line.words) {
    const std::u32string text = text::to_u32(word.text);
    const auto wide = std::count_if(text.begin(), text.end(), [](char32_t c) { return !text::is_thai_mark(c); });
    const double step = word.box.w / static_cast<double>(std::max<std::ptrdiff_t>(1, wide));
    double x = word.box.x - step / 2;
    for (const char32_t c : text) {
      if (!text::is_thai_mark(c)) x += step;
      if (counts(c)) out.push_back({c, x});
    }
  }
  return out;
}

struct SaidLine {
  const Line* line = nullptr;
  std::vector<SaidLetter> letters;
  std::vector<char> mine;  // of each letter: is it of the font
  int of_font = 0;
  int glyphs = 0;  // that draw it: a code may say several letters

  bool latin() const {
    return std::none_of(letters.begin(), letters.end(), [](const SaidLetter& l) { return text::is_thai_sign(l.sign); });
  }
  int count(std::u32string_view wanted) const {
    int out = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) out += mine[i] != 0 && wanted.find(letters[i].sign) != std::u32string_view::npos;
    return out;
  }
};

SaidLine line_said(const Line& line, std::span<const text_layer::CodedGlyph> glyphs, long long font) {
  SaidLine out{&line, letters_of_line(line), {}, 0, 0};
  std::vector<const text_layer::CodedGlyph*> row;
  for (const text_layer::CodedGlyph& g : glyphs) {
    if (g.y <= line.box.y || g.y >= line.box.bottom() || g.x1 < line.box.x || g.x0 > line.box.right()) continue;
    out.glyphs += !text_layer::is_blank(g.says) && (g.says.size() != 1 || counts(g.says[0]));
    if (!g.is_mark) row.push_back(&g);
  }
  for (const SaidLetter& letter : out.letters) {
    const auto nearest = std::min_element(row.begin(), row.end(), [&](const auto* a, const auto* b) {
      return std::abs(a->x0 + a->x1 - 2 * letter.x) < std::abs(b->x0 + b->x1 - 2 * letter.x);
    });
    out.mine.push_back(nearest != row.end() && (*nearest)->code.first == font);
    out.of_font += out.mine.back();
  }
  return out;
}

// Aligns with the fewest differences.
void add_pairs(const SaidLine& said, const std::vector<SaidLetter>& read, LetterPairs& out) {
  const std::size_t n = said.letters.size(), m = read.size();
  std::vector<std::vector<int>> cost(n + 1, std::vector<int>(m + 1));
  const auto differ = [&](std::size_t i, std::size_t k) { return without_script(said.letters[i].sign) != without_script(read[k].sign); };
  for (std::size_t i = 0; i <= n; ++i)
    for (std::size_t k = 0; k <= m; ++k)
      cost[i][k] =
          i == 0 || k == 0 ? static_cast<int>(i + k) : std::min({cost[i - 1][k - 1] + differ(i - 1, k - 1), cost[i - 1][k] + 1, cost[i][k - 1] + 1});
  bool lost_before = false;  // the letter behind was read and not said: several such are another text, one is a lost mark
  for (std::size_t i = n, k = m; i > 0 || k > 0;) {
    if (i > 0 && k > 0 && cost[i][k] == cost[i - 1][k - 1] + differ(i - 1, k - 1)) {
      --i, --k;
      lost_before = false;
      if (!said.mine[i]) continue;
      const char32_t a = without_script(said.letters[i].sign), b = without_script(read[k].sign);
      ++out.all;
      out.same += a == b;
      out.thai_for_other += !is_thai_or_digit(a) && text::is_thai_sign(b);
      if (a == b)
        ++out.kept[a];
      else if (is_thai_or_digit(a) && is_thai_or_digit(b))
        ++out.other[{a, b}];
    } else if (i > 0 && cost[i][k] == cost[i - 1][k] + 1) {
      --i;
      out.all += said.mine[i];
    } else {
      --k;
      const bool alone = (k == 0 || i == 0 || cost[i][k] != cost[i][k - 1] + 1) && (k + 1 == m || !lost_before);
      lost_before = true;
      if (alone && text::is_thai_sign(read[k].sign) && ((i > 0 && said.mine[i - 1]) || (i < n && said.mine[i]))) ++out.other[{0, read[k].sign}];
      continue;
    }
    lost_before = false;
  }
}

// What the text of a font is like, by itself.
struct Plausibility {
  bool likely = true;
  std::u32string odd;  // letters that stand where no word has them
};

Plausibility plausibility(const std::vector<SaidLine>& lines, const RecogniserGiver& recogniser) {
  int all = 0, thai = 0, latin = 0, vowels = 0, digits = 0;
  for (const SaidLine& said : lines)
    for (std::size_t i = 0; i < said.letters.size(); ++i) {
      const char32_t c = said.letters[i].sign;
      if (said.mine[i] == 0) continue;
      ++all, thai += text::is_thai_sign(c), digits += text::is_digit(c), latin += c < 0x250 && !text::is_digit(c);
      vowels += std::u32string_view(U"aeiouyAEIOUY").find(c) != std::u32string_view::npos;
    }
  Plausibility out;
  if (thai < kMinLineLetters) {
    const bool words = latin < kMinLineLetters || (vowels > kMinVowels * latin && vowels < kMaxVowels * latin);
    out.likely = words && thai + latin + digits > kKnownScript * all;
    return out;
  }
  const recognise::CharacterModel* model = recogniser().letters();
  if (!model) return out;
  TextLikelihood likelihood(*model);
  for (const SaidLine& said : lines) {
    if (likelihood.count() > kLettersLookedAt) break;
    std::u32string signs;
    for (const SaidLetter& letter : said.letters) signs += letter.sign;
    likelihood.add(signs, {said.mine.data(), said.mine.size()});
  }
  out.likely = likelihood.mean() > kLikely && thai > kKnownScript * (all - digits - latin);
  for (const auto& [letter, found] : likelihood.letters())
    if (found.count >= kOftenOdd && found.mean() < kOdd) out.odd += letter;
  return out;
}

}  // namespace

bool LetterPairs::know(std::u32string_view letters) const {
  return std::all_of(letters.begin(), letters.end(), [&](char32_t c) {
    return kept.contains(c) || std::any_of(other.begin(), other.end(), [&](const auto& entry) { return entry.first.first == c; });
  });
}

bool LetterPairs::differs_again(int times) const {
  return std::any_of(other.begin(), other.end(), [&](const auto& entry) {
    const auto& [pair, count] = entry;
    const auto times_kept = [&](char32_t letter) { return kept.contains(letter) ? kept.at(letter) : 0; };
    // Or a letter that is shown and never said: its code says another's.
    return count >= times && (3 * times_kept(pair.first != 0 ? pair.first : pair.second) <= count || times_kept(pair.second) == 0);
  });
}

FontVerdict judge_font(const Page& layer, std::span<const text_layer::CodedGlyph> glyphs, long long font, Reading reading, source::Source& source,
                       const RecogniserGiver& recogniser) {
  std::vector<SaidLine> lines;
  for (const Line* line : all_lines(layer))
    if (SaidLine said = line_said(*line, glyphs, font); said.of_font > 0 && said.letters.size() <= kMaxLettersOfLine)
      lines.push_back(std::move(said));
  if (lines.empty()) return FontVerdict::kUnknown;
  const Plausibility text = plausibility(lines, recogniser);
  if (reading == Reading::kIfUnlikely && text.likely && text.odd.empty()) return FontVerdict::kSound;
  std::erase_if(lines, [](const SaidLine& said) { return said.of_font < kMinOfFont || said.letters.size() < kMinLineLetters; });
  std::stable_sort(lines.begin(), lines.end(), [&](const SaidLine& a, const SaidLine& b) {
    const auto odd = [&](const SaidLine& said) { return said.count(text.odd); };
    if (const int x = odd(a), y = odd(b); x != y) return x > y;
    if (const int x = std::min(a.of_font, kEnoughLetters), y = std::min(b.of_font, kEnoughLetters); x != y) return x > y;
    if (const bool x = a.count(kDigits) > 1, y = b.count(kDigits) > 1; x != y) return x;
    return a.letters.size() < b.letters.size();
  });
  if (lines.size() > kLinesLookedAt) lines.resize(kLinesLookedAt);
  LetterPairs agreeing;
  int compared = 0, disagreeing = 0;
  bool little = false;
  for (const SaidLine& said : lines) {
    const Line read = read_place(source, layer.number, said.line->box, recogniser());
    if (read.confidence < kSureReadingOfFont) continue;
    const std::vector<SaidLetter> shown = letters_of_line(read);
    if (static_cast<double>(shown.size()) < kMinRead * said.glyphs) continue;
    LetterPairs pairs;
    add_pairs(said, shown, pairs);
    ++compared;
    if (pairs.same < kHalfInCommon * pairs.all && (!said.latin() || pairs.thai_for_other > kHalfInCommon * pairs.all)) {
      little = pairs.same < kHardlyAny * pairs.all;
      if (++disagreeing > 1 && !text.likely) return FontVerdict::kWrong;
      continue;
    }
    for (const auto& [pair, count] : pairs.other) agreeing.other[pair] += count;
    for (const auto& [letter, count] : pairs.kept) agreeing.kept[letter] += count;
    if (agreeing.differs_again(2)) return FontVerdict::kPartly;
    if (!agreeing.differs_again(1) && agreeing.know(text.odd)) return FontVerdict::kSound;
  }
  if (compared == 0) return FontVerdict::kUnknown;
  if (disagreeing < compared) return FontVerdict::kSound;
  return compared > 1 || (little && !text.likely && lines.size() == 1) ? FontVerdict::kWrong : FontVerdict::kUnknown;
}

}  // namespace banthuek::read
