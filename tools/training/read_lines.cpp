// Prepares and reads lines in bulk, for benchmarks: the same code as in use, from the outside.
//
// usage: read_lines [MODEL_FILE] [RUNS] <CROPS >JSON
//
// CROPS: line_stream.h. Reads each crop with the model (default: the program's) and prints an array of {"text", "confidence",
// "symbols": [[text, confidence], ...]}, then a line with the CPU seconds that took, done RUNS (default 1) times.
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>

#include "extractors/types/error.h"
#include "pipeline/recognise/make_recogniser.h"
#include "pipeline/recognise/reread.h"
#include "tools/training/line_stream.h"

namespace {

using namespace banthuek;

double seconds_since(std::clock_t start) { return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; }

void append(recognise::Reading& whole, recognise::Reading part) {
  const std::size_t before = whole.symbols.size(), count = before + part.symbols.size();
  if (count > 0)
    whole.confidence =
        (whole.confidence * static_cast<double>(before) + part.confidence * static_cast<double>(part.symbols.size())) / static_cast<double>(count);
  whole.text += (whole.text.empty() ? "" : "\n") + part.text;
  whole.symbols.insert(whole.symbols.end(), part.symbols.begin(), part.symbols.end());
}

int read(int runs) {
  const std::unique_ptr<recognise::Recogniser> recogniser = recognise::make_recogniser();
  nlohmann::json out = nlohmann::json::array();
  double reading = 0;
  while (const auto crop = next_crop(std::cin)) {
    for (int run = 0; run < runs; ++run) {
      const std::clock_t start = std::clock();
      recognise::Reading result;
      for (const recognise::LineCrop& part : recognise::split_lines(*crop)) {
        int looks = recognise::kLooksAtALine;
        append(result, recognise::best_look(*recogniser, part, std::nullopt, looks).reading);
      }
      reading += seconds_since(start);
      if (run > 0) continue;
      nlohmann::json symbols = nlohmann::json::array();
      for (const recognise::Symbol& symbol : result.symbols) symbols.push_back({symbol.text, symbol.confidence});
      out.push_back({{"text", result.text}, {"confidence", result.confidence}, {"symbols", symbols}});
    }
  }
  std::cout << out.dump() << "\n" << reading << "\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  if (argc > 1 && *argv[1]) setenv("BANTHUEK_MODEL", argv[1], 1);
  try {
    return read(argc > 2 ? std::max(1, std::atoi(argv[2])) : 1);
  } catch (const Error& error) {
    std::cerr << "read_lines: " << error.what() << "\n";
    return 3;
  }
}
