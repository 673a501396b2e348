#include "pipeline/layout/layout.h"

#include <algorithm>
#include <cmath>

#include "pipeline/layout/corridors.h"
#include "pipeline/layout/figure_table.h"
#include "pipeline/layout/find_choice_marks.h"
#include "pipeline/layout/letter_run.h"
#include "pipeline/layout/order.h"
#include "pipeline/layout/pale_rules.h"
#include "pipeline/layout/parted_cells.h"
#include "pipeline/layout/regions.h"
#include "pipeline/layout/scan_noise.h"
#include "pipeline/layout/stray_rules.h"
#include "pipeline/picture/morphology.h"

namespace banthuek::layout {
namespace {

bool inside(const Box& outer, double x, double y) { return x >= outer.x && x < outer.right() && y >= outer.y && y < outer.bottom(); }

void drop_rules_in(PageRules& rules, const std::vector<Box>& pictures) {
  if (pictures.empty()) return;
  const auto inside_one = [&](const Rule& r) { return in_any(pictures, (r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2); };
  std::erase_if(rules.horizontal, inside_one);
  std::erase_if(rules.vertical, inside_one);
}

// The dashes of "- ๓ -" become segments of their own: beside few letters they measure the line wrongly, and a network reads them as
// digits (page numbers of 24 clean pages wrong: 9 -> 0).
void part_dashes(const picture::Components& all, std::vector<Segment>& segments) {
  std::vector<Segment> dashes;
  for (Segment& s : segments) {
    if (s.mark || s.letters < 1 || s.letters > 3) continue;
    const double h = s.body();
    Box letters;
    for (int i : s.pieces)
      if (const Box& b = all.list[i].box; b.h > 0.4 * h) letters = unite(letters, b);
    if (letters.empty()) continue;
    const auto is_dash = [&](int i) {
      const Box& b = all.list[i].box;
      const double middle = b.y + b.h / 2.0, gap = std::max(b.x - letters.right(), letters.x - b.right());
      return b.w > 0.25 * h && b.w < 1.5 * h && b.w > 1.5 * b.h && b.h < 0.35 * h && middle > s.top + 0.25 * h && middle < s.base - 0.15 * h &&
             gap > 0.3 * h;
    };
    std::vector<int> kept;
    for (int i : s.pieces) {
      if (!is_dash(i)) {
        kept.push_back(i);
        continue;
      }
      Segment dash;
      dash.box = all.list[i].box;
      dash.top = s.top, dash.base = s.base;
      dash.pieces = {i};
      dash.dash = true;
      dashes.push_back(std::move(dash));
    }
    if (kept.size() == s.pieces.size()) continue;
    s.pieces = std::move(kept);
    s.box = {};
    for (int i : s.pieces) s.box = unite(s.box, all.list[i].box);
  }
  segments.insert(segments.end(), std::make_move_iterator(dashes.begin()), std::make_move_iterator(dashes.end()));
}

// Few letters have no clear band (ไป: both reach higher than the body): they take the height of the text around them. Lower ones
// (digits alone in a cell) are left to the recogniser's own measure, which is what it was trained on: on a page of scores half the
// digits were lost with a lent band.
void steady_bands(std::vector<Segment>& segments, double body) {
  std::vector<double> heights;
  for (const Segment& s : segments)
    if (s.letters >= 8) heights.push_back(s.body());
  if (!heights.empty()) {
    std::nth_element(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2), heights.end());
    body = heights[heights.size() / 2];
  }
  for (Segment& s : segments)
    if (s.letters < 4 && s.body() > 0.92 * body && s.body() < 1.6 * body) s.top = s.base - body, s.lent = true;
}

// The height of the letters on its baseline and the width of its strokes, as split_sizes measures them.
struct Type {
  double size = 0, stroke = 0;
};

Type type_of(const picture::Components& all, const Segment& s) {
  std::vector<double> sizes;
  double area = 0, runs = 0;
  for (const int i : s.pieces) {
    const picture::Component& c = all.list[i];
    area += c.area, runs += c.count;
    if (c.box.h > kMinLetter * s.body() && std::abs(c.box.bottom() - s.base_at(c.box.x + c.box.w / 2.0)) < 0.25 * s.body()) sizes.push_back(c.box.h);
  }
  if (sizes.empty()) return {s.body(), area / std::max(1.0, runs)};
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return {*middle, area / std::max(1.0, runs)};
}

// Whether of two neighbours on a line one is too short to be measured and read by itself. A larger and bolder one is a label (see split_sizes).
bool belong_together(const picture::Components& all, const Segment& a, const Segment& b) {
  constexpr int kShort = 3;        // letters
  constexpr double kNear = 3.5;    // body heights between them
  constexpr double kLevel = 0.15;  // of the baselines
  constexpr double kTaller = 1.5;  // than the letters of the longer one
  constexpr double kLarger = 1.15, kBolder = 1.25;
  if (a.mark || b.mark || a.dash || b.dash || a.letters == 0 || b.letters == 0) return false;
  const Segment &longer = a.letters >= b.letters ? a : b, &shorter = a.letters >= b.letters ? b : a;
  const double h = longer.body(), x = (a.box.right() + b.box.x) / 2.0;
  if (shorter.letters > kShort || longer.letters <= kShort || b.box.x - a.box.right() > kNear * h ||
      std::abs(a.base_at(x) - b.base_at(x)) > kLevel * h || shorter.body() > kTaller * h)
    return false;
  const Type label = type_of(all, shorter), value = type_of(all, longer);
  return label.size < kLarger * value.size || label.stroke < kBolder * value.stroke;
}

Segment joined(const Segment& a, const Segment& b) {
  const Segment& longer = a.letters >= b.letters ? a : b;
  Segment both = longer;
  both.box = unite(a.box, b.box);
  const double x = both.box.x + both.box.w / 2.0;
  both.top = longer.top_at(x), both.base = longer.base_at(x);
  both.letters = a.letters + b.letters;
  both.pieces = a.pieces;
  both.pieces.insert(both.pieces.end(), b.pieces.begin(), b.pieces.end());
  return both;
}

// A short stretch between wide spaces of its line (the number of "ข้อ  ๗  ให้", justified text) is read with its neighbour.
void join_short_stretches(const picture::Components& all, TextBlock& block) {
  std::vector<Segment>& segments = block.segments;
  for (std::vector<int>& line : block.lines)
    for (std::size_t i = 1; i < line.size();) {
      if (!belong_together(all, segments[line[i - 1]], segments[line[i]])) {
        ++i;
        continue;
      }
      segments[line[i - 1]] = joined(segments[line[i - 1]], segments[line[i]]);
      line.erase(line.begin() + static_cast<std::ptrdiff_t>(i));
      i = std::max<std::size_t>(1, i - 1);  // what stands before may now have a neighbour long enough
    }
}

constexpr std::size_t kMaxPieces = 40'000;  // of one place: a page of the smallest print has 15,000

enum class Place { kPage, kCell };

// Outside tables a dash that stands alone on its level is a speck of a pen.
void drop_lone_dashes(Segments& segments) {
  std::erase_if(segments.list, [&](const Segment& s) {
    if (!s.dash || s.letters > 0) return false;
    const bool neighbour = std::any_of(segments.list.begin(), segments.list.end(), [&](const Segment& t) {
      return t.letters > 0 && std::abs(t.base - s.base) < 0.8 * t.body() && t.box.x - s.box.right() < 12 * t.body() &&
             s.box.x - t.box.right() < 12 * t.body();
    });
    if (!neighbour) segments.odd.insert(segments.odd.end(), s.pieces.begin(), s.pieces.end());
    return !neighbour;
  });
}

// The text of one place out of the components that lie there.
TextBlock read_block(picture::Components& all, std::vector<int> among, Place place, double body, std::vector<Leader>& leaders, std::vector<int>& odd,
                     std::span<const Rule> sides) {
  // A photograph or a worn copy as ink: more pieces than any page has letters.
  if (among.size() > kMaxPieces) {
    std::nth_element(among.begin(), among.begin() + kMaxPieces, among.end(), [&](int a, int b) { return all.list[a].area > all.list[b].area; });
    among.resize(kMaxPieces);
  }
  std::vector<Segment> boxes = take_boxes(all, among, body);
  std::vector<Leader> found = find_leaders(all, among, body);
  std::vector<int> dots;
  for (const Leader& l : found) dots.insert(dots.end(), l.pieces.begin(), l.pieces.end());
  std::sort(dots.begin(), dots.end());
  std::erase_if(among, [&](int i) { return std::binary_search(dots.begin(), dots.end(), i); });
  Segments s = find_segments(all, among, body);
  if (place == Place::kCell)
    mark_lone_signs(all, s, body);
  else
    drop_lone_dashes(s);
  set_aside_pen_strokes(all, s, body);
  absorb_fragments(all, s, body);
  part_dashes(all, s.list);
  steady_bands(s.list, body);
  s.list.insert(s.list.end(), std::make_move_iterator(boxes.begin()), std::make_move_iterator(boxes.end()));
  odd.insert(odd.end(), s.odd.begin(), s.odd.end());
  TextBlock block{std::move(s.list), {}};
  // A leader lengthens the segment that it follows.
  std::vector<Box> extents;
  for (const Segment& g : block.segments) {
    Box e = g.box;
    for (const Leader& l : found)
      if (l.box.y > g.top && l.box.y < g.base + 0.6 * g.body() && l.box.x <= e.right() + 1.5 * body && l.box.x >= g.box.x) e = unite(e, l.box);
    extents.push_back(e);
  }
  block.lines = order_lines(block.segments, extents, body, sides);
  join_short_stretches(all, block);
  leaders.insert(leaders.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  return block;
}

// Where a wide page is parted by an empty strip near its middle with text on both sides: two pages on one sheet. Else 0.
int find_fold(const Layout& layout, int width, int height) {
  if (width < 1.15 * height) return 0;
  std::vector<Box> boxes;
  for (const TableLayout& t : layout.tables) boxes.push_back(t.grid.box);
  for (const Segment& s : layout.text.segments) boxes.push_back(s.box);
  int best = 0;
  double best_room = 2 * layout.body;
  for (int x = static_cast<int>(0.42 * width); x <= 0.58 * width; x += std::max(1, width / 400)) {
    double room = width;
    int left = 0, right = 0;
    for (const Box& b : boxes) {
      if (b.x <= x && b.right() >= x)
        room = 0;
      else
        room = std::min<double>(room, b.right() < x ? x - b.right() : b.x - x);
      (b.right() < x ? left : right) += 1;
    }
    if (2 * room > best_room && std::min(left, right) >= 5) best_room = 2 * room, best = x;
  }
  return best;
}

// Lines of the left page, then of the right.
std::vector<std::vector<int>> order_two_pages(const TextBlock& block, int fold, double body) {
  std::vector<int> used;  // a stretch that was joined to its neighbour stands in no line of its own
  for (const std::vector<int>& line : block.lines) used.insert(used.end(), line.begin(), line.end());
  std::vector<std::vector<int>> lines;
  for (const bool right : {false, true}) {
    std::vector<Segment> part;
    std::vector<int> index;
    for (const int i : used)
      if ((block.segments[i].box.x > fold) == right) part.push_back(block.segments[i]), index.push_back(i);
    for (std::vector<int> line : order_lines(part, {}, body)) {
      for (int& i : line) i = index[i];
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

// The segment's stretches without a gap as wide as a narrow column's corridor, as boxes of their bodies.
void add_words(const picture::Components& all, const Segment& segment, double body, std::vector<Box>& out) {
  constexpr double kGap = 0.4;  // body heights
  std::vector<Box> pieces;
  for (const int i : segment.pieces) pieces.push_back(all.list[i].box);
  std::sort(pieces.begin(), pieces.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
  const int top = static_cast<int>(segment.top), height = std::max(1, static_cast<int>(segment.body()));
  if (pieces.empty()) out.push_back({segment.box.x, top, segment.box.w, height});
  for (std::size_t i = 0; i < pieces.size();) {
    int right = pieces[i].right();
    const int left = pieces[i].x;
    for (++i; i < pieces.size() && pieces[i].x - right < kGap * body; ++i) right = std::max(right, pieces[i].right());
    out.push_back({left, top, right - left, height});
  }
}

std::vector<Box> stretches_of(const picture::Components& all, const std::vector<Segment>& segments, double body) {
  std::vector<Box> out;
  for (const Segment& s : segments) add_words(all, s, body, out);
  return out;
}

// The tables that rules part not at all or not wholly, told by the text between the rules. Gives how many of `grids` are ruled.
std::size_t add_unruled(const picture::Components& components, const std::vector<int>& text, const std::vector<Rule>& horizontal,
                        const std::vector<Box>& grounds, double body, std::vector<Grid>& grids) {
  const std::size_t ruled = grids.size();
  if (horizontal.empty() && grounds.empty()) return ruled;
  const std::vector<Box> within = places_to_part(grids, grounds, body);
  std::vector<int> among;
  for (int i : text) {
    const Box& b = components.list[i].box;
    const auto holds = [&](const Box& box) { return inside(box, middle_x(b), middle_y(b)); };
    if (std::none_of(grids.begin(), grids.end(), [&](const Grid& g) { return holds(g.box); }) || std::any_of(within.begin(), within.end(), holds))
      among.push_back(i);
  }
  if (among.size() > kMaxPieces) return ruled;
  picture::Components copy = components;
  const std::vector<Segment> segments = find_segments(copy, among, body).list;
  return complete_grids(grids, horizontal, grounds, stretches_of(copy, segments, body), body);
}

// The heads of arrows whose shafts went as rules.
void drop_arrow_heads(const picture::Components& all, const std::vector<Rule>& arrows, double body, std::vector<int>& text) {
  constexpr double kHigh = 1.1, kLevel = 0.3, kEnd = 1.2;  // body heights
  if (arrows.empty()) return;
  std::erase_if(text, [&](int i) {
    const Box& b = all.list[i].box;
    return b.h < kHigh * body && std::any_of(arrows.begin(), arrows.end(), [&](const Rule& r) {
             return std::abs(middle_y(b) - (r.y0 + r.y1) / 2) < kLevel * body &&
                    std::min(std::abs(middle_x(b) - r.x0), std::abs(middle_x(b) - r.x1)) < kEnd * body;
           });
  });
}

// A double arrow inside a cell: its shaft is thin, its ends are not.
bool is_arrow(const picture::Components& all, const picture::Component& c, double body) {
  constexpr double kLong = 1.3, kLow = 0.25, kHigh = 1.0;  // of all of it, in body heights
  constexpr double kThin = 0.4;                            // the shaft, of the heads' height
  const Box& b = c.box;
  if (b.w < kLong * body || b.w < 2 * b.h || b.h < kLow * body || b.h > kHigh * body) return false;
  std::vector<int> column(static_cast<std::size_t>(b.w));
  for (const picture::Run& r : all.runs_of(c))
    for (int x = r.x0; x < r.x1; ++x) ++column[static_cast<std::size_t>(x - b.x)];
  const auto third = static_cast<std::ptrdiff_t>(b.w / 3);
  const auto most = [](auto first, auto last) { return *std::max_element(first, last); };
  return most(column.begin() + third, column.end() - third) <= kThin * b.h && most(column.begin(), column.begin() + third) >= 0.8 * b.h &&
         most(column.end() - third, column.end()) >= 0.8 * b.h;
}

// Of each table, for each cell the pieces whose middle lies in it, in the smallest where cells lie in cells; those in none go to `outside`.
std::vector<std::vector<std::vector<int>>> pieces_in(std::span<const Grid> grids, const picture::Components& all, const std::vector<int>& among,
                                                     double body, std::vector<int>& outside) {
  std::vector<std::vector<std::vector<int>>> in_cell(grids.size());
  for (std::size_t g = 0; g < grids.size(); ++g) in_cell[g].resize(grids[g].cells.size());
  for (int i : among) {
    const Box& b = all.list[i].box;
    if (std::max(b.w, b.h) < speck_size(body)) continue;
    const double x = middle_x(b), y = middle_y(b);
    std::vector<int>* place = &outside;
    double least = 1e18;
    for (std::size_t g = 0; g < grids.size(); ++g) {
      if (!inside(grids[g].box, x, y)) continue;
      if (is_arrow(all, all.list[i], body)) place = nullptr;
      for (std::size_t c = 0; place && c < grids[g].cells.size(); ++c) {
        Box cell = grids[g].cells[c].box;
        cell.x -= 3, cell.y -= 3, cell.w += 6, cell.h += 6;
        const double area = static_cast<double>(cell.w) * cell.h;
        if (inside(cell, x, y) && area < least) least = area, place = &in_cell[g][c];
      }
    }
    if (place) place->push_back(i);
  }
  return in_cell;
}

}  // namespace

Layout find_layout(const picture::PageInk& ink, double body) {
  Layout out;
  out.body = body;
  out.rules = find_rules(ink.bits, body);
  add_pale_rules(ink.grey, ink.bits, body, out.rules);
  out.components = picture::find_components(out.rules.ink.empty() ? ink.bits : picture::without(ink.bits, out.rules.ink));

  // Ink that is no text: coloured, pictures.
  std::vector<int> text = set_aside_colour(out.components, ink, body, out.regions, out.pen);
  const std::vector<Box> pictures = find_pictures(out.components, text, body);
  for (const Box& b : pictures) out.regions.push_back({b.w < 14 * body && b.h < 14 * body ? RegionKind::kLogo : RegionKind::kPicture, b, 0.7, {}});
  out.reaching = set_aside_pictures(out.components, pictures, body, text);
  drop_rules_in(out.rules, pictures);

  const GridSettings settings = grid_settings(body);
  const SortedRules rules = sort_out_strays(out.rules.horizontal, out.rules.vertical, settings);
  drop_dirt(out.components, text, rules.streaks, ink.grey.width(), ink.grey.height(), body);
  drop_salt(out.components, text, ink.grey.width(), ink.grey.height(), body);
  drop_shreds(out.components, text, out.rules.horizontal, body);
  std::vector<Grid> grids = find_grids(rules.horizontal, rules.vertical, settings);
  const std::size_t ruled = add_unruled(out.components, text, rules.horizontal, ink.grounds, body, grids);
  for (const Grid& g : grids) drop_arrow_heads(out.components, g.arrows, body, text);
  out.frames = find_frames(rules.horizontal, rules.vertical, settings);

  std::vector<int> outside, odd;
  const auto add_tables = [&](std::span<const Grid> tables, std::size_t ruled_ones, const std::vector<int>& among) {
    outside.clear();
    std::vector<std::vector<std::vector<int>>> in_cell = pieces_in(tables, out.components, among, body, outside);
    for (std::size_t g = 0; g < tables.size(); ++g) {
      TableLayout table{tables[g], g < ruled_ones ? Edges::kRuled : Edges::kOpen, {}};
      for (std::size_t c = 0; c < tables[g].cells.size(); ++c)
        table.cells.push_back({tables[g].cells[c], read_block(out.components, in_cell[g][c], Place::kCell, body, out.leaders, odd, {})});
      out.tables.push_back(std::move(table));
    }
  };
  const std::vector<Rule> sides = frame_sides(out.rules.horizontal, out.rules.vertical, ink.grounds, body);
  add_tables(grids, ruled, text);
  const std::size_t leaders = out.leaders.size(), odds = odd.size();
  out.text = read_block(out.components, outside, Place::kPage, body, out.leaders, odd, sides);
  if (const std::vector<Grid> figures = find_figure_grids(stretches_of(out.components, out.text.segments, body), grids, body); !figures.empty()) {
    std::vector<int> among(odd.begin() + static_cast<std::ptrdiff_t>(odds), odd.end());
    for (const Segment& s : out.text.segments) among.insert(among.end(), s.pieces.begin(), s.pieces.end());
    for (std::size_t l = leaders; l < out.leaders.size(); ++l) among.insert(among.end(), out.leaders[l].pieces.begin(), out.leaders[l].pieces.end());
    odd.resize(odds), out.leaders.resize(leaders);
    add_tables(figures, 0, among);
    out.text = read_block(out.components, outside, Place::kPage, body, out.leaders, odd, sides);
  }
  std::erase_if(odd, [&](int i) { return in_any(pictures, middle_x(out.components.list[i].box), middle_y(out.components.list[i].box)); });
  out.fold = find_fold(out, ink.grey.width(), ink.grey.height());
  if (out.fold > 0) out.text.lines = order_two_pages(out.text, out.fold, body);
  add_odd_regions(out.components, odd, body, out.regions);
  return out;
}

}  // namespace banthuek::layout
