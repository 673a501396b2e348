#include "pipeline/recognise/confidence.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

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

}  // namespace
}  // namespace banthuek
