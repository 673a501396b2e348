// The review queue: the most doubtful and weighty value first, one keystroke to accept, correction beside its picture.
#include <fmt/core.h>

#include <algorithm>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/reviews.h"
#include "pipeline/serve/access/secrets.h"
#include "pipeline/serve/pages/iiif.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"
#include "pipeline/store/correct.h"

namespace banthuek::serve::pages {
namespace {

struct Queue {
  std::vector<site::Doubtful> open;
  long looked_at = 0;
  site::Json disagreements = site::Json::array();
};

Queue queue_of(site::Site& desk, const site::RequestContext& visit) {
  Queue out;
  const auto verdicts = desk.reviews().all();
  const int people = desk.options().reviewers;
  for (site::Doubtful& value : desk.archive().doubtful()) {
    const auto [begin, end] = verdicts.equal_range(access::value_key(value.document, value.field));
    std::vector<access::Verdict> given;
    bool mine = false;
    for (auto it = begin; it != end; ++it) {
      given.push_back(it->second);
      mine = mine || (it->second.who == visit.session.name && (it->second.seen == value.value || it->second.value == value.value));
    }
    // What one person corrected is settled where one is enough.
    if (value.by_person && people < 2) continue;
    if (access::settled(given, value.value, people) || mine) continue;
    out.open.push_back(std::move(value));
  }
  std::string last;
  std::map<std::string, std::map<std::string, std::string>> opinions;  // key -> who -> value
  for (const auto& [key, verdict] : verdicts) opinions[key][verdict.who] = verdict.value;
  for (const auto& [key, by] : opinions) {
    const std::string& first = by.begin()->second;
    const bool differ = std::any_of(by.begin(), by.end(), [&](const auto& o) { return o.second != first; });
    if (!differ) continue;
    const auto space = key.find(' ');
    const std::string named = key.substr(space + 1);
    if (!field_info(Document{}, named) && !named.starts_with("records/")) continue;  // no field: of before such verdicts were refused
    site::Json given = site::Json::array();
    for (const auto& [who, value] : by)
      given.push_back({{"who", who}, {"value", view::shown_value(desk.pages(), key.substr(space + 1), value, visit.language)}});
    out.disagreements.push_back({{"href", "/documents/" + key.substr(0, space) + "#v-" + view::anchor_of(key.substr(space + 1))},
                                 {"label", view::label_of(desk.pages(), key.substr(space + 1), visit.language)},
                                 {"opinions", given}});
  }
  out.looked_at = desk.reviews().count();
  return out;
}

// The address of its picture is of the person too: one that the browser kept from another's session was not shown to this one.
site::Json item_view(site::Site& desk, const site::RequestContext& visit, const site::Doubtful& value) {
  const view::Language language = visit.language;
  return {{"document_key", value.document},
          {"field", value.field},
          {"label", value.label_th.empty()              ? view::label_of(desk.pages(), value.field, language)
                    : language == view::Language::kThai ? value.label_th
                                                        : value.label_en},
          {"value", value.value},
          {"shown", view::shown_value(desk.pages(), value.kind, value.value, language)},
          {"raw", text::squeeze(value.raw) != text::squeeze(value.value) ? site::Json(value.raw) : site::Json(nullptr)},
          {"office", value.office},
          {"reason", !value.code.empty() ? view::shown_finding(desk.pages(), value.code, value.reason, language)
                                         : desk.pages().text("review.low_confidence", language, {{"percent", view::percent(value.confidence)}})},
          {"page", value.place.page > 0 ? site::Json(value.place.page) : site::Json(nullptr)},
          {"cut", fmt::format("/documents/{}/cut?field={}&shown={}&for={}", value.document, http::percent_encode(value.field), desk.shown_token(),
                              access::plain_hash(visit.session.name).substr(0, 8))},
          {"cut_alt", desk.pages().text("review.cut_alt", language, {{"page", value.place.page}})},
          {"href", "/documents/" + value.document + "#v-" + view::anchor_of(value.field)},
          {"long", value.value.size() > 120},
          {"typed", value.value},
          {"typed_why", ""},
          {"wrong", nullptr},
          {"sureness", view::sureness(value.confidence)},
          {"percent", view::percent(value.confidence)}};
}

// Where in its cut-out picture the value stands.
site::Json frame_view(site::Site& desk, const site::Doubtful& value) {
  const auto whole = desk.archive().document(value.document);
  if (!whole) return nullptr;
  for (const site::PageRow& page : whole->pages) {
    if (page.number != value.place.page) continue;
    const Box region = around(value.place, page.width, page.height), &box = value.place.box;
    return {{"width", region.w}, {"height", region.h}, {"x", box.x - region.x}, {"y", box.y - region.y}, {"w", box.w}, {"h", box.h}};
  }
  return nullptr;
}

}  // namespace

namespace {

// What was typed and cannot be saved, beside the value it was meant for.
struct Typed {
  std::string document, field, after, why, wrong;
};

http::Response shown(site::Site& desk, const site::RequestContext& visit, std::size_t skip, const Typed& typed, int status) {
  const Queue queue = queue_of(desk, visit);
  site::Json view = {{"done_count", view::thousands(queue.looked_at)},
                     {"all_count", view::thousands(queue.looked_at + static_cast<long>(queue.open.size()))},
                     {"done", queue.looked_at},
                     {"all", queue.looked_at + static_cast<long>(queue.open.size())},
                     {"disagreements", queue.disagreements},
                     {"disagreements_shown", !queue.disagreements.empty()},
                     {"double", desk.options().reviewers > 1},
                     {"empty", queue.open.empty()}};
  const site::Json certain = desk.archive().kept("certain_values", [](store::Store& store) -> site::Json {
    const store::CertainValues values = store::certain_values(store.db());
    return {{"looked_at", values.looked_at}, {"changed", values.changed}};
  });
  view["certain_shown"] = certain["looked_at"] > 0;
  view["certain"] = desk.pages().text(
      "review.certain", visit.language,
      {{"changed", view::thousands(certain["changed"].get<long>())}, {"looked_at", view::thousands(certain["looked_at"].get<long>())}});
  if (!queue.open.empty()) {
    skip = std::min(skip, queue.open.size() - 1);
    for (std::size_t i = 0; i < queue.open.size() && !typed.wrong.empty(); ++i)
      if (queue.open[i].document == typed.document && queue.open[i].field == typed.field) skip = i;
    view["item"] = item_view(desk, visit, queue.open[skip]);
    view["item"]["frame"] = frame_view(desk, queue.open[skip]);
    if (!typed.wrong.empty()) {
      view["item"]["wrong"] = typed.wrong;
      if (queue.open[skip].document == typed.document && queue.open[skip].field == typed.field) {
        view["item"]["typed"] = typed.after;
        view["item"]["typed_why"] = typed.why;
      }
    }
    view["skip"] = skip;
    view["skip_next"] = fmt::format("/review?skip={}", skip + 1);
    site::Json next = site::Json::array();
    for (std::size_t i = skip + 1; i < std::min(queue.open.size(), skip + 8); ++i) next.push_back(item_view(desk, visit, queue.open[i]));
    view["next"] = next;
    view["next_shown"] = !next.empty();
  }
  if (const std::string undo = visit.query("undo"); !undo.empty()) {
    view["undo_document"] = visit.query("undo");
    view["undo_field"] = visit.query("field");
  }
  return desk.page(visit, "review", std::move(view), "review.title", status);
}

std::size_t skipped(const std::string& text) {
  return text.empty() || text.size() > 5 ? 0 : static_cast<std::size_t>(std::max(0, std::atoi(text.c_str())));
}

}  // namespace

http::Response review_page(site::Site& desk, const site::RequestContext& visit) { return shown(desk, visit, skipped(visit.query("skip")), {}, 200); }

http::Response review_verdict(site::Site& desk, const site::RequestContext& visit) {
  const std::string document = visit.form("document"), field = visit.form("field"), seen = visit.form("before"), what = visit.form("what");
  const std::string back = "/review?skip=" + (visit.form("skip").size() < 6 ? http::percent_encode(visit.form("skip")) : "0");
  if (what == "undo") {
    const auto whole = desk.archive().document(document);
    if (!whole) return desk.refusal(visit, 404, "error.no_document");
    desk.reviews().take_back(document, field, visit.session.name);
    const auto last =
        std::find_if(whole->corrections.rbegin(), whole->corrections.rend(), [&](const store::Correction& c) { return c.field == field; });
    if (last != whole->corrections.rend() && last->who == visit.session.name)
      desk.archive().correct(document, field, last->after.value_or(""), last->before, visit.session.name,
                             desk.pages().text("why.undo", view::Language::kThai));
    desk.note(visit, "review undone", document + " " + field);
    return http::redirect(back);
  }
  const std::string value = what == "accept" ? seen : text::to_internal(visit.form("after"));
  if (what != "accept" && what != "correct") throw Error(ErrorKind::kUsage, "", "send what=accept, correct or undo");
  if (value != seen) {
    const std::string why = visit.form("why").empty() ? desk.pages().text("why.review", view::Language::kThai) : visit.form("why");
    const Typed typed{document, field, visit.form("after"), visit.form("why"), ""};
    const auto again = [&](std::string wrong, int status) {
      Typed kept = typed;
      kept.wrong = std::move(wrong);
      return shown(desk, visit, skipped(visit.form("skip")), kept, status);
    };
    try {
      const auto set = desk.archive().correct(document, field, seen, value.empty() ? std::nullopt : std::optional(value), visit.session.name, why);
      if (set == site::StorePool::Set::kStale) return again(desk.pages().text("document.stale", visit.language), 409);
    } catch (const Error& e) {
      if (e.kind != ErrorKind::kUsage) throw;
      return again(view::shown_message(desk.pages(), e.message, visit.language), 400);
    }
    desk.note(visit, "corrected", document + " " + field, why);
    desk.reviews().say({document, field, seen, value, visit.session.name, ""});
  } else {
    // Once for each person and value, of what stands there now, and only after its picture was shown to them.
    auto whole = desk.archive().document(document);
    if (!whole) return desk.refusal(visit, 404, "error.no_document");
    const MaybeField now = store::value_at(whole->stored.document, field);
    if (!now) return desk.refusal(visit, 404, "error.no_document");
    if (now->value != seen)
      return shown(desk, visit, skipped(visit.form("skip")), {document, field, seen, "", desk.pages().text("document.stale", visit.language)}, 409);
    if (!now->places.empty() && !desk.was_shown(visit, document, field, seen)) return desk.refusal(visit, 409, "error.not_shown");
    if (desk.reviews().say({document, field, seen, value, visit.session.name, ""})) desk.note(visit, "accepted", document + " " + field);
  }
  return http::redirect(fmt::format("{}&undo={}&field={}", back, http::percent_encode(document), http::percent_encode(field)));
}

}  // namespace banthuek::serve::pages
