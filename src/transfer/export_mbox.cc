#include <postroom/transfer.h>

#include "base/try.h"
#include "transfer/framed_mail.h"

namespace postroom {

Result<std::uint64_t> export_mbox(Store& store, const Session& session, std::span<const MessageId> ids,
                                  Sink& sink, const Progress& progress) {
  TRY_SET(const auto frame_id, store.find_property_id(session, transfer::mbox_frame_name()));
  MboxWriter writer(sink);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    TRY_SET(const Message message, store.open_message(session, ids[i], Access::read_only));
    TRY_SET(auto mail, transfer::frame_mail(store, session, message, frame_id));
    transfer::fit_into_place(mail, {i == 0, i + 1 == ids.size()});
    RangeSource source(*mail.bytes);
    TRY(writer.write(mail.frame, source));
    if (progress) progress(i + 1, ids.size());
  }
  return std::uint64_t{ids.size()};
}

}  // namespace postroom
