#include "pipeline/layout/corridors.h"

#include <algorithm>
#include <optional>

namespace banthuek::layout {

std::vector<TextLine> text_lines(std::span<const Box> text, std::span<const Grid> taken) {
  constexpr double kSameLine = 0.5;  // bodies of one line differ by no more in height
  std::vector<Box> boxes;
  for (const Box& b : text)
    if (std::none_of(taken.begin(), taken.end(), [&](const Grid& g) { return !intersect(g.box, b).empty(); })) boxes.push_back(b);
  std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return 2 * a.y + a.h < 2 * b.y + b.h; });
  std::vector<TextLine> out;
  for (const Box& b : boxes) {
    if (out.empty() || b.y + b.h / 2.0 - out.back().middle() > kSameLine * b.h) out.push_back({double(b.y), double(b.bottom()), {}});
    TextLine& line = out.back();
    line.texts.push_back(b);
    const auto n = static_cast<double>(line.texts.size());
    line.top += (b.y - line.top) / n, line.bottom += (b.bottom() - line.bottom) / n;
  }
  return out;
}

std::vector<Box> texts_within(const TextLine& line, double left, double right) {
  std::vector<Box> out;
  for (const Box& b : line.texts)
    if (b.x + b.w / 2.0 > left && b.x + b.w / 2.0 < right) out.push_back(b);
  std::sort(out.begin(), out.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
  return out;
}

std::vector<Span> gaps(std::vector<Span> spans, double least) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.x0 < b.x0; });
  std::vector<Span> out;
  double end = spans.empty() ? 0 : spans[0].x1;
  for (const Span& s : spans) {
    if (s.x0 - end >= least) out.push_back({end, s.x0});
    end = std::max(end, s.x1);
  }
  return out;
}

std::vector<Span> usual_corridors(std::span<const std::vector<Box>> lines, double least) {
  struct Step {
    double x = 0;
    int change = 0;
  };
  std::vector<Step> steps;
  for (const std::vector<Box>& line : lines)
    for (const Box& b : line) steps.push_back({double(b.x), 1}), steps.push_back({double(b.right()), -1});
  std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.x < b.x; });
  const int crossing = static_cast<int>(lines.size()) / 10;
  std::vector<Span> out;
  std::optional<double> free;
  int here = 0;
  for (const Step& s : steps) {
    const bool was = here > crossing;
    here += s.change;
    if (was && here <= crossing) free = s.x;
    if (!was && here > crossing && free && s.x - *free >= least) out.push_back({*free, s.x});
  }
  return out;
}

std::vector<Span> between_columns(std::vector<Span> corridors, std::span<const std::vector<Box>> rows, double body) {
  constexpr int kRows = 3;
  for (std::size_t i = 0; i < corridors.size();) {
    const double left = i > 0 ? corridors[i - 1].x1 : -1e300, right = i + 1 < corridors.size() ? corridors[i + 1].x0 : 1e300;
    const Span& here = corridors[i];
    const auto parted = std::count_if(rows.begin(), rows.end(), [&](const std::vector<Box>& row) {
      const auto within = [&](double x0, double x1) {
        return std::any_of(row.begin(), row.end(), [&](const Box& b) { return b.x + b.w / 2.0 > x0 && b.x + b.w / 2.0 < x1; });
      };
      return within(left, here.x1) && within(here.x0, right);
    });
    if (parted >= (here.x1 - here.x0 < kWordSpace * body ? kRows : 1))
      ++i;
    else
      corridors.erase(corridors.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return corridors;
}

}  // namespace banthuek::layout
