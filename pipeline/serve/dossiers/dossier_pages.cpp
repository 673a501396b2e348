#include "pipeline/serve/dossiers/dossier_pages.h"

#include <set>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/dossiers/subject_view.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::dossiers {
namespace {

using casework::Dossier;
using casework::State;

view::Json row_of(const view::Pages& pages, const Dossier& dossier, view::Language language) {
  return {{"href", "/dossiers/" + dossier.key},
          {"title", dossier.title},
          {"state", name_of(dossier.state)},
          {"state_label", pages.text(std::string("dossier.state_") + name_of(dossier.state), language)},
          {"assignee", dossier.assignee},
          {"count", view::thousands(static_cast<long>(dossier.items.size()))},
          {"changed", view::shown_time(dossier.changed_at, language)}};
}

view::Json acts_of(site::Site& desk, const site::RequestContext& visit, const Dossier& dossier, Subjects& subjects) {
  view::Json out = view::Json::array();
  for (auto act = dossier.acts.rbegin(); act != dossier.acts.rend(); ++act) {
    std::string what = act->text;
    if (act->action == "state") what = desk.pages().text("dossier.state_" + act->text, visit.language);
    std::string about = act->subject ? subjects.label(act->subject->field) : "";
    out.push_back({{"at", view::shown_time(act->at, visit.language)},
                   {"who", act->who},
                   {"action", desk.pages().text("dossier.act_" + act->action, visit.language)},
                   {"about", about},
                   {"href", act->subject ? view::Json("/documents/" + act->subject->document) : view::Json(nullptr)},
                   {"text", view::begin_of(what, 300)}});
  }
  return out;
}

}  // namespace

http::Response dossier_list_page(site::Site& desk, const site::RequestContext& visit) {
  const view::Pages& pages = desk.pages();
  const std::string wanted = visit.query("state"), mine = visit.query("mine");
  const auto state = casework::state_named(wanted);
  view::Json rows = view::Json::array();
  std::map<std::string, long> counts;
  for (const Dossier& dossier : casework::dossiers(desk.archive().read()->db())) {
    const bool own = dossier.assignee == visit.session.name;
    ++counts[name_of(dossier.state)];
    ++counts[""];
    if (own && dossier.state != State::kClosed) ++counts["mine"];
    if ((state && dossier.state != *state) || (mine == "1" && (!own || dossier.state == State::kClosed))) continue;
    rows.push_back(row_of(pages, dossier, visit.language));
  }
  view::Json tabs = view::Json::array();
  const auto tab = [&](const std::string& key, const std::string& count, const std::string& href, bool selected) {
    tabs.push_back({{"label", pages.text(key, visit.language)}, {"count", view::thousands(counts[count])}, {"href", href}, {"selected", selected}});
  };
  tab("dossier.all", "", "/dossiers", !state && mine != "1");
  tab("dossier.mine", "mine", "/dossiers?mine=1", mine == "1");
  for (const State one : {State::kOpen, State::kInWork, State::kClosed})
    tab(std::string("dossier.state_") + name_of(one), name_of(one), std::string("/dossiers?state=") + name_of(one), state == one);
  view::Json marks = view::Json::array();
  for (const auto& [word, count] : casework::tags(desk.archive().read()->db()))
    marks.push_back({{"word", word}, {"count", view::thousands(count)}, {"href", "/tags?tag=" + http::percent_encode(word)}});
  return desk.page(visit, "dossiers", {{"rows", rows}, {"none", rows.empty()}, {"tabs", tabs}, {"tags", marks}, {"tags_shown", !marks.empty()}},
                   "dossier.list_title");
}

http::Response open_dossier(site::Site& desk, const site::RequestContext& visit) {
  std::string key;
  desk.archive().write(visit.session.name,
                       [&](store::Store& store) { key = casework::open_dossier(store, visit.session.name, visit.form("title")); });
  desk.note(visit, "dossier opened", key);
  http::Response response = http::redirect("/dossiers/" + key);
  response.headers.emplace_back("Set-Cookie", "dossier=" + key + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000");
  return response;
}

http::Response dossier_page(site::Site& desk, const site::RequestContext& visit) {
  const auto dossier = casework::dossier(desk.archive().read()->db(), visit.part("dossier"));
  if (!dossier) return desk.refusal(visit, 404, "error.no_dossier");
  const view::Pages& pages = desk.pages();
  Subjects subjects(desk, visit);
  view::Json items = view::Json::array();
  int number = 0;
  for (const casework::Remark& item : dossier->items) {
    view::Json one = subjects.view(item.subject, item.seen);
    one["number"] = ++number;
    one["why"] = item.text;
    one["who"] = item.who;
    one["at"] = view::shown_time(item.at, visit.language);
    one["leave"] = casework::text_of(item.subject) + (item.subject.document.empty() ? "|" + item.text : "");
    one["remark_shown"] = !item.text.empty();
    items.push_back(std::move(one));
  }
  view::Json states = view::Json::array(), people = view::Json::array(), notes = view::Json::array();
  for (const State state : {State::kOpen, State::kInWork, State::kClosed})
    states.push_back({{"value", name_of(state)},
                      {"label", pages.text(std::string("dossier.state_") + name_of(state), visit.language)},
                      {"selected", state == dossier->state}});
  std::set<std::string> names = {visit.session.name};
  for (const access::Account& account : desk.accounts().all()) names.insert(account.name);
  if (!dossier->assignee.empty()) names.insert(dossier->assignee);
  for (const std::string& name : names) people.push_back({{"name", name}, {"selected", name == dossier->assignee}});
  for (const casework::Remark& note : dossier->notes)
    notes.push_back({{"at", view::shown_time(note.at, visit.language)}, {"who", note.who}, {"text", note.text}});
  view::Json view = row_of(pages, *dossier, visit.language);
  view["dossier"] = dossier->key;
  view["heading"] = dossier->title;
  view["opened"] =
      pages.text("dossier.opened", visit.language, {{"who", dossier->opened_by}, {"at", view::shown_time(dossier->opened_at, visit.language)}});
  view["items"] = items;
  view["items_shown"] = !items.empty();
  view["states"] = states;
  view["people"] = people;
  view["notes"] = notes;
  view["notes_shown"] = !notes.empty();
  view["acts"] = acts_of(desk, visit, *dossier, subjects);
  view["said"] = visit.query("said") == "1" ? view::Json(pages.text("dossier.saved", visit.language)) : view::Json(nullptr);
  return desk.page(visit, "dossier", std::move(view), dossier->title + " ");
}

http::Response change_dossier(site::Site& desk, const site::RequestContext& visit) {
  const std::string key = visit.part("dossier"), act = visit.form("act"), who = visit.session.name;
  if (!casework::dossier(desk.archive().read()->db(), key)) return desk.refusal(visit, 404, "error.no_dossier");
  desk.archive().write(who, [&](store::Store& store) {
    if (act == "state") {
      const auto state = casework::state_named(visit.form("state"));
      if (!state) throw Error(ErrorKind::kUsage, "state", "is no act of this form; load the page again");
      casework::set_state(store, who, key, *state);
    } else if (act == "assign") {
      casework::assign(store, who, key, visit.form("account"));
    } else if (act == "rename") {
      casework::rename(store, who, key, visit.form("title"));
    } else if (act == "note") {
      casework::note_dossier(store, who, key, visit.form("text"));
    } else if (act == "leave") {
      for (const Named& named : named_in(visit.request.form)) casework::leave_out(store, who, key, named.subjects, named.why);
    } else {
      throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
    }
  });
  desk.note(visit, "dossier changed", key, act);
  return http::redirect("/dossiers/" + key + "?said=1");
}

}  // namespace banthuek::serve::dossiers
