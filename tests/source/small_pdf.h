// Writes small PDFs for tests: objects as given, text with any mapping to Unicode, rules, images.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace banthuek {

// A font that is not embedded, whose codes mean what a test says. Widths in thousandths of the em.
class TestFont {
 public:
  explicit TestFont(std::string name = "TestSarabun") : name_(std::move(name)) {}

  // The code for a glyph that says `unicode`; empty: it has no mapping. Marks (Thai, U+F700 to U+F71A) have no width
  // unless given.
  int code(const std::u32string& unicode, int width = -1);
  // Codes of a text, a glyph a character, as a PDF hex string.
  std::string show(const std::u32string& text);

  const std::string& name() const { return name_; }
  std::string widths() const;
  std::string to_unicode() const;
  int last() const { return next_ - 1; }

 private:
  struct Entry {
    std::u32string unicode;
    int width;
  };
  std::string name_;
  std::vector<Entry> entries_;
  int next_ = 33;
};

class SmallPdf {
 public:
  SmallPdf();

  int add(const std::string& body);  // an object; its number
  int add_stream(const std::string& entries, const std::string& data);
  int add_font(const TestFont& font);
  // A page with `extra` entries (/Rotate 90, /CropBox ...); resources as given.
  void page(const std::string& content, const std::string& resources, const std::string& media = "[0 0 595 842]", const std::string& extra = "");
  std::string str() const;

 private:
  std::vector<std::string> objects_;  // object i + 1
  std::vector<int> pages_;
};

// One line of text at (x, y) points, `size` points, in font /F.
std::string text_at(TestFont& font, double x, double y, const std::u32string& text, double size = 16);

// A page of one font and its content.
std::string one_page(TestFont& font, const std::string& content, const std::string& extra = "");

}  // namespace banthuek
