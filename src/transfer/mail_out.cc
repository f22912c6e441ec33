#include "transfer/mail_out.h"

#include "base/try.h"

namespace postroom::transfer {
namespace {

// The named properties of the message itself, with their names.
Result<std::vector<NamedValue>> named_values(Store& store, const Session& session,
                                             const MessageContent& content) {
  std::vector<NamedValue> named;
  for (const Property& property : content.properties) {
    if (!property.tag.is_named()) continue;
    TRY_SET(auto name, store.property_name(session, property.tag.id()));
    if (name) named.push_back({std::move(*name), PropertyTag(property.tag.raw_type()), property.value});
  }
  return named;
}

}  // namespace

Result<std::unique_ptr<RandomAccess>> original_bytes(const Message& message) {
  auto original = message.original();
  if (!original.ok() && original.error().code == Code::not_found) return std::unique_ptr<RandomAccess>();
  return original;
}

Status write_as_mail(Store& store, const Session& session, const Message& message, Sink& sink) {
  TRY_SET(const auto named, named_values(store, session, message.content()));
  return write_mail(message.content(), named, store.large_values(), sink);
}

Status LineEndSink::write(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() + 1);
  for (const char c : as_text(bytes)) {
    if (waiting_ && c != '\n') text += '\r';
    waiting_ = c == '\r';
    if (!waiting_) text += c;
  }
  return sink_.write(as_bytes(text));
}

Status LineEndSink::finish() {
  if (!std::exchange(waiting_, false)) return ok_status();
  return sink_.write(as_bytes("\r"));
}

}  // namespace postroom::transfer
