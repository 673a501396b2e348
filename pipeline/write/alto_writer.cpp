// ALTO 4.2, http://www.loc.gov/standards/alto/ (element order and required attributes after its schema).
#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <span>

#include "pipeline/base/xml_escape.h"
#include "pipeline/write/writers.h"

namespace banthuek::write {
namespace {

std::string place(const Box& b) {
  return fmt::format(" HPOS=\"{}\" VPOS=\"{}\" WIDTH=\"{}\" HEIGHT=\"{}\"", b.x, b.y, std::max(0, b.w), std::max(0, b.h));
}

std::string confidence(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.4f", std::min(1.0, std::max(0.0, value)));
  return text;
}

class AltoWriter : public PageWriter {
 public:
  explicit AltoWriter(Sink sink) : sink_(std::move(sink)) {}

  void begin_file(const std::string& name, const std::string&) override { open(name); }

  void page(const Page& page, const PageImage&) override {
    const std::string id = fmt::format("p{}", ++number_);
    std::string out = fmt::format("<Page ID=\"{}\" PHYSICAL_IMG_NR=\"{}\" WIDTH=\"{}\" HEIGHT=\"{}\">\n<PrintSpace{}>\n", id, page.number, page.width,
                                  page.height, place({0, 0, page.width, page.height}));
    for (const FlowItem& item : page.flow)
      if (item.kind == FlowItem::Kind::kLine)
        text_block(out, fmt::format("{}_l{}", id, item.index), page.lines[item.index].box, {&page.lines[item.index], 1});
      else
        table(out, fmt::format("{}_t{}", id, item.index), page.tables[item.index]);
    int regions = 0;
    for (const Region& r : page.regions)
      out += fmt::format("<Illustration ID=\"{}_r{}\" TYPE=\"{}\"{}/>\n", id, regions++, name_of(r.kind), place(r.box));
    sink_(out + "</PrintSpace>\n</Page>\n");
  }

  void end_file(const std::optional<std::string>& error) override {
    if (error) sink_("<!-- " + comment(*error) + " -->\n");
  }

  void finish() override {
    open("");
    // The schema wants a page even where none could be read.
    if (number_ == 0) sink_("<Page ID=\"p0\" PHYSICAL_IMG_NR=\"0\"/>\n");
    sink_("</Layout>\n</alto>\n");
  }

 private:
  void open(const std::string& name) {
    if (opened_) return;
    opened_ = true;
    sink_(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" "
        "SCHEMAVERSION=\"4.2\">\n"
        "<Description>\n<MeasurementUnit>pixel</MeasurementUnit>\n<sourceImageInformation><fileName>" +
        base::xml_escaped(name) + "</fileName></sourceImageInformation>\n</Description>\n<Layout>\n");
  }

  static std::string comment(std::string text) {
    text = base::xml_escaped(text);
    for (std::size_t at; (at = text.find("--")) != std::string::npos;) text.replace(at, 2, "- ");
    return text;
  }

  static void text_block(std::string& out, const std::string& id, const Box& box, std::span<const Line> lines) {
    out += fmt::format("<TextBlock ID=\"{}\"{}>\n", id, place(box));
    int number = 0;
    for (const Line& line : lines) {
      if (line.words.empty()) continue;
      out += fmt::format("<TextLine ID=\"{}_{}\"{}{}>", id, number++, line.baseline > 0 ? fmt::format(" BASELINE=\"{}\"", line.baseline) : "",
                         place(line.box));
      std::size_t at = 0;
      const Word* last = nullptr;
      for (const Word& w : line.words) {
        const std::size_t begin = line.text.find(w.text, at);
        if (last && (begin == std::string::npos || begin > at)) {
          const int x = last->box.right();
          out += "<SP" + place({x, line.box.y, std::max(0, w.box.x - x), line.box.h}) + "/>";
        }
        out += fmt::format("<String{} CONTENT=\"{}\" WC=\"{}\"/>", place(w.box), base::xml_escaped(w.text), confidence(w.confidence));
        if (begin != std::string::npos) at = begin + w.text.size();
        last = &w;
      }
      out += "</TextLine>\n";
    }
    out += "</TextBlock>\n";
  }

  static void table(std::string& out, const std::string& id, const Table& table) {
    out += fmt::format("<ComposedBlock ID=\"{}\" TYPE=\"table\"{}>\n", id, place(table.box));
    for (const Cell& c : table.cells) text_block(out, fmt::format("{}_r{}c{}", id, c.row, c.column), c.box, c.lines);
    out += "</ComposedBlock>\n";
  }

  Sink sink_;
  bool opened_ = false;
  int number_ = 0;
};

}  // namespace

std::unique_ptr<PageWriter> make_alto_writer(Sink sink) { return std::make_unique<AltoWriter>(std::move(sink)); }

}  // namespace banthuek::write
