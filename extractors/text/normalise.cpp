#include "extractors/text/normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace banthuek::text {
namespace {

constexpr UChar kNikhahit = 0x0E4D, kSaraAa = 0x0E32, kSaraAm = 0x0E33;

bool is_tone(UChar c) { return c >= 0x0E48 && c <= 0x0E4B; }

// Latin ligatures that text layers keep as one character.
const char* ligature(UChar c) {
  static constexpr const char* kLigatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  return c >= 0xFB00 && c <= 0xFB06 ? kLigatures[c - 0xFB00] : nullptr;
}

bool is_zero_width(UChar c) { return (c >= 0x200B && c <= 0x200D) || c == 0xFEFF || c == 0x2060 || c == 0x00AD; }

// ํ า -> ำ; ํ TONE า and TONE ํ า -> TONE ำ.
icu::UnicodeString compose_sara_am(const icu::UnicodeString& in) {
  icu::UnicodeString out;
  for (int i = 0; i < in.length(); ++i) {
    const UChar c = in[i], next = i + 1 < in.length() ? in[i + 1] : 0, after = i + 2 < in.length() ? in[i + 2] : 0;
    if (c == kNikhahit && next == kSaraAa) {
      out += kSaraAm;
      i += 1;
    } else if (c == kNikhahit && is_tone(next) && after == kSaraAa) {
      out += next;
      out += kSaraAm;
      i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string to_internal(std::string_view utf8) {
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  icu::UnicodeString visible;
  for (int i = 0; i < text.length(); ++i)
    if (const char* letters = ligature(text[i]))
      visible += icu::UnicodeString(letters);
    else if (!is_zero_width(text[i]))
      visible += text[i];
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::UnicodeString normal = U_SUCCESS(status) ? nfc->normalize(visible, status) : visible;
  icu::UnicodeString composed = compose_sara_am(normal);
  // Without its nikhahit a tone mark may stand behind a mark of another script, in an order that is not NFC's.
  if (composed.length() != normal.length() && U_SUCCESS(status)) composed = nfc->normalize(composed, status);
  std::string out;
  composed.toUTF8String(out);
  return out;
}

std::string ascii_digits(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    // ๐ to ๙ are E0 B9 90 to E0 B9 99.
    if (i + 2 < text.size() && text[i] == '\xE0' && text[i + 1] == '\xB9' && static_cast<unsigned char>(text[i + 2]) >= 0x90 &&
        static_cast<unsigned char>(text[i + 2]) <= 0x99) {
      out += static_cast<char>('0' + static_cast<unsigned char>(text[i + 2]) - 0x90);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string squeeze(std::string_view text) {
  std::string out;
  bool gap = false;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const int32_t length = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < length;) {
    const int32_t start = i;
    UChar32 c;
    U8_NEXT(bytes, i, length, c);
    if (c >= 0 && u_isUWhiteSpace(c)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out.append(text.substr(start, i - start));
  }
  return out;
}

bool ends_in_a_bracket(std::string_view text) { return std::count(text.begin(), text.end(), '(') > std::count(text.begin(), text.end(), ')'); }

}  // namespace banthuek::text
