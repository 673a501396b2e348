// `banthuek merge`: the shards of one import into one database, after checking that they belong together.
#include <cstdio>
#include <memory>

#include "pipeline/ingest/merge.h"
#include "tools/banthuek/commands.h"

namespace banthuek {

void add_merge(Command program) {
  struct Options {
    std::string db = "banthuek.db";
    std::vector<std::string> shards;
  };
  auto options = std::make_shared<Options>();
  Command command = program.add_command("merge", "makes one database of all shards of an import");
  command.option("SHARD", options->shards, "the databases that `ingest --shard K/N` made, all N").required();
  add_db_option(command, options->db);
  command.footer("Example: banthuek merge --db all.db shard-*.db");
  command.run([options] {
    const ingest::MergeResult result = ingest::merge(options->db, options->shards);
    std::fprintf(stderr, "banthuek: %s: %ld shards, %ld files, %ld inputs\n", options->db.c_str(), result.shards, result.files, result.inputs);
    return kExitDone;
  });
}

}  // namespace banthuek
