// Who is told of what happens, and the thread that tells them: never inside the call that caused it (rule
// C55). It is Postroom's own; the host's Subscribe and Notify are not used, as hosts differ there.
#pragma once

#include <mapi/mapidefs.h>
#include <postroom/entry_id.h>
#include <postroom/store.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "mapi/ref.h"

namespace postroom::mapi {

// One call of OnNotify: the structures, and all that they point to.
class NotificationBatch {
 public:
  virtual ~NotificationBatch() = default;
  virtual ULONG count() const = 0;
  virtual LPNOTIFICATION notifications() = 0;
};

inline constexpr std::size_t kMaxConnections = 10'000;  // of one notifier

// Thread-safe. Each sink is told in order and by one thread, which begins with the first connection. What
// waits for a sink is bounded (notification_queue.h).
class Notifier {
 public:
  Notifier(Store store, Session session);
  ~Notifier();  // ends what is left; waits for a call under way, except from within it
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  // IMsgStore::Advise. No object: the whole store. Never 0. Only what is committed later is told.
  // Code::too_big past kMaxConnections and Code::cancelled after end(), also of connect().
  Result<ULONG_PTR> advise(ULONG event_mask, std::optional<EntryId> object, IMAPIAdviseSink* sink);
  // For sources of their own, such as tables: post() brings what they are told. `make_reload` makes what is
  // told instead of too much that waits, on the thread that tells and with locks held; it may be null, and
  // give null.
  Result<ULONG_PTR> connect(IMAPIAdviseSink* sink,
                            std::function<std::unique_ptr<NotificationBatch>()> make_reload);
  // A null batch stands for one that could not be made, and is told as a reload. Does nothing for a
  // connection that is gone.
  void post(ULONG_PTR connection, std::unique_ptr<NotificationBatch> batch);
  // Nothing is told to it after the return, which waits for a call under way unless it is inside that.
  // Releases the sink. Code::not_found for a connection that is none.
  Status unadvise(ULONG_PTR connection);
  // The same for all of them, and for those that somebody is about to make: from now on nobody is told.
  void end();

  // IMsgStore::NotifyNewMail: a copy goes to the sinks for the whole store with fnevNewMail.
  void new_mail(const NEWMAIL_NOTIFICATION& mail);

 private:
  class Shared;
  Status subscribe();
  void hear(const Event& event);

  Store store_;
  const Session session_;
  const std::shared_ptr<Shared> shared_;  // with the thread, which may outlive this
  std::mutex subscribing_;
  std::shared_ptr<void> subscription_;
};

}  // namespace postroom::mapi
