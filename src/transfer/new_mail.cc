#include "transfer/new_mail.h"

#include <postroom/mail.h>
#include <postroom/tags.h>

#include "base/try.h"
#include "transfer/later_bytes.h"
#include "transfer/mbox_property.h"

namespace postroom::transfer {
namespace {

// MS-OXPROPS 2.694 and 2.758
constexpr PropertyTag kLastVerbExecuted{0x10810003};
constexpr std::int32_t kVerbReply = 102;
constexpr std::int32_t kVerbForward = 104;
constexpr std::int32_t kFlagged = 2;

constexpr const char* kWrappedName = "original.eml";

// What is to be exported one day: held, or in the store already.
struct MailBytes {
  Bytes held;
  std::optional<LargeValue> stored;
};

Error became_shorter() { return {Code::io_error, "The file became shorter while it was read.", {}}; }

Result<MailBytes> keep_bytes(RandomAccess& mail, LargeValues& large) {
  MailBytes kept;
  RangeSource source(mail);
  if (mail.size() > kMaxHeldSource) {
    TRY_SET(kept.stored, large.put(source));
    if (kept.stored->size != mail.size()) return became_shorter();
    return kept;
  }
  kept.held.resize(mail.size());
  for (std::size_t filled = 0; filled < kept.held.size();) {
    TRY_SET(const std::size_t count, source.read(std::span(kept.held).subspan(filled)));
    if (count == 0) return became_shorter();
    filled += count;
  }
  return kept;
}

std::string_view without_empty_lines(std::string_view from_line) {
  return from_line.substr(std::min(from_line.find_first_not_of("\r\n"), from_line.size()));
}

Result<ParsedMail> parse(RandomAccess& mail, const MailBytes& kept, const MailPiece& piece,
                         LargeValues& large) {
  MemoryAccess held(kept.held);
  LaterBytes bytes(kept.stored ? mail : held, bytes_before_mail(piece));
  return parse_mail(bytes, large, without_empty_lines(piece.entry.frame.from_line));
}

std::int32_t flags_of(const MailMarks& marks, const ImportOptions& options) {
  if (options.draft || marks.draft) return message_flag::unsent | message_flag::read;  // its author knows it
  return marks.read.value_or(false) ? message_flag::read : 0;
}

void keep_marks(const MailMarks& marks, NewMail& mail) {
  PropertySet& properties = mail.message.content.properties;
  if (marks.answered) properties.set(kLastVerbExecuted, kVerbReply);
  if (marks.flagged) properties.set(tag::flag_status, kFlagged);
  if (marks.deleted)
    mail.warnings.push_back("The message is marked as deleted in the file; it was imported all the same.");
}

// What the flags of a Maildir say in place of headers.
void keep_name(const MaildirName& name, const ImportOptions& options, NewMessage& message) {
  PropertySet& properties = message.content.properties;
  message.flags = flags_of({.read = name.seen, .draft = name.draft}, options);
  if (name.passed) properties.set(kLastVerbExecuted, kVerbForward);
  if (name.replied) properties.set(kLastVerbExecuted, kVerbReply);
  if (name.flagged) properties.set(tag::flag_status, kFlagged);
  if (name.replied) message.status |= message_status::answered;
  if (name.trashed) message.status |= message_status::delete_marked;
  const bool is_undated = !properties.find(tag::message_delivery_time);
  if (is_undated && name.delivered) properties.set(tag::message_delivery_time, *name.delivered);
}

void keep_frame(const MailPiece& piece, NewMessage& message) {
  if (!piece.in_mbox) return;
  message.named.emplace_back(mbox_frame_name(),
                             Property{kMboxFrameType, to_value({piece.entry.frame, piece.is_last})});
}

void keep_source(MailBytes kept, NewMessage& message) {
  message.source = std::move(kept.held);
  message.large_source = kept.stored;
}

Result<NewMail> wrap(RandomAccess& file, const MailPiece& piece, LargeValues& large,
                     const ImportOptions& options) {
  TRY_SET(const auto bytes, open_piece(file, piece));
  TRY_SET(MailBytes kept, keep_bytes(*bytes, large));
  RangeSource source(*bytes);
  TRY_SET(Value data, make_value(tag::attach_data_bin, source, large));
  Attachment attachment;
  attachment.properties.set(tag::attach_method, attach_method::by_value);
  attachment.properties.set(tag::attach_long_filename, std::string(kWrappedName));
  attachment.properties.set(tag::attach_mime_tag, std::string("message/rfc822"));
  attachment.properties.set(tag::attach_data_bin, std::move(data));
  NewMail mail;
  mail.message.content.properties.set(tag::message_class, std::string("IPM.Note"));
  mail.message.content.properties.set(tag::subject, std::string(kWrappedName));
  mail.message.content.attachments = {std::move(attachment)};
  mail.message.flags = flags_of({}, options);
  keep_frame(piece, mail.message);
  keep_source(std::move(kept), mail.message);
  return mail;
}

}  // namespace

Result<NewMail> make_new_mail(RandomAccess& file, const MailPiece& piece, LargeValues& large,
                              const ImportOptions& options, const std::optional<MaildirName>& name) {
  TRY_SET(const auto bytes, open_piece(file, piece));
  TRY_SET(MailBytes kept, keep_bytes(*bytes, large));
  TRY_SET(ParsedMail parsed, parse(*bytes, kept, piece, large));
  NewMail mail;
  mail.warnings = std::move(parsed.warnings);
  NewMessage& message = mail.message;
  message.content = std::move(parsed.content);
  for (NamedValue& named : parsed.named) {
    message.named.emplace_back(std::move(named.name), Property{named.type, std::move(named.value)});
  }
  if (name) {
    keep_name(*name, options, message);
  } else {
    message.flags = flags_of(parsed.marks, options);
    keep_marks(parsed.marks, mail);
  }
  keep_frame(piece, message);
  keep_source(std::move(kept), message);
  return mail;
}

Result<NewMail> make_reduced_mail(RandomAccess& file, const MailPiece& piece, LargeValues& large,
                                  const ImportOptions& options, Reduced how, const Error& refusal,
                                  const std::optional<MaildirName>& name) {
  const bool is_wrapped = how == Reduced::to_attachment;
  TRY_SET(NewMail mail,
          is_wrapped ? wrap(file, piece, large, options) : make_new_mail(file, piece, large, options, name));
  if (is_wrapped && name) keep_name(*name, options, mail.message);
  if (!is_wrapped) mail.message.named.clear();
  mail.warnings = {
      (is_wrapped ? "The message could not be stored as it was understood and is kept as an attachment: "
                  : "The message is stored without its keywords and its From_ line: ") +
      describe(refusal)};
  return mail;
}

}  // namespace postroom::transfer
