// Evidence in one click: of a dossier, a value, a record or a document, as a report or as a bundle that verifies.
#include <fcntl.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/serve/bundle/evidence_pdf.h"
#include "pipeline/serve/bundle/evidence_zip.h"
#include "pipeline/serve/dossiers/dossier_pages.h"
#include "pipeline/serve/dossiers/subject_view.h"
#include "pipeline/serve/http/prepared_body.h"
#include "pipeline/serve/view/page_pictures.h"

namespace banthuek::serve::dossiers {
namespace {

// Of each archive, as long as the program runs: what all its contents hash to.
bundle::Snapshot& snapshot_of(const std::filesystem::path& archive) {
  static std::mutex mutex;
  static std::map<std::string, bundle::Snapshot> all;
  const std::lock_guard lock(mutex);
  return all[archive.string()];
}

// Nothing where there is no such dossier.
std::optional<bundle::Evidence> evidence_of(site::Site& desk, const site::RequestContext& visit) {
  bundle::EvidenceAsked asked{{}, {}, visit.session.name};
  // A connection of its own: the first time all of the database is hashed, which others should not wait for.
  store::Store store = store::Store::open(desk.archive().file(), database::Access::kRead);
  if (const std::string key = visit.query("dossier"); !key.empty()) {
    asked.dossier = casework::dossier(store.db(), key);
    if (!asked.dossier) return std::nullopt;
  } else {
    for (const Named& named : named_in(visit.request.query))
      asked.subjects.insert(asked.subjects.end(), named.subjects.begin(), named.subjects.end());
    for (const casework::Subject& subject : asked.subjects)
      if (!store.document(subject.document)) return std::nullopt;
  }
  return bundle::gather(store, asked, desk.pages(), desk.pictures(), snapshot_of(desk.archive().file()));
}

}  // namespace

http::Response bundle_pdf(site::Site& desk, const site::RequestContext& visit) {
  const auto evidence = evidence_of(desk, visit);
  if (!evidence) return desk.refusal(visit, 404, "error.no_dossier");
  http::Response response;
  response.type = "application/pdf";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + bundle::bundle_name(*evidence, ".pdf") + "\"");
  response.body = bundle::evidence_pdf(*evidence, desk.pages());
  desk.note(visit, "bundle", evidence->title, "PDF");
  return response;
}

http::Response bundle_zip(site::Site& desk, const site::RequestContext& visit) {
  const auto evidence = evidence_of(desk, visit);
  if (!evidence) return desk.refusal(visit, 404, "error.no_dossier");
  http::PreparedBody body;
  base::Sha256 hash;
  bundle::evidence_zip(*evidence, desk.pages(), desk.options().web, [&](std::string_view piece) {
    hash.add(piece);
    body.add(piece);
  });
  // Which bundle left the house can be told by its hash.
  desk.note(visit, "bundle", evidence->title, hash.hex());
  http::Response response;
  response.type = "application/zip";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + bundle::bundle_name(*evidence, ".zip") + "\"");
  response.stream = body.stream();
  return response;
}

}  // namespace banthuek::serve::dossiers
