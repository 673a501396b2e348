// Bytes as hexadecimal digits. Pure.
#pragma once

#include <string>
#include <string_view>

namespace banthuek::base {

// Adds two small digits for each byte, the high one first.
void append_hex(std::string& out, std::string_view bytes);

}  // namespace banthuek::base
