#include <fmt/core.h>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/pages/pages.h"

namespace banthuek::serve::pages {
namespace {

// Only a path of this site: "//elsewhere" and "https:..." would lead away.
std::string safe_next(const std::string& next) {
  const bool own = !next.empty() && next.front() == '/' && next.substr(0, 2) != "//" && next.find('\\') == std::string::npos &&
                   next.find_first_of("\r\n") == std::string::npos && http::safe_path(next);
  return own ? next : "/";
}

http::Response form(site::Site& desk, const site::RequestContext& visit, const char* wrong, int status) {
  view::Json view = {{"name", visit.form("name")},
                     {"next", safe_next(http::value_or(visit.request.form, "next", visit.query("next")))},
                     {"wrong", *wrong ? view::Json(desk.pages().text(wrong, visit.language)) : view::Json(nullptr)}};
  return desk.page(visit, "sign_in", std::move(view), "signin.title", status);
}

std::string cookie(const http::Request& request, const std::string& value, int seconds) {
  return std::string(request.secure ? "__Host-banthuek=" : "banthuek=") + value + "; Path=/; HttpOnly; SameSite=Lax" +
         (request.secure ? "; Secure" : "") + (seconds >= 0 ? fmt::format("; Max-Age={}", seconds) : "");
}

}  // namespace

http::Response sign_in_page(site::Site& desk, const site::RequestContext& visit) {
  if (visit.role() != access::Role::kNobody) return http::redirect("/");
  if (!visit.session.name.empty()) return http::redirect("/account");
  return form(desk, visit, "", 200);
}

http::Response sign_in(site::Site& desk, const site::RequestContext& visit) {
  const std::string name = visit.form("name"), password = visit.form("password");
  const auto now = std::chrono::steady_clock::now();
  // Neither many names from one place nor many places on one name get far. A place that is over its own limit takes nothing of an account's, which is
  // ten times as large, and who signed in from their place before is not shut out by others: no one address locks anybody out.
  const bool by_address = desk.sign_in_limit().take("address " + visit.request.address, now);
  const bool by_name = by_address && (desk.account_limit().take("name " + name.substr(0, 64), now) ||
                                      desk.accounts().log().signed_in_from(name.substr(0, 64), visit.request.address));
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
  http::Response response = http::redirect(standing->one_time ? "/account" : safe_next(visit.form("next")));
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

http::Response help_page(site::Site& desk, const site::RequestContext& visit) {
  return desk.page(visit, visit.language == view::Language::kThai ? "help_th" : "help_en", view::Json::object(), "site.help");
}

}  // namespace banthuek::serve::pages
