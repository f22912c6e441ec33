#include "transfer/framed_mail.h"

#include <postroom/mail.h>
#include <postroom/tags.h>

#include "base/try.h"
#include "transfer/later_bytes.h"
#include "transfer/mail_out.h"

namespace postroom::transfer {
namespace {

std::string sender_of(const PropertySet& properties) {
  for (const PropertyTag tag : {tag::sender_email_address, tag::sent_representing_email_address}) {
    const auto* address = properties.get<std::string>(tag);
    if (address && !address->empty()) return *address;
  }
  return {};
}

FileTime time_of(const Message& message) {
  for (const PropertyTag tag : {tag::message_delivery_time, tag::client_submit_time}) {
    if (const auto* time = message.content().properties.get<FileTime>(tag)) return *time;
  }
  const auto created = message.get(tag::creation_time);
  const auto* time = created ? std::get_if<FileTime>(&*created) : nullptr;
  return time ? *time : FileTime();
}

std::optional<KeptFrame> find_kept_frame(const Message& message, std::optional<std::uint16_t> frame_id) {
  const Property* property = frame_id ? message.content().properties.find_id(*frame_id) : nullptr;
  return property ? kept_frame(property->value) : std::nullopt;
}

// The mail of a file of its own may have a From_ line in front, which takes the frame's place.
Status take_from_line(FramedMail& mail) {
  TRY_SET(const MailFormat format, detect_format(*mail.bytes));
  if (format != MailFormat::mbox) return ok_status();
  auto reader = MboxReader::open(*mail.bytes);
  if (!reader.ok()) return ok_status();
  TRY_SET(auto entry, reader->next());
  if (!entry) return ok_status();
  mail.frame.from_line = std::move(entry->frame.from_line);
  mail.bytes = std::make_unique<LaterBytes>(std::move(mail.bytes), entry->offset);
  return ok_status();
}

Result<std::unique_ptr<RandomAccess>> made_mail(Store& store, const Session& session,
                                                const Message& message) {
  auto spool = std::make_unique<Spool>();
  LineEndSink lines(*spool);
  TRY(write_as_mail(store, session, message, lines));
  TRY(lines.finish());
  return std::unique_ptr<RandomAccess>(std::move(spool));
}

bool ends_in_line_end(RandomAccess& bytes) {
  std::array<std::uint8_t, 1> last{};
  if (bytes.size() == 0) return true;
  const auto count = bytes.read_at(bytes.size() - 1, last);
  return count.ok() && *count == 1 && last[0] == '\n';
}

}  // namespace

Result<FramedMail> frame_mail(Store& store, const Session& session, const Message& message,
                              std::optional<std::uint16_t> frame_id) {
  const auto kept = find_kept_frame(message, frame_id);
  FramedMail mail;
  mail.frame =
      kept ? kept->frame : make_mbox_frame(sender_of(message.content().properties), time_of(message));
  TRY_SET(mail.bytes, original_bytes(message));
  if (!mail.bytes) {
    TRY_SET(mail.bytes, made_mail(store, session, message));
    mail.frame.quoting = FromQuoting::mboxrd;
  } else if (kept) {
    mail.is_verbatim = true;
    mail.ended_file = kept->is_last;
  } else {
    TRY(take_from_line(mail));
  }
  return mail;
}

void fit_into_place(FramedMail& mail, PlaceInFile place) {
  MboxFrame& frame = mail.frame;
  if (!place.is_first) frame.from_line.erase(0, frame.from_line.find_first_not_of("\r\n"));
  if (mail.is_verbatim && (!mail.ended_file || place.is_last)) return;
  if (!frame.from_line.ends_with('\n')) frame.from_line += '\n';
  const bool has_empty_line = mail.is_verbatim && !frame.separator.empty();
  if (!has_empty_line) frame.separator = ends_in_line_end(*mail.bytes) ? "\n" : "\n\n";
}

}  // namespace postroom::transfer
