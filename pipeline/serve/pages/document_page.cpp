#include "pipeline/serve/pages/document_page.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "extractors/types/row_path.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/casework/casework.h"
#include "pipeline/serve/access/reviews.h"
#include "pipeline/serve/pages/document_view.h"
#include "pipeline/serve/pages/iiif.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"
#include "pipeline/serve/view/page_pictures.h"

namespace banthuek::serve::pages {
namespace {

// Frames on the pages what a search found there: ?found=PAGE,X,Y,W,H;... as address_of makes it. What is no such list frames nothing.
void add_found(const view::Pages& pages, const site::RequestContext& visit, site::Json& view) {
  constexpr int kMaxFrames = 20, kMaxPixels = 100'000;
  std::istringstream list(visit.query("found"));
  int count = 0;
  for (std::string one; count < kMaxFrames && std::getline(list, one, ';');) {
    std::istringstream numbers(one);
    std::vector<int> place;
    for (std::string number; std::getline(numbers, number, ',');) {
      int value = -1;
      const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
      if (error != std::errc() || end != number.data() + number.size() || value < 0 || value > kMaxPixels) return;
      place.push_back(value);
    }
    if (place.size() != 5) return;
    for (site::Json& page : view["pages"]) {
      if (page["number"] != place[0]) continue;
      const std::string label = pages.text("document.found_here", visit.language);
      page["boxes"].push_back({{"id", count == 0 ? "b-found" : fmt::format("b-found-{}", count)},
                               {"anchor", "found"},
                               {"field", "found"},
                               {"sureness", "found"},
                               {"x", place[1]},
                               {"y", place[2]},
                               {"w", place[3]},
                               {"h", place[4]},
                               {"label", label}});
      ++count;
    }
  }
}

// Back to where the form was sent from, by script or by a browser without it. `value`: what the field holds by now; nothing for a row.
http::Response after_change(site::Site& desk, const site::RequestContext& visit, const std::string& field, const char* said, const char* done,
                            const std::optional<std::string>& value) {
  const std::string key = visit.part("key");
  if (!visit.wants_json())
    return http::redirect(fmt::format("/documents/{}?{}={}#v-{}", key, done, http::percent_encode(field), view::anchor_of(field)));
  site::Json body = {{"field", field}};
  if (value) {
    const auto whole = desk.archive().document(key);
    const auto info = whole ? field_info(whole->stored.document, field) : std::nullopt;
    body["value"] = *value;
    body["shown"] = view::shown_value(desk.pages(), info ? info->kind : FieldKind::kText, *value, visit.language);
  }
  body["said"] = desk.pages().text(said, visit.language);
  return http::json_answer(body.dump(-1, ' ', false, site::Json::error_handler_t::replace));
}

http::Response shown(site::Site& desk, const site::RequestContext& visit, const site::WholeDocument& whole, Draft draft, int status) {
  DocumentFrame frame{
      visit.language,   desk.csrf(visit), desk.may(visit, access::Action::kCorrect), desk.may(visit, access::Action::kTakeFiles), desk.masked(visit),
      visit.query("q"), std::move(draft)};
  if (frame.may_correct) frame.kinds = desk.archive().kinds();
  site::Json view = document_view(desk.pages(), whole, frame);
  add_found(desk.pages(), visit, view);
  view["said_count"] = nullptr;
  if (desk.may(visit, access::Action::kReadCasework)) {
    const casework::OfDocument of = casework::of_document(desk.archive().read()->db(), whole.stored.key);
    if (const std::size_t count = of.notes.size() + of.tags.size(); count > 0) view["said_count"] = count;
  }
  if (!frame.words.empty()) view["results"] = "/search?q=" + http::percent_encode(frame.words);
  const std::string done = visit.query("done"), undone = visit.query("undone");
  if (!done.empty() || !undone.empty()) {
    const auto row = row_path(done.empty() ? undone : done);
    const bool of_row = row && row->field.empty();
    view["said"] = desk.pages().text(done.empty() ? "document.undone" : of_row ? "document.row_added" : "document.saved", visit.language);
    // A row that was taken out is put back value by value, from the history.
    if (frame.may_correct && !(of_row && done.empty())) view["undo"] = done.empty() ? undone : done;
  }
  if (!frame.draft.wrong.empty()) view["said"] = frame.draft.wrong;
  view["said_wrong"] = !frame.draft.wrong.empty();
  const std::string heading = view["heading"];
  return desk.page(visit, "document", std::move(view), heading.empty() ? "document.title" : heading + " ", status);
}

// What cannot be saved is said beside what was typed, which stays in the form. As JSON, and where there is no such value, a refusal.
http::Response with_draft(site::Site& desk, const site::RequestContext& visit, std::string wrong, int status) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  return shown(desk, visit, *whole, {visit.form("field"), visit.form("after"), visit.form("why"), std::move(wrong)}, status);
}

}  // namespace

http::Response document_page(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  return shown(desk, visit, *whole, {}, 200);
}

http::Response correct_value(site::Site& desk, const site::RequestContext& visit) {
  const std::string field = visit.form("field");
  const auto after = http::find(visit.request.form, "after");
  if (field.empty() || !after) throw Error(ErrorKind::kUsage, "", "there is no new value; send field and after");
  std::string why = visit.form("why");
  const bool was_empty = http::find(visit.request.form, "before") == "";
  // Kept in Thai whoever writes it, and shown in the language of who reads.
  const char* const how = visit.form("how") == "region" ? "why.region" : was_empty ? "why.enter" : "why.desk";
  if (why.empty()) why = desk.pages().text(how, view::Language::kThai);
  const auto whole = desk.archive().document(visit.part("key"));
  const auto info = whole ? field_info(whole->stored.document, field) : std::nullopt;
  const std::string value = kept_value(desk.pages(), info ? std::optional(info->kind) : std::nullopt, *after);
  try {
    std::optional<Place> place;  // of what was entered from a frame drawn on the page
    if (whole && was_empty) place = marked_place(*whole, visit.form("place"));
    const auto set = desk.archive().correct(visit.part("key"), field, http::find(visit.request.form, "before"),
                                            value.empty() ? std::nullopt : std::optional(value), visit.session.name, why, place);
    if (set == site::StorePool::Set::kStale) {
      if (visit.wants_json()) return desk.refusal(visit, 409, "error.stale");
      return with_draft(desk, visit, desk.pages().text("document.stale", visit.language), 409);
    }
  } catch (const Error& e) {
    if (e.kind != ErrorKind::kUsage || visit.wants_json()) throw;
    return with_draft(desk, visit, view::shown_message(desk.pages(), e.message, visit.language), 400);
  }
  desk.note(visit, "corrected", visit.part("key") + " " + field, why);
  // Where several must agree, this is what one person says.
  if (desk.options().reviewers > 1)
    desk.reviews().say({visit.part("key"), field, http::value_or(visit.request.form, "before", ""), value, visit.session.name, ""});
  return after_change(desk, visit, field, "document.saved", "done", value);
}

http::Response undo_correction(site::Site& desk, const site::RequestContext& visit) {
  const std::string field = visit.form("field");
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  const std::string why = desk.pages().text("why.undo", view::Language::kThai);
  if (const auto row = row_path(field); row && row->field.empty()) {  // a row that a person added
    desk.archive().take_out_row(visit.part("key"), field, visit.session.name, why);
    desk.note(visit, "undone", visit.part("key") + " " + field);
    return after_change(desk, visit, field, "document.undone", "undone", std::nullopt);
  }
  const auto last =
      std::find_if(whole->corrections.rbegin(), whole->corrections.rend(), [&](const store::Correction& c) { return c.field == field; });
  if (last == whole->corrections.rend()) throw Error(ErrorKind::kUsage, "", "there is nothing to undo; this value was not corrected");
  const auto set = desk.archive().correct(visit.part("key"), field, last->after.value_or(""), last->before, visit.session.name, why, last->place);
  if (set == site::StorePool::Set::kStale) return desk.refusal(visit, 409, "error.stale");
  desk.note(visit, "undone", visit.part("key") + " " + field);
  return after_change(desk, visit, field, "document.undone", "undone", last->before.value_or(""));
}

http::Response set_document_reviewed(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  const bool yes = visit.form("reviewed") == "1";
  if (desk.options().reviewers > 1) {
    // As with a value: one person's word does not settle it.
    constexpr const char* kWhole = "reviewed";
    if (yes)
      desk.reviews().say({visit.part("key"), kWhole, "1", "1", visit.session.name, ""});
    else
      desk.reviews().take_back(visit.part("key"), kWhole, visit.session.name);
    std::vector<access::Verdict> given;
    const auto all = desk.reviews().all();
    const auto [begin, end] = all.equal_range(access::value_key(visit.part("key"), kWhole));
    for (auto it = begin; it != end; ++it) given.push_back(it->second);
    if (yes && !access::settled(given, "1", desk.options().reviewers)) {
      desk.note(visit, "reviewed", visit.part("key"), "1");
      return http::redirect("/documents/" + visit.part("key"));
    }
  }
  desk.archive().set_reviewed(visit.part("key"), visit.form("reviewed") == "1" ? store::Reviewed::kYes : store::Reviewed::kNo, visit.session.name);
  desk.note(visit, "reviewed", visit.part("key"), visit.form("reviewed"));
  return http::redirect("/documents/" + visit.part("key"));
}

http::Response source_file(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  if (!desk.pictures().unchanged(whole->stored.file, whole->stored.sha256)) return desk.refusal(visit, 404, "error.no_file");
  auto file = std::make_shared<base::Descriptor>(::open(whole->stored.file.c_str(), O_RDONLY | O_CLOEXEC));
  http::Response response;
  // Never shown by the browser itself: a hostile file must not run as a page of this site.
  response.type = "application/octet-stream";
  response.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encode(base_name(whole->stored.file)));
  response.stream = [file](const http::Write& write) {
    std::string piece(65536, '\0');
    for (ssize_t n; (n = ::read(file->get(), piece.data(), piece.size())) > 0;)
      if (!write(std::string_view(piece.data(), static_cast<std::size_t>(n)))) return;
  };
  return response;
}

}  // namespace banthuek::serve::pages
