#include "formats/message_class.h"

#include <postroom/text.h>

#include <array>

#include "base/try.h"

namespace postroom {
namespace {

constexpr std::size_t kMaxReportBytes = 8 * 1024;  // of a report's fields that are looked at

std::string parameter(GMimeObject* part, const char* name) {
  return to_lower_ascii(text_of(g_mime_object_get_content_type_parameter(part, name)));
}

// The fields of the first message/<subtype> part inside, in lower case; empty when there is none.
Result<std::string> report_fields(GMimeObject* root, const char* subtype, const MailSource& mail) {
  const int count = g_mime_multipart_get_count(GMIME_MULTIPART(root));
  for (int i = 0; i < count; ++i) {
    GMimeObject* part = g_mime_multipart_get_part(GMIME_MULTIPART(root), i);
    if (!GMIME_IS_PART(part) || !is_type(part, "message", subtype)) continue;
    GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(part));
    if (!content) continue;
    TransferDecoder decoder(mail.bytes, mail.content_range(g_mime_data_wrapper_get_stream(content)),
                            g_mime_part_get_content_encoding(GMIME_PART(part)));
    std::array<std::uint8_t, kMaxReportBytes> fields;
    TRY_SET(const std::size_t size, decoder.read(fields));
    return to_lower_ascii(as_text(ByteView(fields).first(size)));
  }
  return std::string();
}

// What stands after `field` in its line.
std::string_view field_value(std::string_view fields, std::string_view field) {
  const std::size_t at = fields.find(field);
  if (at == std::string_view::npos) return {};
  fields.remove_prefix(at + field.size());
  return fields.substr(0, fields.find('\n'));
}

Result<std::string> report_class(GMimeObject* root, const MailSource& mail) {
  const auto says = [](std::string_view value, std::string_view word) {
    return value.find(word) != std::string_view::npos;
  };
  if (parameter(root, "report-type") == "disposition-notification") {
    TRY_SET(const std::string fields, report_fields(root, "disposition-notification", mail));
    const bool displayed = says(field_value(fields, "disposition:"), "displayed");
    return std::string(displayed ? "REPORT.IPM.Note.IPNRN" : "REPORT.IPM.Note.IPNNRN");
  }
  if (parameter(root, "report-type") != "delivery-status") return std::string("IPM.Note");
  TRY_SET(const std::string fields, report_fields(root, "delivery-status", mail));
  const std::string_view action = field_value(fields, "action:");
  if (says(action, "delayed")) return std::string("REPORT.IPM.Note.DELAYED");
  const bool arrived = says(action, "delivered") || says(action, "relayed") || says(action, "expanded");
  return std::string(arrived ? "REPORT.IPM.Note.DR" : "REPORT.IPM.Note.NDR");
}

}  // namespace

bool is_type(GMimeObject* part, const char* type, const char* subtype) {
  GMimeContentType* content_type = g_mime_object_get_content_type(part);
  return content_type && g_mime_content_type_is_type(content_type, type, subtype);
}

bool is_smime_signed(GMimeObject* root) {
  if (!GMIME_IS_MULTIPART(root) || !is_type(root, "multipart", "signed")) return false;
  const std::string protocol = parameter(root, "protocol");
  return protocol == "application/pkcs7-signature" || protocol == "application/x-pkcs7-signature";
}

Result<std::string> message_class_of(GMimeObject* root, const MailSource& mail) {
  if (is_type(root, "application", "pkcs7-mime") || is_type(root, "application", "x-pkcs7-mime")) {
    return std::string("IPM.Note.SMIME");
  }
  if (GMIME_IS_MULTIPART(root) && is_type(root, "multipart", "report")) return report_class(root, mail);
  return std::string("IPM.Note");
}

}  // namespace postroom
