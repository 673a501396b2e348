// Bytes on a connection to the desk: heads of requests, forms, multipart bodies. Whatever comes, the answer is HTTP or nothing, and the next visitor
// is served.
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/fuzz/hold.h"
#include "tests/fuzz/port.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banthuek::fuzz;
  static Port& port = *new Port;  // never taken down: its thread goes with the program
  const std::string answer = port.talk(std::string_view(reinterpret_cast<const char*>(data), size));
  HOLD(answer.empty() || answer.starts_with("HTTP/1.1 "));
  // On a full machine this thread may stand still between its connection and its first byte for longer than the desk waits: it comes again then.
  bool served = false;
  for (int visit = 0; visit < 5 && !served; ++visit)
    served = port.talk("GET /alive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200");
  HOLD(served);
  HOLD(port.files_left() == 0);
  return 0;
}
