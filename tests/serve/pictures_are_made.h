// Whether the desk can make pictures of pages in this build.
#pragma once

namespace banthuek::serve {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kPicturesAreMade = false;  // sanitizers reserve terabytes of address space, which the workers' cage forbids
#else
inline constexpr bool kPicturesAreMade = true;
#endif

}  // namespace banthuek::serve
