#include "pipeline/pen/digit_network.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "extractors/types/error.h"
#include "tests/source_dir.h"

namespace banthuek::pen {
namespace digit_network_test {

// The row of numbers that frames_by_python.py counts out too.
struct Numbers {
  std::uint32_t state = 1;
  std::uint32_t next() {
    state = state * 1664525u + 1013904223u;
    return state >> 16;
  }
};

std::string counted_network(Numbers& numbers) {
  std::string out("BTPEN1\0\0\1\0\0\0", 12);
  const auto put = [&](std::uint32_t value) {
    for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> 8 * i);
  };
  constexpr std::uint32_t kShapes[][4] = {{1, 16, 3, 3},  {16, 32, 3, 3}, {32, 48, 3, 3}, {48, 96, 6, 3},
                                          {96, 96, 1, 5}, {96, 96, 1, 5}, {96, 12, 1, 1}};
  for (const auto& shape : kShapes) {
    for (const std::uint32_t side : shape) put(side);
    for (std::uint32_t i = 0; i < shape[0] * shape[1] * shape[2] * shape[3]; ++i)
      out += static_cast<char>(static_cast<int>(numbers.next() % 255) - 127);
    for (std::uint32_t i = 0; i < shape[1]; ++i) put(numbers.next() % 2001 - 1000);
    for (std::uint32_t i = 0; i < shape[1]; ++i) put(20000 + numbers.next() % 20000);
  }
  return out;
}

std::filesystem::path written(const std::string& name, const std::string& bytes) {
  const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / name;
  std::ofstream(file, std::ios::binary) << bytes;
  return file;
}

TEST(DigitNetwork, ComputesWhatPythonDoes) {
  Numbers numbers;
  const DigitNetworks networks(written("counted.pen", counted_network(numbers)));
  PenPicture picture{37, {}};
  for (int i = 0; i < kPenHeight * picture.width; ++i) picture.ink.push_back(static_cast<std::uint8_t>(numbers.next() % 256));
  std::ostringstream out;
  for (const Frame& frame : networks.run(0, picture)) {
    for (int i = 0; i < kClasses; ++i) out << (i ? " " : "") << frame[static_cast<std::size_t>(i)];
    out << "\n";
  }
  std::ifstream expected(test::source_dir() / "tests/pen/expected/frames.txt");
  std::ostringstream want;
  want << expected.rdbuf();
  EXPECT_EQ(out.str(), want.str()) << "tests/pen/frames_by_python.py counts them";
}

TEST(DigitNetwork, APictureNarrowerThanAFrameHasNone) {
  Numbers numbers;
  const DigitNetworks networks(written("narrow.pen", counted_network(numbers)));
  EXPECT_TRUE(networks.run(0, {3, std::vector<std::uint8_t>(3 * kPenHeight)}).empty());
}

TEST(DigitNetwork, AFileThatIsNoneIsRefused) {
  Numbers numbers;
  const std::string whole = counted_network(numbers);
  std::string other = whole, many = whole;
  other[12] = 2, many[8] = 9;
  for (const std::string& bytes :
       {std::string("BTPEN1"), std::string("other bytes that are long enough"), whole.substr(0, whole.size() - 1), whole + "x", other, many}) {
    try {
      DigitNetworks networks(written("wrong.pen", bytes));
      ADD_FAILURE() << bytes.size();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::kDamaged);
    }
  }
  EXPECT_THROW(DigitNetworks("/nowhere/no.pen"), Error);
}

}  // namespace digit_network_test
}  // namespace banthuek::pen
