// Unnamed files for what is needed for a while and may be too large for memory.
#pragma once

#include <string_view>

#include "pipeline/base/descriptor.h"

namespace banthuek::base {

// One in TMPDIR (or /tmp). `use` ends the message where none can be made: "to unpack into". Throws Error(kDisk).
Descriptor make_temporary(std::string_view use);

}  // namespace banthuek::base
