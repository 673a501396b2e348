#include "pipeline/store/postings.h"

#include <bit>
#include <cstring>

namespace banthuek {
namespace {

constexpr std::size_t kBitmapBytes = 8192;
constexpr std::size_t kLongestArray = kBitmapBytes / 2 - 1;

static_assert(std::endian::native == std::endian::little, "postings are written as they lie in memory");

}  // namespace

bool MeasureSet::empty() const {
  for (const std::uint64_t word : words_)
    if (word) return false;
  return true;
}

int MeasureSet::count() const {
  int count = 0;
  for (const std::uint64_t word : words_) count += std::popcount(word);
  return count;
}

MeasureSet& MeasureSet::operator&=(const MeasureSet& other) {
  for (int i = 0; i < kWords; ++i) words_[static_cast<std::size_t>(i)] &= other.words_[static_cast<std::size_t>(i)];
  return *this;
}

MeasureSet& MeasureSet::operator|=(const MeasureSet& other) {
  for (int i = 0; i < kWords; ++i) words_[static_cast<std::size_t>(i)] |= other.words_[static_cast<std::size_t>(i)];
  return *this;
}

void MeasureSet::subtract(const MeasureSet& other) {
  for (int i = 0; i < kWords; ++i) words_[static_cast<std::size_t>(i)] &= ~other.words_[static_cast<std::size_t>(i)];
}

std::string encode_postings(const std::vector<std::uint16_t>& sorted) {
  if (sorted.size() <= kLongestArray) return {reinterpret_cast<const char*>(sorted.data()), sorted.size() * 2};
  MeasureSet set;
  for (const std::uint16_t low : sorted) set.add(low);
  return {reinterpret_cast<const char*>(set.words().data()), kBitmapBytes};
}

void add_postings(std::string_view bytes, MeasureSet& to) {
  if (bytes.size() == kBitmapBytes) {
    for (int i = 0; i < MeasureSet::kWords; ++i) {
      std::uint64_t word;
      std::memcpy(&word, bytes.data() + 8 * i, 8);
      to.words()[static_cast<std::size_t>(i)] |= word;
    }
    return;
  }
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint16_t low;
    std::memcpy(&low, bytes.data() + i, 2);
    to.add(low);
  }
}

void append_postings(std::string_view bytes, std::vector<std::uint16_t>& to) {
  if (bytes.size() != kBitmapBytes) {
    const std::size_t before = to.size();
    to.resize(before + bytes.size() / 2);
    std::memcpy(to.data() + before, bytes.data(), bytes.size() / 2 * 2);
    return;
  }
  for (std::size_t i = 0; i < MeasureSet::kWords; ++i) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + 8 * i, 8);
    for (; word; word &= word - 1) to.push_back(static_cast<std::uint16_t>(64 * i + static_cast<std::size_t>(std::countr_zero(word))));
  }
}

}  // namespace banthuek
