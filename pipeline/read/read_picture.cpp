#include "pipeline/read/read_picture.h"

#include <cstdint>
#include <utility>

#include "pipeline/read/read_line.h"
#include "pipeline/recognise/reread.h"

namespace banthuek::read {
namespace {

recognise::LineCrop crop_of(const picture::Picture& source) {
  const picture::Picture picture = source.depth() == picture::Depth::kInk ? source.grey() : source;
  recognise::LineCrop crop;
  crop.width = picture.width(), crop.height = picture.height();
  crop.channels = picture.depth() == picture::Depth::kColour ? 3 : 1;
  crop.pixels.reserve(static_cast<std::size_t>(crop.width) * crop.height * crop.channels);
  for (int y = 0; y < crop.height; ++y) {
    const std::uint32_t* row = picture.row(y);
    for (int x = 0; x < crop.width; ++x)
      if (crop.channels == 3)
        for (const int shift : {24, 16, 8}) crop.pixels.push_back(static_cast<std::uint8_t>(row[x] >> shift));
      else
        crop.pixels.push_back(static_cast<std::uint8_t>(row[x / 4] >> (24 - 8 * (x % 4))));
  }
  return crop;
}

Line read_cut(const LineCut& cut, recognise::Recogniser& recogniser) {
  layout::Segment segment;
  segment.box = {cut.x, cut.y, cut.crop.width, cut.crop.height};
  int looks = recognise::kLooksAtALine;
  const recognise::Look look = recognise::best_look(recogniser, cut.crop, std::nullopt, looks);
  segment.top = cut.y + look.band.top, segment.base = cut.y + look.band.bottom;
  return line_of(look.reading, cut, segment);
}

}  // namespace

Line read_picture_as_line(const picture::Picture& picture, recognise::Recogniser& recogniser) {
  return picture.empty() ? Line() : read_cut({crop_of(picture), 0, 0}, recogniser);
}

std::vector<Line> read_picture_as_lines(const picture::Picture& picture, recognise::Recogniser& recogniser) {
  if (picture.empty()) return {Line()};
  std::vector<Line> lines;
  int y = 0;
  for (recognise::LineCrop& part : recognise::split_lines(crop_of(picture))) {
    const int height = part.height;
    lines.push_back(read_cut({std::move(part), 0, y}, recogniser));
    y += height;
  }
  return lines;
}

Line read_place(source::Source& source, int page, const Box& place, recognise::Recogniser& recogniser) {
  const int around = place.h / 8;
  return read_picture_as_line(source.part(page, {place.x - around, place.y - around, place.w + 2 * around, place.h + 2 * around}), recogniser);
}

}  // namespace banthuek::read
