#include "pipeline/layout/leaders.h"

#include <algorithm>
#include <cmath>

namespace banthuek::layout {
namespace {

double middle(const Box& b) { return b.y + b.h / 2.0; }

// Dots set close have like gaps; what stands between letters has not.
bool regular(const picture::Components& all, const std::vector<int>& chain, double body) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const Box &a = all.list[chain[i - 1]].box, &b = all.list[chain[i]].box;
    steps.push_back(b.x + b.w / 2.0 - a.x - a.w / 2.0);
  }
  std::vector<double> sorted = steps;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
  const double usual = sorted[sorted.size() / 2];
  int like = 0;
  for (double s : steps) like += std::abs(s - usual) <= std::max(2.0, 0.35 * usual);
  return usual <= 1.1 * body && (like >= 0.55 * static_cast<double>(steps.size()) || chain.size() >= 12);
}

}  // namespace

std::vector<Leader> find_leaders(const picture::Components& all, const std::vector<int>& among, double body) {
  std::vector<int> specks;
  for (int i : among) {
    const Box& b = all.list[i].box;
    if (b.h <= 0.3 * body && b.w <= 1.2 * body && b.h >= 0.04 * body) specks.push_back(i);
  }
  std::sort(specks.begin(), specks.end(), [&](int a, int b) { return all.list[a].box.x < all.list[b].box.x; });
  std::vector<std::vector<int>> chains;
  std::vector<std::size_t> open;
  for (int i : specks) {
    const Box& b = all.list[i].box;
    std::size_t best = chains.size();
    double best_gap = 0.8 * body;
    for (std::size_t o = 0; o < open.size();) {
      const Box& last = all.list[chains[open[o]].back()].box;
      if (b.x - last.right() > 0.8 * body) {
        open[o] = open.back();
        open.pop_back();
        continue;
      }
      const double gap = b.x - last.right();
      if (std::abs(middle(b) - middle(last)) <= std::max(1.5, 0.1 * body) && gap < best_gap && gap > -0.2 * body) best = open[o], best_gap = gap;
      ++o;
    }
    if (best == chains.size()) {
      chains.push_back({});
      open.push_back(best);
    }
    chains[best].push_back(i);
  }
  std::vector<Leader> leaders;
  for (const auto& chain : chains) {
    if (chain.size() < 5 || !regular(all, chain, body)) continue;
    Leader leader;
    for (int i : chain) leader.box = unite(leader.box, all.list[i].box);
    leader.pieces = chain;
    leaders.push_back(std::move(leader));
  }
  return leaders;
}

}  // namespace banthuek::layout
