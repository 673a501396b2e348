// What is stamped on a header's page, or printed beside its heading: urgency, and the day of receipt.
#pragma once

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::document {

// Fills memo.urgency and memo.received by the layout's rules. `at`: the part of the flow with the heading, `end`: the part behind the header.
void take_stamps(Memo& memo, const ReadingOrder& flow, std::size_t at, std::size_t end, const schema::SchemaLayout& layout);

}  // namespace banthuek::document
