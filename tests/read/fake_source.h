// A source of one page that shows what a test draws.
#pragma once

#include <string>
#include <vector>

#include "pipeline/source/source.h"

namespace banthuek::read {

class FakeSource : public source::Source {
 public:
  source::SourceKind kind() const override { return source::SourceKind::kPdf; }
  int pages() const override { return 1; }
  source::SourcePage page(int) override { return {}; }
  picture::Picture picture(int) override { return {}; }
  picture::Picture part(int, const Box& box) override {
    asked.push_back(box);
    return drawn(box);
  }
  std::string jpeg(int) override { return {}; }

  virtual picture::Picture drawn(const Box& box) = 0;
  std::vector<Box> asked;
};

}  // namespace banthuek::read
