#include <postroom/transfer.h>

#include "base/try.h"
#include "transfer/mail_out.h"

namespace postroom {

Status export_message(Store& store, const Session& session, MessageId id, Sink& sink) {
  TRY_SET(const Message message, store.open_message(session, id, Access::read_only));
  TRY_SET(const auto original, transfer::original_bytes(message));
  if (!original) return transfer::write_as_mail(store, session, message, sink);
  RangeSource source(*original);
  TRY(copy(source, sink));
  return ok_status();
}

}  // namespace postroom
