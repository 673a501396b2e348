// Every address of the desk, what it needs, and who answers. The only list: tests walk it.
#include "pipeline/serve/api.h"
#include "pipeline/serve/desk.h"
#include "pipeline/serve/desk_pages.h"
#include "pipeline/serve/document_page.h"
#include "pipeline/serve/iiif.h"

namespace banthuek::web {

const std::vector<Route>& routes() {
  static const std::vector<Route> list = {
      {"GET", "/", Action::kRead, home_page, ""},
      {"GET", "/search", Action::kRead, search_page, ""},
      {"GET", "/search/suggestions", Action::kRead, suggestions, ""},
      {"GET", "/export", Action::kTakeFiles, take_results, "exported"},
      {"GET", "/documents/{key}", Action::kRead, document_page, "saw"},
      {"GET", "/documents/{key}/file", Action::kTakeFiles, source_file, "took"},
      {"GET", "/documents/{key}/cut", Action::kRead, cut_of_value, ""},
      {"POST", "/documents/{key}/correct", Action::kCorrect, correct_value, ""},
      {"POST", "/documents/{key}/undo", Action::kCorrect, undo_correction, ""},
      {"POST", "/documents/{key}/reviewed", Action::kCorrect, set_document_reviewed, ""},
      {"GET", "/review", Action::kCorrect, review_page, ""},
      {"POST", "/review", Action::kCorrect, review_verdict, ""},
      {"GET", "/overview", Action::kRead, overview_page, ""},
      {"GET", "/compare", Action::kRead, compare_page, ""},
      {"GET", "/import", Action::kImport, import_page, ""},
      {"POST", "/import", Action::kImport, import_files, ""},
      {"GET", "/import/events", Action::kImport, import_events, ""},
      {"POST", "/import/retry", Action::kImport, import_retry, ""},
      {"GET", "/sign-in", Action::kSeePublic, sign_in_page, ""},
      {"POST", "/sign-in", Action::kSeePublic, sign_in, ""},
      {"POST", "/sign-out", Action::kSeePublic, sign_out, ""},
      {"GET", "/accounts", Action::kAdminister, accounts_page, ""},
      {"GET", "/help", Action::kSeePublic, help_page, ""},
      {"GET", "/iiif/{id}/info.json", Action::kRead, iiif_info, ""},
      {"GET", "/iiif/{id}/{region}/{size}/{rotation}/{quality}", Action::kRead, iiif_image, ""},
      {"GET", "/api/v1/openapi.json", Action::kSeePublic, api_description, ""},
      {"GET", "/api/v1/measures", Action::kRead, api_measures, ""},
      {"GET", "/api/v1/documents", Action::kRead, api_documents, ""},
      {"GET", "/api/v1/documents/{key}", Action::kRead, api_document, "saw"},
      {"GET", "/api/v1/documents/{key}/values", Action::kRead, api_values, "saw"},
      {"GET", "/api/v1/overview", Action::kRead, api_overview, ""},
  };
  return list;
}

}  // namespace banthuek::web
