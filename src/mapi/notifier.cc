#include "mapi/notifier.h"

#include "base/try.h"
#include "mapi/notifier_thread.h"

namespace postroom::mapi {

Notifier::Notifier(Store store, Session session)
    : store_(std::move(store)), session_(std::move(session)), shared_(std::make_shared<Shared>()) {}

Notifier::~Notifier() {
  subscription_.reset();
  shared_->stop();
}

// On a thread of the store's, until the subscription ends.
void Notifier::hear(const Event& event) {
  try {
    shared_->hear(std::make_shared<const HeardEvent>(look_around(store_, session_, event)));
  } catch (const std::bad_alloc&) {
    shared_->lose_all();
  }
}

Status Notifier::subscribe() {
  const std::lock_guard guard(subscribing_);
  if (subscription_) return ok_status();
  TRY_SET(subscription_, store_.subscribe(session_, [this](const Event& event) { hear(event); }));
  return ok_status();
}

Result<ULONG_PTR> Notifier::advise(ULONG event_mask, std::optional<EntryId> object, IMAPIAdviseSink* sink) {
  if (!sink) return Error{Code::invalid_argument, "There is nobody to be told.", {}};
  TRY(subscribe());
  TRY_SET(const LogPosition from, store_.log_position(session_));
  const auto target = object ? std::optional<ObjectId>(object->target) : std::nullopt;
  return shared_->add(sink, Shared::Advised{store_.guid(), {event_mask, target}, from});
}

Result<ULONG_PTR> Notifier::connect(IMAPIAdviseSink* sink,
                                    std::function<std::unique_ptr<NotificationBatch>()> make_reload) {
  if (!sink) return Error{Code::invalid_argument, "There is nobody to be told.", {}};
  return shared_->add(sink, std::move(make_reload));
}

void Notifier::post(ULONG_PTR connection, std::unique_ptr<NotificationBatch> batch) {
  shared_->post(connection, std::move(batch));
}

Status Notifier::unadvise(ULONG_PTR connection) { return shared_->remove(connection); }

void Notifier::end() { shared_->end(); }

void Notifier::new_mail(const NEWMAIL_NOTIFICATION& mail) { shared_->post_new_mail(mail); }

}  // namespace postroom::mapi
