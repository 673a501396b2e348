#include "pipeline/source/layer_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "extractors/text.h"
#include "extractors/words.h"

namespace banthuek {
namespace {

// All in em (height of the font's em square).
constexpr double kSameRow = 0.3;       // baselines this near are one row
constexpr double kWrittenSpace = 0.07; // smallest gap that a written space needs, above the row's usual gap
constexpr double kSpace = 0.14;        // gap that is a space without one written
constexpr double kSegment = 1.3;       // gap that may part blocks
constexpr double kCorridor = 1.5;      // gap that does, shared by rows
constexpr double kRise = 0.78, kFall = 0.22;  // of a line's box above and below the baseline
constexpr std::size_t kMaxSegments = 4000;    // more is no page: taken row by row

constexpr std::array<std::u32string_view, 8> kHeaderLabels{U"ส่วนราชการ", U"ที่", U"วันที่", U"เรื่อง", U"เรียน", U"ถึง", U"จาก", U"อ้างถึง"};

struct Segment {
  std::vector<Cluster> clusters;  // by x
  double x0 = 0, x1 = 0, baseline = 0, size = 0;
};

struct Row {
  std::vector<Segment> segments;
  double top = 0, bottom = 0;  // of the letters' bodies
  bool header = false;
};

bool is_dot(const Cluster& c) { return c.text == U"." || c.text == U"…" || c.text == U"·"; }


// Sorts a row by x; drops what is drawn twice and dots that lie under letters.
void clean_row(std::vector<Cluster>& row) {
  std::stable_sort(row.begin(), row.end(), [](const Cluster& a, const Cluster& b) { return a.x0 < b.x0; });
  std::vector<Cluster> out;
  std::vector<std::pair<double, double>> letters;  // spans
  for (const Cluster& c : row)
    if (!is_dot(c)) letters.push_back({c.x0, c.x1});
  std::size_t near = 0;
  for (Cluster& c : row) {
    bool twice = false;
    for (std::size_t i = out.size(); i-- > 0 && out.size() - i <= 3 && !twice;)
      twice = out[i].text[0] == c.text[0] && std::abs(out[i].x0 - c.x0) < 0.3 * std::max(1.0, c.x1 - c.x0) &&
              std::abs(out[i].x1 - c.x1) < 0.3 * std::max(1.0, c.x1 - c.x0);
    if (twice) {
      Cluster& first = out.back();
      if (c.text.size() > first.text.size() && c.text[0] == first.text[0]) first.text = c.text;
      continue;
    }
    if (is_dot(c)) {
      const double middle = (c.x0 + c.x1) / 2;
      while (near < letters.size() && letters[near].second < middle - c.size) ++near;
      bool covered = false;
      for (std::size_t i = near; i < letters.size() && letters[i].first < middle && !covered; ++i)
        covered = middle > letters[i].first + 0.02 * c.size && middle < letters[i].second - 0.02 * c.size;
      if (covered) continue;
    }
    out.push_back(std::move(c));
  }
  row = std::move(out);
}

double usual_gap(const std::vector<Cluster>& row) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < row.size(); ++i)
    if (!row[i].space_before) {
      const double gap = (row[i].x0 - row[i - 1].x1) / row[i].size;
      if (gap < 0.6) gaps.push_back(std::max(0.0, gap));
    }
  if (gaps.size() < 4) return 0;
  std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
  return gaps[gaps.size() / 2];
}

void append_utf8(std::string& out, const std::u32string& text) {
  for (const char32_t c : text) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | (c >> 6));
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      out += static_cast<char>(0xE0 | (c >> 12));
      out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      out += static_cast<char>(0xF0 | (c >> 18));
      out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
      out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
}

Box box_of(double x0, double x1, double baseline, double size) {
  const int x = static_cast<int>(std::floor(x0)), y = static_cast<int>(std::floor(baseline - kRise * size));
  return {x, y, std::max(1, static_cast<int>(std::ceil(x1)) - x), std::max(1, static_cast<int>(std::ceil(baseline + kFall * size)) - y)};
}

// The line of clusters sorted by x.
Line line_of(const std::vector<Cluster>& row) {
  Line line;
  if (row.empty()) return line;
  const double usual = usual_gap(row);
  std::string raw;                    // not yet composed
  std::vector<std::size_t> starts;    // byte of each cluster in the line's text
  // Composition (ํ + า -> ำ) joins clusters: text is made internal cluster run by cluster run, so that places stay known.
  for (std::size_t i = 0; i < row.size();) {
    std::size_t end = i + 1;
    std::string piece;
    append_utf8(piece, row[i].text);
    if (end < row.size() && row[end].text[0] == 0x0E32 && row[i].text.find(char32_t{0x0E4D}) != std::u32string::npos)
      append_utf8(piece, row[end++].text);
    if (i > 0) {
      const double gap = (row[i].x0 - row[i - 1].x1) / row[i].size;
      if (gap > usual + kSpace || (row[i].space_before && gap > std::min(usual, 0.2) + kWrittenSpace)) raw += ' ';
    }
    for (; i < end; ++i) starts.push_back(raw.size());
    raw += to_internal(piece);
  }
  line.text = raw;
  double x0 = row[0].x0, x1 = row[0].x1, size = 0, baseline = 0;
  for (const Cluster& c : row) {
    x0 = std::min(x0, c.x0), x1 = std::max(x1, c.x1), size = std::max(size, c.size);
    baseline += c.baseline;
  }
  baseline /= static_cast<double>(row.size());
  line.baseline = static_cast<int>(std::lround(baseline));
  line.box = box_of(x0, x1, baseline, size);
  double sum = 0;
  std::size_t at = 0;
  for (const WordRange& range : word_ranges(line.text)) {
    Word word;
    word.text = line.text.substr(range.begin, range.end - range.begin);
    word.confidence = 1;
    while (at < row.size() && starts[at] < range.begin) ++at;
    if (at > 0 && (at == row.size() || starts[at] > range.begin)) --at;  // a word begins inside a cluster: share its place
    double left = row[at].x0, right = row[at].x1, tall = row[at].size;
    for (std::size_t i = at; i < row.size() && starts[i] < range.end; ++i) {
      left = std::min(left, row[i].x0), right = std::max(right, row[i].x1), tall = std::max(tall, row[i].size);
      if (row[i].repaired) word.confidence = 0.99;
    }
    word.box = box_of(left, right, baseline, tall);
    sum += word.confidence;
    line.words.push_back(std::move(word));
  }
  line.confidence = line.words.empty() ? 1 : sum / static_cast<double>(line.words.size());
  return line;
}

bool begins_with_header_label(const std::vector<Cluster>& clusters) {
  std::u32string text;
  for (std::size_t i = 0; i < clusters.size() && i < 10; ++i) text += clusters[i].text;
  return std::any_of(kHeaderLabels.begin(), kHeaderLabels.end(), [&](std::u32string_view l) { return text.starts_with(l); });
}

std::vector<Segment> cut_segments(std::vector<Cluster> row) {
  std::vector<Segment> out;
  for (Cluster& c : row) {
    if (out.empty() || c.x0 - out.back().x1 > kSegment * c.size) {
      out.push_back({});
      out.back().x0 = c.x0;
      out.back().x1 = c.x1;
      out.back().baseline = c.baseline;
    }
    Segment& s = out.back();
    s.x1 = std::max(s.x1, c.x1);
    s.size = std::max(s.size, c.size);
    s.clusters.push_back(std::move(c));
  }
  return out;
}

std::vector<Row> make_rows(std::vector<Cluster> clusters) {
  std::stable_sort(clusters.begin(), clusters.end(), [](const Cluster& a, const Cluster& b) { return a.baseline < b.baseline; });
  std::vector<Row> rows;
  for (std::size_t i = 0; i < clusters.size();) {
    std::vector<Cluster> row;
    const double first = clusters[i].baseline;
    double size = clusters[i].size;
    for (; i < clusters.size() && clusters[i].baseline - first < kSameRow * size; ++i) {
      size = std::max(size, clusters[i].size);
      row.push_back(std::move(clusters[i]));
    }
    clean_row(row);
    if (row.empty()) continue;
    Row r;
    r.header = begins_with_header_label(row);
    r.top = first - 0.4 * size;
    r.bottom = row.back().baseline;
    for (const Cluster& c : row) r.bottom = std::max(r.bottom, c.baseline);
    r.segments = cut_segments(std::move(row));
    rows.push_back(std::move(r));
  }
  return rows;
}

struct Span {
  double x0 = 0, x1 = 0;
};

// The widest gap of `row` inside `within` after `row`'s segments are put in; none under kCorridor.
std::vector<Span> gaps_of(const Row& row) {
  std::vector<Span> out;
  for (std::size_t i = 1; i < row.segments.size(); ++i) out.push_back({row.segments[i - 1].x1, row.segments[i].x0});
  return out;
}

bool crosses(const Row& row, const Span& corridor) {
  return std::any_of(row.segments.begin(), row.segments.end(),
                     [&](const Segment& s) { return s.x0 < corridor.x1 && s.x1 > corridor.x0; });
}

// What of the corridor a row leaves free; empty where a segment covers it.
Span narrowed(Span corridor, const Row& row) {
  for (const Segment& s : row.segments) {
    if (s.x1 <= corridor.x0 || s.x0 >= corridor.x1) continue;
    const bool left = s.x0 - corridor.x0 < corridor.x1 - s.x1;  // which end it eats
    if (left)
      corridor.x0 = s.x1;
    else
      corridor.x1 = s.x0;
  }
  return corridor;
}

struct Blocks {
  std::size_t end = 0;  // rows [begin, end) stand side by side
  double at = 0;        // x that parts left from right
};

// Rows from `begin` on that stand in two blocks: at least two of them on both sides of a corridor.
Blocks find_blocks(const std::vector<Row>& rows, std::size_t begin) {
  Blocks best{begin, 0};
  if (rows[begin].header) return best;
  for (Span corridor : gaps_of(rows[begin])) {
    const double need = kCorridor * rows[begin].segments[0].size;
    std::size_t both = 0, end = begin;
    Span free = corridor;
    for (std::size_t i = begin; i < rows.size() && !rows[i].header; ++i) {
      if (i > begin && rows[i].top - rows[i - 1].bottom > 4 * rows[i].segments[0].size) break;
      const Span now = narrowed(free, rows[i]);
      if (now.x1 - now.x0 < need || crosses(rows[i], now)) break;
      const bool left = rows[i].segments.front().x1 <= now.x0 + 1, right = rows[i].segments.back().x0 >= now.x1 - 1;
      free = now;
      if (left && right) {
        ++both;
        end = i + 1;
      }
    }
    // Rows after it on one side only still belong to a block when they stand centred under it.
    if (both >= 2) {
      const double at = (free.x0 + free.x1) / 2;
      for (; end < rows.size() && !rows[end].header; ++end) {
        const Row& row = rows[end];
        if (row.segments.size() != 1 || row.top - rows[end - 1].bottom > 1.2 * row.segments[0].size) break;
        const Span now = narrowed(free, row);
        if (crosses(row, {at - 1, at + 1}) || now.x1 - now.x0 < need / 2) break;
        const bool right = row.segments[0].x0 > at;
        const std::vector<Segment>& above = rows[end - 1].segments;
        const Segment& over = right ? above.back() : above.front();
        if ((over.x0 > at) != right) break;
        const double shift = std::abs((over.x0 + over.x1) - (row.segments[0].x0 + row.segments[0].x1)) / 2;
        if (shift > 1.5 * row.segments[0].size) break;
      }
      if (end > best.end) best = {end, at};
    }
  }
  return best;
}

void append_lines(const std::vector<Row>& rows, std::vector<Line>& out);

std::vector<Row> side(const std::vector<Row>& rows, std::size_t begin, std::size_t end, double at, bool right) {
  std::vector<Row> out;
  for (std::size_t i = begin; i < end; ++i) {
    Row row = rows[i];
    std::erase_if(row.segments, [&](const Segment& s) { return ((s.x0 + s.x1) / 2 > at) != right; });
    if (!row.segments.empty()) out.push_back(std::move(row));
  }
  return out;
}

void append_lines(const std::vector<Row>& rows, std::vector<Line>& out) {
  for (std::size_t i = 0; i < rows.size();) {
    const Blocks blocks = find_blocks(rows, i);
    if (blocks.end > i) {
      append_lines(side(rows, i, blocks.end, blocks.at, false), out);
      append_lines(side(rows, i, blocks.end, blocks.at, true), out);
      i = blocks.end;
      continue;
    }
    std::vector<Cluster> clusters;
    for (const Segment& s : rows[i].segments) clusters.insert(clusters.end(), s.clusters.begin(), s.clusters.end());
    out.push_back(line_of(clusters));
    ++i;
  }
}

}  // namespace

Line make_line(std::vector<Cluster> clusters) {
  clean_row(clusters);
  return line_of(clusters);
}

std::vector<Line> make_lines(std::vector<Cluster> clusters) {
  std::vector<Line> out;
  if (clusters.empty()) return out;
  std::vector<Row> rows = make_rows(std::move(clusters));
  std::size_t segments = 0;
  for (const Row& row : rows) segments += row.segments.size();
  if (segments > kMaxSegments)
    for (Row& row : rows) row.header = true;
  append_lines(rows, out);
  return out;
}

}  // namespace banthuek
