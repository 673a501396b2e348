#include "pipeline/pen/digit_path.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace banthuek::pen {
namespace {

constexpr std::size_t kBeam = 12;
constexpr double kUnlikely = 1e-4;  // a class at a frame that is not followed

// Exponents as whole numbers: rounded far from the last bit, in which libraries differ.
const std::vector<std::int64_t>& exponents() {
  static const std::vector<std::int64_t> table = [] {
    constexpr int kNats = 20;
    std::vector<std::int64_t> out;
    for (int i = 0; i <= kNats * kLogitUnit; ++i) out.push_back(std::llround(std::exp(-static_cast<double>(i) / kLogitUnit) * (1 << 30)));
    return out;
  }();
  return table;
}

std::array<double, kClasses> probabilities(const Frame& frame) {
  const std::int32_t most = *std::max_element(frame.begin(), frame.end());
  std::array<std::int64_t, kClasses> parts{};
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto below = static_cast<std::size_t>(most - frame[i]);
    parts[i] = below < exponents().size() ? exponents()[below] : 0;
    sum += parts[i];
  }
  std::array<double, kClasses> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<double>(parts[i]) / static_cast<double>(sum);
  return out;
}

struct Ends {
  double blank = 0, label = 0;  // of the paths that end in nothing new, and in the last label
  double sum() const { return blank + label; }
};

}  // namespace

std::vector<LabelPath> likeliest_paths(const std::vector<Frame>& frames, std::size_t most) {
  std::map<std::string, Ends> beam{{"", {1, 0}}};
  const auto likeliest = [](const std::map<std::string, Ends>& of) {
    std::vector<std::pair<std::string, Ends>> list(of.begin(), of.end());
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second.sum() > b.second.sum(); });
    return list;
  };
  for (const Frame& frame : frames) {
    const std::array<double, kClasses> p = probabilities(frame);
    std::map<std::string, Ends> next;
    for (const auto& [labels, ends] : beam) {
      Ends& stays = next[labels];
      stays.blank += ends.sum() * p[kBlank];
      for (int c = 0; c < kBlank; ++c) {
        const double likely = p[static_cast<std::size_t>(c)];
        if (likely < kUnlikely) continue;
        const char sign = c == kNoDigit ? kNoDigitSign : static_cast<char>('0' + c);
        const bool again = !labels.empty() && labels.back() == sign;
        if (again) next[labels].label += ends.label * likely;
        next[labels + sign].label += (again ? ends.blank : ends.sum()) * likely;
      }
    }
    auto list = likeliest(next);
    list.resize(std::min(list.size(), kBeam));
    beam = {list.begin(), list.end()};
  }
  std::vector<LabelPath> out;
  for (auto& [labels, ends] : likeliest(beam))
    if (out.size() < most) out.push_back({labels, ends.sum()});
  return out;
}

}  // namespace banthuek::pen
