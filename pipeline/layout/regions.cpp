#include "pipeline/layout/regions.h"

#include <algorithm>

#include "pipeline/layout/letter_run.h"
#include "pipeline/layout/x_height.h"
#include "pipeline/picture/morphology.h"

namespace banthuek::layout {
namespace {

Box grown(const Box& b, double by) {
  const int d = static_cast<int>(by);
  return {b.x - d, b.y - d, b.w + 2 * d, b.h + 2 * d};
}

// Boxes nearer than `reach` become one, until none are.
struct Group {
  Box box;
  double area = 0;
  int pieces = 0;
};

std::vector<Group> group(std::vector<Group> groups, double reach) {
  for (bool changed = true; changed;) {
    changed = false;
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.box.y < b.box.y; });
    for (std::size_t i = 0; i < groups.size(); ++i)
      for (std::size_t j = i + 1; j < groups.size();) {
        if (groups[j].box.y > groups[i].box.bottom() + reach) break;
        if (intersect(grown(groups[i].box, reach), groups[j].box).empty()) {
          ++j;
          continue;
        }
        groups[i].box = unite(groups[i].box, groups[j].box);
        groups[i].area += groups[j].area, groups[i].pieces += groups[j].pieces;
        groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(j));
        changed = true;
      }
  }
  return groups;
}

// A pen's stroke through a printed letter makes one piece with it: what of the piece has no colour and the shape of a letter is kept.
void keep_letters_under_pen(picture::Components& all, int index, const picture::Picture& coloured, double body, std::vector<int>& black) {
  constexpr double kMin = 0.3;                  // of the piece's ink; less is the dark core of the pen's own stroke
  constexpr double kLow = 0.6, kHigh = 1.7;     // body heights
  constexpr double kNarrow = 0.3, kWide = 1.6;  // a letter's width for its height
  const picture::Component whole = all.list[index];
  const Box& b = whole.box;
  if (std::max(b.w, b.h) < body) return;
  const int stride = (b.w + 7) / 8;
  std::vector<std::uint8_t> bits(static_cast<std::size_t>(stride) * b.h);
  int left = 0;
  for (const picture::Run& r : all.runs_of(whole))
    for (int x = r.x0; x < r.x1; ++x) {
      if (coloured.ink_at(x, r.y)) continue;
      bits[static_cast<std::size_t>(r.y - b.y) * stride + (x - b.x) / 8] |= static_cast<std::uint8_t>(0x80 >> (x - b.x) % 8);
      ++left;
    }
  if (left == 0) return;
  const picture::Components rest = picture::find_components(picture::Picture::from_bits(bits, b.w, b.h, stride, 0, picture::Picture::Bit::kInk));
  for (const picture::Component& c : rest.list) {
    if (c.area < kMin * left || c.box.h < kLow * body || c.box.h > kHigh * body || c.box.w < kNarrow * c.box.h || c.box.w > kWide * c.box.h) continue;
    picture::Component kept = c;
    kept.first = static_cast<int>(all.runs.size());
    kept.box.x += b.x, kept.box.y += b.y;
    for (const picture::Run& r : rest.runs_of(c)) all.runs.push_back({r.y + b.y, r.x0 + b.x, r.x1 + b.x});
    black.push_back(static_cast<int>(all.list.size()));
    all.list.push_back(kept);
  }
}

bool is_letter(const Box& b, double body) {
  constexpr double kLow = 0.6, kHigh = 2.2, kWide = 2;  // body heights; a mark may touch it
  return b.h > kLow * body && b.h < kHigh * body && b.w < kWide * body;
}

// Letters of two lines that ran together on a copy: the lines go on right beside them, at their own levels.
bool is_of_two_lines(const picture::Components& all, const std::vector<int>& among, const Box& group, double body) {
  constexpr double kHighest = 6, kNext = 0.5;  // body heights: of the group; from it to the next letter
  constexpr double kApart = 0.8;               // lines
  if (group.h > kHighest * body) return false;
  double highest = 1e9, lowest = -1e9;
  for (const int i : among) {
    const Box& b = all.list[i].box;
    const double gap = std::max(group.x - b.right(), b.x - group.right());
    if (!is_letter(b, body) || std::abs(gap) > kNext * body) continue;
    if (b.bottom() > group.bottom() + kNext * body || b.y < group.y - kNext * body) continue;
    highest = std::min<double>(highest, b.bottom()), lowest = std::max<double>(lowest, b.bottom());
  }
  return lowest - highest > kApart * body;
}

// Letters of a heading that hang together: it goes on right beside them, in letters as high on the same baseline.
bool is_of_heading(const picture::Components& all, const std::vector<int>& among, const Box& group, double body) {
  constexpr double kLow = 0.45, kHigh = 1.1, kLevel = 0.12;  // of the group's height: letters beside it, their feet
  constexpr double kWide = 1.5, kNext = 0.6;                 // of the letters' height: their width; from one to the next
  constexpr int kLetters = 5;
  constexpr double kHighest = 8;  // body heights
  if (group.h >= kHighest * body) return false;
  std::vector<Box> row;
  for (const int i : among) {
    const Box& b = all.list[i].box;
    if (b.h > kLow * group.h && b.h < kHigh * group.h && b.w < kWide * b.h && std::abs(b.bottom() - group.bottom()) < kLevel * group.h &&
        intersect(group, b).empty())
      row.push_back(b);
  }
  std::sort(row.begin(), row.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
  int right = group.right(), letters = 0;
  for (const Box& b : row) {
    if (b.x < right - kLevel * group.h) continue;
    if (b.x - right > kNext * b.h) break;
    right = b.right(), ++letters;
  }
  int left = group.x;
  for (auto b = row.rbegin(); b != row.rend(); ++b) {
    if (b->right() > left + kLevel * group.h) continue;
    if (left - b->right() > kNext * b->h) break;
    left = b->x, ++letters;
  }
  return letters >= kLetters;
}

// Letters in rows: frames, banners and arrows of a slide stand about its text, and their boxes together are no picture of all in it.
bool holds_print(const picture::Components& all, const std::vector<int>& among, const Box& group, double body) {
  constexpr double kLow = 0.75, kHigh = 1.7;  // body heights, of letters
  constexpr int kEnough = 60;                 // letters with a neighbour at each side; photographs show 20 at most
  std::vector<Box> letters;
  for (const int i : among) {
    const Box& b = all.list[i].box;
    if (b.h > kLow * body && b.h < kHigh * body && b.w > 0.3 * b.h && b.w < 1.5 * b.h && !intersect(group, b).empty()) letters.push_back(b);
  }
  const std::vector<Beside> beside = letters_beside(letters, {.level = 0.15, .gap = 0.7, .alike = kHigh / kLow});
  return std::count_if(beside.begin(), beside.end(), [](const Beside& b) { return b.before && b.after; }) >= kEnough;
}

}  // namespace

std::vector<int> set_aside_colour(picture::Components& all, const picture::PageInk& ink, double body, std::vector<Region>& regions,
                                  std::vector<picture::Run>& pen) {
  std::vector<int> black, mixed;
  if (ink.coloured.empty()) {
    for (int i = 0; i < static_cast<int>(all.list.size()); ++i) black.push_back(i);
    return black;
  }
  for (int i = 0; i < static_cast<int>(all.list.size()); ++i) {
    const picture::Component& c = all.list[i];
    if (picture::count_in(ink.coloured, all.runs_of(c)) < 0.4 * c.area)
      black.push_back(i);
    else
      mixed.push_back(i);
  }
  for (const int i : mixed) keep_letters_under_pen(all, i, ink.coloured, body, black);
  std::vector<Group> groups;
  constexpr double kStroke = 1.5;  // fringes of black print are shorter
  const picture::Components coloured = picture::find_components(ink.coloured);
  for (const picture::Component& c : coloured.list)
    if (std::max(c.box.w, c.box.h) > 0.3 * body) groups.push_back({c.box, static_cast<double>(c.area), 1});
  if (groups.size() > 4000) return black;  // a coloured picture or ground, no pen
  for (const picture::Component& c : coloured.list) {
    if (std::max(c.box.w, c.box.h) < kStroke * body) continue;
    const auto runs = coloured.runs_of(c);
    pen.insert(pen.end(), runs.begin(), runs.end());
  }
  std::sort(pen.begin(), pen.end(), [](const picture::Run& a, const picture::Run& b) { return a.y < b.y; });
  for (const Group& g : group(std::move(groups), 0.8 * body)) {
    // Fringes of colour around black print (JPEG, scanners whose colours do not meet) are small or thin.
    const int most = std::max(g.box.w, g.box.h), least = std::min(g.box.w, g.box.h);
    if (most < 1.2 * body || (least < 0.7 * body && most < 4 * body)) continue;
    const bool stamp = g.box.w > 7 * body && g.box.h > 4.5 * body;
    regions.push_back({stamp ? RegionKind::kStamp : RegionKind::kHandwriting, g.box, 0.7, {}});
  }
  return black;
}

void absorb_fragments(const picture::Components& all, Segments& segments, double body) {
  constexpr double kLargest = 40;  // body heights of a signature; a copy's dark edge goes around the page, and what stands within is no part of it
  std::vector<Group> groups;
  for (int i : segments.odd) {
    const picture::Component& c = all.list[i];
    const double most = std::max(c.box.w, c.box.h);
    if (most > 2 * body && most < kLargest * body && std::min(c.box.w, c.box.h) > 0.5 * body)
      groups.push_back({c.box, static_cast<double>(c.area), 1});
  }
  if (groups.empty() || groups.size() > 3000) return;
  groups = group(std::move(groups), 1.5 * body);
  std::erase_if(groups, [&](const Group& g) { return std::max(g.box.w, g.box.h) >= kLargest * body; });
  std::erase_if(segments.list, [&](const Segment& s) {
    if (s.mark || s.letters > 4 || s.box.w > 5 * body) return false;
    for (const Group& g : groups) {
      const Box near = intersect(grown(g.box, 0.8 * body), s.box);
      if (static_cast<double>(near.w) * near.h < 0.5 * s.box.w * s.box.h) continue;
      // A short line of print under a signature has a neighbour on its own baseline or is a line of its own below it.
      const bool neighbour = std::any_of(segments.list.begin(), segments.list.end(), [&](const Segment& t) {
        return t.letters > 4 && std::abs(t.base - s.base) < 0.4 * body && t.box.right() > s.box.x - 4 * body && t.box.x < s.box.right() + 4 * body;
      });
      if (neighbour) continue;
      segments.odd.insert(segments.odd.end(), s.pieces.begin(), s.pieces.end());
      return true;
    }
    return false;
  });
}

bool in_any(const std::vector<Box>& boxes, double x, double y) {
  return std::any_of(boxes.begin(), boxes.end(), [&](const Box& b) { return x >= b.x && x < b.right() && y >= b.y && y < b.bottom(); });
}

std::vector<Box> find_pictures(const picture::Components& all, const std::vector<int>& among, double body) {
  constexpr double kFilled = 0.16;  // of a picture's box
  constexpr double kLarge = 2.6;    // body heights: no letter, unless several of its height stand in a row
  constexpr double kFrame = 20;     // body heights: larger and emptier is the edge of a copy or a frame about the page, not a picture of all in it
  std::vector<Group> groups;
  std::vector<char> in_row(all.list.size());
  for (const std::vector<int>& row : rows_of_large(all, among, kLarge * body))
    for (const int i : row) in_row[static_cast<std::size_t>(i)] = 1;
  for (int i : among) {
    const picture::Component& c = all.list[i];
    if (in_row[static_cast<std::size_t>(i)] != 0) continue;
    if (c.box.w > kFrame * body && c.box.h > kFrame * body && c.area < kFilled * c.box.w * c.box.h) continue;
    if ((c.box.h > 1.8 * body && c.box.w > 0.9 * body) || c.box.h > kLarge * body) groups.push_back({c.box, 0, 1});
  }
  if (groups.size() > 3000) return {};
  groups = group(std::move(groups), 0.6 * body);
  std::erase_if(groups,
                [&](const Group& g) { return g.box.h < 3.8 * body || g.box.w < 2.8 * body || g.box.w > 2.6 * g.box.h || g.box.h > 3.5 * g.box.w; });
  if (groups.empty()) return {};
  // All ink inside counts; a group where the large pieces are the less of it is text that touches.
  std::vector<double> large(groups.size(), 0);
  for (int i : among) {
    const picture::Component& c = all.list[i];
    const double x = c.box.x + c.box.w / 2.0, y = c.box.y + c.box.h / 2.0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (!in_any({groups[g].box}, x, y)) continue;
      groups[g].area += c.area;
      if (c.box.h > 1.8 * body || c.box.w > 4 * body) large[g] += c.area;
    }
  }
  std::vector<Box> pictures;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Box& b = groups[g].box;
    const double fill = groups[g].area / (static_cast<double>(b.w) * b.h);
    if (fill >= kFilled && large[g] >= 0.5 * groups[g].area && !is_of_two_lines(all, among, b, body) && !is_of_heading(all, among, b, body) &&
        !holds_print(all, among, b, body))
      pictures.push_back(grown(b, 0.35 * body));
  }
  return pictures;
}

std::vector<Box> set_aside_pictures(const picture::Components& all, const std::vector<Box>& pictures, double body, std::vector<int>& among) {
  constexpr double kLevel = 0.2, kNear = 0.8;                 // feet of neighbours; gap between them
  constexpr double kAbove = 1.3, kBelow = 0.8, kMark = 0.75;  // of a letter's mark
  constexpr int kOutside = 3;                                 // letters of the line outside
  constexpr double kReach = 10;                               // body heights: where these stand
  if (pictures.empty()) return {};
  std::vector<Box> outside, kept;
  std::vector<int> inside;
  for (const int i : among) {
    const Box& b = all.list[i].box;
    if (in_any(pictures, b.x + b.w / 2.0, b.y + b.h / 2.0))
      inside.push_back(i);
    else if (is_letter(b, body) &&
             std::any_of(pictures.begin(), pictures.end(), [&](const Box& p) { return !intersect(grown(p, kReach * body), b).empty(); }))
      outside.push_back(b);
  }
  const auto beside = [&](const Box& a, const Box& b) {
    const double gap = std::max(a.x - b.right(), b.x - a.right());
    return std::abs(a.bottom() - b.bottom()) < kLevel * body && gap < kNear * body && gap > -kLevel * body;
  };
  const auto goes_on = [&](const Box& b) {
    int level = 0;
    for (const Box& o : outside) level += std::abs(o.bottom() - b.bottom()) < kLevel * body && std::abs(o.x - b.x) < kReach * body;
    return level >= kOutside;
  };
  std::vector<char> is_kept(inside.size());
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t k = 0; k < inside.size(); ++k) {
      const Box& b = all.list[inside[k]].box;
      if (is_kept[k] || !is_letter(b, body) || !goes_on(b)) continue;
      const auto next = [&](const Box& o) { return beside(o, b); };
      if (std::none_of(outside.begin(), outside.end(), next) && std::none_of(kept.begin(), kept.end(), next)) continue;
      is_kept[k] = 1, changed = true;
      kept.push_back(b);
    }
  }
  std::vector<int> gone;
  for (std::size_t k = 0; k < inside.size(); ++k) {
    const Box& b = all.list[inside[k]].box;
    const double x = b.x + b.w / 2.0;
    const bool mark =
        b.h < kMark * body && b.w < kMark * body && std::any_of(kept.begin(), kept.end(), [&](const Box& o) {
          return x > o.x - kLevel * body && x < o.right() + kLevel * body && b.bottom() > o.y - kAbove * body && b.y < o.bottom() + kBelow * body;
        });
    if (!is_kept[k] && !mark) gone.push_back(inside[k]);
  }
  std::sort(gone.begin(), gone.end());
  std::erase_if(among, [&](int i) { return std::binary_search(gone.begin(), gone.end(), i); });
  std::vector<Box> reaching;
  for (const Box& p : pictures)
    if (std::any_of(kept.begin(), kept.end(), [&](const Box& b) { return in_any({p}, b.x + b.w / 2.0, b.y + b.h / 2.0); })) reaching.push_back(p);
  return reaching;
}

void add_odd_regions(const picture::Components& all, const std::vector<int>& odd, double body, std::vector<Region>& regions) {
  std::vector<Group> groups;
  for (int i : odd) {
    const picture::Component& c = all.list[i];
    if (std::max(c.box.w, c.box.h) > 1.2 * body) groups.push_back({c.box, static_cast<double>(c.area), 1});
  }
  if (groups.size() > 4000) return;
  for (const Group& g : group(std::move(groups), 0.5 * body)) {
    const double fill = g.area / (static_cast<double>(g.box.w) * g.box.h);
    if (g.box.w < body || g.box.h < body) continue;
    if (fill < 0.15)
      regions.push_back({RegionKind::kSignature, g.box, 0.5, {}});
    else
      regions.push_back({RegionKind::kPicture, g.box, 0.6, {}});
  }
}

bool is_pen_stroke(const picture::Components& all, const Segment& s, double body) {
  constexpr int kMaxLetters = 4;        // more stand side by side in print
  constexpr double kWidest = 2.5;       // of a printed letter, in body heights
  constexpr double kHigher = 1.3;       // than a body
  constexpr double kFill = 0.3;         // ink of its box
  constexpr double kRowRuns = 0.85;     // runs of ink in a row, for each body height of its width
  constexpr double kMostOfWidth = 0.5;  // of the segment's width
  if (s.mark || s.letters > kMaxLetters) return false;
  return std::any_of(s.pieces.begin(), s.pieces.end(), [&](int i) {
    const picture::Component& c = all.list[i];
    const double w = c.box.w / body, h = c.box.h / body;
    if (w < kWidest || h < kHigher || c.box.w < kMostOfWidth * s.box.w) return false;
    return c.area < kFill * c.box.w * c.box.h && static_cast<double>(c.count) / c.box.h < kRowRuns * w;
  });
}

void set_aside_pen_strokes(const picture::Components& all, Segments& segments, double body) {
  std::erase_if(segments.list, [&](const Segment& s) {
    if (!is_pen_stroke(all, s, body)) return false;
    segments.odd.insert(segments.odd.end(), s.pieces.begin(), s.pieces.end());
    return true;
  });
}

}  // namespace banthuek::layout
