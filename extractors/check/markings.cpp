#include "extractors/check/markings.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "extractors/text/fold.h"

namespace banthuek::check {
namespace {

struct Marking {
  const char* word;
  double least;  // of the similarity: longer words may have a letter read wrong
  const char* reason;
};

constexpr const char *kSecret = "the paper is marked as secret; give it only to whom its rules allow",
                     *kCopy = "the paper is marked as a certified copy";
constexpr Marking kMarkings[] = {{"ลับที่สุด", 0.85, kSecret}, {"ลับมาก", 1, kSecret}, {"ลับ", 1, kSecret}, {"สำเนาถูกต้อง", 0.85, kCopy}};

// The line without what frames a stamp's word: spaces, dashes, brackets.
std::u32string bare(const std::string& line) {
  std::u32string letters = text::to_u32(line);
  std::erase_if(letters, [](char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) || u_ispunct(static_cast<UChar32>(c)); });
  return letters;
}

const Marking* marking_of(const Line& line) {
  const std::u32string letters = bare(line.text);
  for (const Marking& m : kMarkings) {
    const std::u32string word = text::to_u32(m.word);
    if (letters.size() > word.size() + 2 || letters.size() + 2 < word.size()) continue;
    if (text::similarity(letters, word) >= m.least) return &m;
  }
  return nullptr;
}

}  // namespace

void find_markings(Document& document, std::span<const Page> pages) {
  const auto take = [&](const Line& line, int page) {
    const Marking* m = marking_of(line);
    if (!m) return;
    const bool known =
        std::any_of(document.findings.begin(), document.findings.end(), [&](const Finding& f) { return f.code == "marking" && f.value == m->word; });
    if (!known) document.findings.push_back({"marking", Severity::kInfo, page, "", m->word, m->reason, line.text});
  };
  for (const Page& page : pages) {
    for (const Line& line : page.lines) take(line, page.number);
    for (const Region& region : page.regions)
      for (const Line& line : region.lines) take(line, page.number);
  }
}

}  // namespace banthuek::check
