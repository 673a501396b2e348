// A PDF of running Thai text and pictures, set page by page: A4, letters that are seen, found and copied.
//
// The font is embedded whole, codes are its glyphs, ToUnicode says which letters they are. Text is broken between words (ICU). A paragraph, a picture
// with what stands before it, is not torn apart where it fits on a page. Throws Error{kUsage} where the machine has no Thai font.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace banthuek::write {

class Typeset {
 public:
  // `running`: stands at the head of each page, before the page's number.
  Typeset(std::string title, std::string running);
  ~Typeset();

  enum class Style { kTitle, kHeading, kText, kStrong, kSmall };
  void text(std::string_view utf8, Style style = Style::kText);
  void pair(std::string_view label, std::string_view utf8);  // a label in a column of its own, the text beside it
  void rule();
  void gap(double points);
  void need(double points);  // a new page where less is left of this one
  // A JPEG, at most as wide as the page and as high as given.
  void picture(const std::string& jpeg, double max_height = 220);
  std::string finish();  // the bytes of the PDF; once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace banthuek::write
