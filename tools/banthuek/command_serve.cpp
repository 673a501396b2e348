// banthuek serve: the auditor's desk, in the browser.
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "pipeline/base/data_folder.h"
#include "pipeline/base/private_file.h"
#include "pipeline/database/network_share.h"
#include "pipeline/search/synonyms.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/http/listen.h"
#include "pipeline/serve/routes.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/site.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/picture_worker.h"
#include "tools/banthuek/commands.h"
#include "tools/banthuek/databases.h"

namespace banthuek {
namespace {

struct ServeOptions {
  std::vector<std::string> dbs;
  std::string host = "127.0.0.1", certificate, key, uploads, web, base_path, web_hook;
  std::vector<std::string> names, proxies;
  int port = 8080, reviewers = 1;
  bool behind_proxy = false, mask_names = false, open = false, create = false;
  double searches = 600, sign_ins = 6;
  std::uint64_t upload_mb = 200, uploads_mb = 51200;
};

// Beyond this machine: only encrypted, and only for people with an account.
void check(const ServeOptions& options, bool any_account) {
  if (options.certificate.empty() != options.key.empty())
    throw Error(ErrorKind::kUsage, "serve", "--certificate and --key belong together; give both or neither");
  if (serve::http::is_loopback(options.host) && !options.behind_proxy) return;
  if (options.certificate.empty() && !options.behind_proxy)
    throw Error(ErrorKind::kUsage, "--listen " + options.host,
                "is beyond this machine, and passwords would travel unencrypted; give --certificate and --key, or --behind-proxy "
                "where a proxy does the TLS");
  if (!any_account)
    throw Error(ErrorKind::kUsage, "serve", "no accounts, and the desk would be open to others; make one: banthuek user add NAME --role admin");
}

int run(const ServeOptions& options) {
  const std::string db = options.dbs.empty() ? "banthuek.db" : options.dbs.front();
  const bool several = options.dbs.size() > 1;
  // Signals end the server in order; blocked before any thread starts, so that only `waiter` sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  const serve::access::Accounts accounts(db, serve::access::Accounts::Make::kNo);
  const bool any_account = accounts.any();
  check(options, any_account);
  if (!any_account && accounts.log().knows_accounts() && !options.open)
    throw Error(ErrorKind::kUsage, "serve",
                "the last account was removed, and the desk would be open to whoever uses this machine; make one (banthuek user add NAME --role "
                "admin), or say --open");
  if (several && options.create) throw Error(ErrorKind::kUsage, "--create", "begins one archive; give --db once");
  if (!several && !options.create && !std::filesystem::exists(db))
    throw Error(ErrorKind::kUsage, db, "is not there; give another --db FILE, or say --create to begin an empty archive");

  serve::site::SiteOptions desk_options;
  desk_options.archive = db;
  if (several) {
    desk_options.parts.assign(options.dbs.begin(), options.dbs.end());
    desk_options.joined = desk_database(options.dbs);
  }
  desk_options.web = options.web.empty() ? base::data_folder(base::DataFolder::kWeb) : std::filesystem::path(options.web);
  desk_options.uploads = std::filesystem::absolute(options.uploads.empty() ? db + "-uploads" : options.uploads);
  desk_options.door = any_account ? serve::site::AccessMode::kAccounts : serve::site::AccessMode::kOpen;
  desk_options.names = options.mask_names ? serve::access::Names::kMasked : serve::access::Names::kShown;
  for (const std::string& name : options.names) desk_options.hosts.push_back(serve::http::host_in_address(name));
  if (serve::http::is_loopback(options.host) && !options.behind_proxy)  // so that no page of another site can reach in by a name it made up
    for (const char* name : {"localhost", "127.0.0.1", "[::1]"}) desk_options.hosts.push_back(name);
  desk_options.searches_per_minute = options.searches;
  desk_options.sign_ins_per_minute = options.sign_ins;
  desk_options.web_hook = options.web_hook;
  desk_options.reviewers = options.reviewers;
  desk_options.upload_bytes = options.upload_mb << 20;
  desk_options.uploads_bytes = options.uploads_mb << 20;
  if (options.mask_names)
    for (const std::string& file : {db, db + "-accounts", desk_options.joined.string()})
      if (base::read_by_everybody(file))
        std::fprintf(stderr, "banthuek: %s: holds the names that are masked, and any account of this machine may read it; chmod o-r '%s'\n",
                     file.c_str(), file.c_str());
  if (const std::string warning = database::network_share_warning(db); !warning.empty()) std::fprintf(stderr, "banthuek: %s\n", warning.c_str());
  search::default_vocabulary();  // a desk that cannot search says so now, not to its first visitor
  serve::site::Site desk(desk_options, serve::routes());

  serve::http::ListenOptions listen;
  listen.host = options.host;
  listen.port = options.port;
  listen.certificate = options.certificate;
  listen.key = options.key;
  const auto base_path = serve::http::site_prefix(options.base_path);
  if (!base_path) throw Error(ErrorKind::kUsage, "--base-path " + options.base_path, "is no path of a site; give one as /banthuek");
  listen.base_path = *base_path;
  if (options.behind_proxy) listen.proxies = options.proxies.empty() ? std::vector<std::string>{"127.0.0.1", "::1"} : options.proxies;
  serve::http::Listener listener(listen, desk);

  const std::string shown = options.host == "127.0.0.1" ? "localhost" : serve::http::host_in_address(options.host);
  std::fprintf(stderr, "banthuek: the desk is open at %s://%s:%d%s/  (Ctrl-C closes it)\n", options.certificate.empty() ? "http" : "https",
               shown.c_str(), listener.port(), base_path->c_str());
  if (several)
    std::fprintf(stderr,
                 "banthuek: %zu databases as one: corrections go to the one that holds the document; notes, dossiers, imports, evidence and backups "
                 "need one database (banthuek merge)\n",
                 options.dbs.size());
  if (!any_account)
    std::fprintf(stderr, "banthuek: no accounts: whoever uses this machine may correct; `banthuek user add NAME --role admin` changes that\n");
  std::thread waiter([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    desk.close();
    listener.stop();
  });
  std::thread warmer([&] { serve::site::warm(desk.archive()); });
  listener.run();
  waiter.join();
  warmer.join();
  return kExitDone;
}

}  // namespace

void add_serve(Command program) {
  Command command = program.add_command("serve", "opens the auditor's desk in the browser: search, see, review, correct");
  auto options = std::make_shared<ServeOptions>();
  add_databases_option(command, options->dbs);
  command.option("--listen", options->host, "address to listen on; beyond this machine it needs TLS or --behind-proxy, and accounts")
      .show_default()
      .type_name("ADDRESS");
  command.option("--port", options->port, "port; 0 takes any free one").show_default().range(0, 65535);
  command.option("--certificate", options->certificate, "TLS certificate chain, PEM").type_name("FILE");
  command.option("--key", options->key, "its private key, PEM").type_name("FILE");
  command.flag("--behind-proxy", options->behind_proxy, "a proxy on the way does the TLS and sets X-Forwarded-For, -Proto and -Prefix, or Forwarded");
  command
      .option("--base-path", options->base_path,
              "path below which the desk stands for its visitors, as /banthuek, where no X-Forwarded-Prefix says it")
      .type_name("PATH");
  command.option("--proxy", options->proxies, "address of a proxy that is believed, with --behind-proxy; may be given again (default: this machine)")
      .type_name("ADDRESS");
  command.flag("--open", options->open, "goes on without accounts although there were some");
  command.flag("--create", options->create, "begins an empty archive where the database is not there");
  command.option("--name", options->names, "host name that is answered (may be given again); none: any, but on this machine only localhost")
      .type_name("HOST");
  command.flag("--mask-names", options->mask_names, "readers see no names of persons, neither in texts nor in pictures");
  command.option("--reviewers", options->reviewers, "people who must agree on a doubtful value").show_default().range(1, 5);
  command.option("--uploads", options->uploads, "folder for imported files (default: the database's name with -uploads)").type_name("FOLDER");
  command.option("--upload-limit", options->upload_mb, "most of one upload, MB").show_default().range(1, 100000);
  command.option("--uploads-limit", options->uploads_mb, "most of all that lies in the folder of uploads, MB").show_default().range(1, 100000000);
  command.option("--searches-per-minute", options->searches, "pages and searches an address may ask for in a minute; 0: no limit").show_default();
  command
      .option("--sign-ins-per-minute", options->sign_ins,
              "tries of passwords in a minute from an address, and ten times as many on a name; 0: no limit")
      .show_default();
  command
      .option("--web-hook", options->web_hook,
              "what saved searches find anew is posted there as JSON, every minute: https://HOST/PATH, or http://localhost:PORT/PATH")
      .type_name("ADDRESS");
  command.option("--web", options->web, "folder of templates and styles, in the place of the installed one").type_name("FOLDER");
  command.footer("Example: banthuek serve --db archive.db --port 8080");
  command.run([options] { return run(*options); });
}

// Hidden: the caged process that draws pages for the desk.
void add_picture_worker(Command program) {
  Command command = program.add_command("picture-worker", "draws pages for the desk; started by it alone");
  command.hide();
  command.run([] { return serve::view::run_picture_worker(); });
}

}  // namespace banthuek
