// Accounts, tokens, the audit log, health and backup in the browser.
#pragma once

#include "pipeline/serve/site/site.h"

namespace banthuek::serve::admin {

// accounts_page.cpp
http::Response accounts_page(site::Site& desk, const site::RequestContext& visit);  // GET /accounts
http::Response change_accounts(
    site::Site& desk, const site::RequestContext& visit);  // POST /accounts: act=invite, reset, role, display, disable, enable, remove, revoke

// own_account_page.cpp: also for who signed in with a password that somebody else gave, and may do nothing else before
http::Response own_account_page(site::Site& desk, const site::RequestContext& visit);  // GET /account
http::Response change_own_account(site::Site& desk,
                                  const site::RequestContext& visit);  // POST /account: act=password, sign_out (of every machine), token, revoke

// log_page.cpp
http::Response log_page(site::Site& desk, const site::RequestContext& visit);  // GET /log?who=&action=&text=&from=&to=&page=
http::Response log_csv(site::Site& desk, const site::RequestContext& visit);   // GET /log.csv

// health_page.cpp
http::Response health_page(site::Site& desk, const site::RequestContext& visit);   // GET /health
http::Response begin_backup(site::Site& desk, const site::RequestContext& visit);  // POST /health

}  // namespace banthuek::serve::admin
