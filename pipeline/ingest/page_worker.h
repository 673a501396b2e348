// What a worker does with a file: opens it, reads a page of it, turns its pages into documents. The tasks are those of
// file_job.h; everything runs inside the cage (workers/sandbox.h), the file being descriptor 0 of the task.
//
// Answers: open -> {"pages", "kind"}; prepare -> {} and beside it the bytes of the page (store/page_cache.h) where the text layer was taken, else
// {"picture": SHA-256 of the pixels} with the picture kept; read -> {} and the bytes of the page of the picture kept; take -> what page_batch.h says
// (pages kept); extract -> {"documents": [...]}; unpack -> {"name", "problem" or not} with the member's content in file 1, or {"end": true}. Set-up
// gives {"model": {...}, "rules": HASH}.
#pragma once

#include <memory>

namespace banthuek::process {
class TaskHandler;
}  // namespace banthuek::process

namespace banthuek::ingest {

std::unique_ptr<process::TaskHandler> make_page_worker();

}  // namespace banthuek::ingest
