#include "pipeline/report/workbook_parts.h"

#include <zlib.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <optional>

namespace banthuek::report {
namespace {

// Of the ZIP format (PKWARE, APPNOTE 4.3), as libxlsxwriter writes it: no comment at its end, no ZIP64, each member deflated.
constexpr std::size_t kEndBytes = 22, kEntryBytes = 46, kLocalBytes = 30;

std::uint32_t little_endian(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint32_t out = 0;
  for (std::size_t i = size; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

std::optional<std::string> bytes_at(std::ifstream& in, std::streamoff at, std::size_t size) {
  std::string out(size, '\0');
  in.clear();
  if (!in.seekg(at) || !in.read(out.data(), static_cast<std::streamsize>(size))) return std::nullopt;
  return out;
}

// Takes the text of a part piece by piece, and knows at its end whether the element that it began with was closed.
class Closing {
 public:
  void take(std::string_view piece) {
    if (head_.size() < kKept) head_ += piece.substr(0, kKept - head_.size());
    tail_ += piece.substr(piece.size() - std::min(piece.size(), kKept));
    if (tail_.size() > kKept) tail_.erase(0, tail_.size() - kKept);
  }
  bool closed() const {
    std::size_t at = head_.find('<');
    while (at != std::string::npos && at + 1 < head_.size() && head_[at + 1] == '?') at = head_.find('<', at + 1);
    if (at == std::string::npos) return false;
    const std::string root = head_.substr(at + 1, head_.find_first_of(" >\n", at) - at - 1);
    const std::size_t last = tail_.find_last_not_of(" \r\n");
    return !root.empty() && last != std::string::npos && tail_.substr(0, last + 1).ends_with("</" + root + ">");
  }

 private:
  static constexpr std::size_t kKept = 512;  // bytes; more than the longest name of an element behind the XML declaration
  std::string head_, tail_;
};

bool is_whole(std::ifstream& in, std::streamoff at, std::size_t packed) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
  Closing closing;
  std::array<char, 1 << 16> from{}, to{};
  in.clear();
  in.seekg(at);
  int code = Z_OK;
  while (code == Z_OK && packed > 0 && in.read(from.data(), static_cast<std::streamsize>(std::min(packed, from.size())))) {
    stream.next_in = reinterpret_cast<Bytef*>(from.data());
    stream.avail_in = static_cast<uInt>(in.gcount());
    packed -= static_cast<std::size_t>(in.gcount());
    do {
      stream.next_out = reinterpret_cast<Bytef*>(to.data());
      stream.avail_out = static_cast<uInt>(to.size());
      code = inflate(&stream, Z_NO_FLUSH);
      if (code == Z_BUF_ERROR && stream.avail_in == 0) code = Z_OK;  // the last call took all of this piece and filled `to` to its end
      closing.take({to.data(), to.size() - stream.avail_out});
    } while (code == Z_OK && stream.avail_out == 0);
  }
  inflateEnd(&stream);
  return code == Z_STREAM_END && closing.closed();
}

}  // namespace

std::string broken_part(const std::filesystem::path& workbook) {
  std::ifstream in(workbook, std::ios::binary | std::ios::ate);
  const std::streamoff size = in.tellg();
  const auto end = bytes_at(in, size - static_cast<std::streamoff>(kEndBytes), kEndBytes);
  if (!end || !end->starts_with("PK\5\6")) return workbook.filename().string();
  std::streamoff at = little_endian(*end, 16, 4);
  for (std::uint32_t left = little_endian(*end, 10, 2); left > 0; --left) {
    const auto entry = bytes_at(in, at, kEntryBytes);
    if (!entry || !entry->starts_with("PK\1\2")) return workbook.filename().string();
    const std::size_t name_bytes = little_endian(*entry, 28, 2), rest = little_endian(*entry, 30, 2) + little_endian(*entry, 32, 2);
    std::string name = bytes_at(in, at + static_cast<std::streamoff>(kEntryBytes), name_bytes).value_or("?");
    const std::streamoff local_at = little_endian(*entry, 42, 4);
    const auto local = bytes_at(in, local_at, kLocalBytes);
    if (!local || !local->starts_with("PK\3\4")) return name;
    const std::size_t before = kLocalBytes + little_endian(*local, 26, 2) + little_endian(*local, 28, 2);
    if (!is_whole(in, local_at + static_cast<std::streamoff>(before), little_endian(*entry, 20, 4))) return name;
    at += static_cast<std::streamoff>(kEntryBytes + name_bytes + rest);
  }
  return "";
}

}  // namespace banthuek::report
