// The pages of a file as one run of lines and tables in reading order, without page numbers, catchwords and handwriting.
//
// Also paragraphs, for rules that look at running text. Readings point to places on the paper; tables are kept by pointer, so
// the pages must outlive the flow. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/text/excerpt.h"

namespace banthuek::document {

struct OrderedPart {
  text::Excerpt reading;         // of a line; empty for a table
  const Table* table = nullptr;  // of a table; null for a line
  Box box;
  int page = 0;  // in the file, from 1
  int page_width = 0, page_height = 0;
  int line_height = 0;              // usual one of the page, pixels
  const Line* line = nullptr;       // where the reading is from
  const Page* sheet = nullptr;      // the page it stands on, for what is no text (regions); null in a flow that was made of texts alone
  const Table* of_table = nullptr;  // of a line out of a table that was opened: that table
  const Cell* cell = nullptr;       // and the cell it stands in
  bool running_head = false;        // a book's or a browser's line at the page's top
  std::string unsure_number;        // by hand, on the line's level, read but not surely enough to stand in it
};

using ReadingOrder = std::vector<OrderedPart>;

ReadingOrder make_flow(std::span<const Page> pages, const schema::Schemas& schemas);

// Lines of running text joined where they wrap: a paragraph begins where a line is indented, begins an item, or follows one that
// ended early, and where an indented line is what `begins` says (a closing formula below a full line). Tables part paragraphs.
struct Paragraph {
  text::Excerpt reading;
  int page = 0;
  std::size_t first = 0, last = 0;  // indices of its lines in the flow
  bool of_table = false;            // its first line stood in a table that was opened
};

std::vector<Paragraph> paragraphs(const ReadingOrder& flow, std::size_t from = 0, const std::vector<const schema::TextRule*>& begins = {});

// Whether a line stands in the middle of its page.
bool is_centred(const OrderedPart& line);

// Whether the line is of a sentence: it goes on from the line above or into the line below over the width of the text.
bool is_running_text(const ReadingOrder& flow, std::size_t part);

// The line cut at wide gaps, for what stands side by side; with boxes.
struct LinePart {
  text::Excerpt reading;
  Box box;
  int page = 0;
  std::size_t part = 0;  // index in the flow
};

std::vector<LinePart> segments(const ReadingOrder& flow, std::size_t part);

// Lines of a table's cells as parts of a flow, by place: for tables that are no table of records.
ReadingOrder lines_of_table(const OrderedPart& table);

}  // namespace banthuek::document
