// Character maps of a PDF (ToUnicode, Encoding) that loop, or claim so many codes that reading them fills the memory or takes hours. Poppler follows
// /UseCMap without end (a map that uses itself ends the program) and writes down each code of each range (300 bytes can claim 2^32). Such maps are
// put out of the way before it meets them: the page is then recognised, as it is where a font has no map. An Encoding that Poppler does not know
// takes the font's text off the page, picture and all: its codes are then taken for the numbers of its glyphs, which shows them. Included by
// pdf_*.cpp only.
#pragma once

#include <poppler/Object.h>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
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

  // The fonts (font_id) whose Encoding Poppler does not know and was replaced. What they show may be other letters than were meant.
  const std::set<long long>& unknown_encodings() const { return unknown_encodings_; }

  // Looks at the fonts that these resources name, and those of all else that they name: forms, patterns, glyphs that are drawings, what notes look
  // like. Each once a file. False where they name more than are looked at for one page.
  bool inspect(const Object& resources);

 private:
  void push(const Object& value);
  void inspect_unicode(const Object& reference);
  void inspect_encoding(const Object& reference);
  void replace_unknown_encoding(const Object& font, Ref place);
  bool is_known(const Object& encoding, const std::string& collection);
  std::string collection(const Object& reference, int depth = 0);
  bool affordable(Stream* map);

  XRef* xref_;
  std::set<int> seen_, unicode_maps_, encodings_;  // numbers of objects looked at, as what
  struct PendingObject {
    Object object;
    Ref place;  // instead, where it is one of its own; Ref::INVALID(): stands in another
  };
  std::vector<PendingObject> to_see_;  // dictionaries
  long long codes_ = 0, bytes_ = 0;
  std::set<long long> unknown_encodings_;
  std::map<std::pair<std::string, std::string>, bool> known_;  // collection and name of an encoding
  std::map<int, std::string> collections_;                     // of the objects that name them
};

}  // namespace banthuek::source
