// What a Directory stands on, for the sources that it is made of.
#pragma once

#include "accounts/directory.h"
#include "accounts/remembered.h"

namespace postroom::accounts {

struct Directory::Inside {
  std::shared_ptr<storage::Accounts> records;
  std::shared_ptr<const Clock> clock;
  std::shared_ptr<Random> random;
  DirectoryOptions options;
  Passwords passwords;
  Attempts attempts;
  Remembered remembered;

  Result<storage::AccountRecord> need(std::string_view name);  // Code::not_found
  Result<Account> with_grants(const storage::AccountRecord& record);
  // What everybody has to see from now on.
  Status changed(Status done);

  // As Directory::sign_in() says it, without signing in.
  Result<storage::AccountRecord> check(std::string_view name, std::string_view password,
                                       std::string_view peer);
  // One session less if there are kMaxSessions.
  Status make_room(std::int64_t account);
  FileTime session_end(FileTime created, FileTime used) const;
  Status note_use(storage::CredentialRecord& record, FileTime now);
};

}  // namespace postroom::accounts
