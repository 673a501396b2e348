#include "pipeline/ingest/page_worker.h"

#include <fmt/core.h>
#include <unistd.h>

#include <optional>

#include "extractors/extract/extract.h"
#include "extractors/schema/schema_load.h"
#include "extractors/types/document_codec.h"
#include "pipeline/base/schemas_loader.h"
#include "pipeline/base/sha256.h"
#include "pipeline/ingest/inputs.h"
#include "pipeline/ingest/page_batch.h"
#include "pipeline/process/worker.h"
#include "pipeline/read/read_page.h"
#include "pipeline/read/text_layer_check.h"
#include "pipeline/recognise/make_recogniser.h"
#include "pipeline/source/container.h"
#include "pipeline/source/source.h"
#include "pipeline/store/page_cache.h"

namespace banthuek::ingest {
namespace {

// Raised when the code reads the same picture, or extracts from the same page, otherwise than before: what is stored is then
// made again by the next run, from cached pages where only extraction changed.
constexpr int kReadingVersion = 7;
constexpr int kExtractionVersion = 8;

std::string hash_of(const picture::Picture& picture) {
  base::Sha256 hash;
  hash.add(fmt::format("{}x{}x{}@{:f} ", picture.width(), picture.height(), static_cast<int>(picture.depth()), picture.dpi()));
  const std::size_t words = (static_cast<std::size_t>(picture.width()) * static_cast<std::size_t>(picture.depth()) + 31) / 32;
  for (int y = 0; y < picture.height(); ++y) hash.add(std::as_bytes(std::span(picture.row(y), words)));
  return hash.hex();
}

class PageWorker : public process::TaskHandler {
 public:
  process::Json set_up(const process::Json&) override {
    source::prepare_sources();
    recogniser_ = recognise::make_recogniser();
    const std::vector<schema::SchemaText> texts = base::read_schema_texts(base::schemas_folder());
    schemas_ = base::load_checked(texts);
    base::Sha256 rules;
    for (const schema::SchemaText& text : texts) rules.add(fmt::format("{}\n{}\n{}", text.file, text.text.size(), text.text));
    const recognise::ModelIdentity model = recogniser_->model();
    return {{"model", {{"name", model.name}, {"sha256", model.sha256}}},
            {"rules", rules.hex()},
            {"settings", {{"dpi", source::kRenderDpi}, {"reading", kReadingVersion}}},
            {"versions", {{"extraction", kExtractionVersion}}}};
  }

  process::Message run(process::Message message) override {
    const process::Json& task = message.body;
    std::vector<base::Descriptor>& files = message.files;
    const std::string& what = task.at("do").get_ref<const std::string&>();
    if (what == "take") {
      if (task.at("first")) pages_.clear();
      return take_batch(message, pages_);
    }
    if (what == "extract") return {extract_all()};
    if (what == "read") return read(task.at("page"));
    if (what == "unpack") return {unpack(task, std::move(files))};
    open(task, files);
    if (what == "open") return {process::Json{{"pages", source_->pages()}, {"kind", source::name_of(source_->kind())}}};
    if (what == "prepare") return prepare(task.at("page"));
    throw Error(ErrorKind::kInternal, "worker", "no task '" + what + "'");
  }

 private:
  // Opens the file of `task` unless it is the one open.
  void open(const process::Json& task, const std::vector<base::Descriptor>& files) {
    const long file = task.at("file");
    if (source_ && file_ == file) return;
    source_.reset();
    // Without a password first: most files need none, whatever else is imported with them.
    std::vector<std::string> passwords = task.value("passwords", std::vector<std::string>());
    passwords.insert(passwords.begin(), "");
    for (std::size_t i = 0; !source_; ++i) try {
        source_ = read::with_checked_layers(source::open_source(files.at(0).get(), task.at("name"), {.password = passwords[i]}),
                                            [this]() -> recognise::Recogniser& { return *recogniser_; });
      } catch (const Error& e) {
        if (e.kind != ErrorKind::kEncrypted || i + 1 == passwords.size()) throw;
      }
    file_ = file;
  }

  process::Message prepare(int number) {
    picture_ = {};
    prepared_ = source_->page(number);
    if (prepared_.layer) return page_answer(*prepared_.layer);
    picture_ = source_->picture(number);
    return {process::Json{{"picture", hash_of(picture_)}}};
  }

  process::Message read(int number) {
    Page page = read::read_page(picture_, *recogniser_, {.page = number, .debug = {}});
    picture_ = {};
    if (!prepared_.reason.empty()) page.source_reason = prepared_.reason;
    page.findings.insert(page.findings.end(), prepared_.findings.begin(), prepared_.findings.end());
    return page_answer(page);
  }

  process::Json extract_all() {
    process::Json documents = process::Json::array();
    for (const Document& document : extract::extract(pages_, schemas_)) documents.push_back(document_to_json(document));
    pages_.clear();
    return {{"documents", std::move(documents)}};
  }

  // Writes the member at "index" of an archive into the second file. The reader stays open between tasks; a worker that comes
  // new to the archive passes over the members before.
  process::Json unpack(const process::Json& task, std::vector<base::Descriptor> files) {
    const long file = task.at("file");
    const long index = task.at("index");
    if (!archive_ || archive_file_ != file || archive_index_ != index) {
      archive_.reset();
      archive_descriptor_ = std::move(files.at(0));
      archive_ = std::make_unique<source::ContainerReader>(archive_descriptor_.get(), task.at("name"));
      archive_file_ = file;
      for (archive_index_ = 0; archive_index_ < index; ++archive_index_)
        if (!archive_->next()) return {{"end", true}};
    }
    const std::optional<source::ContainerMember> member = archive_->next();
    if (!member) return {{"end", true}};
    ++archive_index_;
    process::Json out{{"name", place_of(member->name)}};
    if (member->trouble) {
      out["problem"] = process::error_to_json(*member->trouble);
      return out;
    }
    try {
      archive_->unpack([&](std::span<const std::byte> part) {
        while (!part.empty()) {
          const ssize_t n = write(files.at(1).get(), part.data(), part.size());
          if (n <= 0) throw Error(ErrorKind::kDisk, "", "there is no room to unpack it; make room in TMPDIR, then `ingest --retry`");
          part = part.subspan(static_cast<std::size_t>(n));
        }
      });
    } catch (const Error& e) {
      out["problem"] = process::error_to_json(e);
    }
    return out;
  }

  static process::Message page_answer(const Page& page) { return {process::Json::object(), store::page_to_bytes(page)}; }

  std::unique_ptr<recognise::Recogniser> recogniser_;
  schema::Schemas schemas_;
  std::unique_ptr<source::Source> source_;
  long file_ = 0;
  source::SourcePage prepared_;
  picture::Picture picture_;
  std::vector<Page> pages_;
  std::unique_ptr<source::ContainerReader> archive_;
  base::Descriptor archive_descriptor_;
  long archive_file_ = 0, archive_index_ = 0;
};

}  // namespace

std::unique_ptr<process::TaskHandler> make_page_worker() { return std::make_unique<PageWorker>(); }

}  // namespace banthuek::ingest
