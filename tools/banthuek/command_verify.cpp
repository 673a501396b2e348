// `banthuek verify`: is the database whole, and does every input have exactly one outcome that its records bear out?
#include <cstdio>
#include <memory>

#include "pipeline/store/verify.h"
#include "tools/banthuek/commands.h"

namespace banthuek {

void add_verify(Command program) {
  auto db = std::make_shared<std::string>("banthuek.db");
  Command command = program.add_command("verify", "checks that the database is whole and every input accounted for");
  add_db_option(command, *db);
  command.footer("Example: banthuek verify --db all.db");
  command.run([db]() -> int {
    store::Store store = store::Store::open(*db, database::Access::kRead);
    const std::vector<std::string> faults = store::verify(store);
    for (const std::string& fault : faults) std::fprintf(stderr, "banthuek: %s\n", fault.c_str());
    if (!faults.empty()) return kExitSomeFailed;
    std::printf("%s: whole; %lld inputs, each with one outcome; %lld files, %lld documents\n", db->c_str(),
                static_cast<long long>(store.db().integer("SELECT count(*) FROM ledger")),
                static_cast<long long>(store.db().integer("SELECT count(*) FROM files")),
                static_cast<long long>(store.db().integer("SELECT count(*) FROM documents")));
    return kExitDone;
  });
}

}  // namespace banthuek
