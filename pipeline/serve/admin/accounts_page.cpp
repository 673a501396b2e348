#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/access/tokens.h"
#include "pipeline/serve/admin/admin_pages.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"

namespace banthuek::serve::admin {
namespace {

struct Said {
  std::string name, password;  // told once
  std::string wrong;
};

view::Json roles(const view::Pages& pages, std::string_view chosen, view::Language language) {
  view::Json out = view::Json::array();
  for (const char* role : {"reader", "editor", "admin"})
    out.push_back({{"value", role}, {"label", pages.text(std::string("accounts.") + role, language)}, {"selected", chosen == role}});
  return out;
}

http::Response shown(site::Site& desk, const site::RequestContext& visit, const Said& said, int status = 200) {
  const view::Pages& pages = desk.pages();
  view::Json accounts = view::Json::array(), tokens = view::Json::array();
  for (const access::Account& account : desk.accounts().all())
    accounts.push_back({{"name", account.name},
                        {"display", account.display},
                        {"role", pages.text(std::string("accounts.") + name_of(account.role), visit.language)},
                        {"roles", roles(pages, name_of(account.role), visit.language)},
                        {"since", view::shown_time(account.since, visit.language)},
                        {"disabled", account.disabled},
                        {"one_time", account.one_time && !account.disabled},
                        {"own", account.name == visit.session.name},
                        {"csrf", desk.csrf(visit)}});
  for (const access::Token& token : desk.tokens().all(""))
    tokens.push_back({{"id", token.id},
                      {"name", token.name},
                      {"owner", token.owner},
                      {"role", pages.text(std::string("accounts.") + name_of(token.role), visit.language)},
                      {"used", token.used.empty() ? pages.text("accounts.never", visit.language) : view::shown_time(token.used, visit.language)},
                      {"until", view::shown_time(token.until, visit.language)},
                      {"csrf", desk.csrf(visit)}});
  view::Json view = {{"accounts", accounts},
                     {"tokens", tokens},
                     {"tokens_shown", !tokens.empty()},
                     {"new_roles", roles(pages, "reader", visit.language)},
                     {"typed_name", said.wrong.empty() ? "" : visit.form("name")},
                     {"typed_display", said.wrong.empty() ? "" : visit.form("display")},
                     {"wrong", said.wrong.empty() ? view::Json(nullptr) : view::Json(said.wrong)},
                     {"password", said.password.empty() ? view::Json(nullptr) : view::Json(said.password)},
                     {"for_whom", said.name}};
  return desk.page(visit, "accounts", std::move(view), "accounts.title", status);
}

}  // namespace

http::Response accounts_page(site::Site& desk, const site::RequestContext& visit) { return shown(desk, visit, {}); }

http::Response change_accounts(site::Site& desk, const site::RequestContext& visit) {
  access::Accounts& accounts = desk.accounts();
  const std::string act = visit.form("act"), name = visit.form("name");
  try {
    // Nobody takes the right to administer from themselves: else there might be no administrator left.
    if (name == visit.session.name && (act == "role" || act == "disable" || act == "remove"))
      throw Error(ErrorKind::kUsage, "user " + name, "is your own account; ask another administrator");
    if (act == "invite") {
      const auto role = access::role_named(visit.form("role"));
      if (!role) throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
      const std::string password = accounts.invite(name, *role, visit.form("display"));
      desk.note(visit, "account made", name, visit.form("role"));
      return shown(desk, visit, {name, password, ""});
    }
    if (act == "reset") {
      const std::string password = accounts.reset(name);
      desk.sessions().end_all_of(name);
      desk.note(visit, "password set", name);
      return shown(desk, visit, {name, password, ""});
    }
    if (act == "role") {
      const auto role = access::role_named(visit.form("role"));
      if (!role) throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
      accounts.set_role(name, *role);
      desk.note(visit, "role set", name, visit.form("role"));
    } else if (act == "display") {
      accounts.set_display(name, visit.form("display"));
      desk.note(visit, "name set", name);
    } else if (act == "disable" || act == "enable") {
      accounts.set_disabled(name, act == "disable");
      if (act == "disable") desk.sessions().end_all_of(name);
      desk.note(visit, act == "disable" ? "account disabled" : "account enabled", name);
    } else if (act == "remove") {
      accounts.remove(name);
      desk.sessions().end_all_of(name);
      desk.note(visit, "account removed", name);
    } else if (act == "revoke") {
      if (desk.tokens().revoke(std::strtoll(visit.form("id").substr(0, 18).c_str(), nullptr, 10), ""))
        desk.note(visit, "token revoked", visit.form("id"));
    } else {
      throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
    }
  } catch (const Error& e) {
    if (e.kind != ErrorKind::kUsage) throw;
    return shown(desk, visit, {"", "", view::shown_message(desk.pages(), e.message, visit.language)}, 400);
  }
  return http::redirect("/accounts");
}

}  // namespace banthuek::serve::admin
