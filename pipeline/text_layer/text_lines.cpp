#include "pipeline/text_layer/text_lines.h"

#include <algorithm>
#include <cmath>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/text/word_breaks.h"
#include "pipeline/layout/order.h"

namespace banthuek::text_layer {
namespace {

// All in em (height of the font's em square).
constexpr double kSameLine = 0.3;                    // baselines this near are one row
constexpr double kWrittenSpace = 0.07;               // smallest gap that a written space needs, above the row's usual gap
constexpr double kSpace = 0.14;                      // gap that is a space without one written
constexpr double kMuchLarger = 2.2;                  // size of letters against the usual one, from which they share no row with it
constexpr double kStretch = 0.4;                     // gap that may part blocks
constexpr double kJoinable = 1.5;                    // gap that parts nothing where the rows above and below run across it
constexpr double kNextRow = 2;                       // between the baselines of such rows
constexpr double kAbout = 3;                         // to either side of the gap that they stand
constexpr double kRise = 2.1, kFall = 0.6;           // of a line's box above and below the baseline, in heights of ก
constexpr double kDouble = 0.3;                      // of a letter's width: nearer, the same letter is drawn twice
constexpr double kShadow = 0.2, kShadowFall = 0.02;  // a shadow lies lower or higher too
constexpr std::size_t kMaxStretches = 1500;          // more is no page: taken row by row

// A stretch of a row without wide gaps.
struct Stretch {
  std::vector<Cluster> clusters;  // by x
  double x0 = 0, x1 = 0, baseline = 0, body = 0;
  int row = 0;
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
    for (std::size_t i = out.size(); i-- > 0 && out.size() - i <= 3 && !twice;) {
      const bool shadow = std::abs(out[i].baseline - c.baseline) > kShadowFall * c.size;
      const double apart = std::max(kDouble * std::max(1.0, c.x1 - c.x0), shadow ? kShadow * c.size : 0);
      twice = out[i].text[0] == c.text[0] && std::abs(out[i].x0 - c.x0) < apart && std::abs(out[i].x1 - c.x1) < apart;
    }
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

Box box_of(double x0, double x1, double baseline, double body) {
  const int x = static_cast<int>(std::floor(x0)), y = static_cast<int>(std::floor(baseline - kRise * body));
  return {x, y, std::max(1, static_cast<int>(std::ceil(x1)) - x), std::max(1, static_cast<int>(std::ceil(baseline + kFall * body)) - y)};
}

// The line of clusters sorted by x.
Line line_of(const std::vector<Cluster>& row) {
  Line line;
  if (row.empty()) return line;
  const double usual = usual_gap(row);
  std::string raw;                  // not yet composed
  std::vector<std::size_t> starts;  // byte of each cluster in the line's text
  // Composition (ํ + า -> ำ) joins clusters: text is made internal cluster run by cluster run, so that places stay
  // known.
  for (std::size_t i = 0; i < row.size();) {
    std::size_t end = i + 1;
    std::string piece = text::to_utf8(row[i].text);
    if (end < row.size() && row[end].text[0] == 0x0E32 && row[i].text.find(char32_t{0x0E4D}) != std::u32string::npos)
      piece += text::to_utf8(row[end++].text);
    if (i > 0) {
      const double gap = (row[i].x0 - row[i - 1].x1) / row[i].size;
      if (gap > usual + kSpace || (row[i].space_before && gap > std::min(usual, 0.2) + kWrittenSpace)) raw += ' ';
    }
    for (; i < end; ++i) starts.push_back(raw.size());
    raw += text::to_internal(piece);
  }
  line.text = raw;
  double x0 = row[0].x0, x1 = row[0].x1, body = 0, baseline = 0;
  for (const Cluster& c : row) {
    x0 = std::min(x0, c.x0), x1 = std::max(x1, c.x1), body = std::max(body, c.body);
    baseline += c.baseline;
  }
  baseline /= static_cast<double>(row.size());
  line.baseline = static_cast<int>(std::lround(baseline));
  line.box = box_of(x0, x1, baseline, body);
  double sum = 0;
  std::size_t at = 0;
  for (const text::WordRange& range : text::word_ranges(line.text)) {
    Word word;
    word.text = line.text.substr(range.begin, range.end - range.begin);
    word.confidence = 1;
    while (at < row.size() && starts[at] < range.begin) ++at;
    if (at > 0 && (at == row.size() || starts[at] > range.begin)) --at;  // a word begins inside a cluster: share its place
    double left = row[at].x0, right = row[at].x1, tall = row[at].body;
    for (std::size_t i = at; i < row.size() && starts[i] < range.end; ++i) {
      left = std::min(left, row[i].x0), right = std::max(right, row[i].x1), tall = std::max(tall, row[i].body);
      if (row[i].repaired) word.confidence = std::min(word.confidence, 0.9995);  // by letter: a table of repairs is surer than a recogniser
      word.confidence = std::min(word.confidence, row[i].confidence);
    }
    word.box = box_of(left, right, baseline, tall);
    sum += word.confidence;
    line.words.push_back(std::move(word));
  }
  line.confidence = line.words.empty() ? 1 : sum / static_cast<double>(line.words.size());
  return line;
}

void cut_stretches(std::vector<Cluster> row, std::vector<Stretch>& out) {
  bool first = true;
  const int number = out.empty() ? 0 : out.back().row + 1;
  for (Cluster& c : row) {
    if (first || c.x0 - out.back().x1 > kStretch * c.size) out.push_back({{}, c.x0, c.x1, c.baseline, 0, number});
    first = false;
    Stretch& s = out.back();
    s.x1 = std::max(s.x1, c.x1);
    s.body = std::max(s.body, c.body);
    s.clusters.push_back(std::move(c));
  }
}

void add_stretches(std::vector<Cluster> clusters, std::vector<Stretch>& out) {
  std::stable_sort(clusters.begin(), clusters.end(), [](const Cluster& a, const Cluster& b) { return a.baseline < b.baseline; });
  for (std::size_t i = 0; i < clusters.size();) {
    std::vector<Cluster> row;
    const double first = clusters[i].baseline;
    double size = clusters[i].size;
    for (; i < clusters.size() && clusters[i].baseline - first < kSameLine * size; ++i) {
      size = std::max(size, clusters[i].size);
      row.push_back(std::move(clusters[i]));
    }
    clean_row(row);
    cut_stretches(std::move(row), out);
  }
}

// Does text of the rows next to stretch `i`, as far as there are any, run across `x`?
bool crossed(const std::vector<Stretch>& stretches, std::size_t i, double x) {
  const Stretch& self = stretches[i];
  const double size = self.clusters.front().size;
  bool any = false;
  for (const int step : {-1, 1}) {
    const Stretch* near = nullptr;  // the first of the nearest row that stands about x
    bool across = false;
    for (std::size_t k = i; (k += static_cast<std::size_t>(step)) < stretches.size();) {
      const Stretch& other = stretches[k];
      if (std::abs(other.baseline - self.baseline) > kNextRow * size || (near && other.row != near->row)) break;
      if (other.row == self.row || other.x0 > x + kAbout * size || other.x1 < x - kAbout * size) continue;
      near = &other;
      across |= other.x0 < x && x < other.x1;
    }
    if (near && !across) return false;
    any |= near != nullptr;
  }
  return any;
}

// A gap that the text above and below runs across parts nothing: `มาตรา ๔    ให้ ...` at the head of a paragraph.
std::vector<Stretch> joined_where_crossed(std::vector<Stretch> stretches) {
  std::vector<char> joins(stretches.size());
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    const Stretch &left = stretches[i - 1], &right = stretches[i];
    const double gap = right.x0 - left.x1;
    joins[i] = left.row == right.row && gap < kJoinable * right.clusters.front().size && crossed(stretches, i, left.x1 + gap / 2);
  }
  std::vector<Stretch> out;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    Stretch& s = stretches[i];
    if (!joins[i]) {
      out.push_back(std::move(s));
      continue;
    }
    Stretch& into = out.back();
    into.x1 = std::max(into.x1, s.x1), into.body = std::max(into.body, s.body);
    into.clusters.insert(into.clusters.end(), std::make_move_iterator(s.clusters.begin()), std::make_move_iterator(s.clusters.end()));
  }
  return out;
}

// Stretches row by row, from the top. Letters much larger than the rest (a number as high as two lines of the text beside it, a watermark) make
// rows of their own: they are as near to two baselines as to one.
std::vector<Stretch> make_stretches(std::vector<Cluster> clusters) {
  std::vector<Stretch> out;
  if (clusters.empty()) return out;
  std::vector<double> sizes;
  sizes.reserve(clusters.size());
  for (const Cluster& c : clusters) sizes.push_back(c.size);
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  const double most = kMuchLarger * *middle;
  const auto large = std::stable_partition(clusters.begin(), clusters.end(), [&](const Cluster& c) { return c.size <= most; });
  std::vector<Cluster> larger(std::make_move_iterator(large), std::make_move_iterator(clusters.end()));
  clusters.erase(large, clusters.end());
  add_stretches(std::move(clusters), out);
  if (out.size() <= kMaxStretches) out = joined_where_crossed(std::move(out));
  if (larger.empty()) return out;
  add_stretches(std::move(larger), out);
  std::stable_sort(out.begin(), out.end(), [](const Stretch& a, const Stretch& b) { return a.baseline < b.baseline; });
  return out;
}

layout::Segment segment_of(const Stretch& s) {
  layout::Segment out;
  out.base = s.baseline;
  out.top = s.baseline - s.body;
  const int x = static_cast<int>(std::floor(s.x0));
  out.box = {x, static_cast<int>(out.top), std::max(1, static_cast<int>(std::ceil(s.x1)) - x), std::max(1, static_cast<int>(std::ceil(s.body)))};
  out.letters = static_cast<int>(s.clusters.size());
  return out;
}

}  // namespace

Line make_line(std::vector<Cluster> clusters) {
  clean_row(clusters);
  return line_of(clusters);
}

std::vector<Box> stretch_boxes(const std::vector<Cluster>& clusters) {
  std::vector<Box> out;
  for (const Stretch& s : make_stretches(clusters)) out.push_back(segment_of(s).box);
  return out;
}

std::vector<Box> word_boxes(const std::vector<Cluster>& clusters) {
  constexpr double kGap = 0.4;  // body heights, as words of scans are parted
  std::vector<Box> out;
  for (Stretch& s : make_stretches(clusters)) {
    std::sort(s.clusters.begin(), s.clusters.end(), [](const Cluster& a, const Cluster& b) { return a.x0 < b.x0; });
    Stretch word = s;
    word.x0 = word.x1 = s.clusters.front().x0;
    for (const Cluster& c : s.clusters) {
      if (c.x0 - word.x1 >= kGap * s.body) {
        out.push_back(segment_of(word).box);
        word.x0 = c.x0;
      }
      word.x1 = std::max(word.x1, c.x1);
    }
    out.push_back(segment_of(word).box);
  }
  return out;
}

std::vector<Line> make_lines(std::vector<Cluster> clusters, std::span<const layout::Rule> sides) {
  std::vector<Line> out;
  if (clusters.empty()) return out;
  std::vector<Stretch> stretches = make_stretches(std::move(clusters));
  if (stretches.size() == 1 || stretches.size() > kMaxStretches) {
    for (const Stretch& s : stretches) out.push_back(line_of(s.clusters));
    return out;
  }
  std::vector<layout::Segment> segments;
  std::vector<double> bodies;
  for (const Stretch& s : stretches) {
    segments.push_back(segment_of(s));
    bodies.push_back(s.body);
  }
  const auto middle = bodies.begin() + static_cast<std::ptrdiff_t>(bodies.size() / 2);
  std::nth_element(bodies.begin(), middle, bodies.end());
  for (const std::vector<int>& line : layout::order_lines(segments, {}, *middle, sides)) {
    std::vector<Cluster> row;
    for (const int i : line) row.insert(row.end(), stretches[i].clusters.begin(), stretches[i].clusters.end());
    std::stable_sort(row.begin(), row.end(), [](const Cluster& a, const Cluster& b) { return a.x0 < b.x0; });
    out.push_back(line_of(row));
  }
  return out;
}

}  // namespace banthuek::text_layer
