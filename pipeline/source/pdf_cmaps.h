// Character maps of a PDF (ToUnicode, Encoding) that loop, or claim so many codes that reading them fills the memory or takes hours. Poppler follows
// /UseCMap without end (a map that uses itself ends the program) and writes down each code of each range (300 bytes can claim 2^32). Such maps are
// put out of the way before it meets them: the page is then recognised, as it is where a font has no map. Included by pdf_*.cpp only.
#pragma once

#include <poppler/Object.h>

#include <cstddef>
#include <set>
#include <vector>

class Stream;
class XRef;

namespace banthuek::source {

// What reading a map costs: its codes, and its bytes unpacked. Sound ones have 65,536 codes in 2 MB at most.
inline constexpr long long kMaxMapCodes = 1 << 20, kMaxMapBytes = 4 << 20;
inline constexpr long long kMaxFileCodes = 16 * kMaxMapCodes, kMaxFileBytes = 16 * kMaxMapBytes;  // of all maps of a file together
inline constexpr std::size_t kMaxMapsInARow = 8;                                                  // that use each other

class CMapGuard {
 public:
  explicit CMapGuard(XRef* xref) : xref_(xref) {}

  // Looks at the fonts that these resources name, and those of all else that they name: forms, patterns, glyphs that are drawings, what notes look
  // like. Each once a file.
  void inspect(const Object& resources);

 private:
  void push(const Object& value);
  void inspect_unicode(const Object& reference);
  void inspect_encoding(const Object& reference);
  bool affordable(Stream* map);

  XRef* xref_;
  std::set<int> seen_, unicode_maps_, encodings_;  // numbers of objects looked at, as what
  std::vector<Object> to_see_;                     // dictionaries
  long long codes_ = 0, bytes_ = 0;
};

}  // namespace banthuek::source
