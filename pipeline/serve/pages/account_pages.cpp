#include <nlohmann/json.hpp>

#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

// Only a path of this site: "//elsewhere" and "https:..." would lead away.
std::string safe_next(const std::string& next) {
  const bool own = !next.empty() && next.front() == '/' && next.substr(0, 2) != "//" && next.find('\\') == std::string::npos &&
                   next.find_first_of("\r\n") == std::string::npos && http::safe_path(next);
  return own ? next : "/";
}

// What the log keeps in words of its own, in those of the page.
std::string shown_action(const view::Pages& pages, const std::string& action, view::Language language) {
  std::string key = "action." + action;
  for (char& c : key)
    if (c == ' ' || c == '-') c = '_';
  return pages.has(key) ? pages.text(key, language) : action;
}

std::string shown_detail(const view::Pages& pages, const access::AuditRow& row, view::Language language) {
  if (row.action == "reviewed") return pages.text(row.detail == "1" ? "document.reviewed" : "document.not_reviewed", language);
  if (row.action == "uploaded") return view::size_text(std::strtoull(row.detail.c_str(), nullptr, 10));
  if (access::role_named(row.detail)) return pages.text("accounts." + row.detail, language);
  return view::shown_why(pages, row.detail, language);
}

http::Response form(site::Site& desk, const site::RequestContext& visit, const char* wrong, int status) {
  view::Json view = {{"name", visit.form("name")},
                     {"next", safe_next(http::value_or(visit.request.form, "next", visit.query("next")))},
                     {"wrong", *wrong ? view::Json(desk.pages().text(wrong, visit.language)) : view::Json(nullptr)}};
  return desk.page(visit, "sign_in", std::move(view), "signin.title", status);
}

std::string cookie(const http::Request& request, const std::string& value, int seconds) {
  return std::string(request.secure ? "__Host-banthuek=" : "banthuek=") + value + "; Path=/; HttpOnly; SameSite=Lax" +
         (request.secure ? "; Secure" : "") + (seconds >= 0 ? "; Max-Age=" + std::to_string(seconds) : "");
}

}  // namespace

http::Response sign_in_page(site::Site& desk, const site::RequestContext& visit) {
  if (visit.role() != access::Role::kNobody) return http::redirect("/");
  return form(desk, visit, "", 200);
}

http::Response sign_in(site::Site& desk, const site::RequestContext& visit) {
  const std::string name = visit.form("name"), password = visit.form("password");
  const auto now = std::chrono::steady_clock::now();
  // Neither many names from one place nor many places on one name get far. A place that is over its own limit takes nothing of an account's, which is
  // ten times as large, and who signed in from their place before is not shut out by others: no one address locks anybody out.
  const bool by_address = desk.sign_in_limit().take("address " + visit.request.address, now);
  const bool by_name = by_address && (desk.account_limit().take("name " + name.substr(0, 64), now) ||
                                      desk.accounts().known_from(name.substr(0, 64), visit.request.address));
  if (!by_address || !by_name) {
    desk.note(visit, "sign-in limited", name.substr(0, 64));
    http::Response response = form(desk, visit, "signin.too_often", 429);
    response.headers.emplace_back("Retry-After", "60");
    return response;
  }
  const auto role = password.size() <= 1024 ? desk.accounts().sign_in(name, password) : std::nullopt;
  const auto standing = role ? desk.accounts().standing(name) : std::nullopt;
  if (!standing) {
    desk.note(visit, "sign-in failed", name.substr(0, 64));
    return form(desk, visit, "signin.wrong", 401);
  }
  http::Response response = http::redirect(safe_next(visit.form("next")));
  response.headers.emplace_back("Set-Cookie", cookie(visit.request, desk.sessions().begin(name, *role, now, standing->credential), -1));
  desk.note(visit, "signed in", name);
  return response;
}

http::Response sign_out(site::Site& desk, const site::RequestContext& visit) {
  const std::string name = visit.request.secure ? "__Host-banthuek" : "banthuek";
  desk.sessions().end(http::value_or(visit.request.cookies, name, ""));
  http::Response response = http::redirect("/sign-in");
  response.headers.emplace_back("Set-Cookie", cookie(visit.request, "", 0));
  return response;
}

http::Response accounts_page(site::Site& desk, const site::RequestContext& visit) {
  view::Json accounts = view::Json::array(), audit = view::Json::array();
  for (const access::Account& account : desk.accounts().all())
    accounts.push_back({{"name", account.name},
                        {"role", desk.pages().text(std::string("accounts.") + name_of(account.role), visit.language)},
                        {"since", view::shown_time(account.since, visit.language)}});
  for (const access::AuditRow& row : desk.accounts().audit(200))
    audit.push_back({{"at", view::shown_time(row.at, visit.language)},
                     {"who", row.who == "command line" ? desk.pages().text("action.command_line", visit.language) : row.who},
                     {"address", row.address},
                     {"action", shown_action(desk.pages(), row.action, visit.language)},
                     {"subject", row.subject},
                     {"detail", shown_detail(desk.pages(), row, visit.language)}});
  return desk.page(visit, "accounts", {{"accounts", accounts}, {"audit", audit}}, "accounts.title");
}

http::Response help_page(site::Site& desk, const site::RequestContext& visit) {
  return desk.page(visit, visit.language == view::Language::kThai ? "help_th" : "help_en", view::Json::object(), "site.help");
}

}  // namespace banthuek::serve::pages
