#include "pipeline/picture/encode.h"

#include "pipeline/picture/pix.h"

namespace banthuek::picture {
namespace {

PixPtr deep(const Picture& picture) {
  return own(picture.depth() == Depth::kColour ? pixCopy(nullptr, picture.pix()) : pixConvertTo8(picture.pix(), 0));
}

}  // namespace

std::string jpeg_of(const Picture& picture, int quality) {
  const PixPtr pix = deep(picture);
  l_uint8* bytes = nullptr;
  size_t size = 0;
  if (pixWriteMemJpeg(&bytes, &size, pix.get(), quality, 0) != 0 || !bytes)
    throw Error(ErrorKind::kMemory, "", "no memory to write a JPEG; ask for a smaller picture");
  std::string out(reinterpret_cast<const char*>(bytes), size);
  lept_free(bytes);
  return out;
}

Picture resized(const Picture& picture, int width, int height) {
  const PixPtr pix = deep(picture);
  if (picture.width() == width && picture.height() == height) return picture;
  // Averaging over areas is what keeps thin Thai strokes when a page becomes small; below a half it is pixScaleAreaMap.
  const float x = static_cast<float>(width) / static_cast<float>(picture.width());
  const float y = static_cast<float>(height) / static_cast<float>(picture.height());
  PixPtr small = own(x < 0.7f && y < 0.7f ? pixScaleAreaMapToSize(pix.get(), width, height) : pixScaleToSize(pix.get(), width, height));
  return Picture::adopt(small.release(), picture.dpi() * x);
}

Picture covered(const Picture& picture, const std::vector<Box>& boxes) {
  PixPtr pix = deep(picture);
  for (const Box& box : boxes) {
    const Box inside = intersect(box, {0, 0, picture.width(), picture.height()});
    if (inside.empty()) continue;
    std::unique_ptr<::Box, void (*)(::Box*)> area(boxCreate(inside.x, inside.y, inside.w, inside.h), [](::Box* b) { boxDestroy(&b); });
    pixSetInRectArbitrary(pix.get(), area.get(), picture.depth() == Depth::kColour ? 0xb0b0b000u : 0xb0u);
  }
  return Picture::adopt(pix.release(), picture.dpi());
}

}  // namespace banthuek::picture
