#include <string>

#include <postroom/property_names.h>
#include <postroom/restriction.h>

#include "base/try.h"
#include "model/property_types.h"
#include "model/restriction_layout.h"

namespace postroom {
namespace {

Error too_complex(std::string message) { return {Code::too_complex, std::move(message), {}}; }
Error too_big(std::string message) { return {Code::too_big, std::move(message), {}}; }

// Where a count or a sub-object restriction may not stand any more.
struct Place {
  int depth = 1;
  bool in_sub_object = false;
};

class Check {
 public:
  Status whole(const Restriction& restriction) {
    TRY(each(restriction, {}));
    blob::BlobSize size;
    blob::RestrictionLayout(size).whole(restriction);
    if (size.size() <= kMaxRestrictionBytes) return ok_status();
    return too_big("The restriction has more than 1 MiB with its values; shorten it.");
  }

 private:
  Status each(const Restriction& restriction, Place place) {
    if (place.depth > kMaxRestrictionDepth) {
      return too_big("More than 32 restrictions stand inside one another; flatten them.");
    }
    if (++nodes_ > kMaxRestrictionNodes) {
      return too_big("The restriction has more than 4,096 parts; take some out.");
    }
    return std::visit([&](const auto& kind) { return this->kind(kind, place); }, restriction.kind);
  }

  Status kind(const AndRestriction& all, Place place) { return parts(all.parts, place); }
  Status kind(const OrRestriction& any, Place place) { return parts(any.parts, place); }
  Status kind(const NotRestriction& negated, Place place) { return part("A not", negated.part, place); }

  Status kind(const ContentRestriction& content, Place) {
    const std::string what = "A content restriction on " + property_name(content.tag);
    if (content.match > Match::prefix)
      return too_complex(what + " asks for neither whole, substring nor prefix.");
    const PropertyType type = comparable_type(content.tag);
    if (type != PropertyType::unicode && type != PropertyType::binary) {
      return too_complex(what + " needs text or binary there, not " + type_name(content.tag) + ".");
    }
    return value_of(what, content.tag, content.value);
  }

  Status kind(const PropertyRestriction& property, Place) {
    const std::string what = "A property restriction on " + property_name(property.tag);
    TRY(relation(what, property.relation));
    TRY(type_of(what, property.tag));
    return value_of(what, property.tag, property.value);
  }

  Status kind(const CompareRestriction& compare, Place) {
    const std::string what =
        "A comparison of " + property_name(compare.left) + " with " + property_name(compare.right);
    TRY(relation(what, compare.relation));
    TRY(type_of(what, compare.left));
    TRY(type_of(what, compare.right));
    const bool one_type = comparable_type(compare.left) == comparable_type(compare.right);
    if (one_type && compare.left.is_multi_valued() == compare.right.is_multi_valued()) return ok_status();
    return too_complex(what + " needs one type, not " + type_name(compare.left) + " and " +
                       type_name(compare.right) + ".");
  }

  Status kind(const BitmaskRestriction& bitmask, Place) {
    const std::string what = "A bitmask restriction on " + property_name(bitmask.tag);
    if (bitmask.bits > BitmaskRestriction::Bits::some_set) {
      return too_complex(what + " asks neither for some bit set nor for all clear.");
    }
    if (bitmask.tag.raw_type() == static_cast<std::uint16_t>(PropertyType::integer32)) return ok_status();
    return too_complex(what + " needs integer32 there, not " + type_name(bitmask.tag) + ".");
  }

  Status kind(const SizeRestriction& size, Place) {
    const std::string what = "A size restriction on " + property_name(size.tag);
    TRY(relation(what, size.relation));
    return type_of(what, size.tag);
  }

  Status kind(const ExistRestriction& exist, Place) {
    if (exist.tag.base_type() != PropertyType::object) return ok_status();
    return too_complex("An exist restriction on " + property_name(exist.tag) +
                       " asks for an object; ask for its rows by a sub-object restriction.");
  }

  Status kind(const SubRestriction& sub, Place place) {
    if (sub.of > SubObject::attachments) {
      return too_complex("A sub-object restriction asks for neither recipients nor attachments.");
    }
    if (place.in_sub_object)
      return too_complex("A sub-object restriction stands inside another; take it out.");
    place.in_sub_object = true;
    return part("A sub-object", sub.part, place);
  }

  Status kind(const CommentRestriction& comment, Place place) {
    for (const Property& property : comment.properties) {
      TRY(whole_value("A comment restriction with " + property_name(property.tag), property));
    }
    return comment.part ? part("A comment", comment.part, place) : ok_status();
  }

  Status kind(const CountRestriction& count, Place place) {
    if (place.depth > 1)
      return too_complex("A count restriction stands inside another restriction; put it outermost.");
    return part("A count", count.part, place);
  }

  Status parts(const std::vector<Restriction>& parts, Place place) {
    ++place.depth;
    for (const Restriction& part : parts) TRY(each(part, place));
    return ok_status();
  }

  Status part(const char* what, const std::shared_ptr<const Restriction>& part, Place place) {
    if (!part) {
      return Error{
          Code::invalid_argument, std::string(what) + " restriction has nothing in it; give it a part.", {}};
    }
    ++place.depth;
    return each(*part, place);
  }

  static Status relation(const std::string& what, Relation relation) {
    if (relation == Relation::like)
      return too_complex(what + " asks for likeness (RELOP_RE), which no store knows.");
    if (relation > Relation::like) return too_complex(what + " has an unknown relation.");
    return ok_status();
  }

  // Whether values of the tag's type can be stored and compared.
  static Status type_of(const std::string& what, PropertyTag tag) {
    if (has_values(tag)) return ok_status();
    return too_complex(what + " needs a type whose values can be compared, not " + type_name(tag) + ".");
  }

  static Status whole_value(const std::string& what, const Property& property) {
    if (fits(property.tag, property.value) && !std::holds_alternative<LargeValue>(property.value))
      return ok_status();
    return too_complex(what + " has a value that is not of the type that its tag says, " +
                       type_name(property.tag) + ", or is not there as a whole.");
  }

  static Status value_of(const std::string& what, PropertyTag tag, const Property& value) {
    TRY(type_of(what, tag));
    if (value.tag.is_multi_valued() || value.tag.is_instance()) {
      return too_complex(what + " has several values to compare with; give it one.");
    }
    if (comparable_type(tag) != comparable_type(value.tag)) {
      return too_complex(what + " compares " + type_name(tag) + " with " + type_name(value.tag) +
                         "; give it a value of the property's type.");
    }
    return whole_value(what, value);
  }

  std::size_t nodes_ = 0;
};

}  // namespace

Status check(const Restriction& restriction) { return Check().whole(restriction); }

}  // namespace postroom
