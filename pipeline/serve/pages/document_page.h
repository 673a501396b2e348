// The document page: page pictures with boxes, values beside them, corrections; document_view.h is what it shows.
#pragma once

#include "pipeline/serve/site/site.h"

namespace banthuek::serve::pages {

http::Response document_page(site::Site& desk, const site::RequestContext& visit);          // GET  /documents/{key}
http::Response correct_value(site::Site& desk, const site::RequestContext& visit);          // POST /documents/{key}/correct
http::Response undo_correction(site::Site& desk, const site::RequestContext& visit);        // POST /documents/{key}/undo
http::Response set_document_reviewed(site::Site& desk, const site::RequestContext& visit);  // POST /documents/{key}/reviewed
http::Response source_file(site::Site& desk, const site::RequestContext& visit);            // GET  /documents/{key}/file

}  // namespace banthuek::serve::pages
