// A message of a store as the bytes of a mail.
#pragma once

#include <postroom/mail.h>
#include <postroom/store.h>

#include "transfer/spool.h"

namespace postroom::transfer {

// The bytes that an unedited message came in; null for every other.
Result<std::unique_ptr<RandomAccess>> original_bytes(const Message& message);

// Writes what the message is now.
Status write_as_mail(Store& store, const Session& session, const Message& message, Sink& sink);

// Hands over what is written, with "\n" for every "\r\n". `sink` outlives it.
class LineEndSink final : public Sink {
 public:
  explicit LineEndSink(Sink& sink) : sink_(sink) {}
  Status write(ByteView bytes) override;
  Status finish();  // after the last write

 private:
  Sink& sink_;
  bool waiting_ = false;  // a '\r' was the last byte
};

}  // namespace postroom::transfer
