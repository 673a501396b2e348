#include "pipeline/read/read_line.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <memory>

#include "extractors/types/error.h"

namespace banthuek::read {
namespace {

icu::BreakIterator& word_breaks() {
  thread_local const std::unique_ptr<icu::BreakIterator> breaks = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale("th"), status));
    if (U_FAILURE(status) || !made) throw Error(ErrorKind::kInternal, "", "ICU has no word breaks for Thai; install libicu's data");
    return made;
  }();
  // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDelete): it lives as long as its thread, not to the end of this function
  return *breaks;
}

bool is_word(const icu::UnicodeString& text) {
  for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK) return true;
  }
  return false;
}

bool opens(const icu::UnicodeString& text) {
  const int8_t type = u_charType(text.char32At(0));
  return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

// Symbols of one stretch without spaces, cut into words.
void add_words(const std::vector<recognise::Symbol>& symbols, std::size_t from, std::size_t to, int dx, const layout::Segment& segment,
               std::vector<Word>& out) {
  icu::UnicodeString text;
  std::vector<std::size_t> symbol_at;  // for each UTF-16 unit
  for (std::size_t i = from; i < to; ++i) {
    const icu::UnicodeString s = icu::UnicodeString::fromUTF8(symbols[i].text);
    text.append(s);
    for (int k = 0; k < s.length(); ++k) symbol_at.push_back(i);
  }
  if (text.isEmpty()) return;
  icu::BreakIterator& breaks = word_breaks();
  breaks.setText(text);
  std::vector<int> cuts{0};
  bool pending_open = false;
  bool has_word = false;
  for (int a = breaks.first(), b = breaks.next(); b != icu::BreakIterator::DONE; a = b, b = breaks.next()) {
    const icu::UnicodeString piece = text.tempSubStringBetween(a, b);
    const bool word = is_word(piece);
    if (word && has_word && !pending_open && a > 0) cuts.push_back(a);
    if (!word && opens(piece) && has_word)
      cuts.push_back(a), pending_open = true, has_word = false;
    else if (word)
      pending_open = false;
    has_word = has_word || word;
  }
  cuts.push_back(text.length());
  for (std::size_t k = 1; k < cuts.size(); ++k) {
    if (cuts[k] <= cuts[k - 1]) continue;
    Word word;
    text.tempSubStringBetween(cuts[k - 1], cuts[k]).toUTF8String(word.text);
    double x0 = 1e18, x1 = -1e18, sum = 0;
    int n = 0;
    for (std::size_t s = symbol_at[cuts[k - 1]]; s <= symbol_at[cuts[k] - 1]; ++s, ++n) {
      x0 = std::min(x0, symbols[s].x0), x1 = std::max(x1, symbols[s].x1);
      sum += symbols[s].confidence;
    }
    const int left = std::clamp(static_cast<int>(std::floor(x0)) + dx, segment.box.x, segment.box.right() - 1);
    const int right = std::clamp(static_cast<int>(std::ceil(x1)) + dx, left + 1, std::max(left + 1, segment.box.right()));
    word.box = {left, segment.box.y, right - left, segment.box.h};
    word.confidence = sum / std::max(1, n);
    out.push_back(std::move(word));
  }
}

bool is_letter_or_digit(const std::string& symbol) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(symbol);
  return text.length() > 0 && (u_isalnum(text.char32At(0)) || u_charType(text.char32At(0)) == U_NON_SPACING_MARK);
}

bool is_digit(const std::string& symbol) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(symbol);
  return text.length() > 0 && u_isdigit(text.char32At(0));
}

bool is_sign_of_choice(const std::string& symbol) {
  constexpr const char* kSigns[] = {"○", "●", "⊗", "☐", "☑", "☒", "✓", "✗", "■", "▪", "•"};
  return std::find(std::begin(kSigns), std::end(kSigns), symbol) != std::end(kSigns);
}

// A sign of choice stands before a word or alone, not in a word or behind a letter: there it is a letter or a digit that looks like one (อ, ๑, ๒).
// What it may be instead is no surer than the model said.
std::vector<recognise::Symbol> without_signs_in_words(std::vector<recognise::Symbol> symbols) {
  constexpr double kDoubtful = 0.5, kMayBe = 0.1;  // of the sign; of the digit that it may be
  for (std::size_t i = 1; i < symbols.size(); ++i) {
    recognise::Symbol& s = symbols[i];
    if (!is_sign_of_choice(s.text)) continue;
    // The number of a list, in brackets before its text; a tick there is clearer.
    const bool number = i == 1 && symbols.size() > 4 && symbols[0].text == "(" && symbols[2].text == ")" && s.confidence < kDoubtful;
    if (!number && !is_letter_or_digit(symbols[i - 1].text)) continue;
    const auto letter = std::find_if(s.alternatives.begin(), s.alternatives.end(), [&](const recognise::Alternative& a) {
      return number ? is_digit(a.text) && a.confidence > kMayBe : is_letter_or_digit(a.text);
    });
    if (letter == s.alternatives.end()) continue;
    s.text = letter->text;
    s.confidence = std::min(s.confidence, letter->confidence);
  }
  return symbols;
}

// Brightness of a box of the page.
struct Tone {
  int paper = 255;  // grey in a shaded cell and on a dull scan
  int ink = 0;
};

Tone tone_of(const picture::Picture& grey, const Box& box) {
  constexpr double kPaper = 0.8, kInk = 0.02;  // of the pixels are darker
  constexpr int kContrast = 30;
  std::array<std::size_t, 256> counts{};
  for (int y = box.y; y < box.bottom(); ++y) {
    const auto* row = reinterpret_cast<const std::uint8_t*>(grey.row(y));
    for (int x = box.x; x < box.right(); ++x) ++counts[row[x ^ 3]];
  }
  const auto darker = [&](double part) {
    const auto wanted = static_cast<std::size_t>(part * box.w * box.h);
    std::size_t sum = 0;
    int value = 0;
    while (value < 255 && (sum += counts[static_cast<std::size_t>(value)]) <= wanted) ++value;
    return value;
  };
  const Tone tone{darker(kPaper), darker(kInk)};
  return tone.paper - tone.ink < kContrast ? Tone{} : tone;  // nearly all of it is ink
}

// A full stop of small, pale print: of its grey a single pixel is dark enough for ink, which is dust elsewhere (find_layout leaves it out). On the
// baseline, and with the grey around it as much ink as a stop, it stays.
bool is_stop(const picture::Picture& grey, const Box& speck, const layout::Segment& segment, const Tone& tone) {
  constexpr double kAbove = 0.3, kBelow = 0.12;  // the baseline, in body heights
  constexpr double kStop = 0.011;                // its ink, in squares of the body's height
  constexpr int kAround = 2;                     // pixels
  const double body = segment.body(), rise = segment.base_at(speck.x + speck.w / 2.0) - (speck.y + speck.h / 2.0);
  if (std::max(speck.w, speck.h) >= layout::speck_size(body) || rise > kAbove * body || rise < -kBelow * body) return false;
  const Box around =
      intersect({speck.x - kAround, speck.y - kAround, speck.w + 2 * kAround, speck.h + 2 * kAround}, {0, 0, grey.width(), grey.height()});
  int sum = 0;
  for (int y = around.y; y < around.bottom(); ++y) {
    const auto* row = reinterpret_cast<const std::uint8_t*>(grey.row(y));
    for (int x = around.x; x < around.right(); ++x) sum += std::max(0, tone.paper - row[x ^ 3]);
  }
  return sum > kStop * body * body * (tone.paper - tone.ink);
}

}  // namespace

LineCut cut_line(const picture::Picture& grey, const picture::Components& components, std::span<const picture::Run> rules,
                 const layout::Segment& segment) {
  LineCut cut;
  constexpr int kRim = 2;  // grey around the ink belongs to it
  const Box box = intersect({segment.box.x - kRim, segment.box.y - kRim, segment.box.w + 2 * kRim, segment.box.h + 2 * kRim},
                            {0, 0, grey.width(), grey.height()});
  // Room above and below as in any cut from a page, so that a stem with marks over it does not look like a rule.
  const int room_above = std::max(0, box.y - static_cast<int>(segment.top - 1.9 * segment.body()));
  const int room_below = std::max(0, static_cast<int>(segment.base + 1.3 * segment.body()) - box.bottom());
  cut.x = box.x, cut.y = box.y - room_above;
  recognise::LineCrop& crop = cut.crop;
  crop.width = box.w, crop.height = box.h + room_above + room_below;
  const Tone tone = tone_of(grey, box);
  const auto paper = static_cast<std::uint8_t>(tone.paper);
  crop.pixels.resize(static_cast<std::size_t>(crop.width) * crop.height, paper);
  const auto row_of = [&](int y) { return &crop.pixels[static_cast<std::size_t>(y - cut.y) * box.w]; };
  const auto source = [&](int y) { return reinterpret_cast<const std::uint8_t*>(grey.row(y)); };
  // A run with the pixel around it, inside the box.
  const auto each_row = [&](const picture::Run& r, const auto& act) {
    const int x0 = std::max(box.x, r.x0 - 1), x1 = std::min(box.right(), r.x1 + 1);
    if (x0 >= x1) return;
    for (int y = std::max(box.y, r.y - 1); y <= std::min(box.bottom() - 1, r.y + 1); ++y) act(y, x0, x1);
  };
  const auto white = [&](int y, int x0, int x1) { std::fill(row_of(y) + (x0 - box.x), row_of(y) + (x1 - box.x), paper); };
  const auto copy = [&](int y, int x0, int x1) {
    std::uint8_t* to = row_of(y) - box.x;
    const std::uint8_t* from = source(y);
    for (int x = x0; x < x1; ++x) to[x] = from[x ^ 3];
  };
  for (int y = box.y; y < box.bottom(); ++y) copy(y, box.x, box.right());
  for (const picture::Component& c : components.list) {
    if (c.box.y > box.bottom() || c.box.bottom() < box.y || c.box.x > box.right() || c.box.right() < box.x) continue;
    if (is_stop(grey, c.box, segment, tone)) continue;
    for (const picture::Run& r : components.runs_of(c)) each_row(r, white);
  }
  auto rule = std::lower_bound(rules.begin(), rules.end(), box.y - 1, [](const picture::Run& r, int y) { return r.y < y; });
  for (; rule != rules.end() && rule->y <= box.bottom(); ++rule) each_row(*rule, white);
  for (int i : segment.pieces)
    for (const picture::Run& r : components.runs_of(components.list[i])) each_row(r, copy);
  // Else the recogniser measures the band itself, as it did in training (digits right on the real pages: 99.4 -> 100 %).
  if (segment.lent) crop.band = recognise::Band{segment.top - cut.y, segment.base - cut.y};
  return cut;
}

Line line_of(const recognise::Reading& reading, const LineCut& cut, const layout::Segment& segment) {
  Line line;
  line.box = segment.box;
  line.baseline = static_cast<int>(std::lround(segment.base));
  const std::vector<recognise::Symbol> symbols = without_signs_in_words(reading.symbols);
  std::vector<std::pair<std::size_t, std::size_t>> stretches;
  for (std::size_t i = 0; i < symbols.size();) {
    if (symbols[i].text == " ") {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < symbols.size() && symbols[end].text != " ") ++end;
    stretches.push_back({i, end});
    i = end;
  }
  double sum = 0;
  int n = 0;
  for (const auto& [from, to] : stretches) {
    if (!line.text.empty()) line.text += ' ';
    for (std::size_t i = from; i < to; ++i) line.text += symbols[i].text, sum += symbols[i].confidence, ++n;
    add_words(symbols, from, to, cut.x, segment, line.words);
  }
  line.confidence = n ? sum / n : 0;
  return line;
}

Line line_of(const Mark& mark) {
  Line line;
  line.text = sign_of(mark.kind);
  line.box = mark.box;
  line.confidence = mark.confidence;
  line.baseline = mark.box.bottom();
  line.words = {{line.text, mark.box, mark.confidence}};
  return line;
}

Line line_of_dash(const layout::Segment& segment) {
  constexpr double kSure = 0.97;
  Line line;
  line.text = "-";
  line.box = segment.box;
  line.confidence = kSure;
  line.baseline = static_cast<int>(std::lround(segment.base));
  line.words = {{line.text, line.box, line.confidence}};
  return line;
}

Line joined(const std::vector<Line>& parts) {
  Line line;
  double sum = 0, weight = 0;
  for (const Line& p : parts) {
    if (p.text.empty()) continue;
    if (!line.text.empty()) line.text += ' ';
    line.text += p.text;
    line.box = unite(line.box, p.box);
    sum += p.confidence * static_cast<double>(p.text.size()), weight += static_cast<double>(p.text.size());
    if (p.script == Script::kHandwriting) line.script = p.script;
    line.words.insert(line.words.end(), p.words.begin(), p.words.end());
  }
  line.confidence = weight > 0 ? sum / weight : 0;
  double base = 0;
  int n = 0;
  for (const Line& p : parts)
    if (!p.text.empty()) base += p.baseline, ++n;
  line.baseline = n ? static_cast<int>(std::lround(base / n)) : 0;
  return line;
}

void doubt_under_pen(Line& line, std::span<const picture::Run> pen, const layout::Segment& segment) {
  constexpr double kDoubt = 0.85;    // at most so sure
  constexpr double kCrossed = 0.02;  // of the word's place, between the baseline and the heads of its letters
  const int top = static_cast<int>(segment.top), base = static_cast<int>(segment.base);
  const auto first = std::lower_bound(pen.begin(), pen.end(), top, [](const picture::Run& r, int y) { return r.y < y; });
  if (first == pen.end() || first->y >= base) return;
  double sum = 0, weight = 0;
  for (Word& word : line.words) {
    double crossed = 0;
    for (auto r = first; r != pen.end() && r->y < base; ++r) crossed += std::max(0, std::min(r->x1, word.box.right()) - std::max(r->x0, word.box.x));
    if (crossed > kCrossed * word.box.w * segment.body()) word.confidence = std::min(word.confidence, kDoubt);
    const auto length = static_cast<double>(word.text.size());
    sum += word.confidence * length, weight += length;
  }
  if (weight > 0) line.confidence = std::min(line.confidence, sum / weight);
}

}  // namespace banthuek::read
