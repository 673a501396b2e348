#include "pipeline/serve/bundle/zip.h"

#include <zlib.h>

#include "extractors/types/error.h"

namespace banthuek::serve::bundle {
namespace {

std::string le(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

constexpr unsigned kUtf8 = 1 << 11, kDate = (2026 - 1980) << 9 | 1 << 5 | 1;  // a fixed day: when it was made stands in the manifest

}  // namespace

void ZipWriter::put(const std::string& bytes) {
  sink_(bytes);
  written_ += bytes.size();
}

void ZipWriter::add(const std::string& name, std::string_view bytes) {
  if (written_ + bytes.size() > 0xFFFF0000u || members_ == 0xFFFF)
    throw Error(ErrorKind::kTooLarge, name, "holds too much for one bundle; open another dossier");
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  const std::string facts =
      le(20, 2) + le(kUtf8, 2) + le(0, 2) + le(0, 2) + le(kDate, 2) + le(crc, 4) + le(bytes.size(), 4) + le(bytes.size(), 4) + le(name.size(), 2);
  central_ += "PK\1\2" + le(20, 2) + facts + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(written_, 4) + name;
  ++members_;
  put("PK\3\4" + facts + le(0, 2) + name);
  sink_(bytes);
  written_ += bytes.size();
}

void ZipWriter::finish() {
  const std::uint64_t begin = written_;
  const std::string central = std::move(central_);
  put(central);
  put("PK\5\6" + le(0, 4) + le(members_, 2) + le(members_, 2) + le(central.size(), 4) + le(begin, 4) + le(0, 2));
}

}  // namespace banthuek::serve::bundle
