// The outlines of a page's glyphs, out of the fonts that lie in the file. Included by pdf_*.cpp only.
#pragma once

#include <poppler/SplashOutputDev.h>

#include <map>
#include <set>
#include <utility>

#include "pipeline/source/pdf_states.h"
#include "pipeline/text_layer/glyph_shape.h"

namespace banthuek::source {

// A font of the file (font_id) and a code in it.
using FontCode = std::pair<long long, unsigned>;

// Walks a page without drawing it and takes the shapes of the `wanted` glyphs. Fonts that are not in the file and those
// made of drawings (Type 3) have none.
class ShapeTaker : public StateCounter<SplashOutputDev> {
 public:
  ShapeTaker(PDFDoc* document, std::set<FontCode> wanted);

  std::map<FontCode, text_layer::GlyphShape> shapes;
  bool done() const { return wanted_.empty() || too_deep(); }

  bool interpretType3Chars() override { return false; }
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y, CharCode code, int bytes,
                const Unicode* unicode, int length) override;

  void stroke(GfxState*) override {}
  void fill(GfxState*) override {}
  void eoFill(GfxState*) override {}
  void clip(GfxState*) override {}
  void eoClip(GfxState*) override {}
  void clipToStrokePath(GfxState*) override {}
  void beginTextObject(GfxState*) override {}
  void endTextObject(GfxState*) override {}
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double, double) override { return true; }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return true; }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return true; }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return true; }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return true; }
  void drawImageMask(GfxState*, Object*, Stream* stream, int width, int height, bool, bool, bool inline_image) override;
  void setSoftMaskFromImageMask(GfxState*, Object*, Stream*, int, int, bool, bool, double*) override {}
  void unsetSoftMaskFromImageMask(GfxState*, double*) override {}
  void drawImage(GfxState*, Object*, Stream* stream, int width, int height, GfxImageColorMap* colours, bool, const int*, bool inline_image) override;
  void drawMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int, bool, bool) override {}
  void drawSoftMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int, GfxImageColorMap*, bool) override {}
  bool checkTransparencyGroup(GfxState*, bool) override { return false; }
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool) override {}
  void endTransparencyGroup(GfxState*) override {}
  void paintTransparencyGroup(GfxState*, const double*) override {}
  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override {}
  void clearSoftMask(GfxState*) override {}

 private:
  std::set<FontCode> wanted_;
};

}  // namespace banthuek::source
