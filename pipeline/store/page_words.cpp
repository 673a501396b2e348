#include "pipeline/store/page_words.h"

#include <algorithm>

namespace banthuek::store {
namespace {

constexpr std::size_t kMaxNumbers = 6, kMaxBytes = 5;  // of a word, of a number

// Writes a number where `at` points to, and moves it behind.
void put(char*& at, std::uint32_t number) {
  for (; number >= 128; number >>= 7) *at++ = static_cast<char>(number | 128);
  *at++ = static_cast<char>(number);
}

// Zigzag: 0, -1, 1, -2, 2, ... as 0, 1, 2, 3, 4.
void put_signed(char*& at, int number) { put(at, static_cast<std::uint32_t>(number) << 1 ^ static_cast<std::uint32_t>(number >> 31)); }

class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}
  bool more() const { return !bytes_.empty() && whole_; }
  bool whole() const { return whole_; }

  std::uint32_t next() {
    std::uint32_t number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (bytes_.empty()) break;
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      number |= static_cast<std::uint32_t>(byte & 127) << shift;
      if (!(byte & 128)) return number;
    }
    whole_ = false;
    return 0;
  }
  int next_signed() {
    const std::uint32_t number = next();
    return static_cast<int>(number >> 1 ^ (~(number & 1) + 1));
  }

 private:
  std::string_view bytes_;
  bool whole_ = true;
};

}  // namespace

// Four numbers or five for each word: its bytes * 4 + the bytes between the last one and it where they are 0 to 2, or 3, and then the bytes beyond 3;
// how far its left edge is from the last one's right edge, its top from that one's top, its width, and how much higher it is than that one.
std::string encode_words(const std::vector<PlacedWord>& words) {
  constexpr std::uint32_t kFar = 3;
  std::string out(words.size() * kMaxNumbers * kMaxBytes, '\0');
  char* at = out.data();
  PlacedWord last;
  for (const PlacedWord& word : words) {
    const std::uint32_t gap = word.begin - last.end;
    put(at, (word.end - word.begin) << 2 | std::min(gap, kFar));
    if (gap >= kFar) put(at, gap - kFar);
    put_signed(at, word.box.x - last.box.right());
    put_signed(at, word.box.y - last.box.y);
    put(at, static_cast<std::uint32_t>(std::max(0, word.box.w)));
    put_signed(at, word.box.h - last.box.h);
    last = word;
    last.box.w = std::max(0, word.box.w);
  }
  out.resize(static_cast<std::size_t>(at - out.data()));
  return out;
}

std::vector<PlacedWord> decode_words(std::string_view bytes) {
  std::vector<PlacedWord> out;
  out.reserve(bytes.size() / 5);
  PlacedWord word;
  for (Numbers numbers(bytes); numbers.more();) {
    const std::uint32_t size = numbers.next();
    word.begin = word.end + (size & 3);
    if ((size & 3) == 3) word.begin += numbers.next();
    word.end = word.begin + (size >> 2);
    word.box.x = word.box.right() + numbers.next_signed();
    word.box.y += numbers.next_signed();
    word.box.w = static_cast<int>(numbers.next());
    word.box.h += numbers.next_signed();
    if (numbers.whole()) out.push_back(word);
  }
  return out;
}

}  // namespace banthuek::store
