// A member of a TAR (ustar), with its head; an archive ends with 1,024 zero bytes.
#pragma once

#include <cstdio>
#include <string>

namespace banthuek {

inline std::string tar_member(const std::string& name, const std::string& content, char type = '0', const std::string& link = "") {
  std::string head(512, '\0');
  const auto put = [&](std::size_t at, const std::string& text) { head.replace(at, text.size(), text); };
  char size[13];
  std::snprintf(size, sizeof size, "%011zo", content.size());
  put(0, name), put(100, "0000644"), put(124, size), put(136, "00000000000"), put(148, "        "), put(156, std::string(1, type)), put(157, link);
  put(257, std::string("ustar\0"
                       "00",
                       8));
  unsigned sum = 0;
  for (const char c : head) sum += static_cast<unsigned char>(c);
  char check[8];
  std::snprintf(check, sizeof check, "%06o", sum);
  put(148, check);
  head[154] = '\0';
  std::string body = content;
  body.resize((body.size() + 511) / 512 * 512);
  return head + body;
}

}  // namespace banthuek
