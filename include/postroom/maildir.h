// The names in a Maildir, in which its mail programs keep marks and folder names. Pure.
#pragma once

#include <postroom/time.h>

#include <optional>
#include <string>
#include <string_view>

namespace postroom {

// What the name of a message's file says (https://cr.yp.to/proto/maildir.html): "UNIQUE:2,FLAGS".
struct MaildirName {
  std::string unique;  // stays when the flags change
  bool passed = false, replied = false, seen = false, trashed = false, draft = false, flagged = false;
  std::optional<FileTime> delivered;  // the seconds that a unique name begins with
  friend bool operator==(const MaildirName&, const MaildirName&) = default;
};

// Any name is one: without flags it is unique as a whole. File systems that refuse ':' have ';' or '!' in its place.
MaildirName parse_maildir_name(std::string_view name);

// IMAP's form of a folder's name in ASCII (RFC 3501, 5.1.3): "Entw&APw-rfe". Nothing if it is none.
std::optional<std::string> decode_modified_utf7(std::string_view name);

}  // namespace postroom
