#include "pipeline/base/text_file.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "extractors/types/error.h"

namespace banthuek::base {
namespace {

bool is_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto length = static_cast<int32_t>(bytes.size());
  for (int32_t i = 0; i < length;) {
    UChar32 c;
    U8_NEXT(data, i, length, c);
    if (c < 0) return false;
  }
  return true;
}

// What the converter does not know becomes U+FFFD.
std::string converted(const char* encoding, std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(bytes.size() * 3 + 8, '\0');
  const int32_t length =
      ucnv_convert("UTF-8", encoding, out.data(), static_cast<int32_t>(out.size()), bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) return std::string(bytes);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

// Of UTF-16 without a mark: where the zero bytes of its ASCII letters stand. Null where there are none.
const char* unmarked_utf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 512);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < head.size(); ++i)
    if (head[i] == '\0') ++zeros[i % 2];
  if (zeros[0] + zeros[1] == 0) return nullptr;
  return zeros[1] >= zeros[0] ? "UTF-16LE" : "UTF-16BE";
}

}  // namespace

std::string decode_text(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE")) return converted("UTF-16LE", bytes.substr(2));
  if (bytes.starts_with("\xFE\xFF")) return converted("UTF-16BE", bytes.substr(2));
  if (const char* encoding = unmarked_utf16(bytes)) return converted(encoding, bytes);
  return is_utf8(bytes) ? std::string(bytes) : converted("windows-874", bytes);
}

std::string read_text_file(const std::filesystem::path& file, const std::string& hint) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw Error(ErrorKind::kUsage, file.string(), "cannot be read; " + hint);
  return decode_text(bytes);
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace banthuek::base
