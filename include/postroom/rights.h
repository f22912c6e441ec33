// Rights on a folder, in MAPI's terms (MS-OXCPERM 2.2.7). docs/rights.md says what each operation needs, and why.
// Values: no I/O here. Store (store.h) keeps and enforces them.
#pragma once

#include <postroom/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postroom {

// The bits of PR_MEMBER_RIGHTS. “Own” messages are those that the member has made (PR_CREATOR_NAME).
enum class FolderRights : std::uint32_t {
  none = 0,
  read = 0x1,
  create = 0x2,
  edit_own = 0x8,
  delete_own = 0x10,
  edit_all = 0x20,
  delete_all = 0x40,
  create_subfolder = 0x80,
  owner = 0x100,    // of the folder: its name, place, properties and rights, and its deletion
  contact = 0x200,  // named as the folder's contact; allows nothing
  visible = 0x400,
  all = 0x7FB,
};
constexpr FolderRights operator|(FolderRights a, FolderRights b) {
  return static_cast<FolderRights>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
constexpr FolderRights operator&(FolderRights a, FolderRights b) {
  return static_cast<FolderRights>(static_cast<std::uint32_t>(a) & static_cast<std::uint32_t>(b));
}
constexpr FolderRights operator~(FolderRights a) {
  return static_cast<FolderRights>(~static_cast<std::uint32_t>(a) & static_cast<std::uint32_t>(FolderRights::all));
}
constexpr bool has(FolderRights rights, FolderRights wanted) { return (rights & wanted) == wanted; }

// What one may do with a message in a folder in which one has these rights.
struct MessageRights {
  bool read = false;
  bool edit = false;  // never without read: who edits a message sees it
  bool remove = false;
  friend bool operator==(const MessageRights&, const MessageRights&) = default;
};
enum class Creator { self, somebody_else };
MessageRights message_rights(FolderRights rights, Creator creator);

struct MemberRights {
  std::string member;  // a Session::who, compared byte by byte
  FolderRights rights = FolderRights::none;
  friend bool operator==(const MemberRights&, const MemberRights&) = default;
};

// Who may do what in one folder.
struct AccessList {
  FolderRights others = FolderRights::none;  // of everybody who is not named: MAPI's default member
  std::vector<MemberRights> members;
  friend bool operator==(const AccessList&, const AccessList&) = default;
};
FolderRights rights_of(const AccessList& list, std::string_view who);

// Changes to a list, in this order.
struct RightsChange {
  std::vector<std::string> remove;      // members, who are others then
  std::vector<MemberRights> set;        // members to add, or to give other rights
  std::optional<FolderRights> others;
};

// Whether a change is for the folders below as well.
enum class Below { no, yes };

inline constexpr std::size_t kMaxMembers = 500;     // named in one access list
inline constexpr std::size_t kMaxMemberName = 255;  // bytes; as long as a Session::who can be

// The list as a store keeps it: members in order of name, and with the rights on all messages those on one's own.
// Code::invalid_argument for a member without a name, named twice or not in UTF-8, and for bits that are no right;
// Code::too_big past the limits.
Result<AccessList> normalized(AccessList list);

// A role is a name for a set of rights: owner, publishing-editor, editor, publishing-author, author,
// nonediting-author, reviewer, contributor, none (those of Outlook).
struct Role {
  const char* name;
  FolderRights rights;
};
const std::vector<Role>& roles();

// "editor", or the single rights where no role has exactly these: "read,edit-own,visible".
std::string to_text(FolderRights rights);
// Either of these forms, and roles and rights mixed: "reviewer,create". Code::invalid_argument names the unknown word.
Result<FolderRights> parse_rights(std::string_view text);

}  // namespace postroom
