// The handlers of the desk's pages, one file each; document_page.h, iiif.h and api.h have their own headers.
#pragma once

#include "pipeline/serve/site/site.h"

namespace banthuek::serve::pages {

// search_page.cpp
http::Response home_page(site::Site& desk, const site::RequestContext& visit);
http::Response search_page(site::Site& desk, const site::RequestContext& visit);
http::Response facet_values(site::Site& desk, const site::RequestContext& visit);
http::Response suggestions(site::Site& desk, const site::RequestContext& visit);
http::Response take_results(site::Site& desk, const site::RequestContext& visit);

// saved_searches.cpp
http::Response saved_searches_page(site::Site& desk, const site::RequestContext& visit);
http::Response change_saved_searches(site::Site& desk, const site::RequestContext& visit);
http::Response search_feed(site::Site& desk, const site::RequestContext& visit);

// review_page.cpp
http::Response review_page(site::Site& desk, const site::RequestContext& visit);
http::Response review_verdict(site::Site& desk, const site::RequestContext& visit);

// overview_page.cpp
http::Response overview_page(site::Site& desk, const site::RequestContext& visit);

// documents_page.cpp
http::Response documents_page(site::Site& desk, const site::RequestContext& visit);

// records_page.cpp
http::Response records_page(site::Site& desk, const site::RequestContext& visit);

// office_page.cpp
http::Response office_page(site::Site& desk, const site::RequestContext& visit);

// page_text.cpp
http::Response page_text(site::Site& desk, const site::RequestContext& visit);

// page_region.cpp
http::Response page_region(site::Site& desk, const site::RequestContext& visit);
http::Response add_row(site::Site& desk, const site::RequestContext& visit);

// import_page.cpp
// A file as a visitor knows it: by its last folder and name, and what was uploaded by the name it came with.
std::string shown_place(const site::Site& desk, const std::string& path);
// Rows of the ledger in the visitor's language.
view::Json ledger_view(const site::Site& desk, const view::Pages& pages, const view::Json& rows, view::Language language);
http::Response import_page(site::Site& desk, const site::RequestContext& visit);
http::Response import_files(site::Site& desk, const site::RequestContext& visit);
http::Response import_events(site::Site& desk, const site::RequestContext& visit);
http::Response import_retry(site::Site& desk, const site::RequestContext& visit);
http::Response import_stop(site::Site& desk, const site::RequestContext& visit);
http::Response ledger_csv(site::Site& desk, const site::RequestContext& visit);
http::Response import_forget(site::Site& desk, const site::RequestContext& visit);

// account_pages.cpp
http::Response sign_in_page(site::Site& desk, const site::RequestContext& visit);
http::Response sign_in(site::Site& desk, const site::RequestContext& visit);
http::Response sign_out(site::Site& desk, const site::RequestContext& visit);
http::Response help_page(site::Site& desk, const site::RequestContext& visit);

}  // namespace banthuek::serve::pages
