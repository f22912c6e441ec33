// IStream.
#include <limits>

#include "mapi/random/desk.h"

namespace mapi_host {
namespace {

Ptr<IStream> stream(Desk& desk) { return desk.streams.any(desk.choices); }

// Small, or more than a stream can have: what is between would only take time.
ULONGLONG size(Choices& c) {
  static const std::vector<ULONGLONG> edges{0,       1,          70'000,
                                            300'000, 1ULL << 32, std::numeric_limits<ULONGLONG>::max()};
  return c.chance(80) ? c.below(200) : c.pick(edges);
}

void read(Desk& desk) {
  std::vector<char> piece(desk.choices.below(500) + 1);
  ULONG got = 0;
  desk.look_at(stream(desk)->Read(desk.choices.unless_rarely(piece.data()), static_cast<ULONG>(piece.size()),
                                  desk.choices.unless_rarely(&got)));
}

void write(Desk& desk) {
  const Exact piece(desk.choices.bytes());
  ULONG put = 0;
  desk.look_at(stream(desk)->Write(piece.bytes(), piece.size(), desk.choices.unless_rarely(&put)));
}

void seek(Desk& desk) {
  Choices& c = desk.choices;
  LARGE_INTEGER by;
  by.QuadPart = static_cast<LONGLONG>(size(c));
  if (c.chance(40)) by.QuadPart = -static_cast<LONGLONG>(c.below(200));
  if (c.rarely()) by.QuadPart = std::numeric_limits<LONGLONG>::min();
  ULARGE_INTEGER now;
  desk.look_at(stream(desk)->Seek(by, c.chance(90) ? static_cast<DWORD>(c.below(3)) : c.number(),
                                  c.unless_rarely(&now)));
}

void set_size(Desk& desk) {
  ULARGE_INTEGER wanted;
  wanted.QuadPart = size(desk.choices);
  desk.look_at(stream(desk)->SetSize(wanted));
}

void copy_to(Desk& desk) {
  Choices& c = desk.choices;
  ULARGE_INTEGER count, done, put;
  count.QuadPart = c.below(100'000);
  const Ptr<IStream> to = stream(desk);
  desk.look_at(
      stream(desk)->CopyTo(c.unless_rarely(to.get()), count, c.unless_rarely(&done), c.unless_rarely(&put)));
}

void commit(Desk& desk) { desk.look_at(stream(desk)->Commit(desk.choices.flags(0xF))); }
void revert(Desk& desk) { desk.look_at(stream(desk)->Revert()); }

void stat(Desk& desk) {
  STATSTG told{};
  desk.look_at(stream(desk)->Stat(desk.choices.unless_rarely(&told), desk.choices.flags(1)));
}

void lock(Desk& desk) {
  ULARGE_INTEGER from, count;
  from.QuadPart = count.QuadPart = size(desk.choices);
  desk.look_at(stream(desk)->LockRegion(from, count, desk.choices.number()));
  desk.look_at(stream(desk)->UnlockRegion(from, count, desk.choices.number()));
}

void clone(Desk& desk) {
  Ptr<IStream> made;
  desk.look_at(stream(desk)->Clone(desk.choices.unless_rarely(made.out())));
  desk.streams.add(desk.choices, std::move(made));
}

}  // namespace

void call_stream(Desk& desk) {
  any_of_calls(desk, {read, read, write, write, seek, set_size, copy_to, commit, revert, stat, lock, clone});
}

}  // namespace mapi_host
