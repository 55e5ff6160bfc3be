/* The reply to whoever ordered a training: one page that says whether training is the answer, and what else is. */
#pragma once

#include <bepboard/view.h>

/* Appends the reply for an order as plain text (at most 76 columns) or Markdown. It says no more than the team may see,
 * and of that what the scene's audience may: in the room the order as it was spoken, to whom by their role. False when
 * the scene holds neither a diagnosis of the order nor the fact that one was made. */
bool bb_reply_write(struct bb_str *out, const struct bb_scene *scene, int64_t order, bool markdown);

/* Everything that the latest diagnosis of an order comes to, as lines for a page (columns label and value, wrapped to
 * `width` columns): verdicts, share with its arithmetic, cells, way, the answers that led there, what else can be done,
 * actions, what was overruled, former versions. Worked out from the answers while it is under way. */
void bb_verdict_build(const struct bb_scene *scene, const struct bb_look *look, int64_t order, int width,
                      struct bb_list *out);
