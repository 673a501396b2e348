#include "pipeline/source/pdf_shapes.h"

#include <poppler/GfxFont.h>
#include <poppler/GfxState.h>
#include <poppler/splash/SplashFont.h>
#include <poppler/splash/SplashPath.h>

#include <cmath>
#include <memory>
#include <vector>

#include "pipeline/source/pdf_collector.h"

namespace banthuek::source {
namespace {

constexpr int kMaxPoints = 20'000;  // of one outline; letters have 100
constexpr int kSteps = 4;           // straight pieces of a curve

using text_layer::Contour;
using text_layer::OutlinePoint;

// The path's contours, taken back from text space to the em.
std::vector<Contour> contours_of(SplashPath& path, const double (&m)[4]) {
  std::vector<Contour> out;
  const double determinant = m[0] * m[3] - m[1] * m[2];
  if (std::abs(determinant) < 1e-9 || path.getLength() > kMaxPoints) return out;
  const auto point = [&](int i, unsigned char& flags) {
    double x, y;
    path.getPoint(i, &x, &y, &flags);
    return OutlinePoint{(x * m[3] - y * m[2]) / determinant, (y * m[0] - x * m[1]) / determinant};
  };
  unsigned char flags = 0;
  for (int i = 0; i < path.getLength(); ++i) {
    OutlinePoint p = point(i, flags);
    if (flags & splashPathFirst) out.emplace_back();
    if (out.empty()) break;
    Contour& contour = out.back();
    if ((flags & splashPathCurve) && !contour.empty() && i + 2 < path.getLength()) {
      const OutlinePoint from = contour.back(), q = point(i + 1, flags), to = point(i + 2, flags);
      for (int s = 1; s <= kSteps; ++s) {
        const double t = double(s) / kSteps, u = 1 - t;
        const double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
        contour.push_back({a * from.x + b * p.x + c * q.x + d * to.x, a * from.y + b * p.y + c * q.y + d * to.y});
      }
      i += 2;
    } else {
      contour.push_back(p);
    }
  }
  return out;
}

SplashColor kPaper = {255};

}  // namespace

ShapeTaker::ShapeTaker(PDFDoc* document, std::set<FontCode> wanted)
    : StateCounter(splashModeMono8, 4, false, kPaper, true), wanted_(std::move(wanted)) {
  setFreeTypeHinting(false, false);
  startDoc(document);
}

void ShapeTaker::drawChar(GfxState* state, double, double, double, double, double, double, CharCode code, int, const Unicode*, int) {
  const std::shared_ptr<GfxFont>& font = state->getFont();
  if (!font || done()) return;
  const FontCode key{font_id(*font), code};
  if (wanted_.erase(key) == 0) return;
  Ref embedded;
  if (font->getType() == fontType3 || !font->getEmbeddedFontID(&embedded)) return;
  doUpdateFont(state);
  SplashFont* splash_font = getCurrentFont();
  if (!splash_font) return;
  const std::unique_ptr<SplashPath> path(splash_font->getGlyphPath(static_cast<int>(code)));
  if (!path) return;
  const double size = state->getFontSize(), across = size * state->getHorizScaling();
  const double* t = state->getTextMat();
  const double m[4] = {t[0] * across, t[1] * across, t[2] * size, t[3] * size};
  shapes[key] = text_layer::shape_of(contours_of(*path, m));
}

void ShapeTaker::drawImageMask(GfxState*, Object*, Stream* stream, int width, int height, bool, bool, bool inline_image) {
  if (inline_image) skip(stream, std::floor((width + 7.0) / 8) * height);
}

void ShapeTaker::drawImage(GfxState*, Object*, Stream* stream, int width, int height, GfxImageColorMap* colours, bool, const int*,
                           bool inline_image) {
  if (inline_image) skip(stream, std::floor((double(width) * colours->getNumPixelComps() * colours->getBits() + 7) / 8) * height);
}

}  // namespace banthuek::source
