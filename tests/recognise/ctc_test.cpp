#include "pipeline/recognise/ctc.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "tests/expected_file.h"
#include "tests/recognise/drawn_lines.h"
#include "tests/recognise/letter_file.h"

namespace banthuek::recognise {
namespace ctc_test {

Outputs outputs_of(const std::vector<std::vector<float>>& steps) {
  Outputs out;
  out.steps = static_cast<int>(steps.size());
  out.count = static_cast<int>(steps.front().size());
  out.stride = out.count + 2;  // padded
  for (const auto& step : steps) {
    out.values.insert(out.values.end(), step.begin(), step.end());
    out.values.insert(out.values.end(), {9, 9});
  }
  return out;
}

// " 1@2:0.80": its number, its step, its probability.
std::string shown(const std::vector<Spike>& spikes) {
  std::string out;
  for (const Spike& spike : spikes) out += figures(" %d@%d:%.2f", spike.output, spike.step, spike.peak);
  return out;
}

TEST(Spikes, SayWhereACharacterIsLikeliestAndHowLikely) {
  const std::vector<Spike> spikes =
      decode(outputs_of({{0.9F, 0.1F, 0}, {0.3F, 0.7F, 0}, {0.2F, 0.8F, 0}, {0.4F, 0.6F, 0}, {0.1F, 0, 0.9F}, {0.5F, 0, 0.5F}}), 0);
  EXPECT_EQ(shown(spikes), " 1@2:0.80 2@4:0.90");
}

TEST(Spikes, OfALetterThatComesAgainStandWhereEachStands) {
  const std::vector<Spike> spikes = decode(outputs_of({{0.1F, 0.9F, 0}, {0.5F, 0.1F, 0.4F}, {0.1F, 0, 0.9F}, {0.02F, 0.98F, 0}}), 0);
  EXPECT_EQ(shown(spikes), " 1@0:0.90 2@2:0.90 1@3:0.98");
}

TEST(Outputs, LessLikelyThanOneInFiveHundredAreNotFollowed) {
  // Nothing is impossible at the second step, so that whatever is followed there is read.
  const auto read = [](float likelihood) { return decode(outputs_of({{1, 0, 0}, {0, likelihood, 0}, {1, 0, 0}}), 0).size(); };
  EXPECT_EQ(read(0.0021F), 1u);
  EXPECT_EQ(read(0.0019F), 0u);
}

TEST(Null, MayBeAnyOutput) {
  const std::vector<Spike> spikes = decode(outputs_of({{0.1F, 0.1F, 0.8F}, {0.9F, 0, 0.1F}, {0, 0, 1}, {0.9F, 0.1F, 0}}), 2);
  ASSERT_EQ(spikes.size(), 2u);
  EXPECT_EQ(spikes[0].output, 0);
  EXPECT_EQ(spikes[1].step, 3);
}

// Likelihoods as a network gives them, a few outputs likely at each step; what comes out is held as it is.
std::string decoded(std::uint32_t seed, const Prior* prior) {
  Dice dice(seed);
  constexpr int kCount = 9;
  std::vector<std::vector<float>> steps;
  for (int t = 0; t < 40; ++t) {
    std::vector<float> step(kCount, 0.0F);
    for (int i = dice.between(1, 4); i > 0; --i)
      step[static_cast<std::size_t>(dice.between(0, kCount - 1))] += static_cast<float>(std::pow(dice.part(), 2));
    step[kCount - 1] += static_cast<float>(dice.part() * dice.between(0, 2));
    float sum = 1e-6F;
    for (const float v : step) sum += v;
    for (float& v : step) v /= sum;
    steps.push_back(step);
  }
  return shown(decode(outputs_of(steps), kCount - 1, prior));
}

TEST(Texts, OfManyLikelihoodsAreAsDecoded) {
  const CharacterModel letters(small_letter_file("ctc.letters"));
  Prior prior{letters, {1, 2, 3, CharacterModel::kOther, Prior::kNoSymbol, 1, 2, CharacterModel::kOther, Prior::kNoSymbol}};
  std::string got;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    got += std::to_string(seed) + ":" + decoded(seed, nullptr) + "\n";
    got += std::to_string(seed) + " with letters:" + decoded(seed, &prior) + "\n";
  }
  expect_as_in_file("recognise/ctc.txt", got);
}

// ก (1), ข (2), a letter that the model has never seen (3) and the point (4): the picture says ก and the third, the letter model ก and ข; then comes
// what may be a point.
std::vector<int> read_before_point(float point, const std::vector<int>& before = {}) {
  const CharacterModel letters(small_letter_file("abbreviation.letters"));
  const Prior prior{letters, {CharacterModel::kOther, 1, 2, 4, CharacterModel::kOther}, 4};
  std::vector<std::vector<float>> steps;
  for (const int output : before) {
    steps.push_back({0, 0, 0, 0, 0});
    steps.back()[static_cast<std::size_t>(output)] = 1;
    steps.push_back({1, 0, 0, 0, 0});
  }
  steps.push_back({0, 1, 0, 0, 0});
  steps.push_back({0, 0, 0.13F, 0.87F, 0});
  steps.push_back({1 - point, 0, 0, 0, point});
  std::vector<int> read;
  for (const Spike& spike : decode(outputs_of(steps), 0, &prior)) read.push_back(spike.output);
  return read;
}

TEST(Abbreviations, AreNotReadAsWords) {
  EXPECT_EQ(read_before_point(0), (std::vector<int>{1, 2}));
  EXPECT_EQ(read_before_point(1), (std::vector<int>{1, 3, 4}));
}

TEST(Abbreviations, EndWithAPointThatIsClear) {
  EXPECT_EQ(read_before_point(0.49F), (std::vector<int>{1, 2}));
  EXPECT_EQ(read_before_point(0.6F), (std::vector<int>{1, 3, 4}));
}

TEST(Abbreviations, HaveAtMostFourLetters) {
  EXPECT_EQ(read_before_point(1, {3, 3}), (std::vector<int>{3, 3, 1, 3, 4}));
  EXPECT_EQ(read_before_point(1, {3, 3, 3}), (std::vector<int>{3, 3, 3, 1, 2, 4}));
  EXPECT_EQ(read_before_point(1, {3, 3, 3, 4}), (std::vector<int>{3, 3, 3, 4, 1, 3, 4})) << "counted from the last point";
}

}  // namespace ctc_test
}  // namespace banthuek::recognise
