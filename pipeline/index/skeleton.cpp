#include "pipeline/index/skeleton.h"

#include <array>
#include <utility>

#include "pipeline/index/characters.h"

namespace banthuek::index {
namespace {

// The byte of a folded character in a skeleton; 0: it has none.
constexpr std::uint8_t bone(std::uint32_t c) {
  if (c < 0x80) return c <= ' ' ? 0 : static_cast<std::uint8_t>(c);
  if (is_mark(c) || c == kSaraAa || c == kSaraE || c == kSaraAe) return 0;
  if (c >= 0x0E00 && c < 0x0E80) return static_cast<std::uint8_t>(0x80 | (c - 0x0E00));
  return static_cast<std::uint8_t>(0xE0 | (c & 0x1F));
}

// Bones of characters as they stand in texts: ASCII, then U+0E00 to U+0E7F.
constexpr auto kBones = [] {
  std::array<std::uint8_t, 256> out{};
  for (std::uint32_t c = 0; c < 0x80; ++c) out[c] = bone(c >= 'A' && c <= 'Z' ? c + 32 : c);
  for (std::uint32_t c = 0x0E00; c < 0x0E80; ++c) out[c - 0x0E00 + 0x80] = bone(c >= 0x0E50 && c <= 0x0E59 ? '0' + c - 0x0E50 : c);
  return out;
}();

// The byte of a folded character among letters; 0: it has none.
constexpr std::uint8_t letter(std::uint32_t c) {
  if (c < 0x0E00 || c >= 0x0E80) return bone(c);
  if (is_tone(c) || c == kNikhahit) return 0;
  return static_cast<std::uint8_t>(0x80 | ((c == kSaraAm ? kSaraAa : c == kSaraAe ? kSaraE : c) - 0x0E00));
}

// What the cutter does to characters, as far as letters show it.
class LetterWriter {
 public:
  explicit LetterWriter(char* to) : end_(to) {}
  char* end() const { return end_; }

  void put_thai(std::uint32_t c) {
    switch (kThai[c - 0x0E00]) {
      case Thai::kMark:
      case Thai::kTone:
        return mark(c, bit_of(c));
      case Thai::kSaraAa:
        if (!(seen_ & bit_of(kNikhahit))) return base(c);
        seen_ = (seen_ & ~bit_of(kNikhahit)) | bit_of(kSaraAm);
        return write(c);
      case Thai::kSaraE:
        if (!std::exchange(alone_e_, false)) base(c), alone_e_ = true;  // of เเ the second is none
        return;
      case Thai::kBase:
        return base(c);
    }
  }
  void put(std::uint32_t c) {
    if (is_mark(c)) return mark(c, std::uint64_t{1} << (15 + (c & 31)));
    base(c);
    wide_ = c > 0xFFFF;
  }
  void space() { units_ = 0, seen_ = 0, alone_e_ = false; }

 private:
  static constexpr std::uint64_t bit_of(std::uint32_t thai) { return std::uint64_t{1} << (thai & 63); }  // of marks all but bits 15 to 48
  void write(std::uint32_t c) {                                                                          // without a branch, as in skeletons
    const std::uint8_t byte = letter(c);
    *end_ = static_cast<char>(byte);
    end_ += byte != 0;
  }
  void base(std::uint32_t c) {
    units_ = 1, seen_ = 0, alone_e_ = wide_ = false;
    write(c);
  }
  void mark(std::uint32_t c, std::uint64_t bit) {
    if (seen_ & bit) return;  // doubled
    if (units_ == 0 || units_ == 4 || wide_) return base(c);
    seen_ |= bit, ++units_, alone_e_ = false;
    write(c);
  }

  char* end_;
  int units_ = 0;           // of the cluster under way
  std::uint64_t seen_ = 0;  // its Thai marks
  bool alone_e_ = false;    // it is เ
  bool wide_ = false;       // it is beyond U+FFFF
};

}  // namespace

std::string skeleton(std::span<const Cluster> clusters) {
  std::string out;
  for (const Cluster cluster : clusters)
    if (const std::uint8_t b = bone(cluster >> 16 && cluster < 0x110000 ? static_cast<std::uint32_t>(cluster) : unit(cluster, 0)))
      out.push_back(static_cast<char>(b));
  return out;
}

void append_skeleton(std::string_view text, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + text.size());
  char* end = out.data() + before;
  const auto add = [&](std::uint8_t b) {  // without a branch: which letter comes next cannot be told
    *end = static_cast<char>(b);
    end += b != 0;
  };
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    if (i + 2 < length && bytes[i] == 0xE0 && (bytes[i + 1] & 0xFE) == 0xB8 && (bytes[i + 2] & 0xC0) == 0x80) {
      add(kBones[0x80 | (bytes[i + 1] & 1u) << 6 | (bytes[i + 2] & 0x3Fu)]);
      i += 3;
    } else if (bytes[i] < 0x80) {
      add(kBones[bytes[i++]]);
    } else {
      UChar32 wide = 0;
      U8_NEXT_OR_FFFD(bytes, i, length, wide);
      const auto c = static_cast<std::uint32_t>(wide);
      if (!is_space(c) && !is_zero_width(c)) add(bone(folded(c)));
    }
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
}

std::string letters(std::span<const Cluster> clusters) {
  std::string out;
  const auto add = [&](std::uint32_t c) {
    if (const std::uint8_t byte = letter(c)) out.push_back(static_cast<char>(byte));
  };
  for (Cluster cluster : clusters)
    if (cluster >> 16 && cluster < 0x110000)
      add(static_cast<std::uint32_t>(cluster));
    else
      for (; cluster; cluster >>= 16) add(unit(cluster, 0));
  return out;
}

void append_letters(std::string_view text, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + text.size() + 1);
  LetterWriter writer(out.data() + before);
  for_each_character(
      text,
      [&](std::uint32_t c, std::uint32_t) {
        if (c >= 0x0E50 && c <= 0x0E59)
          writer.put('0' + c - 0x0E50);
        else
          writer.put_thai(c);
      },
      [&](std::uint32_t c, std::uint32_t) { writer.put(c); }, [&](std::uint32_t) { writer.space(); }, [] { return true; });
  out.resize(static_cast<std::size_t>(writer.end() - out.data()));
}

}  // namespace banthuek::index
