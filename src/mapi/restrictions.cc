#include "mapi/restrictions.h"

#include <mapi/mapitags.h>

#include <variant>

#include "base/try.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

Error missing() { return {Code::invalid_argument, "A part of the restriction is missing.", {}}; }
Error too_complex(const char* message) { return {Code::too_complex, message, {}}; }
Error too_big(const char* message) { return {Code::too_big, message, {}}; }

// The limits are watched while reading: a restriction may lead back to itself, or name one long value many
// times.
class Reader {
 public:
  Result<Restriction> read(const SRestriction& restriction) {
    if (depth_ >= kMaxRestrictionDepth) return too_big("More than 32 restrictions stand inside one another.");
    if (++nodes_ > kMaxRestrictionNodes) return too_big("The restriction has more than 4,096 parts.");
    ++depth_;
    auto kind = read_kind(restriction);
    --depth_;
    if (!kind.ok()) return std::move(kind).error();
    return Restriction{*std::move(kind)};
  }

 private:
  using Kind = Result<Restriction::Kind>;

  Kind read_kind(const SRestriction& restriction) {
    const auto& res = restriction.res;
    switch (restriction.rt) {
      case RES_AND:
        return several<AndRestriction>(res.resAnd.cRes, res.resAnd.lpRes);
      case RES_OR:
        return several<OrRestriction>(res.resOr.cRes, res.resOr.lpRes);
      case RES_NOT:
        return negation(res.resNot);
      case RES_CONTENT:
        return content(res.resContent);
      case RES_PROPERTY:
        return property(res.resProperty);
      case RES_COMPAREPROPS:
        return comparison(res.resCompareProps);
      case RES_BITMASK:
        return bitmask(res.resBitMask);
      case RES_SIZE:
        return size(res.resSize);
      case RES_EXIST:
        return Restriction::Kind(ExistRestriction{tag_of(res.resExist.ulPropTag)});
      case RES_SUBRESTRICTION:
        return sub_object(res.resSub);
      case RES_COMMENT:
        return comment(res.resComment);
      case RES_COUNT:
        return count(res.resCount);
      default:
        return too_complex("The restriction has a kind that is not known.");
    }
  }

  template <class T>
  Kind several(ULONG count, const SRestriction* parts) {
    if (count > 0 && !parts) return missing();
    T read;
    for (ULONG i = 0; i < count; ++i) {
      TRY_SET(Restriction part, this->read(parts[i]));
      read.parts.push_back(std::move(part));
    }
    return Restriction::Kind(std::move(read));
  }

  Result<std::shared_ptr<const Restriction>> part(const SRestriction* restriction) {
    if (!restriction) return missing();
    TRY_SET(Restriction inner, read(*restriction));
    return std::shared_ptr<const Restriction>(std::make_shared<Restriction>(std::move(inner)));
  }

  Kind negation(const SNotRestriction& restriction) {
    TRY_SET(auto inner, part(restriction.lpRes));
    return Restriction::Kind(NotRestriction{std::move(inner)});
  }

  Kind content(const SContentRestriction& restriction) {
    ContentRestriction read{tag_of(restriction.ulPropTag), Match::whole, {}, {}};
    switch (restriction.ulFuzzyLevel & 0xFFFF) {
      case FL_FULLSTRING:
        break;
      case FL_SUBSTRING:
        read.match = Match::substring;
        break;
      case FL_PREFIX:
        read.match = Match::prefix;
        break;
      default:
        return too_complex("A content restriction asks for neither whole, substring nor prefix.");
    }
    read.overlooks.case_ = (restriction.ulFuzzyLevel & (FL_IGNORECASE | FL_LOOSE)) != 0;
    read.overlooks.nonspacing = (restriction.ulFuzzyLevel & (FL_IGNORENONSPACE | FL_LOOSE)) != 0;
    TRY_SET(read.value, single_value(restriction.lpProp));
    return Restriction::Kind(std::move(read));
  }

  Kind property(const SPropertyRestriction& restriction) {
    PropertyRestriction read{tag_of(restriction.ulPropTag), Relation::equal, {}};
    TRY_SET(read.relation, relation(restriction.relop));
    TRY_SET(read.value, single_value(restriction.lpProp));
    return Restriction::Kind(std::move(read));
  }

  Kind comparison(const SComparePropsRestriction& restriction) {
    TRY_SET(const Relation relop, relation(restriction.relop));
    return Restriction::Kind(
        CompareRestriction{tag_of(restriction.ulPropTag1), relop, tag_of(restriction.ulPropTag2)});
  }

  Kind bitmask(const SBitMaskRestriction& restriction) {
    if (restriction.relBMR != BMR_EQZ && restriction.relBMR != BMR_NEZ) {
      return too_complex("A bitmask restriction asks neither for some bit set nor for all clear.");
    }
    const auto bits = restriction.relBMR == BMR_EQZ ? BitmaskRestriction::Bits::all_clear
                                                    : BitmaskRestriction::Bits::some_set;
    return Restriction::Kind(BitmaskRestriction{tag_of(restriction.ulPropTag), bits, restriction.ulMask});
  }

  Kind size(const SSizeRestriction& restriction) {
    TRY_SET(const Relation relop, relation(restriction.relop));
    return Restriction::Kind(SizeRestriction{tag_of(restriction.ulPropTag), relop, restriction.cb});
  }

  Kind sub_object(const SSubRestriction& restriction) {
    SubRestriction read;
    if (restriction.ulSubObject == PR_MESSAGE_ATTACHMENTS) {
      read.of = SubObject::attachments;
    } else if (restriction.ulSubObject != PR_MESSAGE_RECIPIENTS) {
      return too_complex("A sub-object restriction asks for neither recipients nor attachments.");
    }
    TRY_SET(read.part, part(restriction.lpRes));
    return Restriction::Kind(std::move(read));
  }

  Kind comment(const SCommentRestriction& restriction) {
    if (restriction.cValues > 0 && !restriction.lpProp) return missing();
    if (restriction.cValues > kMaxRestrictionNodes)
      return too_big("A comment has more than 4,096 properties.");
    CommentRestriction read;
    for (ULONG i = 0; i < restriction.cValues; ++i) {
      TRY_SET(Property each, value(restriction.lpProp[i]));
      read.properties.push_back(std::move(each));
    }
    if (restriction.lpRes) {
      TRY_SET(read.part, part(restriction.lpRes));
    }
    return Restriction::Kind(std::move(read));
  }

  Kind count(const SCountRestriction& restriction) {
    TRY_SET(auto inner, part(restriction.lpRes));
    return Restriction::Kind(CountRestriction{restriction.ulCount, std::move(inner)});
  }

  static PropertyTag tag_of(ULONG tag) { return in_width(PropertyTag(tag), Width::wide); }

  static Result<Relation> relation(ULONG relop) {
    if (relop > RELOP_RE) return too_complex("A restriction has a relation that is not known.");
    return static_cast<Relation>(relop);
  }

  Result<Property> single_value(const SPropValue* given) {
    if (!given) return missing();
    if (PropertyTag(given->ulPropTag).is_multi_valued()) {
      return too_complex("A restriction has several values to compare with; give it one.");
    }
    return value(*given);
  }

  Result<Property> value(const SPropValue& given) {
    if (!is_readable_type(PropertyTag(given.ulPropTag))) {
      return too_complex("A restriction has a value of a type that cannot be compared.");
    }
    TRY_SET(Property read, read_value(given));
    bytes_ +=
        sizeof given.ulPropTag + std::visit([](const auto& held) { return bytes_of(held); }, read.value);
    if (bytes_ > kMaxRestrictionBytes) return too_big("The restriction has more than 1 MiB with its values.");
    return read;
  }

  // What a value takes, besides a few bytes.
  template <class T>
  static std::size_t bytes_of(const T& held) {
    if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, Bytes>) return held.size();
    return 0;
  }
  template <class T>
  static std::size_t bytes_of(const std::vector<T>& held) {
    std::size_t bytes = held.size() * sizeof(T);
    for (const T& each : held) bytes += bytes_of(each);
    return bytes;
  }

  int depth_ = 0;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

Result<Restriction> read_restriction(const SRestriction& restriction) {
  auto read = Reader().read(restriction);
  if (read.ok()) {
    if (Status good = check(*read); !good.ok()) read = std::move(good).error();
  }
  if (read.ok() || read.error().code != Code::too_big) return read;
  Error too_long = std::move(read).error();
  too_long.code = Code::too_complex;  // the only word that Restrict has for it
  return too_long;
}

}  // namespace postroom::mapi
