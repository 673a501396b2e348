// A PNG, a JPEG or a TIFF of any number of pages as a Source (source.h).
#pragma once

#include <memory>

#include "pipeline/source/source.h"

namespace banthuek::source {

// Reads headers only; refuses what claims more than kMaxImagePixels.
std::unique_ptr<Source> open_picture(std::span<const std::byte> bytes, const std::string& name, SourceKind kind);

// Pages of a TIFF, counted along its chain of directories; 0 where the first one lies outside the file. A chain that
// loops ends there.
int count_tiff_pages(std::span<const std::byte> bytes);

}  // namespace banthuek::source
