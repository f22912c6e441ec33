// Files as Source and Sink.
#pragma once

#include <postroom/bytes.h>

#include <filesystem>
#include <memory>

namespace postroom {

// A file being read; closed when destroyed. "-" is standard input.
class FileSource final : public Source {
 public:
  static Result<FileSource> open(const std::filesystem::path& path);
  FileSource(FileSource&& other) noexcept;
  FileSource& operator=(FileSource&& other) noexcept;
  ~FileSource() override;
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override;
  // Size in bytes where the file has one (0 for a pipe).
  std::uint64_t size() const { return size_; }

 private:
  FileSource(int descriptor, std::string name, std::uint64_t size);
  int descriptor_ = -1;
  std::string name_;
  std::uint64_t size_ = 0;
};

// A regular file that can be read from any place.
class FileAccess final : public RandomAccess {
 public:
  static Result<FileAccess> open(const std::filesystem::path& path);
  FileAccess(FileAccess&& other) noexcept;
  FileAccess& operator=(FileAccess&& other) noexcept;
  ~FileAccess() override;
  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override;

 private:
  FileAccess(int descriptor, std::string name, std::uint64_t size);
  int descriptor_ = -1;
  std::string name_;
  std::uint64_t size_ = 0;
};

// A file being written; "-" is standard output. finish() makes it durable and reports late errors; destroying it
// without finish() leaves whatever was written so far.
class FileSink final : public Sink {
 public:
  // Creates the file, or empties it when it exists.
  static Result<FileSink> create(const std::filesystem::path& path);
  FileSink(FileSink&& other) noexcept;
  FileSink& operator=(FileSink&& other) noexcept;
  ~FileSink() override;
  Status write(ByteView bytes) override;
  Status finish();

 private:
  FileSink(int descriptor, std::string name);
  int descriptor_ = -1;
  std::string name_;
};

}  // namespace postroom
