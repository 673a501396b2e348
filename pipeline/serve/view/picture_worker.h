// The worker process behind PagePictures and RegionReader: the hidden command `picture-worker`.
//
// A task (picture_task.h) draws the region of a page out of file 0 into file 1; one with "reads", of a worker set up with "reads", recognises it and
// answers {"lines": [{"text", "confidence"}]}.
#pragma once

namespace banthuek::serve::view {

// Serves tasks until the server closes its end; the exit code of the process.
int run_picture_worker();

}  // namespace banthuek::serve::view
