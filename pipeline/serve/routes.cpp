#include "pipeline/serve/routes.h"

#include "pipeline/serve/admin/admin_pages.h"
#include "pipeline/serve/audit/audit_page.h"
#include "pipeline/serve/bulk/bulk_pages.h"
#include "pipeline/serve/dossiers/dossier_pages.h"
#include "pipeline/serve/pages/api.h"
#include "pipeline/serve/pages/document_page.h"
#include "pipeline/serve/pages/iiif.h"
#include "pipeline/serve/pages/pages.h"

namespace banthuek::serve {

const std::vector<site::Route>& routes() {
  static const std::vector<site::Route> list = {
      {"GET", "/", access::Action::kRead, pages::home_page, ""},
      {"GET", "/search", access::Action::kRead, pages::search_page, ""},
      {"GET", "/search/values", access::Action::kRead, pages::facet_values, ""},
      {"GET", "/search/suggestions", access::Action::kRead, pages::suggestions, ""},
      {"GET", "/export", access::Action::kTakeFiles, pages::take_results, "exported"},
      {"GET", "/documents", access::Action::kRead, pages::documents_page, ""},
      {"GET", "/records", access::Action::kRead, pages::records_page, ""},
      {"GET", "/office", access::Action::kRead, pages::office_page, ""},
      {"GET", "/audit", access::Action::kRead, audit::audit_page, ""},
      {"GET", "/audit/pair", access::Action::kRead, audit::audit_pair_page, ""},
      {"GET", "/documents/{key}", access::Action::kRead, pages::document_page, "saw"},
      {"GET", "/documents/{key}/file", access::Action::kTakeFiles, pages::source_file, "took"},
      {"GET", "/documents/{key}/searchable.pdf", access::Action::kTakeFiles, dossiers::searchable_document, "took"},
      {"GET", "/documents/{key}/cut", access::Action::kRead, pages::cut_of_value, ""},
      {"GET", "/documents/{key}/text/{page}", access::Action::kRead, pages::page_text, ""},
      {"GET", "/documents/{key}/region", access::Action::kCorrect, pages::page_region, ""},
      {"POST", "/documents/{key}/correct", access::Action::kCorrect, pages::correct_value, ""},
      {"POST", "/documents/{key}/add", access::Action::kCorrect, pages::add_row, ""},
      {"POST", "/documents/{key}/undo", access::Action::kCorrect, pages::undo_correction, ""},
      {"POST", "/documents/{key}/reviewed", access::Action::kCorrect, pages::set_document_reviewed, ""},
      {"GET", "/documents/{key}/value", access::Action::kRead, dossiers::value_page, "saw"},
      {"POST", "/documents/{key}/note", access::Action::kWriteCasework, dossiers::note_value, ""},
      {"GET", "/dossiers", access::Action::kReadCasework, dossiers::dossier_list_page, ""},
      {"POST", "/dossiers", access::Action::kWriteCasework, dossiers::open_dossier, ""},
      {"GET", "/dossiers/{dossier}", access::Action::kReadCasework, dossiers::dossier_page, ""},
      {"POST", "/dossiers/{dossier}", access::Action::kWriteCasework, dossiers::change_dossier, ""},
      {"GET", "/bundle.pdf", access::Action::kTakeFiles, dossiers::bundle_pdf, ""},
      {"GET", "/bundle.zip", access::Action::kTakeFiles, dossiers::bundle_zip, ""},
      {"GET", "/collect", access::Action::kWriteCasework, dossiers::collect_page, ""},
      {"POST", "/collect", access::Action::kWriteCasework, dossiers::collect, ""},
      {"GET", "/tags", access::Action::kReadCasework, dossiers::tag_page, ""},
      {"GET", "/review", access::Action::kCorrect, pages::review_page, ""},
      {"POST", "/review", access::Action::kCorrect, pages::review_verdict, ""},
      {"GET", "/overview", access::Action::kRead, pages::overview_page, ""},
      {"GET", "/compare", access::Action::kRead, audit::compare_page, ""},
      {"GET", "/import", access::Action::kImport, pages::import_page, ""},
      {"POST", "/import", access::Action::kImport, pages::import_files, ""},
      {"GET", "/import/events", access::Action::kImport, pages::import_events, ""},
      {"GET", "/import/ledger.csv", access::Action::kImport, pages::ledger_csv, "exported"},
      {"POST", "/import/stop", access::Action::kImport, pages::import_stop, ""},
      {"POST", "/import/forget", access::Action::kImport, pages::import_forget, ""},
      {"POST", "/import/retry", access::Action::kImport, pages::import_retry, ""},
      {"GET", "/sign-in", access::Action::kSeePublic, pages::sign_in_page, ""},
      {"POST", "/sign-in", access::Action::kSeePublic, pages::sign_in, ""},
      {"POST", "/sign-out", access::Action::kSeePublic, pages::sign_out, ""},
      {"GET", "/account", access::Action::kOwnAccount, admin::own_account_page, ""},
      {"POST", "/account", access::Action::kOwnAccount, admin::change_own_account, ""},
      {"GET", "/accounts", access::Action::kAdminister, admin::accounts_page, ""},
      {"POST", "/accounts", access::Action::kAdminister, admin::change_accounts, ""},
      {"GET", "/log", access::Action::kAdminister, admin::log_page, ""},
      {"GET", "/log.csv", access::Action::kAdminister, admin::log_csv, "exported"},
      {"GET", "/health", access::Action::kAdminister, admin::health_page, ""},
      {"POST", "/health", access::Action::kAdminister, admin::begin_backup, ""},
      {"GET", "/saved", access::Action::kRead, pages::saved_searches_page, ""},
      {"POST", "/saved", access::Action::kRead, pages::change_saved_searches, ""},
      {"GET", "/search.atom", access::Action::kRead, pages::search_feed, ""},
      {"GET", "/mend", access::Action::kCorrect, bulk::mend_page, ""},
      {"POST", "/mend", access::Action::kCorrect, bulk::mend, ""},
      {"POST", "/bulk", access::Action::kWriteCasework, bulk::act_on_many, ""},
      {"GET", "/review/many", access::Action::kCorrect, bulk::review_many_page, ""},
      {"POST", "/review/many", access::Action::kCorrect, bulk::accept_many, ""},
      {"GET", "/help", access::Action::kSeePublic, pages::help_page, ""},
      {"GET", "/iiif/{id}/info.json", access::Action::kRead, pages::iiif_info, ""},
      {"GET", "/iiif/{id}/{region}/{size}/{rotation}/{quality}", access::Action::kRead, pages::iiif_image, ""},
      {"GET", "/api/v1/openapi.json", access::Action::kSeePublic, pages::api_description, ""},
      {"GET", "/api/v1/search", access::Action::kRead, pages::api_search, ""},
      {"GET", "/api/v1/measures", access::Action::kRead, pages::api_measures, ""},
      {"GET", "/api/v1/documents", access::Action::kRead, pages::api_documents, ""},
      {"GET", "/api/v1/documents/{key}", access::Action::kRead, pages::api_document, "saw"},
      {"GET", "/api/v1/documents/{key}/values", access::Action::kRead, pages::api_values, "saw"},
      {"GET", "/api/v1/audit/{question}", access::Action::kRead, audit::api_audit, ""},
      {"GET", "/api/v1/overview", access::Action::kRead, pages::api_overview, ""},
  };
  return list;
}

}  // namespace banthuek::serve
