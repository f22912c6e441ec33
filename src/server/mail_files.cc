#include "server/mail_files.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "transfer/mail_out.h"

namespace postroom::server {

Result<std::shared_ptr<RandomAccess>> made_mail(Call& call, const Message& message) {
  auto spool = std::make_shared<transfer::Spool>();
  TRY(transfer::write_as_mail(*call.store, call.session, message, *spool));
  return std::shared_ptr<RandomAccess>(std::move(spool));
}

Result<std::shared_ptr<RandomAccess>> mail_bytes(Call& call, const Message& message) {
  TRY_SET(const auto original, transfer::original_bytes(message));
  if (!original) return made_mail(call, message);
  auto spool = std::make_shared<transfer::Spool>();
  RangeSource source(*original);
  TRY(copy(source, *spool));
  return std::shared_ptr<RandomAccess>(std::move(spool));
}

std::string subject_of(const Message& message) {
  return message.content().properties.get_or<std::string>(tag::subject, {});
}

std::string mail_file_name(const std::string& subject) {
  constexpr std::string_view kEnding = ".eml";
  const std::string name = subject.empty() ? "Message" : subject;
  return name.ends_with(kEnding) ? name : name + std::string(kEnding);
}

}  // namespace postroom::server
