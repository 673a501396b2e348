// Fonts of a text layer held against the page's picture, one by one: a font may say other letters than it draws while its neighbour on the same line
// is right, and a font may be right but for a few letters. A few lines of each are recognised and aligned with what the layer says.
#pragma once

#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "extractors/types/page.h"
#include "pipeline/read/read_source.h"
#include "pipeline/source/source.h"
#include "pipeline/text_layer/glyph_decoding.h"

namespace banthuek::read {

enum class FontVerdict {
  kUnknown,  // no line of it could be compared
  kSound,    // says what is shown
  kPartly,   // but for letters that are shown as others wherever they stand
  kWrong,    // says other than is shown
};

// Which letters of a line its layer and its reading say, aligned.
struct LetterPairs {
  int all = 0, same = 0;                               // letters that the layer says, and those that are read alike
  int thai_for_other = 0;                              // Thai letters read where the layer says others
  std::map<std::pair<char32_t, char32_t>, int> other;  // said (0: nothing), read; Thai signs and digits alone
  std::map<char32_t, int> kept;                        // said and read

  // Was each of these compared?
  bool know(std::u32string_view letters) const;
  // Is a letter shown as one other, or not said, wherever it stands? `times` and more.
  bool differs_again(int times) const;
};

enum class Reading {
  kAlways,      // whatever its text is like
  kIfUnlikely,  // only where its text, or a letter of it, is none that Thai words are likely to have
};

// The font (PdfFont::id) of the page, `layer` as the file says it and `glyphs` its codes. Reads one line where that agrees in all, four at most.
FontVerdict judge_font(const Page& layer, std::span<const text_layer::CodedGlyph> glyphs, long long font, Reading reading, source::Source& source,
                       const RecogniserGiver& recogniser);

}  // namespace banthuek::read
