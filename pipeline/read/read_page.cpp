#include "pipeline/read/read_page.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <string>

#include "extractors/text/fold.h"
#include "pipeline/layout/coloured_print.h"
#include "pipeline/layout/layout.h"
#include "pipeline/layout/orientation.h"
#include "pipeline/layout/x_height.h"
#include "pipeline/picture/binarise.h"
#include "pipeline/picture/overlay.h"
#include "pipeline/picture/skew.h"
#include "pipeline/read/read_line.h"
#include "pipeline/recognise/reread.h"

namespace banthuek::read {
namespace {

// Letters are best found and read at this height; lower ones are enlarged first, much higher ones made smaller (pixels).
constexpr double kMinBody = 13, kMaxBody = 56, kGoodBody = 24;
constexpr double kMaxEnlarged = 40e6;  // pixels; a page that would grow beyond is read as it is

struct Upright {
  picture::PageInk ink;
  double body = 0;
  int turned = 0;         // degrees clockwise
  double skew = 0;        // degrees clockwise that were taken out
  double scale = 1;       // of this ink against the page picture
  bool inverted = false;  // white on black
};

double guess_body(const picture::Picture& page) { return std::max(page.width(), page.height()) / 125.0; }

picture::PageInk turned_ink(const picture::PageInk& ink, int turn, double degrees) {
  picture::PageInk out;
  out.grey = picture::rotated(ink.grey.turned(turn), degrees);
  if (!ink.coloured.empty()) out.coloured = picture::rotated(ink.coloured.turned(turn), degrees);
  out.bits = picture::to_bits(out.grey, picture::ink_threshold(out.grey, ink.shaded));
  out.coverage = ink.coverage, out.paper = ink.paper, out.shaded = ink.shaded;
  return out;
}

// Letters in white on a dark ground: the page as print. Empty where the negative shows no letters either (a black page).
picture::Picture negative_of(const picture::Picture& page) {
  constexpr double kMinInk = 0.003, kMaxInk = 0.4;
  constexpr std::size_t kFewPieces = 40;
  picture::Picture negative = page.inverted();
  const picture::PageInk ink = picture::separate_ink(negative);
  if (ink.coverage < kMinInk || ink.coverage > kMaxInk) return {};
  const picture::Components pieces = picture::find_components(ink.bits);
  return pieces.list.size() >= kFewPieces && layout::body_height(pieces) > 0 ? negative : picture::Picture();
}

// Straight, and lying (which end is up is not told yet).
Upright straighten(const picture::Picture& given) {
  constexpr int kDarkGround = 100;
  Upright up;
  picture::Picture page = given;
  up.ink = picture::separate_ink(page);
  if (up.ink.paper < kDarkGround)
    if (picture::Picture negative = negative_of(page); !negative.empty())
      page = std::move(negative), up.ink = picture::separate_ink(page), up.inverted = true;
  // The pieces of its ink, with print in colour and in white on dark grounds taken as ink.
  const auto pieces_of = [&up](const picture::Picture& from) {
    picture::Components found = picture::find_components(up.ink.bits);
    bool changed = false;
    std::vector<Box> grounds = layout::find_dark_grounds(up.ink.bits, found, layout::body_height(found));
    if (!up.ink.coloured.empty()) {
      const picture::Components coloured = picture::find_components(up.ink.coloured);
      const double body = layout::body_height(found);
      const std::vector<Box> more = layout::find_dark_grounds(up.ink.coloured, coloured, body > 0 ? body : layout::body_height(coloured));
      grounds.insert(grounds.end(), more.begin(), more.end());
      const std::vector<Box> print = layout::find_coloured_print(coloured, from.width(), from.height(), found.list.size());
      picture::take_as_print(up.ink, from, print);
      changed = !print.empty();
    }
    picture::take_as_negative(up.ink, from, grounds);
    return changed || !grounds.empty() ? picture::find_components(up.ink.bits) : found;
  };
  picture::Components pieces = pieces_of(page);
  // So many pieces are noise: then nothing on the page tells a letter's size.
  constexpr std::size_t kNoise = 120'000;
  double body = pieces.list.size() > kNoise ? 0 : layout::body_height(pieces);
  if (body > 0 && (body < kMinBody || body > kMaxBody)) {
    up.scale = std::clamp(kGoodBody / body, 0.1, 4.0);
    if (static_cast<double>(page.width()) * page.height() * up.scale * up.scale > kMaxEnlarged && up.scale > 1) up.scale = 1;
    if (up.scale != 1) {
      const picture::Picture scaled = page.scaled(up.scale);
      up.ink = picture::separate_ink(scaled);
      pieces = pieces_of(scaled);
      body = layout::body_height(pieces);
    }
  }
  if (body > 0) {
    const picture::Skew tilt = picture::find_tilt(pieces, up.ink.bits.width(), up.ink.bits.height(), body);
    up.turned = tilt.runs == picture::Runs::kUpright && tilt.confidence > 0.1 ? 90 : 0;
    if (tilt.confidence > 0.1 && std::abs(tilt.degrees) >= 0.08) up.skew = tilt.degrees;
    if (up.turned != 0 || up.skew != 0) up.ink = turned_ink(up.ink, up.turned, -up.skew);
    if (up.turned != 0)  // measured on letters that lay on their side
      if (const double upright = layout::body_height(picture::find_components(up.ink.bits)); upright > 0) body = upright;
  }
  up.body = body > 0 ? body : guess_body(up.ink.grey);
  return up;
}

void draw(const ReadSettings& settings, const char* stage, const picture::Picture& page, const std::vector<picture::DrawnBox>& boxes) {
  if (settings.debug) settings.debug(stage, picture::drawn_over(page, boxes));
}

void draw_layout(const ReadSettings& settings, const picture::PageInk& ink, const layout::Layout& layout) {
  if (!settings.debug) return;
  settings.debug("1-ink", ink.bits);
  std::vector<picture::DrawnBox> boxes;
  const auto rule = [&](const layout::Rule& r, std::uint32_t rgb) {
    const double w = std::max(2.0, r.width);
    boxes.push_back({{static_cast<int>(std::min(r.x0, r.x1) - w / 2), static_cast<int>(std::min(r.y0, r.y1) - w / 2),
                      static_cast<int>(std::abs(r.x1 - r.x0) + w), static_cast<int>(std::abs(r.y1 - r.y0) + w)},
                     rgb,
                     0});
  };
  for (const layout::Rule& r : layout.rules.horizontal) rule(r, 0xff0000);
  for (const layout::Rule& r : layout.rules.vertical) rule(r, 0x0000ff);
  for (const layout::Leader& l : layout.leaders) boxes.push_back({l.box, 0xff8800, 0});
  for (const Box& f : layout.frames) boxes.push_back({f, 0x888888, 5});
  for (const layout::TableLayout& t : layout.tables)
    for (const layout::CellLayout& c : t.cells) boxes.push_back({c.place.box, 0x00aa00, 3});
  draw(settings, "2-rules", ink.grey, boxes);
  boxes.clear();
  const auto block = [&](const layout::TextBlock& b) {
    int n = 0;
    for (const auto& line : b.lines) {
      ++n;
      for (int i : line) {
        const layout::Segment& s = b.segments[i];
        boxes.push_back({s.box, n % 2 ? 0x0066ffu : 0xcc00ccu, 2});
        boxes.push_back({{s.box.x, static_cast<int>(s.top), s.box.w, static_cast<int>(s.body())}, 0xffff00, 0});
      }
    }
  };
  block(layout.text);
  for (const layout::TableLayout& t : layout.tables)
    for (const layout::CellLayout& c : t.cells) block(c.text);
  for (const Region& r : layout.regions) boxes.push_back({r.box, 0xff0000, 4});
  draw(settings, "3-lines", ink.grey, boxes);
}

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
        if (!layout.pen.empty()) doubt_under_pen(parts.back(), layout.pen, s);
      }
      Line line = joined(parts);
      keep_short_leaders(line, layout.leaders, layout.body);
      if (!line.text.empty()) lines.push_back(std::move(line));
    }
    return lines;
  }
};

// Specks, curves of seals, pencil notes: a line outside tables of few letters, read with great doubt. Of 60 such lines of real pages 58 were no
// print; the more letters agree with the model, the more likely they are some.
bool is_noise(const Line& line) {
  struct Limit {
    std::size_t letters;
    double confidence;
  };
  constexpr Limit kLimits[] = {{4, 0.7}, {10, 0.5}};
  const std::u32string letters = text::to_u32(line.text);
  const auto spaces = static_cast<std::size_t>(std::count(letters.begin(), letters.end(), U' '));
  return std::any_of(std::begin(kLimits), std::end(kLimits),
                     [&](const Limit& l) { return letters.size() - spaces <= l.letters && line.confidence < l.confidence; });
}

// What is written in a stamp's fields, or by a pen on a leader, is no print: the line says so, and stands in no text. A short line
// within such a region, read with doubt or of one letter only. So is what is noise anywhere.
void tell_handwriting(Page& page) {
  constexpr double kUnsure = 0.9, kShort = 12;  // kShort: times as wide as high, at most
  for (Line& line : page.lines) {
    if (is_noise(line)) line.script = Script::kHandwriting;
    if (line.confidence >= kUnsure && text::to_u32(line.text).size() > 2) continue;
    if (line.box.w > kShort * line.box.h) continue;
    for (const Region& r : page.regions) {
      if (r.kind != RegionKind::kStamp && r.kind != RegionKind::kHandwriting && r.kind != RegionKind::kSignature) continue;
      const Box in = intersect(r.box, line.box);
      if (static_cast<double>(in.w) * in.h > 0.8 * line.box.w * line.box.h) line.script = Script::kHandwriting;
    }
  }
}

// The same cut upside down.
recognise::LineCrop turned_about(recognise::LineCrop crop) {
  std::reverse(crop.pixels.begin(), crop.pixels.end());
  if (crop.band) crop.band = recognise::Band{crop.height - crop.band->bottom, crop.height - crop.band->top};
  return crop;
}

// Whether the page stands on its head: by its marks and by reading its longest lines both ways. Of photographs both tell something, but nothing is
// read well.
bool upside_down(const layout::Layout& layout, const picture::Picture& grey, recognise::Recogniser& recogniser) {
  const layout::MarkCount marks = layout::count_marks(layout);
  const int all = marks.above + marks.below;
  if (all >= 16 && marks.above > 1.6 * marks.below) return false;
  const bool marks_below = all >= 16 && marks.below > 1.6 * marks.above;
  std::vector<const layout::Segment*> longest;
  const auto add = [&](const layout::TextBlock& block) {
    for (const layout::Segment& s : block.segments)
      if (s.letters >= 6) longest.push_back(&s);
  };
  add(layout.text);
  for (const layout::TableLayout& t : layout.tables)
    for (const layout::CellLayout& c : t.cells) add(c.text);
  std::sort(longest.begin(), longest.end(), [](const layout::Segment* a, const layout::Segment* b) { return a->letters > b->letters; });
  if (longest.size() > 3) longest.resize(3);
  constexpr double kReadable = 0.5;  // of a line of print, however worn
  double up = 0, down = 0;
  for (const layout::Segment* s : longest) {
    LineCut cut = cut_line(grey, layout.components, layout.rules.ink, *s);
    up += recogniser.recognise(recognise::prepare_line(cut.crop)).confidence;
    down += recogniser.recognise(recognise::prepare_line(turned_about(std::move(cut.crop)))).confidence;
  }
  const auto lines = static_cast<double>(longest.size());
  if (marks_below) return down >= up && down >= kReadable * lines;
  return down > up + 0.03 * lines && down >= kReadable * lines;
}

void find(Page& page, const char* code, Severity severity, std::string value, std::string reason) {
  page.findings.push_back({code, severity, page.number, "", std::move(value), std::move(reason), ""});
}

std::string rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

// Below this mean confidence a page is not what the model was made for: bad photocopies have 0.93 and more, Lao 0.80, photographs 0.35.
constexpr double kLowPage = 0.85;

// What makes the whole page doubtful.
void add_findings(Page& page, const Upright& up) {
  const auto lines = all_lines(page);
  double sum = 0, weight = 0;
  for (const Line* l : lines) sum += l->confidence * static_cast<double>(l->text.size()), weight += static_cast<double>(l->text.size());
  if (lines.empty()) {
    if (up.ink.paper < 80 || up.ink.coverage > 0.6)
      find(page, "black_page", Severity::kWarning, "", "nearly all of the page is black; scan it again");
    else if (up.ink.coverage < 0.002 && up.ink.coloured.empty())
      find(page, "blank_page", Severity::kInfo, "", "there is no ink on the page");
    else
      find(page, "no_text", Severity::kWarning, "", "there is ink on the page, but none that could be letters");
  } else if (weight > 0 && sum / weight < kLowPage) {
    find(page, "low_confidence", Severity::kWarning, rounded(100 * sum / weight),
         "most of the page is read with low confidence; look at its picture");
  }
  if (up.inverted) find(page, "inverted", Severity::kInfo, "", "the page is white on black and was read as its negative");
  if (std::abs(page.skew) > 5) find(page, "skewed", Severity::kInfo, rounded(page.skew), "the page was scanned askew and turned straight");
  if (page.turned != 0)
    find(page, "turned", Severity::kInfo, std::to_string(page.turned), "the page was scanned on its side or its head and turned upright");
  if (!lines.empty() && up.body / up.scale < 10)
    find(page, "low_resolution", Severity::kWarning, rounded(up.body / up.scale), "letters are lower than 10 pixels; scan at 200 dpi or more");
}

void scale_box(Box& b, double f) {
  if (f == 1) return;
  const int x = static_cast<int>(std::lround(b.x * f)), y = static_cast<int>(std::lround(b.y * f));
  b = {x, y, std::max(1, static_cast<int>(std::lround(b.w * f))), std::max(1, static_cast<int>(std::lround(b.h * f)))};
}

void scale_line(Line& l, double f) {
  scale_box(l.box, f);
  l.baseline = static_cast<int>(std::lround(l.baseline * f));
  for (Word& w : l.words) scale_box(w.box, f);
}

void scale_page(Page& page, double f) {
  if (f == 1) return;
  for (Line& l : page.lines) scale_line(l, f);
  for (Table& t : page.tables) {
    scale_box(t.box, f);
    for (Cell& c : t.cells) {
      scale_box(c.box, f);
      for (Line& l : c.lines) scale_line(l, f);
      for (Mark& m : c.marks) scale_box(m.box, f);
    }
  }
  for (Mark& m : page.marks) scale_box(m.box, f);
  for (Region& r : page.regions) scale_box(r.box, f);
}

Cell cell_of(const layout::CellLayout& layout, std::vector<Line> lines) {
  Cell cell;
  cell.row = layout.place.row, cell.column = layout.place.column;
  cell.row_span = layout.place.row_span, cell.column_span = layout.place.column_span;
  cell.box = layout.place.box;
  double sum = 0, weight = 0;
  for (const Line& l : lines) {
    if (!cell.text.empty()) cell.text += '\n';
    cell.text += l.text;
    sum += l.confidence * static_cast<double>(l.text.size()), weight += static_cast<double>(l.text.size());
  }
  cell.confidence = weight > 0 ? sum / weight : 1;
  cell.lines = std::move(lines);
  return cell;
}

// Lines and tables in one order: a table stands before the first line that begins below its top; of two pages on one sheet
// (parted at x = `fold`) the left one comes first.
void flow_together(Page& page, int fold) {
  const auto side = [&](const Box& b) { return fold > 0 && b.x + b.w / 2 > fold ? 1 : 0; };
  std::vector<bool> done(page.tables.size(), false);
  const auto put_tables = [&](int of_side, int above) {
    for (std::size_t t = 0; t < page.tables.size(); ++t)
      if (!done[t] && side(page.tables[t].box) == of_side && page.tables[t].box.y < above) {
        page.flow.push_back({FlowItem::Kind::kTable, static_cast<int>(t)});
        done[t] = true;
      }
  };
  constexpr int kEnd = 1 << 30;
  for (int now : {0, 1}) {
    for (int i = 0; i < static_cast<int>(page.lines.size()); ++i) {
      const Line& line = page.lines[i];
      if (line.script == Script::kHandwriting || side(line.box) != now) continue;
      put_tables(now, line.box.y + line.box.h / 2);
      page.flow.push_back({FlowItem::Kind::kLine, i});
    }
    put_tables(now, kEnd);
  }
}

}  // namespace

Page read_page(const picture::Picture& picture, recognise::Recogniser& recogniser, const ReadSettings& settings) {
  Page page;
  page.number = settings.page;
  page.dpi = picture.dpi();
  if (picture.empty()) {
    find(page, "blank_page", Severity::kInfo, "", "the page has no picture");
    return page;
  }
  Upright up = straighten(picture);
  layout::Layout layout = layout::find_layout(up.ink, up.body);
  if (upside_down(layout, up.ink.grey, recogniser)) {
    up.ink = turned_ink(up.ink, 180, 0);
    up.turned += 180;
    layout = layout::find_layout(up.ink, up.body);
  }
  page.turned = up.turned;
  page.skew = up.skew;
  page.width = static_cast<int>(std::lround(up.ink.grey.width() / up.scale));
  page.height = static_cast<int>(std::lround(up.ink.grey.height() / up.scale));
  draw_layout(settings, up.ink, layout);

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
    page.tables.push_back(std::move(table));
  }
  page.regions = layout.regions;
  tell_handwriting(page);
  flow_together(page, layout.fold);
  scale_page(page, 1 / up.scale);
  add_findings(page, up);
  return page;
}

picture::Picture upright_picture(const picture::Picture& source, const Page& page) {
  return picture::rotated(source.turned(page.turned), -page.skew);
}

}  // namespace banthuek::read
