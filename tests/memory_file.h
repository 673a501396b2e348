// A file that lies in memory alone, open at its end.
#pragma once

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "pipeline/base/descriptor.h"

namespace banthuek {

inline base::Descriptor memory_file(const std::string& content) {
  base::Descriptor out(memfd_create("test", MFD_CLOEXEC));
  EXPECT_EQ(::write(out.get(), content.data(), content.size()), static_cast<ssize_t>(content.size()));
  return out;
}

}  // namespace banthuek
