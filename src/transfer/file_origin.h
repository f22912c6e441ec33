// The messages of one file.
#pragma once

#include "transfer/mail_origin.h"

namespace postroom::transfer {

class FileOrigin final : public MailOrigin {
 public:
  // `file` outlives it, and every WatchedInput it is given reads that. Begins at `start`.
  FileOrigin(RandomAccess& file, std::string name, NamedAs named, PlaceInMbox start)
      : file_(file), name_(std::move(name)), named_(named), start_(start) {}

  const std::string& name() const override { return name_; }
  std::string place_of(const MailPiece& piece) const override;
  std::uint64_t size() const override { return file_.size(); }
  Result<std::optional<MailPiece>> next(WatchedInput& input) override;
  Result<std::optional<MaildirName>> open(const MailPiece&, WatchedInput&) override {
    return std::optional<MaildirName>();
  }
  bool is_one_file() const override { return true; }

 private:
  RandomAccess& file_;
  const std::string name_;
  const NamedAs named_;
  const PlaceInMbox start_;
  std::optional<MailFile> mails_;
};

}  // namespace postroom::transfer
