#include "pipeline/process/message.h"

#include <fmt/core.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "extractors/types/error.h"

namespace banthuek::process {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kMaxFiles = 2;
constexpr int kDeepestMessage = 100;  // a cell's line in a page in an answer is 10 deep

}  // namespace

std::string encode_message(const Json& body, std::string_view bytes) {
  const std::string text = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (const std::size_t longer = std::max(text.size(), bytes.size()); longer > kLongestMessage)
    throw Error(ErrorKind::kTooLarge, "", fmt::format("a message of {} bytes; over the limit of one message", longer));
  const std::uint32_t header[3] = {kMessageMagic, static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(bytes.size())};
  std::string out;
  out.reserve(kHeader + text.size() + bytes.size());
  return out.append(reinterpret_cast<const char*>(header), kHeader).append(text).append(bytes);
}

void MessageReader::feed(const char* bytes, std::size_t count) { bytes_.append(bytes, count); }

void MessageReader::feed(base::Descriptor file) {
  if (files_.size() < kMaxFiles) files_.push_back(std::move(file));  // others close here: nobody sends more
}

std::optional<Message> MessageReader::next() {
  if (bytes_.size() < kHeader) return std::nullopt;
  std::uint32_t header[3];
  std::memcpy(header, bytes_.data(), kHeader);
  if (header[0] != kMessageMagic || header[1] > kLongestMessage || header[2] > kLongestMessage)
    throw Error(ErrorKind::kInternal, "worker", "what it sent is no message");
  const std::size_t end = kHeader + header[1] + header[2];
  if (bytes_.size() < end) return std::nullopt;
  Message message;
  // Parsing and destroying need no stack, but copying and printing recurse: what is nested deeper than any answer ends here.
  const auto not_deep = [](int depth, Json::parse_event_t, Json&) {
    if (depth > kDeepestMessage) throw Error(ErrorKind::kInternal, "worker", "what it sent is nested too deep");
    return true;
  };
  message.body = Json::parse(bytes_.begin() + kHeader, bytes_.begin() + static_cast<long>(kHeader + header[1]), not_deep, false);
  if (message.body.is_discarded()) throw Error(ErrorKind::kInternal, "worker", "what it sent is no JSON");
  message.files = std::move(files_);
  files_.clear();
  message.bytes = bytes_.substr(kHeader + header[1], header[2]);
  bytes_.erase(0, end);
  if (bytes_.empty()) bytes_.shrink_to_fit();
  return message;
}

ReadResult read_socket(int socket, MessageReader& reader, int flags) {
  char buffer[65536];
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * kMaxFiles)];
  iovec part{buffer, sizeof buffer};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control;
  header.msg_controllen = sizeof control;
  long count;
  do count = recvmsg(socket, &header, flags | MSG_CMSG_CLOEXEC);
  while (count < 0 && errno == EINTR);
  if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? ReadResult::kNothingNow : ReadResult::kClosed;
  if (count == 0) return ReadResult::kClosed;
  for (cmsghdr* c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(&header, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t files = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < files; ++i) {
      int fd;
      std::memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof fd);
      reader.feed(base::Descriptor(fd));
    }
  }
  reader.feed(buffer, static_cast<std::size_t>(count));
  return ReadResult::kGot;
}

long write_some(int socket, const char* bytes, std::size_t count, const std::vector<int>& files) {
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * kMaxFiles)] = {};
  iovec part{const_cast<char*>(bytes), count};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  if (!files.empty()) {
    header.msg_control = control;
    header.msg_controllen = CMSG_SPACE(sizeof(int) * files.size());
    cmsghdr* c = CMSG_FIRSTHDR(&header);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int) * files.size());
    std::memcpy(CMSG_DATA(c), files.data(), sizeof(int) * files.size());
  }
  long sent;
  do sent = sendmsg(socket, &header, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  if (sent < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
  return sent;
}

void send_message(int socket, const Json& body, std::string_view beside) {
  const std::string bytes = encode_message(body, beside);
  std::size_t done = 0;
  while (done < bytes.size()) {
    // sendmsg, as send is another system call, which the cage does not know.
    iovec part{const_cast<char*>(bytes.data()) + done, bytes.size() - done};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    const long sent = sendmsg(socket, &header, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) throw Error(ErrorKind::kInternal, "worker", "its coordinator is gone");
    done += static_cast<std::size_t>(sent);
  }
}

}  // namespace banthuek::process
