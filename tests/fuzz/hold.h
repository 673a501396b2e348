// What a fuzz target expects: says what does not hold, and ends the program so that the search sees it.
#pragma once

#include <cstdio>
#include <cstdlib>

#define HOLD(condition)                                                                   \
  do {                                                                                    \
    if (!(condition)) {                                                                   \
      std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                       \
    }                                                                                     \
  } while (false)
