#include "formats/message_reader.h"

#include <postroom/mbox.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include <cstring>

#include "base/try.h"
#include "formats/access_stream.h"
#include "formats/attachment_properties.h"
#include "formats/charset_decoder.h"
#include "formats/code_pages.h"
#include "formats/encoded_words.h"
#include "formats/framed_access.h"
#include "formats/joined_source.h"
#include "formats/mail_date.h"
#include "formats/mail_lines.h"
#include "formats/message_class.h"
#include "formats/part_collector.h"

namespace postroom {
namespace {

constexpr std::uint64_t kLineEnd = 2;
constexpr std::uint64_t kShortestFromLine = 6;  // ">From "

// What GMime made of a mail. `headers` are places in the outline.
struct GmimeMail {
  GObjectPtr<GMimeMessage> message;
  ByteRange headers;
};

Result<std::string> read_range(RandomAccess& bytes, ByteRange range) {
  std::string text(range.length(), '\0');
  RangeSource source(bytes, range.begin, range.length());
  for (std::size_t filled = 0; filled < text.size();) {
    TRY_SET(const std::size_t count,
            source.read({reinterpret_cast<std::uint8_t*>(text.data()) + filled, text.size() - filled}));
    if (count == 0) {
      text.resize(filled);
      break;
    }
    filled += count;
  }
  return text;
}

// Headers as they stand; bytes that are not UTF-8 are read as windows-1252.
Result<Value> keep_headers(const MailSource& mail, ByteRange range) {
  TRY_SET(std::string headers, read_range(mail.bytes, range));
  if (!is_ascii(headers)) {
    mail.state.warnings.add(
        "The headers have 8-bit characters that are not encoded; their charset was guessed.");
  }
  const bool has_nul = std::memchr(headers.data(), 0, headers.size()) != nullptr;
  if (has_nul || (!is_ascii(headers) && !is_valid_utf8(headers))) {
    auto decoder = CharsetDecoder::open(is_valid_utf8(headers) ? "utf-8" : "windows-1252");
    std::string text;
    if (decoder) {
      decoder->feed(headers, text);
      decoder->finish(text);
    }
    headers = decoder ? std::move(text) : repair_utf8(headers);
  }
  return mail.state.keeper.keep_text(std::move(headers));
}

std::uint64_t length_of(GMimeHeaderList* headers) {
  std::uint64_t length = 0;
  for (int i = g_mime_header_list_get_count(headers) - 1; i >= 0; --i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(headers, i);
    length += std::strlen(g_mime_header_get_raw_name(header)) + 1 +
              std::strlen(g_mime_header_get_raw_value(header));
  }
  return length;
}

// Says so when GMime left lines out that are no headers.
void check_headers(const MailSource& mail, GMimeMessage* message, ByteRange range) {
  const std::uint64_t understood =
      length_of(g_mime_object_get_header_list(GMIME_OBJECT(message))) +
      length_of(g_mime_object_get_header_list(g_mime_message_get_mime_part(message)));
  if (understood + kLineEnd < range.length()) {
    mail.state.warnings.add("Some lines among the headers are no headers.");
  }
}

// The whole signed content with its own headers, as MS-OXOSMIME keeps it.
Status add_signed_entity(const MailSource& mail, GMimeObject* root, std::uint64_t headers_end,
                         PartCollector& parts) {
  std::string headers;
  GMimeHeaderList* list = g_mime_object_get_header_list(root);
  for (int i = 0; i < g_mime_header_list_get_count(list); ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
    headers += std::string(g_mime_header_get_raw_name(header)) + ":" + g_mime_header_get_raw_value(header);
  }
  // The empty line after the headers stands at headers_end.
  RangeSource body(mail.bytes, headers_end, mail.outline.raw_size() - headers_end);
  JoinedSource entity(as_bytes(headers), body);
  std::uint64_t size = 0;
  TRY_SET(Value data, mail.state.keeper.keep(tag::attach_data_bin, entity, size));
  parts.attachments = {make_data_attachment({.mime_tag = "multipart/signed", .file_name = "smime.p7m"},
                                            std::move(data), size)};
  return ok_status();
}

void set_bodies(PartCollector& parts, PropertySet& properties) {
  const auto* text = parts.plain ? std::get_if<std::string>(&parts.plain->value) : nullptr;
  if (parts.plain && !(text && text->empty())) properties.set(tag::body, std::move(parts.plain->value));
  if (parts.html) properties.set(tag::html, std::move(parts.html->value));
}

void set_code_page(const PartCollector& parts, PropertySet& properties) {
  const int page = parts.html ? parts.html->code_page : parts.plain ? parts.plain->code_page : 0;
  if (page != 0) properties.set(tag::internet_cpid, std::int32_t{page});
}

// `visible` and `failure` outlive the message.
Result<std::optional<GmimeMail>> run_gmime(RandomAccess& visible, std::optional<Error>& failure) {
  const auto stream = make_access_stream(visible, failure);
  const GObjectPtr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  GmimeMail mail{GObjectPtr<GMimeMessage>(g_mime_parser_construct_message(parser.get(), parser_options())),
                 {}};
  if (failure) return *failure;
  if (!mail.message) return std::optional<GmimeMail>();
  const gint64 begin = g_mime_parser_get_headers_begin(parser.get());
  const gint64 end = g_mime_parser_get_headers_end(parser.get());
  mail.headers.begin = static_cast<std::uint64_t>(std::max<gint64>(begin, 0));
  mail.headers.end = end < begin ? visible.size() : static_cast<std::uint64_t>(end);
  return std::optional<GmimeMail>(std::move(mail));
}

// The headers without what is before the first one: `added` bytes that were not in the mail, and an mbox
// separator, which is noted.
Result<ByteRange> trim_headers(RandomAccess& bytes, ByteRange headers, std::uint64_t added,
                               MessageExtras& extras) {
  headers.begin = std::min(std::max(headers.begin, added), headers.end);
  const auto beginning = [&](std::uint64_t length) {
    return read_range(bytes, {headers.begin, std::min(headers.begin + length, headers.end)});
  };
  TRY_SET(std::string start, beginning(kShortestFromLine));
  if (!begins_with_from_line(start)) return headers;
  TRY_SET(start, beginning(kMaxFromLine));
  const std::string_view line = first_line(start);
  headers.begin += line.size();
  if (extras.from_line.empty()) extras.from_line = line;
  return headers;
}

// Nothing when GMime finds no message in the bytes as they are. The first `added` bytes are not the mail's.
Result<std::optional<MessageContent>> try_parse(RandomAccess& bytes, std::uint64_t added, ParseState& state,
                                                int depth, MessageExtras& extras) {
  const bool small = bytes.size() <= kOutlineMinimum;
  auto outline = small ? Result(Outline::whole(bytes.size())) : Outline::scan(bytes);
  if (!outline.ok() && outline.error().code == Code::too_big)
    return too_complex(state, outline.error().message);
  if (!outline.ok()) return std::move(outline).error();
  OutlineAccess visible(bytes, *outline);
  std::optional<Error> failure;
  TRY_SET(auto parsed, run_gmime(small ? bytes : visible, failure));
  if (!parsed) return std::optional<MessageContent>();
  std::size_t cuts_in_content = 0;
  const MailSource mail{bytes, *outline, state, cuts_in_content};
  ByteRange headers{outline->raw_offset(parsed->headers.begin), outline->raw_offset(parsed->headers.end)};
  TRY_SET(headers, trim_headers(bytes, headers, added, extras));
  TRY_SET(MessageContent content, read_message(mail, parsed->message.get(), headers, depth, extras));
  if (failure) return std::move(*failure);
  if (cuts_in_content != outline->cuts()) {
    return too_complex(state, "The mail has too much text in its headers or between its parts.");
  }
  return std::optional(std::move(content));
}

}  // namespace

Result<MessageContent> read_message(const MailSource& mail, GMimeMessage* message, ByteRange headers,
                                    int depth, MessageExtras& extras) {
  GMimeObject* root = g_mime_message_get_mime_part(message);
  MessageContent content;
  if (headers.length() != 0) check_headers(mail, message, headers);
  mend_headers(GMIME_OBJECT(message));
  Envelope envelope = read_envelope(message, mail.state.warnings);
  PartCollector parts(mail, depth);
  TRY(parts.collect(root));
  if (depth == 0 && is_smime_signed(root)) {
    TRY(add_signed_entity(mail, root, headers.end, parts));
    envelope.message_class = "IPM.Note.SMIME.MultipartSigned";
  } else {
    TRY_SET(envelope.message_class, message_class_of(root, mail));
  }
  if (headers.length() != 0) {
    TRY_SET(envelope.headers, keep_headers(mail, headers));
  }
  envelope.delivered = envelope.received;
  if (!envelope.delivered) envelope.delivered = parse_from_line_date(extras.from_line);
  if (!envelope.delivered) envelope.delivered = envelope.sent;
  extras.delivered = envelope.delivered;
  extras.marks = envelope.marks;
  extras.keywords = std::move(envelope.keywords);

  content.properties.reserve(kUsualProperties);
  set_leading_properties(envelope, content.properties);
  set_bodies(parts, content.properties);
  set_trailing_properties(envelope, content.properties);
  set_code_page(parts, content.properties);
  content.recipients = read_recipients(message, mail.state.warnings);
  content.attachments = std::move(parts.attachments);
  return content;
}

Result<MessageContent> parse_message(RandomAccess& bytes, ParseState& state, int depth,
                                     MessageExtras& extras) {
  TRY_SET(auto plain, try_parse(bytes, 0, state, depth, extras));
  if (plain) return std::move(*plain);
  // GMime wants a whole first line of headers. The mail may end in its headers, or its first line may be
  // none.
  FramedAccess ended({}, bytes, "\n\n");
  TRY_SET(auto completed, try_parse(ended, 0, state, depth, extras));
  if (completed) return std::move(*completed);
  TRY_SET(const std::string start,
          read_range(bytes, {0, std::min<std::uint64_t>(bytes.size(), kMaxFromLine)}));
  if (begins_with_field(std::string_view(start).substr(first_line(start).size()))) {
    constexpr std::string_view kName = "X:";
    FramedAccess named(kName, bytes, {});
    TRY_SET(auto rest, try_parse(named, kName.size(), state, depth, extras));
    if (rest) {
      state.warnings.add("The first line of the message is no header.");
      return std::move(*rest);
    }
  }
  state.warnings.add("The message has no headers; all of it was taken as text.");
  FramedAccess begun("\n", bytes, {});
  TRY_SET(auto text, try_parse(begun, 1, state, depth, extras));
  if (text) return std::move(*text);
  return too_complex(state, "The mail has no structure that can be read.");
}

}  // namespace postroom
