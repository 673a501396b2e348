// Whether a name signs or is only mentioned, by what stands around it on the paper.
//
// Who signs stands under a signing place: "(ลงชื่อ)", a line of dots, a pen's stroke, the formula that closes a document, or in brackets under
// room for a signature, with a position below. A name in a table of names, a list, a chart or a sentence is of a person whom the document speaks
// of. What an opinion or a role above a name says is told by signatures.h, which reads them. Boxes in pixels of the page. Pure.
#pragma once

#include <vector>

#include "extractors/document/signature_items.h"
#include "extractors/schema/schema.h"

namespace banthuek::document {

enum class Standing {
  kMentioned,  // a person whom the document speaks of
  kPerhaps,    // a name in brackets, and nothing else for or against it
  kLikely,     // room for a signature above it, but no brackets or no position
  kSigns       // under a signing place
};

// For each of `items`, sorted by page and from the top; kMentioned for what is no name.
std::vector<Standing> standings(const std::vector<SignatureItem>& items, const schema::Schemas& schemas);

// Whether ink of a pen or a stamp touches the item on a scan: marks and letters may have gone with it.
bool lost_ink(const SignatureItem& item);

}  // namespace banthuek::document
