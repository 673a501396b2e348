#include "pipeline/process/worker.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <new>
#include <optional>
#include <stdexcept>

#include "pipeline/process/memory_guard.h"

namespace banthuek::process {
namespace {

std::optional<Message> receive(MessageReader& reader) {
  while (true) {
    if (auto message = reader.next()) return message;
    if (read_socket(kWorkerSocket, reader, 0) == ReadResult::kClosed) return std::nullopt;
  }
}

Message error_message(const Error& error) { return {Json{{"error", error_to_json(error)}}}; }

Message answer(const std::function<Message()>& work) {
  try {
    return work();
  } catch (const Error& e) {
    return error_message(e);
  } catch (const std::bad_alloc&) {
    _exit(kOutOfMemoryExit);
  } catch (const std::length_error& e) {
    return error_message(Error(ErrorKind::kDamaged, "", std::string("a length in it is absurd (") + e.what() + ")"));
  } catch (const std::exception& e) {
    return error_message(Error(ErrorKind::kInternal, "", e.what()));
  }
}

}  // namespace

int serve(TaskHandler& handler) {
  // Dies with its coordinator, also when that is killed while this one computes.
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  MessageReader reader;
  std::optional<Message> first = receive(reader);
  if (!first) return 0;
  const Message ready = answer([&]() -> Message {
    Json told = handler.set_up(first->body.at("settings"));
    SandboxLimits limits;
    limits.memory_bytes = first->body.at("memory_bytes");
    limits.written_bytes = first->body.at("written_bytes");
    enter_sandbox(limits);
    return {Json{{"ready", std::move(told)}}};
  });
  send_message(kWorkerSocket, ready.body);
  if (ready.body.contains("error")) return 1;
  while (std::optional<Message> task = receive(reader)) {
    const Message given = answer([&] { return handler.run(std::move(*task)); });
    send_message(kWorkerSocket, given.body, given.bytes);
  }
  return 0;
}

Json error_to_json(const Error& error) { return {{"kind", static_cast<int>(error.kind)}, {"where", error.where}, {"message", error.message}}; }

Error error_from_json(const Json& json) {
  const int kind = json.value("kind", static_cast<int>(ErrorKind::kInternal));
  const bool known = kind >= 0 && kind <= static_cast<int>(ErrorKind::kInternal);
  return Error(known ? static_cast<ErrorKind>(kind) : ErrorKind::kInternal, json.value("where", ""), json.value("message", ""));
}

}  // namespace banthuek::process
