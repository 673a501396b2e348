#include "pipeline/read/decode_fonts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "extractors/text/fold.h"
#include "pipeline/read/read_page.h"
#include "pipeline/read/text_likelihood.h"
#include "pipeline/text_layer/glyph_codes.h"

namespace banthuek::read {
namespace {

using text_layer::CodedGlyph;
using text_layer::Decoding;
using text_layer::FileCode;

constexpr std::size_t kMaxGlyphs = 300;            // of a line
constexpr double kSureReading = 0.85;              // a doubtful line says nothing
constexpr double kMaxGlyphSkew = 0.3;              // degrees: beyond, words do not lie where their glyphs do
constexpr double kReach = 0.3, kMarkReach = 0.45;  // em between a line's box, or its baseline, and glyphs that stand in it; marks
constexpr double kMarkMiddle = 0.2;                // em that a mark's middle lies to the left of its origin
constexpr double kApart = 2, kFar = 3;             // cost of an em between a glyph and its letter; em beyond which they are no pair
constexpr int kMaxPages = 6;                       // read
constexpr int kEnough = 3;                         // places that tell a code
constexpr double kWorthReading = 0.02;             // share of a page's glyphs whose codes are not told yet
constexpr int kRounds = 4;
constexpr double kSkip = 4, kUnknown = 4.5, kOtherKind = 9;  // costs, as -ln of a probability: no partner; a pair not yet seen; a mark for a letter
constexpr double kTwoWide = 1.4;                             // of a line's letters: a glyph that may draw two
constexpr double kSoundFont = 0.5;                           // of a font's places that say what is read
constexpr double kMostly = 0.6;                              // of a code's places that say its letter
constexpr double kClearly = 0.8, kHardly = 0.1;              // of its places, where its font says what is read elsewhere: read as another; as it says
constexpr int kManyDigits = 4;                               // of a sound font that are read as others: a table of digits that is moved
constexpr double kFits = 0.85;                               // of all glyphs that are what their code is decoded to
constexpr char32_t kSaraAa = 0x0E32, kSaraAm = 0x0E33, kNikhahit = 0x0E4D;

// ำ as its two glyphs.
std::u32string parted(const std::u32string& text) { return text == std::u32string(1, kSaraAm) ? std::u32string{kNikhahit, kSaraAa} : text; }

struct Places {
  int all = 0;
  std::map<std::u32string, int> said;
};

// The letter whose parts these are, or what one glyph draws for two: of ฤ and ฦ that is never with า, as which ๅ is read.
std::u32string whole(std::u32string text) {
  if (text.size() != 2) return text;
  if (text[0] == kNikhahit) return std::u32string(1, kSaraAm);
  if ((text[0] == U'ฤ' || text[0] == U'ฦ') && text[1] == kSaraAa) text[1] = U'ๅ';
  return text;
}

bool is_digit_of(const std::u32string& text) { return text.size() == 1 && text::is_digit(text[0]); }
char32_t value_of(char32_t digit) { return digit >= U'๐' ? digit - U'๐' : digit - U'0'; }

// What is read in many places alike is read right.
double confidence_of(int places) { return places >= 5 ? 0.99 : places >= 2 ? 0.97 : 0.9; }

// Is a code of a font that else says what is read, another letter wherever it stands? Letters, marks and digits of another value: signs are
// read badly, and which digits a line has is read by those about them.
bool differs(const Places& found, const std::u32string& says, const std::u32string& read) {
  const auto letters = [](const std::u32string& text) { return !text.empty() && std::all_of(text.begin(), text.end(), text::is_thai_sign); };
  const bool digits = is_digit_of(says) && is_digit_of(read) && value_of(says[0]) != value_of(read[0]) && (says[0] > 0x80) == (read[0] > 0x80);
  const auto agreeing = found.said.find(says);
  const int agree = agreeing == found.said.end() ? 0 : agreeing->second;
  return says != read && (digits || (letters(says) && letters(read))) && found.said.at(read) >= kEnough &&
         found.said.at(read) >= kClearly * found.all && agree <= kHardly * found.all;
}

using Costs = std::map<std::pair<FileCode, std::u32string>, double>;
using Pairs = std::vector<std::pair<std::size_t, std::u32string>>;  // glyph of the line, what stands there (empty: nothing)

class Matcher {
 public:
  explicit Matcher(const Costs& costs) : costs_(costs) {}

  Pairs match(const ReadLine& line) const {
    const std::size_t n = line.glyphs.size(), m = line.letters.size();
    std::u32string text;
    for (const ReadLetter& letter : line.letters) text += letter.letter;
    const double two_wide = kTwoWide * usual_width(line);
    std::vector<std::vector<double>> best(n + 1, std::vector<double>(m + 1, 1e9));
    std::vector<std::vector<int>> from(n + 1, std::vector<int>(m + 1, 0));  // letters taken by the glyph; -1: the letter has no glyph
    best[0][0] = 0;
    for (std::size_t i = 0; i <= n; ++i)
      for (std::size_t k = 0; k <= m; ++k) {
        const auto offer = [&](std::size_t to_i, std::size_t to_k, double cost, int how) {
          if (best[i][k] + cost < best[to_i][to_k]) best[to_i][to_k] = best[i][k] + cost, from[to_i][to_k] = how;
        };
        if (k < m) offer(i, k + 1, kSkip, -1);
        if (i >= n) continue;
        const CodedGlyph& g = line.glyphs[i];
        offer(i + 1, k, cost(g, U"", kSkip), 0);
        if (k >= m) continue;
        const double middle = g.is_mark ? g.x0 - kMarkMiddle * g.size : (g.x0 + g.x1) / 2;
        const double apart = std::abs(middle - line.letters[k].x) / g.size;
        if (apart > kFar) continue;
        offer(i + 1, k + 1, cost(g, text.substr(k, 1), kUnknown) + kApart * apart, 1);
        const bool one_of_two = k + 1 < m && g.says.empty() && g.x1 - g.x0 > two_wide * g.size && !text_layer::is_thai_mark(text[k + 1]);
        if (one_of_two || (k + 1 < m && text[k] == kNikhahit && text[k + 1] == kSaraAa))
          offer(i + 1, k + 2, cost(g, text.substr(k, 2), kUnknown + 1) + kApart * apart, 2);
      }
    Pairs out;
    for (std::size_t i = n, k = m; i > 0 || k > 0;) {
      const int how = from[i][k];
      if (how < 0) {
        --k;
        continue;
      }
      k -= static_cast<std::size_t>(how), --i;
      out.push_back({i, text.substr(k, static_cast<std::size_t>(how))});
    }
    return out;
  }

 private:
  // Em: of the letters of a line, but marks.
  static double usual_width(const ReadLine& line) {
    std::vector<double> widths;
    for (const CodedGlyph& g : line.glyphs)
      if (!g.is_mark && g.size > 0) widths.push_back((g.x1 - g.x0) / g.size);
    if (widths.empty()) return 1;
    const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    return *middle;
  }

  double cost(const CodedGlyph& glyph, const std::u32string& says, double unknown) const {
    if (says.size() == 1 && text_layer::is_thai_mark(says[0]) != glyph.is_mark) return kOtherKind;
    if (says.size() == 1 && glyph.unlike.find(says[0]) != std::u32string::npos) return kOtherKind;
    const auto known = costs_.find({glyph.code, says});
    if (known != costs_.end()) return known->second;
    return !says.empty() && glyph.says == says ? unknown - 1 : unknown;  // a little trust in what the file says
  }

  const Costs& costs_;
};

std::map<FileCode, Places> count_places(const std::vector<ReadLine>& lines, const Costs& costs) {
  std::map<FileCode, Places> out;
  const Matcher matcher(costs);
  for (const ReadLine& line : lines)
    for (const auto& [glyph, says] : matcher.match(line)) {
      Places& places = out[line.glyphs[glyph].code];
      ++places.all;
      ++places.said[says];
    }
  return out;
}

// The lines of the page as read, each with the glyphs that stand in it.
void add_lines(const Page& page, const std::vector<CodedGlyph>& glyphs, std::vector<ReadLine>& out) {
  std::vector<const Line*> lines;
  for (const Line* line : all_lines(page))
    if (line->confidence >= kSureReading) lines.push_back(line);
  std::vector<ReadLine> read(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (const Word& word : lines[i]->words) {
      std::u32string text;
      for (const char32_t c : text::to_u32(word.text))
        if (c != U' ') text += parted(std::u32string(1, c));
      const auto wide = std::count_if(text.begin(), text.end(), [](char32_t c) { return !text_layer::is_thai_mark(c); });
      double x = word.box.x;
      const double step = word.box.w / static_cast<double>(std::max<std::ptrdiff_t>(1, wide));
      for (const char32_t c : text) {
        if (text_layer::is_thai_mark(c)) {
          read[i].letters.push_back({c, x - step / 2});
        } else {
          read[i].letters.push_back({c, x + step / 2});
          x += step;
        }
      }
    }
  for (const CodedGlyph& g : glyphs)
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Box& box = lines[i]->box;
      if (g.x1 < box.x - kReach * g.size || g.x0 > box.right() + kReach * g.size || g.y < box.y || g.y >= box.bottom()) continue;
      const double reach = (g.is_mark ? kMarkReach : kReach) * g.size;  // some fonts move tone marks down over a letter
      if (lines[i]->baseline > 0 && std::abs(lines[i]->baseline - (g.y + 0.2 * g.size)) > reach) continue;
      read[i].glyphs.push_back(g);
      break;
    }
  for (ReadLine& line : read)
    if (!line.glyphs.empty() && line.glyphs.size() <= kMaxGlyphs) out.push_back(std::move(line));
}

// A vowel stands before the tone mark over it, wherever its glyph is.
void order_marks(std::u32string& text, std::string& mine) {
  const auto is_tone = [](char32_t c) { return c >= U'่' && c <= U'์'; };
  for (std::size_t i = 1; i < text.size(); ++i)
    if (is_tone(text[i - 1]) && text_layer::is_thai_mark(text[i]) && !is_tone(text[i]))
      std::swap(text[i - 1], text[i]), std::swap(mine[i - 1], mine[i]);
}

// How much likelier the text of the lines is where `code` says `text` than where it says what the file maps it to, a letter of it.
double gain(const std::vector<ReadLine>& lines, const FileCode& code, const std::u32string& text, const recognise::CharacterModel& letters) {
  TextLikelihood before(letters), after(letters);
  for (const ReadLine& line : lines) {
    if (std::none_of(line.glyphs.begin(), line.glyphs.end(), [&](const CodedGlyph& g) { return g.code == code; })) continue;
    std::u32string said, read;
    std::string of_said, of_read;
    for (const CodedGlyph& g : line.glyphs) {
      const bool mine = g.code == code;
      const std::u32string& now = mine ? text : g.says;
      said += g.says, read += now;
      of_said.append(g.says.size(), mine ? 1 : 0), of_read.append(now.size(), mine ? 1 : 0);
    }
    order_marks(said, of_said), order_marks(read, of_read);
    before.add(said, of_said), after.add(read, of_read);
  }
  const auto mean = [](const TextLikelihood& of) {
    double sum = 0;
    for (const auto& [letter, found] : of.letters()) sum += found.sum;
    return of.count() > 0 ? sum / of.count() : 0;
  };
  return mean(after) - mean(before);
}

// Where many digits of a sound font are others wherever they stand, its rarer ones are no more to be believed: they are what is read, and nothing
// where that is not clear.
void add_moved_digits(const std::map<FileCode, Places>& places, const std::map<FileCode, std::u32string>& said, Decoding& out) {
  std::map<long long, int> moved;
  for (const auto& [code, read] : out.codes)
    moved[code.first] += out.sound_fonts.contains(code.first) && is_digit_of(said.at(code)) && is_digit_of(read.text);
  for (const auto& [code, found] : places) {
    const std::u32string& says = said.at(code);
    if (moved[code.first] < kManyDigits || !is_digit_of(says) || out.codes.contains(code)) continue;
    const auto best = std::max_element(found.said.begin(), found.said.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    const bool digit = is_digit_of(best->first);
    if (digit && (value_of(best->first[0]) == value_of(says[0]) || (best->first[0] > 0x80) != (says[0] > 0x80))) continue;
    const bool clear = digit && best->second >= kClearly * found.all;
    out.codes[code] = clear ? text_layer::DecodedCode{best->first, confidence_of(best->second)} : text_layer::DecodedCode{};
  }
}

}  // namespace

void keep_what_is_likely(Decoding& out, const std::vector<ReadLine>& lines, const recognise::CharacterModel* letters) {
  constexpr double kLikelier = 1.5;  // natural logarithms
  constexpr std::u32string_view kRare = U"ฃฅฆฌญฎฏฐฑฒฬฤฦๅๆ";
  std::map<FileCode, std::u32string> said;
  for (const ReadLine& line : lines)
    for (const CodedGlyph& g : line.glyphs) said.try_emplace(g.code, g.says);
  std::map<long long, int> digits;  // of each font that are read as others
  const auto is_changed = [&](const FileCode& code) { return out.sound_fonts.contains(code.first) && !said[code].empty(); };
  for (const auto& [code, read] : out.codes) digits[code.first] += is_changed(code) && is_digit_of(said[code]) && is_digit_of(read.text);
  std::erase_if(out.codes, [&](const auto& entry) {
    const auto& [code, read] = entry;
    if (!is_changed(code)) return false;
    if (is_digit_of(said[code])) return digits[code.first] < kManyDigits;
    const bool rare = said[code].find_first_of(kRare) != std::u32string::npos;
    return rare || !letters || gain(lines, code, read.text, *letters) < kLikelier;
  });
}

Decoding decode(const std::vector<ReadLine>& lines) {
  Costs costs;
  std::map<FileCode, Places> places;
  for (int round = 0; round < kRounds; ++round) {
    places = count_places(lines, costs);
    costs.clear();
    for (const auto& [code, found] : places)
      for (const auto& [says, count] : found.said) costs[{code, says}] = -std::log((count - 0.5) / (found.all + 0.5)) + (says.empty() ? 0.5 : 0);
  }
  // A font that says what is read keeps its codes, and takes from the reading those alone that say nothing.
  std::map<FileCode, std::u32string> said;
  std::set<FileCode> marks, refuted;
  for (const ReadLine& line : lines)
    for (const CodedGlyph& g : line.glyphs) {
      said.try_emplace(g.code, g.says);
      if (g.is_mark) marks.insert(g.code);
      if (g.refuted) refuted.insert(g.code);
    }
  std::map<long long, std::pair<int, int>> agreement;  // of each font: places, and those that agree
  for (const auto& [code, found] : places) {
    const std::u32string& says = said[code];
    const auto agreeing = found.said.find(says == U" " ? std::u32string() : parted(says));
    agreement[code.first].first += found.all;
    agreement[code.first].second += agreeing == found.said.end() ? 0 : agreeing->second;
  }
  const auto sound = [&](long long font) { return agreement[font].second >= kSoundFont * agreement[font].first; };
  Decoding out;
  int all = 0, fitting = 0;
  for (const auto& [code, found] : places) {
    const auto best = std::max_element(found.said.begin(), found.said.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (sound(code.first)) {
      out.sound_fonts.insert(code.first);
      if (!said[code].empty()) {
        if (differs(found, parted(said[code]), best->first)) out.codes[code] = {whole(best->first), confidence_of(best->second)};
        continue;
      }
    } else {
      out.wrong_fonts.insert(code.first);
    }
    // Of a sound font a code that is refuted stands among sound neighbours; others may be said by the code before them, and fit nothing.
    if (!sound(code.first) || !refuted.contains(code)) all += found.all, fitting += best->second;
    if (best->second < kMostly * found.all) continue;
    if (best->first.empty() && (marks.contains(code) || best->second < kEnough)) continue;  // a mark draws something
    std::u32string text = whole(best->first);
    if (text.empty()) text = std::u32string(1, U' ');
    out.codes[code] = {std::move(text), confidence_of(best->second)};
  }
  add_moved_digits(places, said, out);
  if (fitting < kFits * all) out.codes.clear(), out.wrong_fonts.clear();
  return out;
}

Decoding decode_fonts(source::Source& source, const std::vector<int>& pages, recognise::Recogniser& recogniser) {
  std::vector<ReadLine> lines;
  std::map<FileCode, int> seen;
  int read = 0;
  for (const int number : pages) {
    const std::vector<CodedGlyph> glyphs = source.coded_glyphs(number);
    const auto rare = std::count_if(glyphs.begin(), glyphs.end(), [&](const CodedGlyph& g) { return seen[g.code] < kEnough; });
    if (rare == 0 || (read > 0 && static_cast<double>(rare) < kWorthReading * static_cast<double>(glyphs.size()))) continue;
    if (++read > kMaxPages) break;
    for (const CodedGlyph& g : glyphs) ++seen[g.code];
    constexpr Box kAll{0, 0, 1 << 20, 1 << 20};
    const Page page = read_page(source.part(number, kAll), recogniser, {.page = number, .debug = {}});
    if (page.turned == 0 && std::abs(page.skew) < kMaxGlyphSkew) add_lines(page, glyphs, lines);
  }
  Decoding out = decode(lines);
  keep_what_is_likely(out, lines, recogniser.letters());
  return out;
}

}  // namespace banthuek::read
