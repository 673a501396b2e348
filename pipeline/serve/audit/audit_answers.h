// What the page shows of each answer: groups of copies, follow-ups, coverage, statuses, scores over years.
#pragma once

#include "pipeline/serve/audit/audit_question.h"

namespace banthuek::serve::audit {

// Each sets its part of the view, "none" where there is nothing, "found" where something is counted, and the paging.
void show_copies(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view);
void show_follow_ups(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view);
void show_missing(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view);
void show_statuses(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view);
void show_scores(site::Site& desk, const site::RequestContext& visit, const Asked& asked, view::Json& view);

}  // namespace banthuek::serve::audit
