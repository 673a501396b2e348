#include "pipeline/serve/dossiers/subject_view.h"

#include <sstream>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "extractors/types/row_path.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/pages/document_view.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::dossiers {
namespace {

std::string text_of(const MaybeField& field) { return field ? field->value : ""; }

}  // namespace

const site::WholeDocument* Subjects::document(const std::string& key) {
  auto at = documents_.find(key);
  if (at == documents_.end()) at = documents_.emplace(key, desk_.archive().document(key)).first;
  return at->second ? &*at->second : nullptr;
}

std::string Subjects::label(const std::string& field) const { return view::label_of_subject(desk_.pages(), field, visit_.language); }

view::Json Subjects::view(const casework::Subject& subject, const std::string& seen) {
  view::Json out = {{"subject", casework::text_of(subject)},
                    {"label", ""},
                    {"value", ""},
                    {"changed", nullptr},
                    {"office", ""},
                    {"year", ""},
                    {"heading", ""},
                    {"file", ""},
                    {"page", nullptr},
                    {"href", nullptr},
                    {"cite", nullptr},
                    {"cut", nullptr},
                    {"cut_alt", ""},
                    {"gone", false}};
  if (subject.document.empty()) return out;
  const auto row = row_path(subject.field);
  const bool record = row && row->field.empty();
  out["label"] = label(subject.field);
  const site::WholeDocument* whole = document(subject.document);
  const bool person = is_person(whole ? whole->stored.document : Document{}, subject.field) || subject.field.starts_with("signatures/");
  const std::string hidden = desk_.pages().text("document.masked", visit_.language);
  const auto shown = [&](const std::string& value) {
    return desk_.masked(visit_) && person ? hidden : record ? value : view::shown_value(desk_.pages(), subject.field, value, visit_.language);
  };
  if (!whole) {
    out["gone"] = true;
    out["value"] = shown(seen);
    return out;
  }
  const Document& d = whole->stored.document;
  const std::string now = casework::standing(d, subject.field);
  out["value"] = shown(now);
  if (!seen.empty() && now != seen) out["changed"] = shown(seen);
  out["office"] = text_of(d.organisation.name);
  out["year"] = text_of(d.fiscal_year);
  out["heading"] = casework::standing(d, "");
  out["file"] = pages::base_name(whole->stored.file);
  int page = d.first_page;
  std::string anchor;
  for_each_field(d, [&](std::string_view path, const Field& field) {
    const bool of_it = path == subject.field || (record && path.starts_with(subject.field + "/"));
    if (!of_it || !anchor.empty()) return;
    anchor = view::anchor_of(path);
    if (!field.places.empty()) page = field.places.front().page;
    if (!field.places.empty() && !(desk_.masked(visit_) && person))
      out["cut"] = "/documents/" + subject.document + "/cut?field=" + http::percent_encode(record ? subject.field + "/" : subject.field);
  });
  out["page"] = page;
  if (subject.field.empty()) out["cut"] = "/iiif/" + pages::picture_id(subject.document, page) + "/full/500,/0/default.jpg";
  out["cut_alt"] = desk_.pages().text("review.cut_alt", visit_.language, {{"page", page}});
  out["href"] = "/documents/" + subject.document + (anchor.empty() ? "" : "#v-" + anchor);
  out["cite"] = "/documents/" + subject.document + "/value" + (subject.field.empty() ? "" : "?field=" + http::percent_encode(subject.field));
  return out;
}

std::vector<Named> named_in(const http::Pairs& form) {
  std::vector<Named> out;
  for (const auto& [name, value] : form) {
    if (name != "what") continue;
    const std::size_t bar = value.find('|');
    Named named{{}, bar == std::string::npos ? "" : value.substr(bar + 1)};
    std::istringstream words(value.substr(0, bar));
    for (std::string word; words >> word;) {
      const auto subject = casework::parse_subject(word);
      if (!subject) throw Error(ErrorKind::kUsage, view::begin_of(word, 60), "names no value of this document; search again");
      named.subjects.push_back(*subject);
    }
    if (named.subjects.empty() && text::squeeze(named.why).empty()) continue;
    if (named.subjects.empty()) named.subjects.push_back({});
    out.push_back(std::move(named));
  }
  if (out.empty()) throw Error(ErrorKind::kUsage, "casework", "nothing was chosen; choose at least one");
  return out;
}

std::string came_from(const site::RequestContext& visit, const std::string& otherwise) {
  const std::string referer = http::value_or(visit.request.headers, "referer", "");
  const std::size_t scheme = referer.find("://"), path = scheme == std::string::npos ? scheme : referer.find('/', scheme + 3);
  if (path == std::string::npos || referer.substr(scheme + 3, path - scheme - 3) != http::value_or(visit.request.headers, "host", ""))
    return otherwise;
  const std::string target = http::below(std::string_view(referer).substr(path), visit.request.prefix);
  const bool plain = target.size() < 2000 && target.front() == '/' && target.substr(0, 2) != "//" &&
                     target.find_first_of("\\\r\n") == std::string::npos && http::safe_path(target);
  return plain ? target : otherwise;
}

}  // namespace banthuek::serve::dossiers
