#include "pipeline/layout/figure_table.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "pipeline/layout/corridors.h"

namespace banthuek::layout {
namespace {

// In body heights where nothing else is said.
constexpr double kFigure = 5;             // width of a figure, at most
constexpr double kSameWidth = 1.3;        // by which the widths of a column's figures differ
constexpr double kMoney = 9, kEdge = 0.4;  // width of sums of money, and what their right edges differ by
constexpr double kMostOf = 0.85;          // of a column's texts that are such
constexpr double kLineGap = 4.5;          // between the bodies of two lines of a table, at most
constexpr double kHeadGap = 4;            // between the headings and the rows, and
constexpr double kWrapGap = 1.8;          // between the lines of headings, at most
constexpr double kOver = 0.3;             // by which a text may reach over the next column's
constexpr double kMarksAbove = 0.9;       // height of the marks above a body
constexpr std::size_t kRows = 4, kRowsWithoutHead = 6, kHeadLines = 4;
constexpr std::size_t kTextMost = 3000;

// A line's texts, joined over the gaps of words.
std::vector<Box> joined(const TextLine& line, double body) {
  std::vector<Box> out;
  for (const Box& b : texts_within(line, -1e300, 1e300))
    if (!out.empty() && b.x - out.back().right() < kWordSpace * body)
      out.back() = unite(out.back(), b);
    else
      out.push_back(b);
  return out;
}

struct JoinedLine {
  double top = 0, bottom = 0;
  std::vector<Box> texts;
};

struct Column {
  double x0 = 0, x1 = 0;  // of the texts in it
  bool figures = false;
};

bool meet(const Column& c, const Box& b, double over) { return b.x < c.x1 - over && b.right() > c.x0 + over; }

// The columns that texts make, joined where one stands across two; those of `more` among them.
std::vector<Column> with(std::vector<Column> columns, const std::vector<Box>& texts, double body) {
  for (const Box& b : texts) {
    Column here{double(b.x), double(b.right()), false};
    std::erase_if(columns, [&](const Column& c) {
      const bool apart = here.x1 + kCorridor * body <= c.x0 || c.x1 + kCorridor * body <= here.x0;
      if (!apart) here.x0 = std::min(here.x0, c.x0), here.x1 = std::max(here.x1, c.x1);
      return !apart;
    });
    columns.push_back(here);
  }
  std::sort(columns.begin(), columns.end(), [](const Column& a, const Column& b) { return a.x0 < b.x0; });
  return columns;
}

class FigureFinder {
 public:
  FigureFinder(std::vector<JoinedLine> lines, double body) : lines_(std::move(lines)), body_(body) {}

  // The table whose first row with figures is the line; `end` becomes the first line behind it.
  std::optional<Grid> at(std::size_t first, std::size_t floor, std::size_t& end) {
    if (lines_[first].texts.size() < 3) return std::nullopt;
    if (!grow(first)) return std::nullopt;
    end = end_;
    const std::size_t rows = starts_.size();
    const std::size_t head = head_of(first, floor);
    if (rows < (head == first ? kRowsWithoutHead : kRows)) return std::nullopt;
    return grid(head, first);
  }

 private:
  double gap_above(std::size_t i) const { return lines_[i].top - lines_[i - 1].bottom; }

  // The rows that begin at a line, as far as columns stay apart and figures come.
  bool grow(std::size_t first) {
    std::vector<Column> columns = with({}, lines_[first].texts, body_);
    std::size_t end = first + 1;
    for (; end < lines_.size() && gap_above(end) < kLineGap * body_; ++end) {
      std::vector<Column> more = with(columns, lines_[end].texts, body_);
      if (more.size() < columns.size()) break;
      columns = std::move(more);
    }
    for (;; --end) {  // a note below the table may keep within its columns
      if (end < first + kRows) return false;
      columns = {};
      for (std::size_t i = first; i < end; ++i) columns = with(columns, lines_[i].texts, body_);
      judge(columns, first, end);
      starts_.clear();
      for (std::size_t i = first; i < end; ++i)
        if (figures_in(i) >= 2) starts_.push_back(i);
      if (columns_.size() < 3 || starts_.size() < kRows || starts_.front() != first) return false;
      const std::size_t last = starts_.back();
      if (last + 1 == end) break;
      // The last row's text may take another line, nearer than rows are.
      if (last + 2 == end && last > first && gap_above(end - 1) < 0.9 * gap_above(last) && gap_above(end - 1) < 1.2 * body_) break;
    }
    end_ = end;
    return true;
  }

  void judge(std::vector<Column> columns, std::size_t first, std::size_t end) {
    bool beside_text = false;  // the numbers that begin the rows are no figures of the table
    for (Column& c : columns) {
      std::vector<double> widths, rights;
      for (std::size_t i = first; i < end; ++i)
        for (const Box& b : lines_[i].texts)
          if (meet(c, b, 0)) widths.push_back(b.w), rights.push_back(b.right());
      std::sort(widths.begin(), widths.end()), std::sort(rights.begin(), rights.end());
      const auto n = widths.size();
      const auto few = static_cast<std::size_t>(static_cast<double>(n) * (1 - kMostOf));
      const double widest = widths[n - 1 - few], spread = widest - widths[few];
      const bool even = widest < kFigure * body_ && spread < kSameWidth * body_;
      const bool flush = widest < kMoney * body_ && rights.back() - rights[few] < kEdge * body_;
      c.figures = beside_text && n >= kRows && (even || flush);
      beside_text = beside_text || !(even || flush);
    }
    if (!beside_text) columns.clear();  // figures alone: a drawing, a calendar
    columns_ = std::move(columns);
  }

  std::size_t figures_in(std::size_t line) const {
    return static_cast<std::size_t>(std::count_if(columns_.begin(), columns_.end(), [&](const Column& c) {
      return c.figures && std::any_of(lines_[line].texts.begin(), lines_[line].texts.end(), [&](const Box& b) { return meet(c, b, 0); });
    }));
  }

  // The columns from first to last that a text stands over.
  std::pair<std::size_t, std::size_t> columns_of(const Box& b) const {
    std::size_t first = columns_.size(), last = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c)
      if (meet(columns_[c], b, kOver * body_)) first = std::min(first, c), last = c;
    if (first == columns_.size()) {  // between two: the nearer
      const auto away = [&](const Column& c) { return std::max(c.x0 - b.x - b.w / 2.0, b.x + b.w / 2.0 - c.x1); };
      first = last = static_cast<std::size_t>(
          std::min_element(columns_.begin(), columns_.end(), [&](const Column& l, const Column& r) { return away(l) < away(r); }) - columns_.begin());
    }
    return {first, last};
  }

  bool is_heading(const Box& b) const {
    const auto [from, to] = columns_of(b);
    if (b.x < columns_.front().x0 - kFigure * body_ || b.right() > columns_.back().x1 + kFigure * body_) return false;
    for (std::size_t c = from; c <= to; ++c)
      if (from < to && !columns_[c].figures) return false;
    return true;
  }

  // The first line of the headings; `first` where there are none.
  std::size_t head_of(std::size_t first, std::size_t floor) const {
    std::size_t head = first;
    while (head > floor && first - head < kHeadLines) {
      const JoinedLine& line = lines_[head - 1];
      if (gap_above(head) > (head == first ? kHeadGap : kWrapGap) * body_) break;
      if (!std::all_of(line.texts.begin(), line.texts.end(), [&](const Box& b) { return is_heading(b); })) break;
      --head;
    }
    std::size_t headed = 0;  // columns of figures
    for (const Column& c : columns_)
      headed += c.figures && std::any_of(lines_.begin() + static_cast<std::ptrdiff_t>(head), lines_.begin() + static_cast<std::ptrdiff_t>(first),
                                         [&](const JoinedLine& l) { return std::any_of(l.texts.begin(), l.texts.end(), [&](const Box& b) { return meet(c, b, 0); }); });
    return headed >= 2 ? head : first;
  }

  std::vector<double> column_edges(std::size_t head, std::size_t first) const {
    std::vector<Column> wide = columns_;
    for (std::size_t i = head; i < first; ++i)
      for (const Box& b : lines_[i].texts) {
        const auto [from, to] = columns_of(b);
        if (from == to) wide[from].x0 = std::min<double>(wide[from].x0, b.x), wide[from].x1 = std::max<double>(wide[from].x1, b.right());
      }
    std::vector<double> edges{wide.front().x0 - kOver * body_};
    for (std::size_t c = 1; c < wide.size(); ++c) edges.push_back((wide[c - 1].x1 + wide[c].x0) / 2);
    edges.push_back(wide.back().x1 + kOver * body_);
    return edges;
  }

  // The first line of each row. A line without figures goes on with the nearer row.
  std::vector<std::size_t> row_lines() const {
    std::vector<std::size_t> out{starts_.front()};
    for (std::size_t s = 1; s < starts_.size(); ++s) {
      std::size_t begin = starts_[s];
      while (begin - 1 > starts_[s - 1] && gap_above(begin) < gap_above(begin - 1)) --begin;
      out.push_back(begin);
    }
    return out;
  }

  // What of the headings stands over several columns, by the line it is on; the edge below the lowest such line.
  std::optional<double> level_of_spans(std::size_t head, std::size_t first) const {
    std::optional<double> level;
    for (std::size_t i = head; i < first; ++i)
      for (const Box& b : lines_[i].texts) {
        const auto [from, to] = columns_of(b);
        if (from < to) level = lines_[i].bottom;
      }
    if (!level) return std::nullopt;
    double below = 1e300;  // the nearest heading below it
    for (std::size_t i = head; i < first; ++i)
      if (lines_[i].top > *level)
        for (const Box& b : lines_[i].texts) below = columns_[columns_of(b).first].figures ? std::min(below, lines_[i].top) : below;
    return below < 1e300 ? std::optional(*level + kLowMarks * (below - *level)) : std::nullopt;
  }

  Grid grid(std::size_t head, std::size_t first) const {
    Grid out;
    out.column_edges = column_edges(head, first);
    const auto between = [&](double over, double under) { return over + kLowMarks * (under - over); };
    std::optional<double> spans;
    if (head < first) {
      out.row_edges.push_back(lines_[head].top - kMarksAbove * body_);
      spans = level_of_spans(head, first);
      if (spans) out.row_edges.push_back(*spans);
      out.row_edges.push_back(between(lines_[first - 1].bottom, lines_[first].top));
    } else {
      out.row_edges.push_back(lines_[first].top - kMarksAbove * body_);
    }
    const std::vector<std::size_t> rows = row_lines();
    for (std::size_t r = 1; r < rows.size(); ++r) out.row_edges.push_back(between(lines_[rows[r] - 1].bottom, lines_[rows[r]].top));
    out.row_edges.push_back(lines_[end_ - 1].bottom + 0.6 * body_);
    const auto add = [&](int r0, int r1, int c0, int c1) {
      const auto x = [&](int c) { return static_cast<int>(out.column_edges[static_cast<std::size_t>(c)]); };
      const auto y = [&](int r) { return static_cast<int>(out.row_edges[static_cast<std::size_t>(r)]); };
      out.cells.push_back({r0, c0, r1 - r0, c1 - c0, {x(c0), y(r0), x(c1) - x(c0), y(r1) - y(r0)}});
    };
    int row = 0;
    if (spans) {
      std::vector<std::size_t> to(columns_.size());  // the last column that the heading there stands over
      for (std::size_t c = 0; c < to.size(); ++c) to[c] = c;
      for (std::size_t i = head; i < first; ++i)
        for (const Box& b : lines_[i].texts)
          if (const auto [from, last] = columns_of(b); from < last) to[from] = std::max(to[from], last);
      std::vector<int> below;
      for (std::size_t c = 0; c < to.size(); c = to[c] + 1) {
        const bool over = to[c] > c;
        add(0, over ? 1 : 2, static_cast<int>(c), static_cast<int>(to[c]) + 1);
        for (std::size_t k = c; over && k <= to[c]; ++k) below.push_back(static_cast<int>(k));
      }
      for (const int c : below) add(1, 2, c, c + 1);
      row = 2;
    }
    for (; row < out.rows(); ++row)
      for (int c = 0; c < out.columns(); ++c) add(row, row + 1, c, c + 1);
    out.box = {static_cast<int>(out.column_edges.front()), static_cast<int>(out.row_edges.front()),
               static_cast<int>(out.column_edges.back() - out.column_edges.front()), static_cast<int>(out.row_edges.back() - out.row_edges.front())};
    return out;
  }

  std::vector<JoinedLine> lines_;
  double body_;
  std::vector<Column> columns_;
  std::vector<std::size_t> starts_;  // lines with figures
  std::size_t end_ = 0;
};

}  // namespace

std::vector<Grid> find_figure_grids(std::span<const Box> text, std::span<const Grid> taken, double body) {
  std::vector<Grid> out;
  if (body <= 0 || text.size() > kTextMost) return out;
  std::vector<JoinedLine> lines;
  for (const TextLine& line : text_lines(text, taken)) lines.push_back({line.top, line.bottom, joined(line, body)});
  const std::size_t count = lines.size();
  FigureFinder finder(std::move(lines), body);
  std::size_t floor = 0;
  for (std::size_t i = 0; i < count;) {
    std::size_t end = i + 1;
    std::optional<Grid> grid = finder.at(i, floor, end);
    if (!grid) {
      ++i;
      continue;
    }
    // Headings taken for the first row may be what holds a long text of the last ones apart.
    for (std::size_t next = i + 1; next < std::min(i + kHeadLines, end); ++next) {
      std::size_t further = end;
      std::optional<Grid> other = finder.at(next, floor, further);
      if (other && further > end) grid = std::move(other), end = further;
    }
    floor = i = end;
    const auto overlaps = [&](const Grid& g) { return !intersect(g.box, grid->box).empty(); };
    if (std::none_of(taken.begin(), taken.end(), overlaps)) out.push_back(std::move(*grid));
  }
  return out;
}

}  // namespace banthuek::layout
