// Messages between the coordinator and a worker: a JSON value, with bytes that nobody parses on the way and at most two open files beside it.
//
// On the wire (a Unix stream socket, both ends on one machine): u32 magic, u32 length of the JSON text in bytes (host
// order), u32 count of the bytes beside it, the text, the bytes; descriptors travel with the first byte (SCM_RIGHTS). A worker that was taken over by
// a hostile file may send anything: MessageReader checks magic and lengths and throws Error(kInternal), it never allocates what it has not received.
#pragma once

#include <cstdint>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/descriptor.h"

namespace banthuek::process {

using Json = nlohmann::json;

constexpr std::uint32_t kMessageMagic = 0x62616E32;   // "ban2"
constexpr std::uint32_t kLongestMessage = 64u << 20;  // bytes, of the text and of what is beside it; a page of a dense table is under 1 MB

struct Message {
  Json body;
  std::string bytes = {};
  std::vector<base::Descriptor> files = {};
};

// Encodes `body` and `bytes` with their header; what is not UTF-8 in `body` becomes U+FFFD. Throws Error(kTooLarge) over kLongestMessage.
std::string encode_message(const Json& body, std::string_view bytes = {});

// Puts bytes together again. Feed what recv gave; next() gives whole messages in order.
class MessageReader {
 public:
  void feed(const char* bytes, std::size_t count);
  void feed(base::Descriptor file);
  std::optional<Message> next();  // throws Error(kInternal) where the bytes are no message

 private:
  std::string bytes_;
  std::vector<base::Descriptor> files_;
};

// What one read of the socket found. kClosed: the other end is gone.
enum class ReadResult { kGot, kNothingNow, kClosed };

// Reads what is there, without waiting when `flags` holds MSG_DONTWAIT, and feeds it to `reader`.
ReadResult read_socket(int socket, MessageReader& reader, int flags);

// Writes a whole encoded message and waits until it is taken. Throws Error(kInternal) when the other end is gone.
void send_message(int socket, const Json& body, std::string_view bytes = {});

// Writes as much of `bytes` as the socket takes now, `files` (not owned) with the first byte; gives the count, -1 when the
// other end is gone.
long write_some(int socket, const char* bytes, std::size_t count, const std::vector<int>& files);

}  // namespace banthuek::process
