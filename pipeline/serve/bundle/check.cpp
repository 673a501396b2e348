#include "pipeline/serve/bundle/check.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <vector>

#include "extractors/text/fold.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/base/json_string.h"
#include "pipeline/base/sha256.h"
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

// All numbers of a document's text, also of the JSON that stands in it as text (records, lists). Without recursion: it may be of anybody's making.
std::set<double> numbers_in(const std::string& text) {
  std::set<double> out;
  std::vector<json> left{json::parse(text, nullptr, false)};
  while (!left.empty()) {
    const json one = std::move(left.back());
    left.pop_back();
    if (one.is_number()) {
      out.insert(one.get<double>());
    } else if (one.is_structured()) {
      for (const json& inner : one) left.push_back(inner);
    } else if (one.is_string()) {
      if (const auto& inside = one.get_ref<const std::string&>(); inside.starts_with('{') || inside.starts_with('['))
        left.push_back(json::parse(inside, nullptr, false));
    }
  }
  return out;
}

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
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
      texts_[key] = {proof.text, numbers_in(proof.text)};
      ++out_.documents;
    }
  }

  // What is shown of a document stands in the text that is proved: as text, or, of a number, as any number there.
  void items() {
    const auto at = members_.find("items.json");
    if (at == members_.end()) return;
    for (const json& item : json::parse(at->second.text)) {
      const std::string key = item.at("document");
      if (key.empty()) continue;
      const auto text = texts_.find(key);
      if (text == texts_.end()) {
        tell(key, "has no proof");
        continue;
      }
      for (const json& value : item.at("values")) {
        ++out_.values;
        const std::string field = value.at("field").get<std::string>(), said = value.at("value").get<std::string>();
        const auto info = field_info(Document{}, field);
        const auto number = number_of(said);
        // Of a record whose kind a file describes only the database knows which fields are numbers.
        const bool is_number = (info && (info->is_number() || info->kind == FieldKind::kYear)) || (field.starts_with("records/") && number);
        std::string quoted;
        base::append_json_string(quoted, said);
        const bool stands = is_number ? number && text->second.numbers.contains(*number)
                                      : text->second.text.find(quoted.substr(1, quoted.size() - 2)) != std::string::npos;
        if (!stands && !(is_number && text->second.text.find(quoted) != std::string::npos))
          tell(fmt::format("{}/{}", key, field), "the value is not what the database says");
      }
    }
  }

  std::string path_;
  std::map<std::string, Member> members_;
  struct Proved {
    std::string text;
    std::set<double> numbers;  // in it
  };
  std::map<std::string, Proved> texts_;  // of each document
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
