// Facts that somebody gives about a file (a manifest's row: office, district, fiscal year), held against what was read in it.
//
// Nothing read is altered: where the two differ, that is a finding of the document; where no document of the file states a fact, a
// finding of the first. Pure.
#pragma once

#include <string>
#include <vector>

#include "extractors/schema/vocabulary.h"
#include "extractors/types/record.h"

namespace banthuek::check {

struct Declared {
  std::string where;                   // "list.csv:12", for messages
  std::string office, district, year;  // as given; empty: not given
  friend bool operator==(const Declared&, const Declared&) = default;
};

// Puts findings with code "given_differs" (warning) and "given_not_stated" (info) into the documents, in the place of those that an
// earlier call put there. "อบต.บ้านใหม่" is องค์การบริหารส่วนตำบลบ้านใหม่, and so is "บ้านใหม่" alone; "อ.", "อำเภอ" and "เขต" before a
// district, digits' script, an era (2023 for 2566) and white space make no difference. A name that was misread but belongs to one
// office of the list is that office.
void check_given(const std::vector<Declared>& given, std::vector<Document>& documents, const schema::Vocabulary& vocabulary);

}  // namespace banthuek::check
