// A new store, and mail going into it and out of it again.
#pragma once

#include <gtest/gtest.h>
#include <postroom/open.h>
#include <postroom/transfer.h>

#include "support/temporary_folder.h"

namespace postroom::testing {

class StoreWithMail : public ::testing::Test {
 public:
  std::filesystem::path write_file(const std::string& name, std::string_view bytes) const;
  // Into the Inbox. Expects success.
  ImportReport import(const std::filesystem::path& path);
  ImportReport import_text(const std::string& name, std::string_view bytes);
  // Expects success.
  std::string exported(MessageId id);
  std::string exported_mbox(const std::vector<MessageId>& ids);
  Message opened(MessageId id, Access access = Access::read_only);
  void set_subject(MessageId id, const std::string& subject);
  // Expects that the store finds nothing wrong with itself.
  void expect_sound();

  ImportOptions options() { return {inbox(), false, {}, {}, Earlier::ignored}; }
  FolderId inbox() { return store().special(SpecialFolder::inbox); }
  Store& store() { return *store_; }
  const Session& session() const { return session_; }
  const TemporaryFolder& folder() const { return folder_; }

 protected:
  void SetUp() override;

 private:
  TemporaryFolder folder_;
  Session session_ = make_session("Ana Ruiz", "transfer test");
  std::optional<Store> store_;
};

// A multiple of messages that say which they are, as an mbox.
std::string mbox_of(int messages);

std::string text_of(const std::filesystem::path& file);

// Where a and b begin to differ, for a failed test to say.
std::string difference(std::string_view a, std::string_view b);

}  // namespace postroom::testing
