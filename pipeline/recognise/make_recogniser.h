// The recogniser that the program reads with.
#pragma once

#include <memory>

#include "pipeline/recognise/recogniser.h"

namespace banthuek::recognise {

// The project's model (model_file.h says where it is looked for). Throws Error(kDisk) where there is none or it is broken.
std::unique_ptr<Recogniser> make_recogniser();

}  // namespace banthuek::recognise
