#include "pipeline/recognise/reread.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace banthuek::recognise {
namespace {

constexpr double kDoubtful = 0.8;  // a line read below this is looked at again,
constexpr double kSure = 0.95;     // until it is read as well as this

// The rows of the crop that hold the line's ink: the body itself where nothing stands above or below it (๓๓, กอง).
Band ink_of(const LinePicture& line) {
  constexpr int kInk = 128;
  int first = kLineHeight, last = -1;
  for (int y = 0; y < kLineHeight; ++y) {
    const auto row = line.grey.begin() + static_cast<std::ptrdiff_t>(y) * line.width;
    if (std::any_of(row, row + line.width, [](std::uint8_t grey) { return grey < kInk; })) first = std::min(first, y), last = y;
  }
  if (last < 0) return line.band;
  const auto in_crop = [&](double row) { return line.band.top + (row - kBodyTop) / line.scale; };
  return {in_crop(first), in_crop(last + 1)};
}

// nothing: as the recogniser measures.
std::vector<std::optional<Band>> other_bands(const LineCrop& crop, const LinePicture& first, const std::optional<Band>& measured) {
  std::vector<std::optional<Band>> out;
  const Band& band = first.band;
  const double step = 0.07 * band.height();
  if (crop.band) {
    out.push_back(std::nullopt);
  } else if (measured) {
    out.push_back(measured);
  } else {
    out.push_back(Band{band.top + 3.5 * step, band.bottom});  // the marks above were taken for heads of letters
    out.push_back(ink_of(first));
  }
  out.push_back(Band{band.top - step, band.bottom + step});
  out.push_back(Band{band.top + step, band.bottom + step});
  out.push_back(Band{band.top - step, band.bottom - step});
  return out;
}

}  // namespace

Look best_look(Recogniser& recogniser, const LineCrop& crop, const std::optional<Band>& measured, int& looks) {
  const LinePicture first = prepare_line(crop);
  Look best{recogniser.recognise(first), first.band};
  if (first.width == 0 || best.reading.confidence >= kDoubtful) return best;
  LineCrop again = crop;
  for (const std::optional<Band>& band : other_bands(crop, first, measured)) {
    if (best.reading.confidence >= kSure || looks <= 0) break;
    --looks;
    again.band = band;
    const LinePicture line = prepare_line(again);
    Reading reading = recogniser.recognise(line);
    if (reading.confidence > best.reading.confidence) best = {std::move(reading), line.band};
  }
  return best;
}

}  // namespace banthuek::recognise
