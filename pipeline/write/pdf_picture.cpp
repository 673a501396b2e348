#include "pipeline/write/pdf_picture.h"

#include <fmt/core.h>

#include <cstdint>

#include "pipeline/write/big_endian.h"

namespace banthuek::write {
namespace {

std::string entries(int width, int height, int bits, int channels, const std::string& filter) {
  return fmt::format("/Type /XObject /Subtype /Image /Width {} /Height {} /BitsPerComponent {} /ColorSpace {} /Filter {}", width, height, bits,
                     channels == 1 ? "/DeviceGray" : "/DeviceRGB", filter);
}

}  // namespace

PdfPicture jpeg_as_pdf(const std::string& jpeg) {
  PdfPicture out;
  for (std::size_t i = 2; i + 9 < jpeg.size() && u8(jpeg, i) == 0xFF;) {
    const unsigned marker = u8(jpeg, i + 1);
    if (marker == 0xFF || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
      i += marker == 0xFF ? 1 : 2;
      continue;
    }
    if (marker == 0xDA || marker == 0xD9) break;
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
      const int channels = static_cast<int>(u8(jpeg, i + 9));
      if ((channels != 1 && channels != 3) || u8(jpeg, i + 4) != 8) return out;
      out.height = static_cast<int>(u16(jpeg, i + 5));
      out.width = static_cast<int>(u16(jpeg, i + 7));
      if (out.width == 0 || out.height == 0) return out;
      out.dictionary = entries(out.width, out.height, 8, channels, "/DCTDecode");
      out.data = jpeg;
      return out;
    }
    i += 2 + u16(jpeg, i + 2);
  }
  return out;
}

PdfPicture picture_as_pdf(const picture::Picture& picture) {
  // A PNG's data are what PDF calls Flate with PNG predictors.
  std::string png = picture.png();
  if (u8(png, 25) != 0 && u8(png, 25) != 2) png = picture.grey().png();  // palette or alpha
  PdfPicture out;
  out.width = static_cast<int>(u32(png, 16));
  out.height = static_cast<int>(u32(png, 20));
  const int bits = static_cast<int>(u8(png, 24)), channels = u8(png, 25) == 2 ? 3 : 1;
  for (std::size_t i = 8; i + 12 <= png.size();) {
    const std::size_t length = u32(png, i);
    if (png.compare(i + 4, 4, "IDAT") == 0) out.data += png.substr(i + 8, length);
    i += 12 + length;
  }
  out.dictionary = fmt::format("{} /DecodeParms << /Predictor 15 /Colors {} /BitsPerComponent {} /Columns {} >>",
                               entries(out.width, out.height, bits, channels, "/FlateDecode"), channels, bits, out.width);
  return out;
}

}  // namespace banthuek::write
