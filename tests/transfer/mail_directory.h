// Directories of mail on disk, and what becomes of them in a store.
#pragma once

#include <fstream>

#include "store_with_mail.h"

namespace postroom::testing {

class MailDirectory : public StoreWithMail {
 protected:
  static std::string mail(const std::string& subject) {
    return "Subject: " + subject + "\nFrom: ana@example.com\n\nHello.\n";
  }
  // A file below the directory "mail", and the directories it is in.
  std::filesystem::path put(const std::string& name, const std::string& bytes) const {
    const std::filesystem::path path = top() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  void make_maildir(const std::string& name) const {
    for (const char* part : {"cur", "new", "tmp"}) std::filesystem::create_directories(top() / name / part);
  }
  std::filesystem::path top() const { return folder().path("mail"); }

  // Expects success.
  ImportReport import_top(Earlier earlier = Earlier::left_out, TreeShape shape = TreeShape::folders) {
    ImportOptions into = options();
    into.earlier = earlier;
    auto report = import_tree(store(), session(), top(), shape, into);
    EXPECT_TRUE(report.ok()) << describe(report.error());
    return report.ok() ? std::move(*report) : ImportReport();
  }
  ImportReport import_mbox(const std::filesystem::path& path, Earlier earlier = Earlier::left_out) {
    ImportOptions into = options();
    into.earlier = earlier;
    auto report = import_file(store(), session(), path, into);
    EXPECT_TRUE(report.ok()) << describe(report.error());
    return report.ok() ? std::move(*report) : ImportReport();
  }
  // "Inbox/Sent 2, Inbox/Work 1": the folders below the Inbox, and it, with how many messages they have.
  std::string folders_with_mail() {
    std::vector<std::string> lines;
    const auto folders = store().folders(session());
    for (const FolderInfo& info : *folders) {
      if (info.path.starts_with("Inbox")) lines.push_back(info.path + " " + std::to_string(info.content_count));
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : ", ") + line;
    return text;
  }
  std::vector<std::string> subjects(const std::string& path) {
    std::vector<std::string> found;
    ListOptions options;
    options.limit = 10'000;
    const auto listed = store().list(session(), store().find_folder(session(), path).value(), options);
    for (const MessageSummary& summary : *listed)
      found.push_back(summary.subject);
    std::sort(found.begin(), found.end());
    return found;
  }
  std::size_t notes() { return store().notes(session(), "", 10'000).value().size(); }
};

}  // namespace postroom::testing
