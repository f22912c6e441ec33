#include "mapi/restrictions.h"

#include <gtest/gtest.h>
#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <functional>
#include <random>

#include "mapi/testing/one_store.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

class RestrictionsTest : public ::testing::Test {
 protected:
  SRestriction written(const Restriction& restriction, Width width = Width::wide) {
    SRestriction out;
    write_restriction(restriction, width, block_, out);
    return out;
  }
  LPSPropValue value(PropertyTag tag, const Value& held) {
    auto* const made = block_.more<SPropValue>(1);
    write_value(tag, held, block_, *made);
    return made;
  }
  static SRestriction of_kind(ULONG kind) {
    SRestriction made{};
    made.rt = kind;
    return made;
  }
  SRestriction property(ULONG relop, ULONG tag, LPSPropValue given) {
    SRestriction made = of_kind(RES_PROPERTY);
    made.res.resProperty = {relop, tag, given};
    return made;
  }
  SRestriction content(ULONG level, ULONG tag, LPSPropValue given) {
    SRestriction made = of_kind(RES_CONTENT);
    made.res.resContent = {level, tag, given};
    return made;
  }
  static SRestriction exist(ULONG tag) {
    SRestriction made = of_kind(RES_EXIST);
    made.res.resExist.ulPropTag = tag;
    return made;
  }

  Block block_{testing::kMemory, 1};
  const std::string hello_ = "Hello";
};

TEST_F(RestrictionsTest, read_texts_of_both_widths_as_one) {
  const Restriction expected{PropertyRestriction{tag::subject, Relation::equal, {tag::subject, hello_}}};
  for (const ULONG tag : {PR_SUBJECT_A, PR_SUBJECT_W}) {
    EXPECT_EQ(must(read_restriction(property(RELOP_EQ, tag, value(PropertyTag(tag), hello_)))), expected);
  }
}

TEST_F(RestrictionsTest, are_written_in_the_width_that_is_asked_for) {
  const Restriction equal{PropertyRestriction{tag::subject, Relation::equal, {tag::subject, hello_}}};
  const SRestriction narrow = written(equal, Width::narrow);
  EXPECT_EQ(narrow.res.resProperty.ulPropTag, PR_SUBJECT_A);
  EXPECT_EQ(narrow.res.resProperty.lpProp->ulPropTag, PR_SUBJECT_A);
  EXPECT_STREQ(narrow.res.resProperty.lpProp->Value.lpszA, "Hello");
  EXPECT_STREQ(written(equal).res.resProperty.lpProp->Value.lpszW, L"Hello");
  EXPECT_EQ(must(read_restriction(narrow)), equal);
}

TEST_F(RestrictionsTest, on_content_match_as_the_level_says) {
  const auto read = [&](ULONG level) {
    return std::get<ContentRestriction>(
        must(read_restriction(content(level, PR_SUBJECT_W, value(tag::body, hello_)))).kind);
  };
  EXPECT_EQ(read(FL_FULLSTRING).match, Match::whole);
  EXPECT_EQ(read(FL_SUBSTRING).match, Match::substring);
  EXPECT_EQ(read(FL_PREFIX | FL_IGNORECASE).match, Match::prefix);
  EXPECT_EQ(read(FL_IGNORECASE).overlooks, (Looseness{true, false}));
  EXPECT_EQ(read(FL_IGNORENONSPACE).overlooks, (Looseness{false, true}));
  EXPECT_EQ(read(FL_LOOSE).overlooks, (Looseness{true, true}));
  EXPECT_EQ(read(FL_SUBSTRING | 0x80000000).match,
            Match::substring);  // what a store does not know, it leaves out
  for (const ULONG level : {3U, 4U, 0xFFFFU}) {
    EXPECT_EQ(code_of(read_restriction(content(level, PR_SUBJECT_W, value(tag::subject, hello_)))),
              Code::too_complex);
  }
}

TEST_F(RestrictionsTest, that_cannot_be_evaluated_are_too_complex) {
  const auto hello = value(tag::subject, hello_);
  const auto number = value(tag::importance, std::int32_t{1});
  const auto words = value(PropertyTag(0x6610101F), std::vector<std::string>{"a"});
  SPropValue object{};
  object.ulPropTag = PR_MESSAGE_RECIPIENTS;
  SRestriction bits = of_kind(RES_BITMASK);
  bits.res.resBitMask = {2, PR_IMPORTANCE, 1};
  SRestriction sub = of_kind(RES_SUBRESTRICTION);
  SRestriction inner = exist(PR_SUBJECT_W);
  sub.res.resSub = {PR_CONTAINER_CONTENTS, &inner};
  for (const SRestriction& each :
       {of_kind(13), of_kind(0xFFFFFFFF), property(RELOP_EQ, PR_SUBJECT_W, number),
        property(RELOP_EQ, 0x6610101F, words), property(RELOP_RE, PR_SUBJECT_W, hello),
        property(7, PR_SUBJECT_W, hello), property(0x104, PR_SUBJECT_W, hello),
        property(RELOP_EQ, PR_MESSAGE_RECIPIENTS, &object), content(FL_SUBSTRING, PR_IMPORTANCE, number),
        exist(PR_MESSAGE_RECIPIENTS), bits, sub}) {
    EXPECT_EQ(code_of(read_restriction(each)), Code::too_complex) << each.rt;
  }
  EXPECT_EQ(code_of(read_restriction(property(RELOP_EQ, 0x6610101F, value(PropertyTag(0x6610001F), hello_)))),
            std::nullopt);  // several values stand left of one
}

TEST_F(RestrictionsTest, with_parts_missing_are_refused) {
  SRestriction without_parts = of_kind(RES_AND);
  without_parts.res.resAnd.cRes = 2;
  SRestriction comment = of_kind(RES_COMMENT);
  comment.res.resComment.cValues = 1;
  SRestriction sub = of_kind(RES_SUBRESTRICTION);
  sub.res.resSub.ulSubObject = PR_MESSAGE_RECIPIENTS;
  SPropValue no_text{};
  no_text.ulPropTag = PR_SUBJECT_W;
  for (const SRestriction& each :
       {without_parts, comment, sub, of_kind(RES_NOT), of_kind(RES_COUNT), content(0, PR_SUBJECT_W, nullptr),
        property(RELOP_EQ, PR_SUBJECT_W, nullptr), property(RELOP_EQ, PR_SUBJECT_W, &no_text)}) {
    EXPECT_EQ(code_of(read_restriction(each)), Code::invalid_argument) << each.rt;
  }
  EXPECT_EQ(must(read_restriction(of_kind(RES_AND))), Restriction{AndRestriction{}});  // of no parts, true
  EXPECT_EQ(must(read_restriction(of_kind(RES_COMMENT))), Restriction{CommentRestriction{}});
}

// Each within its limit, and together sixteen million: they are counted while they are read.
TEST_F(RestrictionsTest, with_too_many_comments_of_too_many_values_are_refused) {
  std::vector<SPropValue> values(kMaxRestrictionNodes, *value(tag::importance, std::int32_t{1}));
  SRestriction comment = of_kind(RES_COMMENT);
  comment.res.resComment = {static_cast<ULONG>(values.size()), nullptr, values.data()};
  EXPECT_EQ(code_of(read_restriction(comment)), std::nullopt);
  std::vector<SRestriction> comments(kMaxRestrictionNodes - 1, comment);
  SRestriction all = of_kind(RES_AND);
  all.res.resAnd = {static_cast<ULONG>(comments.size()), comments.data()};
  EXPECT_EQ(code_of(read_restriction(all)), Code::too_complex);
}

TEST_F(RestrictionsTest, that_lead_back_to_themselves_are_refused) {
  SRestriction negation = of_kind(RES_NOT);
  negation.res.resNot.lpRes = &negation;
  EXPECT_EQ(code_of(read_restriction(negation)), Code::too_complex);
  SRestriction all[2] = {of_kind(RES_AND), of_kind(RES_AND)};
  all[0].res.resAnd = {2, all};
  all[1].res.resAnd = {2, all};
  EXPECT_EQ(code_of(read_restriction(all[0])), Code::too_complex);
}

TEST_F(RestrictionsTest, keep_the_limits_of_depth_parts_and_bytes) {
  std::vector<SRestriction> chain(kMaxRestrictionDepth + 1, of_kind(RES_NOT));
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) chain[i].res.resNot.lpRes = &chain[i + 1];
  chain.back() = exist(PR_SUBJECT_W);
  EXPECT_EQ(code_of(read_restriction(chain[1])), std::nullopt);
  EXPECT_EQ(code_of(read_restriction(chain[0])), Code::too_complex);

  std::vector<SRestriction> many(kMaxRestrictionNodes, exist(PR_SUBJECT_W));
  SRestriction any = of_kind(RES_OR);
  any.res.resOr = {kMaxRestrictionNodes - 1, many.data()};
  EXPECT_EQ(code_of(read_restriction(any)), std::nullopt);
  ++any.res.resOr.cRes;
  EXPECT_EQ(code_of(read_restriction(any)), Code::too_complex);

  const auto half = value(tag::search_key, Bytes(kMaxRestrictionBytes / 2));
  SRestriction twice[] = {property(RELOP_EQ, PR_SEARCH_KEY, half), property(RELOP_NE, PR_SEARCH_KEY, half)};
  any.res.resOr = {1, twice};
  EXPECT_EQ(code_of(read_restriction(any)), std::nullopt);
  any.res.resOr.cRes = 2;
  EXPECT_EQ(code_of(read_restriction(any)), Code::too_complex);
}

// What check() passes, of every kind.
class RandomRestriction {
 public:
  explicit RandomRestriction(unsigned seed) : random_(seed) {}

  Restriction outermost() {
    if (below(8) != 0) return any(4, true);
    return {CountRestriction{static_cast<std::uint32_t>(below(100)), part(3, true)}};
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  template <class T>
  T pick(std::initializer_list<T> all) {
    return *(all.begin() + below(all.size()));
  }

  Property property() {
    return pick<Property>({{tag::subject, std::string("Gr\xC3\xBC\xC3\x9F"
                                                      "e")},
                           {tag::importance, std::int32_t{-1}},
                           {tag::search_key, Bytes{0, 1}},
                           {tag::hasattach, true},
                           {tag::message_delivery_time, FileTime{12}},
                           {PropertyTag(0x66150048), kPsMapi},
                           {PropertyTag(0x66220005), 0.5},
                           {PropertyTag(0x66230014), std::int64_t{1} << 40}});
  }
  Property text() { return pick<Property>({{tag::subject, std::string()}, {tag::search_key, Bytes{7}}}); }
  Relation relation() { return static_cast<Relation>(below(6)); }

  std::shared_ptr<const Restriction> part(int depth, bool sub_objects) {
    return std::make_shared<Restriction>(any(depth, sub_objects));
  }
  std::vector<Restriction> parts(int depth, bool sub_objects) {
    std::vector<Restriction> made;
    for (std::size_t i = below(4); i > 0; --i) made.push_back(any(depth, sub_objects));
    return made;
  }

  Restriction any(int depth, bool sub_objects) {
    if (depth > 0 && below(2) == 0) return compound(depth - 1, sub_objects);
    const Property held = property(), looked_for = text();
    const auto bits = pick({BitmaskRestriction::Bits::all_clear, BitmaskRestriction::Bits::some_set});
    return pick<Restriction>(
        {{ContentRestriction{looked_for.tag,
                             pick({Match::whole, Match::substring, Match::prefix}),
                             {below(2) == 0, below(2) == 0},
                             looked_for}},
         {PropertyRestriction{held.tag, relation(), held}},
         {CompareRestriction{held.tag, relation(), held.tag}},
         {BitmaskRestriction{tag::message_flags, bits, static_cast<std::uint32_t>(random_())}},
         {SizeRestriction{held.tag, relation(), 12}},
         {ExistRestriction{held.tag}}});
  }
  Restriction compound(int depth, bool sub_objects) {
    switch (below(sub_objects ? 5 : 4)) {
      case 0:
        return {AndRestriction{parts(depth, sub_objects)}};
      case 1:
        return {OrRestriction{parts(depth, sub_objects)}};
      case 2:
        return {NotRestriction{part(depth, sub_objects)}};
      case 3:
        return {
            CommentRestriction{{property(), property()}, below(2) == 0 ? nullptr : part(depth, sub_objects)}};
      default:
        return {SubRestriction{pick({SubObject::recipients, SubObject::attachments}), part(depth, false)}};
    }
  }

  std::mt19937 random_;
};

TEST_F(RestrictionsTest, come_in_as_they_went_out) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    const Restriction restriction = RandomRestriction(seed).outermost();
    ASSERT_EQ(code_of(check(restriction)), std::nullopt);
    EXPECT_EQ(must(read_restriction(written(restriction))), restriction) << seed;
    EXPECT_EQ(must(read_restriction(written(restriction, Width::narrow))), restriction) << seed;
  }
}

}  // namespace
}  // namespace postroom::mapi
