#include "pipeline/text_layer/unread_places.h"

#include <algorithm>

namespace banthuek::text_layer {
namespace {

constexpr double kPicture = 0.03, kStrip = 0.004;  // share of the page that a picture covers, and one that is a line of text
constexpr int kStripAspect = 4;
constexpr int kLetters = 24, kLettersOfALine = 8;
constexpr int kMinCurves = 6;              // side by side: a line of letters
constexpr std::size_t kMaxCurves = 5'000;  // more is a drawing
constexpr double kGap = 1.2;               // between them, in their heights
constexpr std::size_t kMaxPlaces = 6;

double area(const Box& box) { return double(box.w) * box.h; }

int letters_over(const Box& box, const LayerText& text) {
  return static_cast<int>(std::count_if(text.clusters.begin(), text.clusters.end(), [&](const Cluster& c) {
    return c.x0 > box.x && c.x1 < box.right() && c.baseline > box.y && c.baseline < box.bottom();
  }));
}

// Rows of curves that could be letters, with room about them.
std::vector<Box> rows_of_curves(std::vector<Box> curves) {
  std::vector<Box> out;
  if (curves.size() > kMaxCurves) return out;
  std::stable_sort(curves.begin(), curves.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
  struct Row {
    Box box;
    int right = 0, count = 0;
  };
  std::vector<Row> rows;
  for (const Box& c : curves) {
    Row* best = nullptr;
    for (Row& row : rows) {
      const int shared = std::min(row.box.bottom(), c.bottom()) - std::max(row.box.y, c.y);
      const bool same = shared > 0.5 * std::min(row.box.h, c.h) && c.h < 2.5 * row.box.h && row.box.h < 4 * c.h;
      if (same && c.x - row.right < kGap * row.box.h && (!best || row.right > best->right)) best = &row;
    }
    if (!best) {
      rows.push_back({c, c.right(), 1});
      continue;
    }
    best->box = unite(best->box, c);
    best->right = std::max(best->right, c.right());
    ++best->count;
  }
  for (const Row& row : rows)
    if (row.count >= kMinCurves && row.box.w > 3 * row.box.h) {
      const int room = row.box.h / 2;
      out.push_back({row.box.x - room, row.box.y - room, row.box.w + 2 * room, row.box.h + 2 * room});
    }
  return out;
}

}  // namespace

std::vector<UnreadPlace> unread_places(const PdfContent& content, const LayerText& text) {
  std::vector<UnreadPlace> found;
  const Box page{0, 0, content.width, content.height};
  for (std::size_t i = 0; i < content.images.size(); ++i) {
    const PdfImage& image = content.images[i];
    if (image.turned != 0 || image.mirrored) continue;
    const Box box{static_cast<int>(image.x0), static_cast<int>(image.y0), static_cast<int>(image.x1 - image.x0),
                  static_cast<int>(image.y1 - image.y0)};
    const bool strip = box.w > kStripAspect * box.h;
    if (area(box) < (strip ? kStrip : kPicture) * area(page)) continue;
    const bool drawn = image.masked || image.clipped || image.kind == PdfImage::Kind::kMask;
    found.push_back({box, drawn ? -1 : static_cast<int>(i), std::max(strip ? kLettersOfALine : kLetters, 3 * letters_over(box, text))});
  }
  for (const Box& row : rows_of_curves(content.filled_curves))
    if (letters_over(row, text) == 0) found.push_back({intersect(page, row), -1, kLettersOfALine});
  std::stable_sort(found.begin(), found.end(), [](const UnreadPlace& a, const UnreadPlace& b) { return area(a.box) > area(b.box); });
  std::vector<UnreadPlace> out;
  for (const UnreadPlace& place : found) {
    const bool over = std::any_of(out.begin(), out.end(), [&](const UnreadPlace& o) { return !intersect(o.box, place.box).empty(); });
    if (!over && out.size() < kMaxPlaces) out.push_back(place);
  }
  return out;
}

}  // namespace banthuek::text_layer
