// Chains: letters of like size side by side on one baseline, before marks are given to them. Inside of lines.cpp; see lines.h.
#pragma once

#include <vector>

#include "pipeline/picture/components.h"

namespace banthuek::layout {

// Limits in body heights; the sources are the levels of Thai type (TH Sarabun, Angsana, Cordia, Tahoma look alike here).
inline constexpr double kMinLetter = 0.5;     // lower pieces are marks, dots, dashes
inline constexpr double kMaxLetter = 3.4;     // of the page's body; higher pieces are pictures or signatures, or a large heading in a chain
inline constexpr double kAbove = 1.45;        // marks reach this far above the body: two storeys (Norasi the highest)
inline constexpr double kFirstStorey = 0.75;  // above this a mark needs another one close below it
inline constexpr double kNear = 0.45;         // marks of one stack, and a lower vowel and its letter, are nearer than this
inline constexpr double kBelow = 0.62;        // lower vowels and their room
inline constexpr double kGap = 1.25;          // letters further apart are not one segment

struct LetterRun {
  std::vector<int> letters;  // components of body size, left to right
  double left = 0, right = 0;
  double top = 0, base = 0, slope = 0, middle = 0;
  bool alive = true;
  std::vector<Box> shapes;  // boxes of `letters`, in the same order
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

// Large figures and words of posters: rows of three pieces and more, each `least` high, alike on one baseline and filled as letters are. Parts of an
// emblem do not stand level; bars of a chart are filled or empty.
std::vector<std::vector<int>> rows_of_large(const picture::Components& all, const std::vector<int>& among, double least);

std::vector<LetterRun> chain_letters(const picture::Components& all, std::vector<int> letters, double body);

// Two chains of like size on one baseline that meet or nearly do are one. `small`: pieces that are no letters; two hooks of ะ fill a gap.
void join_chains(const picture::Components& all, std::vector<LetterRun>& chains, const std::vector<int>& small = {});

// Chains that are the marks of a line (stacked marks touch and look like letters), or letters that touch their marks: gives their
// pieces, to be owned by the line they stand on.
std::vector<int> dissolve_marks(std::vector<LetterRun>& chains, double body);

// A chain whose letters change size at a wide gap (a bold label before its value) becomes one chain for each size: each is read at
// its own height. `small`: pieces that are no letters, which fill gaps.
void split_sizes(const picture::Components& all, const std::vector<int>& small, std::vector<LetterRun>& chains);

}  // namespace banthuek::layout
