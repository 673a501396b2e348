// A model file of Tesseract's kind, small enough for a test: what is in it can be bent piece by piece.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace banthuek {

template <class Value>
std::string raw(Value value) {
  std::string out(sizeof value, '\0');
  std::memcpy(out.data(), &value, sizeof value);
  return out;
}

inline std::string text(const std::string& s) { return raw<std::uint32_t>(static_cast<std::uint32_t>(s.size())) + s; }

// Weights that go up and down between -4 and 4, another row of them for each `seed`; `whole`: as integers with scales.
inline std::string matrix(int rows, int columns, int seed, bool whole = false) {
  std::string out = raw<std::uint8_t>(whole ? 129 : 128) + raw<std::uint32_t>(static_cast<std::uint32_t>(rows)) +
                    raw<std::uint32_t>(static_cast<std::uint32_t>(columns)) + (whole ? raw<std::int8_t>(0) : raw<double>(0));
  std::uint32_t state = static_cast<std::uint32_t>(seed) * 2654435761u;
  for (int i = 0; i < rows * columns; ++i) {
    state = state * 1664525u + 1013904223u;
    const int value = static_cast<int>(state >> 24) - 128;
    out += whole ? raw<std::int8_t>(static_cast<std::int8_t>(value)) : raw<double>(value / 32.0);
  }
  if (whole) {
    out += raw<std::uint32_t>(static_cast<std::uint32_t>(rows));
    for (int row = 0; row < rows; ++row) out += raw<double>(1 / (25.0 + row));
  }
  return out;
}

inline std::string layer(const std::string& type, int inputs, int outputs, const std::string& rest, int flags = 0) {
  return raw<std::int8_t>(0) + text(type) + std::string(2, '\0') + raw<std::int32_t>(flags) + raw<std::int32_t>(inputs) + raw<std::int32_t>(outputs) +
         raw<std::int32_t>(0) + text("name") + rest;
}

inline std::string group(const std::string& type, int inputs, int outputs, const std::vector<std::string>& children, int flags = 0) {
  std::string rest = raw<std::uint32_t>(static_cast<std::uint32_t>(children.size()));
  for (const std::string& child : children) rest += child;
  if (flags & 64) rest += raw<std::uint32_t>(2) + raw<float>(1) + raw<float>(2);  // rates of learning
  return layer(type, inputs, outputs, rest, flags);
}

inline std::string lstm(const std::string& type, int inputs, int outputs, int seed, bool whole = false) {
  std::string rest = raw<std::int32_t>(inputs + outputs);
  for (int gate = 0; gate < 4; ++gate) rest += matrix(outputs, inputs + outputs + 1, seed + gate, whole);
  return layer(type, inputs, outputs, rest);
}

inline std::string dense(const std::string& type, int inputs, int outputs, int seed, bool whole = false) {
  return layer(type, inputs, outputs, matrix(outputs, inputs + 1, seed, whole));
}

inline std::string window(const std::string& type, int inputs, int outputs, int across, int down) {
  return layer(type, inputs, outputs, raw<std::int32_t>(across) + raw<std::int32_t>(down));
}

inline std::string input(int height) { return layer("Input", 1, 1, raw<std::int32_t>(1) + raw<std::int32_t>(height) + std::string(12, '\0')); }

struct SmallNetwork {
  int height = 7, outputs = 5, null = 4;
  // Convolution, pooling, columns from the top, lines both ways, one more line, and what is likely.
  std::vector<std::string> layers{input(7),
                                  group("Series", 1, 3, {window("Convolve", 1, 9, 1, 1), dense("Tanh", 9, 3, 1)}),
                                  window("Maxpool", 3, 3, 3, 2),
                                  group("XYTranspose", 3, 4, {lstm("SummLSTM", 3, 4, 10)}),
                                  group("Parallel", 4, 5, {lstm("LSTM", 4, 2, 20, true), group("RTLReversed", 4, 3, {lstm("LSTM", 4, 3, 30)})}, 64),
                                  dense("Tanh", 5, 18, 35),
                                  lstm("LSTM", 18, 4, 40, true),
                                  dense("Softmax", 4, 5, 50)};
  std::string root = "Series";
  std::string unicharset = "4\nNULL 0 x\nก 1 x\nข 1 x\n0 2 x\n";
  std::string recoder = codes({3, 0, 1, 2});
  std::string version = "5.0 of a test";

  static std::string codes(const std::vector<int>& outputs) {
    std::string out = raw<std::uint32_t>(static_cast<std::uint32_t>(outputs.size()));
    for (const int output : outputs) out += raw<std::int8_t>(1) + raw<std::int32_t>(1) + raw<std::int32_t>(output);
    return out;
  }
  std::string network() const {
    return group(root, 1, outputs, layers) + text("[1,7,0,1 small]") + raw<std::int32_t>(0) + raw<std::int32_t>(1234) + raw<std::int32_t>(0) +
           raw<std::int32_t>(null);
  }
  // The parts at their places (17 network, 21 characters, 22 codes, 23 version), one after the other.
  std::string bytes(int entries = 24) const { return file_of(network(), entries); }
  std::string file_of(const std::string& lstm_part, int entries = 24) const {
    std::string table = raw<std::int32_t>(entries), content;
    const std::size_t start = 4 + 8 * static_cast<std::size_t>(entries);
    for (int i = 0; i < entries; ++i) {
      const std::string part = i == 17 ? lstm_part : i == 21 ? unicharset : i == 22 ? recoder : i == 23 ? version : "";
      table += raw<std::int64_t>(part.empty() ? -1 : static_cast<std::int64_t>(start + content.size()));
      content += part;
    }
    return table + content;
  }
};

}  // namespace banthuek
