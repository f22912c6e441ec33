#include <postroom/mail.h>
#include <postroom/tags.h>

#include "base/try.h"
#include "formats/attachment_properties.h"
#include "formats/message_reader.h"

namespace postroom {
namespace {

// Mail that small is held in memory while it is parsed, so that its file is read once.
constexpr std::uint64_t kHeldMail = kOutlineMinimum;

PropertyName keywords_name() { return {kPsPublicStrings, "Keywords"}; }

ParsedMail finish(MessageContent content, MessageExtras extras, MailWarnings& warnings) {
  ParsedMail mail;
  mail.content = std::move(content);
  mail.delivered = extras.delivered;
  mail.marks = extras.marks;
  if (!extras.keywords.empty()) {
    const PropertyTag type = multi_valued(PropertyTag(0, PropertyType::unicode));
    mail.named.push_back({keywords_name(), type, std::move(extras.keywords)});
  }
  mail.warnings = warnings.take();
  return mail;
}

// The length of the headers at the front, at most kMaxHeaderBytes.
std::size_t header_length(std::string_view start) {
  const std::size_t lines = std::min(start.find("\n\n"), start.find("\n\r\n"));
  if (lines != std::string_view::npos) return lines + 1;
  const std::size_t last_line = start.rfind('\n');
  return last_line == std::string_view::npos ? 0 : last_line + 1;
}

// A mail that passes a limit: its headers as properties, and all of it as one attachment.
Result<MessageContent> keep_whole(RandomAccess& bytes, ParseState& state, MessageExtras& extras) {
  RangeSource beginning(bytes, 0, kMaxHeaderBytes);
  TRY_SET(const Bytes start, read_all(beginning, kMaxHeaderBytes));
  std::string headers(as_text(start).substr(0, header_length(as_text(start))));
  headers += "\n";
  state.is_too_complex = false;
  state.parts = 0;
  MemoryAccess only_headers{as_bytes(headers)};
  auto content = parse_message(only_headers, state, 0, extras);
  if (!content.ok() && !state.is_too_complex) return content;
  MessageContent kept;
  if (content.ok()) kept = std::move(content).value();
  kept.properties.set(tag::message_class, std::string("IPM.Note"));
  kept.properties.remove(tag::body);
  RangeSource all(bytes);
  std::uint64_t size = 0;
  TRY_SET(Value data, state.keeper.keep(tag::attach_data_bin, all, size));
  kept.attachments = {make_data_attachment({.mime_tag = "message/rfc822", .file_name = "original.eml"},
                                           std::move(data), size)};
  return kept;
}

}  // namespace

Result<ParsedMail> parse_mail(RandomAccess& bytes, LargeValues& large, std::string_view from_line) {
  start_gmime();
  MailWarnings warnings;
  ValueKeeper keeper(large);
  ParseState state{large, keeper, warnings};
  MessageExtras extras;
  extras.from_line = from_line;
  if (bytes.size() == 0) {
    warnings.add("The message is empty.");
    MessageContent empty;
    empty.properties.set(tag::message_class, std::string("IPM.Note"));
    return finish(std::move(empty), std::move(extras), warnings);
  }
  Bytes held;
  if (bytes.size() <= kHeldMail) {
    RangeSource all(bytes);
    TRY_SET(held, read_all(all, kHeldMail));
  }
  MemoryAccess in_memory(held);
  RandomAccess& mail = bytes.size() <= kHeldMail ? in_memory : bytes;
  auto content = parse_message(mail, state, 0, extras);
  if (!content.ok() && state.is_too_complex) {
    warnings.add(content.error().message + " It was kept in one piece, as an attachment.");
    content = keep_whole(mail, state, extras);
  }
  if (!content.ok()) return std::move(content).error();
  return finish(std::move(content).value(), std::move(extras), warnings);
}

}  // namespace postroom
