#include "pipeline/source/container.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <map>
#include <string_view>
#include <vector>

#include "pipeline/base/text_file.h"

namespace banthuek::source {
namespace {

constexpr std::size_t kBlock = 64 * 1024;
constexpr long long kFreeBytes = 64LL << 20;  // unpacked before the ratio counts

struct Closer {
  void operator()(archive* a) const { archive_read_free(a); }
};

std::string text_or(const char* text, const char* otherwise) { return text && *text ? text : otherwise; }

// libarchive gives no name that the locale cannot write; this one writes all. Made once, before a sandbox takes its file away.
locale_t utf8_locale() {
  static const locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return made;
}

// The thread's locale while this lives.
class Utf8Names {
 public:
  Utf8Names() : before_(uselocale(utf8_locale())) {}
  Utf8Names(const Utf8Names&) = delete;
  ~Utf8Names() { uselocale(before_); }

 private:
  locale_t before_;
};

// "in/report.pdf.gz" -> "report.pdf"
std::string uncompressed_name(const std::string& archive) {
  const std::string file = archive.substr(archive.find_last_of("/!") + 1);
  const std::size_t dot = file.rfind('.');
  return dot == std::string::npos || dot == 0 ? file : file.substr(0, dot);
}

}  // namespace

struct ContainerReader::Parts {
  std::string name;
  std::unique_ptr<archive, Closer> reader;
  archive_entry* entry = nullptr;
  long long members = 0, unpacked = 0;
  std::map<std::string, long> met;  // names, and how often

  std::string member;  // the name of the entry, one that no other member has
  std::string where() const { return name + "!" + member; }

  // Thai Windows packs names as windows-874 without saying so: what is no UTF-8 is taken for that.
  std::string stored_name() const {
    if (const char* bytes = archive_entry_pathname(entry); bytes && *bytes) return base::decode_text(bytes);
    if (const char* utf8 = archive_entry_pathname_utf8(entry); utf8 && *utf8) return utf8;
    return fmt::format("member {}", members);
  }
};

ContainerReader::ContainerReader(int descriptor, std::string name) : parts_(std::make_unique<Parts>()) {
  parts_->name = std::move(name);
  parts_->reader.reset(archive_read_new());
  archive* a = parts_->reader.get();
  if (!a) throw Error(ErrorKind::kMemory, parts_->name, "no memory to open the archive; give a higher memory limit");
  archive_read_support_format_zip(a);
  archive_read_support_format_tar(a);
  for (const auto support : {archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_xz,
                             archive_read_support_filter_lzma, archive_read_support_filter_zstd})
    support(a);
  // One file that is compressed by itself (report.pdf.gz) is what is in it.
  std::array<std::byte, 512> head{};
  const ssize_t n = pread(descriptor, head.data(), head.size(), 0);
  if (n > 0 && archive_kind(std::span(head.data(), static_cast<std::size_t>(n))) == ContainerKind::kCompressed) archive_read_support_format_raw(a);
  lseek(descriptor, 0, SEEK_SET);
  if (archive_read_open_fd(a, descriptor, kBlock) != ARCHIVE_OK)
    throw Error(ErrorKind::kDamaged, parts_->name,
                "the archive cannot be opened (" + text_or(archive_error_string(a), "unknown format") + "); get it again");
}

ContainerReader::~ContainerReader() = default;

std::optional<ContainerMember> ContainerReader::next() {
  archive* a = parts_->reader.get();
  const Utf8Names names;
  for (;;) {
    parts_->entry = nullptr;
    const int result = archive_read_next_header(a, &parts_->entry);
    if (result == ARCHIVE_EOF) return std::nullopt;
    if (result < ARCHIVE_WARN) {
      parts_->entry = nullptr;
      throw Error(ErrorKind::kDamaged, parts_->name,
                  fmt::format("the archive breaks off after {} files ({}); get it again", parts_->members,
                              text_or(archive_error_string(a), "no reason given")));
    }
    const auto type = archive_entry_filetype(parts_->entry);
    if (type == AE_IFDIR) continue;
    if (++parts_->members > kMaxMembers)
      throw Error(ErrorKind::kTooLarge, parts_->name, fmt::format("the archive has more than {} files; split it", kMaxMembers));
    parts_->member = archive_format(a) == ARCHIVE_FORMAT_RAW ? uncompressed_name(parts_->name) : parts_->stored_name();
    if (const long times = ++parts_->met[parts_->member]; times > 1) parts_->member += fmt::format(" ({})", times);
    ContainerMember member{parts_->member, std::nullopt};
    const bool link = type == AE_IFLNK || archive_entry_hardlink(parts_->entry) || archive_entry_hardlink_utf8(parts_->entry);
    if (link)
      member.trouble.emplace(ErrorKind::kUnsupported, parts_->where(), "this is a link inside the archive; pack the file itself");
    else if (type != AE_IFREG)
      member.trouble.emplace(ErrorKind::kUnsupported, parts_->where(), "this is no file (a device or a pipe); pack files only");
    else if (archive_entry_is_encrypted(parts_->entry))
      member.trouble.emplace(ErrorKind::kEncrypted, parts_->where(), "the file is encrypted inside the archive; unpack it with its password first");
    return member;
  }
}

void ContainerReader::unpack(const std::function<void(std::span<const std::byte>)>& take) {
  if (!parts_->entry) throw Error(ErrorKind::kInternal, parts_->name, "unpack comes after next");
  archive* a = parts_->reader.get();
  std::vector<std::byte> block(kBlock);
  long long bytes = 0;
  for (;;) {
    const la_ssize_t got = archive_read_data(a, block.data(), block.size());
    if (got == 0) return;
    if (got == ARCHIVE_RETRY) continue;
    if (got < 0)
      throw Error(ErrorKind::kDamaged, parts_->where(),
                  "the file is broken inside the archive (" + text_or(archive_error_string(a), "no reason given") + "); pack it again");
    bytes += got;
    parts_->unpacked += got;
    const long long packed = std::max<long long>(1, archive_filter_bytes(a, -1));
    if (bytes > kMaxMemberBytes || parts_->unpacked > kMaxUnpackedBytes ||
        (parts_->unpacked > kFreeBytes && parts_->unpacked / packed > kMaxUnpackRatio))
      throw Error(ErrorKind::kTooLarge, parts_->where(), "the file unpacks to over a limit (an archive bomb?); give the file itself");
    take({block.data(), static_cast<std::size_t>(got)});
  }
}

void prepare_containers() { utf8_locale(); }

ContainerKind archive_kind(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  if (text.starts_with("PK\x03\x04")) {
    const auto name_length = text.size() > 30 ? static_cast<unsigned char>(text[26]) | static_cast<unsigned char>(text[27]) << 8 : 0;
    const std::string_view first = text.substr(std::min<std::size_t>(30, text.size()), static_cast<std::size_t>(name_length));
    const bool office = first == "[Content_Types].xml" || first.starts_with("_rels/") || first.starts_with("docProps/") || first == "mimetype";
    return office ? ContainerKind::kOffice : ContainerKind::kZip;
  }
  if (text.starts_with("PK\x05\x06")) return ContainerKind::kZip;
  if (text.size() > 262 && text.substr(257, 5) == "ustar") return ContainerKind::kTar;
  for (const std::string_view magic : {std::string_view("\x1f\x8b"), std::string_view("BZh"),
                                       std::string_view("\xFD"
                                                        "7zXZ\0",
                                                        6),
                                       std::string_view("\x28\xB5\x2F\xFD")})
    if (text.starts_with(magic)) return ContainerKind::kCompressed;
  return ContainerKind::kNone;
}

}  // namespace banthuek::source
