// The writer of a format.
#pragma once

#include <memory>

#include "pipeline/write/writer.h"

namespace banthuek::write {

// text: page_text, a form feed between pages and files. json: DESIGN.md's object, pages as in page_json.h. alto: ALTO 4
// with all pages in one layout; tables are ComposedBlocks of TYPE "table" with a TextBlock for each cell (its row and
// column in its ID). hocr: XHTML; words are ICU words. pdf: each picture untouched, with the text invisible over it
// (pdf_writer.h).
std::unique_ptr<PageWriter> make_writer(PageFormat format, Sink sink);

}  // namespace banthuek::write
