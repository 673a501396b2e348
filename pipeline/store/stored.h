// What the store keeps, as plain values: files, pages and documents as they are put in and read back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/page.h"
#include "extractors/types/page_words.h"
#include "extractors/types/record.h"

namespace banthuek::store {

// How a page was read.
struct HowRead {
  std::string model_hash;  // SHA-256 of the recognition model, or empty for a text layer
  std::string settings;    // what changes the text, JSON with sorted keys
  std::string versions;    // of the program and its libraries, JSON
  friend bool operator==(const HowRead&, const HowRead&) = default;
};

// What is kept of a page beside its cache entry.
struct StoredPage {
  Page page;                      // only number, sizes, source, text (page_text) and findings are kept; lines are in the cache
  std::string text;               // page_text(page)
  std::vector<PlacedWord> words;  // page_words(page); empty: not known
  std::string picture_hash;       // of the page picture before cleaning, or empty
  double confidence = 0;          // mean over its lines
  HowRead reading;
};

// A source file with all that was found in it; put as a whole.
struct StoredFile {
  std::string path;    // as given to ingest
  std::string sha256;  // of the bytes, lower-case hexadecimal, 64 digits
  std::int64_t bytes = 0;
  std::string kind;    // "pdf", "tiff", ...
  int page_count = 0;  // pages in the file, read or not
  std::vector<StoredPage> pages;
  std::vector<Document> documents;  // findings of a document travel in it, of a page in its page
  std::vector<Finding> findings;    // of the file
};

struct StoredDocument {
  std::string key;   // 16 hexadecimal digits
  std::string file;  // path, the first in byte order where the content lies at several
  std::string sha256;
  bool reviewed = false;
  Document document;
};

// How much of a document to read back.
enum class Detail {
  kValues,  // values and pages; confidences, boxes and rules of measures are left out
  kAll,
};

enum class Reviewed { kNo, kYes };

// 16 digits from the file's content and the page on which the document begins.
std::string document_key(std::string_view sha256, int first_page);

}  // namespace banthuek::store
