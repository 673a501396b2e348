// What of a page is cut out to judge a value by. Pure.
#pragma once

#include "extractors/types/record.h"

namespace banthuek::serve::view {

// Its place, its line and some neighbours, at least a third of the page wide.
Box around(const Place& place, int page_width, int page_height);

// All of a record ("measures/3") that stands on its first page, or a value's first place; no page: nowhere. `field` empty: the document's first page,
// a region of no size.
Place place_to_cut(const Document& document, std::string_view field);

}  // namespace banthuek::serve::view
