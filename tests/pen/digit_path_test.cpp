#include "pipeline/pen/digit_path.h"

#include <gtest/gtest.h>

namespace banthuek::pen {
namespace digit_path_test {

// A frame that says one class, `nats` above the others.
Frame says(int label, double nats = 12) {
  Frame frame{};
  frame[static_cast<std::size_t>(label)] = static_cast<std::int32_t>(nats * kLogitUnit);
  return frame;
}

std::string best(const std::vector<Frame>& frames) { return likeliest_paths(frames, 1).front().labels; }

TEST(DigitPath, ALabelThatGoesOnIsOneAndBehindABlankAnother) {
  EXPECT_EQ(best({says(1), says(1), says(kBlank), says(1), says(2)}), "112");
  EXPECT_EQ(best({says(kBlank), says(kBlank)}), "");
  EXPECT_EQ(best({says(kNoDigit), says(kNoDigit), says(7)}), "X7");
  EXPECT_EQ(best({}), "");
}

TEST(DigitPath, ProbabilityIsOfAllItsPaths) {
  const auto paths = likeliest_paths({says(4), says(5, 0.0), says(6)}, 12);
  EXPECT_EQ(paths.front().labels, "46");  // as 4, 6 or the blank in the middle: three of the twelve
  EXPECT_NEAR(paths.front().probability, 3.0 / 12, 1e-3);
  double sum = 0;
  for (const LabelPath& path : paths) sum += path.probability;
  EXPECT_NEAR(sum, 1, 1e-2);
}

}  // namespace digit_path_test
}  // namespace banthuek::pen
