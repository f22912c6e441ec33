#include "cli/edit_arguments.h"

#include <postroom/file.h>

#include "base/try.h"

namespace postroom::cli {
namespace {

std::optional<std::string> joined(const std::vector<std::string>& lists) {
  if (lists.empty()) return std::nullopt;
  std::string all;
  for (const std::string& list : lists) all += (all.empty() ? "" : "; ") + list;
  return all;
}

}  // namespace

void EditArguments::declare(Arguments& arguments) {
  arguments.repeatable(set, "--set", "NAME=VALUE",
                       "set a property: PR_SUBJECT=…, 0x0037001F=…, PSETID_Appointment:0x820D=…, "
                       "PS_PUBLIC_STRINGS:Keywords=red;blue");
  arguments.repeatable(unset, "--unset", "NAME", "remove a property");
  arguments.option(body_file, "--body-file", "FILE", "take the text from a file (-: standard input)");
  arguments.repeatable(attach, "--attach", "FILE", "attach a file");
  arguments.repeatable(detach, "--detach", "NAME", "remove an attachment, by its file name or #number");
  arguments.repeatable(to, "--to", "ADDRESS", "replace the To recipients: \"Name <address>\"");
  arguments.repeatable(cc, "--cc", "ADDRESS", "replace the Cc recipients");
  arguments.repeatable(bcc, "--bcc", "ADDRESS", "replace the Bcc recipients");
}

Result<Edits> EditArguments::edits() const {
  Edits edits{joined(to), joined(cc), joined(bcc), std::nullopt, std::nullopt, set, unset, attach, detach};
  if (body_file) {
    TRY_SET(edits.body, read_text_file(*body_file));
  }
  return edits;
}

Result<std::string> read_text_file(const std::string& name) {
  TRY_SET(FileSource source, FileSource::open(name));
  TRY_SET(const Bytes bytes, read_all(source, kMaxBodyFile));
  return std::string(as_text(bytes));
}

}  // namespace postroom::cli
