// ALTO 4.2, http://www.loc.gov/standards/alto/ (element order and required attributes after its schema).
#include <algorithm>
#include <cstdio>
#include <span>

#include "pipeline/base/xml_escape.h"
#include "pipeline/write/writers.h"

namespace banthuek::write {
namespace {

std::string place(const Box& b) {
  return " HPOS=\"" + std::to_string(b.x) + "\" VPOS=\"" + std::to_string(b.y) + "\" WIDTH=\"" + std::to_string(std::max(0, b.w)) + "\" HEIGHT=\"" +
         std::to_string(std::max(0, b.h)) + "\"";
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
    const std::string id = "p" + std::to_string(++number_);
    std::string out = "<Page ID=\"" + id + "\" PHYSICAL_IMG_NR=\"" + std::to_string(page.number) + "\" WIDTH=\"" + std::to_string(page.width) +
                      "\" HEIGHT=\"" + std::to_string(page.height) + "\">\n<PrintSpace" + place({0, 0, page.width, page.height}) + ">\n";
    for (const FlowItem& item : page.flow)
      if (item.kind == FlowItem::Kind::kLine)
        text_block(out, id + "_l" + std::to_string(item.index), page.lines[item.index].box, {&page.lines[item.index], 1});
      else
        table(out, id + "_t" + std::to_string(item.index), page.tables[item.index]);
    int regions = 0;
    for (const Region& r : page.regions)
      out += "<Illustration ID=\"" + id + "_r" + std::to_string(regions++) + "\" TYPE=\"" + name_of(r.kind) + "\"" + place(r.box) + "/>\n";
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
    out += "<TextBlock ID=\"" + id + "\"" + place(box) + ">\n";
    int number = 0;
    for (const Line& line : lines) {
      if (line.words.empty()) continue;
      out += "<TextLine ID=\"" + id + "_" + std::to_string(number++) + "\"" +
             (line.baseline > 0 ? " BASELINE=\"" + std::to_string(line.baseline) + "\"" : "") + place(line.box) + ">";
      std::size_t at = 0;
      const Word* last = nullptr;
      for (const Word& w : line.words) {
        const std::size_t begin = line.text.find(w.text, at);
        if (last && (begin == std::string::npos || begin > at)) {
          const int x = last->box.right();
          out += "<SP" + place({x, line.box.y, std::max(0, w.box.x - x), line.box.h}) + "/>";
        }
        out += "<String" + place(w.box) + " CONTENT=\"" + base::xml_escaped(w.text) + "\" WC=\"" + confidence(w.confidence) + "\"/>";
        if (begin != std::string::npos) at = begin + w.text.size();
        last = &w;
      }
      out += "</TextLine>\n";
    }
    out += "</TextBlock>\n";
  }

  static void table(std::string& out, const std::string& id, const Table& table) {
    out += "<ComposedBlock ID=\"" + id + "\" TYPE=\"table\"" + place(table.box) + ">\n";
    for (const Cell& c : table.cells) text_block(out, id + "_r" + std::to_string(c.row) + "c" + std::to_string(c.column), c.box, c.lines);
    out += "</ComposedBlock>\n";
  }

  Sink sink_;
  bool opened_ = false;
  int number_ = 0;
};

}  // namespace

std::unique_ptr<PageWriter> make_alto_writer(Sink sink) { return std::make_unique<AltoWriter>(std::move(sink)); }

}  // namespace banthuek::write
