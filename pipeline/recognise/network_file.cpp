#include "pipeline/recognise/network_file.h"

#include <fmt/core.h>

#include <cstdint>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>

#include "extractors/types/error.h"

namespace banthuek::recognise {
namespace {

constexpr std::size_t kLstm = 17, kUnicharset = 21, kRecoder = 22, kVersion = 23;  // components of a .traineddata
constexpr int kLayerRates = 64;
constexpr std::uint64_t kMaxWeights = 50'000'000;

class Bytes {
 public:
  Bytes(std::string_view data, const std::string& name) : data_(data), name_(name) {}

  template <class Value>
  Value take() {
    Value value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string_view take(std::uint64_t size) {
    if (size > data_.size() - at_) damaged("it ends too early");
    at_ += size;
    return data_.substr(at_ - size, size);
  }
  std::string text() { return std::string(take(take<std::uint32_t>())); }
  std::size_t left() const { return data_.size() - at_; }

  [[noreturn]] void damaged(const std::string& what) const {
    throw Error(ErrorKind::kDamaged, name_, "is no model that can be read: " + what + "; make it again with tools/train");
  }
  [[noreturn]] void unsupported(const std::string& what) const {
    throw Error(ErrorKind::kUnsupported, name_, what + "; such a model can be read with Tesseract only");
  }

 private:
  std::string_view data_;
  std::size_t at_ = 0;
  const std::string& name_;
};

Matrix take_matrix(Bytes& bytes) {
  const auto mode = bytes.take<std::uint8_t>();
  if (!(mode & 128)) bytes.unsupported("its weights are of a version before Tesseract 4.0");
  Matrix matrix;
  matrix.rows = static_cast<int>(bytes.take<std::uint32_t>());
  matrix.columns = static_cast<int>(bytes.take<std::uint32_t>());
  if (matrix.rows <= 0 || matrix.columns <= 1 || static_cast<std::uint64_t>(matrix.rows) * static_cast<std::uint64_t>(matrix.columns) > kMaxWeights)
    bytes.damaged(fmt::format("a matrix of {} x {}", matrix.rows, matrix.columns));
  const std::size_t size = static_cast<std::size_t>(matrix.rows) * matrix.columns;
  matrix.values.resize(size);
  if (mode & 1) {
    bytes.take<std::int8_t>();
    const std::string_view whole = bytes.take(size);
    const auto count = bytes.take<std::uint32_t>();
    if (count < static_cast<std::uint32_t>(matrix.rows)) bytes.damaged("fewer scales than rows");
    const std::string_view scales = bytes.take(std::uint64_t{count} * sizeof(double));
    for (int row = 0; row < matrix.rows; ++row) {
      double scale;
      std::memcpy(&scale, scales.data() + row * sizeof scale, sizeof scale);
      for (int column = 0; column < matrix.columns; ++column) {
        const std::size_t at = static_cast<std::size_t>(row) * matrix.columns + column;
        matrix.values[at] = static_cast<float>(static_cast<signed char>(whole[at]) * scale);
      }
    }
    return matrix;
  }
  bytes.take<double>();
  const std::string_view values = bytes.take(size * sizeof(double));
  for (std::size_t at = 0; at < size; ++at) {
    double value;
    std::memcpy(&value, values.data() + at * sizeof value, sizeof value);
    matrix.values[at] = static_cast<float>(value);
  }
  return matrix;
}

const std::map<std::string, LayerKind>& layer_kinds() {
  static const std::map<std::string, LayerKind> kinds{
      {"Series", LayerKind::kSeries},        {"Parallel", LayerKind::kBoth},       {"ParBidiLSTM", LayerKind::kBoth},
      {"RTLReversed", LayerKind::kReversed}, {"XYTranspose", LayerKind::kUpright}, {"Input", LayerKind::kInput},
      {"Convolve", LayerKind::kConvolve},    {"Maxpool", LayerKind::kMaxpool},     {"LSTM", LayerKind::kLstm},
      {"SummLSTM", LayerKind::kSummary},     {"Tanh", LayerKind::kTanh},           {"Softmax", LayerKind::kSoftmax}};
  return kinds;
}

void check(const Bytes& bytes, const NetworkLayer& layer, const Matrix& matrix, int inputs) {
  if (matrix.rows != layer.outputs || matrix.columns != inputs + 1) bytes.damaged("a matrix does not fit its layer");
}

NetworkLayer take_layer(Bytes& bytes, int depth) {
  if (depth > 12) bytes.damaged("layers within layers without end");
  if (bytes.take<std::int8_t>() != 0) bytes.damaged("no layer where one should begin");
  const std::string type = bytes.text();
  const auto found = layer_kinds().find(type);
  if (found == layer_kinds().end()) bytes.unsupported("it has a layer of type '" + type.substr(0, 40) + "'");
  NetworkLayer layer;
  layer.kind = found->second;
  bytes.take(2);  // training, propagates back
  const auto flags = bytes.take<std::int32_t>();
  layer.inputs = bytes.take<std::int32_t>();
  layer.outputs = bytes.take<std::int32_t>();
  bytes.take<std::int32_t>();  // number of weights
  bytes.text();                // name
  switch (layer.kind) {
    case LayerKind::kSeries:
    case LayerKind::kBoth:
    case LayerKind::kReversed:
    case LayerKind::kUpright: {
      const auto count = bytes.take<std::uint32_t>();
      if (count == 0 || count > 64) bytes.damaged(fmt::format("a layer of {} layers", count));
      for (std::uint32_t child = 0; child < count; ++child) layer.children.push_back(take_layer(bytes, depth + 1));
      if (flags & kLayerRates) bytes.take(std::uint64_t{bytes.take<std::uint32_t>()} * sizeof(float));
      break;
    }
    case LayerKind::kInput:
      bytes.take<std::int32_t>();
      layer.down = bytes.take<std::int32_t>();  // the height
      bytes.take(3 * sizeof(std::int32_t));
      break;
    case LayerKind::kConvolve:
    case LayerKind::kMaxpool:
      layer.across = bytes.take<std::int32_t>();
      layer.down = bytes.take<std::int32_t>();
      if (layer.across < 1 || layer.down < 1 || layer.across > 16 || layer.down > 16) bytes.damaged("a window of odd size");
      if (layer.kind == LayerKind::kConvolve && (layer.across != 1 || layer.down != 1)) bytes.unsupported("it convolves over other than 3 x 3");
      break;
    case LayerKind::kLstm:
    case LayerKind::kSummary:
      if (bytes.take<std::int32_t>() != layer.inputs + layer.outputs) bytes.unsupported("it has an LSTM in two dimensions");
      for (int gate = 0; gate < 4; ++gate) {
        layer.matrices.push_back(take_matrix(bytes));
        check(bytes, layer, layer.matrices.back(), layer.inputs + layer.outputs);
      }
      break;
    case LayerKind::kTanh:
    case LayerKind::kSoftmax:
      layer.matrices.push_back(take_matrix(bytes));
      check(bytes, layer, layer.matrices.back(), layer.inputs);
      break;
  }
  return layer;
}

std::vector<std::string> take_symbols(std::string_view unicharset, const Bytes& bytes) {
  std::istringstream lines{std::string(unicharset)};
  std::string line;
  std::getline(lines, line);
  const int count = std::atoi(line.c_str());
  std::vector<std::string> symbols;
  while (static_cast<int>(symbols.size()) < count && std::getline(lines, line)) {
    const std::string symbol = line.substr(0, line.find(' '));
    symbols.push_back(symbol == "NULL" ? " " : symbol);
  }
  if (count <= 0 || static_cast<int>(symbols.size()) != count) bytes.damaged("its list of characters is cut short");
  return symbols;
}

}  // namespace

NetworkFile parse_network(std::string_view traineddata, const std::string& name) {
  Bytes head(traineddata, name);
  const auto entries = head.take<std::int32_t>();
  if (entries <= static_cast<std::int32_t>(kVersion) || entries > 64) head.damaged("its table of parts is not one of Tesseract's");
  std::vector<std::int64_t> offsets(static_cast<std::size_t>(entries));
  for (std::int64_t& offset : offsets) offset = head.take<std::int64_t>();
  const auto part = [&](std::size_t which) -> std::string_view {
    if (offsets[which] < 0) return {};
    std::int64_t end = static_cast<std::int64_t>(traineddata.size());
    for (const std::int64_t other : offsets)
      if (other > offsets[which]) end = std::min(end, other);
    if (offsets[which] > end) head.damaged("a part lies outside the file");
    return traineddata.substr(static_cast<std::size_t>(offsets[which]), static_cast<std::size_t>(end - offsets[which]));
  };
  if (part(kLstm).empty() || part(kUnicharset).empty()) head.unsupported("it holds no LSTM network");

  NetworkFile file;
  Bytes bytes(part(kLstm), name);
  file.root = take_layer(bytes, 0);
  file.spec = bytes.text();
  bytes.take<std::int32_t>();  // flags
  file.iterations = bytes.take<std::int32_t>();
  bytes.take<std::int32_t>();
  file.null = bytes.take<std::int32_t>();
  if (file.root.kind != LayerKind::kSeries || file.root.children.front().kind != LayerKind::kInput)
    bytes.unsupported("its network does not begin with a picture");
  file.height = file.root.children.front().down;
  const std::vector<std::string> symbols = take_symbols(part(kUnicharset), bytes);
  file.symbols.assign(static_cast<std::size_t>(file.root.outputs), "");
  Bytes codes(part(kRecoder), name);
  const auto count = codes.take<std::uint32_t>();
  for (std::uint32_t unichar = 0; unichar < count; ++unichar) {
    codes.take<std::int8_t>();
    if (codes.take<std::int32_t>() != 1) bytes.unsupported("it writes one character with several outputs");
    const auto code = codes.take<std::int32_t>();
    if (code < 0 || code >= file.root.outputs) bytes.damaged("a character without an output");
    if (unichar < symbols.size()) file.symbols[static_cast<std::size_t>(code)] = symbols[unichar];
  }
  if (file.null < 0 || file.null >= file.root.outputs) bytes.damaged("no output stands for nothing");
  file.symbols[static_cast<std::size_t>(file.null)].clear();
  file.version = std::string(part(kVersion));
  return file;
}

NetworkFile load_network(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf())) throw Error(ErrorKind::kDisk, path.string(), "cannot be read; check that it is there and may be read");
  return parse_network(content.str(), path.string());
}

}  // namespace banthuek::recognise
