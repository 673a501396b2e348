#include "pipeline/report/workbook_parts.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>

namespace banthuek::report {
namespace {

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

bool is_whole(archive* zip) {
  Closing closing;
  std::array<char, 1 << 16> piece{};
  la_ssize_t size = 0;
  while ((size = archive_read_data(zip, piece.data(), piece.size())) > 0) closing.take({piece.data(), static_cast<std::size_t>(size)});
  return size == 0 && closing.closed();
}

}  // namespace

std::string broken_part(const std::filesystem::path& workbook) {
  const std::unique_ptr<archive, int (*)(archive*)> zip(archive_read_new(), &archive_read_free);
  archive_read_support_format_zip_seekable(zip.get());  // by the directory at its end, without which nobody opens it
  constexpr std::size_t kBlock = 1 << 16;
  archive_entry* entry = nullptr;
  int code = archive_read_open_filename(zip.get(), workbook.c_str(), kBlock);
  while (code == ARCHIVE_OK && (code = archive_read_next_header(zip.get(), &entry)) == ARCHIVE_OK)
    if (!is_whole(zip.get())) return archive_entry_pathname(entry);
  return code == ARCHIVE_EOF ? "" : workbook.filename().string();
}

}  // namespace banthuek::report
