// Messages as files of mail.
#pragma once

#include <postroom/store.h>

#include "server/call.h"

namespace postroom::server {

// As mail: the bytes an unedited message came in, else as it is now. Large ones lie in an unlinked file.
Result<std::shared_ptr<RandomAccess>> mail_bytes(Call& call, const Message& message);
// As it is now, also for a message inside another one.
Result<std::shared_ptr<RandomAccess>> made_mail(Call& call, const Message& message);

std::string subject_of(const Message& message);
std::string mail_file_name(const std::string& subject);  // "Weekly report.eml"

}  // namespace postroom::server
