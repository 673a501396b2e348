#include "pipeline/recognise/model_file.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "extractors/error.h"
#include "pipeline/data/data_folder.h"

namespace banthuek {

ModelFile find_model() {
  if (const char* file = std::getenv("BANTHUEK_MODEL")) {
    const std::filesystem::path path(file);
    return find_model(path.parent_path(), path.stem().string());
  }
  return find_model(data_folder(DataFolder::kModels), "tha_saraban");
}

ModelFile find_model(const std::filesystem::path& folder, const std::string& name) {
  const ModelFile model{folder, name};
  std::error_code none;
  if (std::filesystem::is_regular_file(model.path(), none)) return model;
  throw Error(ErrorKind::kDisk, model.path().string(), "no such model; set BANTHUEK_MODEL to the file, or make it with tools/train");
}

std::string sha256_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::kDisk, path.string(), "cannot be read; check that it is there and may be read");
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  std::array<char, 65536> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0)
    EVP_DigestUpdate(digest.get(), buffer.data(), static_cast<std::size_t>(file.gcount()));
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(digest.get(), bytes.data(), &size);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[bytes[i] >> 4];
    hex += "0123456789abcdef"[bytes[i] & 15];
  }
  return hex;
}

}  // namespace banthuek
