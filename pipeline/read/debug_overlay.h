// Pictures of what was found on a page, for a person who looks why it was read so.
#pragma once

#include <functional>
#include <string>

#include "pipeline/layout/layout.h"
#include "pipeline/picture/binarise.h"

namespace banthuek::read {

// Takes the picture of one stage ("1-ink", "2-rules", ...), drawn over the page; empty: no pictures are made.
using DebugSink = std::function<void(const std::string& stage, const picture::Picture& picture)>;

// Gives `debug` the ink, the rules with leaders, frames and cells, and the lines with regions; nothing where nobody asks.
void draw_layout(const DebugSink& debug, const picture::PageInk& ink, const layout::Layout& layout);

}  // namespace banthuek::read
