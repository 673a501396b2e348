// A document of any lines: headings, memo header, title, running text, signatures. No raw text holds a letter that the page does not,
// and every value says where it stands and by which rule.
#include <cstdint>
#include <string>
#include <string_view>

#include "extractors/extract/extract.h"
#include "tests/fuzz/hold_documents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banthuek;
  if (size < 1 || size > 6000) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::vector<Page> pages = test::pages_of(text);
  // Scans are unsure of their letters: then what may be mended is looked for as well.
  for (Page& page : pages)
    for (Line& line : page.lines) line.confidence = (data[0] % 101) / 100.0;
  fuzz::hold_documents(extract::extract(pages, fuzz::schemas()), pages, text);
  return 0;
}
