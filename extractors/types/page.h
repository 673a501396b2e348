// What a page holds once it is read: lines, tables, marks and regions, each with its place and a confidence.
//
// The one document type in the middle: every reader (scan, text layer, a file of saved words) makes a Page, everything
// after (splitting, layouts, fields, writers) takes one. Plain values: copy, move and share between threads freely.
// Boxes are in pixels of the page picture, origin at the top left, x to the right, y downwards. Text is UTF-8, NFC, sara am
// composed (normalise.h). Confidences run from 0 to 1 and are calibrated: of characters read at 0.99, 99 % are right.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "extractors/types/finding.h"

namespace banthuek {
inline namespace types {

struct Box {
  int x = 0, y = 0, w = 0, h = 0;

  int right() const { return x + w; }   // one past the last column
  int bottom() const { return y + h; }  // one past the last row
  bool empty() const { return w <= 0 || h <= 0; }
  friend bool operator==(const Box&, const Box&) = default;
};

// The smallest box around both; an empty box adds nothing.
inline Box unite(const Box& a, const Box& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

// What both cover; empty where they do not meet.
inline Box intersect(const Box& a, const Box& b) {
  const int x = std::max(a.x, b.x), y = std::max(a.y, b.y);
  return {x, y, std::max(0, std::min(a.right(), b.right()) - x), std::max(0, std::min(a.bottom(), b.bottom()) - y)};
}

struct Word {
  std::string text;  // one ICU word (Thai words stand without spaces between them), with its punctuation
  Box box;
  double confidence = 0;
};

// How sure it is that a line is print: handwriting is kept as read, never passed off as print.
enum class Script { kPrint, kHandwriting };

struct Line {
  std::string text;  // its words with the spaces that are printed between them
  Box box;
  double confidence = 0;  // mean over its characters
  int baseline = 0;       // y of the baseline at the line's middle; 0 where not known
  Script script = Script::kPrint;
  std::vector<Word> words;  // in reading order; joined with the spaces of `text` they give `text`
};

enum class MarkKind { kCircleEmpty, kCircleFilled, kCircleCrossed, kBoxEmpty, kBoxChecked, kCheck, kCross, kSlash };

// A sign that stands for a choice (○ ● ⊗ ☐ ☑ ✓ ✗ /), told by shape or read as a character.
struct Mark {
  MarkKind kind = MarkKind::kCircleEmpty;
  Box box;
  double confidence = 0;
};

// What is on the page but is no running text: kept with its place, adds nothing to the page's text.
enum class RegionKind { kStamp, kHandwriting, kSignature, kPicture, kLogo };

struct Region {
  RegionKind kind = RegionKind::kPicture;
  Box box;
  double confidence = 0;
  std::vector<Line> lines;  // what is printed in a stamp
};

struct Cell {
  int row = 0, column = 0;  // of its upper left grid place, from 0
  int row_span = 1, column_span = 1;
  std::string text;  // its lines, ended by "\n" between them
  Box box;
  double confidence = 0;
  std::vector<Line> lines;
  std::vector<Mark> marks;
};

enum class Edges { kRuled, kOpen };  // drawn rules, or columns that only line up

struct Table {
  Box box;
  int rows = 0, columns = 0;
  Edges edges = Edges::kRuled;
  std::vector<Cell> cells;  // by row, then column; each grid place belongs to at most one cell
};

enum class PageSource { kScan, kTextLayer, kRepairedLayer };

// One step of the page's reading order: a line or a table of it, by index.
struct FlowItem {
  enum class Kind { kLine, kTable } kind = Kind::kLine;
  int index = 0;
};

struct Page {
  int number = 0;             // in its file, from 1
  int width = 0, height = 0;  // of the page picture, pixels, as turned upright
  double dpi = 0;             // resolution of the page picture
  int turned = 0;             // degrees (0, 90, 180, 270) the source was turned clockwise to stand upright
  double skew = 0;            // degrees taken out, clockwise positive
  PageSource source = PageSource::kScan;
  std::string source_reason;  // why the text layer was taken, repaired or replaced
  std::vector<Line> lines;    // outside tables
  std::vector<Table> tables;
  std::vector<FlowItem> flow;  // lines and tables in reading order, each once
  std::vector<Mark> marks;     // outside tables
  std::vector<Region> regions;
  std::vector<Finding> findings;
};

// The page's text in reading order: a line each, ended by "\n"; a table row a line, its cells parted by tabs, with the
// lines inside a cell parted by a space.
std::string page_text(const Page& page);

// All lines of the page in reading order, those inside cells among them.
std::vector<const Line*> all_lines(const Page& page);

const char* name_of(MarkKind kind);      // "circle_empty", ...
const char* sign_of(MarkKind kind);      // "○", ...
const char* name_of(RegionKind kind);    // "stamp", ...
const char* name_of(PageSource source);  // "scan", "text_layer", "repaired_layer"
std::optional<MarkKind> mark_kind(std::string_view name);
std::optional<RegionKind> region_kind(std::string_view name);
std::optional<PageSource> page_source(std::string_view name);

}  // namespace types
}  // namespace banthuek
