// The network's arithmetic gives the same bits on every processor: a merge of shards from unlike machines depends on it.
#include "pipeline/recognise/network_math.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <vector>

namespace banthuek::recognise {
namespace {

// Numbers in +-1 that no library's random generator decides.
std::vector<float> numbers(std::size_t count, std::uint32_t seed) {
  std::vector<float> out(count);
  for (float& value : out) {
    seed = seed * 1664525u + 1013904223u;
    value = static_cast<float>(static_cast<std::int32_t>(seed)) / 2147483648.0f;
  }
  return out;
}

std::uint64_t bits_of(const std::vector<float>& values) {
  std::uint64_t hash = 1469598103934665603ull;
  for (const float value : values) {
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    hash = (hash ^ bits) * 1099511628211ull;
  }
  return hash;
}

// The sums are those of a processor without fused multiply-add (-ffp-contract=off in pipeline/CMakeLists.txt: with it, processors
// from before 2013 would round otherwise). Checked with -march=x86-64, -v3 and -v4.
TEST(NetworkMath, GivesTheSameBitsOnEveryProcessor) {
  const int rows = 37, inputs = 128, outputs = 384, size = 96;
  const std::vector<float> x = numbers(rows * inputs, 1), w = numbers(inputs * outputs, 2);
  std::vector<float> y = numbers(rows * outputs, 3), state = numbers(rows * size, 4), out(rows * size);
  multiply_add(x.data(), rows, inputs, inputs, w.data(), outputs, y.data(), outputs);
  EXPECT_EQ(bits_of(y), 12922825846425975009u);
  lstm_step(y.data(), rows, size, state.data(), out.data(), size);
  EXPECT_EQ(bits_of(state), 10681161845347568383u);
  EXPECT_EQ(bits_of(out), 4913174778201308114u);
  tanh_all(y.data(), static_cast<int>(y.size()));
  EXPECT_EQ(bits_of(y), 330171526289489309u);
}

TEST(Softmax, IsTheShareOfEachExponentAmongThoseThatCount) {
  std::vector<float> values{1, 2, 3, 99, 0, -19.9f, -20.1f, 99};
  softmax_all(values.data(), 2, 3, 4);
  EXPECT_NEAR(values[0], 0.0900306, 1e-6);
  EXPECT_NEAR(values[1], 0.2447285, 1e-6);
  EXPECT_NEAR(values[2], 0.6652410, 1e-6);
  EXPECT_EQ(values[3], 99);
  EXPECT_NEAR(values[4], 1, 1e-6);
  EXPECT_GT(values[5], 0);
  EXPECT_EQ(values[6], 0);
  EXPECT_EQ(values[7], 99);
}

TEST(LstmState, IsHeldWithinAHundred) {
  const float gates[] = {9, 9, 9, 9};
  float state = 200, out = 0;
  lstm_step(gates, 1, 1, &state, &out, 1);
  EXPECT_EQ(state, 100);
  const float down[] = {-9, 9, 9, 9};
  state = -200;
  lstm_step(down, 1, 1, &state, &out, 1);
  EXPECT_EQ(state, -100);
}

TEST(Padding, IsToSixteen) {
  EXPECT_EQ(padded(0), 0);
  EXPECT_EQ(padded(1), 16);
  EXPECT_EQ(padded(16), 16);
  EXPECT_EQ(padded(17), 32);
}

}  // namespace
}  // namespace banthuek::recognise
