#include "pipeline/recognise/character_model.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "extractors/types/error.h"

namespace banthuek::recognise {
namespace {

constexpr double kStep = 16.0;

// Reads little-endian numbers off the front of a file.
class ModelBytes {
 public:
  ModelBytes(std::string all, const std::string& where) : all_(std::move(all)), where_(where) {}
  std::uint32_t number(int bytes) {
    if (at_ + static_cast<std::size_t>(bytes) > all_.size())
      throw Error(ErrorKind::kDamaged, where_, "breaks off; take the file of the release again");
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i) value |= static_cast<std::uint32_t>(static_cast<unsigned char>(all_[at_++])) << (8 * i);
    return value;
  }
  std::size_t left() const { return all_.size() - at_; }
  bool begins(const std::string& text) {
    if (all_.compare(0, text.size(), text) != 0) return false;
    at_ = text.size();
    return true;
  }

 private:
  std::string all_, where_;
  std::size_t at_ = 0;
};

}  // namespace

CharacterModel::CharacterModel(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorKind::kDisk, file.string(), "cannot be read; is the installation whole?");
  std::ostringstream all;
  all << in.rdbuf();
  ModelBytes bytes(std::move(all).str(), file.string());
  if (!bytes.begins("LETTERS1")) throw Error(ErrorKind::kDamaged, file.string(), "is no letter model; take the file of the release again");
  longest_ = static_cast<int>(bytes.number(1));
  bytes.number(1);
  if (longest_ < 1 || longest_ > kLongest) throw Error(ErrorKind::kDamaged, file.string(), "is no letter model that this program knows");
  std::vector<std::uint32_t> sizes;
  sizes.reserve(static_cast<std::size_t>(longest_));
  for (int n = 0; n < longest_; ++n) sizes.push_back(bytes.number(4));
  for (int n = 0; n < longest_; ++n) {
    std::vector<Entry>& level = entries_.emplace_back();
    const bool last = n + 1 == longest_;
    const std::uint32_t longer = last ? 0 : sizes[static_cast<std::size_t>(n) + 1];
    level.reserve(std::min<std::size_t>(sizes[static_cast<std::size_t>(n)], bytes.left()) + 1);  // a damaged file may claim any number
    for (std::uint32_t i = 0; i < sizes[static_cast<std::size_t>(n)]; ++i) {
      Entry entry;
      entry.symbol = static_cast<std::uint8_t>(bytes.number(1));
      entry.cost = static_cast<std::uint8_t>(bytes.number(1));
      entry.rest = static_cast<std::uint8_t>(bytes.number(1));
      entry.continuations = last ? 0 : bytes.number(3);
      if (entry.continuations > longer || (!level.empty() && entry.continuations < level.back().continuations))
        throw Error(ErrorKind::kDamaged, file.string(), "its entries are out of order; take the file of the release again");
      level.push_back(entry);
    }
    level.push_back({longer, 0, 0, 128});
  }
}

// U+0E01..U+0E3A are 1..58, U+0E40..U+0E4E 59..73.
int CharacterModel::symbol_of(char32_t letter) {
  if (letter >= 0xE01 && letter <= 0xE3A) return static_cast<int>(letter) - 0xE00;
  if (letter >= 0xE40 && letter <= 0xE4E) return static_cast<int>(letter) - 0xE40 + 59;
  return kOther;
}

char32_t CharacterModel::letter_of(int symbol) {
  if (symbol == kOther) return 0;
  return static_cast<char32_t>(symbol < 59 ? symbol + 0xE00 : symbol - 59 + 0xE40);
}

int CharacterModel::symbol_of(const std::string& character) {
  // In UTF-8 these are three bytes from E0 B8 81 on.
  if (character.size() != 3 || character[0] != '\xE0') return kOther;
  return symbol_of(
      static_cast<char32_t>(((static_cast<unsigned char>(character[1]) & 0x3F) << 6) | (static_cast<unsigned char>(character[2]) & 0x3F)));
}

const CharacterModel::Entry* CharacterModel::find(const Context& before, int length, int next) const {
  std::size_t first = 0, end = entries_[0].size() - 1;
  for (int n = 0; n <= length; ++n) {
    const int symbol = n < length ? before[static_cast<std::size_t>(length - 1 - n)] : next;
    const std::vector<Entry>& level = entries_[static_cast<std::size_t>(n)];
    const auto from = level.begin() + static_cast<std::ptrdiff_t>(first), to = level.begin() + static_cast<std::ptrdiff_t>(end);
    const auto at = std::lower_bound(from, to, symbol, [](const Entry& entry, int wanted) { return entry.symbol < wanted; });
    if (at == to || at->symbol != symbol) return nullptr;
    if (n == length) return &*at;
    first = at->continuations, end = (at + 1)->continuations;
  }
  return nullptr;
}

double CharacterModel::log_probability(const Context& before, int next) const {
  double rest = 0;
  for (int length = longest_ - 1; length > 0; --length) {
    if (const Entry* entry = find(before, length, next)) return rest - entry->cost / kStep;
    Context shorter{};
    std::copy(before.begin() + 1, before.begin() + length, shorter.begin());
    if (const Entry* context = find(shorter, length - 1, before[0])) rest += (context->rest - 128) / kStep;
  }
  const Entry* entry = find(before, 0, next);
  return rest - (entry ? entry->cost : 255) / kStep;
}

CharacterModel::Context CharacterModel::extended(const Context& before, int symbol) {
  Context now{};
  now[0] = static_cast<std::uint8_t>(symbol);
  std::copy(before.begin(), before.end() - 1, now.begin() + 1);
  return now;
}

}  // namespace banthuek::recognise
