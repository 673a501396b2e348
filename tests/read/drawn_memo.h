// A drawn page and a recogniser that reads it, for what is done with a page's lines.
#pragma once

#include <set>
#include <string>

#include "pipeline/read/read_page.h"
#include "tests/layout/drawing.h"

namespace banthuek::read {

// Reads a letter for every letter's width of ink, and is sure of lines whose marks stand above.
class FakeRecogniser : public recognise::Recogniser {
 public:
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading r;
    ++lines;
    if (line.width == 0) return r;
    for (int i = 0; i < 3; ++i) r.symbols.push_back({"ก", line.crop_x(i * line.width / 3.0), line.crop_x((i + 1) * line.width / 3.0), 0.9, {}});
    for (const recognise::Symbol& s : r.symbols) r.text += s.text;
    r.confidence = 0.9;
    return r;
  }
  recognise::ModelIdentity model() const override { return {"fake", ""}; }
  int lines = 0;
};

inline Page read(const picture::Picture& p) {
  FakeRecogniser r;
  return read_page(p, r, {});
}

// Lines of letters with upper marks, so that it shows which end is up.
inline Drawing memo() {
  Drawing d(1600, 2200);
  for (int line = 0; line < 12; ++line) {
    d.letters(150, 300 + 90 * line, 30, 36, 32);
    for (int i = 0; i < 12; ++i) d.fill(154 + 96 * i, 254 + 90 * line, 16, 11);
  }
  return d;
}

inline std::set<std::string> codes(const Page& page) {
  std::set<std::string> out;
  for (const Finding& f : page.findings) out.insert(f.code);
  return out;
}

}  // namespace banthuek::read
