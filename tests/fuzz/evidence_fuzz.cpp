// What is handed in to be verified: heads, proofs, keys, bundles of evidence; and what proxies say of who asks. It is judged, or an Error says what
// it is not; what leads to no root never holds.
//
// The first byte says which of them the rest is.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "extractors/types/error.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/base/signing.h"
#include "pipeline/serve/bundle/check.h"
#include "pipeline/serve/http/forwarded.h"
#include "pipeline/source/container.h"
#include "pipeline/store/head.h"
#include "tests/fuzz/hold.h"

namespace banthuek::fuzz {
namespace {

constexpr const char* kProxy = "192.0.2.20";
constexpr const char* kVisitor = "192.0.2.9";

void head(std::string_view text) {
  const store::Head head = store::parse_head(text, "fuzzed");
  HOLD(head.root.size() == 64);
  const std::string said = store::text_of(head);
  HOLD(store::text_of(store::parse_head(said, "again")) == said);
  const base::KeyPair keys = base::make_key_pair();
  HOLD(!store::signature_fits(head, keys.open, "key"));
}

void bundle(std::string_view bytes) {
  const base::Descriptor file(memfd_create("fuzzed", MFD_CLOEXEC));
  if (::write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) return;
  const serve::bundle::CheckedBundle found = serve::bundle::check_bundle("/proc/self/fd/" + std::to_string(file.get()));
  HOLD(found.sha256.size() == 64);
}

// The visitor's own text before what the proxy adds: the proxy is believed.
void forwarded(std::string_view text) {
  const auto is_proxy = [](const std::string& address) { return address == kProxy; };
  const std::string said(text);
  const auto asked = [&](const char* name, const std::string& value) { return serve::http::visitor_of({{name, value}}, is_proxy).address; };
  HOLD(asked("x-forwarded-for", said + ", " + kVisitor) == kVisitor);
  HOLD(asked("forwarded", said + ", for=" + kVisitor) == kVisitor);
  HOLD(asked("x-forwarded-for", said + ", " + kVisitor + ", " + kProxy) == kVisitor);
  const std::string alone = serve::http::visitor_of({{"forwarded", said}, {"x-forwarded-for", said}}, is_proxy).address;
  HOLD(alone.find_first_not_of("0123456789abcdefABCDEF.:") == std::string::npos);
}

void judge(std::uint8_t kind, std::string_view rest) {
  static const bool prepared = (source::prepare_containers(), true);
  (void)prepared;
  try {
    switch (kind % 5) {
      case 0:
        head(rest);
        break;
      case 1:
        store::check_proof(rest, "fuzzed");
        break;
      case 2:
        bundle(rest);
        break;
      case 3:
        base::signature_fits(rest, "message", rest, "fuzzed");
        break;
      default:
        forwarded(rest);
    }
  } catch (const Error& e) {
    HOLD(!e.message.empty());
  }
}

}  // namespace
}  // namespace banthuek::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) banthuek::fuzz::judge(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  return 0;
}
