// Marks of choice in a text layer (○ ● ⊗ ☐ ☑ ✓ ✗): written as characters or drawn as small outlines. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/text_layer/drawn_page.h"
#include "pipeline/text_layer/glyphs.h"

namespace banthuek::text_layer {

// The mark a character stands for: ◯ and ○ are circles, ✔ and √ checks; nothing for letters and other signs.
std::optional<MarkKind> mark_of(char32_t c);

// Marks drawn as outlines of 5 to 22 points where no text stands, as clusters that hold their sign.
std::vector<Cluster> drawn_marks(const PdfContent& content, const std::vector<Cluster>& text);

}  // namespace banthuek::text_layer
