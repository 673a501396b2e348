#include "pipeline/index/search_text.h"

#include <algorithm>

#include "pipeline/index/characters.h"

namespace banthuek::index {
namespace {

bool joins_without_space(std::uint32_t c) {
  if (c < 0x80) return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
  return is_thai_char(c) || !u_isalnum(static_cast<UChar32>(c));
}

enum class Offsets { kNone, kKept };

// Cuts characters into clusters as they come.
template <Offsets kOffsets>
class Cutter {
 public:
  Cutter(std::vector<Cluster>& out, std::vector<std::uint32_t>* offsets) : out_(out), offsets_(offsets) {}

  // A folded character of U+0E00 to U+0E7F.
  void put_thai(std::uint32_t c, std::uint32_t offset) {
    switch (kThai[c - 0x0E00]) {
      case Thai::kBase:
        break;
      case Thai::kMark:
      case Thai::kTone:
        if (count_ > 0) return mark(c, offset);
        break;
      case Thai::kSaraAa:
        if (has(kNikhahit)) return sara_am();
        break;
      case Thai::kSaraE:
        if (count_ == 1 && cluster_ == kSaraE) {  // เเ is how แ is often typed
          cluster_ = kSaraAe;
          return;
        }
        break;
    }
    flush();
    gap_ = false;
    start(c, offset);
  }

  void put(std::uint32_t c, std::uint32_t offset) {
    if (is_thai_char(c)) return put_thai(c, offset);
    if (is_mark(c) && count_ > 0) return mark(c, offset);
    flush();
    if (gap_ && !joins_without_space(c) && !out_.empty() && !joins_without_space(last_)) emit(' ', gap_offset_);
    gap_ = false;
    start(c, offset);
  }

  void space(std::uint32_t offset) {
    flush();
    if (!gap_) gap_offset_ = offset;
    gap_ = true;
  }

  void end(std::uint32_t offset) {
    flush();
    if constexpr (kOffsets == Offsets::kKept) offsets_->push_back(offset);
  }

 private:
  void start(std::uint32_t c, std::uint32_t offset) {
    cluster_ = c;
    count_ = 1;
    offset_ = offset;
  }

  // Whether a mark stands on the cluster.
  bool has(std::uint32_t c) const {
    for (int i = 1; i < count_; ++i)
      if (unit(cluster_, i) == c) return true;
    return false;
  }

  // Nikhahit and sara aa, with or without a tone mark between or before, are sara am.
  void sara_am() {
    Cluster kept = 0;
    int n = 0;
    for (int i = 0; i < count_; ++i)
      if (const std::uint32_t c = unit(cluster_, i); c != kNikhahit) kept |= static_cast<Cluster>(c) << (16 * n++);
    cluster_ = kept | static_cast<Cluster>(kSaraAm) << (16 * n);
    count_ = n + 1;
  }

  void mark(std::uint32_t c, std::uint32_t offset) {
    if (has(c)) return;  // doubled
    if (count_ == 4 || (count_ == 1 && cluster_ > 0xFFFF)) {
      flush();
      return start(c, offset);
    }
    // Vowels before tones, whatever the order they were typed in; sara am last.
    const std::uint32_t before = unit(cluster_, count_ - 1);
    if (count_ > 1 && is_tone(before) && !is_tone(c) && c != kSaraAm && c != kNikhahit)
      cluster_ ^= static_cast<Cluster>(before ^ c) << (16 * (count_ - 1)) | static_cast<Cluster>(before) << (16 * count_);
    else
      cluster_ |= static_cast<Cluster>(c) << (16 * count_);
    ++count_;
  }

  void flush() {
    if (count_ == 0) return;
    last_ = count_ == 1 ? static_cast<std::uint32_t>(cluster_) : unit(cluster_, 0);
    emit(cluster_, offset_);
    count_ = 0;
  }

  void emit(Cluster cluster, std::uint32_t offset) {
    out_.push_back(cluster);
    if constexpr (kOffsets == Offsets::kKept) offsets_->push_back(offset);
  }

  std::vector<Cluster>& out_;
  std::vector<std::uint32_t>* offsets_;
  Cluster cluster_ = 0;  // under way: its first character, then its marks
  int count_ = 0;        // characters of it
  std::uint32_t offset_ = 0, last_ = 0, gap_offset_ = 0;
  bool gap_ = false;
};

template <Offsets kOffsets>
void cut(std::string_view text, std::vector<Cluster>& out, std::vector<std::uint32_t>* offsets, std::size_t most = SIZE_MAX - 1) {
  Cutter<kOffsets> cutter(out, offsets);
  const std::uint32_t end = for_each_character(
      text,
      [&](std::uint32_t c, std::uint32_t at) {
        if (c >= 0x0E50 && c <= 0x0E59)
          cutter.put('0' + c - 0x0E50, at);
        else
          cutter.put_thai(c, at);
      },
      [&](std::uint32_t c, std::uint32_t at) { cutter.put(c, at); }, [&](std::uint32_t at) { cutter.space(at); }, [&] { return out.size() <= most; });
  cutter.end(end);
}

}  // namespace

SearchText search_text(std::string_view text, std::size_t most) {
  SearchText out;
  out.clusters.reserve(std::min(most, text.size() / 3) + 2);
  out.offsets.reserve(std::min(most, text.size() / 3) + 3);
  cut<Offsets::kKept>(text, out.clusters, &out.offsets, most);
  return out;
}

void append_clusters(std::string_view text, std::vector<Cluster>& out) { cut<Offsets::kNone>(text, out, nullptr); }

std::string to_utf8(Cluster cluster) {
  std::string out;
  const auto append = [&](std::uint32_t c) {
    char bytes[4];
    std::int32_t n = 0;
    U8_APPEND_UNSAFE(bytes, n, c);
    out.append(bytes, static_cast<std::size_t>(n));
  };
  if (cluster >> 16 && cluster < 0x110000) {
    append(static_cast<std::uint32_t>(cluster));
    return out;
  }
  for (; cluster; cluster >>= 16) append(static_cast<std::uint32_t>(cluster & 0xFFFF));
  return out;
}

std::string to_utf8(const std::vector<Cluster>& clusters) {
  std::string out;
  for (const Cluster cluster : clusters) out += to_utf8(cluster);
  return out;
}

Cluster cluster_of(std::string_view utf8) {
  Cluster cluster = 0;
  const auto length = static_cast<std::int32_t>(utf8.size());
  int shift = 0;
  for (std::int32_t i = 0; i < length && shift < 64; shift += 16) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(utf8.data()), i, length, c);
    cluster |= static_cast<Cluster>(c) << shift;
  }
  return cluster;
}

Cluster without_tone(Cluster cluster) {
  // Most have none: no unit is 0x0E48 to 0x0E4B, that is none of these is 0.
  const Cluster units = (cluster ^ 0x0E480E480E480E48) & 0xFFFCFFFCFFFCFFFC;
  if (((units - 0x0001000100010001) & ~units & 0x8000800080008000) == 0) return cluster;
  Cluster out = 0;
  for (int from = 0, to = 0; from < 64; from += 16) {
    const auto c = static_cast<std::uint32_t>(cluster >> from & 0xFFFF);
    if (c == 0 || is_tone(c)) continue;
    out |= static_cast<Cluster>(c) << to;
    to += 16;
  }
  return out ? out : cluster;
}

bool is_thai(Cluster cluster) { return is_thai_char(static_cast<std::uint32_t>(cluster & 0xFFFF)); }

bool is_word(Cluster cluster) {
  const auto c = static_cast<UChar32>(cluster >> 16 && cluster < 0x110000 ? cluster : cluster & 0xFFFF);
  if (c == 0x0E2F || c == 0x0E5A || c == 0x0E5B) return false;  // ฯ ๚ ๛; Unicode takes the first for a letter
  return u_isalnum(c) || (is_thai(cluster) && !is_mark(static_cast<std::uint32_t>(c)));
}

bool is_digit(Cluster cluster) { return cluster >= '0' && cluster <= '9'; }

bool begins_with(Cluster whole, Cluster part) {
  for (; part; part >>= 16, whole >>= 16)
    if ((whole & 0xFFFF) != (part & 0xFFFF)) return false;
  return true;
}

}  // namespace banthuek::index
