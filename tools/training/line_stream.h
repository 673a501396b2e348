// Crops of lines as bytes between the training scripts and the programs that prepare and read them.
//
// Per crop: u32 width, height, channels (1 or 3), f32 top and bottom of its band (0 and 0: to be found), then the pixels row by row.
// Numbers are little-endian.
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <optional>

#include "pipeline/recognise/line_picture.h"

namespace banthuek {

template <class Value>
bool take(std::istream& in, Value& value) {
  return static_cast<bool>(in.read(reinterpret_cast<char*>(&value), sizeof value));
}

// The next crop; nothing at the end or where the bytes are no crop.
inline std::optional<recognise::LineCrop> next_crop(std::istream& in) {
  std::array<std::uint32_t, 3> size{};
  std::array<float, 2> band{};
  if (!take(in, size) || !take(in, band)) return std::nullopt;
  const auto [width, height, channels] = size;
  if (width > 20000 || height > 20000 || (channels != 1 && channels != 3)) return std::nullopt;
  recognise::LineCrop crop{static_cast<int>(width), static_cast<int>(height), static_cast<int>(channels), {}, {}, {}};
  if (band[1] > band[0]) crop.band = recognise::Band{band[0], band[1]};
  crop.pixels.resize(static_cast<std::size_t>(width) * height * channels);
  if (!in.read(reinterpret_cast<char*>(crop.pixels.data()), static_cast<std::streamsize>(crop.pixels.size()))) return std::nullopt;
  return crop;
}

}  // namespace banthuek
