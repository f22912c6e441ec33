// Row 101: restrictions made up at random show what the reference of the tests' own says they should.
#include <random>

#include "mapi/rows/mapi_test.h"
#include "mapi/rows/restriction_reference.h"
#include "support/long_run.h"

namespace mapi_host {
namespace {

constexpr ULONG kShort = PROP_TAG(PT_I2, 0x6C01), kLong = PROP_TAG(PT_LONG, 0x6C02),
                kBig = PROP_TAG(PT_I8, 0x6C03), kFloat = PROP_TAG(PT_R4, 0x6C04),
                kDouble = PROP_TAG(PT_DOUBLE, 0x6C05), kMoney = PROP_TAG(PT_CURRENCY, 0x6C06),
                kFlag = PROP_TAG(PT_BOOLEAN, 0x6C07), kTime = PROP_TAG(PT_SYSTIME, 0x6C08),
                kBlob = PROP_TAG(PT_BINARY, 0x6C09), kText = PROP_TAG(PT_UNICODE, 0x6C0A),
                kLong2 = PROP_TAG(PT_LONG, 0x6C0B);
constexpr ULONG kTexts = PROP_TAG(PT_MV_UNICODE, 0x6C11), kNumbers = PROP_TAG(PT_MV_LONG, 0x6C12),
                kNumbers2 = PROP_TAG(PT_MV_LONG, 0x6C13), kBlobs = PROP_TAG(PT_MV_BINARY, 0x6C14);
const std::vector<ULONG> kSingle = {PR_SUBJECT_W, PR_SENSITIVITY, kShort, kLong, kLong2, kBig, kFloat,
                                    kDouble,      kMoney,         kFlag,  kTime, kBlob,  kText};
const std::vector<ULONG> kMany = {kTexts, kNumbers, kNumbers2, kBlobs};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  ULONG below(ULONG limit) { return static_cast<ULONG>(engine_() % limit); }
  bool chance(ULONG percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(static_cast<ULONG>(from.size()))];
  }

 private:
  std::mt19937 engine_;
};

class RandomRestriction : public Random {
 public:
  using Random::Random;

  Scalar scalar() {
    return {static_cast<LONGLONG>(below(5)) - 2, (static_cast<double>(below(9)) - 4) / 4, pick(kWords)};
  }
  Values value(ULONG tag) {
    Values values;
    add_scalar(values, tag & ~MVI_FLAG, scalar());
    return values;
  }
  std::vector<ULONG> all_tags() {
    std::vector<ULONG> tags = kSingle;
    tags.insert(tags.end(), kMany.begin(), kMany.end());
    return tags;
  }
  // As a client may write it: a multi-valued one with MV_INSTANCE or without, a text of either width.
  ULONG tag() {
    const ULONG plain = pick(all_tags());
    if ((plain & MV_FLAG) != 0 && chance(50)) return plain | MV_INSTANCE;
    return PROP_TYPE(plain) == PT_UNICODE && chance(20) ? CHANGE_PROP_TYPE(plain, PT_STRING8) : plain;
  }
  ULONG relop() { return below(RELOP_NE + 1); }
  ULONG level() {
    ULONG bits = below(FL_PREFIX + 1);
    for (const ULONG loose : {FL_IGNORECASE, FL_IGNORENONSPACE, FL_LOOSE}) bits |= chance(30) ? loose : 0;
    return bits;
  }

  Where part_of_row(ULONG rows) {
    const bool recipients = rows == PR_MESSAGE_RECIPIENTS;
    const ULONG text = recipients ? PR_DISPLAY_NAME_W : PR_ATTACH_LONG_FILENAME_W;
    const ULONG number = recipients ? PR_RECIPIENT_TYPE : PR_RENDERING_POSITION;
    switch (below(4)) {
      case 0:
        return contains(text, level(), value(text));
      case 1:
        return compares(number, relop(), value(number));
      case 2:
        return negated(compares(text, relop(), value(text)));
      default:
        return all_of({exists(text), compares(number, RELOP_GE, value(number))});
    }
  }
  Where leaf() {
    switch (below(7)) {
      case 0:
        return exists(tag());
      case 1:
        return sized(pick(all_tags()), relop(), below(20));
      case 2:
        return bits(pick(std::vector{PR_SENSITIVITY, kLong, kLong2}), below(8), below(BMR_NEZ + 1));
      case 3: {
        const auto [left, right] = pick(std::vector<std::pair<ULONG, ULONG>>{{PR_SUBJECT_W, kText},
                                                                             {kLong, kLong2},
                                                                             {PR_SENSITIVITY, kLong},
                                                                             {kNumbers, kNumbers2},
                                                                             {kBig, kBig}});
        return same(left, relop(), right);
      }
      case 4: {
        const ULONG of = pick(std::vector{PR_SUBJECT_W, kText, kTexts, kBlob, kBlobs});
        return contains(of, level(), value(of));
      }
      default:
        return comparison();
    }
  }
  Where comparison() {
    const ULONG of = tag();
    return compares(of, relop(), value(of));
  }
  Where restriction(int depth = 3) {
    const auto inner = [&] { return restriction(depth - 1); };
    switch (depth == 0 ? 99 : below(9)) {
      case 0:
        return all_of({inner(), inner()});
      case 1:
        return any_of({inner(), inner(), inner()});
      case 2:
        return negated(inner());
      case 3:
        return commented(value(kLong), chance(80) ? std::optional(inner()) : std::nullopt);
      case 4:
        return chance(50) ? all_of({}) : any_of({});
      case 5:
      case 6: {
        const ULONG rows = chance(50) ? PR_MESSAGE_RECIPIENTS : PR_MESSAGE_ATTACHMENTS;
        return some(rows, part_of_row(rows));
      }
      default:
        return leaf();
    }
  }

  Values properties() {
    Values values;
    for (const ULONG each : kSingle) {
      if (chance(60)) add_scalar(values, each, scalar());
    }
    const auto words = [&] {
      Texts some;
      for (ULONG i = below(3) + 1; i > 0; --i) some.push_back(pick(kWords));
      return some;
    };
    for (const ULONG each : {kTexts, kBlobs}) {
      if (chance(50)) values.add(each, words());
    }
    for (const ULONG each : {kNumbers, kNumbers2}) {
      std::vector<LONG> some;
      for (ULONG i = below(3) + 1; i > 0; --i) some.push_back(static_cast<LONG>(below(3)));
      if (chance(60)) values.add(each, some);
    }
    return values;
  }
};

void add_attachment(IMessage& message, RandomRestriction& random) {
  ULONG number = 0;
  Ptr<IAttach> attachment;
  ASSERT_HR(S_OK, message.CreateAttach(nullptr, 0, &number, attachment.out()));
  if (random.chance(80)) set_text(*attachment, PR_ATTACH_LONG_FILENAME_W, random.pick(kWords));
  set_number(*attachment, PR_RENDERING_POSITION, static_cast<LONG>(random.below(4)) - 1);
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
}

void add_random(IMAPIFolder& folder, RandomRestriction& random) {
  const auto message = create_message(folder);
  Values values = random.properties();
  ASSERT_HR(S_OK, message->SetProps(values.count(), values.data(), nullptr));
  std::vector<Person> people;
  for (ULONG i = random.below(3); i > 0; --i) {
    people.push_back({random.pick(kWords), "x@example.com", static_cast<LONG>(random.below(3)) + 1, {}});
  }
  if (!people.empty()) {
    ASSERT_HR(S_OK, modify_recipients(*message, MODRECIP_ADD, people));
  }
  for (ULONG i = random.below(3); i > 0; --i) add_attachment(*message, random);
  ASSERT_HR(S_OK, message->SaveChanges(0));
}

Texts found_by(IMAPITable& table, const Where& where) {
  EXPECT_HR(S_OK, table.Restrict(where.get(), 0));
  return texts(every_row(table), PR_ENTRYID);
}
Texts expected(const std::vector<Message>& messages, const Where& where) {
  Texts ids;
  for (const Message& message : messages) {
    if (meets(*where, message)) ids.push_back(message.entry_id);
  }
  return ids;
}

TEST_F(RowTest, r101_random_restrictions_show_what_a_plain_reading_of_them_shows) {
  const bool is_long = postroom::testing::is_long_run();
  const int rounds = is_long ? 20'000 : 400;
  RandomRestriction random(1201);
  const auto inbox = ana().inbox();
  for (int i = 0; i < 40; ++i) add_random(*inbox, random);
  const std::vector<Message> messages = read_messages(ana(), *inbox, random.all_tags());
  ASSERT_EQ(messages.size(), 40u);
  const auto table = contents_table(*ben().inbox());
  set_columns(*table, {PR_ENTRYID});
  std::size_t rows = 0;
  int partly = 0;
  for (int round = 0; round < rounds; ++round) {
    const unsigned seed = 5000 + static_cast<unsigned>(round);
    const Where where = RandomRestriction(seed).restriction();
    const Texts wanted = expected(messages, where);
    ASSERT_EQ(found_by(*table, where), wanted) << "seed " << seed;
    rows += wanted.size();
    partly += !wanted.empty() && wanted.size() < messages.size();
  }
  EXPECT_GT(rows, 1000u);
  EXPECT_GT(partly, rounds / 3);
}

TEST_F(RowTest, r101_a_row_is_found_by_a_random_restriction_exactly_where_the_table_would_show_it) {
  RandomRestriction random(77);
  const auto inbox = ana().inbox();
  for (int i = 0; i < 15; ++i) add_random(*inbox, random);
  const std::vector<Message> messages = read_messages(ana(), *inbox, random.all_tags());
  const auto table = contents_table(*inbox);
  set_columns(*table, {PR_ENTRYID});
  for (unsigned seed = 1; seed <= 60; ++seed) {
    const Where where = RandomRestriction(seed).restriction();
    const Texts wanted = expected(messages, where);
    EXPECT_HR(wanted.empty() ? MAPI_E_NOT_FOUND : S_OK, table->FindRow(where.get(), BOOKMARK_BEGINNING, 0))
        << "seed " << seed;
    if (wanted.empty()) continue;
    EXPECT_EQ(next_texts(*table, 1, PR_ENTRYID)[0], wanted[0]) << "seed " << seed;
  }
}

}  // namespace
}  // namespace mapi_host
