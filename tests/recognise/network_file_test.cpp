// A model's file, read field by field; what is bent is refused with its reason.
#include "pipeline/recognise/network_file.h"

#include <gtest/gtest.h>

#include "extractors/types/error.h"
#include "pipeline/recognise/network.h"
#include "tests/expected_file.h"
#include "tests/recognise/drawn_lines.h"
#include "tests/recognise/small_network.h"

namespace banthuek::recognise {
namespace network_file_test {

NetworkFile parsed(const SmallNetwork& small) { return parse_network(small.bytes(), "small"); }

TEST(NetworkFile, HoldsWhatIsWrittenInIt) {
  const NetworkFile file = parsed({});
  EXPECT_EQ(file.spec, "[1,7,0,1 small]");
  EXPECT_EQ(file.height, 7);
  EXPECT_EQ(file.null, 4);
  EXPECT_EQ(file.iterations, 1234);
  EXPECT_EQ(file.version, "5.0 of a test");
  EXPECT_EQ(file.symbols, (std::vector<std::string>{"ก", "ข", "0", " ", ""}));
  ASSERT_EQ(file.root.children.size(), 8u);
  const NetworkLayer& pool = file.root.children[2];
  EXPECT_EQ(pool.kind, LayerKind::kMaxpool);
  EXPECT_EQ(pool.across, 3);
  EXPECT_EQ(pool.down, 2);
  EXPECT_EQ(file.root.children[4].kind, LayerKind::kBoth);
  const NetworkLayer& last = file.root.children[7];
  EXPECT_EQ(last.inputs, 4);
  EXPECT_EQ(last.outputs, 5);
  ASSERT_EQ(last.matrices.size(), 1u);
  EXPECT_EQ(last.matrices[0].rows, 5);
  EXPECT_EQ(last.matrices[0].columns, 5);
  ASSERT_EQ(file.root.children[6].matrices.size(), 4u);
}

TEST(Weights, OfWholeNumbersAreTakenByTheScaleOfTheirRow) {
  SmallNetwork small;
  small.layers.back() = layer("Softmax", 4, 5,
                              raw<std::uint8_t>(129) + raw<std::uint32_t>(5) + raw<std::uint32_t>(5) + raw<std::int8_t>(0) +
                                  std::string("\x01\x02\x03\x04\x80\x01\x02\x03\x04\x7f", 10) + std::string(15, '\x01') + raw<std::uint32_t>(6) +
                                  raw(0.5) + raw(0.25) + raw(1.0) + raw(1.0) + raw(1.0) + raw(9.0));
  const Matrix m = parsed(small).root.children.back().matrices[0];
  EXPECT_EQ(m.values[0], 0.5f);
  EXPECT_EQ(m.values[4], -64.0f);
  EXPECT_EQ(m.values[5], 0.25f);
  EXPECT_EQ(m.values[9], 31.75f);
  EXPECT_EQ(m.values[24], 1.0f);
}

TEST(Characters, WithoutAnOutputOfTheirOwnOrBeyondTheListAreNone) {
  SmallNetwork small;
  small.unicharset = "2\nNULL\nก rest\nmore";
  EXPECT_EQ(parsed(small).symbols, (std::vector<std::string>{"ก", "", "", " ", ""}));
  small.unicharset = "4\nNULL 0\nก 1\nข 1\nLAST 1";
  small.recoder = SmallNetwork::codes({3, 0, 1, 4});  // the output of nothing has no character
  EXPECT_EQ(parsed(small).symbols[4], "");
}

std::string damaged(const std::string& what) { return "small: is no model that can be read: " + what + "; make it again with tools/train"; }
std::string unsupported(const std::string& what) { return "small: " + what + "; such a model can be read with Tesseract only"; }

std::string refusal(const std::string& bytes) {
  try {
    parse_network(bytes, "small");
    return "read";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, std::string(e.what()).ends_with("Tesseract only") ? ErrorKind::kUnsupported : ErrorKind::kDamaged);
    return e.what();
  }
}

// The small network with its layer `at` put in another's place.
std::string with_layer(std::size_t at, const std::string& bytes) {
  SmallNetwork small;
  small.layers[at] = bytes;
  return refusal(small.bytes());
}

TEST(NetworkFile, SaysWhichLayerItCannotRead) {
  EXPECT_EQ(with_layer(7, dense("Softmax", 4, 5, 50)), "read");
  EXPECT_EQ(with_layer(7, dense("Sigmoid", 4, 5, 50)), unsupported("it has a layer of type 'Sigmoid'"));
  EXPECT_EQ(with_layer(7, dense(std::string(50, 'x'), 4, 5, 50)), unsupported("it has a layer of type '" + std::string(40, 'x') + "'"));
  EXPECT_EQ(with_layer(7, "\x01" + dense("Softmax", 4, 5, 50).substr(1)), damaged("no layer where one should begin"));
  EXPECT_EQ(with_layer(2, window("Maxpool", 3, 3, 0, 2)), damaged("a window of odd size"));
  EXPECT_EQ(with_layer(2, window("Maxpool", 3, 3, 3, 0)), damaged("a window of odd size"));
  EXPECT_EQ(with_layer(2, window("Maxpool", 3, 3, 17, 2)), damaged("a window of odd size"));
  EXPECT_EQ(with_layer(2, window("Maxpool", 3, 3, 3, 17)), damaged("a window of odd size"));
  EXPECT_EQ(with_layer(2, window("Maxpool", 3, 3, 16, 16)), "read");
  EXPECT_EQ(with_layer(2, window("Convolve", 1, 9, 2, 1)), unsupported("it convolves over other than 3 x 3"));
  EXPECT_EQ(with_layer(2, window("Convolve", 1, 9, 1, 2)), unsupported("it convolves over other than 3 x 3"));
  EXPECT_EQ(with_layer(6, layer("LSTM", 18, 4, raw<std::int32_t>(23))), unsupported("it has an LSTM in two dimensions"));
  EXPECT_EQ(with_layer(6, layer("LSTM", 18, 4, raw<std::int32_t>(22) + matrix(4, 22, 1))), damaged("a matrix does not fit its layer"));
  EXPECT_EQ(with_layer(7, layer("Softmax", 4, 5, matrix(4, 5, 1))), damaged("a matrix does not fit its layer"));
  EXPECT_EQ(with_layer(7, layer("Softmax", 4, 5, matrix(5, 4, 1))), damaged("a matrix does not fit its layer"));
  EXPECT_EQ(with_layer(4, group("Parallel", 4, 5, {})), damaged("a layer of 0 layers"));
  EXPECT_EQ(with_layer(4, group("Parallel", 4, 5, std::vector<std::string>(65, window("Maxpool", 1, 1, 1, 1)))), damaged("a layer of 65 layers"));
  EXPECT_EQ(with_layer(4, group("Parallel", 4, 5, std::vector<std::string>(64, window("Maxpool", 1, 1, 1, 1)))), "read");
  EXPECT_EQ(with_layer(0, window("Maxpool", 1, 1, 1, 1)), unsupported("its network does not begin with a picture"));
  SmallNetwork small;
  small.root = "Parallel";
  EXPECT_EQ(refusal(small.bytes()), unsupported("its network does not begin with a picture"));
  std::string nested = window("Maxpool", 1, 1, 1, 1);
  for (int i = 0; i < 11; ++i) nested = group("Series", 1, 1, {nested});
  EXPECT_EQ(with_layer(4, nested), "read");
  EXPECT_EQ(with_layer(4, group("Series", 1, 1, {nested})), damaged("layers within layers without end"));
}

TEST(NetworkFile, SaysWhichMatrixItCannotRead) {
  const auto with = [](int mode, std::uint32_t rows, std::uint32_t columns, const std::string& rest) {
    return with_layer(7, layer("Softmax", 4, 5, raw(static_cast<std::uint8_t>(mode)) + raw(rows) + raw(columns) + rest));
  };
  EXPECT_EQ(with(0, 5, 5, ""), unsupported("its weights are of a version before Tesseract 4.0"));
  EXPECT_EQ(with(1, 5, 5, ""), unsupported("its weights are of a version before Tesseract 4.0"));
  EXPECT_EQ(with(128, 0, 5, ""), damaged("a matrix of 0 x 5"));
  EXPECT_EQ(with(128, 5, 1, ""), damaged("a matrix of 5 x 1"));
  EXPECT_EQ(with(128, 10'000, 5'001, ""), damaged("a matrix of 10000 x 5001"));
  EXPECT_EQ(with(128, 0xFFFFFFFF, 5, ""), damaged("a matrix of -1 x 5"));
  EXPECT_EQ(with(129, 5, 5, raw<std::int8_t>(0) + std::string(25, '\0') + raw<std::uint32_t>(4) + std::string(32, '\0')),
            damaged("fewer scales than rows"));
}

TEST(NetworkFile, SaysWhatItsPartsLack) {
  SmallNetwork small;
  EXPECT_EQ(refusal(small.bytes(24)), "read");
  EXPECT_EQ(refusal(small.bytes(64)), "read");
  EXPECT_EQ(refusal(small.bytes(23)), damaged("its table of parts is not one of Tesseract's"));
  EXPECT_EQ(refusal(small.bytes(65)), damaged("its table of parts is not one of Tesseract's"));
  EXPECT_EQ(refusal(small.file_of("")), unsupported("it holds no LSTM network"));
  const auto with = [](auto change) {
    SmallNetwork bent;
    change(bent);
    return refusal(bent.bytes());
  };
  EXPECT_EQ(with([](SmallNetwork& n) { n.unicharset = ""; }), unsupported("it holds no LSTM network"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.unicharset = "5\nNULL\nก\nข\n0\n"; }), damaged("its list of characters is cut short"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.unicharset = "0\n"; }), damaged("its list of characters is cut short"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.unicharset = "x\n"; }), damaged("its list of characters is cut short"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.recoder = ""; }), damaged("it ends too early"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.recoder = SmallNetwork::codes({3, 0, 1, 5}); }), damaged("a character without an output"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.recoder = SmallNetwork::codes({3, 0, 1, -1}); }), damaged("a character without an output"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.recoder[5] = 2; }), unsupported("it writes one character with several outputs"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.null = 5; }), damaged("no output stands for nothing"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.null = -1; }), damaged("no output stands for nothing"));
  EXPECT_EQ(with([](SmallNetwork& n) { n.null = 0; }), "read");
  std::string outside = small.bytes();
  const std::int64_t far = static_cast<std::int64_t>(outside.size()) + 1;
  std::memcpy(outside.data() + 4 + 8 * 17, &far, sizeof far);
  EXPECT_EQ(refusal(outside), damaged("a part lies outside the file"));
}

TEST(NetworkFile, CutAnywhereIsRefused) {
  const SmallNetwork small;
  const std::string network = small.network();
  for (std::size_t size = 1; size < network.size(); size += 7) EXPECT_NE(refusal(small.file_of(network.substr(0, size))), "read") << size;
  EXPECT_EQ(refusal(small.file_of(network.substr(0, network.size() - 1))), damaged("it ends too early"));
  for (std::size_t size = 0; size < 196; ++size) EXPECT_EQ(refusal(small.bytes().substr(0, size)), damaged("it ends too early")) << size;
}

TEST(NetworkFile, ThatIsNotThereIsAnError) {
  try {
    load_network("/nowhere/x.traineddata");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDisk);
    EXPECT_STREQ(e.what(), "/nowhere/x.traineddata: cannot be read; check that it is there and may be read");
  }
}

// ---- what the network gives

TEST(Network, ThatReadsNoLinesIsRefused) {
  const auto refused = [](const SmallNetwork& small) {
    try {
      Network(parsed(small), "small");
      return std::string("taken");
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, ErrorKind::kUnsupported);
      return std::string(e.what());
    }
  };
  const std::string message = unsupported("its network [1,7,0,1 small] does not read lines");
  EXPECT_EQ(refused({}), "taken");
  SmallNetwork without_columns;
  without_columns.layers.erase(without_columns.layers.begin() + 3);
  EXPECT_EQ(refused(without_columns), message);
  SmallNetwork without_likelihoods;
  without_likelihoods.layers.back() = dense("Tanh", 4, 5, 50);
  EXPECT_EQ(refused(without_likelihoods), message);
  SmallNetwork wide;  // its sums would overflow
  wide.layers[5] = dense("Tanh", 4000, 18, 35);
  EXPECT_EQ(refused(wide), unsupported("a layer has too many inputs"));
}

std::string run(const SmallNetwork& small, const std::vector<std::uint8_t>& grey, int width) {
  Network network(parsed(small), "small");
  const Outputs outputs = network.run(grey, width);
  std::string out = figures("%d steps of %d, %g columns each\n", outputs.steps, outputs.count, outputs.pixels_per_step);
  for (int t = 0; t < outputs.steps; ++t) {
    for (int i = 0; i < outputs.count; ++i) out += figures(" %.5f", outputs.step(t)[i]);
    out += "\n";
  }
  return out;
}

TEST(Network, GivesTheSameLikelihoodsForTheSamePicture) {
  std::string got;
  Dice dice(3);
  for (const int width : {2, 3, 5, 20}) {
    std::vector<std::uint8_t> grey(static_cast<std::size_t>(width) * 7);
    for (std::uint8_t& value : grey) value = static_cast<std::uint8_t>(dice.between(0, 255));
    got += run({}, grey, width);
  }
  got += "of paper alone: " + run({}, std::vector<std::uint8_t>(9 * 7, 255), 9);
  got += "of a slope: ";
  std::vector<std::uint8_t> slope(30 * 7);
  for (std::size_t i = 0; i < slope.size(); ++i) slope[i] = static_cast<std::uint8_t>(5 * (i % 30) + (i % 7 == 0 ? 90 : 0));
  got += run({}, slope, 30);
  SmallNetwork without_pooling;
  without_pooling.layers.erase(without_pooling.layers.begin() + 2);
  got += "without pooling: " + run(without_pooling, slope, 30);
  expect_as_in_file("recognise/network.txt", got);
}

TEST(Network, IsReadAgainWithoutTracesOfTheLineBefore) {
  Network network(parsed({}), "small");
  EXPECT_EQ(network.height(), 7);
  Dice dice(5);
  std::vector<std::uint8_t> grey(40 * 7);
  for (std::uint8_t& value : grey) value = static_cast<std::uint8_t>(dice.between(0, 255));
  const std::vector<float> first = network.run(grey, 40).values;
  network.run(std::vector<std::uint8_t>(90 * 7, 100), 90);
  EXPECT_EQ(network.run(grey, 40).values, first);
}

}  // namespace network_file_test
}  // namespace banthuek::recognise
