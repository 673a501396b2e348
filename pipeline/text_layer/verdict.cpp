#include "pipeline/text_layer/verdict.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace banthuek::text_layer {
namespace {

constexpr double kCoveringShare = 0.7;    // of the page's area
constexpr double kUnmappedShare = 0.005;  // of all visible characters
constexpr double kStrayShare = 0.02;      // marks on nothing, of the Thai characters
constexpr int kFewOutlines = 200;         // curves that can be drawings beside the text
constexpr int kGridSide = 64;

std::string count(int n, const char* one, const char* many) { return fmt::format("{} {}", n, n == 1 ? one : many); }

std::string mended(const LayerDefects& d) {
  std::string out;
  const auto add = [&](int n, const char* one, const char* many) {
    if (n > 0) out += (out.empty() ? "" : ", ") + count(n, one, many);
  };
  add(d.private_use, "private-use code", "private-use codes");
  add(d.lost_am, "ำ without its ring", "ำ without their rings");
  add(d.split_am, "split ำ", "split ำ");
  add(d.split_ae, "แ written as two เ", "แ written as two เ");
  add(d.lost_marks, "mark without a code", "marks without a code");
  add(d.reordered, "mark out of order", "marks out of order");
  add(d.mojibake, "letter in TIS-620 codes", "letters in TIS-620 codes");
  add(d.decoded, "letter whose code was read off the picture", "letters whose codes were read off the picture");
  add(d.wrong_codes, "letter whose code says another", "letters whose codes say others");
  add(d.thai_digits, "Thai digit in an ASCII code", "Thai digits in ASCII codes");
  return out;
}

int curved_outlines(const PdfContent& content) {
  return static_cast<int>(std::count_if(content.outlines.begin(), content.outlines.end(),
                                        [](const Outline& o) { return o.paint == Outline::Paint::kFill && o.curves >= 4; }));
}

}  // namespace

bool covered_by_images(const PdfContent& content) {
  // On a grid of 64 x 64 points: images may be strips, or lie over each other.
  std::vector<char> covered(kGridSide * kGridSide);
  for (const PdfImage& image : content.images) {
    if (image.kind == PdfImage::Kind::kMask) continue;
    for (int row = 0; row < kGridSide; ++row) {
      const double y = (row + 0.5) * content.height / kGridSide;
      if (y < image.y0 || y >= image.y1) continue;
      for (int column = 0; column < kGridSide; ++column) {
        const double x = (column + 0.5) * content.width / kGridSide;
        if (x >= image.x0 && x < image.x1) covered[static_cast<std::size_t>(row) * kGridSide + column] = 1;
      }
    }
  }
  return std::count(covered.begin(), covered.end(), 1) >= kCoveringShare * kGridSide * kGridSide;
}

LayerJudgement judge_layer(const PdfContent& content, const LayerText& text, Ground ground) {
  const LayerDefects& d = text.defects;
  const auto hidden = std::count_if(content.glyphs.begin(), content.glyphs.end(), [](const Glyph& g) { return g.hidden; });
  if (d.characters + d.unmapped == 0) {
    if (hidden > 0) return {LayerVerdict::kReplaced, Doubt::kNone, "hidden text under a picture of the page: recognised"};
    return {LayerVerdict::kNone, Doubt::kNone, "no text layer"};
  }
  if (ground == Ground::kScan) return {LayerVerdict::kReplaced, Doubt::kNone, "text over a picture that covers the page: recognised"};
  if (d.unmapped > std::max(2.0, kUnmappedShare * d.characters))
    return {LayerVerdict::kReplaced, Doubt::kCodes,
            count(d.unmapped, "character", "characters") + " of the text layer without a meaning: recognised"};
  if (d.stray_marks > std::max(5.0, kStrayShare * d.thai))
    return {LayerVerdict::kReplaced, Doubt::kCodes, count(d.stray_marks, "Thai mark", "Thai marks") + " of the text layer on no letter: recognised"};
  if (d.words_without_am > 0)
    return {LayerVerdict::kReplaced, Doubt::kCodes,
            count(d.words_without_am, "word", "words") + " of the text layer without the ำ that only can be there: recognised"};
  const int curves = curved_outlines(content);
  if (curves > kFewOutlines && curves > d.characters)
    return {LayerVerdict::kReplaced, Doubt::kNone, "most of the page's text is drawn as curves: recognised"};
  if (d.repaired() > 0) return {LayerVerdict::kRepaired, Doubt::kNone, "mended: " + mended(d)};
  return {LayerVerdict::kTaken, Doubt::kNone, "text layer agrees with itself"};
}

}  // namespace banthuek::text_layer
