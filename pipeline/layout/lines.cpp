#include "pipeline/layout/lines.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "pipeline/layout/grown_together.h"
#include "pipeline/layout/letter_run.h"

namespace banthuek::layout {
namespace {

// Pieces by column, to find what stands straight above or below one.
class Columns {
 public:
  Columns(const picture::Components& all, double body) : all_(all), width_(std::max(4.0, body)) {}

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
        if (middle < own)
          up = std::min<double>(up, std::max(0, box.y - b.bottom()));
        else
          down = std::min<double>(down, std::max(0, b.y - box.bottom()));
      }
    return {up, down};
  }

  // Gap to what `box` is stacked on: the nearest piece that begins below it and has it over itself; 1e9 where there is none.
  double stacked_gap(int self, const Box& box) const {
    double gap = 1e9;
    for (int k = place(box.x); k <= place(box.right()) && k < static_cast<int>(columns_.size()); ++k)
      for (int i : columns_[k]) {
        const Box& b = all_.list[i].box;
        const int shared = std::min(b.right(), box.right()) - std::max(b.x, box.x);
        if (i != self && b.y >= box.bottom() - 1 && 2 * shared >= std::min(b.w, box.w)) gap = std::min<double>(gap, b.y - box.bottom());
      }
    return std::max(0.0, gap);
  }

 private:
  int place(int x) const { return std::max(0, static_cast<int>(x / width_)); }
  const picture::Components& all_;
  double width_;
  std::vector<std::vector<int>> columns_;
};

// Between an upper and a lower line: whether a piece is the lower one's mark. In print an upper vowel floats 0.1 to 0.25 body heights over the
// letters, a lower vowel 0.05 to 0.1 under the baseline, and a mark of the second storey as near over its vowel, however tight the lines are.
// Nothing where its place does not tell.
std::optional<bool> mark_of_lower(const LetterRun& upper, const LetterRun& lower, const Columns& columns, int index, const Box& b) {
  constexpr double kFirst = 0.35, kUnder = 0.1, kStack = 0.09, kThin = 0.17;
  // Lines so tight that both are near: a mark's usual rise and drop, by how much one must fit better, how high no lower
  // vowel is, and how high two marks are that touch.
  constexpr double kOver = 0.13, kUsual = 0.07, kClear = 0.08, kTall = 0.55, kTwo = 0.8;
  const double cx = b.x + b.w / 2.0;
  const double rise = (lower.top_at(cx) - b.bottom()) / lower.body(), drop = (b.y - upper.base_at(cx)) / upper.body();
  if (rise >= 0 && rise <= kFirst) {
    const double high = b.h / std::max(upper.body(), lower.body());
    if (drop > rise + 0.12 || (drop >= 0 && high > kTall && high < kTwo)) return true;
    if (high >= kTwo) return std::nullopt;
    const double worse = std::abs(drop - kUsual) - std::abs(rise - kOver);
    return drop >= 0 && std::abs(worse) > kClear ? std::optional(worse > 0) : std::nullopt;
  }
  if (rise < 0) return std::nullopt;
  const double stack = columns.stacked_gap(index, b) / lower.body();
  if (drop > 0.3 || stack > 0.3) return drop <= 0.3 ? std::optional(false) : std::nullopt;
  const bool thin = b.w < kThin * lower.body() && b.h < 0.36 * lower.body();  // a lower vowel is stouter
  return std::abs(stack - kStack) < std::abs(drop - kUnder) + (thin ? 0.1 : 0);
}

constexpr double kBesideChain = 0.4;        // a piece further beside a chain is not its own where it stands over another's letter
constexpr std::size_t kFew = 4, kMany = 8;  // letters of what a pen wrote; of a line of print

// In the lower half of the letters: digits and stops on the baseline, commas that hang from it.
bool stands_on(const LetterRun& c, const Box& b) {
  const double x = b.x + b.w / 2.0;
  return b.y + b.h / 2.0 > (c.top_at(x) + c.base_at(x)) / 2;
}

// A mark of a line of print that lies right over a letter of it, among the few large strokes that a pen has drawn there.
bool is_close_over(const LetterRun& print, const Box& b, const LetterRun& pen) {
  constexpr double kClose = 0.3, kLow = 0.6;  // of the print's body: its gap; its height
  if (pen.letters.size() >= kFew || print.letters.size() < kMany || b.h > kLow * print.body()) return false;
  const double gap = print.top_at(b.x + b.w / 2.0) - b.bottom();
  return gap >= 0 && gap < kClose * print.body();
}

// Which chain a small piece belongs to, or -1. On a chain's own level it is that chain's. Between two lines its height over the one and depth
// under the other tell, then the nearer neighbour in its column.
int owner_of(const std::vector<LetterRun>& chains, const Columns& columns, int index, const Box& b, double body) {
  int best = -1, over = -1, under = -1;
  double best_cost = 1, over_cost = 1, under_cost = 1;  // of chains it stands on, over and under
  double best_aside = 0, over_aside = 0;                // of their ends, in body heights
  const double cx = b.x + b.w / 2.0, cy = b.y + b.h / 2.0;
  for (int i = 0; i < static_cast<int>(chains.size()); ++i) {
    const LetterRun& c = chains[i];
    const double h = std::max(c.body(), 0.4 * body);
    const double aside = std::max({c.left - cx, cx - c.right, 0.0});
    if (aside > 1.9 * h) continue;
    const double middle = (c.top + c.base) / 2 + c.slope * (cx - c.middle);
    if (std::abs(cy - middle) > 4 * h) continue;
    const double top = c.head_at(cx), base = c.base_at(cx);
    if (cy >= top && cy <= base + 0.12 * h) {
      const double cost = 0.25 * aside / h;
      if (cost < best_cost) best_cost = cost, best = i, best_aside = aside / h;
    } else if (aside > 0.8 * h) {
      continue;
    } else if (cy < top) {
      if (top - cy > (kAbove + 0.35) * h) continue;
      const double cost = std::max(0.05, (top - b.bottom()) / (kAbove * h)) + 0.3 * aside / h;
      if (cost < over_cost) over_cost = cost, over = i, over_aside = aside / h;
    } else {
      if (cy - base > (kBelow + 0.2) * h) continue;
      const double cost = std::max(0.05, (b.y - base) / (kBelow * h)) + 0.3 * aside / h;
      if (cost < under_cost) under_cost = cost, under = i;
    }
  }
  // Beside the high letters that a pen wrote before print, but right over a letter of the print: that letter's mark. What stands on
  // the pen's baseline is none (๑.).
  if (best >= 0 && over >= 0 && over != best && over_aside == 0 && over_cost * kAbove < kFirstStorey &&
      (is_close_over(chains[over], b, chains[best]) || (best_aside > kBesideChain && !stands_on(chains[best], b))))
    return over;
  if (best >= 0 || (over < 0 && under < 0)) return best;
  if (over >= 0 && under >= 0)
    if (const auto lower = mark_of_lower(chains[under], chains[over], columns, index, b)) return *lower ? over : under;
  // A pen's strokes over a line of print have no lower vowels.
  if (over >= 0 && under >= 0 && over_aside == 0 && over_cost * kAbove < kFirstStorey && chains[under].letters.size() < kFew &&
      chains[over].letters.size() >= kMany)
    return over;
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

// A heavy letter whose marks run into it (ที่ before a number, บั of a heading, in bold letters or on a photocopy) is as high as a picture. It stands
// on a line's own baseline beside its letters, is dense and no wider than high. Gives the line's place among `chains`, or -1.
int line_of_heavy_letter(const picture::Components& all, int index, const std::vector<LetterRun>& chains, double body) {
  constexpr std::size_t kLetters = 3;            // of the line
  constexpr double kLevel = 0.3, kOver = 0.3;    // feet; into the line, in its body heights
  constexpr double kInside = 0.8;                // letters so near on both sides: several that ran together inside a word
  constexpr double kReach = 8, kLine = 30;       // from a label over its leader to its value; to the rest of the line
  constexpr double kLow = 1.25, kHigh = 3.7;     // of the letter with its marks, in body heights of the line
  constexpr double kHighest = 4.2;               // and of the page
  constexpr double kNarrow = 0.33, kWide = 1.1;  // its width for its height
  constexpr double kDense = 0.26;                // a pen's strokes are not
  const Box& b = all.list[index].box;
  if (b.h > kHighest * body || b.w < kNarrow * b.h || b.w > kWide * b.h) return -1;
  if (all.list[index].area < kDense * b.w * b.h) return -1;
  int best = -1;
  double nearest = kReach;
  std::size_t letters = 0;
  bool before = false, behind = false;
  for (int k = 0; k < static_cast<int>(chains.size()); ++k) {
    const LetterRun& c = chains[k];
    const double h = c.body();
    if (b.h < kLow * h || b.h > kHigh * h) continue;
    const double x = b.x + b.w / 2.0, gap = x < c.middle ? c.left - b.right() : b.x - c.right;
    if (gap < -kOver * h || gap > kLine * h || std::abs(b.bottom() - c.base_at(x)) > kLevel * h) continue;
    letters += c.letters.size();
    if (gap < nearest * h) nearest = std::max(0.0, gap / h), best = k;
    (x < c.middle ? before : behind) |= gap < kInside * h;
  }
  return letters >= kLetters && !(before && behind) ? best : -1;
}

// The other letters of a word that a heavy letter of a line belongs to.
void add_neighbours(const picture::Components& all, const std::vector<int>& large, std::vector<std::pair<int, int>>& heavy) {
  constexpr double kLevel = 0.1, kNext = 0.5, kLow = 0.5;  // of the letter with its marks: feet, gap, the lower of the two
  for (std::size_t k = 0; k < heavy.size(); ++k)
    for (const int i : large) {
      const Box &a = all.list[heavy[k].first].box, &b = all.list[i].box;
      const int high = std::max(a.h, b.h);
      if (std::any_of(heavy.begin(), heavy.end(), [&](const auto& letter) { return letter.first == i; })) continue;
      if (std::min(a.h, b.h) < kLow * high || b.w > 1.5 * high || std::abs(a.bottom() - b.bottom()) > kLevel * high) continue;
      const int gap = std::max(a.x - b.right(), b.x - a.right());
      if (gap <= kNext * high && gap >= 0) heavy.push_back({i, heavy[k].second});
    }
}

// Letters of a heading that are higher than any of the page's own text (โ, ใ, ไ, ฟ, a letter with its mark): they stand on its baseline beside its
// letters. What is no letter of one stays in `large`.
bool adopt_tall_letters(const picture::Components& all, std::vector<int>& large, std::vector<LetterRun>& chains, double body) {
  constexpr double kHeading = 1.5;              // body heights of the page: its letters
  constexpr std::size_t kLetters = 3;           // of it
  constexpr double kHigh = 2.2, kLevel = 0.15;  // body heights of the heading
  constexpr double kNext = 0.6, kNarrow = 0.2, kWide = 1.3;
  constexpr std::size_t kGrain = 3000, kPairs = 2'000'000;  // pieces of a photograph; a piece held against a chain, in one pass
  if (large.size() > kGrain || large.size() * chains.size() > kPairs) return false;
  bool adopted = false;
  const auto is_taken = [&](int i) {
    const Box& b = all.list[i].box;
    for (LetterRun& c : chains) {
      const double h = c.body();
      if (h < kHeading * body || c.letters.size() < kLetters || b.h > kHigh * h || b.h < h || b.w < kNarrow * h || b.w > kWide * h) continue;
      if (std::abs(b.bottom() - c.base_at(b.x + b.w / 2.0)) > kLevel * h) continue;
      const auto beside = [&](const Box& o) {
        return std::max(o.x - b.right(), b.x - o.right()) < kNext * h && std::abs(o.bottom() - b.bottom()) < kLevel * h;
      };
      if (std::none_of(c.shapes.begin(), c.shapes.end(), beside)) continue;
      const auto at = std::find_if(c.shapes.begin(), c.shapes.end(), [&](const Box& o) { return o.x > b.x; });
      c.letters.insert(c.letters.begin() + (at - c.shapes.begin()), i);
      c.shapes.insert(at, b);
      c.left = std::min<double>(c.left, b.x), c.right = std::max<double>(c.right, b.right());
      return adopted = true;
    }
    return false;
  };
  while (std::erase_if(large, is_taken) > 0) {
  }
  return adopted;
}

}  // namespace

Segments find_segments(picture::Components& all, const std::vector<int>& among, double body) {
  Segments out;
  std::vector<int> letters, small, large;
  for (int i : among) {
    const Box& b = all.list[i].box;
    const double fill = static_cast<double>(all.list[i].area) / (static_cast<double>(b.w) * b.h);
    if (b.h < kMinLetter * body || (b.h < 0.75 * body && b.w < 0.22 * b.h))
      small.push_back(i);
    else if (b.h > kMaxLetter * body || (b.w > 30 * body && b.h > 2.2 * body) || (fill > 0.88 && b.w > 1.5 * body && b.h > body))
      large.push_back(i);
    else
      letters.push_back(i);
  }
  std::vector<LetterRun> chains = chain_letters(all, letters, body);
  for (const std::vector<int>& row : rows_of_large(all, large, kMaxLetter * body)) {
    const std::vector<LetterRun> of_row = chain_letters(all, row, all.list[row.front()].box.h);
    chains.insert(chains.end(), of_row.begin(), of_row.end());
    std::erase_if(large, [&](int i) { return std::find(row.begin(), row.end(), i) != row.end(); });
  }
  join_chains(all, chains);
  if (adopt_tall_letters(all, large, chains, body)) join_chains(all, chains);
  // Lone pieces far higher than the page's letters are no text unless they make a heading together.
  for (LetterRun& c : chains) {
    const double w = c.right - c.left;
    if (c.body() > 2.4 * body && c.letters.size() < 3) c.alive = false;
    if (c.body() > 1.5 * body && w < 2.5 * c.body() && c.letters.size() > 1) c.alive = false;  // parts of an emblem
    if (!c.alive) large.insert(large.end(), c.letters.begin(), c.letters.end());
  }
  std::erase_if(chains, [](const LetterRun& c) { return !c.alive; });
  const std::vector<int> marks = dissolve_marks(chains, body);
  small.insert(small.end(), marks.begin(), marks.end());
  join_chains(all, chains, small);

  split_sizes(all, small, chains);

  // Pieces over two lines: among the large, and letters much higher than their chain.
  std::sort(chains.begin(), chains.end(), [](const LetterRun& a, const LetterRun& b) { return a.base < b.base; });
  std::vector<std::pair<int, int>> beside_both;  // halves of such, and the line of each
  std::vector<std::pair<int, int>> heavy;        // letters that their marks run into, and the line beside which each stands
  std::map<int, std::pair<int, int>> both;       // of a piece that is letters of two lines: these
  for (int i : large)
    if (const auto lines = lines_beside(chains, all.list[i]); lines.first >= 0)
      both[i] = lines;
    else if (const int beside = line_of_heavy_letter(all, i, chains, body); beside >= 0)
      heavy.push_back({i, beside});
  add_neighbours(all, large, heavy);
  for (int i : large) {
    const int at = all.list[i].box.h <= 7 * body ? row_between(chains, all.list[i].box) : -1;
    const int lower = at > 0 ? cut_piece(all, i, at) : -1;
    const bool is_heavy = std::any_of(heavy.begin(), heavy.end(), [&](const auto& letter) { return letter.first == i; });
    if (lower < 0 && is_heavy) continue;
    if (lower >= 0) std::erase_if(heavy, [&](const auto& letter) { return letter.first == i; });
    if (const auto lines = both.find(i); lower < 0 && lines != both.end()) {
      const auto [over, under] = lines->second;
      if (const int half = cut_piece(all, i, row_under(chains[over], chains[under], all.list[i].box.x)); half >= 0) {
        beside_both.push_back({i, over}), beside_both.push_back({half, under});
        continue;
      }
    }
    if (lower < 0) {
      out.odd.push_back(i);
      if (const int letter = letter_at_end(all, i, chains); letter >= 0) small.push_back(letter);
      continue;
    }
    small.push_back(i), small.push_back(lower);
  }
  for (LetterRun& c : chains) {
    std::vector<int> kept;
    for (int i : c.letters) {
      const Box b = all.list[i].box;
      const int at = b.h > 2.2 * std::max(body, c.body()) ? row_between(chains, b) : -1;
      const int lower = at > 0 ? cut_piece(all, i, at) : -1;
      if (lower < 0)
        kept.push_back(i);
      else
        small.push_back(i), small.push_back(lower);
    }
    if (!kept.empty()) c.letters = std::move(kept);
  }

  std::sort(heavy.begin(), heavy.end(), [&](const auto& a, const auto& b) {
    return a.second != b.second ? a.second < b.second : all.list[a.first].box.x < all.list[b.first].box.x;
  });
  for (std::size_t k = 0; k < heavy.size();) {
    constexpr double kOfHeight = 0.52, kNext = 0.5;  // the letter, of it and its two storeys of marks; from one to the next, of its height
    const LetterRun line = chains[heavy[k].second];
    LetterRun word;
    Box box;
    for (const int beside = heavy[k].second; k < heavy.size() && heavy[k].second == beside; ++k) {
      const Box& b = all.list[heavy[k].first].box;
      if (!box.empty() && b.x - box.right() > kNext * std::max(b.h, box.h)) break;
      word.letters.push_back(heavy[k].first), word.shapes.push_back(b);
      box = unite(box, b);
    }
    word.left = box.x, word.right = box.right(), word.middle = box.x + box.w / 2.0;
    word.base = line.base_at(word.middle), word.slope = line.slope;
    word.top = word.base - std::max(line.body(), kOfHeight * box.h);
    chains.push_back(std::move(word));
  }

  std::vector<std::vector<int>> owned(chains.size());
  std::vector<int> lost;
  Columns columns(all, body);
  for (const LetterRun& c : chains)
    for (int i : c.letters) columns.add(i);
  for (int i : small) columns.add(i);
  for (const auto& [piece, line] : beside_both) columns.add(piece), owned[line].push_back(piece);
  for (int i : small) {
    const Box& b = all.list[i].box;
    const int owner = owner_of(chains, columns, i, b, body);
    if (owner >= 0)
      owned[owner].push_back(i);
    else
      lost.push_back(i);
  }
  for (std::size_t k = 0; k < chains.size(); ++k) {
    const LetterRun& c = chains[k];
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
      s.dash = b.w <= 1.2 * body;
      out.list.push_back(std::move(s));
    } else {
      out.odd.push_back(i);
    }
  }
  std::sort(out.list.begin(), out.list.end(),
            [](const Segment& a, const Segment& b) { return a.base != b.base ? a.base < b.base : a.box.x < b.box.x; });
  return out;
}

}  // namespace banthuek::layout
