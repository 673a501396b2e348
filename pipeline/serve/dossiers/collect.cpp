// Into a dossier, from any page: one click where the visitor has one in work.
#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/dossiers/dossier_pages.h"
#include "pipeline/serve/dossiers/subject_view.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::dossiers {
namespace {

std::string address_of_choice(const site::RequestContext& visit) {
  http::Pairs asked;
  for (const auto& [name, value] : visit.request.form)
    if (name == "what") asked.emplace_back(name, value);
  return "/collect?" + http::join_query(asked);
}

}  // namespace

http::Response collect_page(site::Site& desk, const site::RequestContext& visit) {
  const std::vector<Named> named = named_in(visit.request.query);
  Subjects subjects(desk, visit);
  view::Json items = view::Json::array(), what = view::Json::array(), rows = view::Json::array();
  for (const Named& one : named)
    for (const casework::Subject& subject : one.subjects) {
      view::Json item = subjects.view(subject, "");
      item["why"] = one.why;
      items.push_back(std::move(item));
    }
  for (const auto& [name, value] : visit.request.query)
    if (name == "what") what.push_back(value);
  for (const casework::Dossier& dossier : casework::dossiers(desk.archive().read()->db()))
    if (dossier.state != casework::State::kClosed)
      rows.push_back({{"key", dossier.key}, {"title", dossier.title}, {"count", view::thousands(static_cast<long>(dossier.items.size()))}});
  return desk.page(visit, "collect", {{"items", items}, {"what", what}, {"rows", rows}, {"rows_shown", !rows.empty()}}, "dossier.collect_title");
}

http::Response collect(site::Site& desk, const site::RequestContext& visit) {
  const std::vector<Named> named = named_in(visit.request.form);
  const std::string title = visit.form("title"), who = visit.session.name;
  std::string key = visit.form("dossier");
  if (key.empty() && text::squeeze(title).empty()) {
    key = http::value_or(visit.request.cookies, "dossier", "");
    const auto current = key.empty() ? std::nullopt : casework::dossier(desk.archive().read()->db(), key);
    if (!current || current->state == casework::State::kClosed) {
      const std::string choice = address_of_choice(visit);
      if (visit.wants_json()) return http::json_answer(view::Json{{"choose", visit.request.prefix + choice}}.dump(), 409);
      return http::redirect(choice);
    }
  }
  int count = 0;
  desk.archive().write(who, [&](store::Store& store) {
    if (key.empty()) key = casework::open_dossier(store, who, title);
    for (const Named& one : named) count += casework::collect(store, who, key, one.subjects, one.why);
  });
  const auto dossier = casework::dossier(desk.archive().read()->db(), key);
  desk.note(visit, "collected", key, std::to_string(count));
  const std::string cookie = "dossier=" + key + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000";
  http::Response response = http::redirect("/dossiers/" + key + "?said=1");
  if (visit.wants_json()) {
    const char* const said = count > 0 ? "dossier.collected" : "dossier.collected_before";
    const view::Json body = {{"said", desk.pages().text(said, visit.language, {{"title", dossier->title}, {"count", count}})},
                             {"href", visit.request.prefix + "/dossiers/" + key},
                             {"open", desk.pages().text("dossier.open_it", visit.language)}};
    response = http::json_answer(body.dump(-1, ' ', false, view::Json::error_handler_t::replace));
  }
  response.headers.emplace_back("Set-Cookie", cookie);
  return response;
}

}  // namespace banthuek::serve::dossiers
