// Stands in for libFuzzer where the compiler has none: puts the files of the folders given through the target, and each of them broken
// in kBroken ways that are the same in every run. usage: NAME_fuzz FOLDER... [--broken N]
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kBroken = 50;

using Bytes = std::vector<std::uint8_t>;

Bytes content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Numbers that are the same everywhere (Numerical Recipes' generator, its upper bits).
class Chance {
 public:
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    return n == 0 ? 0 : static_cast<std::size_t>((state_ >> 33) % n);
  }

 private:
  std::uint64_t state_ = 7;
};

Bytes broken(Bytes bytes, Chance& chance) {
  for (std::size_t times = 1 + chance.below(6); times > 0 && !bytes.empty(); --times) {
    const std::size_t at = chance.below(bytes.size()), count = std::min(bytes.size() - at, 1 + chance.below(16));
    const auto from = bytes.begin() + static_cast<long>(at);
    switch (chance.below(4)) {
      case 0:
        bytes[at] = static_cast<std::uint8_t>(chance.below(256));
        break;
      case 1:
        bytes.erase(from, from + static_cast<long>(count));
        break;
      case 2: {
        const Bytes copy(from, from + static_cast<long>(count));
        bytes.insert(from, copy.begin(), copy.end());
        break;
      }
      default:
        bytes[at] ^= static_cast<std::uint8_t>(1u << chance.below(8));
    }
  }
  if (chance.below(8) == 0) bytes.resize(chance.below(bytes.size()));
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  int ways = kBroken;
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--broken") == 0 && i + 1 < argc) {
      ways = std::atoi(argv[++i]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(argv[i]))
      if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    std::fprintf(stderr, "%s: no seeds; give a folder that holds some\n", argv[0]);
    return 2;
  }
  Chance chance;
  for (const std::filesystem::path& file : files) {
    const Bytes seed = content_of(file);
    LLVMFuzzerTestOneInput(seed.data(), seed.size());
    for (int i = 0; i < ways; ++i) {
      const Bytes bytes = broken(seed, chance);
      LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
  }
  std::printf("%zu seeds, each whole and broken in %d ways\n", files.size(), ways);
  return 0;
}
