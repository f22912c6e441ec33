// NOTIFICATION structures about objects and new mail, each with all that it points to ("OBJECT_NOTIFICATION"
// and "NEWMAIL_NOTIFICATION" in the Outlook MAPI reference). Those about tables are in table_notifications.h.
#pragma once

#include <deque>
#include <vector>

#include "mapi/event_translation.h"
#include "mapi/notifier.h"

namespace postroom::mapi {

// Entry IDs are long-term ones; members that do not belong to the event are 0.
class ObjectBatch final : public NotificationBatch {
 public:
  explicit ObjectBatch(const Guid& store) : store_(store) {}
  void add(const ObjectChange& change);

  ULONG count() const override { return static_cast<ULONG>(notifications_.size()); }
  LPNOTIFICATION notifications() override { return notifications_.data(); }

 private:
  void point_to(const ObjectId& object, ULONG& size, LPENTRYID& id);

  const Guid store_;
  std::vector<NOTIFICATION> notifications_;
  std::deque<Bytes> entry_ids_;  // stay where they are
};

inline constexpr ULONG kMaxNewMailEntryId = 64 << 10;  // bytes; of a longer one nothing is passed on
inline constexpr std::size_t kMaxNewMailClass = 255;   // characters; a longer one is cut

class NewMailBatch final : public NotificationBatch {
 public:
  explicit NewMailBatch(const NEWMAIL_NOTIFICATION& mail);

  ULONG count() const override { return 1; }
  LPNOTIFICATION notifications() override { return &notification_; }

 private:
  NOTIFICATION notification_{};
  Bytes message_, folder_;
  std::vector<wchar_t> wide_class_;
  std::vector<char> narrow_class_;
};

}  // namespace postroom::mapi
