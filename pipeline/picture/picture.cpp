#include "pipeline/picture/picture.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "pipeline/picture/pix.h"

namespace banthuek::picture {
namespace {

// Leptonica prints to stderr whatever it meets; what matters comes out as Error.
const bool kQuiet = [] {
  setMsgSeverity(L_SEVERITY_NONE);
  return true;
}();

void check_size(std::int64_t width, std::int64_t height, const std::string& where) {
  if (width <= 0 || height <= 0)
    throw Error(ErrorKind::kDamaged, where, fmt::format("picture of {} x {} pixels; scan the page again", width, height));
  if (width > kMaxPixels / height)
    throw Error(ErrorKind::kTooLarge, where,
                fmt::format("picture of {} x {} pixels is over the limit of 400 million; scan at a lower resolution", width, height));
}

void check_span(std::size_t size, int height, int stride, int used) {
  if (stride < used || size < static_cast<std::size_t>(stride) * (height - 1) + used)
    throw Error(ErrorKind::kInternal, "", "picture rows are shorter than the picture is wide");
}

// 1, 8 or 32 bits without palette and alpha.
PixPtr plain(PixPtr pix) {
  if (pixGetColormap(pix.get())) pix = own(pixRemoveColormap(pix.get(), REMOVE_CMAP_BASED_ON_SRC));
  const int depth = pixGetDepth(pix.get());
  if (depth == 32 && pixGetSpp(pix.get()) == 4) pix = own(pixAlphaBlendUniform(pix.get(), 0xffffff00));
  if (depth == 16)
    pix = own(pixConvert16To8(pix.get(), L_MS_BYTE));
  else if (depth != 1 && depth != 8 && depth != 32)
    pix = own(pixConvertTo8(pix.get(), 0));
  return pix;
}

}  // namespace

Picture Picture::adopt(Pix* raw, double dpi) {
  Picture picture;
  if (!raw) return picture;
  PixPtr pix = plain(PixPtr(raw));
  picture.pix_ = std::shared_ptr<Pix>(pix.release(), PixDestroyer());
  picture.dpi_ = dpi;
  return picture;
}

Picture Picture::from_grey(std::span<const std::uint8_t> pixels, int width, int height, int stride, double dpi) {
  check_size(width, height, "");
  check_span(pixels.size(), height, stride, width);
  PixPtr pix = blank(width, height, 8);
  for (int y = 0; y < height; ++y) {
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::size_t>(y) * pixGetWpl(pix.get());
    const std::uint8_t* from = pixels.data() + static_cast<std::size_t>(y) * stride;
    for (int x = 0; x < width; ++x) SET_DATA_BYTE(line, x, from[x]);
  }
  return Picture::adopt(pix.release(), dpi);
}

Picture Picture::from_rgb(std::span<const std::uint8_t> pixels, int width, int height, int stride, double dpi) {
  check_size(width, height, "");
  check_span(pixels.size(), height, stride, 3 * width);
  PixPtr pix = blank(width, height, 32);
  for (int y = 0; y < height; ++y) {
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::size_t>(y) * pixGetWpl(pix.get());
    const std::uint8_t* p = pixels.data() + static_cast<std::size_t>(y) * stride;
    for (int x = 0; x < width; ++x, p += 3) line[x] = std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8;
  }
  return Picture::adopt(pix.release(), dpi);
}

Picture Picture::from_bgrx(std::span<const std::uint8_t> pixels, int width, int height, int stride, double dpi) {
  check_size(width, height, "");
  check_span(pixels.size(), height, stride, 4 * width);
  PixPtr pix = blank(width, height, 32);
  for (int y = 0; y < height; ++y) {
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::size_t>(y) * pixGetWpl(pix.get());
    const std::uint8_t* p = pixels.data() + static_cast<std::size_t>(y) * stride;
    for (int x = 0; x < width; ++x, p += 4) line[x] = std::uint32_t{p[2]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[0]} << 8;
  }
  return Picture::adopt(pix.release(), dpi);
}

Picture Picture::from_bits(std::span<const std::uint8_t> pixels, int width, int height, int stride, double dpi, Bit one) {
  check_size(width, height, "");
  const int used = (width + 7) / 8;
  check_span(pixels.size(), height, stride, used);
  PixPtr pix = blank(width, height, 1);
  const std::uint8_t flip = one == Bit::kInk ? 0 : 0xff;
  for (int y = 0; y < height; ++y) {
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::size_t>(y) * pixGetWpl(pix.get());
    const std::uint8_t* from = pixels.data() + static_cast<std::size_t>(y) * stride;
    for (int i = 0; i < used; ++i) SET_DATA_BYTE(line, i, static_cast<std::uint8_t>(from[i] ^ flip));
  }
  pixSetPadBits(pix.get(), 0);
  return Picture::adopt(pix.release(), dpi);
}

Picture Picture::decode(std::span<const std::byte> bytes, const std::string& where, int index) {
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  l_int32 format = IFF_UNKNOWN, w = 0, h = 0, bps = 0, spp = 0, cmap = 0;
  if (bytes.size() >= 12) findFileFormatBuffer(data, &format);  // looks at the first twelve bytes
  if (format == IFF_UNKNOWN) throw Error(ErrorKind::kUnsupported, where, "not a picture that can be read; give PDF, PNG, JPEG or TIFF");
  const bool tiff = format == IFF_TIFF;  // whatever its compression: the buffer's first bytes do not tell
  if (!tiff && !pixReadHeaderMem(data, bytes.size(), nullptr, &w, &h, &bps, &spp, &cmap)) check_size(w, h, where);
  PixPtr pix;
  if (tiff) {
    std::size_t offset = 0;
    for (int page = 0; page <= index; ++page) {
      pix.reset(pixReadMemFromMultipageTiff(data, bytes.size(), &offset));
      if (offset == 0 && page < index) pix.reset();  // it has fewer pages
      if (!pix) break;
    }
  } else {
    pix.reset(pixReadMem(data, bytes.size()));
  }
  if (!pix) throw Error(ErrorKind::kDamaged, where, "the picture cannot be decoded; scan or export the page again");
  check_size(pixGetWidth(pix.get()), pixGetHeight(pix.get()), where);
  const int x = pixGetXRes(pix.get()), y = pixGetYRes(pix.get());
  return Picture::adopt(pix.release(), x > 0 && y > 0 ? (x + y) / 2.0 : 0);
}

int Picture::width() const { return pix_ ? pixGetWidth(pix_.get()) : 0; }
int Picture::height() const { return pix_ ? pixGetHeight(pix_.get()) : 0; }
Depth Picture::depth() const { return pix_ ? static_cast<Depth>(pixGetDepth(pix_.get())) : Depth::kGrey; }

Picture Picture::with_dpi(double dpi) const {
  Picture copy = *this;
  copy.dpi_ = dpi;
  return copy;
}

const std::uint32_t* Picture::row(int y) const { return pixGetData(pix_.get()) + static_cast<std::size_t>(y) * pixGetWpl(pix_.get()); }

bool Picture::ink_at(int x, int y) const { return x >= 0 && y >= 0 && x < width() && y < height() && GET_DATA_BIT(row(y), x); }

int Picture::grey_at(int x, int y) const { return x >= 0 && y >= 0 && x < width() && y < height() ? GET_DATA_BYTE(row(y), x) : 255; }

Picture Picture::grey() const {
  if (!pix_ || depth() == Depth::kGrey) return *this;
  if (depth() == Depth::kInk) return Picture::adopt(own(pixConvert1To8(nullptr, pix_.get(), 255, 0)).release(), dpi_);
  return Picture::adopt(own(pixConvertRGBToLuminance(pix_.get())).release(), dpi_);
}

Picture Picture::cut(const Box& wanted) const {
  const Box box = intersect(wanted, {0, 0, width(), height()});
  if (box.empty()) return {};
  if (box.w == width() && box.h == height()) return *this;
  ::Box* area = boxCreate(box.x, box.y, box.w, box.h);
  Pix* pix = pixClipRectangle(pix_.get(), area, nullptr);
  boxDestroy(&area);
  return Picture::adopt(own(pix).release(), dpi_);
}

Picture Picture::turned(int degrees) const {
  const int quarters = ((degrees / 90) % 4 + 4) % 4;
  if (!pix_ || quarters == 0) return *this;
  return Picture::adopt(own(pixRotateOrth(pix_.get(), quarters)).release(), dpi_);
}

Picture Picture::mirrored() const {
  if (!pix_) return *this;
  return Picture::adopt(own(pixFlipLR(nullptr, pix_.get())).release(), dpi_);
}

Picture Picture::inverted() const {
  if (!pix_) return *this;
  return Picture::adopt(own(pixInvert(nullptr, pix_.get())).release(), dpi_);
}

Picture Picture::scaled(double factor) const {
  if (!pix_ || factor == 1.0) return *this;
  const float f = static_cast<float>(factor);
  const bool ink = depth() == Depth::kInk;
  Pix* pix = ink && factor < 1 ? pixScaleToGray(pix_.get(), f) : pixScale(pix_.get(), f, f);
  return Picture::adopt(own(pix).release(), dpi_ * factor);
}

std::string Picture::png() const {
  l_uint8* data = nullptr;
  std::size_t size = 0;
  if (!pix_ || pixWriteMem(&data, &size, pix_.get(), IFF_PNG))
    throw Error(ErrorKind::kMemory, "", "no memory to write a picture; give a higher memory limit");
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  return bytes;
}

}  // namespace banthuek::picture
