// What a copier adds to a page: dark edges of the glass, streaks down the page, salt; and what is left of rules. None of it is text.
#pragma once

#include <span>
#include <vector>

#include "pipeline/layout/grid.h"
#include "pipeline/picture/components.h"

namespace banthuek::layout {

// Takes out of `among` (indices into `all`) the pieces along the paper's edges and those on a streak. `width`, `height`: of the page,
// pixels.
void drop_dirt(const picture::Components& all, std::vector<int>& among, std::span<const Rule> streaks, int width, int height, double body);

// On a page full of salt (specks all over the paper, as worn copies have) takes out the specks that stand alone: no larger than most of the salt and
// out of reach of any letter, whose dots and marks may be as small. `width`, `height`: of the page, pixels.
void drop_salt(const picture::Components& all, std::vector<int>& among, int width, int height, double body);

// Takes out the flat shreds that lie along the level rules `horizontal`, whose ink is gone already.
void drop_shreds(const picture::Components& all, std::vector<int>& among, std::span<const Rule> horizontal, double body);

}  // namespace banthuek::layout
