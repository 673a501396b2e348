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
      if (manifest_.at("banthuek_bundle") != 1) throw Error(ErrorKind::kUsage, path_, "is a bundle of a newer kind; use a newer banthuek");
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
      proved_[key] = {json::parse(proof.text, nullptr, false), sha256};
      ++out_.documents;
    }
  }

  // What is shown of a document is what the text that is proved says of that very field; where it stands, of its file and on that page.
  void items() {
    const auto at = members_.find("items.json");
    if (at == members_.end()) return;
    for (const json& item : json::parse(at->second.text)) {
      const std::string key = item.at("document");
      if (key.empty()) continue;
      const auto proved = proved_.find(key);
      if (proved == proved_.end()) {
        tell(key, "has no proof");
        continue;
      }
      const json& document = proved->second.document;
      const std::string of = item.at("field");
      std::set<int> pages;
      if (of.empty()) pages.insert(document.at("first_page").get<int>());
      for (const json& value : item.at("values")) {
        ++out_.values;
        const std::string field = value.at("field");
        const MaybeField said = proved_field(document, field);
        // How it was read is left out where a person would read the same.
        const bool stands = said && (of.empty() || field == of || field.starts_with(of + "/")) && value.at("value") == said->value &&
                            (value.at("raw") == said->raw || value.at("raw") == said->value) && value.at("rule") == said->rule &&
                            value.at("confidence") == said->confidence;
        if (!stands) tell(fmt::format("{}/{}", key, field), "the value is not what the database says");
        if (!of.empty() && said)
          for (const Place& place : said->places) pages.insert(place.page);
      }
      const auto is = [&](const char* name, const char* field) {
        const MaybeField said = proved_field(document, field);
        return item.at(name) == (said ? said->value : "");
      };
      if (!is("office", "organisation/name") || !is("year", "fiscal_year") || item.at("sha256") != proved->second.sha256)
        tell(key, "its office, year or file is not what the database says");
      if (!pages.empty() && !pages.contains(item.at("page").get<int>()))
        tell(fmt::format("{}/{}", key, of), "the page is not what the database says");
    }
  }

  std::string path_;
  std::map<std::string, Member> members_;
  struct Proved {
    json document;
    std::string sha256;
  };
  std::map<std::string, Proved> proved_;  // by key
  json manifest_;
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
