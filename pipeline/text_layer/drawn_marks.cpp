#include "pipeline/text_layer/drawn_marks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace banthuek::text_layer {
namespace {

constexpr double kSmallest = 5, kLargest = 22;  // side of a drawn mark, points
constexpr std::size_t kMaxOutlines = 400;       // more are a drawing, or text turned into curves

constexpr std::array<std::pair<char32_t, MarkKind>, 32> kSigns{
    {{U'○', MarkKind::kCircleEmpty},   {U'◯', MarkKind::kCircleEmpty},   {U'⭕', MarkKind::kCircleEmpty},     {U'⚪', MarkKind::kCircleEmpty},
     {U'❍', MarkKind::kCircleEmpty},   {U'❏', MarkKind::kBoxEmpty},      {U'●', MarkKind::kCircleFilled},    {U'⚫', MarkKind::kCircleFilled},
     {U'⬤', MarkKind::kCircleFilled},  {U'◉', MarkKind::kCircleFilled},  {U'⊗', MarkKind::kCircleCrossed},   {U'⨂', MarkKind::kCircleCrossed},
     {U'ⓧ', MarkKind::kCircleCrossed}, {U'Ⓧ', MarkKind::kCircleCrossed}, {U'⮾', MarkKind::kCircleCrossed}, {U'☐', MarkKind::kBoxEmpty},
     {U'□', MarkKind::kBoxEmpty},      {U'▢', MarkKind::kBoxEmpty},      {U'◻', MarkKind::kBoxEmpty},        {U'❑', MarkKind::kBoxEmpty},
     {U'☑', MarkKind::kBoxChecked},    {U'☒', MarkKind::kBoxChecked},    {U'✅', MarkKind::kBoxChecked},      {U'🗹', MarkKind::kBoxChecked},
     {U'🗷', MarkKind::kBoxChecked}, {U'✓', MarkKind::kCheck},         {U'✔', MarkKind::kCheck},           {U'√', MarkKind::kCheck},
     {U'🗸', MarkKind::kCheck},      {U'✗', MarkKind::kCross},         {U'✘', MarkKind::kCross},           {U'✕', MarkKind::kCross}}};

double middle(double a, double b) { return (a + b) / 2; }

bool inside(const Outline& in, const Outline& out) {
  const double x = middle(in.x0, in.x1), y = middle(in.y0, in.y1);
  return x > out.x0 && x < out.x1 && y > out.y0 && y < out.y1;
}

// A ring or disc: curves all the way round, as wide as high.
bool round(const Outline& o, double point) {
  const double w = o.x1 - o.x0, h = o.y1 - o.y0;
  return o.curves >= 6 && o.curves >= 2 * o.lines && std::abs(w - h) < 0.15 * std::max(w, h) && w > kSmallest * point && w < kLargest * point;
}

bool square(const Outline& o, double point) {
  const double w = o.x1 - o.x0, h = o.y1 - o.y0;
  return o.curves == 0 && o.lines >= 3 && o.lines <= 5 && o.slope == 0 && o.paint == Outline::Paint::kStroke &&
         std::abs(w - h) < 0.2 * std::max(w, h) && w > kSmallest * point && w < kLargest * point;
}

}  // namespace

std::optional<MarkKind> mark_of(char32_t c) {
  for (const auto& [sign, kind] : kSigns)
    if (sign == c) return kind;
  return std::nullopt;
}

std::vector<Cluster> drawn_marks(const PdfContent& content, const std::vector<Cluster>& text) {
  std::vector<Cluster> out;
  if (content.outlines.size() > kMaxOutlines) return out;
  const double point = content.dpi / 72;
  std::vector<Outline> frames;
  for (const Outline& o : content.outlines) {
    if (!round(o, point) && !square(o, point)) continue;
    if (o.x0 < 0 || o.y0 < 0 || o.x1 > content.width || o.y1 > content.height) continue;
    const bool known = std::any_of(frames.begin(), frames.end(),
                                   [&](const Outline& f) { return inside(o, f) && std::abs((o.x1 - o.x0) - (f.x1 - f.x0)) < 0.5 * (f.x1 - f.x0); });
    if (!known) frames.push_back(o);
  }
  for (const Outline& f : frames) {
    const bool covered = std::any_of(text.begin(), text.end(), [&](const Cluster& c) {
      const double x = middle(c.x0, c.x1), y = c.baseline - 0.25 * c.size;
      return x > f.x0 && x < f.x1 && y > f.y0 && y < f.y1;
    });
    if (covered) continue;  // a number in a circle, a letter in a box
    int strokes = 0, fills = 0;
    for (const Outline& o : content.outlines)
      if (inside(o, f) && (o.x1 - o.x0) < 1.2 * (f.x1 - f.x0) && o.slope != 0)
        ++strokes;
      else if (inside(o, f) && o.paint == Outline::Paint::kFill && o.dark && o.x1 - o.x0 > 0.25 * (f.x1 - f.x0) &&
               !(o.subpaths > 1 && round(o, point)))  // the area between two circles: the ring itself
        ++fills;
    const bool ring = round(f, point);
    const bool disc = ring && f.paint == Outline::Paint::kFill && f.subpaths == 1;
    char32_t sign = ring ? U'○' : U'☐';
    if (ring && strokes > 0)
      sign = U'⊗';
    else if (disc ? f.dark : ring && fills > 0)
      sign = U'●';
    else if (!ring && (strokes > 0 || fills > 0))
      sign = U'☑';
    Cluster c;
    c.text = std::u32string(1, sign);
    c.x0 = f.x0, c.x1 = f.x1;
    // Its middle stands at the middle of the letters' bodies; the nearest text says where their baseline is.
    c.size = 1.4 * (f.y1 - f.y0);
    c.body = 0.4 * c.size;
    c.baseline = f.y1 - 0.1 * (f.y1 - f.y0);
    double nearest = 6 * c.size;
    for (const Cluster& t : text) {
      if (std::abs(middle(f.y0, f.y1) - (t.baseline - 0.2 * t.size)) > 0.4 * t.size) continue;
      const double distance = std::min(std::abs(t.x0 - f.x1), std::abs(f.x0 - t.x1));
      if (distance < nearest) nearest = distance, c.baseline = t.baseline, c.size = t.size, c.body = t.body;
    }
    out.push_back(std::move(c));
  }
  return out;
}

}  // namespace banthuek::text_layer
