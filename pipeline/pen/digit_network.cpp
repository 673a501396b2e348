#include "pipeline/pen/digit_network.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "extractors/types/error.h"

namespace banthuek::pen {
namespace {

constexpr std::string_view kMagic("BTPEN1\0\0", 8);
constexpr int kValueMost = 1023, kShift = 20, kMaxNetworks = 4;

// What follows on the sums of a layer.
enum class Then { kHalve, kHalveRows, kFold, kAdd, kEnd };  // the largest of 2 x 2, of 2 x 1; no rows are left; what went in is added; logits

struct Shape {
  int inputs, outputs, rows, columns;
  Then then;
};
constexpr Shape kShapes[] = {{1, 16, 3, 3, Then::kHalve}, {16, 32, 3, 3, Then::kHalve}, {32, 48, 3, 3, Then::kHalveRows}, {48, 96, 6, 3, Then::kFold},
                             {96, 96, 1, 5, Then::kAdd},  {96, 96, 1, 5, Then::kAdd},   {96, kClasses, 1, 1, Then::kEnd}};

// Values at places: rows of columns of `depth` numbers.
struct Plane {
  int rows = 0, columns = 0, depth = 0;
  std::vector<std::int16_t> values;

  Plane(int r, int c, int d) : rows(r), columns(c), depth(d), values(static_cast<std::size_t>(r) * c * d) {}
  std::int16_t* at(int row, int column) { return values.data() + (static_cast<std::size_t>(row) * columns + column) * depth; }
  const std::int16_t* at(int row, int column) const { return const_cast<Plane*>(this)->at(row, column); }
};

Plane framed(const Plane& plane, int up, int left) {
  Plane out(plane.rows + 2 * up, plane.columns + 2 * left, plane.depth);
  for (int row = 0; row < plane.rows; ++row)
    std::memcpy(out.at(row + up, left), plane.at(row, 0), sizeof(std::int16_t) * static_cast<std::size_t>(plane.columns) * plane.depth);
  return out;
}

std::int32_t products(const std::int16_t* a, const std::int16_t* b, int count) {
  std::int32_t sum = 0;
  for (int i = 0; i < count; ++i) sum += static_cast<std::int32_t>(a[i]) * b[i];
  return sum;
}

Plane halved(const Plane& plane, int across) {
  Plane out(plane.rows / 2, plane.columns / across, plane.depth);
  for (int row = 0; row < out.rows; ++row)
    for (int column = 0; column < out.columns; ++column)
      for (int r = 0; r < 2; ++r)
        for (int c = 0; c < across; ++c) {
          const std::int16_t* from = plane.at(2 * row + r, across * column + c);
          std::int16_t* to = out.at(row, column);
          for (int i = 0; i < plane.depth; ++i) to[i] = std::max(to[i], from[i]);
        }
  return out;
}

template <class Value>
void take(std::string_view& bytes, Value* to, std::size_t count, const std::string& name) {
  if (bytes.size() < count * sizeof(Value)) throw Error(ErrorKind::kDamaged, name, "ends too early; make it again with tools/train --pen");
  std::memcpy(to, bytes.data(), count * sizeof(Value));
  bytes.remove_prefix(count * sizeof(Value));
}

}  // namespace

DigitNetworks::DigitNetworks(const std::filesystem::path& file) {
  const std::string name = file.string();
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorKind::kDisk, name, "cannot be read; see its rights");
  const std::string all((std::istreambuf_iterator<char>(in)), {});
  std::string_view bytes(all);
  const auto damaged = [&] { return Error(ErrorKind::kDamaged, name, "is no network of a pen's digits; make it again with tools/train --pen"); };
  if (!bytes.starts_with(kMagic)) throw damaged();
  bytes.remove_prefix(kMagic.size());
  std::uint32_t count = 0;
  take(bytes, &count, 1, name);
  if (count < 1 || count > kMaxNetworks) throw damaged();
  networks_.resize(count);
  for (auto& layers : networks_)
    for (const Shape& shape : kShapes) {
      std::array<std::uint32_t, 4> said{};
      take(bytes, said.data(), said.size(), name);
      const std::array<int, 4> wanted{shape.inputs, shape.outputs, shape.rows, shape.columns};
      if (!std::equal(said.begin(), said.end(), wanted.begin(), [](std::uint32_t a, int b) { return a == static_cast<std::uint32_t>(b); }))
        throw damaged();
      std::vector<std::int8_t> weights(static_cast<std::size_t>(shape.inputs) * shape.outputs * shape.rows * shape.columns);
      take(bytes, weights.data(), weights.size(), name);
      Layer layer;
      layer.weights.assign(weights.begin(), weights.end());
      layer.biases.resize(static_cast<std::size_t>(shape.outputs)), layer.multipliers.resize(layer.biases.size());
      take(bytes, layer.biases.data(), layer.biases.size(), name);
      take(bytes, layer.multipliers.data(), layer.multipliers.size(), name);
      constexpr std::int32_t kMaxBias = 1 << 30;  // with all products no sum overflows
      for (const std::int32_t bias : layer.biases)
        if (bias > kMaxBias || bias < -kMaxBias) throw damaged();
      layers.push_back(std::move(layer));
    }
  if (!bytes.empty()) throw damaged();
}

std::vector<Frame> DigitNetworks::run(int network, const PenPicture& picture) const {
  if (picture.width < kFrameColumns) return {};
  Plane plane(kPenHeight, picture.width, 1);
  std::copy(picture.ink.begin(), picture.ink.end(), plane.values.begin());
  for (std::size_t i = 0; i < std::size(kShapes); ++i) {
    const Shape& shape = kShapes[i];
    const Layer& layer = networks_[static_cast<std::size_t>(network)][i];
    const Plane padded = framed(plane, shape.then == Then::kFold ? 0 : shape.rows / 2, shape.columns / 2);
    const int part = shape.columns * shape.inputs, window = shape.rows * part;
    std::vector<std::int16_t> seen(static_cast<std::size_t>(window));
    Plane out(padded.rows - shape.rows + 1, plane.columns, shape.outputs);
    std::vector<Frame> frames(shape.then == Then::kEnd ? static_cast<std::size_t>(plane.columns) : 0);
    for (int row = 0; row < out.rows; ++row)
      for (int column = 0; column < out.columns; ++column) {
        for (int r = 0; r < shape.rows; ++r)
          std::memcpy(seen.data() + r * part, padded.at(row + r, column), sizeof(std::int16_t) * static_cast<std::size_t>(part));
        for (int o = 0; o < shape.outputs; ++o) {
          const auto of = static_cast<std::size_t>(o);
          const std::int64_t sum = layer.biases[of] + products(seen.data(), layer.weights.data() + of * static_cast<std::size_t>(window), window);
          std::int64_t value = (sum * layer.multipliers[of] + (std::int64_t{1} << (kShift - 1))) >> kShift;
          if (shape.then == Then::kEnd) {
            constexpr std::int64_t kMaxLogit = 1'000'000;
            frames[static_cast<std::size_t>(column)][of] = static_cast<std::int32_t>(std::clamp(value, -kMaxLogit, kMaxLogit));
            continue;
          }
          if (shape.then == Then::kAdd) value += plane.at(row, column)[o];
          out.at(row, column)[o] = static_cast<std::int16_t>(std::clamp<std::int64_t>(value, 0, kValueMost));
        }
      }
    if (shape.then == Then::kEnd) return frames;
    plane = shape.then == Then::kHalve ? halved(out, 2) : shape.then == Then::kHalveRows ? halved(out, 1) : std::move(out);
  }
  return {};
}

}  // namespace banthuek::pen
