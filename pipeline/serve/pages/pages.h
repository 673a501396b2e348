// The handlers of the desk's pages, one file each; document_page.h, iiif.h and api.h have their own headers.
#pragma once

#include "pipeline/serve/site/site.h"

namespace banthuek::serve::pages {

// search_page.cpp
http::Response home_page(site::Desk& desk, const site::Visit& visit);
http::Response search_page(site::Desk& desk, const site::Visit& visit);
http::Response suggestions(site::Desk& desk, const site::Visit& visit);
http::Response take_results(site::Desk& desk, const site::Visit& visit);

// review_page.cpp
http::Response review_page(site::Desk& desk, const site::Visit& visit);
http::Response review_verdict(site::Desk& desk, const site::Visit& visit);

// overview_page.cpp
http::Response overview_page(site::Desk& desk, const site::Visit& visit);

// compare_page.cpp
http::Response compare_page(site::Desk& desk, const site::Visit& visit);

// import_page.cpp
http::Response import_page(site::Desk& desk, const site::Visit& visit);
http::Response import_files(site::Desk& desk, const site::Visit& visit);
http::Response import_events(site::Desk& desk, const site::Visit& visit);
http::Response import_retry(site::Desk& desk, const site::Visit& visit);

// account_pages.cpp
http::Response sign_in_page(site::Desk& desk, const site::Visit& visit);
http::Response sign_in(site::Desk& desk, const site::Visit& visit);
http::Response sign_out(site::Desk& desk, const site::Visit& visit);
http::Response accounts_page(site::Desk& desk, const site::Visit& visit);
http::Response help_page(site::Desk& desk, const site::Visit& visit);

}  // namespace banthuek::serve::pages
