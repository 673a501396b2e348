// The handlers of the desk's pages, one file each; document_page.h, iiif.h and api.h have their own headers.
#pragma once

#include "pipeline/serve/desk.h"

namespace banthuek::web {

// search_page.cpp
Response home_page(Desk& desk, const Visit& visit);
Response search_page(Desk& desk, const Visit& visit);
Response suggestions(Desk& desk, const Visit& visit);
Response take_results(Desk& desk, const Visit& visit);

// review_page.cpp
Response review_page(Desk& desk, const Visit& visit);
Response review_verdict(Desk& desk, const Visit& visit);

// overview_page.cpp
Response overview_page(Desk& desk, const Visit& visit);

// compare_page.cpp
Response compare_page(Desk& desk, const Visit& visit);

// import_page.cpp
Response import_page(Desk& desk, const Visit& visit);
Response import_files(Desk& desk, const Visit& visit);
Response import_events(Desk& desk, const Visit& visit);
Response import_retry(Desk& desk, const Visit& visit);

// account_pages.cpp
Response sign_in_page(Desk& desk, const Visit& visit);
Response sign_in(Desk& desk, const Visit& visit);
Response sign_out(Desk& desk, const Visit& visit);
Response accounts_page(Desk& desk, const Visit& visit);
Response help_page(Desk& desk, const Visit& visit);

}  // namespace banthuek::web
