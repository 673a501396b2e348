// What the document page shows, out of a document: tested without a store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/serve/view/templates.h"

namespace banthuek::serve::site {
struct WholeDocument;
}  // namespace banthuek::serve::site
namespace banthuek {
inline namespace types {
struct Box;
struct Document;
}  // namespace types
}  // namespace banthuek

namespace banthuek::serve::pages {

// What a visitor typed that could not be saved: it stays in its form.
struct Draft {
  std::string field, after, why;
  std::string wrong;  // what is the matter, in the visitor's language
};

struct DocumentFrame {
  view::Language language = view::Language::kThai;
  std::string csrf;
  bool may_correct = false, may_take = false, masked = false;
  std::string words = {};  // searched for: marked in the values
  Draft draft = {};
};
view::Json document_view(const view::Pages& pages, const site::WholeDocument& whole, const DocumentFrame& frame);

// The identifier of a page under /iiif/.
std::string picture_id(std::string_view key, int page);

// A little more than the box: what of a letter stands beyond it is hidden too.
Box with_rim(const Box& box);

// The places that a masked visitor's pictures hide.
std::vector<Box> hidden_places(const Document& document, int page);

// The last part of a path.
std::string base_name(const std::string& path);

}  // namespace banthuek::serve::pages
