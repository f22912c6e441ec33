// Progress of operations on many things, shown by the host ("MAPI progress objects" in the Outlook MAPI
// reference; row 141).
#pragma once

#include <mapi/mapispi.h>

#include "mapi/ref.h"

namespace postroom::mapi {

// The caller's progress object, or, where there is none and `dialog_flag` is in the flags, the host's
// (IMAPISupport::DoProgressDialog), or none. At the top level its range is set to 0 to 1000; otherwise the
// range that the caller has set is used.
class ProgressReport {
 public:
  ProgressReport(LPMAPIPROGRESS progress, bool wants_dialog, ULONG_PTR window, IMAPISupport* support);
  // Before any step. The value reaches the maximum with the last one and not before.
  void set_total(ULONG count);
  void step(ULONG done);  // of the total
  // To hand on for one step of the total, after calling this: its own range. Null if there is none.
  LPMAPIPROGRESS for_step(ULONG number);

 private:
  ULONG value_after(ULONG done) const;

  Ref<IMAPIProgress> progress_;
  ULONG total_ = 0, least_ = 0, most_ = 0;
  bool top_level_ = false;
};

}  // namespace postroom::mapi
