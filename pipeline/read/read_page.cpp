#include "pipeline/read/read_page.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>

#include "pipeline/layout/layout.h"
#include "pipeline/picture/skew.h"
#include "pipeline/read/line_dots.h"
#include "pipeline/read/page_findings.h"
#include "pipeline/read/page_transform.h"
#include "pipeline/read/read_line.h"
#include "pipeline/read/read_pen.h"
#include "pipeline/read/read_stamps.h"
#include "pipeline/read/straighten.h"
#include "pipeline/recognise/reread.h"

namespace banthuek::read {
namespace {

int count_segments(const layout::Layout& layout) {
  std::size_t n = layout.text.segments.size();
  for (const layout::TableLayout& t : layout.tables)
    for (const layout::CellLayout& c : t.cells) n += c.text.segments.size();
  return static_cast<int>(n);
}

// Reads the lines of one place.
struct BlockReader {
  const picture::Picture& grey;
  const layout::Layout& layout;
  recognise::Recogniser& recogniser;
  int looks;  // second looks left on this page

  // A signature's stroke may have joined letters of the line, or hide them.
  void doubt_reached(Line& line) const {
    constexpr double kDoubt = 0.85;  // as where a coloured pen crosses
    if (std::none_of(layout.reaching.begin(), layout.reaching.end(), [&](const Box& b) { return !intersect(b, line.box).empty(); })) return;
    for (Word& word : line.words) word.confidence = std::min(word.confidence, kDoubt);
    line.confidence = std::min(line.confidence, kDoubt);
  }

  // Adds the signs among them to `marks`.
  std::vector<Line> read(const layout::TextBlock& block, std::vector<Mark>& marks) {
    std::vector<Line> lines;
    for (const auto& members : block.lines) {
      std::vector<Line> parts;
      for (int i : members) {
        const layout::Segment& s = block.segments[i];
        if (s.mark) {
          parts.push_back(line_of(*s.mark));
          marks.push_back(*s.mark);
          continue;
        }
        if (s.dash) {
          parts.push_back(line_of_dash(s));
          continue;
        }
        LineCut cut = cut_line(grey, layout.components, layout.rules.ink, s);
        const recognise::Measure measured{{s.top - cut.y, s.base - cut.y}, s.letters};
        parts.push_back(line_of(recognise::best_look(recogniser, std::move(cut.crop), measured, looks).reading, cut, s));
        keep_last_dots(parts.back(), s, layout.components);
        if (!layout.pen.empty()) doubt_under_pen(parts.back(), layout.pen, s);
        doubt_reached(parts.back());
      }
      Line line = joined(parts);
      keep_short_leaders(line, layout.leaders, layout.body);
      if (!line.text.empty()) lines.push_back(std::move(line));
    }
    return lines;
  }
};

// Whether a cell holds a number and nothing else, or a letter or two: a level, A to F.
bool is_number_or_level(const std::string& text) {
  constexpr int kLevel = 2;
  const icu::UnicodeString letters = icu::UnicodeString::fromUTF8(text);
  int digits = 0, latin = 0;
  for (std::int32_t i = 0; i < letters.length(); ++i) {
    const UChar c = letters[i];
    const bool is_latin = c >= 'A' && c <= 'F';
    if (!u_isdigit(c) && !is_latin && !u_ispunct(c) && c != ' ') return false;
    digits += u_isdigit(c), latin += is_latin;
  }
  return digits > 0 ? latin == 0 : latin > 0 && latin <= kLevel;
}

Cell cell_of(const layout::CellLayout& layout, std::vector<Line> lines) {
  Cell cell;
  cell.row = layout.place.row, cell.column = layout.place.column;
  cell.row_span = layout.place.row_span, cell.column_span = layout.place.column_span;
  cell.box = layout.place.box;
  cell.lines = std::move(lines);
  take_text(cell);
  return cell;
}

// A Thai one is a ring with a tail, and a worn B may be a tick: among the numbers or levels of a column, what was taken for a sign is read, and is
// one of them where it reads so.
void read_numbers_and_levels(BlockReader& reader, const layout::TableLayout& layout, Table& table) {
  const auto is_sign = [](const Cell& cell) { return cell.marks.size() == 1 && cell.lines.size() == 1 && cell.lines[0].words.size() == 1; };
  std::vector<int> numbers(static_cast<std::size_t>(table.columns)), signs(numbers);
  for (const Cell& cell : table.cells) {
    numbers[static_cast<std::size_t>(cell.column)] += is_number_or_level(cell.text);
    signs[static_cast<std::size_t>(cell.column)] += is_sign(cell);
  }
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    Cell& cell = table.cells[i];
    const auto column = static_cast<std::size_t>(cell.column);
    if (!is_sign(cell) || numbers[column] < 2 || 2 * numbers[column] < signs[column]) continue;
    layout::CellLayout plain = layout.cells[i];
    for (layout::Segment& segment : plain.text.segments) segment.mark.reset();
    std::vector<Mark> none;
    Cell read = cell_of(plain, reader.read(plain.text, none));
    if (is_number_or_level(read.text)) cell = std::move(read);
  }
}

}  // namespace

Page read_page(const picture::Picture& picture, recognise::Recogniser& recogniser, const ReadSettings& settings) {
  Page page;
  page.number = settings.page;
  page.dpi = picture.dpi();
  if (picture.empty()) {
    add_finding(page, "blank_page", Severity::kInfo, "", "the page has no picture");
    return page;
  }
  Upright up = straighten(picture);
  layout::Layout layout = layout::find_layout(up.ink, up.body);
  if (upside_down(layout, up.ink.grey, recogniser)) {
    turn(up, 180, 0);
    up.turned += 180;
    layout = layout::find_layout(up.ink, up.body);
  }
  page.turned = up.turned;
  page.skew = up.skew;
  page.width = static_cast<int>(std::lround(up.ink.grey.width() / up.scale));
  page.height = static_cast<int>(std::lround(up.ink.grey.height() / up.scale));
  draw_layout(settings.debug, up.ink, layout);

  BlockReader reader{up.ink.grey, layout, recogniser, std::max(2, static_cast<int>(settings.second_looks * count_segments(layout)))};
  page.lines = reader.read(layout.text, page.marks);
  for (const layout::TableLayout& t : layout.tables) {
    Table table;
    table.box = t.grid.box;
    table.rows = t.grid.rows(), table.columns = t.grid.columns();
    table.edges = t.edges;
    for (const layout::CellLayout& c : t.cells) {
      std::vector<Mark> marks;
      Cell cell = cell_of(c, reader.read(c.text, marks));
      cell.marks = std::move(marks);
      table.cells.push_back(std::move(cell));
    }
    read_numbers_and_levels(reader, t, table);
    page.tables.push_back(std::move(table));
  }
  page.regions = layout.regions;
  for (const Box& b : up.photographs) page.regions.push_back({RegionKind::kPicture, b, 0.8, {}});
  tell_handwriting(page, {up.ink.grey.width(), up.ink.grey.height(), up.body});
  read_stamps(page, up, recogniser);
  if (recogniser.pens()) read_pens(page, up, layout, *recogniser.pens());
  flow_together(page, layout.fold);
  scale_page(page, 1 / up.scale);
  add_findings(page, up);
  return page;
}

picture::Picture upright_picture(const picture::Picture& source, const Page& page) {
  return picture::rotated(source.turned(page.turned), -page.skew);
}

}  // namespace banthuek::read
