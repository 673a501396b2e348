#include "pipeline/recognise/network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <span>

#include "extractors/types/error.h"
#include "pipeline/recognise/network_math.h"

namespace banthuek::recognise {
namespace {

int depth_of_place(int depth) { return depth == 1 ? 1 : padded(depth); }

// A picture of values between layers, in parts of kOne: places of `depth` values, column after column; a line of steps once the height is 1.
struct Plane {
  int height = 0, width = 0, depth = 0, stride = 0;  // stride: values from place to place
  std::vector<std::int16_t> values;

  Plane() = default;
  Plane(int height, int width, int depth)  // one more value: of an odd number the last pair reaches beyond
      : height(height), width(width), depth(depth), stride(depth_of_place(depth)), values(static_cast<std::size_t>(height) * width * stride + 1) {}
  std::int16_t* at(int y, int x) { return &values[(static_cast<std::size_t>(x) * height + y) * stride]; }
  const std::int16_t* at(int y, int x) const { return &values[(static_cast<std::size_t>(x) * height + y) * stride]; }
  int places() const { return height * width; }
  // All places, and some of one row.
  Rows<const std::int16_t> rows() const { return {values.data(), stride}; }
  Rows<std::int16_t> rows() { return {values.data(), stride}; }
  Rows<const std::int16_t> row_from(int y, int x) const { return {at(y, x), static_cast<long>(height) * stride}; }
};

// Sums of a layer, kept from line to line: taking new room costs more than some layers do.
struct Room {
  std::vector<std::int32_t> values;
  Rows<std::int32_t> rows(int count, int wide) {
    values.resize(std::max(values.size(), static_cast<std::size_t>(count) * wide));
    return {values.data(), wide};
  }
};

// Weights of some inputs, in panels (network_multiply.h).
struct Panels {
  int inputs = 0, outputs = 0;  // padded
  std::vector<std::int8_t> values;
  Panels() = default;
  Panels(int inputs, int outputs)
      : inputs(in_pairs(inputs)), outputs(outputs), values(static_cast<std::size_t>(this->inputs) * static_cast<std::size_t>(outputs)) {}
};

// The matrices of a layer, their outputs one after the other. Each row is rounded to 8 bits and a scale as Tesseract packs a model: of a packed one
// nothing is lost, and the two read alike.
struct Weights {
  Panels input, recurrent;
  std::vector<std::int32_t> bias;
  std::vector<float> scales;  // of sums

  Weights() = default;
  Weights(const std::vector<Matrix>& matrices, int inputs, const std::string& name) {
    const int size = matrices.front().rows, wide = padded(size * static_cast<int>(matrices.size()));
    input = Panels(inputs, wide);
    recurrent = Panels(matrices.front().columns - 1 - inputs, wide);
    bias.assign(static_cast<std::size_t>(wide), 0);
    scales.assign(static_cast<std::size_t>(wide), 0);
    for (std::size_t m = 0; m < matrices.size(); ++m)
      for (int row = 0; row < size; ++row)
        take({&matrices[m].values[static_cast<std::size_t>(row) * matrices[m].columns], static_cast<std::size_t>(matrices[m].columns)}, inputs,
             static_cast<int>(m) * size + row, name);
  }

 private:
  void take(std::span<const float> row, int inputs, int output, const std::string& name) {
    float most = 0;
    for (const float weight : row) most = std::max(most, std::abs(weight));
    const float scale = most / 127;
    if (!std::isnormal(scale)) return;  // all 0
    std::int64_t together = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto whole = static_cast<std::int8_t>(std::lround(row[i] / scale));
      together += std::abs(whole);
      const int at = static_cast<int>(i);
      if (i + 1 == row.size())
        bias[static_cast<std::size_t>(output)] = whole * kOne;
      else if (at < inputs)
        input.values[static_cast<std::size_t>(panel_index(at, output, input.inputs))] = whole;
      else
        recurrent.values[static_cast<std::size_t>(panel_index(at - inputs, output, recurrent.inputs))] = whole;
    }
    if (together * kOne > std::numeric_limits<std::int32_t>::max())
      throw Error(ErrorKind::kUnsupported, name, "a layer has too many inputs; such a model can be read with Tesseract only");
    scales[static_cast<std::size_t>(output)] = scale / kOne;
  }
};

// Weights over 3 x 3 neighbours as three of a column each, over its places as a Plane holds them.
std::vector<Panels> by_columns(const Panels& all, int depth) {
  const int stride = depth_of_place(depth);
  std::vector<Panels> columns(3, Panels(3 * stride, all.outputs));
  for (int input = 0; input < 9 * depth; ++input)
    for (int output = 0; output < all.outputs; ++output) {
      Panels& column = columns[static_cast<std::size_t>(input / (3 * depth))];
      const int at = input / depth % 3 * stride + input % depth;
      column.values[static_cast<std::size_t>(panel_index(at, output, column.inputs))] =
          all.values[static_cast<std::size_t>(panel_index(input, output, all.inputs))];
    }
  return columns;
}

Plane with_border(const Plane& plane) {
  Plane out(plane.height + 2, plane.width + 2, plane.depth);
  for (int x = 0; x < plane.width; ++x) std::copy_n(plane.at(0, x), plane.height * plane.stride, out.at(1, x + 1));
  return out;
}

void reverse(Plane& plane) {
  for (int x = 0; x < plane.width / 2; ++x) std::swap_ranges(plane.at(0, x), plane.at(0, x) + plane.stride, plane.at(0, plane.width - 1 - x));
}

struct Layer {
  LayerKind kind;
  int inputs, outputs, across, down;
  Weights weights;
  std::vector<Panels> columns;  // of the weights, where they convolve
  std::vector<Layer> children;

  Layer(const NetworkLayer& layer, const std::string& name)
      : kind(layer.kind), inputs(layer.inputs), outputs(layer.outputs), across(layer.across), down(layer.down) {
    if (!layer.matrices.empty()) weights = Weights(layer.matrices, inputs, name);
    for (const NetworkLayer& child : layer.children) children.emplace_back(child, name);
    if (convolves()) children[1].columns = by_columns(children[1].weights.input, children[0].inputs);
  }

  bool convolves() const {
    return kind == LayerKind::kSeries && children.size() == 2 && children[0].kind == LayerKind::kConvolve && children[1].kind == LayerKind::kTanh &&
           children[1].inputs == 9 * children[0].inputs;
  }

  void run(Plane& plane, Room& room) const {
    switch (kind) {
      case LayerKind::kSeries:
        run_series(plane, room);
        break;
      case LayerKind::kBoth:
        run_both(plane, room);
        break;
      case LayerKind::kReversed:
        reverse(plane);
        children.front().run(plane, room);
        reverse(plane);
        break;
      case LayerKind::kUpright:
        children.front().run_upright(plane, room);
        break;
      case LayerKind::kConvolve:
        run_convolve(plane);
        break;
      case LayerKind::kMaxpool:
        run_maxpool(plane);
        break;
      case LayerKind::kTanh:
        run_tanh(plane, room);
        break;
      case LayerKind::kLstm:
        run_lstm(plane, room);
        break;
      case LayerKind::kInput:
      case LayerKind::kSummary:  // only within kUpright
      case LayerKind::kSoftmax:  // only the last of all
        break;
    }
  }

  std::vector<float> likelihoods(const Plane& plane, Room& room) const {
    std::vector<float> values(static_cast<std::size_t>(plane.width) * static_cast<std::size_t>(padded(outputs)));
    softmax_all(sums_of(plane.rows(), plane.width, room), weights.scales.data(), plane.width, outputs, {values.data(), padded(outputs)});
    return values;
  }

 private:
  void run_series(Plane& plane, Room& room) const {
    for (std::size_t at = 0; at < children.size(); ++at) {
      if (children[at].convolves() && at + 1 < children.size() && children[at + 1].kind == LayerKind::kMaxpool) {
        children[at].children[1].run_convolved_and_pooled(children[at + 1], plane, room);
        ++at;
      } else {
        children[at].run(plane, room);
      }
    }
  }

  void run_both(Plane& plane, Room& room) const {
    Plane joined(plane.height, plane.width, outputs);
    int from = 0;
    for (const Layer& child : children) {
      Plane part = plane;
      child.run(part, room);
      for (int x = 0; x < plane.width; ++x) std::copy_n(part.at(0, x), child.outputs, joined.at(0, x) + from);
      from += child.outputs;
    }
    plane = std::move(joined);
  }

  // The 3 x 3 neighbours of the places of one column, for each place in `to` (all 0 before, or of another column). Places outside the picture are 0,
  // the mean of the noise that they were trained with.
  static void neighbours(const Plane& plane, int x, Rows<std::int16_t> to) {
    const int depth = plane.depth;
    for (int dx = -1, part = 0; dx <= 1; ++dx)
      for (int dy = -1; dy <= 1; ++dy, part += depth)
        for (int y = std::max(0, -dy); y < plane.height - std::max(0, dy); ++y)
          for (int i = 0; i < depth; ++i)
            to.first[y * to.stride + part + i] = x + dx >= 0 && x + dx < plane.width ? plane.at(y + dy, x + dx)[i] : std::int16_t{0};
  }

  static void run_convolve(Plane& plane) {
    Plane out(plane.height, plane.width, 9 * plane.depth);
    for (int x = 0; x < plane.width; ++x) neighbours(plane, x, {out.at(0, x), out.stride});
    plane = std::move(out);
  }

  void run_maxpool(Plane& plane) const {
    Plane out(plane.height / down, plane.width / across, plane.depth);
    for (int x = 0; x < out.width; ++x)
      for (int y = 0; y < out.height; ++y) {
        std::int16_t* to = out.at(y, x);
        std::copy_n(plane.at(y * down, x * across), plane.depth, to);
        for (int dx = 0; dx < across; ++dx)
          for (int dy = 0; dy < down; ++dy) {
            const std::int16_t* from = plane.at(y * down + dy, x * across + dx);
            for (int i = 0; i < plane.depth; ++i) to[i] = std::max(to[i], from[i]);
          }
      }
    plane = std::move(out);
  }

  // Convolution, tanh and pooling in one, in room that stays near: a rising curve of the greatest sum is the greatest of the curves. The neighbours
  // of a place in one column lie side by side, so that each of the three columns is a multiplication of its own.
  void run_convolved_and_pooled(const Layer& pool, Plane& plane, Room& room) const {
    const int height = plane.height, wide = padded(outputs);
    const Plane bordered = with_border(plane);
    Plane out(height / pool.down, plane.width / pool.across, outputs);
    std::vector<std::int32_t> most(static_cast<std::size_t>(out.height) * static_cast<std::size_t>(wide));
    const Rows<std::int32_t> sums = room.rows(height * pool.across, wide);
    for (int x = 0; x < out.width; ++x) {
      for (int dx = 0; dx < pool.across; ++dx)
        for (int part = 0; part < 3; ++part) {
          const Rows<std::int32_t> to{sums.first + static_cast<long>(dx) * height * wide, wide};
          const Rows<const std::int32_t> from = part == 0 ? Rows<const std::int32_t>{weights.bias.data(), 0} : to;
          const Panels& panels = columns[static_cast<std::size_t>(part)];
          multiply_add({bordered.at(0, x * pool.across + dx + part), bordered.stride}, height, panels.inputs, panels.values.data(), wide, from, to);
        }
      recognise::pool(sums, height, pool.across, pool.down, wide, {most.data(), wide});
      tanh_all({most.data(), wide}, weights.scales.data(), out.height, outputs, {out.at(0, x), out.stride});
    }
    plane = std::move(out);
  }

  Rows<std::int32_t> sums_of(Rows<const std::int16_t> x, int rows, Room& room) const {
    const int wide = weights.input.outputs;
    const Rows<std::int32_t> sums = room.rows(rows, wide);
    multiply_add(x, rows, weights.input.inputs, weights.input.values.data(), wide, {weights.bias.data(), 0}, sums);
    return sums;
  }

  void add_recurrent(Rows<const std::int16_t> x, int rows, Rows<std::int32_t> sums) const {
    multiply_add(x, rows, weights.recurrent.inputs, weights.recurrent.values.data(), weights.recurrent.outputs, sums, sums);
  }

  void run_tanh(Plane& plane, Room& room) const {
    Plane out(plane.height, plane.width, outputs);
    tanh_all(sums_of(plane.rows(), plane.places(), room), weights.scales.data(), plane.places(), outputs, out.rows());
    plane = std::move(out);
  }

  void run_lstm(Plane& plane, Room& room) const {
    const int steps = plane.width;
    Rows<std::int32_t> sums = sums_of(plane.rows(), steps, room);
    plane = Plane(1, steps, outputs);
    std::vector<float> state(static_cast<std::size_t>(outputs));
    for (int t = 0; t < steps; ++t, sums.first += sums.stride) {
      if (t > 0) add_recurrent({plane.at(0, t - 1), 0}, 1, sums);
      lstm_step(sums, weights.scales.data(), 1, outputs, state.data(), {plane.at(0, t), 0});
    }
  }

  // Columns side by side, as many as stay near the processor, row after row from the top; the last row's outputs stay.
  void run_upright(Plane& plane, Room& room) const {
    constexpr int kColumns = 24;
    Plane out(1, plane.width, outputs);
    for (int x = 0; x < plane.width; x += kColumns) {
      const int columns = std::min(kColumns, plane.width - x);
      std::vector<float> state(static_cast<std::size_t>(columns) * outputs);
      const Rows<std::int16_t> now{out.at(0, x), out.stride};
      for (int y = 0; y < plane.height; ++y) {
        const Rows<std::int32_t> sums = sums_of(plane.row_from(y, x), columns, room);
        if (y > 0) add_recurrent(now, columns, sums);
        lstm_step(sums, weights.scales.data(), columns, outputs, state.data(), now);
      }
    }
    plane = std::move(out);
  }
};

// A quantile of a histogram as Tesseract counts it (STATS::ile).
double quantile(const std::array<int, 256>& counts, int total, double part) {
  const double wanted = std::clamp(part * total, 1.0, static_cast<double>(total));
  int index = 0;
  double sum = 0;
  while (index < 256 && sum < wanted) sum += counts[static_cast<std::size_t>(index++)];
  return index > 0 ? index - (sum - wanted) / counts[static_cast<std::size_t>(index - 1)] : 0;
}

// Tesseract's stretch (ComputeBlackWhite): the lower quartile of the dark extremes along the middle row is -1, the upper of the light ones 1.
Plane normalise(const std::vector<std::uint8_t>& grey, int width, int height) {
  std::array<int, 256> low{}, high{};
  int lows = 0, highs = 0;
  const std::uint8_t* row = &grey[static_cast<std::size_t>(height / 2) * width];
  for (int x = 1; x + 1 < width; ++x) {
    const int before = row[x - 1], now = row[x], after = row[x + 1];
    if ((now < before && now <= after) || (now <= before && now < after)) ++low[static_cast<std::size_t>(now)], ++lows;
    if ((now > before && now >= after) || (now >= before && now > after)) ++high[static_cast<std::size_t>(now)], ++highs;
  }
  if (lows == 0) low[0] = lows = 1;
  if (highs == 0) high[255] = highs = 1;
  const double black = quantile(low, lows, 0.25), white = quantile(high, highs, 0.75);
  const double contrast = white - black > 0 ? (white - black) / 2 : 1;
  std::array<std::int16_t, 256> values{};
  for (int value = 0; value < 256; ++value)
    values[static_cast<std::size_t>(value)] = static_cast<std::int16_t>(std::lround(kOne * std::clamp((value - black) / contrast - 1, -1.0, 1.0)));
  Plane plane(height, width, 1);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) *plane.at(y, x) = values[grey[static_cast<std::size_t>(y) * width + x]];
  return plane;
}

// How many columns of the picture make one step.
int columns_per_step(const Layer& layer) {
  int columns = layer.kind == LayerKind::kMaxpool ? layer.across : 1;
  if (layer.kind == LayerKind::kSeries)
    for (const Layer& child : layer.children) columns *= columns_per_step(child);
  return columns;
}

}  // namespace

struct Network::Parts {
  Layer root, last;
  int height, columns;
  Room room;
};

Network::Network(const NetworkFile& file, const std::string& name) {
  const auto has = [&](LayerKind kind) {
    return std::any_of(file.root.children.begin(), file.root.children.end(), [kind](const NetworkLayer& layer) { return layer.kind == kind; });
  };
  if (!has(LayerKind::kUpright) || file.root.children.back().kind != LayerKind::kSoftmax)
    throw Error(ErrorKind::kUnsupported, name, "its network " + file.spec + " does not read lines; such a model can be read with Tesseract only");
  Layer root(file.root, name);
  Layer last = std::move(root.children.back());
  root.children.pop_back();
  const int columns = columns_per_step(root);
  parts_ = std::make_unique<Parts>(Parts{std::move(root), std::move(last), file.height, columns, {}});
}

Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

int Network::height() const { return parts_->height; }

Outputs Network::run(const std::vector<std::uint8_t>& grey, int width) {
  Outputs outputs;
  outputs.count = parts_->last.outputs;
  outputs.stride = padded(outputs.count);
  outputs.pixels_per_step = parts_->columns;
  if (width < parts_->columns) return outputs;
  Plane plane = normalise(grey, width, parts_->height);
  parts_->root.run(plane, parts_->room);
  outputs.steps = plane.width;
  outputs.values = parts_->last.likelihoods(plane, parts_->room);
  return outputs;
}

}  // namespace banthuek::recognise
