// The names of offices in a text: bodies of a kind that the vocabulary lists (เทศบาลตำบล..., โรงพยาบาล...), and offices whose names are
// built as all are: what it is, its field, and the place or the number that tells it from others of its kind (สำนักงาน + ที่ดิน + จังหวัด + น่าน).
//
// Where a name ends is told by known places, by the words that a sentence goes on with, and by spaces. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/vocabulary.h"

namespace banthuek::values {

// One mention of an office in a text.
struct OfficeMention {
  std::string name;                // kind and own name, in full form
  std::string type;                // as in schema::Office::type where it is a local government
  std::size_t begin = 0, end = 0;  // bytes of the text
  bool listed = false;             // a local government of the list
  bool full = true;                // written out, not อบต.
  bool central = false;            // a ministry or the like
  bool supposed = false;           // of a place that no list knows: the next line may have been joined to it
};

std::vector<OfficeMention> office_mentions(std::string_view text, const schema::Vocabulary& vocabulary);

// Whether the name ends in a known place or a number, as names do that nothing follows.
bool ends_with_place(std::string_view name, const schema::Vocabulary& vocabulary);

// A known place that the stretch is or begins with; else the one that it is misread from; else nothing.
std::optional<std::string> known_place(std::string_view stretch, const std::vector<std::string>& places);

}  // namespace banthuek::values
