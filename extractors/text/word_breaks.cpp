#include "extractors/text/word_breaks.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <memory>

namespace banthuek::text {
namespace {

enum class PieceKind { kWord, kOpening, kSign };

PieceKind kind_of(std::string_view piece) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(piece.data());
  const auto length = static_cast<int32_t>(piece.size());
  PieceKind kind = PieceKind::kOpening;
  for (int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(bytes, i, length, c);
    if (c == 0x0E46 || c == 0x0E2F) return PieceKind::kSign;  // ๆ ฯ
    const int8_t type = c < 0 ? static_cast<int8_t>(U_OTHER_SYMBOL) : u_charType(c);
    if (u_isalnum(c) || type == U_NON_SPACING_MARK || type == U_OTHER_LETTER) return PieceKind::kWord;
    if (type != U_START_PUNCTUATION && type != U_INITIAL_PUNCTUATION) kind = PieceKind::kSign;
  }
  return kind;
}

bool is_space(std::string_view piece) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(piece.data());
  const auto length = static_cast<int32_t>(piece.size());
  for (int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(bytes, i, length, c);
    if (c < 0 || !u_isUWhiteSpace(c)) return false;
  }
  return true;
}

// Breaking is slow to set up (it loads a dictionary): one iterator a thread, without state between calls.
icu::BreakIterator* breaker() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale("th"), status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return iterator.get();
}

}  // namespace

std::vector<WordRange> word_ranges(std::string_view text) {
  std::vector<WordRange> out;
  icu::BreakIterator* words = breaker();
  UErrorCode status = U_ZERO_ERROR;
  UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
  if (!words || U_FAILURE(status)) {
    if (!text.empty()) out.push_back({0, text.size()});
    return out;
  }
  words->setText(utext, status);
  bool joins_next = false;  // the word so far ends in an opening bracket or is signs only
  bool after_space = true;
  std::size_t begin = 0;
  for (int32_t end = words->next(); end != icu::BreakIterator::DONE; end = words->next()) {
    const std::string_view piece = text.substr(begin, static_cast<std::size_t>(end) - begin);
    if (is_space(piece)) {
      after_space = true;
    } else {
      const PieceKind kind = kind_of(piece);
      if (after_space || out.empty()) {
        out.push_back({begin, static_cast<std::size_t>(end)});
        joins_next = kind == PieceKind::kOpening;
      } else if (kind == PieceKind::kSign || joins_next) {
        out.back().end = static_cast<std::size_t>(end);
        joins_next = joins_next && kind == PieceKind::kOpening;
      } else {
        out.push_back({begin, static_cast<std::size_t>(end)});
        joins_next = kind == PieceKind::kOpening;
      }
      after_space = false;
    }
    begin = static_cast<std::size_t>(end);
  }
  utext_close(utext);
  return out;
}

}  // namespace banthuek::text
