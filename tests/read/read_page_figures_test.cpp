// Drawn pages of every kind, read by a recogniser that tells nothing but what it is shown: what comes out is held line by line.
#include <gtest/gtest.h>

#include <map>

#include "pipeline/picture/skew.h"
#include "pipeline/read/read_page.h"
#include "tests/expected_file.h"
#include "tests/layout/drawing.h"
#include "tests/recognise/drawn_lines.h"

namespace banthuek::picture {
namespace read_page_figures_test {

// Reads a letter for each third of a line; how sure it is, the picture of the line says.
class Fake : public recognise::Recogniser {
 public:
  explicit Fake(double least = 0.7) : least_(least) {}
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading r;
    if (line.width == 0) return r;
    const double confidence = least_ + (1 - least_) * (checksum(line.grey) % 1000) / 1000.0;
    const char* letters[] = {"ก", "า", "ร"};
    for (int i = 0; i < 3; ++i)
      r.symbols.push_back({letters[i], line.crop_x(i * line.width / 3.0), line.crop_x((i + 1) * line.width / 3.0), confidence, {}});
    for (const recognise::Symbol& s : r.symbols) r.text += s.text;
    r.confidence = confidence;
    return r;
  }
  recognise::ModelIdentity model() const override { return {"fake", ""}; }

 private:
  double least_;
};

void print(std::string& out, const Line& line, const char* indent) {
  out += indent + line.text +
         figures(" [%d %d %d %d] base %d %.3f%s\n", line.box.x, line.box.y, line.box.w, line.box.h, line.baseline, line.confidence,
                 line.script == Script::kHandwriting ? " handwriting" : "");
  for (const Word& w : line.words)
    out += std::string(indent) + "  " + w.text + figures(" [%d %d %d %d] %.3f\n", w.box.x, w.box.y, w.box.w, w.box.h, w.confidence);
}

void print(std::string& out, const Box& box) { out += figures(" [%d %d %d %d]", box.x, box.y, box.w, box.h); }

std::string shown(const Page& page) {
  std::string out = figures("%dx%d dpi %.0f turned %d skew %.2f\n", page.width, page.height, page.dpi, page.turned, page.skew);
  for (const Line& l : page.lines) print(out, l, "  ");
  for (const Table& t : page.tables) {
    out += figures("  table %d x %d%s", t.rows, t.columns, t.edges == Edges::kOpen ? " open" : "");
    print(out, t.box);
    out += "\n";
    for (const Cell& c : t.cells) {
      out += figures("    cell %d,%d %dx%d %.3f", c.row, c.column, c.row_span, c.column_span, c.confidence);
      print(out, c.box);
      out += "\n";
      for (const Line& l : c.lines) print(out, l, "      ");
      for (const Mark& m : c.marks) out += figures("      mark %s %.2f", name_of(m.kind), m.confidence), print(out, m.box), out += "\n";
    }
  }
  for (const Mark& m : page.marks) out += figures("  mark %s %.2f", name_of(m.kind), m.confidence), print(out, m.box), out += "\n";
  for (const Region& r : page.regions) out += figures("  %s %.2f", name_of(r.kind), r.confidence), print(out, r.box), out += "\n";
  out += "  flow";
  for (const FlowItem& f : page.flow) out += figures(" %s%d", f.kind == FlowItem::Kind::kLine ? "" : "t", f.index);
  out += "\n";
  for (const Finding& f : page.findings)
    out += "  " + f.code + " " + name_of(f.severity) + figures(" page %d ", f.page) + f.value + ": " + f.reason + "\n";
  return out;
}

// Lines of letters with marks above, so that it shows which end is up.
void text(Drawing& d, int x, int base, int body, int lines, int letters, int step) {
  for (int line = 0; line < lines; ++line) {
    d.letters(x, base + step * line, body, letters, body + 2);
    for (int i = 0; i < letters; i += 3) d.fill(x + 4 + (body + 2) * i, base + step * line - body - body / 2, body / 2, body / 3);
  }
}

TEST(ReadPages, AreAsMeasured) {
  std::string got;
  const auto add = [&](const char* what, const Picture& picture, double least = 0.7, int page = 1) {
    Fake recogniser(least);
    got += std::string(what) + ": " + shown(read::read_page(picture, recogniser, {.page = page, .second_looks = 0.15, .debug = {}}));
  };
  Drawing memo(800, 700);
  text(memo, 80, 120, 20, 9, 28, 55);
  add("a memo", memo.grey(), 0.7, 4);
  add("on its side", memo.grey().turned(90));
  add("on its head", memo.grey().turned(180));
  add("askew", rotated(memo.grey(), 3));
  add("badly askew", rotated(memo.grey(), -7));
  add("white on black", memo.grey().inverted());
  add("hardly read", memo.grey(), 0.1);

  Drawing small(500, 400);
  text(small, 40, 60, 9, 8, 34, 30);
  add("of small letters", small.grey());
  Drawing large(1500, 1200);
  text(large, 80, 260, 64, 4, 17, 200);
  add("of large letters", large.grey());

  Drawing table(900, 800);
  text(table, 80, 100, 20, 2, 28, 50);
  for (const int y : {200, 300, 420, 540}) table.fill(60, y, 700, 3);
  for (const int x : {60, 300, 560, 757}) table.fill(x, 200, 3, 343);
  table.fill(301, 420, 259, 3, 255);  // a cell over two rows
  for (const int y : {260, 370, 490})
    for (const int x : {80, 320, 580})
      if (x != 320 || y != 490) table.letters(x, y, 20, 6, 22);
  table.letters(80, 410, 20, 4, 22);
  text(table, 80, 620, 20, 2, 28, 50);
  add("with a table", table.grey());

  Drawing open(900, 700);
  for (const int y : {100, 180, 260, 340, 420}) open.fill(60, y, 780, 3);
  for (const int y : {150, 230, 310, 390})
    for (const int x : {80, 380, 680}) open.letters(x, y, 20, 5, 22);
  add("with an open table", open.grey());

  Drawing form(900, 700);
  text(form, 80, 100, 20, 3, 24, 55);
  for (int i = 0; i < 30; ++i) form.fill(300 + 12 * i, 297, 4, 4);  // a leader
  form.letters(80, 300, 20, 8, 22);
  for (int i = 0; i < 6; ++i) form.fill(262 + 8 * i, 377, 3, 3);  // a short one between two words
  form.letters(80, 380, 20, 8, 22);
  form.letters(312, 380, 20, 6, 22);
  form.fill(400, 450, 14, 3);  // a dash
  form.letters(430, 460, 20, 4, 22);
  form.fill(80, 500, 22, 2), form.fill(80, 520, 22, 2), form.fill(80, 500, 2, 22), form.fill(100, 500, 2, 22);  // a box
  form.letters(120, 520, 20, 9, 22);
  add("with leaders, a dash and a box", form.grey());

  Drawing stamp(1000, 800);
  text(stamp, 80, 320, 20, 6, 34, 60);
  stamp.letters(760, 120, 20, 2, 22);
  std::vector<std::uint8_t> rgb;
  for (const std::uint8_t p : stamp.pixels) rgb.insert(rgb.end(), 3, p);
  const auto blue = [&](int x, int y, int w, int h) {
    for (int j = y; j < y + h; ++j)
      for (int i = x; i < x + w; ++i) {
        const std::size_t at = (static_cast<std::size_t>(j) * 1000 + i) * 3;
        rgb[at] = 40, rgb[at + 1] = 60, rgb[at + 2] = 190;
      }
  };
  blue(650, 50, 300, 5), blue(650, 170, 300, 5), blue(650, 50, 5, 120), blue(945, 50, 5, 125);
  add("with a stamp", Picture::from_rgb(rgb, 1000, 800, 3000, 150), 0.2);

  Drawing two(1500, 900);
  text(two, 80, 120, 20, 10, 26, 60);
  text(two, 830, 120, 20, 10, 26, 60);
  add("of two pages on a sheet", two.grey());

  Drawing dirty(700, 600);
  text(dirty, 80, 120, 20, 5, 24, 60);
  std::uint32_t state = 5;
  for (int i = 0; i < 900; ++i) {
    state = state * 1664525u + 1013904223u;
    dirty.fill(static_cast<int>(state >> 8) % 700, static_cast<int>(state >> 18) % 600, 2, 2);
  }
  add("with specks", dirty.grey());
  add("of nothing", Drawing(300, 400).grey());
  add("without a picture", Picture(), 0.7, 6);
  expect_as_in_file("read/expected/read_pages.txt", got);
}

// The parts of a stage that is drawn for people: where things are, in which colour.
TEST(DebugPictures, AreAsDrawn) {
  Drawing page(500, 420);
  text(page, 40, 80, 16, 2, 20, 45);
  for (const int y : {150, 220, 290}) page.fill(40, y, 400, 3);
  for (const int x : {40, 240, 437}) page.fill(x, 150, 3, 143);
  page.letters(60, 190, 16, 6, 18), page.letters(260, 190, 16, 6, 18), page.letters(60, 260, 16, 6, 18);
  for (int i = 0; i < 20; ++i) page.fill(200 + 10 * i, 357, 3, 3);
  page.letters(40, 360, 16, 7, 18);
  std::string got;
  read::ReadSettings settings;
  settings.debug = [&](const std::string& stage, const Picture& picture) {
    std::vector<std::uint8_t> bytes;
    std::map<unsigned, int> colours;
    for (int y = 0; y < picture.height(); ++y)
      for (int x = 0; x < picture.width(); ++x) {
        const unsigned value = picture.depth() == Depth::kInk ? picture.ink_at(x, y) : picture.row(y)[x] >> 8;
        for (int i = 0; i < 3; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
        ++colours[value];
      }
    got += stage + figures(" %dx%d %08x", picture.width(), picture.height(), checksum(bytes));
    for (const auto& [colour, count] : colours)
      if (count > 40 && (colour & 0xFF) != (colour >> 16)) got += figures(" %06x:%d", colour, count);
    got += "\n";
  };
  Fake recogniser;
  read::read_page(page.grey(), recogniser, settings);
  expect_as_in_file("read/expected/debug_pictures.txt", got);
}

}  // namespace read_page_figures_test
}  // namespace banthuek::picture
