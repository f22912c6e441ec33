#include <gtest/gtest.h>
#include <postroom/property.h>
#include <postroom/tags.h>

#include <limits>

namespace postroom {
namespace {

constexpr PropertyTag kSubject8{0x0037001E};

TEST(PropertySet, keeps_its_properties_in_order_of_id) {
  PropertySet set;
  set.set(tag::body, std::string("b"));
  set.set(tag::importance, std::int32_t{2});
  set.set(tag::subject, std::string("s"));
  std::vector<PropertyTag> tags;
  for (const Property& property : set) tags.push_back(property.tag);
  EXPECT_EQ(tags, (std::vector{tag::importance, tag::subject, tag::body}));
}

TEST(PropertySet, holds_one_property_for_each_id_whatever_its_type) {
  PropertySet set{{tag::subject, std::string("wide")}};
  set.set(kSubject8, String8{"narrow"});
  EXPECT_EQ(set.size(), 1u);
  EXPECT_EQ(set.find(tag::subject), nullptr);
  EXPECT_EQ(set.get<String8>(kSubject8)->bytes, "narrow");
  EXPECT_EQ(set.find_id(0x0037)->tag, kSubject8);
  EXPECT_TRUE(set.has(tag::subject));
}

TEST(PropertySet, replaces_the_value_under_a_tag) {
  PropertySet set{{tag::subject, std::string("old")}, {tag::subject, std::string("new")}};
  EXPECT_EQ(set.get_or(tag::subject, std::string()), "new");
}

TEST(PropertySet, gives_the_other_value_for_what_is_not_there) {
  const PropertySet set{{tag::subject, LargeValue{{}, 9000}}};
  EXPECT_EQ(set.get_or(tag::importance, std::int32_t{1}), 1);
  EXPECT_EQ(set.get<std::string>(tag::subject), nullptr);
  EXPECT_NE(set.get<LargeValue>(tag::subject), nullptr);
  EXPECT_EQ(set.find_id(0x0001), nullptr);
}

TEST(PropertySet, removes_by_id_and_says_whether_something_was_there) {
  PropertySet set{{tag::subject, std::string("s")}, {tag::body, std::string("b")}};
  EXPECT_TRUE(set.remove(kSubject8));
  EXPECT_FALSE(set.remove(tag::subject));
  set.remove_id(tag::body.id());
  EXPECT_TRUE(set.empty());
}

TEST(PropertySet, appends_what_is_already_in_order) {
  PropertySet set;
  set.reserve(2);
  set.append({tag::importance, std::int32_t{1}});
  set.append({tag::subject, std::string("s")});
  EXPECT_EQ(set, (PropertySet{{tag::subject, std::string("s")}, {tag::importance, std::int32_t{1}}}));
}

TEST(PropertySet, differs_by_any_tag_or_value) {
  const PropertySet set{{tag::subject, std::string("s")}};
  EXPECT_NE(set, PropertySet{});
  EXPECT_NE(set, (PropertySet{{tag::subject, std::string("t")}}));
  EXPECT_NE(set, (PropertySet{{kSubject8, String8{"s"}}}));
}

TEST(PropertySet, equals_itself_when_a_value_is_not_a_number) {
  const PropertySet set{{PropertyTag(0x60000005), std::numeric_limits<double>::quiet_NaN()}};
  const PropertySet copy = set;
  EXPECT_EQ(set, copy);
}

#ifndef NDEBUG
TEST(PropertySetDeathTest, asserts_that_values_fit_and_appended_ids_grow) {
  PropertySet set{{tag::subject, std::string("s")}};
  EXPECT_DEATH(set.set(tag::subject, std::int32_t{1}), "fits");
  EXPECT_DEATH(set.append({tag::subject, std::string("t")}), "id");
}
#endif

}  // namespace
}  // namespace postroom
