// `banthuek verify`: is the database whole, is it what its history says, and is its past the one that somebody signed? `banthuek key` makes who
// signs.
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>

#include "pipeline/base/descriptor.h"
#include "pipeline/base/signing.h"
#include "pipeline/serve/bundle/check.h"
#include "pipeline/store/head.h"
#include "pipeline/store/verify.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

constexpr std::size_t kMaxShown = 100;

struct VerifyArguments {
  std::string db = "banthuek.db", bundle, against, key, sign, document, proof;
  bool head = false;
};

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::kUsage, path, "cannot be opened; see that it is there and may be read");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

int tell(const std::vector<std::string>& faults) {
  for (std::size_t i = 0; i < faults.size() && i < kMaxShown; ++i) std::fprintf(stderr, "banthuek: %s\n", faults[i].c_str());
  if (faults.size() > kMaxShown) std::fprintf(stderr, "banthuek: and %zu more faults\n", faults.size() - kMaxShown);
  return faults.empty() ? kExitDone : kExitSomeFailed;
}

std::string not_signed(const VerifyArguments& a, const std::string& where) {
  return where + ": is not signed by the key " + a.key + "; ask whoever signs for what he signed";
}

// Whether the head carries the signature of the key; without a key nothing is asked.
std::vector<std::string> signature_faults(const store::Head& head, const VerifyArguments& a, const std::string& where) {
  if (a.key.empty() || store::signature_fits(head, file_text(a.key), a.key)) return {};
  return {not_signed(a, where)};
}

// For who has no database: a proof and the key.
int run_proof(const VerifyArguments& a) {
  const store::CheckedProof proof = store::check_proof(file_text(a.proof), a.proof);
  std::vector<std::string> faults = signature_faults(proof.head, a, a.proof);
  if (!proof.holds) faults.push_back(a.proof + ": the text does not lead to the root: it was changed; ask for the proof again");
  if (!faults.empty()) return tell(faults);
  std::printf("%s\n", proof.text.c_str());
  std::fprintf(stderr, "banthuek: %s: as in the head of history row %lld, %s%s\n", proof.name.c_str(), static_cast<long long>(proof.head.history),
               proof.head.at.c_str(), a.key.empty() ? "; give --key to see who signed it" : ", signed by the key");
  return kExitDone;
}

// For who was handed evidence and has no database.
int run_bundle(const VerifyArguments& a) {
  serve::bundle::CheckedBundle found = serve::bundle::check_bundle(a.bundle);
  if (!a.key.empty() && !base::signature_fits(file_text(a.key), found.manifest, found.signature, a.key))
    found.faults.push_back(not_signed(a, a.bundle));
  if (const int code = tell(found.faults); code != kExitDone) return code;
  std::printf("%s: whole: %s; %zu files, %zu documents by their proofs, %zu values; made %s\n%sSHA-256 %s\n%s", a.bundle.c_str(), found.title.c_str(),
              found.files, found.documents, found.values, found.made_at.c_str(),
              a.key.empty() ? "its report, pages, pictures, labels and names of files are as its maker left them: only a signature (--key), or the "
                              "SHA-256 kept elsewhere, says more\n"
                            : "signed by the key\n",
              found.sha256.c_str(), store::text_of(found.head).c_str());
  return kExitDone;
}

int run(const VerifyArguments& a) {
  if (!a.bundle.empty()) return run_bundle(a);
  if (!a.proof.empty()) return run_proof(a);
  if (!a.key.empty() && a.against.empty())
    throw Error(ErrorKind::kUsage, "--key " + a.key, "says who signed, but not what; give --against the head that was kept");
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  database::Transaction transaction(store.db(), database::Transaction::Kind::kRead);
  store::Verified found = store::verify_all(store);
  store::Head head = store::head_of(store.db(), found.contents);
  std::string since_words;
  if (!a.against.empty()) {
    const store::Head before = store::parse_head(file_text(a.against), a.against);
    for (std::string& fault : signature_faults(before, a, a.against)) found.faults.push_back(std::move(fault));
    store::Since since = store::since(store.db(), before, head);
    for (std::string& fault : since.faults) found.faults.push_back(std::move(fault));
    if (since.changes > 0) {
      since_words = fmt::format("{} changes since the head that was kept ({})", since.changes, since.summary);
      if (!a.key.empty() && since.faults.empty())
        found.faults.push_back(
            fmt::format("{}: {} are signed by nobody; look at them (banthuek query 'SELECT * FROM history WHERE id > {}'), then sign", a.db,
                        since_words, before.history));
    } else if (a.sign.empty()) {
      head.signature = before.signature;  // of the same state
    }
  }
  if (const int code = tell(found.faults); code != kExitDone) return code;
  if (!a.sign.empty()) head = store::signed_by(head, file_text(a.sign), a.sign);
  if (!a.document.empty()) {
    store::ContentReader reader(store.db());
    database::Statement row = store.db().prepare("SELECT id FROM documents WHERE key = ?");
    const bool there = row.bind(a.document).step();
    std::printf("%s", store::proof_of(found.contents, "document " + a.document, there ? reader.document_text(row.integer(0)) : "", head).c_str());
    return kExitDone;
  }
  if (a.head || !a.sign.empty()) {
    std::printf("%s", store::text_of(head).c_str());
    return kExitDone;
  }
  std::printf("%s: whole; %lld inputs, each with one outcome; %lld files, %lld documents; %lld changes in its history\n", a.db.c_str(),
              static_cast<long long>(store.db().integer("SELECT count(*) FROM ledger")),
              static_cast<long long>(store.db().integer("SELECT count(*) FROM files")),
              static_cast<long long>(store.db().integer("SELECT count(*) FROM documents")), static_cast<long long>(head.history));
  if (!since_words.empty()) std::printf("%s: %s\n", a.db.c_str(), since_words.c_str());
  return kExitDone;
}

// Never over a file that is there: a key that is lost is lost.
void write_new(const std::string& path, const std::string& text, mode_t mode) {
  const base::Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!file) throw Error(ErrorKind::kUsage, path, "cannot be made (is it there already?); give another name");
  if (write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) || fsync(file.get()) != 0)
    throw Error(ErrorKind::kDisk, path, "cannot be written; see to the disk");
}

}  // namespace

void add_verify(Command program) {
  auto a = std::make_shared<VerifyArguments>();
  Command command = program.add_command("verify", "checks that the database is whole, what its history says, and every input accounted for");
  add_db_option(command, a->db);
  Option bundle = command.option("bundle", a->bundle, "a bundle of evidence (ZIP) to check in the place of a database").type_name("BUNDLE");
  Option head = command.flag("--head", a->head, "prints the head of the database: a few lines that fix all that it holds, to be kept elsewhere");
  Option sign = command.option("--sign", a->sign, "prints the head signed by this secret key").type_name("FILE");
  command.option("--against", a->against, "a head that was printed before: its past must be the same").type_name("FILE");
  command.option("--key", a->key, "the open key of who signed that head; what came after it must be signed too").type_name("FILE");
  Option document = command.option("--document", a->document, "prints the proof of one document, for somebody who has no database").type_name("KEY");
  command.option("--proof", a->proof, "checks such a proof (with --key: and who signed it), and prints the document; needs no database")
      .type_name("FILE")
      .excludes(bundle)
      .excludes(head)
      .excludes(sign)
      .excludes(document);
  command.footer(
      "Example: banthuek verify --db all.db --sign archive.key > head.txt && banthuek verify --db all.db --against head.txt --key archive.key.open");
  command.run([a] { return run(*a); });
}

void add_key(Command program) {
  auto name = std::make_shared<std::string>();
  Command command = program.add_command("key", "makes a pair of keys to sign heads with: NAME is secret, NAME.open for everybody");
  command.option("NAME", *name, "the file of the secret key").required();
  command.footer(
      "Keep the secret key on another machine or medium than the database: who has both can sign what he changed.\nExample: banthuek key "
      "archive.key");
  command.run([name] {
    const base::KeyPair keys = base::make_key_pair();
    write_new(*name, keys.secret, S_IRUSR | S_IWUSR);
    write_new(*name + ".open", keys.open, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
    std::fprintf(stderr, "banthuek: %s is secret, %s.open is for everybody\n", name->c_str(), name->c_str());
    return kExitDone;
  });
}

}  // namespace banthuek
