// Text within XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace banthuek::base {

// & < > " ' escaped; characters that XML 1.0 forbids become U+FFFD. `text` is valid UTF-8.
std::string xml_escaped(std::string_view text);

}  // namespace banthuek::base
