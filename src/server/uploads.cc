#include "server/uploads.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/try.h"
#include "server/upload_name.h"

namespace postroom::server {
namespace {

Error system_error(const char* what) {
  const int number = errno;
  const Code code = number == ENOSPC || number == EDQUOT ? Code::disk_full : Code::io_error;
  return {code, std::string("The upload could not be ") + what + ".", std::strerror(number)};
}

Error no_such_upload(std::string_view id) {
  return {Code::not_found,
          "You have no upload '" + std::string(id) + "', or no longer: they go after a day.",
          {}};
}

// A descriptor that is closed whatever happens.
class OpenFile {
 public:
  OpenFile(const std::string& path, int flags) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  // From there on; the file ends behind it.
  Status write_from(std::uint64_t offset, RandomAccess& part) {
    if (::ftruncate(descriptor_, static_cast<off_t>(offset)) != 0) return system_error("written");
    Bytes buffer(kCopyBufferSize);
    for (std::uint64_t done = 0; done < part.size();) {
      TRY_SET(const std::size_t count, part.read_at(done, buffer));
      if (count == 0) return Error{Code::io_error, "The part of the upload ended before its time.", {}};
      TRY(write_all(offset + done, ByteView(buffer).first(count)));
      done += count;
    }
    return ::fdatasync(descriptor_) == 0 ? ok_status() : Status(system_error("written"));
  }

 private:
  Status write_all(std::uint64_t offset, ByteView bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return system_error("written");
      offset += static_cast<std::uint64_t>(written);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return ok_status();
  }

  const int descriptor_;
};

// Makes what has come into or gone from a folder durable.
Status sync_folder(const std::string& folder) {
  const OpenFile open(folder, O_RDONLY | O_DIRECTORY);
  if (!open.is_open() || ::fsync(open.descriptor()) != 0) return system_error("kept");
  return ok_status();
}

std::string hexadecimal(const Guid& guid) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : guid.bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace

struct Uploads::Upload {
  explicit Upload(UploadName given) : name(std::move(given)) {}
  const std::string& id() const { return name.id; }

  mutable std::mutex mutex;  // held while the file is written, read about or removed
  UploadName name;           // but for the offset it never changes
  bool removed = false;
};

Result<std::shared_ptr<Uploads>> Uploads::open(const std::string& folder, std::shared_ptr<const Clock> clock,
                                               std::shared_ptr<Random> random, UploadLimits limits) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    return Error{Code::io_error,
                 "The folder '" + folder + "' for uploads cannot be made: " + failed.message() + ".",
                 {}};
  }
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  auto uploads = std::shared_ptr<Uploads>(new Uploads(folder, std::move(clock), std::move(random), limits));
  TRY(uploads->load());
  uploads->remove_expired();
  return uploads;
}

Status Uploads::load() {
  std::error_code failed;
  std::filesystem::directory_iterator entry(folder_, failed);
  for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
    auto name = parse_upload_name(entry->path().filename().string());
    if (!name || !entry->is_regular_file(failed)) continue;
    if (entry->file_size(failed) < name->offset)
      continue;  // somebody else's doing: the name says what is durable
    uploads_.emplace(name->id, std::make_shared<Upload>(*name));
  }
  if (!failed) return ok_status();
  return Error{Code::io_error,
               "The folder '" + folder_ + "' for uploads cannot be read: " + failed.message() + ".",
               {}};
}

std::string Uploads::path(const Upload& upload) const { return folder_ + "/" + to_text(upload.name); }

UploadState Uploads::state_of(const Upload& upload) const {
  return {upload.id(), upload.name.size, upload.name.offset, upload.name.begun + limits_.age};
}

Status Uploads::check_room(std::int64_t account, std::uint64_t size) const {
  std::size_t count = 0;
  std::uint64_t bytes = 0;
  for (const auto& [id, upload] : uploads_) {
    if (upload->name.account != account) continue;
    ++count;
    bytes += upload->name.size;
  }
  if (count < limits_.count && size <= limits_.account - std::min(bytes, limits_.account)) return ok_status();
  return Error{Code::busy, "You have as many uploads as is allowed; use some of them, or delete them.", {}};
}

Result<UploadState> Uploads::begin(std::int64_t account, std::uint64_t size) {
  if (size > limits_.file) {
    return Error{Code::too_big, "A file can have at most " + std::to_string(limits_.file) + " bytes.", {}};
  }
  remove_expired();
  auto upload =
      std::make_shared<Upload>(UploadName{hexadecimal(random_->guid()), account, size, clock_->now(), 0});
  {
    const std::lock_guard lock(mutex_);
    TRY(check_room(account, size));
    uploads_.emplace(upload->id(), upload);
  }
  const OpenFile made(path(*upload), O_WRONLY | O_CREAT | O_EXCL);
  Status kept = made.is_open() ? sync_folder(folder_) : Status(system_error("begun"));
  if (kept.ok()) return state_of(*upload);
  remove(account, upload->id());
  return std::move(kept).error();
}

Result<std::shared_ptr<Uploads::Upload>> Uploads::find(std::int64_t account, std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = uploads_.find(id);
  if (found == uploads_.end() || found->second->name.account != account ||
      found->second->name.begun + limits_.age <= clock_->now()) {
    return no_such_upload(id);
  }
  return found->second;
}

Result<UploadState> Uploads::state(std::int64_t account, std::string_view id) {
  TRY_SET(const auto upload, find(account, id));
  const std::lock_guard lock(upload->mutex);
  return state_of(*upload);
}

// The new name makes the new part count.
Result<UploadState> Uploads::append(std::int64_t account, std::string_view id, std::uint64_t offset,
                                    RandomAccess& part) {
  TRY_SET(const auto upload, find(account, id));
  const std::lock_guard lock(upload->mutex);
  if (upload->removed) return no_such_upload(id);
  if (offset != upload->name.offset) {
    return Error{
        Code::collision, "The next part has to begin at " + std::to_string(upload->name.offset) + ".", {}};
  }
  if (part.size() > upload->name.size - offset) {
    return Error{Code::too_big,
                 "The part ends behind the " + std::to_string(upload->name.size) + " bytes announced.",
                 {}};
  }
  if (part.size() == 0) return state_of(*upload);
  OpenFile file(path(*upload), O_WRONLY);
  if (!file.is_open()) return system_error("opened");
  TRY(file.write_from(offset, part));
  Upload after(upload->name);
  after.name.offset += part.size();
  if (std::rename(path(*upload).c_str(), path(after).c_str()) != 0) return system_error("kept");
  upload->name.offset = after.name.offset;
  TRY(sync_folder(folder_));
  return state_of(*upload);
}

Result<UploadedFile> Uploads::take(std::int64_t account, std::string_view id) {
  TRY_SET(const auto upload, find(account, id));
  const std::lock_guard lock(upload->mutex);
  if (upload->removed) return no_such_upload(id);
  if (upload->name.offset != upload->name.size) {
    return Error{Code::invalid_argument,
                 "The upload is not finished: " + std::to_string(upload->name.offset) + " of its " +
                     std::to_string(upload->name.size) + " bytes are here.",
                 {}};
  }
  TRY_SET(FileAccess file, FileAccess::open(path(*upload)));
  return UploadedFile{std::make_shared<FileAccess>(std::move(file))};
}

void Uploads::remove(std::int64_t account, std::string_view id) {
  std::shared_ptr<Upload> upload;
  {
    const std::lock_guard lock(mutex_);
    const auto found = uploads_.find(id);
    if (found == uploads_.end() || found->second->name.account != account) return;
    upload = found->second;
    uploads_.erase(found);
  }
  const std::lock_guard lock(upload->mutex);
  upload->removed = true;
  ::unlink(path(*upload).c_str());
}

void Uploads::remove_expired() {
  std::vector<std::pair<std::int64_t, std::string>> expired;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, upload] : uploads_) {
      if (upload->name.begun + limits_.age <= clock_->now()) expired.emplace_back(upload->name.account, id);
    }
  }
  for (const auto& [account, id] : expired) remove(account, id);
}

}  // namespace postroom::server
