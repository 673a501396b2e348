// Recognition behind one method: a prepared picture of one line in, the text with a place and a confidence per character out.
//
// Two implementations: TesseractRecogniser (tesseract_recogniser.h) reads with the Tesseract library, NetworkRecogniser
// (network_recogniser.h) runs the network of the same model file itself, several times faster. Tests put a fake behind it.
//
// Text is UTF-8, NFC, sara am composed. x is in pixels of the *crop* that the line picture was made from (line_picture.h),
// from its left edge, so that a caller only adds the crop's own place. Confidences run from 0 to 1 and are calibrated on
// held-out lines: of characters read at 0.99, 99 % are right (table in pipeline/models/README.md).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/recognise/line_picture.h"

namespace banthuek::pen {
class DigitReader;
}

namespace banthuek::recognise {

class CharacterModel;

// What else a character may be, with its greatest probability about that place (not calibrated).
struct Alternative {
  std::string text;
  double confidence = 0;
};

// One character (code point) as read, spaces included. Thai marks are symbols of their own and share the x of their base.
struct Symbol {
  std::string text;
  double x0 = 0, x1 = 0;  // left and right end in the crop, x0 <= x1
  double confidence = 0;
  std::vector<Alternative> alternatives;  // the likeliest first, without `text` itself; at most three
};

struct Reading {
  std::string text;       // all symbols joined; empty where nothing is written
  double confidence = 0;  // mean over the symbols that are no spaces; 0 where there are none
  std::vector<Symbol> symbols;
};

// Which model reads: stored with every page read, so that a page can be read again when the model changes.
struct ModelIdentity {
  std::string name;    // "tha_saraban+letters+pen"
  std::string sha256;  // of the files that read, lower-case hex, joined by "+"
};

// Not shared between threads: make one recogniser per thread.
class Recogniser {
 public:
  virtual ~Recogniser() = default;

  // Reads one line. A blank picture (width 0) gives an empty reading. Throws Error only where the library breaks down.
  virtual Reading recognise(const LinePicture& line) = 0;

  virtual ModelIdentity model() const = 0;

  // What tells how likely Thai text is, where it reads with one; owned by it.
  virtual const CharacterModel* letters() const { return nullptr; }

  // What reads numbers that a pen wrote, where there is such a model; owned by it.
  virtual const pen::DigitReader* pens() const { return nullptr; }
};

}  // namespace banthuek::recognise
