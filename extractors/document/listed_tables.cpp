#include "extractors/document/listed_tables.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "extractors/text/excerpt.h"
#include "extractors/text/fold.h"
#include "extractors/values/cell_value.h"

namespace banthuek::document {
namespace {

// In heights of a line.
constexpr double kPart = 0.6;      // least gap between two parts of a line
constexpr double kCorridor = 0.4;  // least gap between two columns
constexpr double kSameLine = 0.3;
constexpr double kNext = 3;  // from one line to the next at most
constexpr double kSameEdge = 0.6;
constexpr std::size_t kColumns = 3, kRows = 4;
constexpr double kMajority = 0.6;  // of the rows are numbered, or of a column's cells are figures
constexpr double kAligned = 0.8;   // of the rows begin at the first column's edge

struct FoundTable {
  std::size_t last = 0;  // part of the flow
  Table table;
};

struct Stretch {
  Line line;
  bool figure = false;
};

using Stretches = std::vector<Stretch>;

struct Gap {
  int from = 0, to = 0;
};

bool is_figure(const std::string& text) {
  const CellType type = values::cell_value(text, {}).type;
  return type == CellType::kNumber || type == CellType::kMoney;
}

// The line cut where its words stand apart.
Stretches cut(const OrderedPart& part) {
  Stretches out;
  const double least = kPart * part.line_height;
  std::vector<Word> words = part.line->words;
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.box.x < b.box.x; });
  for (Word& word : words) {
    if (out.empty() || word.box.x - out.back().line.box.right() >= least) {
      out.push_back({});
      out.back().line.box = word.box;
      out.back().line.baseline = part.line->baseline;
      out.back().line.confidence = part.line->confidence;
    } else if (word.box.x - out.back().line.words.back().box.right() > part.line_height / 6) {
      out.back().line.text += ' ';
    }
    Line& line = out.back().line;
    line.text += word.text;
    line.box = unite(line.box, word.box);
    line.words.push_back(std::move(word));
  }
  if (out.size() > 1)
    for (Stretch& s : out) s.figure = is_figure(s.line.text);
  return out;
}

// Gaps that run through all rows, from left to right.
std::vector<Gap> corridors(const std::vector<Stretches>& rows, double least) {
  std::vector<Gap> spans, out;
  for (const Stretches& row : rows)
    for (const Stretch& s : row) spans.push_back({s.line.box.x, s.line.box.right()});
  std::sort(spans.begin(), spans.end(), [](const Gap& a, const Gap& b) { return a.from < b.from; });
  int end = spans.empty() ? 0 : spans.front().from;
  for (const Gap& span : spans) {
    if (span.from - end >= least && end > spans.front().from) out.push_back({end, span.from});
    end = std::max(end, span.to);
  }
  return out;
}

std::size_t column_of(const Stretch& s, const std::vector<Gap>& gaps) {
  const int middle = s.line.box.x + s.line.box.w / 2;
  return static_cast<std::size_t>(std::count_if(gaps.begin(), gaps.end(), [&](const Gap& g) { return middle >= g.to; }));
}

// Whether the text begins with an item's number; a dash before the lines of a chart's box numbers nothing.
bool is_numbered(const std::string& text) {
  const std::u32string letters = text::fold(text).text.substr(0, 2);
  return text::begins_item(text) && std::any_of(letters.begin(), letters.end(), text::is_digit);
}

class Run {
 public:
  Run(const ReadingOrder& flow, std::size_t first) : flow_(flow), first_(first) {}

  // The longest run of lines from the first that makes a table.
  std::optional<FoundTable> read() {
    std::optional<std::size_t> last;
    for (std::size_t i = first_; i < flow_.size() && follows(i) && take(i) && gaps_.size() + 1 >= kColumns; ++i)
      if (rows_.back().size() >= 2 && is_table()) last = i;
    if (!last) return std::nullopt;
    rows_.clear();
    for (std::size_t i = first_; i <= *last; ++i) take(i);
    return FoundTable{*last, table()};
  }

 private:
  bool follows(std::size_t i) const {
    const OrderedPart &part = flow_[i], &first = flow_[first_];
    if (part.table || !part.line || part.line->words.empty() || part.line->baseline <= 0 || part.page != first.page || part.line_height <= 0)
      return false;
    return i == first_ || part.line->baseline - flow_[i - 1].line->baseline < kNext * first.line_height;
  }

  // Adds a line to the rows; false where it holds nothing.
  bool take(std::size_t i) {
    Stretches row = cut(flow_[i]);
    if (row.empty()) return false;
    if (!rows_.empty() && same_line(row, rows_.back()))
      rows_.back().insert(rows_.back().end(), row.begin(), row.end());
    else
      rows_.push_back(std::move(row));
    gaps_ = corridors(rows_, kCorridor * flow_[first_].line_height);
    return true;
  }

  bool same_line(const Stretches& row, const Stretches& before) const {
    return std::abs(row.front().line.baseline - before.front().line.baseline) < kSameLine * flow_[first_].line_height;
  }

  bool begins_row(const Stretches& row) const { return is_numbered(row.front().line.text) && column_of(row.front(), gaps_) == 0; }

  bool is_table() const {
    std::size_t full = 0, numbered = 0, aligned = 0, first_cells = 0;
    std::vector<int> edges;
    std::vector<std::size_t> figures(gaps_.size() + 1);
    for (const Stretches& row : rows_) {
      full += row.size() >= kColumns;
      if (column_of(row.front(), gaps_) == 0) edges.push_back(row.front().line.box.x), numbered += begins_row(row), ++first_cells;
      for (const Stretch& s : row) figures[column_of(s, gaps_)] += s.figure;
    }
    if (full < kRows || edges.empty()) return false;
    const auto middle = edges.begin() + static_cast<std::ptrdiff_t>(edges.size() / 2);
    std::nth_element(edges.begin(), middle, edges.end());
    const int edge = *middle;
    for (const int x : edges) aligned += std::abs(x - edge) < kSameEdge * flow_[first_].line_height;
    const auto most = [](std::size_t n, std::size_t of, double share) { return static_cast<double>(n) >= share * static_cast<double>(of); };
    if (!most(aligned, edges.size(), kAligned)) return false;
    if (numbered >= kRows && most(numbered, first_cells, kMajority)) return true;
    if (!most(full, rows_.size(), kMajority)) return false;
    return std::any_of(figures.begin() + 1, figures.end(), [&](std::size_t n) { return n >= kRows && most(n, rows_.size(), kMajority); });
  }

  Table table() const {
    Table table;
    table.edges = Edges::kOpen;
    table.columns = static_cast<int>(gaps_.size()) + 1;
    const bool numbered = std::count_if(rows_.begin(), rows_.end(), [&](const Stretches& row) { return begins_row(row); }) >= static_cast<int>(kRows);
    for (const Stretches& row : rows_) {
      const bool rest = numbered && table.rows > 0 && !begins_row(row) && row.size() < gaps_.size() + 1;
      if (!rest) {
        for (int c = 0; c < table.columns; ++c) table.cells.emplace_back(), table.cells.back().row = table.rows, table.cells.back().column = c;
        ++table.rows;
      }
      for (const Stretch& s : row) {
        Cell& cell = table.cells[static_cast<std::size_t>(table.rows - 1) * static_cast<std::size_t>(table.columns) + column_of(s, gaps_)];
        if (!cell.text.empty()) cell.text += '\n';
        cell.text += s.line.text;
        cell.box = unite(cell.box, s.line.box);
        cell.confidence = cell.lines.empty() ? s.line.confidence : std::min(cell.confidence, s.line.confidence);
        cell.lines.push_back(s.line);
        table.box = unite(table.box, s.line.box);
      }
    }
    return table;
  }

  const ReadingOrder& flow_;
  std::size_t first_;
  std::vector<Stretches> rows_;
  std::vector<Gap> gaps_;
};

}  // namespace

ListedTables::ListedTables(const ReadingOrder& flow) {
  for (std::size_t i = 0; i < flow.size(); ++i) {
    flow_.push_back(flow[i]);
    parts_.push_back(i);
    if (flow[i].table || !flow[i].line) continue;
    auto found = Run(flow, i).read();
    if (!found) continue;
    OrderedPart& part = flow_.back();
    part.table = &tables_.emplace_back(std::move(found->table));
    part.reading = {};
    part.line = nullptr;
    part.box = part.table->box;
    i = found->last;
  }
}

}  // namespace banthuek::document
