#include "pipeline/index/search_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace banthuek::index {
namespace {

constexpr std::uint32_t kSaraAa = 0x0E32, kSaraAm = 0x0E33, kSaraE = 0x0E40, kSaraAe = 0x0E41, kNikhahit = 0x0E4D;

bool is_tone(std::uint32_t c) { return c >= 0x0E48 && c <= 0x0E4B; }
bool is_thai_char(std::uint32_t c) { return c >= 0x0E01 && c <= 0x0E5B; }

// A sign that stands on, under or around the one before.
bool is_mark(std::uint32_t c) {
  if (c < 0x0300) return false;
  return c == 0x0E31 || (c >= 0x0E33 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E) || c <= 0x036F;
}

bool is_zero_width(std::uint32_t c) { return (c >= 0x200B && c <= 0x200D) || c == 0xFEFF || c == 0x2060 || c == 0x00AD; }

bool is_space(std::uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
  if (is_thai_char(c)) return false;  // most there is; ICU's tables are slow
  return u_isUWhiteSpace(static_cast<UChar32>(c));
}

// One character for all that look and mean the same.
std::uint32_t folded(std::uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0x0E01 && c <= 0x0E5B) return c >= 0x0E50 && c <= 0x0E59 ? '0' + c - 0x0E50 : c;
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
  if (c == 0x2018 || c == 0x2019) return '\'';
  if (c == 0x201C || c == 0x201D) return '"';
  return static_cast<std::uint32_t>(u_tolower(static_cast<UChar32>(c)));
}

bool joins_without_space(std::uint32_t c) {
  if (c < 0x80) return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
  return is_thai_char(c) || !u_isalnum(static_cast<UChar32>(c));
}

// Cuts characters into clusters as they come.
class Cutter {
 public:
  Cutter(std::vector<Cluster>& out, std::vector<std::uint32_t>* offsets) : out_(out), offsets_(offsets) {}

  void put(std::uint32_t c, std::uint32_t offset) {
    if (is_mark(c) && count_ > 0) return mark(c, offset);
    if (c == kSaraAa && count_ > 0 && is(kNikhahit)) return sara_am();
    if (c == kSaraE && count_ == 1 && chars_[0] == kSaraE) {  // เเ is how แ is often typed
      chars_[0] = kSaraAe;
      return;
    }
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
    if (offsets_) offsets_->push_back(offset);
  }

 private:
  void start(std::uint32_t c, std::uint32_t offset) {
    chars_[0] = c;
    count_ = 1;
    offset_ = offset;
  }

  bool is(std::uint32_t c) const {
    for (int i = 1; i < count_; ++i)
      if (chars_[i] == c) return true;
    return false;
  }

  // Nikhahit and sara aa, with or without a tone mark between or before, are sara am.
  void sara_am() {
    int kept = 0;
    for (int i = 0; i < count_; ++i)
      if (chars_[i] != kNikhahit) chars_[kept++] = chars_[i];
    chars_[kept++] = kSaraAm;
    count_ = kept;
  }

  void mark(std::uint32_t c, std::uint32_t offset) {
    if (is(c)) return;  // doubled
    if (count_ == 4 || chars_[0] > 0xFFFF) {
      flush();
      return start(c, offset);
    }
    // Vowels before tones, whatever the order they were typed in; sara am last.
    if (count_ > 1 && is_tone(chars_[count_ - 1]) && !is_tone(c) && c != kSaraAm && c != kNikhahit) {
      chars_[count_] = chars_[count_ - 1];
      chars_[count_ - 1] = c;
    } else {
      chars_[count_] = c;
    }
    ++count_;
  }

  void flush() {
    if (count_ == 0) return;
    Cluster cluster = chars_[0];
    for (int i = 1; i < count_; ++i) cluster |= static_cast<Cluster>(chars_[i]) << (16 * i);
    last_ = chars_[0];
    emit(cluster, offset_);
    count_ = 0;
  }

  void emit(Cluster cluster, std::uint32_t offset) {
    out_.push_back(cluster);
    if (offsets_) offsets_->push_back(offset);
  }

  std::vector<Cluster>& out_;
  std::vector<std::uint32_t>* offsets_;
  std::uint32_t chars_[5] = {};
  int count_ = 0;
  std::uint32_t offset_ = 0, last_ = 0, gap_offset_ = 0;
  bool gap_ = false;
};

void cut(std::string_view text, std::vector<Cluster>& out, std::vector<std::uint32_t>* offsets, std::size_t most = SIZE_MAX - 1) {
  Cutter cutter(out, offsets);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  std::int32_t i = 0;
  while (i < length && out.size() <= most) {
    const std::int32_t at = i;
    std::uint32_t c = 0;
    // Thai is E0 B8 xx and E0 B9 xx: told at once.
    if (bytes[i] == 0xE0 && i + 2 < length && (bytes[i + 1] & 0xFE) == 0xB8 && (bytes[i + 2] & 0xC0) == 0x80) {
      c = ((bytes[i + 1] & 0x3Fu) << 6) | (bytes[i + 2] & 0x3Fu);
      i += 3;
    } else if (bytes[i] < 0x80) {
      c = bytes[i++];
    } else {
      UChar32 wide = 0;
      U8_NEXT_OR_FFFD(bytes, i, length, wide);
      c = static_cast<std::uint32_t>(wide);
    }
    if (is_space(c))
      cutter.space(static_cast<std::uint32_t>(at));
    else if (!is_zero_width(c))
      cutter.put(folded(c), static_cast<std::uint32_t>(at));
  }
  cutter.end(static_cast<std::uint32_t>(i));
}

}  // namespace

SearchText search_text(std::string_view text, std::size_t most) {
  SearchText out;
  out.clusters.reserve(std::min(most, text.size() / 3) + 2);
  out.offsets.reserve(std::min(most, text.size() / 3) + 3);
  cut(text, out.clusters, &out.offsets, most);
  return out;
}

void append_clusters(std::string_view text, std::vector<Cluster>& out) { cut(text, out, nullptr); }

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
