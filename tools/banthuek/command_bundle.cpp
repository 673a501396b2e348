// `banthuek bundle`: the evidence of a dossier, a document or a value as a ZIP that verifies, or as a PDF.
#include <fmt/core.h>

#include <cstdio>
#include <memory>

#include "extractors/types/error.h"
#include "pipeline/base/data_folder.h"
#include "pipeline/base/signing.h"
#include "pipeline/base/text_file.h"
#include "pipeline/base/whole_file.h"
#include "pipeline/serve/bundle/evidence_pdf.h"
#include "pipeline/serve/bundle/evidence_zip.h"
#include "pipeline/serve/view/page_pictures.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

struct BundleArguments {
  std::string db = "banthuek.db", out, dossier, sign;
  std::vector<std::string> subjects;
};

// A measure's name as search gives it, KEY-4, is KEY/measures/3.
casework::Subject subject_named(std::string name) {
  if (const auto dash = name.find('-'); dash != std::string::npos && name.find('/') == std::string::npos) {
    const std::string number = name.substr(dash + 1);
    if (number.empty() || number.size() > 6 || number.find_first_not_of("0123456789") != std::string::npos || std::stoi(number) < 1)
      throw Error(ErrorKind::kUsage, name, "is no measure; give KEY-NUMBER as banthuek search prints it");
    name = fmt::format("{}/measures/{}", name.substr(0, dash), std::stoi(number) - 1);
  }
  const auto subject = casework::parse_subject(name);
  if (!subject || subject->document.empty())
    throw Error(ErrorKind::kUsage, name, "is no document, measure or value; give KEY, KEY-NUMBER or KEY/FIELD");
  return *subject;
}

int list_dossiers(store::Store& store) {
  for (const casework::Dossier& d : casework::dossiers(store.db()))
    std::printf("%s  %-8s %4zu  %s\n", d.key.c_str(), casework::name_of(d.state), d.items.size(), d.title.c_str());
  return kExitDone;
}

int run(const BundleArguments& a) {
  store::Store store = store::Store::open(a.db, database::Access::kRead);
  if (a.dossier.empty() && a.subjects.empty()) return list_dossiers(store);
  if (a.out.empty()) throw Error(ErrorKind::kUsage, "--out", "names the file to write; give one that ends in .zip or .pdf");
  serve::bundle::EvidenceAsked asked;
  if (!a.dossier.empty()) {
    asked.dossier = casework::dossier(store.db(), a.dossier);
    if (!asked.dossier) throw Error(ErrorKind::kUsage, a.dossier, "there is no such dossier; `banthuek bundle` without one lists them");
  }
  for (const std::string& name : a.subjects) {
    asked.subjects.push_back(subject_named(name));
    if (!store.document(asked.subjects.back().document))
      throw Error(ErrorKind::kUsage, name, "there is no such document; find its key with banthuek search");
  }
  const bool pdf = a.out.ends_with(".pdf");
  if (!pdf && !a.out.ends_with(".zip"))
    throw Error(ErrorKind::kUsage, "--out " + a.out, "is no kind that is written; give a name that ends in .zip or .pdf");
  if (pdf && !a.sign.empty()) throw Error(ErrorKind::kUsage, "--sign", "signs a bundle that verifies; give --out a name that ends in .zip");
  serve::bundle::Signer sign;
  if (!a.sign.empty()) {
    // Before anything is written: what is no key makes no bundle.
    const std::string secret = base::read_text_file(a.sign, "give --sign the secret key that banthuek key made");
    base::sign(secret, "", a.sign);
    sign = [secret, where = a.sign](std::string_view text) { return base::sign(secret, text, where); };
  }
  const auto web = base::data_folder(base::DataFolder::kWeb);
  const serve::view::Pages pages(web);
  serve::view::PagePictures pictures(1);
  serve::bundle::Snapshot snapshot;
  const serve::bundle::Evidence evidence = serve::bundle::gather(store, asked, pages, pictures, snapshot);
  base::write_whole_file(a.out, [&](const auto& sink) {
    if (pdf)
      sink(serve::bundle::evidence_pdf(evidence, pages));
    else
      serve::bundle::evidence_zip(evidence, pages, web, sink, sign);
  });
  std::fprintf(stderr, "banthuek: %s: %zu items of %zu documents; check it with banthuek verify %s\n", a.out.c_str(), evidence.items.size(),
               evidence.documents.size(), a.out.c_str());
  if (evidence.faults > 0) std::fprintf(stderr, "banthuek: %s does not verify (%zu faults), and the bundle says so\n", a.db.c_str(), evidence.faults);
  return kExitDone;
}

}  // namespace

void add_bundle(Command program) {
  auto a = std::make_shared<BundleArguments>();
  Command command = program.add_command("bundle", "the evidence of a dossier, a document or a value: a ZIP that verifies, or a PDF");
  add_db_option(command, a->db);
  Option what =
      command.option("what", a->subjects, "document (KEY), measure (KEY-NUMBER) or value (KEY/FIELD); nothing: lists the dossiers").type_name("ID");
  command.option("--dossier", a->dossier, "all that was collected in this dossier").type_name("KEY").excludes(what);
  command.option("--out", a->out, "the file to write: .zip or .pdf").type_name("FILE");
  command.option("--sign", a->sign, "the secret key to sign the ZIP with").type_name("KEY");
  command.footer("Example: banthuek bundle 3f2a91c0de5b7788-3 --out evidence.zip && banthuek verify evidence.zip");
  command.run([a] { return run(*a); });
}

}  // namespace banthuek
