#include <algorithm>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/reviews.h"
#include "pipeline/serve/access/secrets.h"
#include "pipeline/serve/bulk/bulk_pages.h"
#include "pipeline/serve/dossiers/dossier_pages.h"
#include "pipeline/serve/dossiers/subject_view.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::bulk {
namespace {

constexpr std::size_t kAtOnce = 24;

struct Item {
  std::string document, field, value;
};

// "KEY/FIELD|VALUE"
std::vector<Item> items_of(const http::Pairs& form) {
  std::vector<Item> out;
  for (const auto& [name, text] : form) {
    if (name != "item") continue;
    const std::size_t slash = text.find('/'), bar = text.find('|');
    if (slash == std::string::npos || bar == std::string::npos || bar < slash)
      throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
    out.push_back({text.substr(0, slash), text.substr(slash + 1, bar - slash - 1), text.substr(bar + 1)});
  }
  if (out.empty()) throw Error(ErrorKind::kUsage, "casework", "nothing was chosen; choose at least one");
  return out;
}

}  // namespace

http::Response act_on_many(site::Site& desk, const site::RequestContext& visit) {
  const std::string act = visit.form("act"), who = visit.session.name;
  if (act == "collect") return dossiers::collect(desk, visit);
  if (act != "tag" && act != "untag") throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
  const std::vector<dossiers::Named> named = dossiers::named_in(visit.request.form);
  int count = 0;
  desk.archive().write(who, [&](store::Store& store) {
    database::Transaction all_at_once(store.db(), database::Transaction::Kind::kWrite);
    for (const dossiers::Named& one : named)
      count += casework::tag(store, who, one.subjects, visit.form("text"), act == "tag" ? casework::Tagging::kPut : casework::Tagging::kTakeOff);
    all_at_once.commit();
  });
  desk.note(visit, act == "tag" ? "tagged" : "untagged", visit.form("text").substr(0, 200), std::to_string(count));
  return http::redirect("/tags?tag=" + http::percent_encode(visit.form("text")));
}

http::Response review_many_page(site::Site& desk, const site::RequestContext& visit) {
  const view::Pages& pages = desk.pages();
  const auto verdicts = desk.reviews().all();
  view::Json items = view::Json::array(), undo = view::Json::array();
  for (const site::Doubtful& value : desk.archive().doubtful()) {
    if (items.size() == kAtOnce) break;
    const auto [begin, end] = verdicts.equal_range(access::value_key(value.document, value.field));
    std::vector<access::Verdict> given;
    bool mine = false;
    for (auto it = begin; it != end; ++it) {
      given.push_back(it->second);
      mine = mine || (it->second.who == visit.session.name && it->second.seen == value.value);
    }
    // Without a picture there is nothing to look at; a long text is no matter of one glance.
    if (mine || access::settled(given, value.value, desk.options().reviewers) || value.place.page <= 0 || value.value.size() > 300) continue;
    items.push_back({{"item", value.document + "/" + value.field + "|" + value.value},
                     {"label", view::label_of(pages, value.field, visit.language)},
                     {"shown", view::shown_value(pages, value.field, value.value, visit.language)},
                     {"office", value.office},
                     {"percent", view::percent(value.confidence)},
                     {"sureness", view::sureness(value.confidence)},
                     {"href", "/documents/" + value.document + "#v-" + view::anchor_of(value.field)},
                     {"cut", "/documents/" + value.document + "/cut?field=" + http::percent_encode(value.field) + "&shown=" + desk.shown_token() +
                                 "&for=" + access::plain_hash(visit.session.name).substr(0, 8)},
                     {"cut_alt", pages.text("review.cut_alt", visit.language, {{"page", value.place.page}})}});
  }
  for (const auto& [name, text] : visit.request.query)
    if (name == "item" && undo.size() < kAtOnce) undo.push_back(text);
  view::Json view = {{"items", items}, {"none", items.empty()}, {"undo", undo}, {"undo_shown", !undo.empty()}};
  view["said"] = undo.empty() ? view::Json(nullptr) : view::Json(pages.text("many.accepted", visit.language, {{"count", undo.size()}}));
  return desk.page(visit, "review_many", std::move(view), "many.title");
}

http::Response accept_many(site::Site& desk, const site::RequestContext& visit) {
  const std::string act = visit.form("act"), who = visit.session.name;
  if (act != "accept" && act != "undo") throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
  http::Pairs done;
  for (const Item& item : items_of(visit.request.form)) {
    if (act == "undo") {
      desk.reviews().take_back(item.document, item.field, who);
      desk.note(visit, "review undone", item.document + " " + item.field);
      continue;
    }
    // As one by one: of what stands there now, and only after its picture was shown to them.
    auto whole = desk.archive().document(item.document);
    if (!whole) continue;
    const MaybeField now = store::value_at(whole->stored.document, item.field);
    if (!now || now->value != item.value || !desk.was_shown(visit, item.document, item.field, item.value)) continue;
    if (!desk.reviews().say({item.document, item.field, item.value, item.value, who, ""})) continue;
    desk.note(visit, "accepted", item.document + " " + item.field);
    done.emplace_back("item", item.document + "/" + item.field + "|" + item.value);
  }
  return http::redirect("/review/many" + (done.empty() ? "" : "?" + http::join_query(done)));
}

}  // namespace banthuek::serve::bulk
