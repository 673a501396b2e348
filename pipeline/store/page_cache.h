// A page as the bytes that lie in the table page_cache: its JSON text (page_json.h) on one line, deflated, behind the text's length (u32, host
// order).
//
// What reads a page makes them, and what needs its lines reads them; whoever stands between hands them on as they are. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/types/page.h"

namespace banthuek::store {

std::string page_to_bytes(const Page& page);

// Nothing for bytes that are no page: they may come from a worker that read a hostile file, or from a bad disk. Never throws but for want of memory.
std::optional<Page> page_from_bytes(std::string_view bytes);

// How long they say that their text is; 0 where they are too short to say.
std::size_t text_size_of(std::string_view bytes);

}  // namespace banthuek::store
