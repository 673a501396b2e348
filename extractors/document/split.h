// Where a logical document begins in a file, and what kind it is: a layout's start (schemas/layouts) begins one; what follows belongs to it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/types/page.h"

namespace banthuek::document {

struct DocumentPages {
  std::size_t first = 0, count = 0;              // indices into the pages
  const schema::SchemaLayout* layout = nullptr;  // whose start began it, or tells what its first page is; null: no layout does
  int line = -1;                                 // the line of the first page that says so, as an index into its lines
  bool begins = false;                           // its start may begin a document inside a file, so it is a strong sign of the kind
};

// Every page is in exactly one document, in order. Blank pages belong to the document before them.
std::vector<DocumentPages> split_documents(std::span<const Page> pages, const schema::Schemas& schemas);

// The layout that says what these pages are, all one document, and the line of the first page that told it.
DocumentPages kind_of(std::span<const Page> pages, const schema::Schemas& schemas);

}  // namespace banthuek::document
