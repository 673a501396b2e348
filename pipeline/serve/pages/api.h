// The API under /api/v1: the same searches, documents and values as the pages show, as JSON. Described by
// tools/web/openapi.json, which a test holds against the running server.
#pragma once

#include "pipeline/serve/site/site.h"

namespace banthuek::serve::pages {

// An answer with its ETag; 304 where the visitor has it already.
http::Response with_etag(const site::RequestContext& visit, const view::Json& json);
http::Response api_description(site::Site& desk, const site::RequestContext& visit);  // GET /api/v1/openapi.json
http::Response api_search(site::Site& desk, const site::RequestContext& visit);       // GET /api/v1/search?q=&in=&cursor=
http::Response api_measures(site::Site& desk, const site::RequestContext& visit);     // GET /api/v1/measures?q=&cursor=
http::Response api_documents(site::Site& desk, const site::RequestContext& visit);    // GET /api/v1/documents?cursor=
http::Response api_document(site::Site& desk, const site::RequestContext& visit);     // GET /api/v1/documents/{key}
http::Response api_values(site::Site& desk, const site::RequestContext& visit);       // GET /api/v1/documents/{key}/values
http::Response api_overview(site::Site& desk, const site::RequestContext& visit);     // GET /api/v1/overview

}  // namespace banthuek::serve::pages
