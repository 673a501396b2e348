// A page's picture as an image object of a PDF, its pixels or its JPEG bytes untouched.
#pragma once

#include <string>

#include "pipeline/picture/picture.h"

namespace banthuek::write {

struct PdfPicture {
  std::string dictionary;  // entries of the image object but /Length
  std::string data;
  int width = 0, height = 0;
};

// A JPEG of one or three components as it is. Empty data where it is none, or CMYK.
PdfPicture jpeg_as_pdf(const std::string& jpeg);

// The pixels, without loss.
PdfPicture picture_as_pdf(const picture::Picture& picture);

}  // namespace banthuek::write
