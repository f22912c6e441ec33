// The connections of a Notifier, and the thread that calls OnNotify.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "mapi/notification_queue.h"

namespace postroom::mapi {

class Notifier::Shared : public std::enable_shared_from_this<Shared> {
 public:
  // The sinks for objects of the store hear what comes after `from`.
  struct Advised {
    Guid store;
    Interest interest;
    LogPosition from;
  };
  Result<ULONG_PTR> add(IMAPIAdviseSink* sink, const Advised& advised);
  Result<ULONG_PTR> add(IMAPIAdviseSink* sink, NotificationQueue::MakeReload make_reload);
  Status remove(ULONG_PTR number);
  void end();
  void stop();

  void hear(const std::shared_ptr<const HeardEvent>& heard);
  void lose_all();  // what happened could not be heard
  void post(ULONG_PTR number, std::unique_ptr<NotificationBatch> batch);
  void post_new_mail(const NEWMAIL_NOTIFICATION& mail);

 private:
  struct Connection {
    Connection(IMAPIAdviseSink* whom, NotificationQueue what)
        : sink(Ref<IMAPIAdviseSink>::share(whom)), queue(std::move(what)) {}
    const Ref<IMAPIAdviseSink> sink;
    NotificationQueue queue;
    std::optional<LogPosition> from;  // none: it hears nothing of the store
  };
  using Connections = std::map<ULONG_PTR, std::shared_ptr<Connection>>;
  using Lock = std::unique_lock<std::mutex>;

  Result<ULONG_PTR> add(std::shared_ptr<Connection> connection);
  // These need mutex_.
  Status start();
  bool is_own_thread() const { return thread_.get_id() == std::this_thread::get_id(); }
  Connections::iterator next_due();
  void tell(Lock& lock, ULONG_PTR number, std::shared_ptr<Connection> connection);

  void run();

  std::mutex mutex_;
  std::condition_variable wake_, told_;
  Connections connections_;
  ULONG_PTR last_ = 0;      // number that was given to a connection
  ULONG_PTR told_now_ = 0;  // whose sink is being called; 0: none
  ULONG_PTR told_last_ = 0;
  bool ended_ = false;  // nobody is told any more
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace postroom::mapi
