#include "pipeline/layout/letter_run.h"

#include <algorithm>
#include <cmath>

namespace banthuek::layout {
namespace {

double median(std::vector<double> v) {
  const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
  std::nth_element(v.begin(), middle, v.end());
  return *middle;
}

// Feet and heads of the letters next to the chain's end, where the next letter is to fit.
struct End {
  double top, base, right;
};

End end_of(const picture::Components& all, const LetterRun& c) {
  std::vector<double> tops, bases;
  double right = 0;
  const std::size_t n = c.letters.size(), from = n > 7 ? n - 7 : 0;
  for (std::size_t i = from; i < n; ++i) {
    const Box& b = all.list[c.letters[i]].box;
    tops.push_back(b.y), bases.push_back(b.bottom());
    right = std::max<double>(right, b.right());
  }
  return {median(tops), median(bases), right};
}

// Baseline and top of the body by the letters that agree with the median; level where the chain is short.
void measure(const picture::Components& all, LetterRun& c) {
  c.left = 1e9, c.right = -1e9;
  c.shapes.clear();
  for (int i : c.letters) c.shapes.push_back(all.list[i].box);
  std::vector<double> tops, bases, heights;
  for (int i : c.letters) {
    const Box& b = all.list[i].box;
    c.left = std::min<double>(c.left, b.x), c.right = std::max<double>(c.right, b.right());
    tops.push_back(b.y), bases.push_back(b.bottom()), heights.push_back(b.h);
  }
  c.middle = (c.left + c.right) / 2;
  c.slope = 0;
  c.base = median(bases);
  c.top = median(tops);
  const double body = std::max(1.0, c.base - c.top);
  if (c.letters.size() >= 8 && c.right - c.left > 8 * body) {
    // Least squares through the feet near the median, twice: descenders and lower vowels drop out.
    for (int round = 0; round < 2; ++round) {
      double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
      for (int i : c.letters) {
        const Box& b = all.list[i].box;
        const double x = b.x + b.w / 2.0 - c.middle, y = b.bottom();
        if (std::abs(y - c.base_at(x + c.middle)) > (round ? 0.16 : 0.3) * body) continue;
        n += 1, sx += x, sy += y, sxx += x * x, sxy += x * y;
      }
      const double spread = n * sxx - sx * sx;
      if (n < 6 || spread <= 0) break;
      const double slope = (n * sxy - sx * sy) / spread;
      if (std::abs(slope) > 0.03) break;
      c.slope = slope;
      c.base = (sy - slope * sx) / n;
    }
    std::vector<double> level;
    for (int i : c.letters) {
      const Box& b = all.list[i].box;
      level.push_back(b.y - c.slope * (b.x + b.w / 2.0 - c.middle));
    }
    c.top = median(level);
  }
  if (c.base - c.top < 2) c.top = c.base - 2;
}

}  // namespace

std::vector<LetterRun> chain_letters(const picture::Components& all, std::vector<int> letters, double body) {
  std::sort(letters.begin(), letters.end(), [&](int a, int b) { return all.list[a].box.x < all.list[b].box.x; });
  std::vector<LetterRun> chains;
  std::vector<std::size_t> open;
  for (int i : letters) {
    const Box& b = all.list[i].box;
    double best_score = 1e9;
    std::size_t best = chains.size();
    for (std::size_t o = 0; o < open.size();) {
      const LetterRun& c = chains[open[o]];
      const End e = end_of(all, c);
      const double h = std::max(e.base - e.top, 0.5 * body);
      if (b.x - e.right > 3 * std::max(h, body)) {
        open[o] = open.back();
        open.pop_back();
        continue;
      }
      ++o;
      const double gap = b.x - e.right;
      if (gap > kGap * std::max(h, 0.8 * body)) continue;
      const double ratio = b.h / h;
      if (ratio > 2.6 || ratio < 0.45) continue;
      const double overlap = std::min<double>(b.bottom(), e.base) - std::max<double>(b.y, e.top);
      if (overlap < 0.5 * std::min<double>(b.h, h)) continue;
      const double foot = std::abs(b.bottom() - e.base) / h, head = std::abs(b.y - e.top) / h;
      if (std::min(foot, head) > 0.32) continue;
      const double score = std::max(0.0, gap) / h + 2 * std::min(foot, head) + std::abs(std::log(ratio));
      if (score < best_score) best_score = score, best = open[o - 1];
    }
    if (best == chains.size()) {
      chains.push_back({});
      open.push_back(best);
    }
    chains[best].letters.push_back(i);
  }
  for (LetterRun& c : chains) measure(all, c);
  return chains;
}

namespace {

void absorb(const picture::Components& all, LetterRun& into, LetterRun& from) {
  into.letters.insert(into.letters.end(), from.letters.begin(), from.letters.end());
  std::sort(into.letters.begin(), into.letters.end(), [&](int a, int b) { return all.list[a].box.x < all.list[b].box.x; });
  from.alive = false;
  measure(all, into);
}

}  // namespace

namespace {

// Whether the hooks of ะ, which are no letters of a chain, fill the room between the two well enough.
bool filled(const picture::Components& all, const std::vector<int>& small, const LetterRun& a, const LetterRun& b) {
  constexpr double kWidest = 3;                // room that is looked at, in body heights
  constexpr double kHigh = 0.2, kWide = 0.25;  // of a hook; lower and narrower ones are dots and dashes
  const double h = std::max(a.body(), b.body());
  if (b.left - a.right > kWidest * h) return false;
  std::vector<Box> hooks;
  for (const int i : small) {
    const Box& m = all.list[i].box;
    const double x = m.x + m.w / 2.0, y = m.y + m.h / 2.0;
    if (m.h > kHigh * h && m.w > kWide * h && x > a.right && x < b.left && y > a.top_at(x) && y < a.base_at(x) + 0.1 * h) hooks.push_back(m);
  }
  if (hooks.size() < 2) return false;
  std::sort(hooks.begin(), hooks.end(), [](const Box& p, const Box& q) { return p.x < q.x; });
  double right = a.right;
  for (const Box& m : hooks) {
    if (m.x - right > kGap * h) return false;
    right = std::max<double>(right, m.right());
  }
  return b.left - right <= kGap * h;
}

}  // namespace

std::vector<std::vector<int>> rows_of_large(const picture::Components& all, const std::vector<int>& among, double least) {
  constexpr double kAlike = 0.75, kLevel = 0.05, kNext = 0.8;  // of the higher of two: the lower, their feet, the gap (a point stands in it)
  constexpr double kNarrow = 0.2, kWide = 0.95;                // of a piece's height: icons are as wide as high
  constexpr double kThin = 0.2, kDense = 0.8;                  // ink of its box
  constexpr std::size_t kGrain = 3000;                         // pieces: a photograph's, as in find_pictures
  std::vector<int> pieces;
  for (const int i : among) {
    const picture::Component& c = all.list[i];
    const double fill = static_cast<double>(c.area) / (static_cast<double>(c.box.w) * c.box.h);
    if (c.box.h >= least && c.box.w > kNarrow * c.box.h && c.box.w < kWide * c.box.h && fill > kThin && fill < kDense) pieces.push_back(i);
  }
  if (pieces.size() > kGrain) return {};
  std::sort(pieces.begin(), pieces.end(), [&](int a, int b) { return all.list[a].box.x < all.list[b].box.x; });
  std::vector<std::vector<int>> rows;
  for (const int i : pieces) {
    const Box& b = all.list[i].box;
    const auto goes_on = [&](const std::vector<int>& row) {
      const Box& last = all.list[row.back()].box;
      const double high = std::max(last.h, b.h), gap = b.x - last.right();
      return gap > -kLevel * high && gap < kNext * high && std::min(last.h, b.h) > kAlike * high &&
             std::abs(last.bottom() - b.bottom()) <= kLevel * high;
    };
    const auto row = std::find_if(rows.begin(), rows.end(), goes_on);
    if (row == rows.end())
      rows.push_back({i});
    else
      row->push_back(i);
  }
  std::erase_if(rows, [](const std::vector<int>& row) { return row.size() < 3; });
  return rows;
}

void join_chains(const picture::Components& all, std::vector<LetterRun>& chains, const std::vector<int>& small) {
  for (bool changed = true; changed;) {
    changed = false;
    std::sort(chains.begin(), chains.end(), [](const LetterRun& a, const LetterRun& b) { return a.left < b.left; });
    for (std::size_t i = 0; i < chains.size(); ++i) {
      if (!chains[i].alive) continue;
      for (std::size_t j = i + 1; j < chains.size(); ++j) {
        LetterRun &a = chains[i], &b = chains[j];
        if (!b.alive) continue;
        const double h = std::max(a.body(), b.body());
        if (b.left - a.right > kGap * h) {
          if (b.left - a.right > 40 * h) break;
          if (small.empty() || std::abs(a.base_at(b.left) - b.base_at(b.left)) > 0.3 * h || !filled(all, small, a, b)) continue;
        }
        const double x = std::clamp((a.right + b.left) / 2, std::min(a.right, b.left), std::max(a.right, b.left));
        const double ratio = a.body() / b.body();
        const double foot = std::abs(a.base_at(x) - b.base_at(x)), head = std::abs(a.top_at(x) - b.top_at(x));
        const double least = std::min(a.body(), b.body());
        if (foot > 0.3 * least || (ratio < 0.5 || ratio > 2)) {
          if (!(head < 0.25 * least && foot < 0.6 * least)) continue;
        }
        absorb(all, a, b);
        changed = true;
      }
    }
    std::erase_if(chains, [](const LetterRun& c) { return !c.alive; });
  }
}

namespace {

// Marks stand apart over their letters; letters of a line, Latin ones among them that are lower than Thai ones, fill it.
bool fills_a_line(const LetterRun& c) {
  double ink = 0;
  for (const Box& b : c.shapes) ink += b.w;
  return c.letters.size() >= 5 && ink > 0.6 * (c.right - c.left);
}

// Low pieces on the level of far higher letters: the hooks of ะ in a heading, which is as high as a letter of the body. They stand one over the
// other, so that neither is beside a letter.
bool is_part_of_letters(const LetterRun& f, const LetterRun& c) {
  constexpr double kLow = 0.62, kOff = 0.2, kBeyond = 1.0;  // of the letters' height
  const double h = c.body(), x = (f.left + f.right) / 2;
  return f.letters.size() <= 2 && c.letters.size() >= 2 && f.right - f.left < h && f.body() < kLow * h && f.left > c.left - h / 2 &&
         f.right < c.right + kBeyond * h && f.top > c.top_at(x) - kOff * h && f.base < c.base_at(x) + kOff * h;
}

// A letter or two on the baseline of a line beside them (the number of a list's entry, over the number of the next): no mark of what stands below.
bool stands_beside_a_line(const LetterRun& f, const std::vector<LetterRun>& chains) {
  constexpr std::size_t kFew = 2, kLine = 4;                          // letters
  constexpr double kLevel = 0.1, kLow = 0.6, kHigh = 1.35, kFar = 5;  // in the line's body heights
  return f.letters.size() <= kFew && std::any_of(chains.begin(), chains.end(), [&](const LetterRun& c) {
           const double h = c.body(), gap = c.left - f.right;
           return &c != &f && c.alive && c.letters.size() >= kLine && f.body() > kLow * h && f.body() < kHigh * h && gap > 0 && gap < kFar * h &&
                  std::abs(f.base - c.base_at((f.left + f.right) / 2)) < kLevel * h;
         });
}

}  // namespace

std::vector<int> dissolve_marks(std::vector<LetterRun>& chains, double body) {
  std::vector<int> marks;
  for (LetterRun& f : chains) {
    if (f.letters.size() > 6 && f.body() > 0.8 * body) continue;
    if (stands_beside_a_line(f, chains)) continue;
    const bool full = fills_a_line(f);
    for (const LetterRun& c : chains) {
      if (&f == &c || !c.alive || c.letters.size() < f.letters.size()) continue;
      // Letters that touch their marks reach over the whole line: they belong to it, but do not measure it.
      if (f.letters.size() <= 4 && c.letters.size() > f.letters.size() && f.left > c.left - 1.3 * c.body() && f.right < c.right + 1.3 * c.body()) {
        const double x = (f.left + f.right) / 2, h = c.body();
        if (f.body() > 1.3 * h && f.body() < 3.4 * h && f.top <= c.top_at(x) + 0.2 * h && f.base >= c.base_at(x) - 0.2 * h &&
            f.top >= c.top_at(x) - 1.6 * h && f.base <= c.base_at(x) + 0.9 * h) {
          f.alive = false;
          marks.insert(marks.end(), f.letters.begin(), f.letters.end());
          break;
        }
      }
      if (is_part_of_letters(f, c)) {
        f.alive = false;
        marks.insert(marks.end(), f.letters.begin(), f.letters.end());
        break;
      }
      // One or two pieces may be as high as the letter below them: two marks that touch. More of that size are a line of their own.
      const double x = (f.left + f.right) / 2, h = c.body(), head = c.head_at(x);
      if (f.body() > (f.letters.size() <= 2 ? 1.1 * (c.base_at(x) - head) : 0.92 * h) || (f.letters.size() == c.letters.size() && f.body() > 0.9 * h))
        continue;
      if (f.left < c.left - c.body() || f.right > c.right + c.body()) continue;
      if (full && f.body() > 0.6 * c.body()) continue;
      // A mark may stand beside a letter's ascender (the one of ป) as well as over it.
      const bool above = f.base <= c.top_at(x) + 0.3 * h && f.top >= head - (kAbove + 0.1) * h;
      const bool below = f.top >= c.base_at(x) - 0.25 * h && f.base <= c.base_at(x) + 0.8 * h;
      if (!above && !below) continue;
      f.alive = false;
      marks.insert(marks.end(), f.letters.begin(), f.letters.end());
      break;
    }
  }
  std::erase_if(chains, [](const LetterRun& c) { return !c.alive; });
  return marks;
}

void split_sizes(const picture::Components& all, const std::vector<int>& small, std::vector<LetterRun>& chains) {
  std::vector<LetterRun> out;
  for (LetterRun& c : chains) {
    // Groups of letters between gaps, with the size of their letters: the median of what stands on the baseline.
    struct Part {
      std::size_t from, to;
      double size, stroke;
    };
    std::vector<Part> parts;
    const double h = c.body();
    std::size_t from = 0;
    double right = all.list[c.letters[0]].box.right();
    for (std::size_t i = 1; i <= c.letters.size(); ++i) {
      if (i < c.letters.size()) {
        const Box& b = all.list[c.letters[i]].box;
        bool gap = b.x - right > 0.75 * h;
        // Small pieces on the line fill a gap: the two hooks of ะ, a dash.
        for (std::size_t k = 0; gap && k < small.size(); ++k) {
          const Box& m = all.list[small[k]].box;
          const double x = m.x + m.w / 2.0, y = m.y + m.h / 2.0;
          gap = x < right || x > b.x || y < c.top_at(x) || y > c.base_at(x) + 0.1 * h;
        }
        right = std::max<double>(right, b.right());
        if (!gap) continue;
      }
      std::vector<double> sizes;
      double area = 0, runs = 0;  // their ratio is the width of the strokes
      for (std::size_t k = from; k < i; ++k) {
        const Box& b = all.list[c.letters[k]].box;
        if (std::abs(b.bottom() - c.base_at(b.x + b.w / 2.0)) < 0.25 * h) sizes.push_back(b.h);
        area += all.list[c.letters[k]].area, runs += all.list[c.letters[k]].count;
      }
      parts.push_back({from, i, sizes.size() >= 2 || (sizes.size() == 1 && i - from <= 2) ? median(sizes) : 0, area / std::max(1.0, runs)});
      from = i;
    }
    // Cut where a label ends or begins: larger by a sixth and bolder by a quarter. Size alone does not tell: digits are lower than
    // letters, capitals higher. Parts too short to tell go with the one before.
    std::vector<std::size_t> cuts;
    const Part* before = nullptr;
    for (const Part& p : parts) {
      if (p.size == 0) continue;
      const auto label = [](const Part& l, const Part& v) { return l.size > 1.15 * v.size && l.stroke > 1.25 * v.stroke; };
      if (before && (label(*before, p) || label(p, *before))) cuts.push_back(p.from);
      before = &p;
    }
    if (cuts.empty() || cuts.size() > 3) {
      out.push_back(std::move(c));
      continue;
    }
    cuts.push_back(c.letters.size());
    std::size_t begin = 0;
    for (std::size_t end : cuts) {
      LetterRun part;
      part.letters.assign(c.letters.begin() + static_cast<std::ptrdiff_t>(begin), c.letters.begin() + static_cast<std::ptrdiff_t>(end));
      measure(all, part);
      out.push_back(std::move(part));
      begin = end;
    }
  }
  chains = std::move(out);
}

}  // namespace banthuek::layout
