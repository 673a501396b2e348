#include "pipeline/layout/figure_table.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "pipeline/layout/corridors.h"
#include "pipeline/layout/table_heads.h"

namespace banthuek::layout {
namespace {

// In body heights where nothing else is said.
constexpr double kFigure = 5;                                   // width of a figure, at most
constexpr double kSameWidth = 0.8;                              // by which the widths of a column's figures differ
constexpr double kMoney = 9, kEdge = 0.4;                       // width of sums of money, and what their right edges differ by
constexpr double kMostOf = 0.85;                                // of a column's texts that are such
constexpr double kLineGap = 4.5, kHeadGap = 4, kWrapGap = 1.8;  // between lines of a table, below its headings, within these, at most
constexpr double kLarger = 1.12;                                // letters of a title, for those of the rows
constexpr double kNearer = 0.7;                                 // the gap to the row that a line goes on with, for the other
constexpr double kApart = 0.8;                                  // of the gap between rows: a line further from both is no part of either
constexpr double kOver = 0.3, kBetween = 0.2;  // by which a text may reach over the next column's; of the strip that words leave free
constexpr double kSpace = 0.4;                 // of a text's own height: less is within a word
constexpr std::size_t kRows = 4, kRowsWithoutHead = 5, kHeadLines = 4, kLinesBetween = 2, kTextMost = 3000;

struct Column {
  double x0 = 0, x1 = 0;  // of the texts in it
  bool figures = false;
};

bool meet(const Column& c, const Box& b, double over) { return b.x < c.x1 - over && b.right() > c.x0 + over; }

class FigureFinder {
 public:
  FigureFinder(std::vector<TextLine> lines, double body) : lines_(std::move(lines)), body_(body) {
    for (TextLine& line : lines_) line.texts = texts_within(line, -1e300, 1e300);
  }

  // The table whose first row with figures is the line; `end` becomes the first line behind it.
  std::optional<Grid> at(std::size_t first, std::size_t floor, std::size_t& end) {
    if (lines_[first].texts.size() < 3 || !grow(first)) return std::nullopt;
    end = end_;
    std::size_t groups = 0;
    const std::size_t head = head_of(first, floor, groups);
    if (starts_.size() < (head == first ? kRowsWithoutHead : kRows)) return std::nullopt;
    if (stands_over_several(head, first) && !level_of_spans(head, first)) return grid(first, first);  // a caption
    return grid(head, first - groups);
  }

 private:
  double gap_above(std::size_t i) const { return lines_[i].top - lines_[i - 1].bottom; }

  // How many texts of a line, but for its first, stand as figures below one of another.
  std::size_t alike(std::size_t upper, std::size_t lower) const {
    const std::vector<Box>& texts = lines_[lower].texts;
    std::size_t count = 0;
    for (std::size_t i = 1; i < texts.size(); ++i)
      count += texts[i].w < kMoney * body_ && std::any_of(lines_[upper].texts.begin(), lines_[upper].texts.end(), [&](const Box& b) {
                 const int both = std::min(b.right(), texts[i].right()) - std::max(b.x, texts[i].x);
                 return 2 * both > std::min(b.w, texts[i].w) &&
                        (std::abs(b.w - texts[i].w) < kSameWidth * body_ || std::abs(b.right() - texts[i].right()) < kEdge * body_);
               });
    return count;
  }

  // The rows that begin at a line, as far as figures come. Between them stand lines that go on with a row, and names of groups.
  bool grow(std::size_t first) {
    starts_ = {first};
    for (std::size_t i = first + 1; i < lines_.size() && gap_above(i) < kLineGap * body_ && i - starts_.back() <= kLinesBetween + 1; ++i)
      if (alike(starts_.back(), i) >= 2) starts_.push_back(i);
    if (starts_.size() < kRows || !find_columns()) return false;
    // What stands across figures ends the table; what stands in two columns of them is a row, wide or narrow.
    std::vector<std::size_t> more;
    for (std::size_t i = first + 1; i < starts_.back(); ++i) {
      if (std::binary_search(starts_.begin(), starts_.end(), i)) continue;
      if (is_prose(lines_[i])) {
        std::erase_if(starts_, [&](std::size_t s) { return s > i; });
        if (starts_.size() < kRows || !find_columns()) return false;
        break;
      }
      if (std::count_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.figures && text_in(c, i).w > 0; }) >= 2) more.push_back(i);
    }
    starts_.insert(starts_.end(), more.begin(), more.end());
    std::sort(starts_.begin(), starts_.end());
    if (!more.empty() && !find_columns()) return false;
    if (!is_row(first)) return false;
    std::vector<double> row_gaps;
    for (std::size_t s = 1; s < starts_.size(); ++s)
      if (starts_[s] == starts_[s - 1] + 1) row_gaps.push_back(gap_above(starts_[s]));
    std::sort(row_gaps.begin(), row_gaps.end());
    row_gap_ = row_gaps.empty() ? 1e300 : row_gaps[row_gaps.size() / 2];
    end_ = starts_.back() + 1;
    // The last row's text may take another line, nearer than rows are.
    if (end_ < lines_.size() && gap_above(end_) < 0.9 * gap_above(starts_.back()) && gap_above(end_) < 1.2 * body_ &&
        lines_[end_].texts.size() == 1 && !crosses_figures(lines_[end_]))
      ++end_;
    return true;
  }

  bool find_columns() {
    std::vector<std::vector<Box>> rows;
    for (const std::size_t i : starts_) rows.push_back(lines_[i].texts);
    const double least = (rows.size() < kManyRows ? kCorridor : kStraitCorridor) * body_;
    const std::vector<Span> corridors = between_columns(usual_corridors(rows, least), rows, body_);
    if (corridors.size() < 2) return false;
    columns_ = {{1e300, corridors.front().x0, false}};
    for (std::size_t c = 0; c < corridors.size(); ++c)
      columns_.push_back({corridors[c].x1, c + 1 < corridors.size() ? corridors[c + 1].x0 : -1e300, false});
    for (const std::vector<Box>& row : rows) {
      columns_.front().x0 = std::min<double>(columns_.front().x0, row.front().x);
      columns_.back().x1 = std::max<double>(columns_.back().x1, row.back().right());
    }
    bool beside_text = false;  // the numbers that begin the rows are no figures of the table; figures alone are a drawing, a calendar
    std::size_t figures = 0;
    for (Column& c : columns_) {
      const bool such = holds_figures(c, rows);
      c.figures = beside_text && such;
      figures += c.figures;
      beside_text = beside_text || !such;
    }
    return figures >= 2;
  }

  // What of a line stands in a column; empty where nothing does.
  Box text_in(const Column& c, std::size_t line) const {
    Box here;
    for (const Box& b : lines_[line].texts)
      if (meet(c, b, 0)) here = unite(here, b);
    return here;
  }

  // Whether a line has figures like those below it: a caption may stand above a few by chance.
  bool is_row(std::size_t line) const {
    if (crosses_figures(lines_[line])) return false;
    std::size_t filled = 0, like = 0;
    for (const Column& c : columns_) {
      const Box here = text_in(c, line);
      if (!c.figures || here.w == 0) continue;
      const auto alike = std::count_if(starts_.begin(), starts_.end(), [&](std::size_t s) {
        const Box other = text_in(c, s);
        return other.w > 0 && (std::abs(other.w - here.w) < kSameWidth * body_ || std::abs(other.right() - here.right()) < kEdge * body_);
      });
      ++filled, like += 2 * static_cast<std::size_t>(alike) > starts_.size();
    }
    return 2 * like >= filled;
  }

  bool holds_figures(const Column& c, const std::vector<std::vector<Box>>& rows) const {
    std::vector<double> widths, rights;
    for (const std::vector<Box>& row : rows) {
      Box here;
      for (const Box& b : row)
        if (meet(c, b, 0)) here = unite(here, b);
      if (here.w > 0) widths.push_back(here.w), rights.push_back(here.right());
    }
    const auto n = widths.size();
    if (n < kRows) return false;
    std::sort(widths.begin(), widths.end()), std::sort(rights.begin(), rights.end());
    const auto few = static_cast<std::size_t>(static_cast<double>(n) * (1 - kMostOf));
    const double widest = widths[n - 1 - few];
    return (widest < kFigure * body_ && widest - widths[few] < kSameWidth * body_) ||
           (widest < kMoney * body_ && rights.back() - rights[few] < kEdge * body_);
  }

  // The line's texts joined over the gaps of words, but where a column ends between two.
  std::vector<Box> joined(const TextLine& line) const {
    std::vector<Box> out;
    for (const Box& b : line.texts) {
      bool parted = out.empty() || b.x - out.back().right() >= kWordSpace * body_;
      for (std::size_t c = 1; !parted && c < columns_.size(); ++c)
        parted = b.x - out.back().right() > kSpace * b.h &&
                 std::min<double>(b.x, columns_[c].x0) - std::max<double>(out.back().right(), columns_[c - 1].x1) > kBetween * body_;
      if (parted)
        out.push_back(b);
      else
        out.back() = unite(out.back(), b);
    }
    return out;
  }

  // Words without wide gaps over a column of figures and another.
  bool is_prose(const TextLine& line) const {
    const std::vector<Box> stretches = joined_lines(line.texts, {}, body_);
    return std::any_of(stretches.begin(), stretches.end(), [&](const Box& b) {
      const auto [from, to] = columns_of(b);
      bool figures = false;
      for (std::size_t c = from; c <= to; ++c) figures = figures || columns_[c].figures;
      return from < to && figures;
    });
  }

  bool crosses_figures(const TextLine& line) const {
    const std::vector<Box> texts = joined(line);
    return std::any_of(texts.begin(), texts.end(), [&](const Box& b) {
      const auto [from, to] = columns_of(b);
      return from < to && columns_[to].figures;
    });
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
    if (b.h > kLarger * lines_[starts_.front()].texts.front().h) return false;  // a title
    const double slack = (from < to ? kOver : kFigure) * body_;
    if (b.x < columns_.front().x0 - slack || b.right() > columns_.back().x1 + slack) return false;
    for (std::size_t c = from; c <= to; ++c)
      if (from < to && !columns_[c].figures) return false;
    return true;
  }

  // A line that names the rows below it: alone, and no further line of a name, for which it begins too far left or stands too far from both rows.
  bool names_group(std::size_t i) const {
    const std::vector<Box> texts = joined(lines_[i]);
    if (texts.size() != 1 || crosses_figures(lines_[i])) return false;
    const auto [from, to] = columns_of(texts[0]);
    if (columns_[from].figures) return false;
    if (from == 0 && (to > 0 || texts[0].w > 1.5 * (columns_[0].x1 - columns_[0].x0))) return true;
    const double far = kApart * row_gap_;
    return i > 0 && gap_above(i) > far && i + 1 < lines_.size() && gap_above(i + 1) > far;
  }

  // The first line of the headings; `first` where there are none. A group's name may stand between them and the first row.
  std::size_t head_of(std::size_t first, std::size_t floor, std::size_t& groups) const {
    std::size_t head = first;
    groups = 0;
    while (head > floor && first - head < kHeadLines) {
      const TextLine& line = lines_[head - 1];
      if (gap_above(head) > (head + groups == first ? kHeadGap : kWrapGap) * body_) break;
      const std::vector<Box> texts = joined(line);
      const bool group = head == first && names_group(head - 1);
      if (!group && !std::all_of(texts.begin(), texts.end(), [&](const Box& b) { return is_heading(b); })) break;
      groups += group;
      --head;
    }
    std::size_t headed = 0;  // columns of figures
    for (const Column& c : columns_) {
      bool has = false;
      for (std::size_t i = head; i < first; ++i) has = has || text_in(c, i).w > 0;
      headed += c.figures && has;
    }
    if (headed < 2) groups = 0;
    return headed >= 2 ? head : first;
  }

  std::vector<double> column_edges(std::size_t head, std::size_t first) const {
    std::vector<Column> wide = columns_;
    for (std::size_t i = head; i < first; ++i)
      for (const Box& b : joined(lines_[i])) {
        const auto [from, to] = columns_of(b);
        if (from == to) wide[from].x0 = std::min<double>(wide[from].x0, b.x), wide[from].x1 = std::max<double>(wide[from].x1, b.right());
      }
    std::vector<double> edges{wide.front().x0 - kOver * body_};
    for (std::size_t c = 1; c < wide.size(); ++c) edges.push_back((wide[c - 1].x1 + wide[c].x0) / 2);
    edges.push_back(wide.back().x1 + kOver * body_);
    return edges;
  }

  // The first line of each row, from `first` on, which may be before the first line with figures. A line without figures names a group or goes on
  // with the nearer row.
  std::vector<std::size_t> row_lines(std::size_t first) const {
    std::vector<std::size_t> out;
    for (std::size_t i = first; i < starts_.front(); ++i) out.push_back(i);
    out.push_back(starts_.front());
    for (std::size_t s = 1; s < starts_.size(); ++s) {
      std::size_t begin = starts_[s];
      while (begin - 1 > starts_[s - 1] && !names_group(begin - 1) && gap_above(begin) < kNearer * gap_above(begin - 1)) --begin;
      for (std::size_t i = starts_[s - 1] + 1; i < begin; ++i)
        if (names_group(i)) out.push_back(i);
      out.push_back(begin);
    }
    return out;
  }

  bool stands_over_several(std::size_t head, std::size_t first) const {
    for (std::size_t i = head; i < first; ++i)
      for (const Box& b : joined(lines_[i]))
        if (columns_of(b).first < columns_of(b).second) return true;
    return false;
  }

  // What of the headings stands over several columns, by the line it is on; the edge below the lowest such line.
  std::optional<double> level_of_spans(std::size_t head, std::size_t first) const {
    std::optional<double> level;
    for (std::size_t i = head; i < first; ++i)
      for (const Box& b : joined(lines_[i])) {
        const auto [from, to] = columns_of(b);
        if (from < to) level = lines_[i].bottom;
      }
    if (!level) return std::nullopt;
    double below = 1e300;  // the nearest heading below it
    std::vector<bool> own(columns_.size());
    for (std::size_t i = head; i < first; ++i)
      for (const Box& b : lines_[i].top > *level ? joined(lines_[i]) : std::vector<Box>{}) {
        const auto [from, to] = columns_of(b);
        if (from == to && columns_[from].figures) own[from] = true, below = std::min(below, lines_[i].top);
      }
    // Each of its columns has a heading below it; a title has not.
    for (std::size_t i = head; i < first; ++i)
      for (const Box& b : joined(lines_[i])) {
        const auto [from, to] = columns_of(b);
        for (std::size_t c = from; from < to && c <= to; ++c)
          if (!own[c]) return std::nullopt;
      }
    return below < 1e300 ? std::optional(*level + kLowMarks * (below - *level)) : std::nullopt;
  }

  Grid grid(std::size_t head, std::size_t first) const {
    Grid out;
    out.column_edges = column_edges(head, first);
    const auto between = [&](double over, double under) { return over + kLowMarks * (under - over); };
    std::optional<double> spans;
    out.row_edges.push_back(lines_[head].top - kMarksAbove * body_);
    if (head < first) {
      spans = level_of_spans(head, first);
      if (spans) out.row_edges.push_back(*spans);
      out.row_edges.push_back(between(lines_[first - 1].bottom, lines_[first].top));
    }
    const std::vector<std::size_t> rows = row_lines(first);
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
        for (const Box& b : joined(lines_[i]))
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
    for (const int head_rows = row + (head < first && !spans); row < out.rows(); ++row) {
      std::vector<std::size_t> to(columns_.size());
      for (std::size_t c = 0; c < to.size(); ++c) to[c] = c;
      if (const auto r = static_cast<std::size_t>(row - head_rows); row >= head_rows)
        for (std::size_t i = rows[r]; i < (r + 1 < rows.size() ? rows[r + 1] : end_); ++i)
          for (const Box& b : joined(lines_[i]))
            if (const auto [from, last] = columns_of(b); from < last) to[from] = std::max(to[from], last);
      for (std::size_t c = 0; c < to.size(); c = to[c] + 1) add(row, row + 1, static_cast<int>(c), static_cast<int>(to[c]) + 1);
    }
    out.box = {static_cast<int>(out.column_edges.front()), static_cast<int>(out.row_edges.front()),
               static_cast<int>(out.column_edges.back() - out.column_edges.front()), static_cast<int>(out.row_edges.back() - out.row_edges.front())};
    return out;
  }

  std::vector<TextLine> lines_;
  double body_;
  std::vector<Column> columns_;
  std::vector<std::size_t> starts_;  // lines with figures
  double row_gap_ = 0;               // between two rows, as a rule
  std::size_t end_ = 0;
};

}  // namespace

std::vector<Grid> find_figure_grids(std::span<const Box> text, std::span<const Grid> taken, double body) {
  std::vector<Grid> out;
  if (body <= 0 || text.size() > kTextMost) return out;
  std::vector<TextLine> lines = text_lines(text, taken);
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
    floor = i = end;
    const auto overlaps = [&](const Grid& g) { return !intersect(g.box, grid->box).empty(); };
    if (std::none_of(taken.begin(), taken.end(), overlaps)) out.push_back(std::move(*grid));
  }
  return out;
}

}  // namespace banthuek::layout
