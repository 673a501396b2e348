#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/access/tokens.h"
#include "pipeline/serve/admin/admin_pages.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"

namespace banthuek::serve::admin {
namespace {

struct OwnSaid {
  std::string wrong, token, done;
};

http::Response own_page(site::Site& desk, const site::RequestContext& visit, const OwnSaid& said, int status = 200) {
  const view::Pages& pages = desk.pages();
  const auto standing = desk.accounts().standing(visit.session.name);
  view::Json tokens = view::Json::array(), roles = view::Json::array();
  for (const access::Token& token : desk.tokens().all(visit.session.name))
    tokens.push_back({{"id", token.id},
                      {"name", token.name},
                      {"role", pages.text(std::string("accounts.") + name_of(token.role), visit.language)},
                      {"used", token.used.empty() ? pages.text("accounts.never", visit.language) : view::shown_time(token.used, visit.language)},
                      {"until", view::shown_time(token.until, visit.language)},
                      {"csrf", desk.csrf(visit)}});
  for (const char* role : {"reader", "editor"})
    if (standing && access::role_named(role) <= standing->role)
      roles.push_back({{"value", role}, {"label", pages.text(std::string("accounts.") + role, visit.language)}});
  const bool one_time = standing && standing->one_time;
  view::Json view = {{"name", visit.session.name},
                     {"has_account", standing.has_value()},
                     {"one_time", one_time},
                     {"may_have_tokens", standing.has_value() && !one_time},
                     {"tokens", tokens},
                     {"tokens_shown", !tokens.empty()},
                     {"roles", roles},
                     {"wrong", said.wrong.empty() ? view::Json(nullptr) : view::Json(said.wrong)},
                     {"token", said.token.empty() ? view::Json(nullptr) : view::Json(said.token)},
                     {"done", said.done.empty() ? view::Json(nullptr) : view::Json(said.done)}};
  return desk.page(visit, "account", std::move(view), "accounts.own", status);
}

}  // namespace

http::Response own_account_page(site::Site& desk, const site::RequestContext& visit) {
  if (visit.session.name.empty()) return http::redirect("/sign-in?next=%2Faccount");
  return own_page(desk, visit, {"", "", visit.query("done") == "1" ? desk.pages().text("accounts.password_changed", visit.language) : ""});
}

http::Response change_own_account(site::Site& desk, const site::RequestContext& visit) {
  const std::string act = visit.form("act"), name = visit.session.name;
  if (name.empty()) return desk.refusal(visit, 401, "error.sign_in");
  const auto standing = desk.accounts().standing(name);
  const auto wrong = [&](std::string what, int status) { return own_page(desk, visit, {std::move(what), "", ""}, status); };
  if (!standing) return wrong(desk.pages().text("accounts.no_account", visit.language), 400);
  try {
    if (act == "password") {
      const std::string now = visit.form("now"), after = visit.form("after");
      if (!desk.sign_in_limit().take("own password " + name, std::chrono::steady_clock::now()))
        return wrong(desk.pages().text("signin.too_often", visit.language), 429);
      if (now.size() > 1024 || !desk.accounts().sign_in(name, now)) {
        desk.note(visit, "sign-in failed", name);
        return wrong(desk.pages().text("accounts.wrong_password", visit.language), 400);
      }
      if (after != visit.form("again")) return wrong(desk.pages().text("accounts.not_the_same", visit.language), 400);
      if (after == now) return wrong(desk.pages().text("accounts.same_as_before", visit.language), 400);
      desk.accounts().set_password(name, after);
      desk.note(visit, "password set", name);
      // All sessions rest on the old password; this person goes on with a new one.
      desk.sessions().end_all_of(name);
      const auto fresh = desk.accounts().standing(name);
      http::Response response = http::redirect(standing->one_time ? "/" : "/account?done=1");
      const std::string token = desk.sessions().begin(name, fresh->role, std::chrono::steady_clock::now(), fresh->credential);
      response.headers.emplace_back("Set-Cookie", std::string(visit.request.secure ? "__Host-banthuek=" : "banthuek=") + token +
                                                      "; Path=/; HttpOnly; SameSite=Lax" + (visit.request.secure ? "; Secure" : ""));
      return response;
    }
    if (standing->one_time) return desk.refusal(visit, 403, "error.role");
    if (act == "token") {
      const auto role = access::role_named(visit.form("role"));
      if (!role || *role > standing->role) throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
      const std::string token = desk.tokens().make(name, visit.form("title"), *role, std::atoi(visit.form("days").substr(0, 5).c_str()));
      desk.note(visit, "token made", visit.form("title").substr(0, 200), visit.form("role"));
      return own_page(desk, visit, {"", token, ""});
    }
    if (act == "sign_out") {
      desk.sessions().end_all_of(name);
      desk.note(visit, "signed out everywhere", name);
      return http::redirect("/sign-in");
    }
    if (act == "revoke") {
      if (desk.tokens().revoke(std::strtoll(visit.form("id").substr(0, 18).c_str(), nullptr, 10), name))
        desk.note(visit, "token revoked", visit.form("id"));
      return http::redirect("/account");
    }
    throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
  } catch (const Error& e) {
    if (e.kind != ErrorKind::kUsage) throw;
    return wrong(view::shown_message(desk.pages(), e.message, visit.language), 400);
  }
}

}  // namespace banthuek::serve::admin
