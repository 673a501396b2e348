// Many at once: mended, tagged, collected, accepted; each with one way back.
#pragma once

#include "pipeline/serve/site/site.h"

namespace banthuek::serve::bulk {

// mend_page.cpp
http::Response mend_page(site::Site& desk, const site::RequestContext& visit);  // GET /mend?from=&to=
http::Response mend(site::Site& desk, const site::RequestContext& visit);       // POST /mend: from, to, what...; or act=undo, batch

// many.cpp
http::Response act_on_many(site::Site& desk, const site::RequestContext& visit);       // POST /bulk: what..., act=tag, untag, collect; text
http::Response review_many_page(site::Site& desk, const site::RequestContext& visit);  // GET /review/many
http::Response accept_many(site::Site& desk, const site::RequestContext& visit);       // POST /review/many: item=KEY/FIELD|VALUE...; act=accept, undo

}  // namespace banthuek::serve::bulk
