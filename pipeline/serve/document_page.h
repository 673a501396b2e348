// The document page: page pictures with boxes, values beside them, corrections.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/serve/desk.h"

namespace banthuek {
struct Box;
struct Document;
}  // namespace banthuek

namespace banthuek::web {

struct WholeDocument;

Response document_page(Desk& desk, const Visit& visit);          // GET  /documents/{key}
Response correct_value(Desk& desk, const Visit& visit);          // POST /documents/{key}/correct
Response undo_correction(Desk& desk, const Visit& visit);        // POST /documents/{key}/undo
Response set_document_reviewed(Desk& desk, const Visit& visit);  // POST /documents/{key}/reviewed
Response source_file(Desk& desk, const Visit& visit);            // GET  /documents/{key}/file

// What the page shows, out of a document: tested without a store.
struct DocumentFrame {
  Language language = Language::kThai;
  std::string csrf;
  bool may_correct = false, may_take = false, masked = false;
};
Json document_view(const Pages& pages, const WholeDocument& whole, const DocumentFrame& frame);

// The identifier of a page under /iiif/.
std::string picture_id(std::string_view key, int page);

// The places that a masked visitor's pictures hide.
std::vector<Box> hidden_places(const Document& document, int page);

}  // namespace banthuek::web
