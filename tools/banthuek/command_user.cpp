// banthuek user: accounts of the desk. Passwords come from stdin, never from the command line.
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "pipeline/serve/access/accounts.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

struct UserOptions {
  std::string db = "banthuek.db", name, role = "reader";
};

// One line of stdin; at a terminal without showing what is typed.
std::string read_password() {
  const bool terminal = isatty(STDIN_FILENO);
  termios before{};
  if (terminal) {
    std::fprintf(stderr, "banthuek: password (not shown): ");
    tcgetattr(STDIN_FILENO, &before);
    termios quiet = before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  std::string password;
  std::getline(std::cin, password);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fprintf(stderr, "\n");
  }
  if (password.empty()) throw Error(ErrorKind::kUsage, "stdin", "no password there; write it on one line: echo ... | banthuek user add NAME");
  return password;
}

serve::access::Role role_of(const std::string& name) {
  if (const auto role = serve::access::role_named(name)) return *role;
  throw Error(ErrorKind::kUsage, "--role " + name, "there is no such role; give reader, editor or admin");
}

}  // namespace

void add_user(Command program) {
  Command command = program.add_command("user", "accounts of the desk: add, password, role, remove, list");
  command.require_command();
  command.footer("Example: banthuek user add malee --role editor < password.txt");
  auto options = std::make_shared<UserOptions>();
  using serve::access::Accounts;
  const auto sub = [&](const char* name, const char* what, auto act) {
    Command part = command.add_command(name, what);
    add_db_option(part, options->db);
    part.run([options, act] {
      serve::access::Accounts accounts(options->db, serve::access::Accounts::Make::kYes);
      act(accounts, *options);
      return kExitDone;
    });
    return part;
  };
  Command add = sub("add", "makes an account; the password is read from stdin", [](serve::access::Accounts& accounts, const UserOptions& o) {
    const serve::access::Role role = role_of(o.role);
    accounts.add(o.name, role, read_password());
    accounts.log().note({"", "command line", "", "account made", o.name, o.role});
  });
  Command password = sub("password", "sets a new password, read from stdin", [](serve::access::Accounts& accounts, const UserOptions& o) {
    accounts.set_password(o.name, read_password());
    accounts.log().note({"", "command line", "", "password set", o.name, ""});
  });
  Command role = sub("role", "gives another role", [](serve::access::Accounts& accounts, const UserOptions& o) {
    accounts.set_role(o.name, role_of(o.role));
    accounts.log().note({"", "command line", "", "role set", o.name, o.role});
  });
  Command remove = sub("remove", "removes an account", [](serve::access::Accounts& accounts, const UserOptions& o) {
    accounts.remove(o.name);
    accounts.log().note({"", "command line", "", "account removed", o.name, ""});
  });
  sub("list", "lists accounts", [](serve::access::Accounts& accounts, const UserOptions&) {
    for (const serve::access::Account& account : accounts.all())
      std::printf("%s\t%s\t%s\n", account.name.c_str(), serve::access::name_of(account.role), account.since.c_str());
  });
  for (Command part : {add, password, role, remove}) part.option("NAME", options->name, "of the account").required();
  for (Command part : {add, role}) part.option("--role", options->role, "reader, editor or admin").show_default();
}

}  // namespace banthuek
