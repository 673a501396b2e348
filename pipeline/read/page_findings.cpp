#include "pipeline/read/page_findings.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>

#include "extractors/text/fold.h"
#include "pipeline/read/page_transform.h"

namespace banthuek::read {
namespace {

std::string rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

// Below this mean confidence a page is not what the model was made for: bad photocopies have 0.93 and more, Lao 0.80, photographs 0.35.
constexpr double kLowPage = 0.85;

// Whether there is a letter, a digit, a sign of choice, or a row of dots that is to be filled in.
bool has_print(const std::u32string& text) {
  constexpr std::ptrdiff_t kLeader = 3;
  static const std::u32string marks = U"○●⊗☐☑☒✓✗/";
  const auto prints = [](char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0 || marks.find(c) != marks.npos; };
  return std::any_of(text.begin(), text.end(), prints) || std::count(text.begin(), text.end(), U'.') >= kLeader;
}

// Specks, curves of seals, pencil notes: a line outside tables of few letters, read with great doubt. Of 60 such lines of real pages 58 were no
// print; the more letters agree with the model, the more likely they are some.
// So are strokes and dots that are all that a line has.
bool is_noise(const Line& line) {
  struct Limit {
    std::size_t letters;
    double confidence;
  };
  constexpr Limit kLimits[] = {{4, 0.7}, {10, 0.5}};
  const std::u32string letters = text::to_u32(line.text);
  if (!has_print(letters)) return true;
  const auto spaces = static_cast<std::size_t>(std::count(letters.begin(), letters.end(), U' '));
  return std::any_of(std::begin(kLimits), std::end(kLimits),
                     [&](const Limit& l) { return letters.size() - spaces <= l.letters && line.confidence < l.confidence; });
}

bool only_of(const Line& line, std::u32string_view signs) {
  const std::u32string text = text::to_u32(line.text);
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char32_t c) { return c == U' ' || signs.find(c) != signs.npos; });
}

// Discs alone near the paper's edge are its punched holes.
bool is_hole(const Line& line, const PageMeasure& page) {
  constexpr double kEdge = 0.09;  // of the page's width and height
  const Box& b = line.box;
  const bool aside = b.right() < kEdge * page.width || b.x > (1 - kEdge) * page.width;
  return only_of(line, U"●•") && (aside || b.bottom() < kEdge * page.height || b.y > (1 - kEdge) * page.height);
}

constexpr double kSurePrint = 0.9;

// What is left of a rule or is dust: an upright far narrower than most letters, a disc far lower than the letters, neither read surely (a numeral I
// and a bullet are).
bool is_shred(const Line& line, double body) {
  constexpr double kNarrow = 0.2, kLow = 0.7;  // of its height; of the body
  const Box& b = line.box;
  if (line.confidence >= kSurePrint) return false;
  return (only_of(line, U"Iil|1!") && b.w < kNarrow * b.h) || (only_of(line, U"●•") && b.h < kLow * body && line.words.size() == 1);
}

// Dashes along a cell's border above or below, an upright along one at its side are what is left of its rule; what is printed stands where a line of
// text would.
bool is_of_border(const Line& line, const Cell& cell, double body) {
  constexpr double kNear = 0.35, kLine = 1.6, kNarrow = 0.2;  // body heights; of its height
  const double x = line.box.x + line.box.w / 2.0, y = line.box.y + line.box.h / 2.0;
  if (only_of(line, U"Iil|") && line.box.w < kNarrow * line.box.h) return std::min(x - cell.box.x, cell.box.right() - x) < kNear * body;
  return only_of(line, U"-–—=_") && cell.box.h > kLine * body && std::min(y - cell.box.y, cell.box.bottom() - y) < kNear * body;
}

void drop_marks_of(const Line& line, std::vector<Mark>& marks) {
  std::erase_if(marks, [&](const Mark& m) { return intersect(m.box, line.box) == m.box; });
}

// In a cell only beside print that is sure: alone it may be a value.
void tell_noise_of(Cell& cell, double body) {
  constexpr double kDoubtful = 0.5;
  const bool beside = std::any_of(cell.lines.begin(), cell.lines.end(), [](const Line& l) { return l.confidence > kSurePrint && !is_noise(l); });
  for (Line& line : cell.lines)
    if (is_shred(line, body) || is_of_border(line, cell, body)) {
      line.script = Script::kHandwriting;
      drop_marks_of(line, cell.marks);
    } else if (beside && line.confidence < kDoubtful && is_noise(line)) {
      line.script = Script::kHandwriting;
    }
  take_text(cell);
}

}  // namespace

void add_finding(Page& page, const char* code, Severity severity, std::string value, std::string reason) {
  page.findings.push_back({code, severity, page.number, "", std::move(value), std::move(reason), ""});
}

void add_findings(Page& page, const Upright& up) {
  const auto lines = all_lines(page);
  double sum = 0, weight = 0;
  for (const Line* l : lines) sum += l->confidence * static_cast<double>(l->text.size()), weight += static_cast<double>(l->text.size());
  if (lines.empty()) {
    if (up.ink.paper < 80 || up.ink.coverage > 0.6)
      add_finding(page, "black_page", Severity::kWarning, "", "nearly all of the page is black; scan it again");
    else if (up.ink.coverage < 0.002 && up.ink.coloured.empty())
      add_finding(page, "blank_page", Severity::kInfo, "", "there is no ink on the page");
    else
      add_finding(page, "no_text", Severity::kWarning, "", "there is ink on the page, but none that could be letters");
  } else if (weight > 0 && sum / weight < kLowPage) {
    add_finding(page, "low_confidence", Severity::kWarning, rounded(100 * sum / weight),
                "most of the page is read with low confidence; look at its picture");
  }
  if (up.inverted) add_finding(page, "inverted", Severity::kInfo, "", "the page is white on black and was read as its negative");
  if (std::abs(page.skew) > 5) add_finding(page, "skewed", Severity::kInfo, rounded(page.skew), "the page was scanned askew and turned straight");
  if (page.turned != 0)
    add_finding(page, "turned", Severity::kInfo, std::to_string(page.turned), "the page was scanned on its side or its head and turned upright");
  if (!lines.empty() && up.body / up.scale < 10)
    add_finding(page, "low_resolution", Severity::kWarning, rounded(up.body / up.scale), "letters are lower than 10 pixels; scan at 200 dpi or more");
}

void tell_handwriting(Page& page, const PageMeasure& measure) {
  constexpr double kUnsure = 0.9, kShort = 12;  // kShort: times as wide as high, at most
  for (Table& table : page.tables)
    for (Cell& cell : table.cells) tell_noise_of(cell, measure.body);
  for (Line& line : page.lines) {
    if (is_noise(line)) line.script = Script::kHandwriting;
    if (is_hole(line, measure) || is_shred(line, measure.body)) {
      line.script = Script::kHandwriting;
      drop_marks_of(line, page.marks);
    }
    if (line.confidence >= kUnsure && text::to_u32(line.text).size() > 2) continue;
    if (line.box.w > kShort * line.box.h) continue;
    for (const Region& r : page.regions) {
      if (r.kind != RegionKind::kStamp && r.kind != RegionKind::kHandwriting && r.kind != RegionKind::kSignature) continue;
      const Box in = intersect(r.box, line.box);
      if (static_cast<double>(in.w) * in.h > 0.8 * line.box.w * line.box.h) line.script = Script::kHandwriting;
    }
  }
}

}  // namespace banthuek::read
