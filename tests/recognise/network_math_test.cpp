// The network's arithmetic gives the same bits on every processor: a merge of shards from unlike machines depends on it.
#include "pipeline/recognise/network_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

namespace banthuek::recognise {
namespace network_math_test {

// Numbers of 31 bits and a sign that no library's random generator decides.
class Numbers {
 public:
  explicit Numbers(std::uint32_t seed) : state_(seed) {}
  std::int32_t next() { return static_cast<std::int32_t>(state_ = state_ * 1664525u + 1013904223u); }
  template <class Number>
  std::vector<Number> within(std::size_t count, std::int32_t most) {
    std::vector<Number> out(count);
    for (Number& value : out) value = static_cast<Number>(next() / 65536 * static_cast<std::int64_t>(most) / 32768);
    return out;
  }

 private:
  std::uint32_t state_;
};

template <class Value>
std::uint64_t bits_of(const std::vector<Value>& values) {
  std::uint64_t hash = 1469598103934665603ull;
  for (const Value value : values) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof value);
    hash = (hash ^ bits) * 1099511628211ull;
  }
  return hash;
}

// ---- the multiplications

struct Shape {
  int rows, inputs, outputs;
};

// Every form that this processor can do, against the definition.
class MultiplyAdd : public testing::TestWithParam<Shape> {
 protected:
  // Rows of x and of the sums lie apart, `from` may be one row for all: what stands between must stay as it is.
  static void check(const std::vector<std::int16_t>& x, const std::vector<std::int8_t>& w, const std::vector<std::int32_t>& from, long from_stride) {
    const auto [rows, inputs, outputs] = GetParam();
    const long x_stride = inputs + 2, to_stride = outputs + 3;
    std::vector<std::int32_t> want(static_cast<std::size_t>(rows * to_stride), -7);
    for (int r = 0; r < rows; ++r)
      for (int o = 0; o < outputs; ++o) {
        std::int64_t sum = from[static_cast<std::size_t>(r * from_stride + o)];
        for (int i = 0; i < inputs; ++i)
          sum += x[static_cast<std::size_t>(r * x_stride + i)] * w[static_cast<std::size_t>(panel_index(i, o, inputs))];
        ASSERT_EQ(sum, static_cast<std::int32_t>(sum)) << "the case itself overflows";
        want[static_cast<std::size_t>(r * to_stride + o)] = static_cast<std::int32_t>(sum);
      }
    for (const MultiplyForm& form : multiply_forms()) {
      std::vector<std::int32_t> to(want.size(), -7);
      form.run({x.data(), x_stride}, rows, inputs, w.data(), outputs, {from.data(), from_stride}, {to.data(), to_stride});
      EXPECT_EQ(to, want) << form.name;
    }
  }
};

TEST_P(MultiplyAdd, GivesTheExactSumsInEveryForm) {
  const auto [rows, inputs, outputs] = GetParam();
  Numbers numbers(static_cast<std::uint32_t>(rows * 1000003 + inputs * 1009 + outputs));
  const auto x = numbers.within<std::int16_t>(static_cast<std::size_t>(rows * (inputs + 2)), kOne);
  const auto w = numbers.within<std::int8_t>(static_cast<std::size_t>(inputs * outputs), 127);
  check(x, w, numbers.within<std::int32_t>(static_cast<std::size_t>(rows * (outputs + 1)), 1 << 27), outputs + 1);
  check(x, w, numbers.within<std::int32_t>(static_cast<std::size_t>(outputs), 1 << 27), 0);
}

// The greatest values and weights of either sign: a form that saturates or keeps fewer bits shows here.
TEST_P(MultiplyAdd, HoldsTheExtremes) {
  const auto [rows, inputs, outputs] = GetParam();
  const std::vector<std::int32_t> none(static_cast<std::size_t>(outputs), 0);
  for (const int x : {-kOne, kOne, -32768, 32767})
    for (const int w : {-128, 127}) {
      if (std::int64_t{inputs} * std::abs(x) * std::abs(w) > std::numeric_limits<std::int32_t>::max()) continue;
      check(std::vector<std::int16_t>(static_cast<std::size_t>(rows * (inputs + 2)), static_cast<std::int16_t>(x)),
            std::vector<std::int8_t>(static_cast<std::size_t>(inputs * outputs), static_cast<std::int8_t>(w)), none, 0);
    }
}

INSTANTIATE_TEST_SUITE_P(Shapes, MultiplyAdd,
                         testing::Values(Shape{0, 2, 16}, Shape{1, 2, 16}, Shape{1, 192, 768}, Shape{2, 4, 144}, Shape{3, 10, 16}, Shape{5, 96, 208},
                                         Shape{6, 64, 256}, Shape{7, 16, 80}, Shape{13, 2, 400}, Shape{24, 96, 384}, Shape{48, 4, 16}));

TEST(MultiplyAdd, TakesItsOwnSumsOnwards) {
  Numbers numbers(5);
  const auto x = numbers.within<std::int16_t>(7 * 6, kOne);
  const auto w = numbers.within<std::int8_t>(6 * 144, 127);
  const auto from = numbers.within<std::int32_t>(7 * 144, 1 << 27);
  std::vector<std::int32_t> apart(from.size()), in_place = from;
  multiply_add({x.data(), 6}, 7, 6, w.data(), 144, {from.data(), 144}, {apart.data(), 144});
  multiply_add({x.data(), 6}, 7, 6, w.data(), 144, {in_place.data(), 144}, {in_place.data(), 144});
  EXPECT_EQ(in_place, apart);
  EXPECT_NE(in_place, from);
}

TEST(Panels, HoldEachWeightOnce) {
  const int inputs = 6, outputs = 32;
  std::vector<int> times(inputs * outputs);
  for (int i = 0; i < inputs; ++i)
    for (int o = 0; o < outputs; ++o) ++times.at(static_cast<std::size_t>(panel_index(i, o, inputs)));
  EXPECT_EQ(times, std::vector<int>(inputs * outputs, 1));
}

TEST(Padding, IsToSixteenAndToPairs) {
  EXPECT_EQ(padded(0), 0);
  EXPECT_EQ(padded(1), 16);
  EXPECT_EQ(padded(16), 16);
  EXPECT_EQ(padded(17), 32);
  EXPECT_EQ(in_pairs(8), 8);
  EXPECT_EQ(in_pairs(9), 10);
}

// ---- between the multiplications

// The curves are those of a processor without fused multiply-add (-ffp-contract=off in pipeline/CMakeLists.txt: with it, processors
// from before 2013 would round otherwise).
TEST(NetworkMath, GivesTheSameBitsOnEveryProcessor) {
  const int rows = 37, size = 88;  // five vectors and a half
  Numbers numbers(3);
  const auto sums = numbers.within<std::int32_t>(rows * 4 * size, 1 << 27);
  std::vector<float> scales(4 * size), state(rows * size);
  for (std::size_t i = 0; i < scales.size(); ++i) scales[i] = static_cast<float>(i + 1) / (1 << 26) / 88;
  for (std::size_t i = 0; i < state.size(); ++i) state[i] = static_cast<float>(i % 201) / 100 - 1;
  std::vector<std::int16_t> out(rows * size), curved(sums.size());
  lstm_step({sums.data(), 4 * size}, scales.data(), rows, size, state.data(), {out.data(), size});
  EXPECT_EQ(bits_of(state), 3546106322614427541u);
  EXPECT_EQ(bits_of(out), 953617570228737165u);
  tanh_all({sums.data(), 4 * size}, scales.data(), rows, 4 * size, {curved.data(), 4 * size});
  EXPECT_EQ(bits_of(curved), 12880003056666694418u);
}

TEST(NetworkMath, TanhIsTheNearestPart) {
  std::vector<std::int32_t> sums;
  for (int sum = -1200; sum <= 1200; ++sum) sums.push_back(sum);
  const int count = static_cast<int>(sums.size());
  const std::vector<float> scales(sums.size(), 0.01f);
  std::vector<std::int16_t> out(sums.size());
  tanh_all({sums.data(), count}, scales.data(), 1, count, {out.data(), count});
  for (std::size_t i = 0; i < out.size(); ++i) ASSERT_NEAR(out[i], kOne * std::tanh(0.01 * sums[i]), 0.53) << sums[i];
}

TEST(NetworkMath, AnLstmStepDoesNotDependOnItsWidth) {
  // 17 units: one vector of lanes and one more.
  const int size = 17;
  const auto sums = Numbers(7).within<std::int32_t>(4 * size, 200);
  std::vector<float> scales(4 * size), state(size, 0.5f);
  for (std::size_t i = 0; i < scales.size(); ++i) scales[i] = 0.01f + static_cast<float>(i) * 0.0002f;
  std::vector<std::int16_t> out(size);
  lstm_step({sums.data(), 0}, scales.data(), 1, size, state.data(), {out.data(), 0});
  const auto gate = [](double x) { return 1 / (1 + std::exp(-x)); };
  for (int unit = 0; unit < size; ++unit) {
    const auto at = [&](int which) {
      return sums[static_cast<std::size_t>(which * size + unit)] * scales[static_cast<std::size_t>(which * size + unit)];
    };
    const double now = 0.5 * gate(at(2)) + std::tanh(at(0)) * gate(at(1));
    EXPECT_NEAR(state[static_cast<std::size_t>(unit)], now, 1e-5);
    EXPECT_NEAR(out[static_cast<std::size_t>(unit)], kOne * std::tanh(now) * gate(at(3)), 0.6);
  }
}

TEST(LstmState, IsHeldWithinAHundred) {
  const std::int32_t sums[] = {9, 9, 9, 9}, down[] = {-9, 9, 9, 9};
  const float scales[] = {1, 1, 1, 1};
  float state = 200;
  std::int16_t out = 0;
  lstm_step({sums, 0}, scales, 1, 1, &state, {&out, 0});
  EXPECT_EQ(state, 100);
  state = -200;
  lstm_step({down, 0}, scales, 1, 1, &state, {&out, 0});
  EXPECT_EQ(state, -100);
}

TEST(Pool, TakesTheGreatestOfEachWindow) {
  // Two columns of five rows; windows of two by two, the fifth row is left over. Of 32 outputs each is moved by its number.
  const int of_place[] = {1, 5, -9, -8, 99, 4, 2, -7, -20, 99};
  std::vector<std::int32_t> sums(10 * 32), out(2 * 32);
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = of_place[i / 32] + 1000 * static_cast<int>(i % 32);
  pool({sums.data(), 32}, 5, 2, 2, 32, {out.data(), 32});
  for (int o = 0; o < 32; ++o) {
    EXPECT_EQ(out[static_cast<std::size_t>(o)], 5 + 1000 * o);
    EXPECT_EQ(out[static_cast<std::size_t>(32 + o)], -7 + 1000 * o);
  }
}

TEST(Softmax, IsTheShareOfEachExponentAmongThoseThatCount) {
  const std::vector<std::int32_t> sums{10, 20, 30, 990, 0, -199, -201, 990};
  const std::vector<float> scales(4, 0.1f);
  std::vector<float> values(8, 99);
  softmax_all({sums.data(), 4}, scales.data(), 2, 3, {values.data(), 4});
  EXPECT_NEAR(values[0], 0.0900306, 1e-6);
  EXPECT_NEAR(values[1], 0.2447285, 1e-6);
  EXPECT_NEAR(values[2], 0.6652410, 1e-6);
  EXPECT_EQ(values[3], 99);
  EXPECT_NEAR(values[4], 1, 1e-6);
  EXPECT_GT(values[5], 0);
  EXPECT_EQ(values[6], 0);
  EXPECT_EQ(values[7], 99);
}

}  // namespace network_math_test
}  // namespace banthuek::recognise
