#include "pipeline/index/postings.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace banthuek::index {
namespace {

constexpr std::size_t kBitmapBytes = 8192, kMaxGapBytes = 3;

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

namespace {

// Gaps of seven bits a byte, the low ones first; the high bit says that more follow.
char* put_gap(char* at, std::uint32_t gap) {
  for (; gap >= 128; gap >>= 7) *at++ = static_cast<char>(gap | 128);
  *at++ = static_cast<char>(gap);
  return at;
}

std::string bitmap_of(const PassageSet& set) { return {reinterpret_cast<const char*>(set.words().data()), kBitmapBytes}; }

}  // namespace

std::string encode_postings(const std::vector<std::uint16_t>& sorted) {
  if (sorted.size() < kBitmapBytes) {  // each takes a byte or more
    std::string out(sorted.size() * kMaxGapBytes, '\0');
    char* at = out.data();
    std::uint32_t before = 0;
    for (const std::uint16_t low : sorted) {
      at = put_gap(at, low - before);
      before = low;
    }
    out.resize(static_cast<std::size_t>(at - out.data()));
    if (out.size() < kBitmapBytes) return out;
  }
  PassageSet set;
  for (const std::uint16_t low : sorted) set.add(low);
  return bitmap_of(set);
}

namespace {

template <typename Act>
void for_each_posting(std::string_view bytes, const Act& act) {
  std::uint32_t low = 0, gap = 0;
  int shift = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (shift < 32) gap |= static_cast<std::uint32_t>(byte & 127) << shift;
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

namespace {

// Whether its first gap and its last one end.
bool is_whole(std::string_view list) {
  const auto ends = [](char c) { return !(static_cast<unsigned char>(c) & 128); };
  const std::string_view first = list.substr(0, kMaxGapBytes);
  return list.empty() || (ends(list.back()) && std::any_of(first.begin(), first.end(), ends));
}

std::string join_damaged(std::span<const std::string_view> lists) {
  std::vector<std::uint16_t> all;
  for (const std::string_view list : lists) append_postings(list, all);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return encode_postings(all);
}

}  // namespace

std::string join_postings(std::span<const std::string_view> lists) {
  std::size_t bytes = 0;
  bool bitmaps = false;
  for (const std::string_view list : lists) {
    bytes += list.size() + kMaxGapBytes;
    bitmaps = bitmaps || list.size() == kBitmapBytes;
  }
  std::string out;
  if (!bitmaps) {
    if (!std::all_of(lists.begin(), lists.end(), is_whole)) return join_damaged(lists);
    // The gaps stay as they are but the first of each list.
    out.resize(bytes);
    char* at = out.data();
    std::uint32_t last = 0;
    for (const std::string_view list : lists) {
      if (list.empty()) continue;
      std::uint32_t low = 0;
      std::size_t rest = 0;  // of the list, behind its first gap
      for (int shift = 0; rest < std::min(list.size(), kMaxGapBytes); shift += 7) {
        const auto byte = static_cast<unsigned char>(list[rest++]);
        low |= static_cast<std::uint32_t>(byte & 127) << shift;
        if (!(byte & 128)) break;
      }
      at = put_gap(at, (low - last) & 0xFFFF);  // of damaged lists too no more than there is room for
      at = std::copy(list.begin() + static_cast<std::ptrdiff_t>(rest), list.end(), at);
      last = low;
      for_each_posting(list.substr(rest), [&, low](std::uint16_t gaps) { last = low + gaps; });
    }
    out.resize(static_cast<std::size_t>(at - out.data()));
    if (out.size() < kBitmapBytes) return out;
  }
  PassageSet set;
  for (const std::string_view list : lists) add_postings(list, set);
  return bitmap_of(set);
}

}  // namespace banthuek::index
