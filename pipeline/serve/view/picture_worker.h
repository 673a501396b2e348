// The worker process behind PagePictures: the hidden command `picture-worker`.
#pragma once

namespace banthuek::serve::view {

// Serves tasks until the server closes its end; the exit code of the process.
int run_picture_worker();

}  // namespace banthuek::serve::view
