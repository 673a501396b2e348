#include "pipeline/text_layer/shown_letters.h"

#include <algorithm>
#include <cmath>

#include "pipeline/layout/layout.h"
#include "pipeline/layout/x_height.h"
#include "pipeline/picture/binarise.h"

namespace banthuek::text_layer {
namespace {

constexpr double kMaxPixels = 3e6;          // larger pictures are made smaller first: letters stay, grain goes
constexpr std::size_t kMaxPieces = 40'000;  // more is noise
constexpr int kMinLetters = 6;              // side by side, of a line that counts
constexpr double kMinReadableBody = 5;      // pixels; lower letters cannot be read

}  // namespace

int shown_letters(const picture::Picture& picture) {
  if (picture.empty()) return 0;
  const double pixels = double(picture.width()) * picture.height();
  const picture::Picture grey = picture.grey();
  const picture::PageInk ink = picture::separate_ink(pixels > kMaxPixels ? grey.scaled(std::sqrt(kMaxPixels / pixels)) : grey);
  const picture::Components pieces = picture::find_components(ink.bits);
  if (pieces.list.size() > kMaxPieces) return 0;
  const double body = layout::body_height(pieces);
  if (body < kMinReadableBody) return 0;
  const layout::Layout found = layout::find_layout(ink, body);
  int letters = 0;
  const auto add = [&](const layout::TextBlock& block) {
    for (const layout::Segment& s : block.segments)
      if (s.letters >= kMinLetters) letters += s.letters;
  };
  add(found.text);
  for (const layout::TableLayout& table : found.tables)
    for (const layout::CellLayout& cell : table.cells) add(cell.text);
  return letters;
}

}  // namespace banthuek::text_layer
