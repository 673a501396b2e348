// A PDF as a Source (source.h).
#pragma once

#include <memory>

#include "pipeline/source/source.h"

namespace banthuek::source {

std::unique_ptr<Source> open_pdf(std::span<const std::byte> bytes, const std::string& name, const std::string& password);

}  // namespace banthuek::source
