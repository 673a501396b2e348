#include "pipeline/index/postings.h"

#include <bit>
#include <cstring>

namespace banthuek::index {
namespace {

constexpr std::size_t kBitmapBytes = 8192;

static_assert(std::endian::native == std::endian::little, "postings are written as they lie in memory");

}  // namespace

bool PassageSet::empty() const {
  for (const std::uint64_t word : words_)
    if (word) return false;
  return true;
}

int PassageSet::count() const {
  int count = 0;
  for (const std::uint64_t word : words_) count += count_bits(word);
  return count;
}

PassageSet& PassageSet::operator&=(const PassageSet& other) {
  for (int i = 0; i < kWords; ++i) words_[static_cast<std::size_t>(i)] &= other.words_[static_cast<std::size_t>(i)];
  return *this;
}

PassageSet& PassageSet::operator|=(const PassageSet& other) {
  for (int i = 0; i < kWords; ++i) words_[static_cast<std::size_t>(i)] |= other.words_[static_cast<std::size_t>(i)];
  return *this;
}

void PassageSet::subtract(const PassageSet& other) {
  for (int i = 0; i < kWords; ++i) words_[static_cast<std::size_t>(i)] &= ~other.words_[static_cast<std::size_t>(i)];
}

// Gaps of seven bits a byte, the low ones first; the high bit says that more follow.
std::string encode_postings(const std::vector<std::uint16_t>& sorted) {
  std::string out;
  out.reserve(sorted.size() * 2);
  std::uint32_t before = 0;
  for (const std::uint16_t low : sorted) {
    std::uint32_t gap = low - before;
    before = low;
    for (; gap >= 128; gap >>= 7) out += static_cast<char>(gap | 128);
    out += static_cast<char>(gap);
  }
  if (out.size() < kBitmapBytes) return out;
  PassageSet set;
  for (const std::uint16_t low : sorted) set.add(low);
  return {reinterpret_cast<const char*>(set.words().data()), kBitmapBytes};
}

namespace {

template <typename Act>
void for_each_posting(std::string_view bytes, const Act& act) {
  std::uint32_t low = 0, gap = 0;
  int shift = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    gap |= static_cast<std::uint32_t>(byte & 127) << shift;
    if (byte & 128) {
      shift += 7;
      continue;
    }
    low += gap;
    gap = 0;
    shift = 0;
    act(static_cast<std::uint16_t>(low));
  }
}

}  // namespace

void add_postings(std::string_view bytes, PassageSet& to) {
  if (bytes.size() == kBitmapBytes) {
    for (std::size_t i = 0; i < PassageSet::kWords; ++i) {
      std::uint64_t word;
      std::memcpy(&word, bytes.data() + 8 * i, 8);
      to.words()[i] |= word;
    }
    return;
  }
  for_each_posting(bytes, [&](std::uint16_t low) { to.add(low); });
}

void keep_postings(std::string_view bytes, PassageSet& set) {
  PassageSet listed;
  if (bytes.size() == kBitmapBytes)
    std::memcpy(listed.words().data(), bytes.data(), kBitmapBytes);
  else
    add_postings(bytes, listed);
  set &= listed;
}

void append_postings(std::string_view bytes, std::vector<std::uint16_t>& to) {
  if (bytes.size() != kBitmapBytes) return for_each_posting(bytes, [&](std::uint16_t low) { to.push_back(low); });
  for (std::size_t i = 0; i < PassageSet::kWords; ++i) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + 8 * i, 8);
    for (; word; word &= word - 1) to.push_back(static_cast<std::uint16_t>(64 * i + static_cast<std::size_t>(std::countr_zero(word))));
  }
}

}  // namespace banthuek::index
