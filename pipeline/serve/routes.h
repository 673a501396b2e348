// Every address of the desk, what it needs, and who answers. The only list: tests walk it.
#pragma once

#include <vector>

#include "pipeline/serve/site/site.h"

namespace banthuek::serve {

const std::vector<site::Route>& routes();

}  // namespace banthuek::serve
