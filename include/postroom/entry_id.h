// Entry IDs, record keys and change keys: the identifiers that leave the store.
// Layouts are in docs/entry-ids.md and never change. Sources: "ENTRYID" and PidTagRecordKey in the Outlook MAPI
// reference; XID and predecessor change list: MS-OXCFXICS 2.2.2.2 and 2.2.2.3, 3.1.5.6.1.
#pragma once

#include <postroom/bytes.h>
#include <postroom/guid.h>
#include <postroom/ids.h>
#include <postroom/result.h>

#include <compare>
#include <variant>
#include <vector>

namespace postroom {

// Bytes 4 to 19 of every entry ID that Postroom makes.
inline constexpr Guid kProviderUid = make_guid(0x8E6B4F0A, 0x31C7, 0x4D52, 0x9A1D60C5B27E83F4);

struct StoreTarget {
  friend auto operator<=>(const StoreTarget&, const StoreTarget&) = default;
};

// What an entry ID names. `store` is the store's record key.
struct EntryId {
  Guid store;
  std::variant<StoreTarget, FolderId, MessageId> target;
  friend auto operator<=>(const EntryId&, const EntryId&) = default;
};

Bytes encode(const EntryId& id);  // long-term: all four flag bytes 0
// Code::invalid_argument: not an entry ID of Postroom, or of a kind this version does not know.
Result<EntryId> decode_entry_id(ByteView bytes);

// PR_RECORD_KEY: comparable byte by byte, unlike that of any other object in any store.
Bytes record_key(const EntryId& id);

// A change's global name: who counted, and what they counted to. `local` has 1 to 8 bytes, most significant first.
struct ChangeKey {
  Guid replica;
  Bytes local;
  friend auto operator<=>(const ChangeKey&, const ChangeKey&) = default;
};

// With a counter of 6 bytes, as MS-OXCDATA 2.2.2.1 has it (GLOBCNT): asserts that the number is below 2^48.
ChangeKey make_change_key(const Guid& replica, ChangeNumber number);
Bytes encode(const ChangeKey& key);  // XID
Result<ChangeKey> decode_change_key(ByteView bytes);

// All changes that a version builds on: the greatest per replica, in order of the replica's bytes.
class PredecessorList {
 public:
  void add(const ChangeKey& key);  // keeps the greater of the two for one replica
  void merge(const PredecessorList& other);
  bool includes(const PredecessorList& other) const;  // rule C57: for each entry of other, an equal or greater one here
  const std::vector<ChangeKey>& keys() const { return keys_; }
  friend bool operator==(const PredecessorList&, const PredecessorList&) = default;

 private:
  std::vector<ChangeKey> keys_;
};

Bytes encode(const PredecessorList& list);  // SizedXIDs
Result<PredecessorList> decode_predecessor_list(ByteView bytes);

}  // namespace postroom
