// Casework in the browser: dossiers (ประเด็นตรวจสอบ), notes, tags, and the page that cites one value with its picture.
#pragma once

#include "pipeline/serve/site/site.h"

namespace banthuek::serve::dossiers {

// dossier_pages.cpp
http::Response dossier_list_page(site::Site& desk, const site::RequestContext& visit);  // GET /dossiers?state=&mine=
http::Response open_dossier(site::Site& desk, const site::RequestContext& visit);       // POST /dossiers: title
http::Response dossier_page(site::Site& desk, const site::RequestContext& visit);       // GET /dossiers/{dossier}
http::Response change_dossier(site::Site& desk,
                              const site::RequestContext& visit);  // POST /dossiers/{dossier}: what=state, assign, rename, note, leave

// collect.cpp: what is collected goes into the dossier that the visitor worked with last; where there is none, a page asks which.
http::Response collect_page(site::Site& desk, const site::RequestContext& visit);  // GET /collect?what=SUBJECTS|WHY
http::Response collect(site::Site& desk, const site::RequestContext& visit);       // POST /collect: what..., dossier or title

// value_page.cpp
http::Response value_page(site::Site& desk, const site::RequestContext& visit);  // GET /documents/{key}/value?field=
http::Response note_value(site::Site& desk, const site::RequestContext& visit);  // POST /documents/{key}/note: field, what=note, tag, untag; text

// bundle_pages.cpp
http::Response bundle_pdf(site::Site& desk, const site::RequestContext& visit);  // GET /bundle.pdf?dossier= or what=
http::Response bundle_zip(site::Site& desk, const site::RequestContext& visit);  // GET /bundle.zip?dossier= or what=

// searchable_page.cpp
http::Response searchable_document(site::Site& desk, const site::RequestContext& visit);  // GET /documents/{key}/searchable.pdf

// tag_page.cpp
http::Response tag_page(site::Site& desk, const site::RequestContext& visit);  // GET /tags?tag=

}  // namespace banthuek::serve::dossiers
