// The worker process behind PagePictures and RegionReader: the hidden command `picture-worker`, and what it is asked.
#pragma once

#include "pipeline/process/message.h"

namespace banthuek::serve::view {

struct PictureWanted;

// What draws, or with "reads" (of a worker set up with "reads") recognises, the region of a page; file 0 is the source, file 1 takes the picture. What
// is read is answered as {"lines": [{"text", "confidence"}]}.
process::Json picture_task(const PictureWanted& wanted);

// Serves tasks until the server closes its end; the exit code of the process.
int run_picture_worker();

}  // namespace banthuek::serve::view
