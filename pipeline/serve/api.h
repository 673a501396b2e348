// The API under /api/v1: the same searches, documents and values as the pages show, as JSON. Described by
// tools/web/openapi.json, which a test holds against the running server.
#pragma once

#include "pipeline/serve/desk.h"

namespace banthuek::web {

Response api_description(Desk& desk, const Visit& visit);  // GET /api/v1/openapi.json
Response api_measures(Desk& desk, const Visit& visit);     // GET /api/v1/measures?q=&cursor=
Response api_documents(Desk& desk, const Visit& visit);    // GET /api/v1/documents?cursor=
Response api_document(Desk& desk, const Visit& visit);     // GET /api/v1/documents/{key}
Response api_values(Desk& desk, const Visit& visit);       // GET /api/v1/documents/{key}/values
Response api_overview(Desk& desk, const Visit& visit);     // GET /api/v1/overview

}  // namespace banthuek::web
