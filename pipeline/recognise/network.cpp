#include "pipeline/recognise/network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "extractors/types/error.h"
#include "pipeline/recognise/network_math.h"

namespace banthuek::recognise {
namespace {

// A picture of values between layers: height x width places of `depth` values; a line of steps once the height is 1.
struct Plane {
  int height = 0, width = 0, depth = 0, stride = 0;  // stride: floats from place to place
  std::vector<float> values;

  void reset(int new_height, int new_width, int new_depth) {
    height = new_height, width = new_width, depth = new_depth, stride = padded(new_depth);
    values.assign(static_cast<std::size_t>(height) * width * stride, 0.0f);
  }
  float* at(int y, int x) { return &values[(static_cast<std::size_t>(y) * width + x) * stride]; }
  const float* at(int y, int x) const { return &values[(static_cast<std::size_t>(y) * width + x) * stride]; }
};

// Weights in panels (network_math.h), outputs padded; the bias on its own.
struct Weights {
  int inputs = 0, outputs = 0;  // outputs padded
  std::vector<float> values, bias;
};

// `from` of `count` input columns of the matrices, their outputs one matrix after the other.
Weights turned(const std::vector<Matrix>& matrices, int from, int count) {
  Weights weights;
  const int size = matrices.front().rows;
  weights.inputs = count;
  weights.outputs = padded(size * static_cast<int>(matrices.size()));
  weights.values.assign(static_cast<std::size_t>(count) * weights.outputs, 0.0f);
  weights.bias.assign(static_cast<std::size_t>(weights.outputs), 0.0f);
  for (std::size_t m = 0; m < matrices.size(); ++m)
    for (int row = 0; row < size; ++row) {
      const float* values = &matrices[m].values[static_cast<std::size_t>(row) * matrices[m].columns];
      const int output = static_cast<int>(m) * size + row;
      for (int input = 0; input < count; ++input) weights.values[static_cast<std::size_t>(panel_index(input, output, count))] = values[from + input];
      weights.bias[static_cast<std::size_t>(output)] = values[matrices[m].columns - 1];
    }
  return weights;
}

void fill_bias(const Weights& weights, float* to, int rows, int stride) {
  for (int row = 0; row < rows; ++row)
    std::memcpy(to + static_cast<std::size_t>(row) * stride, weights.bias.data(), weights.bias.size() * sizeof(float));
}

void reverse(Plane& plane) {
  for (int x = 0; x < plane.width / 2; ++x) std::swap_ranges(plane.at(0, x), plane.at(0, x) + plane.stride, plane.at(0, plane.width - 1 - x));
}

struct Layer {
  LayerKind kind;
  int inputs, outputs, across, down;
  Weights input, recurrent;
  std::vector<Layer> children;

  explicit Layer(const NetworkLayer& layer) : kind(layer.kind), inputs(layer.inputs), outputs(layer.outputs), across(layer.across), down(layer.down) {
    if (kind == LayerKind::kTanh || kind == LayerKind::kSoftmax) input = turned(layer.matrices, 0, inputs);
    if (kind == LayerKind::kLstm || kind == LayerKind::kSummary) {
      input = turned(layer.matrices, 0, inputs);
      recurrent = turned(layer.matrices, inputs, outputs);
    }
    for (const NetworkLayer& child : layer.children) children.emplace_back(child);
  }

  void run(Plane& plane, std::vector<float>& room) const {
    switch (kind) {
      case LayerKind::kSeries:
        run_series(plane, room);
        break;
      case LayerKind::kInput:
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
        run_dense(plane);
        tanh_all(plane.values.data(), static_cast<int>(plane.values.size()));
        break;
      case LayerKind::kSoftmax:
        run_dense(plane);
        softmax_all(plane.values.data(), plane.width, outputs, plane.stride);
        break;
      case LayerKind::kLstm:
        run_lstm(plane, room);
        break;
      case LayerKind::kSummary:
        break;  // only within kUpright
    }
  }

 private:
  void run_series(Plane& plane, std::vector<float>& room) const {
    for (std::size_t at = 0; at < children.size(); ++at) {
      // Convolution, tanh and pooling in one: the curve rises, so the greatest of the curves is the curve of the greatest.
      const bool convolves = children[at].kind == LayerKind::kSeries && children[at].children.size() == 2 &&
                             children[at].children[0].kind == LayerKind::kConvolve && children[at].children[1].kind == LayerKind::kTanh;
      if (convolves && at + 1 < children.size() && children[at + 1].kind == LayerKind::kMaxpool) {
        children[at].children[0].run(plane, room);
        children[at].children[1].run_dense(plane);
        children[at + 1].run(plane, room);
        tanh_all(plane.values.data(), static_cast<int>(plane.values.size()));
        ++at;
      } else {
        children[at].run(plane, room);
      }
    }
  }

  void run_both(Plane& plane, std::vector<float>& room) const {
    Plane joined;
    joined.reset(plane.height, plane.width, outputs);
    int from = 0;
    for (const Layer& child : children) {
      Plane part = plane;
      child.run(part, room);
      for (int x = 0; x < plane.width; ++x) std::copy_n(part.at(0, x), child.outputs, joined.at(0, x) + from);
      from += child.outputs;
    }
    plane = std::move(joined);
  }

  // Places outside the picture are 0, the mean of the noise that they were trained with.
  static void run_convolve(Plane& plane) {
    Plane out;
    const int depth = plane.depth;
    out.reset(plane.height, plane.width, 9 * depth);
    for (int y = 0; y < plane.height; ++y)
      for (int x = 0; x < plane.width; ++x) {
        float* to = out.at(y, x);
        for (int dx = -1; dx <= 1; ++dx)
          for (int dy = -1; dy <= 1; ++dy, to += depth)
            if (x + dx >= 0 && x + dx < plane.width && y + dy >= 0 && y + dy < plane.height) std::copy_n(plane.at(y + dy, x + dx), depth, to);
      }
    plane = std::move(out);
  }

  void run_maxpool(Plane& plane) const {
    Plane out;
    out.reset(plane.height / down, plane.width / across, plane.depth);
    for (int y = 0; y < out.height; ++y)
      for (int x = 0; x < out.width; ++x) {
        float* to = out.at(y, x);
        std::copy_n(plane.at(y * down, x * across), plane.depth, to);
        for (int dy = 0; dy < down; ++dy)
          for (int dx = 0; dx < across; ++dx) {
            const float* from = plane.at(y * down + dy, x * across + dx);
            for (int i = 0; i < plane.depth; ++i) to[i] = std::max(to[i], from[i]);
          }
      }
    plane = std::move(out);
  }

  void run_dense(Plane& plane) const {
    Plane out;
    out.reset(plane.height, plane.width, outputs);
    const int rows = plane.height * plane.width;
    fill_bias(input, out.values.data(), rows, out.stride);
    multiply_add(plane.values.data(), rows, inputs, plane.stride, input.values.data(), input.outputs, out.values.data(), out.stride);
    plane = std::move(out);
  }

  void run_lstm(Plane& plane, std::vector<float>& room) const {
    const int steps = plane.width, wide = input.outputs;
    room.resize(static_cast<std::size_t>(steps) * wide);
    fill_bias(input, room.data(), steps, wide);
    multiply_add(plane.values.data(), steps, inputs, plane.stride, input.values.data(), wide, room.data(), wide);
    plane.reset(1, steps, outputs);
    std::vector<float> state(static_cast<std::size_t>(outputs), 0.0f);
    for (int t = 0; t < steps; ++t) {
      float* gates = &room[static_cast<std::size_t>(t) * wide];
      if (t > 0) multiply_add(plane.at(0, t - 1), 1, outputs, plane.stride, recurrent.values.data(), wide, gates, wide);
      lstm_step(gates, 1, outputs, state.data(), plane.at(0, t), plane.stride);
    }
  }

  // All columns at once, row after row from the top; the last row's outputs stay.
  void run_upright(Plane& plane, std::vector<float>& room) const {
    const int columns = plane.width, wide = input.outputs;
    Plane out;
    out.reset(1, columns, outputs);
    std::vector<float> state(static_cast<std::size_t>(columns) * outputs, 0.0f);
    room.resize(static_cast<std::size_t>(columns) * wide);
    for (int y = 0; y < plane.height; ++y) {
      fill_bias(input, room.data(), columns, wide);
      multiply_add(plane.at(y, 0), columns, inputs, plane.stride, input.values.data(), wide, room.data(), wide);
      if (y > 0) multiply_add(out.values.data(), columns, outputs, out.stride, recurrent.values.data(), wide, room.data(), wide);
      lstm_step(room.data(), columns, outputs, state.data(), out.values.data(), out.stride);
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
void normalise(const std::vector<std::uint8_t>& grey, int width, int height, Plane& plane) {
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
  std::array<float, 256> values{};
  for (int value = 0; value < 256; ++value)
    values[static_cast<std::size_t>(value)] = static_cast<float>(std::clamp((value - black) / contrast - 1, -1.0, 1.0));
  plane.height = height, plane.width = width, plane.depth = plane.stride = 1;
  plane.values.resize(static_cast<std::size_t>(width) * height);
  for (std::size_t at = 0; at < plane.values.size(); ++at) plane.values[at] = values[grey[at]];
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
  Layer root;
  int height, columns;
  std::vector<float> room;
};

Network::Network(const NetworkFile& file, const std::string& name) {
  const bool reads_columns =
      std::any_of(file.root.children.begin(), file.root.children.end(), [](const NetworkLayer& layer) { return layer.kind == LayerKind::kUpright; });
  if (!reads_columns || file.root.children.back().kind != LayerKind::kSoftmax)
    throw Error(ErrorKind::kUnsupported, name, "its network " + file.spec + " does not read lines; such a model can be read with Tesseract only");
  Layer root(file.root);
  const int columns = columns_per_step(root);
  parts_ = std::make_unique<Parts>(Parts{std::move(root), file.height, columns, {}});
}

Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

int Network::height() const { return parts_->height; }

Outputs Network::run(const std::vector<std::uint8_t>& grey, int width) {
  Outputs outputs;
  outputs.count = parts_->root.outputs;
  outputs.pixels_per_step = parts_->columns;
  if (width < parts_->columns) return outputs;
  Plane plane;
  normalise(grey, width, parts_->height, plane);
  parts_->root.run(plane, parts_->room);
  outputs.steps = plane.width;
  outputs.stride = plane.stride;
  outputs.values = std::move(plane.values);
  return outputs;
}

}  // namespace banthuek::recognise
