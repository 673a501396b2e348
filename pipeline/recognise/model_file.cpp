#include "pipeline/recognise/model_file.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <vector>

#include "extractors/error.h"

namespace banthuek {

ModelFile find_model() {
  if (const char* file = std::getenv("BANTHUEK_MODEL")) {
    const std::filesystem::path path(file);
    return find_model(path.parent_path(), path.stem().string());
  }
  std::vector<std::filesystem::path> places{BANTHUEK_MODEL_FOLDER};
  std::error_code none;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", none);
  if (!none) places.push_back(program.parent_path().parent_path() / "share/banthuek/models");
  std::string looked;
  for (const std::filesystem::path& place : places) {
    const ModelFile model{place, "tha_saraban"};
    if (std::filesystem::is_regular_file(model.path(), none)) return model;
    looked += (looked.empty() ? "" : " and ") + place.string();
  }
  throw Error(ErrorKind::kDisk, "tha_saraban.traineddata",
              "no such model in " + looked + "; set BANTHUEK_MODEL to the file, or run tools/train");
}

ModelFile find_model(const std::filesystem::path& folder, const std::string& name) {
  const ModelFile model{folder, name};
  std::error_code none;
  if (std::filesystem::is_regular_file(model.path(), none)) return model;
  throw Error(ErrorKind::kDisk, model.path().string(), "no such model; give the folder that holds it");
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
