// The pixels of an image inside a PDF, as they lie there. Included by pdf_*.cpp only.
#pragma once

#include <string>

#include "pipeline/picture/picture.h"
#include "pipeline/source/pdf_collector.h"

namespace banthuek::source {

// Decodes the image as it is stored (not turned), made smaller by a whole factor where it has over kMaxPagePixels:
// bi-level images as ink, grey as grey, all else as colour. A stencil comes out as ink. Data that end early leave the
// rest white. Empty where its size is no size or over kMaxImagePixels.
picture::Picture decode_image(const ImageCall& call);

// Its bytes where it is stored as one plain JPEG whose pixels are to be taken as they are; else empty.
std::string plain_jpeg(const ImageCall& call);

// Collects a page again and takes one image of it on the way.
class ImageTaker : public PdfCollector {
 public:
  enum class Encoding { kPixels, kJpeg };
  ImageTaker(double dpi, int index, Encoding what) : PdfCollector(dpi), index_(index), what_(what) {}

  picture::Picture picture;
  std::string jpeg;
  bool done = false;

 protected:
  bool on_image(int index, const ImageCall& call) override;

 private:
  int index_;
  Encoding what_;
};

}  // namespace banthuek::source
