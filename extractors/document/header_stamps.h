// What is stamped on a header's page, or printed beside its heading: urgency, and the day of receipt.
#pragma once

#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::document {

// A receipt stamp that was read among the lines of its page: its lines from the top. Whoever received the paper put its number, day and hour into it.
using ReceiptStamp = std::vector<LinePart>;

// Those of a page: right below the word for the number of receipt stand, in its column, one day at most, an hour, who received it. Of a day without
// its word it is that of the receipt where an hour or a name stands below it.
std::vector<ReceiptStamp> receipt_stamps(const ReadingOrder& flow, int page);

// The flow without what stands in the stamps; its parts keep their places.
ReadingOrder without_stamps(ReadingOrder flow, const std::vector<ReceiptStamp>& stamps);

// Fills memo.urgency and memo.received by the layout's rules. `at`: the part of the flow with the heading, `end`: the part behind the header;
// `stamps`: those of its page.
void take_stamps(Memo& memo, const ReadingOrder& flow, std::size_t at, std::size_t end, const std::vector<ReceiptStamp>& stamps,
                 const schema::SchemaLayout& layout);

}  // namespace banthuek::document
