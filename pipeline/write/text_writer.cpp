#include "pipeline/write/writers.h"

namespace banthuek::write {
namespace {

class TextWriter : public PageWriter {
 public:
  explicit TextWriter(Sink sink) : sink_(std::move(sink)) {}
  void begin_file(const std::string&, const std::string&) override {}
  void page(const Page& page, const PageImage&) override {
    if (!first_) sink_("\f");
    first_ = false;
    sink_(page_text(page));
  }
  void end_file(const std::optional<std::string>&) override {}
  void finish() override {}

 private:
  Sink sink_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<PageWriter> make_text_writer(Sink sink) { return std::make_unique<TextWriter>(std::move(sink)); }

}  // namespace banthuek::write
