#include "pipeline/source/pdf_cmaps.h"

#include <poppler/Dict.h>
#include <poppler/GlobalParams.h>
#include <poppler/Stream.h>
#include <poppler/XRef.h>
#include <poppler/goo/GooString.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "pipeline/source/pdf_collector.h"

namespace banthuek::source {
namespace {

constexpr int kMaxResources = 100'000;           // objects looked at for one page, but those that others named before
constexpr long long kTablesOfALongCode = 1'024;  // entries of the tables that one range of codes of three bytes and more can need

// Reads a map as far as its cost is concerned: the widths of its ranges.
class MapCost {
 public:
  // False once it is too much.
  bool take(int c) {
    ++bytes_;
    if (is_skipped(c)) return bytes_ <= kMaxMapBytes;
    if (c == '<') {
      end_word();
      in_code_ = true, code_ = 0, digits_ = 0;
    } else if (c == '>') {
      end_code();
    } else if (in_code_) {
      const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
      if (digit >= 0 && digits_ < 16) code_ = code_ << 4 | digit, ++digits_;
    } else if (c == '[' || c == ']') {
      end_word();
      in_list_ = c == '[';
      if (in_list_) place_ = 0;  // what a range gives its codes; the next code begins a range
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
      if (word_.size() < 32) word_ += static_cast<char>(c);
    } else {
      end_word();
    }
    return codes_ <= kMaxMapCodes && bytes_ <= kMaxMapBytes;
  }

  long long codes() const { return codes_; }
  long long bytes() const { return bytes_; }

 private:
  enum class Block { kNone, kCodes, kSpaces, kUnicode, kNumbers };  // of bfchar and the like, codespacerange, bfrange, cidrange

  // Comments and strings, in which nothing opens a list or a block.
  bool is_skipped(int c) {
    if (in_comment_) {
      in_comment_ = c != '\n' && c != '\r';
    } else if (depth_ > 0) {
      depth_ += escaped_ ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      escaped_ = c == '\\' && !escaped_;
    } else if (c == '%' || c == '(') {
      end_word(), end_code();
      in_comment_ = c == '%', depth_ = c == '(';
    } else {
      return false;
    }
    return true;
  }

  void end_word() {
    if (word_.empty()) return;
    if (word_.starts_with("begin")) {
      in_list_ = false;
      block_ = word_ == "beginbfrange"                                   ? Block::kUnicode
               : word_ == "begincidrange" || word_ == "beginnotdefrange" ? Block::kNumbers
               : word_ == "begincodespacerange"                          ? Block::kSpaces
                                                                         : Block::kCodes;
    }
    if (word_.starts_with("end")) block_ = Block::kNone;
    if (block_ != Block::kNone) place_ = 0;
    word_.clear();
  }

  void end_code() {
    if (!in_code_) return;
    in_code_ = false;
    if (in_list_ || block_ == Block::kNone) return;
    ++codes_;
    if (block_ == Block::kCodes) return;
    if (place_ == 0) first_ = code_;
    if (place_ == 1) {
      if (block_ != Block::kSpaces && code_ >= first_) codes_ += static_cast<long long>(std::min<unsigned long long>(code_ - first_, 1ULL << 32));
      if (digits_ > 4 && block_ != Block::kUnicode) codes_ += kTablesOfALongCode;
    }
    place_ = (place_ + 1) % (block_ == Block::kUnicode ? 3 : 2);
  }

  std::string word_;
  Block block_ = Block::kNone;
  bool in_code_ = false, in_list_ = false, in_comment_ = false, escaped_ = false;
  int depth_ = 0;  // of the string's brackets
  int place_ = 0, digits_ = 0;
  unsigned long long code_ = 0, first_ = 0;
  long long codes_ = 0, bytes_ = 0;
};

}  // namespace

void CMapGuard::push(const Object& value) {
  if (value.isRef()) {
    if (seen_.insert(value.getRefNum()).second) to_see_.push_back({Object(objNull), value.getRef()});
  } else if (value.isDict()) {
    to_see_.push_back({value.copy(), Ref::INVALID()});
  }
}

bool CMapGuard::inspect(const Object& resources) {
  const auto push_all = [&](const Object& named) {
    for (int i = 0; named.isDict() && i < named.dictGetLength(); ++i) push(named.dictGetValNF(i));
    for (int i = 0; named.isArray() && i < named.arrayGetLength(); ++i) push(named.arrayGetNF(i));
  };
  push(resources);
  if (resources.isArray()) push_all(resources);
  // What is left over is looked at first for the next page: none is shown before all that it names is.
  for (int left = kMaxResources; !to_see_.empty(); --left) {
    if (left == 0) return false;
    const PendingObject found = std::move(to_see_.back());
    const Object object = found.place == Ref::INVALID() ? found.object.copy() : xref_->fetch(found.place);
    to_see_.pop_back();
    if (!object.isDict() && !object.isStream()) continue;
    Dict* dict = object.isDict() ? object.getDict() : object.streamGetDict();
    inspect_unicode(dict->lookupNF("ToUnicode"));
    if (!dict->lookupNF("DescendantFonts").isNull()) {
      inspect_encoding(dict->lookupNF("Encoding"));
      if (object.isDict()) replace_unknown_encoding(object, found.place);
    }
    for (const char* one : {"Resources", "AP", "DR", "SMask", "G"}) push(dict->lookupNF(one));
    for (const char* kind : {"Font", "XObject", "Pattern", "ExtGState", "N"}) {
      const Object& named = dict->lookupNF(kind);
      push_all(dict->lookup(kind));
      if (kind[0] == 'N') push(named);
    }
  }
  return true;
}

void CMapGuard::replace_unknown_encoding(const Object& font, Ref place) {
  const Object encoding = font.dictLookup("Encoding");
  if (place == Ref::INVALID() || encoding.isStream() || encoding.isName("Identity-H") || encoding.isName("Identity-V")) return;
  const std::string of = collection(font.getDict()->lookupNF("DescendantFonts"));
  if (of.empty() || is_known(encoding, of)) return;  // without a collection Poppler opens no font, whatever its encoding
  Object mended = font.copy();
  mended.dictSet("Encoding", Object(objName, "Identity-H"));
  xref_->setModifiedObject(&mended, place);
  unknown_encodings_.insert(font_id(place));
}

// Does Poppler find it? The encoding alone is asked for: to open the font would read its widths too, which may be many.
bool CMapGuard::is_known(const Object& encoding, const std::string& collection) {
  if (!encoding.isName()) return false;
  const auto [known, is_new] = known_.try_emplace({collection, encoding.getName()}, false);
  if (is_new) {
    const GooString of(collection), name(encoding.getName());
    known->second = globalParams->getCMap(&of, &name) != nullptr;
  }
  return known->second;
}

// Registry-Ordering, as Poppler names it, of a list of fonts, a font or its /CIDSystemInfo; each object is fetched once.
std::string CMapGuard::collection(const Object& reference, int depth) {
  if (depth > 2) return {};
  if (reference.isRef())
    if (const auto [found, is_new] = collections_.try_emplace(reference.getRefNum()); !is_new) return found->second;
  const Object value = reference.fetch(xref_);
  std::string out;
  if (value.isArray() && value.arrayGetLength() > 0) out = collection(value.arrayGetNF(0), depth + 1);
  if (value.isDict()) {
    const Object registry = value.dictLookup("Registry"), ordering = value.dictLookup("Ordering");
    if (const Object& info = value.dictLookupNF("CIDSystemInfo"); !info.isNull())
      out = collection(info, depth + 1);
    else if (registry.isString() && ordering.isString())
      out = registry.getString()->toStr() + "-" + ordering.getString()->toStr();
  }
  if (reference.isRef()) collections_[reference.getRefNum()] = out;
  return out;
}

bool CMapGuard::affordable(Stream* map) {
  if (codes_ > kMaxFileCodes || bytes_ > kMaxFileBytes) return false;
  MapCost cost;
  map->reset();
  bool fits = true;
  for (int c; fits && (c = map->getChar()) != EOF;) fits = cost.take(c);
  map->close();
  codes_ += cost.codes(), bytes_ += cost.bytes();
  return fits && codes_ <= kMaxFileCodes && bytes_ <= kMaxFileBytes;
}

void CMapGuard::inspect_unicode(const Object& reference) {
  if (!reference.isRef() || !unicode_maps_.insert(reference.getRefNum()).second) return;
  const Object map = xref_->fetch(reference.getRef());
  if (!map.isStream() || affordable(map.getStream())) return;
  const Object none(0);
  xref_->setModifiedObject(&none, reference.getRef());
}

void CMapGuard::inspect_encoding(const Object& reference) {
  if (!reference.isRef() || !encodings_.insert(reference.getRefNum()).second) return;
  std::set<int> row;
  bool sound = true;
  Object next = reference.copy();
  while (sound && next.isRef()) {
    sound = row.insert(next.getRefNum()).second && row.size() <= kMaxMapsInARow;
    const Object map = xref_->fetch(next.getRef());
    if (!map.isStream()) break;
    sound = sound && affordable(map.getStream());
    next = map.streamGetDict()->lookupNF("UseCMap").copy();
  }
  if (sound) return;
  const Object identity(objName, "Identity-H");
  xref_->setModifiedObject(&identity, reference.getRef());
}

}  // namespace banthuek::source
