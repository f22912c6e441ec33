// Restrictions: which rows a table shows, a search finds, a search folder holds. Values: copy, compare, serialise.
// Kinds and their rules are MAPI's ("Types of restrictions", "SRestriction" in the Outlook MAPI reference;
// MS-OXCDATA 2.12). A row that lacks the property meets no restriction on it but `exist` under `not`.
#pragma once

#include <postroom/property.h>
#include <postroom/result.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace postroom {

struct Restriction;

// "property RELATION value". `like` (RELOP_RE) is known and never supported: check() answers Code::too_complex.
enum class Relation : std::uint8_t { less = 0, less_or_equal, greater, greater_or_equal, equal, not_equal, like };

// How much of the property's text (or bytes) the value has to be.
enum class Match : std::uint8_t { whole = 0, substring = 1, prefix = 2 };

// What a comparison of texts overlooks. FL_LOOSE is both.
struct Looseness {
  bool case_ = false;        // FL_IGNORECASE
  bool nonspacing = false;   // FL_IGNORENONSPACE: accents
  friend bool operator==(const Looseness&, const Looseness&) = default;
};

struct AndRestriction {  // RES_AND; true without parts
  std::vector<Restriction> parts;
  friend bool operator==(const AndRestriction&, const AndRestriction&);
};
struct OrRestriction {  // RES_OR; false without parts
  std::vector<Restriction> parts;
  friend bool operator==(const OrRestriction&, const OrRestriction&);
};
struct NotRestriction {  // RES_NOT
  std::shared_ptr<const Restriction> part;  // never null
  friend bool operator==(const NotRestriction&, const NotRestriction&);
};
struct ContentRestriction {  // RES_CONTENT: text or bytes; the value's id is not looked at, its type is
  PropertyTag tag;
  Match match = Match::whole;
  Looseness overlooks;
  Property value;
  friend bool operator==(const ContentRestriction&, const ContentRestriction&) = default;
};
struct PropertyRestriction {  // RES_PROPERTY: the property stands left
  PropertyTag tag;
  Relation relation = Relation::equal;
  Property value;
  friend bool operator==(const PropertyRestriction&, const PropertyRestriction&) = default;
};
struct CompareRestriction {  // RES_COMPAREPROPS
  PropertyTag left;
  Relation relation = Relation::equal;
  PropertyTag right;
  friend bool operator==(const CompareRestriction&, const CompareRestriction&) = default;
};
struct BitmaskRestriction {  // RES_BITMASK, on PT_LONG
  PropertyTag tag;
  enum class Bits : std::uint8_t { all_clear = 0, some_set = 1 } bits = Bits::some_set;  // BMR_EQZ, BMR_NEZ
  std::uint32_t mask = 0;
  friend bool operator==(const BitmaskRestriction&, const BitmaskRestriction&) = default;
};
struct SizeRestriction {  // RES_SIZE: of the value, in bytes as MAPI counts them
  PropertyTag tag;
  Relation relation = Relation::equal;
  std::uint32_t size = 0;
  friend bool operator==(const SizeRestriction&, const SizeRestriction&) = default;
};
struct ExistRestriction {  // RES_EXIST: by id; the type is not looked at
  PropertyTag tag;
  friend bool operator==(const ExistRestriction&, const ExistRestriction&) = default;
};
enum class SubObject : std::uint8_t { recipients, attachments };
struct SubRestriction {  // RES_SUBRESTRICTION: true if at least one row meets it
  SubObject of = SubObject::recipients;
  std::shared_ptr<const Restriction> part;  // never null
  friend bool operator==(const SubRestriction&, const SubRestriction&);
};
struct CommentRestriction {  // RES_COMMENT: the properties are kept and not evaluated
  std::vector<Property> properties;
  std::shared_ptr<const Restriction> part;  // null: true
  friend bool operator==(const CommentRestriction&, const CommentRestriction&);
};
struct CountRestriction {  // RES_COUNT: of the rows that meet the part, the first `count`; outermost only
  std::uint32_t count = 0;
  std::shared_ptr<const Restriction> part;  // never null
  friend bool operator==(const CountRestriction&, const CountRestriction&);
};

struct Restriction {
  using Kind = std::variant<AndRestriction, OrRestriction, NotRestriction, ContentRestriction, PropertyRestriction,
                            CompareRestriction, BitmaskRestriction, SizeRestriction, ExistRestriction, SubRestriction,
                            CommentRestriction, CountRestriction>;
  Kind kind;
  friend bool operator==(const Restriction&, const Restriction&) = default;
};

inline constexpr int kMaxRestrictionDepth = 32;
inline constexpr std::size_t kMaxRestrictionNodes = 4096;
inline constexpr std::size_t kMaxRestrictionBytes = 1 << 20;  // of all values in it, and of its encoded form

// Whether its types go together: Code::too_complex says what does not and where (mismatched types, RELOP_RE, a
// multi-valued value, PT_OBJECT, a count or a sub-object restriction inside another …), Code::too_big that a limit is
// passed, Code::invalid_argument that a part is missing. Every function that takes a restriction from outside checks
// it first.
Status check(const Restriction& restriction);

// The form that is kept (docs/restriction-blob.md), of what has passed check(). Any bytes may be given back: what is
// read passes check() too and is written again as the same bytes; Code::corrupt says what is wrong and at which offset,
// Code::newer_format that a later version wrote them.
Bytes encode_restriction(const Restriction& restriction);
Result<Restriction> decode_restriction(ByteView bytes);

}  // namespace postroom
