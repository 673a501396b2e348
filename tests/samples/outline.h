// What was read of an input as a text that is kept and compared: every line of its pages with its place, tables as their cells, marks and
// regions, findings; and of its documents where each value stands, how sure it is and by which rule.
//
// Places are rounded to 10 pixels ("left top right bottom"), so that small changes of the layout change few lines of what is kept, while a
// fault that moves all boxes by a pixel still changes some. Values that expected.json holds are not repeated.
#pragma once

#include <string>

#include "tests/samples/sample.h"

namespace banthuek::test {

std::string outline(const Result& result);

}  // namespace banthuek::test
