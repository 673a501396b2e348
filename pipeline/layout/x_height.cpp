#include "pipeline/layout/x_height.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace banthuek::layout {
namespace {

constexpr int kLowest = 5, kHighest = 395;  // pixels

int reach_of(int height) { return std::max(1, static_cast<int>(0.08 * height)); }

bool is_of_height(const picture::Component& c, double height) { return std::abs(c.box.h - height) <= reach_of(static_cast<int>(height)) + 0.5; }

bool may_be_letter(const picture::Component& c) {
  const int w = c.box.w, h = c.box.h;
  if (h < kLowest || h >= kHighest || w < 0.25 * h || w > 4 * h) return false;
  const double fill = static_cast<double>(c.area) / (static_cast<double>(w) * h);
  return fill >= 0.08 && fill <= 0.85;
}

// Peak of the count within a tenth either way, weighed by height: specks are many but small. 0 where nothing repeats.
double peak_height(const std::vector<const picture::Component*>& letters) {
  std::vector<double> counts(kHighest + 5, 0.0);
  for (const picture::Component* c : letters) counts[static_cast<std::size_t>(c->box.h)] += 1;
  double best = 0, best_score = 0;
  for (int h = kLowest; h < kHighest; ++h) {
    const int reach = reach_of(h);
    double sum = 0, moment = 0;
    for (int k = std::max(0, h - reach); k <= std::min(kHighest + 4, h + reach); ++k) {
      sum += counts[static_cast<std::size_t>(k)], moment += counts[static_cast<std::size_t>(k)] * k;
    }
    const double score = sum / std::sqrt(2.0 * reach + 1) * std::pow(h, 1.25);
    if (sum >= 3 && score > best_score) best_score = score, best = moment / sum;
  }
  return best;
}

// Those with another of like height beside them, on their level: letters stand in rows, specks anywhere.
std::vector<const picture::Component*> in_rows(const std::vector<const picture::Component*>& letters) {
  std::vector<Box> boxes;
  boxes.reserve(letters.size());
  for (const picture::Component* c : letters) boxes.push_back(c->box);
  const std::vector<Beside> beside = letters_beside(boxes, {.level = 0.25, .gap = 1.2, .alike = 1.6});
  std::vector<const picture::Component*> out;
  for (std::size_t i = 0; i < letters.size(); ++i)
    if (beside[i].after) out.push_back(letters[i]);
  return out;
}

// The height of letters that are lower than marks of those `best` high and outnumber them, as on a cover or slide whose title is the most ink: they
// stand in rows, which marks do not. 0 where there are none.
double small_print(const std::vector<const picture::Component*>& letters, double best) {
  constexpr double kLow = 0.35, kHigh = 0.6;  // of `best`: dots of leaders are lower
  constexpr double kDot = 0.7;                // ink of its box
  constexpr int kMany = 15;                   // with a neighbour at each side
  std::vector<const picture::Component*> small;
  std::vector<Box> boxes;
  int large = 0;
  for (const picture::Component* c : letters) {
    const bool dot = c->area > kDot * c->box.w * c->box.h;
    if (c->box.h > kLow * best && c->box.h < kHigh * best && !dot) small.push_back(c), boxes.push_back(c->box);
    large += is_of_height(*c, best);
  }
  const std::vector<Beside> beside = letters_beside(boxes, {.level = 0.25, .gap = 1.0, .alike = 1.5});
  std::vector<const picture::Component*> rowed;
  for (std::size_t i = 0; i < small.size(); ++i)
    if (beside[i].before && beside[i].after) rowed.push_back(small[i]);
  const auto count = static_cast<int>(rowed.size());
  return count >= kMany && count > large ? peak_height(rowed) : 0;
}

}  // namespace

std::vector<Beside> letters_beside(const std::vector<Box>& letters, const Nearness& near) {
  constexpr int kBand = 16;  // pixels, of feet that are looked through together
  int bottom = 0;
  for (const Box& b : letters) bottom = std::max(bottom, b.bottom());
  std::vector<std::vector<std::size_t>> bands(static_cast<std::size_t>(bottom / kBand) + 1);
  for (std::size_t i = 0; i < letters.size(); ++i) bands[static_cast<std::size_t>(std::max(0, letters[i].bottom()) / kBand)].push_back(i);
  for (auto& band : bands) std::sort(band.begin(), band.end(), [&](std::size_t a, std::size_t b) { return letters[a].x < letters[b].x; });
  std::vector<Beside> out(letters.size());
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const Box& b = letters[i];
    const double level = near.level * b.h, gap = near.gap * b.h;
    const int first = std::max(0, static_cast<int>(b.bottom() - level)) / kBand,
              last = std::clamp(static_cast<int>(b.bottom() + level), 0, bottom) / kBand;
    for (int k = first; k <= last; ++k) {
      const auto& band = bands[static_cast<std::size_t>(k)];
      const auto from = std::lower_bound(band.begin(), band.end(), b.right() - level, [&](std::size_t o, double x) { return letters[o].x < x; });
      for (auto at = from; at != band.end() && letters[*at].x < b.right() + gap; ++at) {
        const Box& o = letters[*at];
        if (o.x <= b.x || std::abs(o.bottom() - b.bottom()) > level || std::max(o.h, b.h) > near.alike * std::min(o.h, b.h)) continue;
        out[i].after = true, out[*at].before = true;
        break;
      }
    }
  }
  return out;
}

double body_height(const picture::Components& components) {
  constexpr std::size_t kMany = 400;  // pieces; fewer do not outnumber a page's letters
  constexpr double kInRows = 0.3;     // of the pieces of a height; of letters three in four and more
  constexpr double kHigher = 1.5;     // the letters' height for that of the specks
  std::vector<const picture::Component*> letters;
  for (const picture::Component& c : components.list)
    if (may_be_letter(c)) letters.push_back(&c);
  if (letters.size() < 5) return 0;
  const double best = peak_height(letters);
  if (best == 0) return best;
  if (const double lower = small_print(letters, best); lower > 0) return lower;
  if (letters.size() < kMany) return best;
  const auto of_height = [&](const picture::Component* c) { return is_of_height(*c, best); };
  const std::vector<const picture::Component*> rows = in_rows(letters);
  const auto all = std::count_if(letters.begin(), letters.end(), of_height), rowed = std::count_if(rows.begin(), rows.end(), of_height);
  if (static_cast<double>(rowed) >= kInRows * static_cast<double>(all)) return best;
  const double other = peak_height(rows);  // a copy full of salt
  return other > kHigher * best ? other : best;
}

Evenness evenness_of(const picture::Components& all, std::span<const int> pieces, const LetterBand& band) {
  constexpr double kLetter = 0.6, kFoot = 0.12,
                   kHead = 0.16;                   // of the line's height: a letter; how near it stands to the baseline, and reaches to its head
  constexpr double kBracket = 1.15, kThin = 0.35;  // higher than letters; its width for its height
  const double h = band.base - band.top;
  Evenness e;
  std::vector<double> widths, strokes;
  for (const int i : pieces) {
    const picture::Component& c = all.list[static_cast<std::size_t>(i)];
    if (c.box.h < kLetter * h || (c.box.h > kBracket * h && c.box.w < kThin * c.box.h)) continue;
    const double fall = band.slope * (c.box.x + c.box.w / 2.0 - band.middle);
    ++e.letters;
    e.feet += std::abs(c.box.bottom() - band.base - fall) < kFoot * h;
    e.heads += std::abs(c.box.y - band.top - fall) < kHead * h;
    widths.push_back(c.box.w / h);
    strokes.push_back(static_cast<double>(c.area) / c.count);
  }
  if (e.letters == 0) return e;
  const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
  std::nth_element(widths.begin(), middle, widths.end());
  e.width = *middle;
  const double mean = std::accumulate(strokes.begin(), strokes.end(), 0.0) / e.letters;
  const double square = std::accumulate(strokes.begin(), strokes.end(), 0.0, [&](double sum, double v) { return sum + (v - mean) * (v - mean); });
  e.stroke = std::sqrt(square / e.letters) / mean;
  return e;
}

}  // namespace banthuek::layout
