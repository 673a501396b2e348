#include "pipeline/store/layer_key.h"

#include "pipeline/base/sha256.h"

namespace banthuek::store {

std::string layer_key(const std::string& sha256, int page) { return base::sha256_hex("layer " + sha256 + " " + std::to_string(page)); }

}  // namespace banthuek::store
