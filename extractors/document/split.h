// Where a logical document begins in a file: a heading บันทึกข้อความ or ประกาศ of a body begins one; what follows belongs to it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/types/page.h"

namespace banthuek::document {

struct DocumentPages {
  std::size_t first = 0, count = 0;  // indices into the pages
  std::string layout;                // whose heading began it; empty for pages before any heading
};

// Every page is in exactly one document, in order. Blank pages belong to the document before them.
std::vector<DocumentPages> split_documents(std::span<const Page> pages, const schema::Schemas& schemas);

// The line of the page that is a heading of this layout, as an index into page.lines; -1 where none.
int find_start(const Page& page, const schema::SchemaLayout& layout, const schema::Schemas& schemas);

}  // namespace banthuek::document
