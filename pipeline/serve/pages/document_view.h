// What the document page shows, out of a document: tested without a store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/serve/pages/value_view.h"

namespace banthuek::serve::pages {

view::Json document_view(const view::Pages& pages, const site::WholeDocument& whole, const DocumentFrame& frame);

// The last part of a path.
std::string base_name(const std::string& path);

}  // namespace banthuek::serve::pages
