#include "pipeline/source/picture_source.h"

#include <fmt/core.h>

#include <cmath>
#include <optional>
#include <set>

#include "extractors/types/error.h"

namespace banthuek::source {
namespace {

// Decoded, colour takes 4 bytes a pixel beside the decoder's own buffers: what a worker's memory can hold.
constexpr double kMaxDecodedPixels = 45e6;
constexpr double kMaxBitPixels = 200e6;  // one bit a pixel (TIFF of fax machines and scanners at 1,200 dpi)

struct Header {
  double width = 0, height = 0;
  int bits = 8;  // a pixel
};

class Bytes {
 public:
  Bytes(std::span<const std::byte> bytes, bool big_endian) : bytes_(bytes), big_(big_endian) {}

  std::optional<std::uint32_t> number(std::size_t at, int size) const {
    if (at > bytes_.size() || bytes_.size() - at < static_cast<std::size_t>(size)) return std::nullopt;
    std::uint32_t out = 0;
    for (int i = 0; i < size; ++i) {
      const auto byte = std::to_integer<std::uint32_t>(bytes_[at + static_cast<std::size_t>(big_ ? i : size - 1 - i)]);
      out = out << 8 | byte;
    }
    return out;
  }

 private:
  std::span<const std::byte> bytes_;
  bool big_;
};

std::optional<Header> png_header(std::span<const std::byte> bytes) {
  const Bytes in(bytes, true);
  const auto width = in.number(16, 4), height = in.number(20, 4), depth = in.number(24, 1), type = in.number(25, 1);
  if (!width || !height || !depth || !type) return std::nullopt;
  const int channels = *type == 2 ? 3 : *type == 6 ? 4 : *type == 4 ? 2 : 1;
  return Header{double(*width), double(*height), static_cast<int>(*depth) * channels};
}

// Of the first start-of-frame segment.
std::optional<Header> jpeg_header(std::span<const std::byte> bytes) {
  const Bytes in(bytes, true);
  for (std::size_t at = 2; at + 4 <= bytes.size();) {
    const auto lead = in.number(at, 1), marker = in.number(at + 1, 1);
    if (*lead != 0xFF) return std::nullopt;
    if (*marker == 0xFF) {
      ++at;
      continue;
    }
    if ((*marker >= 0xD0 && *marker <= 0xD8) || *marker == 0x01) {
      at += 2;
      continue;
    }
    const auto length = in.number(at + 2, 2);
    if (!length || *length < 2 || *marker == 0xD9 || *marker == 0xDA) return std::nullopt;
    const bool frame = *marker >= 0xC0 && *marker <= 0xCF && *marker != 0xC4 && *marker != 0xC8 && *marker != 0xCC;
    if (frame) {
      const auto height = in.number(at + 5, 2), width = in.number(at + 7, 2), channels = in.number(at + 9, 1);
      if (!height || !width || !channels) return std::nullopt;
      return Header{double(*width), double(*height), 8 * static_cast<int>(*channels)};
    }
    at += 2 + *length;
  }
  return std::nullopt;
}

// Of the first chunk: a lossy picture, a lossless one, or the head of one with more chunks.
std::optional<Header> webp_header(std::span<const std::byte> bytes) {
  const Bytes in(bytes, false);
  constexpr std::size_t kChunk = 20;  // behind "RIFF", its size, "WEBP", the chunk's name and its size
  const auto part = [&](std::size_t at, int size, std::uint32_t mask) { return double(in.number(at, size).value_or(0) & mask); };
  switch (in.number(12, 4).value_or(0)) {
    case 0x20385056:  // "VP8 "
      return Header{part(kChunk + 6, 2, 0x3FFF), part(kChunk + 8, 2, 0x3FFF), 24};
    case 0x4C385056:  // "VP8L"
      return Header{part(kChunk + 1, 2, 0x3FFF) + 1, double(in.number(kChunk + 1, 4).value_or(0) >> 14 & 0x3FFF) + 1, 32};
    case 0x58385056:  // "VP8X"
      return Header{part(kChunk + 4, 3, 0xFFFFFF) + 1, part(kChunk + 7, 3, 0xFFFFFF) + 1, 32};
    default:
      return std::nullopt;
  }
}

// How a telephone held its camera, as EXIF says in a JPEG's first segments: 1 upright, 2 to 8 turned, mirrored or both.
int exif_orientation(std::span<const std::byte> bytes) {
  constexpr int kUpright = 1;
  const Bytes in(bytes, true);
  for (std::size_t at = 2; at + 4 <= bytes.size();) {
    const auto marker = in.number(at, 2), length = in.number(at + 2, 2);
    if (!marker || !length || *length < 2 || *marker < 0xFFE0 || (*marker > 0xFFEF && *marker != 0xFFFE)) return kUpright;
    const std::size_t tiff = at + 10;  // behind "Exif", 0, 0
    if (*marker == 0xFFE1 && in.number(at + 4, 4) == 0x45786966 && tiff < bytes.size()) {
      const std::span<const std::byte> body = bytes.subspan(tiff, std::min<std::size_t>(bytes.size() - tiff, *length > 8 ? *length - 8 : 0));
      const Bytes exif(body, in.number(tiff, 2) == 0x4D4D);
      const std::size_t directory = exif.number(4, 4).value_or(0);
      const std::uint32_t entries = exif.number(directory, 2).value_or(0);
      for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + 12 * std::size_t{i};
        const auto tag = exif.number(entry, 2);
        if (!tag) return kUpright;
        if (*tag != 0x0112) continue;
        const std::uint32_t orientation = exif.number(entry + 8, 2).value_or(kUpright);
        return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : kUpright;
      }
      return kUpright;
    }
    at += 2 + std::size_t{*length};
  }
  return kUpright;
}

picture::Picture upright(const picture::Picture& picture, int orientation) {
  constexpr int kTurns[] = {0, 0, 180, 180, 90, 90, 270, 270};  // clockwise, of 1 to 8; every other pair is mirrored after it
  const picture::Picture turned = picture.turned(kTurns[orientation - 1]);
  const bool mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
  return mirrored ? turned.mirrored() : turned;
}

class TiffChain {
 public:
  explicit TiffChain(std::span<const std::byte> bytes) : in_(bytes, !bytes.empty() && bytes[0] == std::byte{'M'}) {
    const auto first = in_.number(4, 4);
    at_ = first ? *first : 0;
  }

  // Goes to the next directory; false at the end, at a loop, or where it lies outside the file.
  bool next() {
    if (at_ == 0 || !seen_.insert(at_).second) return false;
    const auto entries = in_.number(at_, 2);
    if (!entries || *entries == 0) return false;
    header_ = {0, 0, 1};
    int bits = 1, samples = 1;
    for (std::uint32_t i = 0; i < *entries; ++i) {
      const std::size_t entry = at_ + 2 + 12 * std::size_t{i};
      const auto tag = in_.number(entry, 2), type = in_.number(entry + 2, 2), count = in_.number(entry + 4, 4);
      if (!tag || !type || !count) return false;
      const auto value = in_.number(entry + 8, *type == 3 ? 2 : 4);
      if (!value) return false;
      if (*tag == 256) header_.width = *value;
      if (*tag == 257) header_.height = *value;
      if (*tag == 258) bits = *count == 1 ? static_cast<int>(*value & 0xFF) : 8;
      if (*tag == 277) samples = static_cast<int>(*value & 0xFF);
    }
    header_.bits = std::max(1, bits * samples);
    const auto link = in_.number(at_ + 2 + 12 * std::size_t{*entries}, 4);
    at_ = link ? *link : 0;
    return true;
  }

  const Header& header() const { return header_; }

 private:
  Bytes in_;
  std::size_t at_ = 0;
  std::set<std::size_t> seen_;
  Header header_;
};

class PictureSource : public Source {
 public:
  PictureSource(std::span<const std::byte> bytes, std::string name, SourceKind kind, int pages)
      : bytes_(bytes), name_(std::move(name)), kind_(kind), pages_(pages) {}

  SourceKind kind() const override { return kind_; }
  int pages() const override { return pages_; }

  SourcePage page(int number) override {
    need(number);
    SourcePage out;
    out.reason = "a picture without text layer";
    return out;
  }

  picture::Picture part(int number, const Box& box) override { return picture(number).cut(box); }

  picture::Picture picture(int number) override {
    need(number);
    const std::string where = pages_ > 1 ? fmt::format("{}:{}", name_, number) : name_;
    check(number, where);
    picture::Picture picture = picture::Picture::decode(bytes_, where, number - 1);
    if (kind_ == SourceKind::kJpeg) picture = upright(picture, exif_orientation(bytes_));
    const double pixels = double(picture.width()) * picture.height();
    if (pixels > kMaxPagePixels) picture = picture.scaled(std::sqrt(kMaxPagePixels / pixels));
    return picture.with_dpi(plausible_dpi(picture));
  }

  std::string jpeg(int number) override {
    need(number);
    return kind_ == SourceKind::kJpeg && exif_orientation(bytes_) == 1 ? std::string(reinterpret_cast<const char*>(bytes_.data()), bytes_.size())
                                                                       : std::string();
  }

 private:
  void need(int number) const {
    if (number < 1 || number > pages_) throw Error(ErrorKind::kInternal, name_, fmt::format("there is no page {}", number));
  }

  void check(int number, const std::string& where) const {
    std::optional<Header> header;
    if (kind_ == SourceKind::kPng) header = png_header(bytes_);
    if (kind_ == SourceKind::kJpeg) header = jpeg_header(bytes_);
    if (kind_ == SourceKind::kWebp) header = webp_header(bytes_);
    if (kind_ == SourceKind::kTiff) {
      TiffChain chain(bytes_);
      for (int i = 0; i < number; ++i)
        if (!chain.next()) break;
      header = chain.header();
    }
    if (!header || header->width < 1 || header->height < 1)
      throw Error(ErrorKind::kDamaged, where, "the picture is broken or cut short; get the file again");
    const double pixels = header->width * header->height;
    if (pixels > (header->bits == 1 ? kMaxBitPixels : kMaxDecodedPixels))
      throw Error(ErrorKind::kTooLarge, where,
                  fmt::format("the picture says it has {} x {} pixels; save it at 300 dpi", static_cast<long long>(header->width),
                              static_cast<long long>(header->height)));
  }

  // What the file says, where a page of that size can be; else as if it were A4.
  static double plausible_dpi(const picture::Picture& picture) {
    const double longer = std::max(picture.width(), picture.height());
    const double dpi = picture.dpi();
    if (dpi >= 50 && longer / dpi > 4 && longer / dpi < 20) return dpi;
    return longer / 11.69;
  }

  std::span<const std::byte> bytes_;
  std::string name_;
  SourceKind kind_;
  int pages_;
};

}  // namespace

int count_tiff_pages(std::span<const std::byte> bytes) {
  TiffChain chain(bytes);
  int pages = 0;
  while (pages <= kMaxPages && chain.next()) ++pages;
  return pages;
}

std::unique_ptr<Source> open_picture(std::span<const std::byte> bytes, const std::string& name, SourceKind kind) {
  const int pages = kind == SourceKind::kTiff ? count_tiff_pages(bytes) : 1;
  if (pages == 0) throw Error(ErrorKind::kDamaged, name, "the TIFF has no whole page; get the file again");
  if (pages > kMaxPages) throw Error(ErrorKind::kTooLarge, name, fmt::format("the TIFF has more than {} pages; split it", kMaxPages));
  return std::make_unique<PictureSource>(bytes, name, kind, pages);
}

}  // namespace banthuek::source
