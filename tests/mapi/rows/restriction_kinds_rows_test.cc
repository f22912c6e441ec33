// Row 101: each kind of restriction, and what makes one too complex.
#include <functional>

#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr ULONG kTags = PROP_TAG(PT_MV_UNICODE, 0x6C01), kBlob = PROP_TAG(PT_BINARY, 0x6C02);

void add_with(Session& session, const std::string& subject, Values values) {
  const auto message = create_message(*session.inbox());
  values.add(PR_SUBJECT_W, subject);
  ASSERT_HR(S_OK, message->SetProps(values.count(), values.data(), nullptr));
  ASSERT_HR(S_OK, message->SaveChanges(0));
}
template <class T>
Values one(ULONG tag, const T& value) {
  Values values;
  values.add(tag, value);
  return values;
}

// Three messages; the table of them is in order of their subjects.
Ptr<IMAPITable> three(Session& session) {
  add_with(session, "Café", std::move(one(PR_SENSITIVITY, -1).add(kTags, Texts{"red", "blue"})));
  add_with(session, "printer", one(PR_SENSITIVITY, 2));
  add_with(session, "tea", one(kBlob, std::string("\0\1\2", 3)));
  auto table = contents_table(*session.inbox());
  sort_by(*table, PR_SUBJECT_W);
  set_columns(*table, {PR_SUBJECT_W});
  return table;
}
Texts shown(IMAPITable& table, const Where& where) {
  EXPECT_HR(S_OK, table.Restrict(where.get(), 0));
  return texts(every_row(table), PR_SUBJECT_W);
}
const Texts kAll = {"Café", "printer", "tea"};

TEST_F(RowTest, r101_texts_are_matched_whole_in_part_and_from_their_beginning) {
  const auto table = three(ana());
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_W, "printer", FL_FULLSTRING)), ElementsAre("printer"));
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_W, "print", FL_FULLSTRING)), IsEmpty());
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_W, "rint", FL_SUBSTRING)), ElementsAre("printer"));
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_W, "te", FL_PREFIX)), ElementsAre("tea"));
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_W, "ea", FL_PREFIX)), IsEmpty());
}

TEST_F(RowTest, r101_what_a_match_overlooks_may_be_mixed_at_will) {
  const auto table = three(ana());
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_W, "CAFÉ", FL_FULLSTRING)), IsEmpty());
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_W, "CAFÉ", FL_FULLSTRING | FL_IGNORECASE)),
              ElementsAre("Café"));
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_W, "Cafe", FL_FULLSTRING | FL_IGNORENONSPACE)),
              ElementsAre("Café"));
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_W, "CAFE", FL_FULLSTRING | FL_LOOSE)), ElementsAre("Café"));
  const ULONG everything = FL_IGNORECASE | FL_IGNORENONSPACE | FL_LOOSE;
  EXPECT_THAT(shown(*table, has_text(PR_SUBJECT_A, "cafe", FL_PREFIX | everything)), ElementsAre("Café"));
}

TEST_F(RowTest, r101_bytes_are_matched_like_texts) {
  const auto table = three(ana());
  EXPECT_THAT(shown(*table, has_text(kBlob, std::string("\0\1", 2), FL_PREFIX)), ElementsAre("tea"));
  EXPECT_THAT(shown(*table, has_text(kBlob, std::string("\1", 1), FL_SUBSTRING)), ElementsAre("tea"));
  EXPECT_THAT(shown(*table, has_text(kBlob, std::string("\1", 1), FL_FULLSTRING)), IsEmpty());
}

TEST_F(RowTest, r101_numbers_are_compared_with_their_sign_and_a_missing_one_with_nothing) {
  const auto table = three(ana());
  EXPECT_THAT(shown(*table, is(PR_SENSITIVITY, 0, RELOP_LT)), ElementsAre("Café"));
  EXPECT_THAT(shown(*table, is(PR_SENSITIVITY, 0, RELOP_GT)), ElementsAre("printer"));
  EXPECT_THAT(shown(*table, is(PR_SENSITIVITY, 2, RELOP_LE)), ElementsAre("Café", "printer"));
  EXPECT_THAT(shown(*table, is(PR_SENSITIVITY, -1, RELOP_NE)), ElementsAre("printer"));
  EXPECT_THAT(shown(*table, negated(exists(PR_SENSITIVITY))), ElementsAre("tea"));
}

TEST_F(RowTest, r101_one_of_several_values_is_enough) {
  const auto table = three(ana());
  for (const ULONG tag : {kTags, MVI_PROP(kTags)}) {
    EXPECT_THAT(shown(*table, is(tag, "blue")), ElementsAre("Café"));
    EXPECT_THAT(shown(*table, is(tag, "green")), IsEmpty());
    EXPECT_THAT(shown(*table, has_text(tag, "LU")), ElementsAre("Café"));
  }
}

TEST_F(RowTest, r101_sizes_are_in_bytes_and_bits_in_numbers) {
  const auto table = three(ana());
  EXPECT_THAT(shown(*table, sized(kBlob, RELOP_EQ, 3)), ElementsAre("tea"));
  EXPECT_THAT(shown(*table, sized(kBlob, RELOP_GT, 3)), IsEmpty());
  EXPECT_THAT(shown(*table, bits(PR_SENSITIVITY, 2)), ElementsAre("Café", "printer"));
  EXPECT_THAT(shown(*table, bits(PR_SENSITIVITY, 1, BMR_EQZ)), ElementsAre("printer"));
}

TEST_F(RowTest, r101_restrictions_go_together_by_and_or_and_not) {
  const auto table = three(ana());
  const Where sensitive = exists(PR_SENSITIVITY), printer = is(PR_SUBJECT_W, "printer");
  EXPECT_THAT(shown(*table, all_of({sensitive, negated(printer)})), ElementsAre("Café"));
  EXPECT_THAT(shown(*table, any_of({printer, negated(sensitive)})), ElementsAre("printer", "tea"));
  EXPECT_THAT(shown(*table, all_of({})), ::testing::ElementsAreArray(kAll));
  EXPECT_THAT(shown(*table, any_of({})), IsEmpty());
}

TEST_F(RowTest, r101_two_properties_are_compared_with_each_other) {
  const auto table = three(ana());
  EXPECT_THAT(shown(*table, same(PR_SUBJECT_W, RELOP_EQ, PR_NORMALIZED_SUBJECT_W)),
              ::testing::ElementsAreArray(kAll));
  EXPECT_THAT(shown(*table, same(PR_SENSITIVITY, RELOP_LT, PR_IMPORTANCE)), ElementsAre("Café"));
}

TEST_F(RowTest, r101_comments_are_passed_through_and_counts_end_with_the_first_rows) {
  const auto table = three(ana());
  EXPECT_THAT(shown(*table, commented(one(PR_SUBJECT_W, "why"), is(PR_SUBJECT_W, "tea"))),
              ElementsAre("tea"));
  EXPECT_THAT(shown(*table, commented(one(PR_SUBJECT_W, "why"), std::nullopt)),
              ::testing::ElementsAreArray(kAll));
  EXPECT_THAT(shown(*table, first(2, all_of({}))), ElementsAre("Café", "printer"));
}

TEST_F(RowTest, r101_columns_that_every_row_has_alike_can_be_restricted_on) {
  const auto table = three(ana());
  const std::string store = get_text(ana().store(), PR_ENTRYID).value();
  EXPECT_EQ(shown(*table, is(PR_STORE_ENTRYID, store)), kAll);
  EXPECT_THAT(shown(*table, is(PR_STORE_ENTRYID, store + "?")), IsEmpty());
  EXPECT_EQ(shown(*table, exists(PR_MAPPING_SIGNATURE)), kAll);
  EXPECT_EQ(shown(*table, is(PR_OBJECT_TYPE, LONG{MAPI_MESSAGE})), kAll);
}

// Every value that a row has leads to this row.
void expect_all_columns_restrict(IMAPITable& table) {
  const auto columns = columns_of(table, TBL_ALL_COLUMNS);
  set_columns(table, columns);
  const Rows rows = every_row(table);
  ASSERT_GE(rows.size(), 1u);
  for (ULONG i = 0; i < rows[0].cValues; ++i) {
    const SPropValue& value = rows[0].lpProps[i];
    if (error_of(value) != S_OK) continue;
    Values own;
    own.add_raw(value);
    EXPECT_HR(S_OK, table.Restrict(compares(value.ulPropTag, RELOP_EQ, std::move(own)).get(), 0))
        << std::hex << columns[i];
    EXPECT_THAT(texts(every_row(table), PR_INSTANCE_KEY), ::testing::Contains(key_of(rows[0])))
        << std::hex << columns[i];
  }
}

TEST_F(RowTest, r101_every_column_of_every_table_can_be_restricted_on) {
  const auto inbox = ana().inbox();
  create_folder(*inbox, "below");
  const auto message = create_message(*inbox);
  ASSERT_HR(S_OK, modify_recipients(*message, MODRECIP_ADD, {{"Ana", "ana@x.org"}}));
  ULONG number = 0;
  Ptr<IAttach> attachment;
  ASSERT_HR(S_OK, message->CreateAttach(nullptr, 0, &number, attachment.out()));
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  expect_all_columns_restrict(*contents_table(*inbox));
  expect_all_columns_restrict(*contents_table(*inbox, 0));
  expect_all_columns_restrict(*hierarchy_table(*inbox));
  expect_all_columns_restrict(*recipient_table(*message));
  expect_all_columns_restrict(*attachment_table(*message));
}

// Refused for this reason, and the table shows what it showed.
class Refusals {
 public:
  explicit Refusals(Session& session) : table_(three(session)) {
    restrict_to(*table_, exists(PR_SENSITIVITY));
  }
  void operator()(HRESULT why, const Where& where, const char* what) {
    EXPECT_HR(why, table_->Restrict(where.get(), 0)) << what;
    EXPECT_THAT(texts(every_row(*table_), PR_SUBJECT_W), ElementsAre("Café", "printer")) << what;
  }
  void too_complex(const Where& where, const char* what) { (*this)(MAPI_E_TOO_COMPLEX, where, what); }

 private:
  const Ptr<IMAPITable> table_;
};

TEST_F(RowTest, r101_types_that_do_not_go_together_are_too_complex) {
  Refusals refuse(ana());
  refuse.too_complex(compares(PR_SENSITIVITY, RELOP_EQ, one(PR_SUBJECT_W, "2")), "a number with a text");
  refuse.too_complex(compares(PR_SUBJECT_W, RELOP_EQ, one(PR_SENSITIVITY, 2)), "a text with a number");
  refuse.too_complex(compares(kTags, RELOP_EQ, one(kTags, Texts{"red"})), "several values within");
  refuse.too_complex(contains(PR_SUBJECT_W, FL_SUBSTRING, one(kBlob, "x")), "text with bytes");
  refuse.too_complex(contains(PR_SENSITIVITY, FL_SUBSTRING, one(PR_SENSITIVITY, 2)), "a part of a number");
  refuse.too_complex(same(PR_SUBJECT_W, RELOP_EQ, PR_SENSITIVITY), "properties of two types");
  refuse.too_complex(bits(PR_SUBJECT_W, 1), "bits of a text");
  refuse.too_complex(bits(PR_HASATTACH, 1), "bits of a boolean");
  refuse.too_complex(exists(PR_MESSAGE_RECIPIENTS), "whether there is an object");
  refuse.too_complex(sized(PR_MESSAGE_RECIPIENTS, RELOP_EQ, 1), "the size of an object");
}

TEST_F(RowTest, r101_relations_levels_and_kinds_that_are_none_are_too_complex) {
  Refusals refuse(ana());
  refuse.too_complex(is(PR_SUBJECT_W, "t.a", RELOP_RE), "likeness");
  refuse.too_complex(is(PR_SUBJECT_W, "tea", 99), "an unknown relation");
  refuse.too_complex(sized(kBlob, RELOP_RE, 1), "likeness of sizes");
  refuse.too_complex(same(PR_SUBJECT_W, RELOP_RE, PR_SUBJECT_W), "likeness of properties");
  refuse.too_complex(has_text(PR_SUBJECT_W, "t", FL_SUBSTRING | FL_PREFIX), "two ways to match");
  refuse.too_complex(has_text(PR_SUBJECT_W, "t", 8), "an unknown way to match");
  refuse.too_complex(bits(PR_SENSITIVITY, 1, 2), "an unknown question about bits");
  refuse.too_complex(some(PR_CONTAINER_CONTENTS, all_of({})), "rows that no message has");
  refuse.too_complex(some(PR_MESSAGE_RECIPIENTS, some(PR_MESSAGE_RECIPIENTS, all_of({}))), "rows of rows");
  refuse.too_complex(all_of({first(1, all_of({}))}), "a count inside");
  const Where unknown = all_of({});
  unknown->rt = 0x77;
  refuse.too_complex(unknown, "an unknown kind");
}

TEST_F(RowTest, r101_restrictions_beyond_all_measure_are_too_complex) {
  Refusals refuse(ana());
  Where deep = exists(PR_SUBJECT_W);
  for (int i = 0; i < 100; ++i) deep = negated(deep);
  refuse.too_complex(deep, "a hundred in one another");
  refuse.too_complex(any_of(std::vector<Where>(10'000, exists(PR_SUBJECT_W))),
                     "ten thousand beside one another");
  refuse.too_complex(is(PR_SUBJECT_W, std::string(3 << 20, 'x')), "three megabytes");
}

TEST_F(RowTest, r101_parts_that_are_missing_are_refused) {
  Refusals refuse(ana());
  const auto without = [](Where where, const std::function<void(SRestriction&)>& spoil) {
    spoil(*where);
    return where;
  };
  const HRESULT why = MAPI_E_INVALID_PARAMETER;
  refuse(why, without(is(PR_SUBJECT_W, "x"), [](auto& r) { r.res.resProperty.lpProp = nullptr; }), "a value");
  refuse(why, without(has_text(PR_SUBJECT_W, "x"), [](auto& r) { r.res.resContent.lpProp = nullptr; }),
         "a text");
  refuse(why, without(negated(all_of({})), [](auto& r) { r.res.resNot.lpRes = nullptr; }), "what is negated");
  refuse(why, without(all_of({exists(kTags)}), [](auto& r) { r.res.resAnd.lpRes = nullptr; }),
         "parts of and");
  refuse(why, without(any_of({exists(kTags)}), [](auto& r) { r.res.resOr.lpRes = nullptr; }), "parts of or");
  refuse(why, without(first(1, all_of({})), [](auto& r) { r.res.resCount.lpRes = nullptr; }),
         "what is counted");
  refuse(why, without(some(PR_MESSAGE_RECIPIENTS, all_of({})), [](auto& r) { r.res.resSub.lpRes = nullptr; }),
         "what rows meet");
}

}  // namespace
}  // namespace mapi_host
