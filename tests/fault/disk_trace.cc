#include "fault/disk_trace.h"

#include <algorithm>
#include <random>

namespace postroom::fault {
namespace {

using Kind = DiskEvent::Kind;

void write_bytes(Bytes& file, std::uint64_t offset, ByteView bytes) {
  if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
  std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
}

// The durable part of a disk, and the events after which it might be more.
class Disk {
 public:
  void take(const DiskEvent& event) {
    switch (event.kind) {
      case Kind::adopt:  // whatever else was on its way to this name is overtaken
        settle(false,
               [&](const DiskEvent& waiting) { return is_name(waiting) && waiting.name == event.name; });
        apply(event);
        break;
      case Kind::create:
      case Kind::remove:
      case Kind::write:
      case Kind::truncate:
        pending_.push_back(&event);
        break;
      case Kind::sync_folder:
        settle(true, [](const DiskEvent& waiting) { return is_name(waiting); });
        break;
      case Kind::sync:
        settle(true, [&](const DiskEvent& waiting) { return is_content(waiting, event.file); });
        break;
      case Kind::lose_sync:
        settle(false, [&](const DiskEvent& waiting) { return is_content(waiting, event.file); });
        break;
    }
  }

  void apply(const DiskEvent& event) {
    switch (event.kind) {
      case Kind::adopt:
        files_[event.file] = event.bytes;
        [[fallthrough]];
      case Kind::create:
        names_[event.name] = event.file;
        break;
      case Kind::remove:
        names_.erase(event.name);
        break;
      case Kind::write:
        write_bytes(files_[event.file], event.offset, event.bytes);
        break;
      case Kind::truncate:
        files_[event.file].resize(event.offset);
        break;
      case Kind::sync_folder:
      case Kind::sync:
      case Kind::lose_sync:
        break;
    }
  }

  // The first `count` bytes of a write, counted from its start.
  void apply_start(const DiskEvent& event, std::size_t count) {
    if (event.kind == Kind::write)
      write_bytes(files_[event.file], event.offset, ByteView(event.bytes).first(count));
  }

  void apply_sectors(const DiskEvent& event, std::mt19937& random) {
    if (event.kind != Kind::write) return apply(event);
    for (std::size_t start = 0; start < event.bytes.size();) {
      const std::size_t sector_end = kSectorBytes - (event.offset + start) % kSectorBytes;
      const std::size_t count = std::min(sector_end, event.bytes.size() - start);
      if (random() % 2)
        write_bytes(files_[event.file], event.offset + start, ByteView(event.bytes).subspan(start, count));
      start += count;
    }
  }

  const std::vector<const DiskEvent*>& pending() const { return pending_; }

  DiskImage image() {
    DiskImage image;
    for (const auto& [name, file] : names_) image[name] = files_[file];
    return image;
  }

 private:
  static bool is_name(const DiskEvent& event) {
    return event.kind == Kind::create || event.kind == Kind::remove;
  }
  static bool is_content(const DiskEvent& event, FileNumber file) {
    return !is_name(event) && event.file == file;
  }

  template <class Which>
  void settle(bool durable, const Which& which) {
    std::vector<const DiskEvent*> rest;
    for (const DiskEvent* event : pending_) {
      if (!which(*event)) {
        rest.push_back(event);
      } else if (durable) {
        apply(*event);
      }
    }
    pending_ = std::move(rest);
  }

  std::map<FileNumber, Bytes> files_;
  std::map<std::string, FileNumber> names_;
  std::vector<const DiskEvent*> pending_;
};

void lose_tail(Disk& disk, std::mt19937& random) {
  const auto pending = disk.pending();
  if (pending.empty()) return;
  const std::size_t arrived = random() % pending.size();
  for (std::size_t i = 0; i < arrived; ++i) disk.apply(*pending[i]);
  const DiskEvent& torn = *pending[arrived];
  if (!torn.bytes.empty()) disk.apply_start(torn, random() % torn.bytes.size());
}

}  // namespace

void DiskTrace::add(DiskEvent event) {
  const std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
}

std::size_t DiskTrace::size() const {
  const std::lock_guard lock(mutex_);
  return events_.size();
}

std::vector<DiskEvent> DiskTrace::events() const {
  const std::lock_guard lock(mutex_);
  return events_;
}

DiskImage image_after(std::span<const DiskEvent> events, Loss loss, std::uint32_t seed) {
  Disk disk;
  if (loss == Loss::nothing) {
    for (const DiskEvent& event : events) disk.apply(event);
    return disk.image();
  }
  for (const DiskEvent& event : events) disk.take(event);
  std::mt19937 random(seed);
  switch (loss) {
    case Loss::nothing:
    case Loss::everything:
      break;
    case Loss::tail:
      lose_tail(disk, random);
      break;
    case Loss::some:
      for (const DiskEvent* event : disk.pending()) {
        if (random() % 2) disk.apply(*event);
      }
      break;
    case Loss::sectors:
      for (const DiskEvent* event : disk.pending()) {
        if (random() % 4) disk.apply_sectors(*event, random);
      }
      break;
  }
  return disk.image();
}

}  // namespace postroom::fault
