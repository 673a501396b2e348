#include "pipeline/text_layer/build_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

#include "extractors/text/fold.h"
#include "pipeline/layout/figure_table.h"
#include "pipeline/layout/grid.h"
#include "pipeline/layout/order.h"
#include "pipeline/layout/parted_cells.h"
#include "pipeline/text_layer/drawn_marks.h"
#include "pipeline/text_layer/text_lines.h"

namespace banthuek::text_layer {
namespace {

constexpr double kFallbackBody = 6;        // points, where a page has rules but no text
constexpr std::size_t kMaxRules = 20'000;  // more is a drawing
constexpr double kPicturePoints = 24;      // smaller images are ornaments

// A point turned clockwise with a page of width x height.
void turn_point(double& x, double& y, double width, double height, int degrees) {
  const double a = x, b = y;
  if (degrees == 90) x = height - b, y = a;
  if (degrees == 180) x = width - a, y = height - b;
  if (degrees == 270) x = b, y = width - a;
}

template <typename Area>
void turn_area(Area& a, double width, double height, int degrees) {
  turn_point(a.x0, a.y0, width, height, degrees);
  turn_point(a.x1, a.y1, width, height, degrees);
  if (a.x0 > a.x1) std::swap(a.x0, a.x1);
  if (a.y0 > a.y1) std::swap(a.y0, a.y1);
}

double usual_body(const std::vector<Cluster>& clusters, double fallback) {
  if (clusters.empty()) return fallback;
  std::vector<double> bodies;
  bodies.reserve(clusters.size());
  for (const Cluster& c : clusters) bodies.push_back(c.body);
  const auto middle = bodies.begin() + static_cast<std::ptrdiff_t>(bodies.size() / 2);
  std::nth_element(bodies.begin(), middle, bodies.end());
  return std::max(1.0, *middle);
}

// Marks written in a line, as Marks with their words' boxes.
void collect_marks(const Line& line, std::vector<Mark>& out) {
  for (const Word& w : line.words) {
    const std::u32string text = text::to_u32(w.text);
    for (std::size_t i = 0; i < text.size(); ++i)
      if (const auto kind = mark_of(text[i])) {
        const int step = w.box.w / static_cast<int>(text.size());
        out.push_back({*kind, {w.box.x + step * static_cast<int>(i), w.box.y, std::max(1, step), w.box.h}, w.confidence});
      }
  }
}

struct Place {
  int grid = -1, cell = -1;
};

// The smallest cell that the point lies in.
class CellFinder {
 public:
  explicit CellFinder(const std::vector<layout::Grid>& grids) : grids_(grids) {}

  Place find(double x, double y) const {
    Place best;
    double smallest = 1e18;
    for (std::size_t g = 0; g < grids_.size(); ++g) {
      const Box& box = grids_[g].box;
      if (x < box.x || x > box.right() || y < box.y || y > box.bottom()) continue;
      for (std::size_t c = 0; c < grids_[g].cells.size(); ++c) {
        const Box& b = grids_[g].cells[c].box;
        const double slack = 2;
        if (x < b.x - slack || x > b.right() + slack || y < b.y - slack || y > b.bottom() + slack) continue;
        const double area = double(b.w) * b.h;
        if (area < smallest) smallest = area, best = {static_cast<int>(g), static_cast<int>(c)};
      }
    }
    return best;
  }

 private:
  const std::vector<layout::Grid>& grids_;
};

// Where the cluster before ended.
struct End {
  double x1 = 0, baseline = 0, size = 0;
};

bool runs_on(const End& before, const Cluster& c) {
  return !c.space_before && std::abs(c.x0 - before.x1) < 0.06 * c.size && std::abs(c.baseline - before.baseline) < 0.02 * c.size &&
         std::abs(c.size - before.size) < 0.01 * c.size;
}

Table make_table(const layout::Grid& grid, std::vector<std::vector<Cluster>> clusters) {
  Table table;
  table.box = grid.box;
  table.rows = grid.rows();
  table.columns = grid.columns();
  for (std::size_t i = 0; i < grid.cells.size(); ++i) {
    const layout::GridCell& from = grid.cells[i];
    Cell cell;
    cell.row = from.row, cell.column = from.column, cell.row_span = from.row_span, cell.column_span = from.column_span;
    cell.box = from.box;
    cell.lines = make_lines(std::move(clusters[i]));
    cell.confidence = 1;
    double sum = 0;
    for (const Line& line : cell.lines) {
      cell.text += (cell.text.empty() ? "" : "\n") + line.text;
      collect_marks(line, cell.marks);
      sum += line.confidence;
    }
    if (!cell.lines.empty()) cell.confidence = sum / static_cast<double>(cell.lines.size());
    if (cell.text == "/" && cell.marks.empty()) cell.marks.push_back({MarkKind::kSlash, cell.lines[0].box, cell.confidence});
    table.cells.push_back(std::move(cell));
  }
  return table;
}

// Reading order: lines as they come, each table where its top stands among them.
void make_flow(Page& page) {
  std::size_t table = 0;
  const auto tables_above = [&](int y) {
    for (; table < page.tables.size() && page.tables[table].box.y < y; ++table)
      page.flow.push_back({FlowItem::Kind::kTable, static_cast<int>(table)});
  };
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const Box& box = page.lines[i].box;
    tables_above(box.y + box.h / 2);
    page.flow.push_back({FlowItem::Kind::kLine, static_cast<int>(i)});
  }
  tables_above(page.height + 1);
  for (; table < page.tables.size(); ++table) page.flow.push_back({FlowItem::Kind::kTable, static_cast<int>(table)});
}

}  // namespace

int upright_turn(const PdfContent& content) {
  std::array<int, 4> counts{};
  for (const Glyph& g : content.glyphs)
    if (!g.hidden && g.direction >= 0) ++counts[static_cast<std::size_t>(g.direction / 90)];
  const auto most = static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  return counts[0] >= counts[static_cast<std::size_t>(most)] ? 0 : (360 - 90 * most) % 360;
}

PdfContent turned(PdfContent content, int degrees) {
  if (degrees == 0) return content;
  const double width = content.width, height = content.height;
  for (Glyph& g : content.glyphs) {
    double x = g.x + g.dx, y = g.y + g.dy;
    turn_point(g.x, g.y, width, height, degrees);
    turn_point(x, y, width, height, degrees);
    g.dx = x - g.x, g.dy = y - g.y;
    if (g.direction >= 0) g.direction = (g.direction + degrees) % 360;
  }
  for (layout::Rule& r : content.horizontal) turn_area(r, width, height, degrees);
  for (layout::Rule& r : content.vertical) turn_area(r, width, height, degrees);
  if (degrees != 180) std::swap(content.horizontal, content.vertical);
  for (Outline& o : content.outlines) turn_area(o, width, height, degrees);
  content.filled_curves.clear();  // asked for on upright pages only
  for (Box& b : content.grounds) {
    layout::Rule area{double(b.x), double(b.y), double(b.right()), double(b.bottom())};
    turn_area(area, width, height, degrees);
    b = {static_cast<int>(area.x0), static_cast<int>(area.y0), static_cast<int>(area.x1 - area.x0), static_cast<int>(area.y1 - area.y0)};
  }
  for (PdfImage& i : content.images) {
    turn_area(i, width, height, degrees);
    if (i.turned >= 0) i.turned = (i.turned + degrees) % 360;
  }
  if (degrees != 180) std::swap(content.width, content.height);
  return content;
}

Page make_page(const PdfContent& content, LayerText text) {
  Page page;
  page.width = content.width;
  page.height = content.height;
  page.dpi = content.dpi;
  const double body = usual_body(text.clusters, kFallbackBody * content.dpi / 72);
  for (Cluster& mark : drawn_marks(content, text.clusters)) text.clusters.push_back(std::move(mark));

  std::vector<layout::Grid> grids;
  const bool many_rules = content.horizontal.size() + content.vertical.size() > kMaxRules;
  if (!many_rules) grids = layout::find_grids(content.horizontal, content.vertical, layout::grid_settings(body));
  const std::size_t ruled = layout::complete_grids(grids, content.horizontal, content.grounds, stretch_boxes(text.clusters), body);
  for (layout::Grid& grid : layout::find_figure_grids(word_boxes(text.clusters), grids, body)) grids.push_back(std::move(grid));
  const std::span<const layout::Rule> upright = many_rules ? std::span<const layout::Rule>() : content.vertical;
  const std::vector<layout::Rule> sides = layout::frame_sides(content.horizontal, upright, content.grounds, body);
  const CellFinder finder(grids);
  std::vector<std::vector<std::vector<Cluster>>> in_cells(grids.size());
  for (std::size_t g = 0; g < grids.size(); ++g) in_cells[g].resize(grids[g].cells.size());
  std::vector<Cluster> outside;
  End before;
  std::vector<bool> used(grids.size());
  Place place;
  for (std::size_t i = 0; i < text.clusters.size(); ++i) {
    Cluster& c = text.clusters[i];
    // What runs on without a gap belongs where it began: a long word may reach over its cell's border.
    if (i == 0 || !runs_on(before, c)) place = finder.find((c.x0 + c.x1) / 2, c.baseline - 0.2 * c.size);
    before = {c.x1, c.baseline, c.size};
    if (place.grid < 0) {
      outside.push_back(std::move(c));
    } else {
      used[place.grid] = true;
      in_cells[place.grid][place.cell].push_back(std::move(c));
    }
  }
  for (std::size_t g = 0; g < grids.size(); ++g)
    if (used[g]) {
      page.tables.push_back(make_table(grids[g], std::move(in_cells[g])));
      if (g >= ruled) page.tables.back().edges = Edges::kOpen;
    }
  std::stable_sort(page.tables.begin(), page.tables.end(), [](const Table& a, const Table& b) { return a.box.y < b.box.y; });
  page.lines = make_lines(std::move(outside), sides);
  for (const Line& line : page.lines) collect_marks(line, page.marks);
  for (const PdfImage& image : content.images) {
    const double least = kPicturePoints * content.dpi / 72;
    if (image.x1 - image.x0 < least || image.y1 - image.y0 < least) continue;
    const int x = static_cast<int>(image.x0), y = static_cast<int>(image.y0);
    page.regions.push_back({RegionKind::kPicture, {x, y, static_cast<int>(image.x1) - x, static_cast<int>(image.y1) - y}, 1, {}});
  }
  make_flow(page);
  return page;
}

}  // namespace banthuek::text_layer
