// Header lines of a mail, made from properties.
#pragma once

#include <postroom/mail.h>

#include <string>

namespace postroom {

// All headers but those of the content (MIME-Version, Content-*), with LF line ends, folded and encoded.
// `kept_headers`: PR_TRANSPORT_MESSAGE_HEADERS, of which those stay that no property stands for.
std::string make_headers(const MessageContent& content, const std::vector<NamedValue>& named,
                         std::string_view kept_headers);

// What a part of a mail is. Text in UTF-8; empty when there is none.
struct PartHeaders {
  std::string mime_tag;  // "text/plain"
  std::string charset = {};
  std::string boundary = {};
  std::string report_type = {};
  std::string disposition = {};  // "inline" or "attachment"
  std::string file_name = {};
  std::string content_id = {};
  std::string content_location = {};
  std::string encoding = {};  // Content-Transfer-Encoding
};

// With the empty line that ends them.
std::string make_part_headers(const PartHeaders& part);

}  // namespace postroom
