#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "extractors/types/error.h"
#include "pipeline/base/heap.h"
#include "pipeline/source/container.h"
#include "pipeline/source/pdf_document.h"
#include "pipeline/source/pdf_source.h"
#include "pipeline/source/picture_source.h"
#include "pipeline/source/source.h"

namespace banthuek::source {
namespace {

constexpr std::size_t kHeadBytes = 1024;  // a PDF begins within these

// A file mapped into memory for as long as its Source lives.
class Mapping {
 public:
  Mapping(void* data, std::size_t size) : data_(data), size_(size) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { munmap(data_, size_); }
  std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(data_), size_}; }

 private:
  void* data_;
  std::size_t size_;
};

class MappedSource : public Source {
 public:
  MappedSource(std::unique_ptr<Mapping> mapping, std::unique_ptr<Source> source) : mapping_(std::move(mapping)), source_(std::move(source)) {}
  SourceKind kind() const override { return source_->kind(); }
  int pages() const override { return source_->pages(); }
  SourcePage page(int number) override { return source_->page(number); }
  picture::Picture picture(int number) override { return source_->picture(number); }
  picture::Picture part(int number, const Box& box) override { return source_->part(number, box); }
  std::string jpeg(int number) override { return source_->jpeg(number); }
  std::vector<text_layer::CodedGlyph> coded_glyphs(int number) override { return source_->coded_glyphs(number); }
  void decode(const text_layer::Decoding& decoding) override { source_->decode(decoding); }

 private:
  std::unique_ptr<Mapping> mapping_;  // destroyed last
  std::unique_ptr<Source> source_;
};

struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) close(number);
  }
};

struct KnownKind {
  std::string_view magic;
  const char* what;  // what it is, and what to try
};

// Kinds that are not read here, so that the message can say what a file is.
constexpr KnownKind kOthers[] = {
    {"PK\x05\x06", "an empty ZIP archive"},
    {"Rar!", "a RAR archive; unpack it first"},
    {"7z\xbc\xaf", "a 7-Zip archive; unpack it first"},
    {"\x1f\x8b", "a gzip file; unpack it first"},
    {"BZh", "a bzip2 file; unpack it first"},
    {std::string_view("\xFD"
                      "7zXZ\0",
                      6),
     "an xz file; unpack it first"},
    {"{\\rtf", "an RTF document; save it as PDF"},
    {"GIF8", "a GIF picture; save it as PNG"},
    {"BM", "a BMP picture; save it as PNG"},
    {"AT&TFORM", "a DjVu file; convert it to PDF"},
    {"%!PS", "a PostScript file; convert it to PDF"},
    {std::string_view("\0\0\0\x0cjP  ", 8), "a JPEG 2000 picture; save it as PNG"},
};

std::string_view view(std::span<const std::byte> bytes, std::size_t most) {
  return {reinterpret_cast<const char*>(bytes.data()), std::min(most, bytes.size())};
}

// Office documents are ZIP archives with parts of known names; the list of parts stands at the end.
std::string zip_kind(std::span<const std::byte> bytes) {
  constexpr std::size_t kDirectory = 256 * 1024;
  const std::string_view end = view(bytes.last(std::min(bytes.size(), kDirectory)), kDirectory);
  const auto has = [&](std::string_view part) { return end.find(part) != std::string_view::npos; };
  if (has("xl/workbook")) return "an Excel workbook (XLSX); save it as PDF";
  if (has("ppt/presentation")) return "a PowerPoint presentation (PPTX); save it as PDF";
  if (has("word/document")) return "a Word document (DOCX); save it as PDF, or let ingest convert it";
  return "a ZIP archive or an office document; ingest unpacks archives, save documents as PDF";
}

// Old office documents and Outlook's messages are one kind of container, with names in UTF-16.
std::string ole_kind(std::span<const std::byte> bytes) {
  const std::string_view all = view(bytes, 1 << 20);
  const auto has = [&](std::string_view name) {
    std::string wide;
    for (const char c : name) wide += {c, '\0'};
    return all.find(wide) != std::string_view::npos;
  };
  if (has("__substg1.0_")) return "an Outlook message (MSG); save what is attached to it, and itself as PDF";
  if (has("PowerPoint Document")) return "an old PowerPoint presentation (PPT); save it as PDF";
  if (has("Workbook")) return "an old Excel workbook (XLS); save it as PDF";
  return "an old office document (DOC, XLS, PPT); save it as PDF";
}

// What the beginning alone does not tell; empty where nothing is known.
std::string kind_by_content(std::span<const std::byte> bytes) {
  const std::string_view head = view(bytes, kHeadBytes);
  if (head.starts_with("PK\x03\x04")) return zip_kind(bytes);
  if (head.starts_with("\xd0\xcf\x11\xe0")) return ole_kind(bytes);
  if (head.size() > 12 && head.substr(4, 4) == "ftyp") {
    for (const std::string_view brand : {"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"})
      if (head.substr(8, 4) == brand) return "a HEIC picture of a phone; save it as JPEG";
    if (head.substr(8, 4) == "avif") return "an AVIF picture; save it as PNG";
    return "a film; save the pages in it as pictures";
  }
  std::string text(head.substr(std::min(head.size(), head.find_first_not_of("\xEF\xBB\xBF \t\r\n"))));
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (text.starts_with("<!doctype html") || text.starts_with("<html")) return "a web page (HTML); print it as PDF";
  for (const std::string_view line : {"received:", "return-path:", "delivered-to:", "mime-version:", "message-id:", "from:", "x-mozilla"})
    if (text.starts_with(line)) return "an e-mail (EML); save what is attached to it, and itself as PDF";
  return "";
}

}  // namespace

const char* name_of(SourceKind kind) {
  switch (kind) {
    case SourceKind::kPdf:
      return "PDF";
    case SourceKind::kPng:
      return "PNG";
    case SourceKind::kJpeg:
      return "JPEG";
    case SourceKind::kTiff:
      return "TIFF";
    case SourceKind::kWebp:
      return "WebP";
  }
  return "";
}

std::unique_ptr<Source> open_source(std::span<const std::byte> bytes, const std::string& name, const OpenOptions& options) {
  if (bytes.empty()) throw Error(ErrorKind::kDamaged, name, "the file is empty; get it again");
  const std::string_view head = view(bytes, kHeadBytes);
  if (head.starts_with("\x89PNG\r\n\x1a\n")) return open_picture(bytes, name, SourceKind::kPng);
  if (head.starts_with("\xff\xd8\xff")) return open_picture(bytes, name, SourceKind::kJpeg);
  if (head.starts_with(std::string_view("II*\0", 4)) || head.starts_with(std::string_view("MM\0*", 4)))
    return open_picture(bytes, name, SourceKind::kTiff);
  if (head.size() > 12 && head.substr(0, 4) == "RIFF" && head.substr(8, 4) == "WEBP") return open_picture(bytes, name, SourceKind::kWebp);
  if (head.find("%PDF-") != std::string_view::npos) return open_pdf(bytes, name, options.password);
  for (const KnownKind& kind : kOthers)
    if (head.starts_with(kind.magic)) throw Error(ErrorKind::kUnsupported, name, std::string("this is ") + kind.what);
  if (const std::string what = kind_by_content(bytes); !what.empty()) throw Error(ErrorKind::kUnsupported, name, "this is " + what);
  throw Error(ErrorKind::kUnsupported, name, "this is no PDF, PNG, JPEG or TIFF, whatever its name says; convert it to PDF");
}

std::unique_ptr<Source> open_source(int descriptor, const std::string& name, const OpenOptions& options) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0)
    throw Error(ErrorKind::kUnreadable, name, std::string("cannot be read (") + std::strerror(errno) + "); check the rights");
  if (!S_ISREG(status.st_mode)) throw Error(ErrorKind::kUnreadable, name, "this is no file (a folder, a pipe or a device); give files");
  if (status.st_size == 0) throw Error(ErrorKind::kDamaged, name, "the file is empty; get it again");
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (data == MAP_FAILED)
    throw Error(errno == ENOMEM ? ErrorKind::kMemory : ErrorKind::kUnreadable, name,
                std::string("cannot be mapped into memory (") + std::strerror(errno) + "); check the rights and the memory limit");
  auto mapping = std::make_unique<Mapping>(data, size);
  std::unique_ptr<Source> source = open_source(mapping->bytes(), name, options);
  return std::make_unique<MappedSource>(std::move(mapping), std::move(source));
}

std::unique_ptr<Source> open_source_file(const std::string& path, const OpenOptions& options) {
  const Descriptor descriptor{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (descriptor.number < 0)
    throw Error(ErrorKind::kUnreadable, path, std::string("cannot be opened (") + std::strerror(errno) + "); check the name and the rights");
  return open_source(descriptor.number, path, options);
}

void prepare_sources() {
  base::keep_large_blocks();
  prepare_poppler();
  prepare_containers();
}

}  // namespace banthuek::source
