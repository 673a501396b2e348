// The worker's side: takes tasks from the coordinator one at a time, answers each, until the coordinator goes.
//
// The socket is descriptor kWorkerSocket. The first message is the set-up (`handler.set_up`), made while files can still be
// opened; then the cage closes (sandbox.h) and the worker says it is ready. What a task throws is its answer:
// {"error": {"kind", "where", "message"}}. Nothing a task does can reach anything but this socket and the files it was given.
#pragma once

#include <string>

#include "extractors/types/error.h"
#include "pipeline/process/message.h"
#include "pipeline/process/sandbox.h"

namespace banthuek::process {

class TaskHandler {
 public:
  virtual ~TaskHandler() = default;
  // Loads what later tasks need; gives what the coordinator is to know of it. May open files.
  virtual Json set_up(const Json& settings) = 0;
  // Does one task in the cage; an answer carries no files. What it throws becomes the answer.
  virtual Message run(Message task) = 0;
};

// Serves until the coordinator closes its end; gives the exit code of the process.
int serve(TaskHandler& handler);

// An Error as a message's "error", and back.
Json error_to_json(const Error& error);
Error error_from_json(const Json& json);

}  // namespace banthuek::process
