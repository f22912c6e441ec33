// Takes a mail's parts apart: which text is the body, which HTML goes with it, and what is an attachment.
#pragma once

#include "formats/mail_source.h"
#include "formats/text_content.h"

namespace postroom {

class PartCollector {
 public:
  // `depth`: how many messages this one is embedded in.
  PartCollector(const MailSource& mail, int depth) : mail_(mail), depth_(depth) {}

  Status collect(GMimeObject* root);

  std::optional<TextContent> plain, html;
  std::vector<Attachment> attachments;

 private:
  // What a part may become: the body, one form of the body, something the HTML shows, or only an attachment.
  enum class Place { body, alternative, shown_in_html, attachment };

  Status visit(GMimeObject* part, Place place, int nesting);
  Status visit_multipart(GMimeMultipart* multipart, Place place, int nesting);
  Status visit_leaf(GMimePart* part, Place place);
  Status visit_message(GMimeMessagePart* part);
  Status keep_preamble(GMimeMultipart* multipart, Place place);
  bool may_be_body(GMimePart* part, Place place) const;
  PartContent content_of(GMimePart* part) const;
  Status add_data(GMimePart* part, Place place);
  Status add_deep_message(GMimeMessagePart* part);
  Result<bool> add_encoded_message(GMimePart* part);
  Status add(Attachment attachment);

  const MailSource& mail_;
  int depth_;
};

}  // namespace postroom
