#include <postroom/mail.h>
#include <postroom/text.h>

#include <cstdio>

#include "base/try.h"
#include "formats/code_pages.h"
#include "formats/header_text.h"
#include "formats/mail_tags.h"
#include "formats/transfer_encoder.h"
#include "formats/value_access.h"

namespace postroom {
namespace {

using Attachments = std::vector<const Attachment*>;

std::string text_property(const PropertySet& properties, PropertyTag tag) {
  return properties.get_or<std::string>(tag, {});
}

bool is_shown_in_html(const Attachment& attachment) {
  const PropertySet& p = attachment.properties;
  if (attachment.embedded) return false;
  if ((p.get_or<std::int32_t>(tag::attach_flags, 0) & kAttachedInHtml) != 0) return true;
  return p.has(tag::attach_content_id) && p.get_or<bool>(tag::attachment_hidden, false);
}

const Value* find_value(const PropertySet& properties, PropertyTag tag) {
  const Property* found = properties.find_id(tag.id());
  return found ? &found->value : nullptr;
}

// A type that the bytes of an attachment may carry without being taken for a part of the message itself.
std::string safe_type(const std::string& mime_tag) {
  const std::size_t slash = mime_tag.find('/');
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+/";
  const bool whole = slash != std::string::npos && slash != 0 && slash + 1 < mime_tag.size() &&
                     mime_tag.find_first_not_of(kAllowed) == std::string::npos;
  const bool structural =
      mime_tag.starts_with("multipart/") || mime_tag == "message/rfc822" || mime_tag == "message/global";
  return whole && !structural ? mime_tag : "application/octet-stream";
}

// FNV-1a, so that the same message is always written alike and different ones have different boundaries.
std::uint64_t digest(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211u;
  return hash;
}

class MailWriter {
 public:
  MailWriter(LargeValues& large, CrlfSink& sink) : large_(large), sink_(sink) {}

  Status write_message(const MessageContent& content, const std::vector<NamedValue>& named, int depth) {
    std::string kept;
    if (const Value* headers = find_value(content.properties, tag::transport_message_headers)) {
      TRY_SET(const Bytes bytes, load(*headers, large_, kMaxHeaderBytes));
      kept = as_text(bytes);
    }
    const std::string headers = make_headers(content, named, kept);
    if (depth == 0) seed_ = digest(headers);
    TRY(sink_.write_text(headers + "MIME-Version: 1.0\n"));
    return write_content(content, depth);
  }

 private:
  // One multipart being written: a boundary before each part and one after the last.
  struct Multipart {
    CrlfSink& sink;
    std::string boundary;
    bool first = true;
    Status next() {
      const std::string line = (first ? "--" : "\n--") + boundary + "\n";
      first = false;
      return sink.write_text(line);
    }
    Status close() { return sink.write_text("\n--" + boundary + "--\n"); }
  };

  Result<Multipart> begin_multipart(std::string type, std::string report_type = {}) {
    char boundary[64];  // "=_" stands in no quoted-printable and no base64 text
    std::snprintf(boundary, sizeof boundary, "=_%016llx_%u", static_cast<unsigned long long>(seed_),
                  ++boundaries_);
    TRY(sink_.write_text(make_part_headers(
        {.mime_tag = std::move(type), .boundary = boundary, .report_type = std::move(report_type)})));
    return Multipart{sink_, boundary};
  }

  Status write_content(const MessageContent& content, int depth) {
    const std::string message_class = to_lower_ascii(text_property(content.properties, tag::message_class));
    if (message_class.starts_with("ipm.note.smime") && content.attachments.size() == 1 &&
        !content.attachments[0].embedded) {
      return write_smime(content.attachments[0]);
    }
    Attachments shown, offered;
    const bool has_html = find_value(content.properties, tag::html) != nullptr;
    for (const Attachment& attachment : content.attachments) {
      (has_html && is_shown_in_html(attachment) ? shown : offered).push_back(&attachment);
    }
    if (offered.empty()) return write_body(content, shown);
    const std::string report = message_class.starts_with("report.") ? report_type(offered) : std::string();
    TRY_SET(Multipart mixed,
            begin_multipart(report.empty() ? "multipart/mixed" : "multipart/report", report));
    const bool has_body = has_html || find_value(content.properties, tag::body) != nullptr;
    if (has_body || !report.empty()) {
      TRY(mixed.next());
      TRY(write_body(content, shown));
    }
    for (const Attachment* attachment : offered) {
      TRY(mixed.next());
      TRY(write_attachment(*attachment, depth));
    }
    return mixed.close();
  }

  static std::string report_type(const Attachments& attachments) {
    for (const Attachment* attachment : attachments) {
      const std::string type = text_property(attachment->properties, tag::attach_mime_tag);
      if (type == "message/delivery-status") return "delivery-status";
      if (type == "message/disposition-notification") return "disposition-notification";
    }
    return {};
  }

  Status write_body(const MessageContent& content, const Attachments& shown) {
    const Value* plain = find_value(content.properties, tag::body);
    const Value* html = find_value(content.properties, tag::html);
    if (!html) return write_plain(plain);
    if (!plain) return write_related(content, *html, shown);
    TRY_SET(Multipart alternative, begin_multipart("multipart/alternative"));
    TRY(alternative.next());
    TRY(write_plain(plain));
    TRY(alternative.next());
    TRY(write_related(content, *html, shown));
    return alternative.close();
  }

  Status write_related(const MessageContent& content, const Value& html, const Attachments& shown) {
    if (shown.empty()) return write_html(content, html);
    TRY_SET(Multipart related, begin_multipart("multipart/related"));
    TRY(related.next());
    TRY(write_html(content, html));
    for (const Attachment* attachment : shown) {
      TRY(related.next());
      TRY(write_data(*attachment, "inline"));
    }
    return related.close();
  }

  Status write_plain(const Value* text) {
    const Value empty = std::string();
    TRY_SET(const auto access, open_value(text ? *text : empty, large_));
    return access ? write_text(*access, "text/plain", "utf-8") : write_plain(nullptr);
  }

  Status write_html(const MessageContent& content, const Value& html) {
    const bool is_unicode = std::holds_alternative<std::string>(html);
    const int page = content.properties.get_or<std::int32_t>(tag::internet_cpid, kUtf8CodePage);
    const std::string_view charset = is_unicode ? "utf-8" : charset_of(page);
    TRY_SET(const auto access, open_value(html, large_));
    return access ? write_text(*access, "text/html", std::string(charset.empty() ? "utf-8" : charset))
                  : write_plain(nullptr);
  }

  Status write_text(RandomAccess& text, std::string type, std::string charset) {
    TRY_SET(const GMimeContentEncoding encoding, choose_text_encoding(text));
    if (type == "text/plain" && encoding == GMIME_CONTENT_ENCODING_7BIT) charset = "us-ascii";
    TRY(sink_.write_text(make_part_headers({.mime_tag = std::move(type),
                                            .charset = std::move(charset),
                                            .encoding = g_mime_content_encoding_to_string(encoding)})));
    return write_encoded(text, encoding, sink_);
  }

  Status write_attachment(const Attachment& attachment, int depth) {
    if (!attachment.embedded) return write_data(attachment, "attachment");
    if (depth >= kMaxEmbeddingDepth) {
      return Error{
          Code::too_big, "Messages are embedded in one another too deeply to be written as mail.", {}};
    }
    TRY(sink_.write_text("Content-Type: message/rfc822\n\n"));
    return write_message(*attachment.embedded, {}, depth + 1);
  }

  Status write_data(const Attachment& attachment, std::string disposition) {
    const PropertySet& p = attachment.properties;
    std::string file_name = text_property(p, tag::attach_long_filename);
    if (file_name.empty()) file_name = text_property(p, tag::attach_filename);
    const std::string type = safe_type(to_lower_ascii(text_property(p, tag::attach_mime_tag)));
    TRY(sink_.write_text(
        make_part_headers({.mime_tag = type,
                           .charset = text_property(p, tag::text_attachment_charset),
                           .disposition = std::move(disposition),
                           .file_name = std::move(file_name),
                           .content_id = text_property(p, tag::attach_content_id),
                           .content_location = text_property(p, tag::attach_content_location),
                           .encoding = "base64"})));
    return write_bytes(attachment, GMIME_CONTENT_ENCODING_BASE64);
  }

  Status write_bytes(const Attachment& attachment, GMimeContentEncoding encoding) {
    const Value* data = find_value(attachment.properties, tag::attach_data_bin);
    if (!data) return ok_status();
    TRY_SET(const auto access, open_value(*data, large_));
    return access ? write_encoded(*access, encoding, sink_) : ok_status();
  }

  // The only attachment is the message's content: a signed entity with headers of its own, or encrypted data.
  Status write_smime(const Attachment& attachment) {
    if (text_property(attachment.properties, tag::attach_mime_tag) == "multipart/signed") {
      return write_bytes(attachment, GMIME_CONTENT_ENCODING_BINARY);
    }
    return write_data(attachment, "attachment");
  }

  LargeValues& large_;
  CrlfSink& sink_;
  std::uint64_t seed_ = 0;
  unsigned boundaries_ = 0;
};

}  // namespace

Status write_mail(const MessageContent& content, const std::vector<NamedValue>& named, LargeValues& large,
                  Sink& sink) {
  start_gmime();
  CrlfSink lines(sink);
  return MailWriter(large, lines).write_message(content, named, 0);
}

}  // namespace postroom
