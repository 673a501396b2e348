#include "pipeline/recognise/calibration.h"

#include <gtest/gtest.h>

#include <utility>

namespace banthuek::recognise {
namespace calibration_test {

TEST(Confidence, RunsFromZeroToOneAndNeverFalls) {
  EXPECT_EQ(confidence_of(0, 0), 0);
  EXPECT_EQ(confidence_of(1, 0), 1);
  double before = 0;
  for (double peak = 0; peak <= 1; peak += 0.001) {
    EXPECT_GE(confidence_of(peak, 0), before) << peak;
    before = confidence_of(peak, 0);
  }
}

TEST(Confidence, FallsWithARival) {
  EXPECT_LT(confidence_of(0.99, 0.4), confidence_of(0.99, 0.05));
  EXPECT_EQ(confidence_of(0.6, 0.4), confidence_of(0.6, 0.1)) << "what the peak leaves open is no further doubt";
}

// The measured points (see calibration.cpp), and halfway between each two.
TEST(Confidence, IsAsMeasured) {
  const std::pair<double, double> measured[] = {{0, 0},         {0.11, 0.12},   {0.3, 0.28},    {0.42, 0.47},   {0.5, 0.56},
                                                {0.65, 0.72},   {0.8, 0.84},    {0.865, 0.89},  {0.895, 0.955}, {0.92, 0.98},
                                                {0.965, 0.987}, {0.985, 0.994}, {0.998, 0.998}, {1, 1}};
  for (std::size_t i = 0; i < std::size(measured); ++i) {
    const auto [peak, right] = measured[i];
    EXPECT_NEAR(confidence_of(peak, 0), right, 1e-12) << peak;
    EXPECT_NEAR(confidence_of(1, 1 - peak), right, 1e-12) << peak;
    if (i > 0) {
      EXPECT_NEAR(confidence_of((peak + measured[i - 1].first) / 2, 0), (right + measured[i - 1].second) / 2, 1e-12) << peak;
    }
  }
}

TEST(Confidence, OfNumbersBeyondProbabilitiesIsNoneOrCertain) {
  EXPECT_EQ(confidence_of(1.5, -0.5), 1);
  EXPECT_EQ(confidence_of(-0.5, 0), 0);
  EXPECT_EQ(confidence_of(1, 1.5), 0);
}

}  // namespace calibration_test
}  // namespace banthuek::recognise
