#include "pipeline/write/pdf_parts.h"

#include <zlib.h>

#include <cmath>
#include <cstdio>

#include "extractors/types/error.h"

namespace banthuek::write {

std::string pdf_number(double value, int decimals) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, std::isfinite(value) ? value : 0.0);
  return text;
}

std::string pdf_hex(unsigned unit) {
  char text[8];
  std::snprintf(text, sizeof text, "%04X", unit & 0xFFFF);
  return text;
}

std::string deflated(const std::string& data) {
  uLongf size = compressBound(data.size());
  std::string out(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()), data.size(), 6) != Z_OK)
    throw Error(ErrorKind::kMemory, "", "no memory to write the PDF; give less at once");
  out.resize(size);
  return out;
}

}  // namespace banthuek::write
