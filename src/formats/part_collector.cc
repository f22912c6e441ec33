#include "formats/part_collector.h"

#include <postroom/tags.h>
#include <postroom/text.h>

#include "base/try.h"
#include "formats/attachment_properties.h"
#include "formats/encoded_words.h"
#include "formats/message_class.h"
#include "formats/message_reader.h"

namespace postroom {
namespace {

GMimeStream* stream_of(GMimeDataWrapper* content) {
  return content ? g_mime_data_wrapper_get_stream(content) : nullptr;
}

// The part of a multipart/related that the others belong to: the one its "start" names, else the first.
int root_of_related(GMimeMultipart* multipart) {
  const char* start = g_mime_object_get_content_type_parameter(GMIME_OBJECT(multipart), "start");
  if (!start) return 0;
  const GText id(g_mime_utils_decode_message_id(start));
  const int count = g_mime_multipart_get_count(multipart);
  for (int i = 0; id && i < count; ++i) {
    const char* own = g_mime_object_get_content_id(g_mime_multipart_get_part(multipart, i));
    if (own && std::string_view(own) == id.get()) return i;
  }
  return 0;
}

bool is_marked_attachment(GMimePart* part) {
  const char* disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
  return disposition && equals_ignoring_ascii_case(disposition, GMIME_DISPOSITION_ATTACHMENT);
}

bool is_encoded_message(GMimePart* part) {
  GMimeObject* object = GMIME_OBJECT(part);
  return is_type(object, "message", "rfc822") || is_type(object, "message", "global");
}

bool is_blank(const char* text) {
  return !text || std::string_view(text).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

Status PartCollector::collect(GMimeObject* root) { return visit(root, Place::body, 0); }

Status PartCollector::visit(GMimeObject* part, Place place, int nesting) {
  if (++mail_.state.parts > kMaxMailParts) return too_complex(mail_.state, "The mail has too many parts.");
  if (nesting > kMaxPartNesting) return too_complex(mail_.state, "The mail's parts are nested too deeply.");
  if (GMIME_IS_MULTIPART(part)) return visit_multipart(GMIME_MULTIPART(part), place, nesting);
  if (GMIME_IS_MESSAGE_PART(part)) return visit_message(GMIME_MESSAGE_PART(part));
  if (GMIME_IS_PART(part)) return visit_leaf(GMIME_PART(part), place);
  return too_complex(mail_.state, "The mail has a part of an unknown kind.");
}

Status PartCollector::visit_multipart(GMimeMultipart* multipart, Place place, int nesting) {
  GMimeObject* object = GMIME_OBJECT(multipart);
  const int count = g_mime_multipart_get_count(multipart);
  if (count == 0) return keep_preamble(multipart, place);
  const bool related = is_type(object, "multipart", "related");
  const bool whole_first = is_type(object, "multipart", "signed") || is_type(object, "multipart", "report");
  const int root = related ? root_of_related(multipart) : 0;
  if (place == Place::body && is_type(object, "multipart", "alternative")) {
    place = plain || html ? Place::attachment : Place::alternative;
  }
  if (related) TRY(visit(g_mime_multipart_get_part(multipart, root), place, nesting + 1));
  for (int i = 0; i < count; ++i) {
    if (related && i == root) continue;
    const Place here = related && place != Place::attachment ? Place::shown_in_html
                       : whole_first && i > 0                ? Place::attachment
                                                             : place;
    TRY(visit(g_mime_multipart_get_part(multipart, i), here, nesting + 1));
  }
  if (!multipart->write_end_boundary) {
    mail_.state.warnings.add(
        "A multipart ends without its closing boundary; the message may have been cut off.");
  }
  if (!is_blank(g_mime_multipart_get_epilogue(multipart))) {
    mail_.state.warnings.add("Text after the last part of a multipart was left out.");
  }
  return ok_status();
}

// A multipart without parts: all of it is before the first boundary.
Status PartCollector::keep_preamble(GMimeMultipart* multipart, Place place) {
  const char* preamble = g_mime_multipart_get_prologue(multipart);
  if (is_blank(preamble)) return ok_status();
  mail_.state.warnings.add("A multipart has no parts that can be told apart; its content was taken as text.");
  std::string text = is_valid_utf8(preamble) ? std::string(preamble) : repair_utf8(preamble);
  if ((place == Place::body && !plain && !html) || (place == Place::alternative && !plain)) {
    TRY_SET(Value value, mail_.state.keeper.keep_text(std::move(text)));
    plain = TextContent{std::move(value), 0};
    return ok_status();
  }
  const auto size = text.size();
  TRY_SET(Value data, mail_.state.keeper.keep_bytes(to_bytes(text)));
  return add(make_data_attachment({.mime_tag = "text/plain"}, std::move(data), size));
}

bool PartCollector::may_be_body(GMimePart* part, Place place) const {
  if (place != Place::body && place != Place::alternative) return false;
  if (is_marked_attachment(part)) return false;
  if (place == Place::body && (plain || html || g_mime_part_get_filename(part))) return false;
  GMimeObject* object = GMIME_OBJECT(part);
  return (is_type(object, "text", "plain") && !plain) || (is_type(object, "text", "html") && !html);
}

Status PartCollector::visit_leaf(GMimePart* part, Place place) {
  GMimeObject* object = GMIME_OBJECT(part);
  mail_.note_cuts(stream_of(g_mime_part_get_content(part)));
  mend_headers(object);
  if (may_be_body(part, place)) {
    ParseState& state = mail_.state;
    if (is_type(object, "text", "plain")) {
      TRY_SET(plain, read_plain_text(content_of(part), state.keeper, state.warnings));
    } else {
      TRY_SET(html, read_html(content_of(part), state.keeper, state.warnings));
    }
    return ok_status();
  }
  if (is_encoded_message(part)) {
    TRY_SET(const bool done, add_encoded_message(part));
    if (done) return ok_status();
  }
  return add_data(part, place);
}

PartContent PartCollector::content_of(GMimePart* part) const {
  return {mail_.bytes, mail_.content_range(stream_of(g_mime_part_get_content(part))),
          g_mime_part_get_content_encoding(part),
          text_of(g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset"))};
}

Status PartCollector::add_data(GMimePart* part, Place place) {
  const PartContent content = content_of(part);
  TransferDecoder decoder(content.mail, content.range, content.encoding);
  std::uint64_t size = 0;
  TRY_SET(Value data, mail_.state.keeper.keep(tag::attach_data_bin, decoder, size));
  if (decoder.damaged()) {
    mail_.state.warnings.add("A part has characters that do not belong in base64; they were skipped.");
  }
  return add(make_data_attachment(describe_part(part, place == Place::shown_in_html), std::move(data), size));
}

Status PartCollector::visit_message(GMimeMessagePart* part) {
  GMimeMessage* message = g_mime_message_part_get_message(part);
  if (!message) mail_.state.warnings.add("An attached message is empty.");
  if (message && depth_ >= kMaxEmbeddingDepth) return add_deep_message(part);
  auto content = std::make_shared<MessageContent>();
  if (message) {
    const auto own = header_range(GMIME_OBJECT(message));
    const auto other = header_range(g_mime_message_get_mime_part(message));
    ByteRange headers = own.value_or(other.value_or(ByteRange{}));
    if (other) headers = {std::min(headers.begin, other->begin), std::max(headers.end, other->end)};
    MessageExtras extras;
    const ByteRange raw{mail_.outline.raw_offset(headers.begin), mail_.outline.raw_offset(headers.end)};
    TRY_SET(*content, read_message(mail_, message, raw, depth_ + 1, extras));
  }
  return add(make_embedded(std::move(content)));
}

// Embedded too deeply to be a message of its own: its bytes, as GMime writes them again.
Status PartCollector::add_deep_message(GMimeMessagePart* part) {
  mail_.state.warnings.add("A message is embedded too deeply; it was kept as a plain attachment.");
  const GObjectPtr<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_object_write_to_stream(GMIME_OBJECT(g_mime_message_part_get_message(part)), nullptr, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  TRY_SET(Value data, mail_.state.keeper.keep_bytes(Bytes(bytes->data, bytes->data + bytes->len)));
  return add(make_data_attachment({.mime_tag = "message/rfc822"}, std::move(data), bytes->len));
}

// A message/rfc822 in base64 or quoted-printable: forbidden, but sent. False when it is too large or too
// deep.
Result<bool> PartCollector::add_encoded_message(GMimePart* part) {
  const PartContent content = content_of(part);
  if (depth_ >= kMaxEmbeddingDepth || content.range.length() > kMaxDecodedMessage) return false;
  TransferDecoder decoder(content.mail, content.range, content.encoding);
  TRY_SET(const Bytes decoded, read_all(decoder, 2 * kMaxDecodedMessage));
  MemoryAccess inner(decoded);
  MessageExtras extras;
  auto message = std::make_shared<MessageContent>();
  TRY_SET(*message, parse_message(inner, mail_.state, depth_ + 1, extras));
  TRY(add(make_embedded(std::move(message))));
  return true;
}

Status PartCollector::add(Attachment attachment) {
  if (attachments.size() >= kMaxAttachments)
    return too_complex(mail_.state, "The mail has too many attachments.");
  attachment.number = static_cast<std::uint32_t>(attachments.size());
  attachments.push_back(std::move(attachment));
  return ok_status();
}

}  // namespace postroom
