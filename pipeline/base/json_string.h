// A text as a string of JSON, for what is written piece by piece. Pure.
#pragma once

#include <string>
#include <string_view>

namespace banthuek::base {

// Adds it with its quotes; what is no letter of a text (below U+0020) is escaped, all else stays as it is.
void append_json_string(std::string& out, std::string_view text);

}  // namespace banthuek::base
