#include <nlohmann/json.hpp>

#include "pipeline/serve/accounts.h"
#include "pipeline/serve/desk_pages.h"
#include "pipeline/serve/field_view.h"

namespace banthuek::web {
namespace {

// Only a path of this site: "//elsewhere" and "https:..." would lead away.
std::string safe_next(const std::string& next) {
  const bool own = !next.empty() && next.front() == '/' && next.substr(0, 2) != "//" && next.find('\\') == std::string::npos &&
                   next.find_first_of("\r\n") == std::string::npos && safe_path(next);
  return own ? next : "/";
}

Response form(Desk& desk, const Visit& visit, const char* wrong, int status) {
  Json view = {{"name", visit.form("name")},
               {"next", safe_next(value_or(visit.request.form, "next", visit.query("next")))},
               {"wrong", *wrong ? Json(desk.pages().text(wrong, visit.language)) : Json(nullptr)}};
  return desk.page(visit, "sign_in", std::move(view), "signin.title", status);
}

std::string cookie(const Request& request, const std::string& value, int seconds) {
  return std::string(request.secure ? "__Host-banthuek=" : "banthuek=") + value + "; Path=/; HttpOnly; SameSite=Lax" +
         (request.secure ? "; Secure" : "") + (seconds >= 0 ? "; Max-Age=" + std::to_string(seconds) : "");
}

}  // namespace

Response sign_in_page(Desk& desk, const Visit& visit) {
  if (visit.role() != Role::kNobody) return redirect("/");
  return form(desk, visit, "", 200);
}

Response sign_in(Desk& desk, const Visit& visit) {
  const std::string name = visit.form("name"), password = visit.form("password");
  const auto now = std::chrono::steady_clock::now();
  // Both are taken, so that neither many names from one place nor many places on one name get further.
  const bool by_address = desk.sign_in_limit().take("address " + visit.request.address, now);
  const bool by_name = desk.sign_in_limit().take("name " + name.substr(0, 64), now);
  if (!by_address || !by_name) {
    desk.note(visit, "sign-in limited", name.substr(0, 64));
    Response response = form(desk, visit, "signin.too_often", 429);
    response.headers.emplace_back("Retry-After", "60");
    return response;
  }
  const auto role = password.size() <= 1024 ? desk.accounts().sign_in(name, password) : std::nullopt;
  if (!role) {
    desk.note(visit, "sign-in failed", name.substr(0, 64));
    return form(desk, visit, "signin.wrong", 401);
  }
  Response response = redirect(safe_next(visit.form("next")));
  response.headers.emplace_back("Set-Cookie", cookie(visit.request, desk.sessions().begin(name, *role, now), -1));
  desk.note(visit, "signed in", name);
  return response;
}

Response sign_out(Desk& desk, const Visit& visit) {
  const std::string name = visit.request.secure ? "__Host-banthuek" : "banthuek";
  desk.sessions().end(value_or(visit.request.cookies, name, ""));
  Response response = redirect("/sign-in");
  response.headers.emplace_back("Set-Cookie", cookie(visit.request, "", 0));
  return response;
}

Response accounts_page(Desk& desk, const Visit& visit) {
  Json accounts = Json::array(), audit = Json::array();
  for (const Account& account : desk.accounts().all())
    accounts.push_back({{"name", account.name},
                        {"role", desk.pages().text(std::string("accounts.") + name_of(account.role), visit.language)},
                        {"since", shown_time(account.since, visit.language)}});
  for (const AuditRow& row : desk.accounts().audit(200))
    audit.push_back({{"at", shown_time(row.at, visit.language)},
                     {"who", row.who},
                     {"address", row.address},
                     {"action", row.action},
                     {"subject", row.subject},
                     {"detail", row.detail}});
  return desk.page(visit, "accounts", {{"accounts", accounts}, {"audit", audit}}, "accounts.title");
}

Response help_page(Desk& desk, const Visit& visit) {
  return desk.page(visit, visit.language == Language::kThai ? "help_th" : "help_en", Json::object(), "site.help");
}

}  // namespace banthuek::web
