#include "pipeline/recognise/ctc.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace banthuek::recognise {
namespace {

constexpr std::size_t kBeam = 8;
constexpr float kMin = 0.002f;  // outputs less likely than this at a step are not followed
constexpr int kRoot = -1;
constexpr double kWeight = 0.5;  // of the letter model against the network (0.3 to 1 read drawn pages alike)
constexpr double kUsual = 2.5;   // -log(probability) of a letter that is neither likely nor unlikely
constexpr double kRarest = 6.0;  // nothing is held to be less likely than this: names are free
constexpr double kOwn = 0.5;     // of all likelihood: a letter stands at such a step
constexpr double kClear = 0.5;   // a point behind letters says that they are an abbreviation where it is read as surely as this
constexpr int kLongest = 4;      // letters of an abbreviation

// A text is the path from its last character to the root.
struct Node {
  int parent = kRoot, output = -1, step = 0;
  double peak = 0, share = 0;  // at that step: its probability; of all likelihood what ends in it there
  int next = kRoot;            // another child of the same parent,
  int first_child = kRoot;     // the first of its own
  double prior = 1;            // of the letter model, for the whole path
  int letters = 0;             // Thai ones that end the path, without anything between,
  double beforehand = 1;       // and the prior before the first of them
  bool ends_abbreviation = false;
  CharacterModel::Context before{};
};

struct BeamText {
  int node = kRoot;
  double blank = 0, ink = 0;  // likelihood of ending in nothing, and in the last character
  double all() const { return blank + ink; }
};

class Search {
 public:
  Search(int null, const Prior* prior) : null_(null), prior_(prior) { beam_.push_back({kRoot, 1, 0}); }

  void step(int t, const float* values, int count) {
    likely_.clear();
    for (int output = 0; output < count; ++output)
      if (values[output] >= kMin && output != null_) likely_.push_back(output);
    // Where nothing but nothing is likely, all texts stay as they are.
    next_.clear();
    for (const BeamText& text : beam_) {
      BeamText& same = next(text.node);
      same.blank += text.all() * values[null_];
      if (text.node != kRoot) same.ink += text.ink * values[last(text.node)];
      for (const int output : likely_) {
        const double base = text.node != kRoot && last(text.node) == output ? text.blank : text.all();
        if (base <= 0) continue;
        next(child(text.node, output, t)).ink += base * values[output];
      }
    }
    double sum = 0;
    for (const BeamText& text : next_) sum += text.all();
    for (const BeamText& text : next_) {
      if (text.node == kRoot) continue;
      Node& node = at(text.node);
      // Where it is likeliest, but only where most texts end in it: further on that may be the same letter of a longer text.
      const double share = text.ink / sum;
      const float value = values[last(text.node)];
      if (share >= kOwn && node.share >= kOwn ? value > node.peak : share > node.share) node.share = share, node.peak = value, node.step = t;
    }
    prune();
  }

  std::vector<Spike> best() const {
    std::vector<Spike> spikes;
    const auto top = std::max_element(beam_.begin(), beam_.end(),
                                      [this](const auto& a, const auto& b) { return a.all() * prior(a.node) < b.all() * prior(b.node); });
    for (int node = top->node; node != kRoot; node = nodes_[static_cast<std::size_t>(node)].parent) {
      const Node& now = nodes_[static_cast<std::size_t>(node)];
      spikes.push_back({now.output, now.step, now.peak});
    }
    std::reverse(spikes.begin(), spikes.end());
    return spikes;
  }

 private:
  Node& at(int node) { return nodes_[static_cast<std::size_t>(node)]; }
  int last(int node) const { return nodes_[static_cast<std::size_t>(node)].output; }

  BeamText& next(int node) {  // a step has a few dozen: looking through them is faster than a map
    const auto found = std::find_if(next_.rbegin(), next_.rend(), [node](const BeamText& text) { return text.node == node; });
    return found != next_.rend() ? *found : next_.emplace_back(BeamText{node, 0, 0});
  }

  int child(int parent, int output, int t) {
    for (int node = parent == kRoot ? first_ : at(parent).first_child; node != kRoot; node = at(node).next)
      if (last(node) == output) return node;
    const int made = static_cast<int>(nodes_.size());
    nodes_.push_back(made_node(parent, output, t));
    at(made).next = std::exchange(parent == kRoot ? first_ : at(parent).first_child, made);
    return made;
  }

  double prior(int node) const {
    if (node == kRoot) return 1;
    const Node& now = nodes_[static_cast<std::size_t>(node)];
    return now.ends_abbreviation && now.peak >= kClear ? std::max(now.beforehand, now.prior) : now.prior;
  }

  Node made_node(int parent, int output, int t) const {
    Node node;
    node.parent = parent, node.output = output, node.step = t, node.prior = prior(parent);
    node.beforehand = node.prior;
    if (!prior_) return node;
    const int symbol = prior_->symbols[static_cast<std::size_t>(output)];
    if (parent != kRoot) {
      const Node& last = nodes_[static_cast<std::size_t>(parent)];
      node.before = last.before;
      const bool goes_on = last.letters > 0 && (symbol != CharacterModel::kOther || output == prior_->point) && symbol != Prior::kNoSymbol;
      if (goes_on) node.letters = last.letters, node.beforehand = last.beforehand;
    }
    if (symbol == Prior::kNoSymbol) return node;
    if (output == prior_->point) {
      node.ends_abbreviation = node.letters > 0 && node.letters <= kLongest;
      node.letters = 0;
    } else if (symbol != CharacterModel::kOther) {
      ++node.letters;
    }
    double gain = kUsual + std::max(-kRarest, prior_->letters.log_probability(node.before, symbol));
    if (symbol == CharacterModel::kOther) gain = std::min(0.0, gain);
    node.prior *= std::exp(kWeight * gain);
    node.before = CharacterModel::extended(node.before, symbol);
    return node;
  }

  void prune() {
    std::sort(next_.begin(), next_.end(), [](const BeamText& a, const BeamText& b) { return a.node < b.node; });
    order_.clear();
    double sum = 0, weighed = 0;
    for (std::size_t i = 0; i < next_.size(); ++i) {
      order_.emplace_back(next_[i].all() * prior(next_[i].node), i);
      sum += next_[i].all();
      weighed += order_.back().first;
    }
    if (order_.size() > kBeam) {
      std::nth_element(order_.begin(), order_.begin() + kBeam, order_.end(), std::greater<>());
      order_.resize(kBeam);
    }
    beam_.clear();
    const double least = 1e-6 * weighed;
    for (const auto& [likelihood, i] : order_)
      if (likelihood >= least) beam_.push_back({next_[i].node, next_[i].blank / sum, next_[i].ink / sum});
    std::sort(beam_.begin(), beam_.end(), [](const BeamText& a, const BeamText& b) { return a.node < b.node; });
  }

  int null_;
  const Prior* prior_;
  std::vector<Node> nodes_;
  int first_ = kRoot;  // child of the root
  std::vector<BeamText> beam_, next_;
  std::vector<std::pair<double, std::size_t>> order_;
  std::vector<int> likely_;
};

}  // namespace

std::vector<Spike> decode(const Outputs& outputs, int null, const Prior* prior) {
  Search search(null, prior);
  for (int t = 0; t < outputs.steps; ++t) search.step(t, outputs.step(t), outputs.count);
  return search.best();
}

}  // namespace banthuek::recognise
