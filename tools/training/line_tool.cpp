// Prepares and reads lines in bulk, for training and benchmarks: the same code as in use, from the outside.
//
// usage: line_tool prepare                 <CROPS >PICTURES
//        line_tool read [MODEL_FILE] [RUNS] <CROPS >JSON
//
// CROPS: per crop u32 width, height, channels (1 or 3), then the pixels row by row. PICTURES: per crop u32 width, then
// width * 48 bytes of grey. Numbers are little-endian. `read` prepares and reads each crop with the model (default: the
// program's) and prints an array of {"text", "confidence", "symbols": [[text, confidence], ...]}, then a line with the CPU
// seconds of preparing and of reading, each RUNS (default 1) times.
#include <ctime>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "extractors/error.h"
#include "pipeline/recognise/make_recogniser.h"

namespace {

using namespace banthuek;

std::optional<std::uint32_t> number() {
  std::uint32_t value = 0;
  if (!std::cin.read(reinterpret_cast<char*>(&value), sizeof value)) return std::nullopt;
  return value;
}

std::optional<LineCrop> next_crop() {
  const auto width = number();
  if (!width) return std::nullopt;
  const auto height = number(), channels = number();
  if (!height || !channels || *width > 20000 || *height > 20000 || (*channels != 1 && *channels != 3)) return std::nullopt;
  LineCrop crop{static_cast<int>(*width), static_cast<int>(*height), static_cast<int>(*channels), {}, {}, {}};
  crop.pixels.resize(static_cast<std::size_t>(*width) * *height * *channels);
  if (!std::cin.read(reinterpret_cast<char*>(crop.pixels.data()), static_cast<std::streamsize>(crop.pixels.size())))
    return std::nullopt;
  return crop;
}

int prepare() {
  while (const auto crop = next_crop()) {
    const LinePicture line = prepare_line(*crop);
    const auto width = static_cast<std::uint32_t>(line.width);
    std::cout.write(reinterpret_cast<const char*>(&width), sizeof width);
    std::cout.write(reinterpret_cast<const char*>(line.grey.data()), static_cast<std::streamsize>(line.grey.size()));
    std::cout.flush();
  }
  return 0;
}

double seconds_since(std::clock_t start) { return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; }

int read(const char* model, int runs) {
  if (model) setenv("BANTHUEK_MODEL", model, 1);
  const std::unique_ptr<Recogniser> recogniser = make_recogniser();
  nlohmann::json out = nlohmann::json::array();
  double preparing = 0, reading = 0;
  while (const auto crop = next_crop()) {
    for (int run = 0; run < runs; ++run) {
      const std::clock_t start = std::clock();
      const LinePicture line = prepare_line(*crop);
      preparing += seconds_since(start);
      const std::clock_t middle = std::clock();
      const Reading result = recogniser->recognise(line);
      reading += seconds_since(middle);
      if (run > 0) continue;
      nlohmann::json symbols = nlohmann::json::array();
      for (const Symbol& symbol : result.symbols) symbols.push_back({symbol.text, symbol.confidence});
      out.push_back({{"text", result.text}, {"confidence", result.confidence}, {"symbols", symbols}});
    }
  }
  std::cout << out.dump() << "\n" << preparing << " " << reading << "\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::string what = argc > 1 ? argv[1] : "";
  try {
    if (what == "prepare") return prepare();
    if (what == "read") return read(argc > 2 && *argv[2] ? argv[2] : nullptr, argc > 3 ? std::atoi(argv[3]) : 1);
  } catch (const Error& error) {
    std::cerr << "line_tool: " << error.what() << "\n";
    return 3;
  }
  std::cerr << "line_tool: give prepare or read\n";
  return 2;
}
