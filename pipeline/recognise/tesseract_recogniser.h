// Reads lines with the Tesseract library: the reference that NetworkRecogniser is checked against, and the way to read with
// any other model ("tha", "tha+Thai"). The only file that includes Tesseract's header is tesseract_recogniser.cpp.
//
// Set OMP_THREAD_LIMIT=1 before the program starts: with several threads on few cores Tesseract runs 5 to 8 times slower.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "pipeline/recognise/recogniser.h"

namespace banthuek::recognise {

struct TesseractSettings {
  std::filesystem::path folder;  // of the .traineddata files
  std::string language;          // "tha_saraban", or several joined by "+"
};

// Throws Error(kDisk) where the model is not there or cannot be loaded.
std::unique_ptr<Recogniser> make_tesseract_recogniser(const TesseractSettings& settings);

}  // namespace banthuek::recognise
