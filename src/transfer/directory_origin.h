// A message in each file of a directory: a Maildir, or a directory of eml files.
#pragma once

#include <map>
#include <mutex>

#include "transfer/mail_origin.h"

namespace postroom::transfer {

enum class DirectoryKind { eml, maildir };

class DirectoryOrigin final : public MailOrigin {
 public:
  // Lists the mails but those for which `is_done` answers true to their key; what cannot be one is a problem.
  // Code::not_found, no_access and io_error if the directory cannot be read, too_big past kMaxDirectoryEntries.
  static Result<DirectoryOrigin> open(std::filesystem::path directory, DirectoryKind kind,
                                      const std::function<bool(std::uint64_t key)>& is_done);
  DirectoryOrigin(DirectoryOrigin&&) = default;

  // Stays when the flags of a mail change.
  std::uint64_t key_of(const MailPiece& piece) const;
  std::uint64_t done_before() const { return done_before_; }
  std::vector<ImportProblem> take_problems() { return std::move(problems_); }

  const std::string& name() const override { return name_; }
  std::string place_of(const MailPiece& piece) const override;
  std::uint64_t size() const override { return size_; }
  Result<std::optional<MailPiece>> next(WatchedInput& input) override;
  Result<std::optional<MaildirName>> open(const MailPiece& piece, WatchedInput& input) override;
  bool is_one_file() const override { return false; }

 private:
  struct Mail {
    std::string file;  // below the directory: "cur/12.a.b:2,S"
    std::uint64_t size = 0;
  };
  // Names found anew, for mails whose flags changed since they were listed.
  struct Renamed {
    std::mutex mutex;
    std::map<std::string, std::string> files;  // by unique name
  };

  DirectoryOrigin(std::filesystem::path directory, DirectoryKind kind)
      : directory_(std::move(directory)), kind_(kind), name_(directory_.string()) {}
  Status list_maildir(const std::function<bool(std::uint64_t)>& is_done);
  Status list_files(const std::function<bool(std::uint64_t)>& is_done);
  void add(std::string file, const std::function<bool(std::uint64_t)>& is_done);
  Result<std::string> find_again(const std::string& file);
  Result<std::optional<MaildirName>> open_file(const std::string& file, WatchedInput& input);

  std::filesystem::path directory_;
  DirectoryKind kind_;
  std::string name_;
  std::vector<Mail> mails_;
  std::size_t next_ = 0;
  std::uint64_t offset_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t done_before_ = 0;
  std::vector<ImportProblem> problems_;
  std::unique_ptr<Renamed> renamed_ = std::make_unique<Renamed>();
};

// Whether a file of this name in a directory of mails is one: "a.eml", and "17" as MH has it.
bool is_eml_name(const std::string& file_name);

// Whether the file begins as an mbox does. Such an eml is a source of its own: several messages may be in it.
Result<bool> begins_as_mbox(const std::filesystem::path& path);

}  // namespace postroom::transfer
