// Fonts whose codes say other letters than they draw, decoded by reading: some pages are recognised, their lines aligned with the codes that stand in
// them glyph by glyph, and each code is the letter that is read in its places again and again.
//
// The alignment is that of a substitution cipher whose plain text is known almost: a monotone one-to-one matching of a line's glyphs and its
// letters, by where they stand and by costs learnt from the matches themselves (Viterbi training, four rounds).
#pragma once

#include <string>
#include <vector>

#include "pipeline/recognise/recogniser.h"
#include "pipeline/source/source.h"
#include "pipeline/text_layer/glyph_decoding.h"

namespace banthuek::read {

struct ReadLetter {
  char32_t letter = 0;
  double x = 0;  // of its middle, about; of its letter's where it is a mark
};

// Glyphs that stand in one line, and the line as it was read, without spaces.
struct ReadLine {
  std::vector<text_layer::CodedGlyph> glyphs;
  std::vector<ReadLetter> letters;
};

// What the codes of `lines` are. A code whose places were read differently is left out; empty where the lines do not fit their codes at all.
text_layer::Decoding decode(const std::vector<ReadLine>& lines);

// Takes out of `out` what fonts that else say what is read are changed to by the reading alone: a letter that the reading takes for another wherever
// it stands is no fault of such a font. Its codes are changed only where the text is far likelier so (`letters`; null: nowhere), its digits where
// four and more are others; of letters that are rare the reading is no witness.
void keep_what_is_likely(text_layer::Decoding& out, const std::vector<ReadLine>& lines, const recognise::CharacterModel* letters);

// Reads of the pages given as many as tell their codes (6 at most), from the first, and decodes their fonts. Throws as `source` does.
text_layer::Decoding decode_fonts(source::Source& source, const std::vector<int>& pages, recognise::Recogniser& recogniser);

}  // namespace banthuek::read
