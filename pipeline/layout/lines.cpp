#include "pipeline/layout/lines.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace banthuek {
namespace {

// Limits in body heights; the sources are the levels of Thai type (TH Sarabun, Angsana, Cordia, Tahoma look alike here).
constexpr double kLeastLetter = 0.5;    // lower pieces are marks, dots, dashes
constexpr double kMostLetter = 3.4;     // of the page's body; higher pieces are pictures or signatures, or a large heading in a chain
constexpr double kAbove = 1.45;         // marks reach this far above the body: two storeys (Norasi the highest)
constexpr double kFirstStorey = 0.75;   // above this a mark needs another one close below it
constexpr double kNear = 0.45;          // marks of one stack, and a lower vowel and its letter, are nearer than this
constexpr double kBelow = 0.62;         // lower vowels and their room
constexpr double kGap = 1.25;           // letters further apart are not one segment

double median(std::vector<double> v) {
  const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
  std::nth_element(v.begin(), middle, v.end());
  return *middle;
}

struct Chain {
  std::vector<int> letters;      // components of body size, left to right
  double left = 0, right = 0;
  double top = 0, base = 0, slope = 0, middle = 0;
  bool alive = true;
  std::vector<Box> shapes;       // boxes of `letters`, in the same order
  double body() const { return base - top; }
  double base_at(double x) const { return base + slope * (x - middle); }
  double top_at(double x) const { return top + slope * (x - middle); }

  // The same where larger letters (a label before its value) stand at x: the head of the letter there, if it stands on the
  // baseline and is larger than the rest, else the chain's.
  double head_at(double x) const {
    const double h = body(), usual = top_at(x), foot = base_at(x);
    double head = usual;
    for (const Box& b : shapes) {
      if (x < b.x - 0.15 * h || x > b.right() + 0.15 * h || std::abs(b.bottom() - foot) > 0.35 * h || b.h > 2.2 * h) continue;
      head = std::min<double>(head, b.y);
    }
    return head;
  }
};

// Feet and heads of the letters next to the chain's end, where the next letter is to fit.
struct End {
  double top, base, right;
};

End end_of(const Components& all, const Chain& c) {
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
void measure(const Components& all, Chain& c) {
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

std::vector<Chain> chain_letters(const Components& all, std::vector<int> letters, double body) {
  std::sort(letters.begin(), letters.end(), [&](int a, int b) { return all.list[a].box.x < all.list[b].box.x; });
  std::vector<Chain> chains;
  std::vector<std::size_t> open;
  for (int i : letters) {
    const Box& b = all.list[i].box;
    double best_score = 1e9;
    std::size_t best = chains.size();
    for (std::size_t o = 0; o < open.size();) {
      const Chain& c = chains[open[o]];
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
  for (Chain& c : chains) measure(all, c);
  return chains;
}

void absorb(const Components& all, Chain& into, Chain& from) {
  into.letters.insert(into.letters.end(), from.letters.begin(), from.letters.end());
  std::sort(into.letters.begin(), into.letters.end(), [&](int a, int b) { return all.list[a].box.x < all.list[b].box.x; });
  from.alive = false;
  measure(all, into);
}

// Two chains of like size on one baseline that meet or nearly do are one.
void join_chains(const Components& all, std::vector<Chain>& chains) {
  for (bool changed = true; changed;) {
    changed = false;
    std::sort(chains.begin(), chains.end(), [](const Chain& a, const Chain& b) { return a.left < b.left; });
    for (std::size_t i = 0; i < chains.size(); ++i) {
      if (!chains[i].alive) continue;
      for (std::size_t j = i + 1; j < chains.size(); ++j) {
        Chain &a = chains[i], &b = chains[j];
        if (!b.alive) continue;
        const double h = std::max(a.body(), b.body());
        if (b.left - a.right > kGap * h) {
          if (b.left - a.right > 40 * h) break;
          continue;
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
    std::erase_if(chains, [](const Chain& c) { return !c.alive; });
  }
}

// Chains that are the marks of a line (stacked marks touch and look like letters): between its levels, smaller than its letters.
std::vector<int> dissolve_marks(const Components& all, std::vector<Chain>& chains, double body) {
  std::vector<int> marks;
  for (Chain& f : chains) {
    if (f.letters.size() > 6 && f.body() > 0.8 * body) continue;
    for (const Chain& c : chains) {
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
      // One or two pieces may be as high as a letter: two marks that touch. More of that size are a line of their own.
      if (f.body() > (f.letters.size() <= 2 ? 1.1 : 0.92) * c.body() || (f.letters.size() == c.letters.size() && f.body() > 0.9 * c.body())) continue;
      if (f.left < c.left - c.body() || f.right > c.right + c.body()) continue;
      const double x = (f.left + f.right) / 2, h = c.body(), head = c.head_at(x);
      const bool above = f.base <= head + 0.3 * h && f.top >= head - (kAbove + 0.1) * h;
      const bool below = f.top >= c.base_at(x) - 0.25 * h && f.base <= c.base_at(x) + 0.8 * h;
      if (!above && !below) continue;
      f.alive = false;
      marks.insert(marks.end(), f.letters.begin(), f.letters.end());
      break;
    }
  }
  std::erase_if(chains, [](const Chain& c) { return !c.alive; });
  (void)all;
  return marks;
}

// A chain whose letters change size at a wide gap (a bold label before its value) becomes one chain for each size: each is read at
// its own height.
void split_sizes(const Components& all, const std::vector<int>& small, std::vector<Chain>& chains) {
  std::vector<Chain> out;
  for (Chain& c : chains) {
    // Groups of letters between gaps, with the size of their letters: the median of what stands on the baseline.
    struct Part { std::size_t from, to; double size, stroke; };
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
      Chain part;
      part.letters.assign(c.letters.begin() + static_cast<std::ptrdiff_t>(begin), c.letters.begin() + static_cast<std::ptrdiff_t>(end));
      measure(all, part);
      out.push_back(std::move(part));
      begin = end;
    }
  }
  chains = std::move(out);
}

// A piece that reaches over the bodies of two lines is cut between them: 0.35 of the way down, since marks need more room than
// descenders. Gives the new piece's index, or -1.
int cut_piece(Components& all, int index, int at) {
  const Component old = all.list[index];
  Component upper{}, lower{};
  upper.first = old.first;
  lower.first = old.first;
  bool seen_lower = false;
  for (int k = old.first; k < old.first + old.count; ++k) {
    const Run& r = all.runs[k];
    Component& part = r.y < at ? upper : lower;
    if (r.y >= at && !seen_lower) lower.first = k, seen_lower = true;
    part.box = unite(part.box, {r.x0, r.y, r.x1 - r.x0, 1});
    part.area += r.x1 - r.x0;
    ++part.count;
  }
  if (upper.count == 0 || lower.count == 0) return -1;
  all.list[index] = upper;
  all.list.push_back(lower);
  return static_cast<int>(all.list.size()) - 1;
}

// Pieces by column, to find what stands straight above or below one.
class Columns {
 public:
  Columns(const Components& all, double body) : all_(all), width_(std::max(4.0, body)) {}

  void add(int i) {
    const Box& b = all_.list[i].box;
    for (int k = place(b.x); k <= place(b.right()); ++k) {
      if (k >= static_cast<int>(columns_.size())) columns_.resize(k + 1);
      columns_[k].push_back(i);
    }
  }

  // Gap to the nearest piece straight above and below `box` (which may lean out sideways by `slack`); 1e9 where there is none.
  std::pair<double, double> gaps(int self, const Box& box, double slack) const {
    double up = 1e9, down = 1e9;
    for (int k = place(box.x); k <= place(box.right()) && k < static_cast<int>(columns_.size()); ++k)
      for (int i : columns_[k]) {
        const Box& b = all_.list[i].box;
        if (i == self || b.right() < box.x - slack || b.x > box.right() + slack) continue;
        const double middle = b.y + b.h / 2.0, own = box.y + box.h / 2.0;
        if (middle < own) up = std::min<double>(up, std::max(0, box.y - b.bottom()));
        else down = std::min<double>(down, std::max(0, b.y - box.bottom()));
      }
    return {up, down};
  }

 private:
  int place(int x) const { return std::max(0, static_cast<int>(x / width_)); }
  const Components& all_;
  double width_;
  std::vector<std::vector<int>> columns_;
};

// Which chain a small piece belongs to, or -1. On a chain's own level it is that chain's. Between two lines, the nearer
// neighbour in its column tells: a tone mark stands close over its vowel, a lower vowel close under its letter.
int owner_of(const std::vector<Chain>& chains, const Columns& columns, int index, const Box& b, double body) {
  int best = -1, over = -1, under = -1;
  double best_cost = 1, over_cost = 1, under_cost = 1;  // of chains it stands on, over and under
  const double cx = b.x + b.w / 2.0, cy = b.y + b.h / 2.0;
  for (int i = 0; i < static_cast<int>(chains.size()); ++i) {
    const Chain& c = chains[i];
    const double h = std::max(c.body(), 0.4 * body);
    const double aside = std::max({c.left - cx, cx - c.right, 0.0});
    if (aside > 1.9 * h) continue;
    const double middle = (c.top + c.base) / 2 + c.slope * (cx - c.middle);
    if (std::abs(cy - middle) > 4 * h) continue;
    const double top = c.head_at(cx), base = c.base_at(cx);
    if (cy >= top && cy <= base + 0.12 * h) {
      const double cost = 0.25 * aside / h;
      if (cost < best_cost) best_cost = cost, best = i;
    } else if (aside > 0.8 * h) {
      continue;
    } else if (cy < top) {
      if (top - cy > (kAbove + 0.35) * h) continue;
      const double cost = std::max(0.05, (top - b.bottom()) / (kAbove * h)) + 0.3 * aside / h;
      if (cost < over_cost) over_cost = cost, over = i;
    } else {
      if (cy - base > (kBelow + 0.2) * h) continue;
      const double cost = std::max(0.05, (b.y - base) / (kBelow * h)) + 0.3 * aside / h;
      if (cost < under_cost) under_cost = cost, under = i;
    }
  }
  if (best >= 0 || (over < 0 && under < 0)) return best;
  const auto [up, down] = columns.gaps(index, b, 0.12 * body);
  if (over >= 0) {
    const double h = std::max(chains[over].body(), 0.4 * body);
    if (over_cost * kAbove > kFirstStorey && down > kNear * h) over = -1;
  }
  if (over < 0 || under < 0) return over >= 0 ? over : under;
  // A lower vowel nearly touches its letter; a mark of the second storey stands a little higher over the first.
  if (up < 0.2 * body && up < down) return under;
  if (std::min(up, down) < 0.6 * body) return down <= 1.35 * up ? over : under;
  return over_cost <= under_cost ? over : under;
}

}  // namespace

Segments find_segments(Components& all, const std::vector<int>& among, double body) {
  Segments out;
  std::vector<int> letters, small, large;
  for (int i : among) {
    const Box& b = all.list[i].box;
    const double fill = static_cast<double>(all.list[i].area) / (static_cast<double>(b.w) * b.h);
    if (b.h < kLeastLetter * body || (b.h < 0.75 * body && b.w < 0.22 * b.h)) small.push_back(i);
    else if (b.h > kMostLetter * body || (b.w > 30 * body && b.h > 2.2 * body) || (fill > 0.88 && b.w > 1.5 * body && b.h > body))
      large.push_back(i);
    else letters.push_back(i);
  }
  std::vector<Chain> chains = chain_letters(all, letters, body);
  join_chains(all, chains);
  // Lone pieces far higher than the page's letters are no text unless they make a heading together.
  for (Chain& c : chains) {
    const double w = c.right - c.left;
    if (c.body() > 2.4 * body && c.letters.size() < 3) c.alive = false;
    if (c.body() > 1.5 * body && w < 2.5 * c.body() && c.letters.size() > 1) c.alive = false;  // parts of an emblem
    if (!c.alive) large.insert(large.end(), c.letters.begin(), c.letters.end());
  }
  std::erase_if(chains, [](const Chain& c) { return !c.alive; });
  const std::vector<int> marks = dissolve_marks(all, chains, body);
  small.insert(small.end(), marks.begin(), marks.end());
  join_chains(all, chains);

  split_sizes(all, small, chains);

  // Pieces over two lines: among the large, and letters much higher than their chain.
  std::sort(chains.begin(), chains.end(), [](const Chain& a, const Chain& b) { return a.base < b.base; });
  const auto cut_at = [&](const Box& b) {
    const double x = b.x + b.w / 2.0;
    const Chain *upper = nullptr, *lower = nullptr;
    for (const Chain& c : chains) {
      if (x < c.left - c.body() || x > c.right + c.body() || c.letters.size() < 3) continue;
      const double top = c.top_at(x), base = c.base_at(x);
      if (std::min<double>(base, b.bottom()) - std::max<double>(top, b.y) < 0.5 * (base - top)) continue;
      if (!upper) upper = &c;
      else if (!lower && top > upper->base_at(x)) lower = &c;
    }
    if (!upper || !lower || b.h > 3.2 * (lower->base_at(x) - upper->base_at(x))) return -1;
    return static_cast<int>(std::lround(upper->base_at(x) + 0.35 * (lower->top_at(x) - upper->base_at(x))));
  };
  std::vector<int> leftover;
  for (int i : large) {
    const int at = all.list[i].box.h <= 7 * body ? cut_at(all.list[i].box) : -1;
    const int lower = at > 0 ? cut_piece(all, i, at) : -1;
    if (lower < 0) {
      out.odd.push_back(i);
      continue;
    }
    small.push_back(i), small.push_back(lower);
  }
  for (Chain& c : chains) {
    std::vector<int> kept;
    for (int i : c.letters) {
      const Box b = all.list[i].box;
      const int at = b.h > 2.2 * std::max(body, c.body()) ? cut_at(b) : -1;
      const int lower = at > 0 ? cut_piece(all, i, at) : -1;
      if (lower < 0) kept.push_back(i);
      else small.push_back(i), small.push_back(lower);
    }
    if (!kept.empty()) c.letters = std::move(kept);
  }

  std::vector<std::vector<int>> owned(chains.size());
  std::vector<int> lost;
  Columns columns(all, body);
  for (const Chain& c : chains)
    for (int i : c.letters) columns.add(i);
  for (int i : small) columns.add(i);
  for (int i : small) {
    const Box& b = all.list[i].box;
    const int owner = owner_of(chains, columns, i, b, body);
    if (owner >= 0) owned[owner].push_back(i);
    else lost.push_back(i);
  }
  for (std::size_t k = 0; k < chains.size(); ++k) {
    const Chain& c = chains[k];
    Segment s;
    s.pieces = c.letters;
    s.pieces.insert(s.pieces.end(), owned[k].begin(), owned[k].end());
    for (int i : s.pieces) s.box = unite(s.box, all.list[i].box);
    s.slope = c.slope;
    const double x = s.box.x + s.box.w / 2.0;
    s.top = c.top_at(x), s.base = c.base_at(x);
    s.letters = static_cast<int>(c.letters.size());
    out.list.push_back(std::move(s));
  }
  // What is left over but is wide enough to mean something (a lone dash in a cell) is a segment of its own.
  for (int i : lost) {
    const Box& b = all.list[i].box;
    if (b.w >= 0.3 * body && b.w <= 2 * body && b.h <= 0.35 * body && b.w > 1.6 * b.h) {
      Segment s;
      s.pieces = {i};
      s.box = b;
      s.base = b.y + b.h / 2.0 + 0.45 * body;
      s.top = s.base - body;
      out.list.push_back(std::move(s));
    } else {
      out.odd.push_back(i);
    }
  }
  std::sort(out.list.begin(), out.list.end(), [](const Segment& a, const Segment& b) { return a.base != b.base ? a.base < b.base : a.box.x < b.box.x; });
  return out;
}

}  // namespace banthuek
