// PR_MESSAGE_CLASS from the outermost content type (MS-OXCMAIL 2.2.3.1, MS-OXOSMIME).
#pragma once

#include <string>

#include "formats/mail_source.h"

namespace postroom {

bool is_type(GMimeObject* part, const char* type, const char* subtype);  // "*" for any

// multipart/signed by S/MIME, which MAPI keeps in one piece so that the signature stays valid.
bool is_smime_signed(GMimeObject* root);

Result<std::string> message_class_of(GMimeObject* root, const MailSource& mail);

}  // namespace postroom
