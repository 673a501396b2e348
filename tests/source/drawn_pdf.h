// Pages of 3,000 pixels square at 300 dpi. Their drawings are in pixels from the lower left corner: a thing drawn at y stands at 3,000 - y. A point
// is 4.17 pixels.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "pipeline/source/pdf_document.h"
#include "tests/source/small_pdf.h"

namespace banthuek::source {

inline constexpr const char* kPixels = "0.24 0 0 0.24 0 0 cm ";

inline text_layer::PdfContent content_of_pdf(const std::string& bytes) {
  return source::PdfDocument(std::as_bytes(std::span(bytes)), "in", "").content(1);
}

// Graphics states: /Hnn draws with nn hundredths of opacity, /M multiplies.
inline std::string states() {
  std::string out = "/ExtGState << /M << /BM /Multiply >> ";
  for (const int n : {1, 2, 4, 5, 97, 99}) {
    char state[64];
    std::snprintf(state, sizeof state, "/H%d << /CA 0.%02d /ca 0.%02d >> ", n, n, n);
    out += state;
  }
  return out + ">> ";
}

inline text_layer::PdfContent drawn(const std::string& drawing) {
  SmallPdf pdf;
  pdf.page(kPixels + drawing, states(), "[0 0 720 720]");
  return content_of_pdf(pdf.str());
}

// The same with text in a font of 100 pixels; letters are 40 wide.
inline text_layer::PdfContent written(TestFont& font, const std::string& drawing, const std::string& more_resources = "") {
  SmallPdf pdf;
  const int f = pdf.add_font(font);
  pdf.page(kPixels + drawing, states() + "/Font << /F " + std::to_string(f) + " 0 R >> " + more_resources, "[0 0 720 720]");
  return content_of_pdf(pdf.str());
}

inline std::string show(const std::vector<layout::Rule>& rules) {
  std::string out;
  for (const layout::Rule& r : rules) {
    char text[120];
    std::snprintf(text, sizeof text, "%s%.0f,%.0f-%.0f,%.0f w%.0f", out.empty() ? "" : "; ", r.x0, r.y0, r.x1, r.y1, r.width);
    out += text;
  }
  return out;
}

inline std::string rules(const text_layer::PdfContent& content) { return show(content.horizontal) + " | " + show(content.vertical); }
inline std::string rules(const std::string& drawing) { return rules(drawn(drawing)); }

inline std::string at(int x, int y, const std::string& shown, int size = 100) {
  return "BT /F " + std::to_string(size) + " Tf 1 0 0 1 " + std::to_string(x) + " " + std::to_string(y) + " Tm " + shown + " Tj ET ";
}

inline text_layer::PdfContent with_image(const std::string& drawing, const std::string& entries = "/ColorSpace /DeviceGray /BitsPerComponent 8",
                                         TestFont* font = nullptr) {
  SmallPdf pdf;
  const int mask = pdf.add_stream("/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\xff\xff");
  std::string all = entries;
  if (const auto place = all.find("SMASK"); place != std::string::npos) all.replace(place, 5, "/SMask " + std::to_string(mask) + " 0 R");
  const int image = pdf.add_stream("/Type /XObject /Subtype /Image /Width 2 /Height 1 " + all, "\x10\xff");
  std::string resources = states() + "/XObject << /I " + std::to_string(image) + " 0 R >> ";
  if (font) resources += "/Font << /F " + std::to_string(pdf.add_font(*font)) + " 0 R >>";
  pdf.page(kPixels + drawing, resources, "[0 0 720 720]");
  return content_of_pdf(pdf.str());
}

}  // namespace banthuek::source
