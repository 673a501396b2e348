// The key under which a page that came as a text layer is kept; a page of a picture is kept under the picture's hash.
#pragma once

#include <string>

namespace banthuek::store {

// `page` from 1; `sha256` of the file's bytes.
std::string layer_key(const std::string& sha256, int page);

}  // namespace banthuek::store
