// Reads numbers by hand in bulk, for benchmarks: the program's own reader, from the outside.
//
// usage: read_numbers FILE.pen <INK >LINES
//
// INK: for each number u32 width, u32 height (little endian), width x height bytes, not 0 where there is ink. A line for each: the Thai digits, the
// confidence, 1 where it is sure; an empty line where no number is read.
#include <cstdint>
#include <iostream>
#include <vector>

#include "extractors/types/error.h"
#include "pipeline/pen/digit_reader.h"

namespace {

int read(const char* file) {
  const banthuek::pen::DigitReader reader(file, banthuek::pen::kSureShare);
  std::uint32_t size[2];
  while (std::cin.read(reinterpret_cast<char*>(size), sizeof size)) {
    const int width = static_cast<int>(size[0]), height = static_cast<int>(size[1]), stride = (width + 7) / 8;
    std::vector<char> bytes(static_cast<std::size_t>(width) * height);
    std::cin.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::vector<std::uint8_t> bits(static_cast<std::size_t>(stride) * height);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        if (bytes[static_cast<std::size_t>(y) * width + x])
          bits[static_cast<std::size_t>(y) * stride + x / 8] |= static_cast<std::uint8_t>(0x80 >> x % 8);
    const auto reading = reader.read(banthuek::picture::Picture::from_bits(bits, width, height, stride, 0, banthuek::picture::Picture::Bit::kInk));
    if (reading) std::cout << reading->digits << "\t" << reading->confidence << "\t" << reading->sure;
    std::cout << "\n";
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  if (argc < 2) {
    std::cerr << "usage: read_numbers FILE.pen <INK >LINES\n";
    return 2;
  }
  try {
    return read(argv[1]);
  } catch (const banthuek::Error& error) {
    std::cerr << "read_numbers: " << error.what() << "\n";
    return 3;
  }
}
