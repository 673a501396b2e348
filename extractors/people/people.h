// Persons whom a document names and who do not sign it, as records of the kind `person_mentioned`.
//
// A name is a title and two words: in a numbered list, a cell without a heading, a box of a chart or a sentence. What stands behind it or in the next
// column is a position (a label says so, or it begins as positions do) or a role (ประธานกรรมการ); below it, in a box, a position. Pure.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::people {

inline constexpr std::string_view kKind = "person_mentioned";

struct Person {
  Field name;
  MaybeField position, role;
};

// In the order of the flow, each name once with all that it says; of a name that stands alone several times the first.
std::vector<Person> find_people(const document::ReadingOrder& flow, const schema::Schemas& schemas);

// Adds those to the document who neither sign it nor stand in a record already: a list of names as a table, and a record for each. Does nothing
// where the schemas have no such kind.
void add_people(Document& document, const document::ReadingOrder& flow, const schema::Schemas& schemas);

}  // namespace banthuek::people
