// The questions that auditors ask of the whole archive (pipeline/report/audit_reports.h), as pages and as an API.
#pragma once

#include "pipeline/serve/site/site.h"

namespace banthuek::serve::audit {

http::Response audit_page(site::Site& desk, const site::RequestContext& visit);       // GET /audit?question=copies&year=2566&province=...
http::Response audit_pair_page(site::Site& desk, const site::RequestContext& visit);  // GET /audit/pair?left=KEY-NUMBER&right=KEY-NUMBER
http::Response compare_page(site::Site& desk, const site::RequestContext& visit);     // GET /compare?office=...
http::Response api_audit(site::Site& desk, const site::RequestContext& visit);        // GET /api/v1/audit/{question}

}  // namespace banthuek::serve::audit
