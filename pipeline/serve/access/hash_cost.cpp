#include "pipeline/serve/access/hash_cost.h"

namespace banthuek::serve::access {

HashCost hash_cost() { return kHashCost; }

}  // namespace banthuek::serve::access
