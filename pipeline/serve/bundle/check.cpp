#include "pipeline/serve/bundle/check.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "extractors/text/fold.h"
#include "extractors/types/error.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/base/sha256.h"
#include "pipeline/serve/bundle/proved_field.h"
#include "pipeline/source/container.h"
#include "pipeline/store/stored.h"

namespace banthuek::serve::bundle {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxKept = 64u << 20;  // bytes of a member that is read as text

base::Descriptor opened(const std::string& path) {
  base::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) throw Error(ErrorKind::kUsage, path, "cannot be opened; see that it is there and may be read");
  return file;
}

struct Member {
  std::string sha256, text;  // text: of JSON members only
  std::size_t bytes = 0;
};

class Check {
 public:
  explicit Check(const std::string& path) : path_(path) {}

  CheckedBundle run() {
    if (!is_bundle(path_)) throw Error(ErrorKind::kUsage, path_, "is no bundle of evidence; take what the desk or `banthuek bundle` made");
    read();
    const auto manifest_at = members_.find("manifest.json");
    if (manifest_at == members_.end() && !out_.faults.empty()) return std::move(out_);
    if (manifest_at == members_.end())
      throw Error(ErrorKind::kUsage, path_, "is no bundle of evidence; take what the desk or `banthuek bundle` made");
    try {
      out_.manifest = manifest_at->second.text;
      if (const auto signature = members_.find(kSignatureName); signature != members_.end()) out_.signature = text::trim(signature->second.text);
      manifest_ = json::parse(out_.manifest);
      const json& kind = manifest_.at("banthuek_bundle");
      older_ = kind == 1;
      if (!older_ && kind != kBundleKind) throw Error(ErrorKind::kUsage, path_, "is a bundle of a newer kind; use a newer banthuek");
      out_.title = manifest_.at("title");
      out_.made_at = manifest_.at("made_at");
      out_.head = store::parse_head(manifest_.at("head").get<std::string>(), path_);
      files();
      documents();
      items();
    } catch (const json::exception&) {
      tell("manifest.json", "is not as it was made");
    }
    return std::move(out_);
  }

 private:
  void tell(const std::string& where, const std::string& what) {
    out_.faults.push_back(path_ + ": " + where + ": " + what + ": it was changed since; ask for the bundle again");
  }

  void read() {
    const base::Descriptor file = opened(path_);
    out_.sha256 = base::content_of(file.get(), path_).sha256;
    ::lseek(file.get(), 0, SEEK_SET);
    source::ContainerReader reader(file.get(), path_);
    try {
      while (const auto member = reader.next()) {
        Member one;
        base::Sha256 hash;
        const bool text = member->name.ends_with(".json") || member->name == kSignatureName;
        // One that cannot be unpacked hides no fault of another.
        try {
          reader.unpack([&](std::span<const std::byte> piece) {
            hash.add(piece);
            one.bytes += piece.size();
            if (text && one.text.size() < kMaxKept) one.text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
          });
        } catch (const Error&) {
          tell(member->name, "cannot be read through");
        }
        one.sha256 = hash.hex();
        members_[member->name] = std::move(one);
      }
    } catch (const Error&) {
      tell("the ZIP", "cannot be read through");
    }
  }

  void files() {
    std::set<std::string> named = {"manifest.json", kSignatureName};
    for (const json& file : manifest_.at("files")) {
      const std::string name = file.at("name");
      named.insert(name);
      const auto at = members_.find(name);
      if (at == members_.end())
        tell(name, "is missing");
      else if (at->second.sha256 != file.at("sha256") || at->second.bytes != file.at("bytes"))
        tell(name, "is not what the manifest says");
    }
    if (!named.contains("items.json")) tell("items.json", "is missing");
    for (const auto& [name, member] : members_)
      if (!named.contains(name)) tell(name, "is not in the manifest");
    out_.files = members_.size();
  }

  void documents() {
    for (const json& document : manifest_.at("documents")) {
      const std::string key = document.at("key"), proof_name = document.at("proof"), sha256 = document.at("sha256");
      const auto proof_at = members_.find(proof_name);
      if (proof_at == members_.end()) continue;  // told as missing
      const store::CheckedProof proof = store::check_proof(proof_at->second.text, path_ + ": " + proof_name);
      if (!proof.holds || proof.name != "document " + key || store::text_of(proof.head) != store::text_of(out_.head))
        tell(proof_name, "does not lead to the head of the database");
      if (store::document_key(sha256, document.at("first_page").get<int>()) != key) tell(key, "is no document of the file " + sha256);
      if (document.at("file").is_string())
        if (const auto file = members_.find(document.at("file")); file != members_.end() && file->second.sha256 != sha256)
          tell(file->first, "is not the file that the document was read from");
      json text = json::parse(proof.text, nullptr, false);
      proved_[key] = {proved_fields(text), text.value("first_page", 0), sha256, false};
      ++out_.documents;
    }
  }

  // What is shown of a document is what the text that is proved says of that very field, and all that it says of it; where it stands, of its file and
  // on that page.
  void items() {
    const auto at = members_.find("items.json");
    if (at == members_.end()) return;
    for (const json& item : json::parse(at->second.text)) {
      const std::string key = item.at("document");
      if (key.empty()) {
        if (!item.at("values").empty()) tell("items.json", "has values of no document");
        continue;
      }
      const auto proved = proved_.find(key);
      if (proved == proved_.end()) {
        tell(key, "has no proof");
        continue;
      }
      const std::map<std::string, Field>& fields = proved->second.fields;
      proved->second.told = true;
      const std::string of = item.at("field");
      std::set<int> pages;
      std::set<std::string> given;
      if (of.empty()) pages.insert(proved->second.first_page);
      for (const json& value : item.at("values")) {
        ++out_.values;
        const std::string field = value.at("field");
        given.insert(field);
        const auto at_field = fields.find(field);
        if (at_field == fields.end() || !is_of(field, of)) {
          tell(fmt::format("{}/{}", key, field), "the value is not what the database says");
          continue;
        }
        const Field& said = at_field->second;
        const bool stands = value.at("value") == said.value && value.at("rule") == said.rule && value.at("confidence") == said.confidence,
                   raw = value.contains("raw") ? value.at("raw") == said.raw : older_;
        if (stands && !raw && older_ && value.at("raw") == said.value)
          out_.faults.push_back(fmt::format("{}: {}/{}: is of an older kind, which does not give this text as it was read: ask for the bundle again",
                                            path_, key, field));
        else if (!stands || !raw)
          tell(fmt::format("{}/{}", key, field), "the value is not what the database says");
        if (!of.empty())
          for (const Place& place : said.places) pages.insert(place.page);
      }
      for (const auto& [field, said] : fields)
        if (!given.contains(field) && is_of(field, of)) tell(fmt::format("{}/{}", key, field), "the value is left out");
      const auto text = [&](const char* field) {
        const auto said = fields.find(field);
        return said == fields.end() ? "" : said->second.value;
      };
      const std::string title = text("title");
      if (item.at("office") != text("organisation/name") || item.at("year") != text("fiscal_year") || item.at("sha256") != proved->second.sha256 ||
          item.at("title") != (title.empty() ? text("memo/subject") : title))
        tell(key, "its office, year, title or file is not what the database says");
      if (!pages.empty() && !pages.contains(item.at("page").get<int>()))
        tell(fmt::format("{}/{}", key, of), "the page is not what the database says");
    }
    for (const auto& [key, document] : proved_)
      if (!document.told) tell(key, "items.json says nothing of it");
  }

  std::string path_;
  std::map<std::string, Member> members_;
  struct Proved {
    std::map<std::string, Field> fields;
    int first_page;
    std::string sha256;
    bool told;  // of in items.json
  };
  std::map<std::string, Proved> proved_;  // by key
  json manifest_;
  bool older_ = false;  // of kind 1: may leave the text as read out and say the value in its place, then it is not known
  CheckedBundle out_;
};

}  // namespace

bool is_bundle(const std::string& path) {
  const base::Descriptor file = opened(path);
  std::array<std::byte, 4> head{};
  return ::read(file.get(), head.data(), head.size()) == 4 && source::archive_kind(head) == source::ContainerKind::kZip;
}

CheckedBundle check_bundle(const std::string& path) { return Check(path).run(); }

}  // namespace banthuek::serve::bundle
