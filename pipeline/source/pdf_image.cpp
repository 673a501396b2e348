#include "pipeline/source/pdf_image.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "pipeline/source/source.h"

namespace banthuek::source {
namespace {

enum class Layout { kBits, kGrey, kColour };

bool grey_space(const GfxImageColorMap& colours) {
  switch (const_cast<GfxImageColorMap&>(colours).getColorSpace()->getMode()) {
    case csDeviceGray:
    case csCalGray:
      return true;
    case csICCBased:
      return colours.getNumPixelComps() == 1;
    default:
      return false;
  }
}

// What the two values of a one-bit image look like: 0 black to 255 white.
int grey_of(GfxImageColorMap& colours, unsigned char value) {
  GfxGray grey;
  colours.getGray(&value, &grey);
  return colToByte(grey);
}

// Sums rows of `channels` bytes a pixel into cells of `factor` x `factor` and gives finished rows.
class Shrinker {
 public:
  Shrinker(int width, int channels, int factor)
      : width_(width),
        channels_(channels),
        factor_(factor),
        out_width_((width + factor - 1) / factor),
        sums_(static_cast<std::size_t>(out_width_) * channels) {}

  int out_width() const { return out_width_; }

  void add(const std::uint8_t* row) {
    const int whole = width_ / factor_;  // cells of full width
    for (int x = 0; x < out_width_; ++x) {
      const int columns = x < whole ? factor_ : width_ - whole * factor_;
      unsigned* sum = sums_.data() + static_cast<std::size_t>(x) * channels_;
      for (int i = 0; i < columns; ++i)
        for (int c = 0; c < channels_; ++c) sum[c] += *row++;
    }
    ++rows_;
  }

  bool full() const { return rows_ == factor_; }
  bool begun() const { return rows_ > 0; }

  void give(std::uint8_t* out) {
    for (int x = 0; x < out_width_; ++x) {
      const int columns = std::min(factor_, width_ - x * factor_);
      for (int c = 0; c < channels_; ++c) {
        const std::size_t at = static_cast<std::size_t>(x) * channels_ + c;
        out[at] = static_cast<std::uint8_t>(sums_[at] / (static_cast<unsigned>(columns) * rows_));
      }
    }
    std::fill(sums_.begin(), sums_.end(), 0u);
    rows_ = 0;
  }

 private:
  int width_, channels_, factor_, out_width_, rows_ = 0;
  std::vector<unsigned> sums_;
};

struct StreamCloser {
  ImageStream& stream;
  ~StreamCloser() { stream.close(); }
};

picture::Picture read_bits(ImageStream& stream, int width, int height, picture::Picture::Bit one) {
  const int stride = (width + 7) / 8;
  std::vector<std::uint8_t> bits(static_cast<std::size_t>(stride) * height, one == picture::Picture::Bit::kInk ? 0 : 0xFF);
  for (int y = 0; y < height; ++y) {
    const unsigned char* line = stream.getLine();
    if (!line) break;
    std::uint8_t* out = bits.data() + static_cast<std::size_t>(stride) * y;
    for (int b = 0; b < stride; ++b) {
      std::uint8_t byte = 0;
      for (int i = 0; i < 8 && b * 8 + i < width; ++i) byte |= static_cast<std::uint8_t>((line[b * 8 + i] & 1) << (7 - i));
      out[b] = byte;
    }
  }
  return picture::Picture::from_bits(bits, width, height, stride, 0, one);
}

}  // namespace

picture::Picture decode_image(const ImageCall& call) {
  const double pixels = double(call.width) * call.height;
  if (call.width < 1 || call.height < 1 || pixels > kMaxImagePixels) return {};
  const int components = call.colours ? call.colours->getNumPixelComps() : 1;
  const int bits = call.colours ? call.colours->getBits() : 1;
  const int factor = std::max(1, static_cast<int>(std::ceil(std::sqrt(pixels / kMaxPagePixels))));
  Layout layout = Layout::kColour;
  int shade[2] = {0, 255};  // of the values of a one-bit image
  if (!call.colours) {
    layout = Layout::kBits;
    shade[0] = call.invert ? 255 : 0;
    shade[1] = 255 - shade[0];
  } else if (components == 1 && bits == 1 && (grey_space(*call.colours) || call.colours->getColorSpace()->getMode() == csIndexed)) {
    shade[0] = grey_of(*call.colours, 0);
    shade[1] = grey_of(*call.colours, 1);
    const bool extreme = std::min(shade[0], shade[1]) < 40 && std::max(shade[0], shade[1]) > 215;
    layout = extreme ? Layout::kBits : grey_space(*call.colours) ? Layout::kGrey : Layout::kColour;
  } else if (grey_space(*call.colours)) {
    layout = Layout::kGrey;
  }
  ImageStream stream(call.stream, call.width, components, bits);
  stream.reset();
  const StreamCloser closer{stream};
  if (layout == Layout::kBits && factor == 1)
    return read_bits(stream, call.width, call.height, shade[1] < shade[0] ? picture::Picture::Bit::kInk : picture::Picture::Bit::kPaper);

  const int channels = layout == Layout::kColour ? 3 : 1;
  Shrinker shrinker(call.width, channels, factor);
  const int out_width = shrinker.out_width(), out_height = (call.height + factor - 1) / factor;
  const std::size_t stride = static_cast<std::size_t>(out_width) * channels;
  std::vector<std::uint8_t> out(stride * out_height, 255);
  std::vector<std::uint8_t> row(static_cast<std::size_t>(call.width) * channels);
  int next = 0;
  for (int y = 0; y < call.height; ++y) {
    unsigned char* line = stream.getLine();
    if (!line) break;
    if (layout == Layout::kBits) {
      for (int x = 0; x < call.width; ++x) row[x] = static_cast<std::uint8_t>(shade[line[x] & 1]);
    } else if (layout == Layout::kGrey) {
      call.colours->getGrayLine(line, row.data(), call.width);
    } else if (call.colours->useRGBLine()) {
      call.colours->getRGBLine(line, row.data(), call.width);
    } else {
      for (int x = 0; x < call.width; ++x) {
        GfxRGB rgb;
        call.colours->getRGB(line + static_cast<std::size_t>(x) * components, &rgb);
        row[3 * x] = colToByte(rgb.r), row[3 * x + 1] = colToByte(rgb.g), row[3 * x + 2] = colToByte(rgb.b);
      }
    }
    if (factor == 1) {
      std::copy(row.begin(), row.end(), out.begin() + static_cast<std::ptrdiff_t>(stride * next++));
      continue;
    }
    shrinker.add(row.data());
    if (shrinker.full()) shrinker.give(out.data() + stride * next++);
  }
  if (shrinker.begun() && next < out_height) shrinker.give(out.data() + stride * next);
  const int bytes = static_cast<int>(stride);
  return channels == 1 ? picture::Picture::from_grey(out, out_width, out_height, bytes, 0)
                       : picture::Picture::from_rgb(out, out_width, out_height, bytes, 0);
}

std::string plain_jpeg(const ImageCall& call) {
  if (!call.colours || call.masked || call.stream->getKind() != strDCT || call.colours->getBits() != 8) return {};
  const int components = call.colours->getNumPixelComps();
  const GfxColorSpaceMode mode = call.colours->getColorSpace()->getMode();
  const bool plain = mode == csDeviceGray || mode == csDeviceRGB || mode == csCalGray || mode == csCalRGB ||
                     (mode == csICCBased && (components == 1 || components == 3));
  if (!plain) return {};
  for (int i = 0; i < components; ++i)
    if (call.colours->getDecodeLow(i) != 0 || call.colours->getDecodeHigh(i) != 1) return {};
  Stream* raw = call.stream->getNextStream();
  if (!raw) return {};
  std::string out;
  raw->reset();
  for (int c = raw->getChar(); c != EOF; c = raw->getChar()) out += static_cast<char>(c);
  raw->close();
  return out.starts_with("\xff\xd8") ? out : std::string();
}

bool ImageTaker::on_image(int index, const ImageCall& call) {
  if (done || index != index_) return false;
  done = true;
  if (what_ == Encoding::kPixels)
    picture = decode_image(call);
  else
    jpeg = plain_jpeg(call);
  return true;
}

}  // namespace banthuek::source
