// The audit finds what it is there to find.
#include "server/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <postroom/tags.h>

#include "support/keep_everything.h"
#include "support/must.h"
#include "support/temporary_folder.h"

namespace postroom::server_tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::must;
using Outcome = Attempt::Outcome;

class AuditOfSaves : public ::testing::Test {
 protected:
  AuditOfSaves() {
    must(store_.set_retention(session_, testing::keep_everything()));
    Message message = must(store_.create_message(session_, store_.special(SpecialFolder::inbox)));
    must(message.set(tag::subject, std::string("one")));
    message_ = must(message.save()).message;
  }

  void save(const std::string& token) {
    Message message = must(store_.open_message(session_, message_, Access::read_write));
    must(message.set(tag::subject, token));
    must(message.save());
  }
  Attempt attempt(const std::string& token, Outcome outcome, std::int64_t version = 0) const {
    return {message_, VersionNumber{version}, 0, false, token, outcome};
  }
  std::vector<std::string> found(const std::vector<Attempt>& attempts) {
    return Audit({message_}).compare(store_, session_, attempts);
  }

  testing::TemporaryFolder folder_{testing::Place::memory};
  Session session_ = make_session("Ana Ruiz", "the tests");
  Store store_ = must(create_store(folder_.path("store.postroom"), session_));
  MessageId message_;
};

TEST_F(AuditOfSaves, finds_nothing_where_all_is_as_it_was_told) {
  save("a");
  save("b");
  EXPECT_THAT(found({attempt("a", Outcome::kept, 2), attempt("b", Outcome::unknown),
                     attempt("c", Outcome::unknown), attempt("d", Outcome::refused)}),
              IsEmpty());
}

TEST_F(AuditOfSaves, finds_what_was_acknowledged_and_is_missing) {
  save("a");
  EXPECT_THAT(found({attempt("a", Outcome::kept, 2), attempt("b", Outcome::kept, 3)}),
              ElementsAre(HasSubstr("is not there")));
  EXPECT_THAT(found({attempt("b", Outcome::kept, 2)}), ElementsAre(HasSubstr("has “a”")));
}

TEST_F(AuditOfSaves, finds_what_was_refused_and_is_there) {
  save("a");
  EXPECT_THAT(found({attempt("a", Outcome::refused)}),
              ElementsAre(HasSubstr("was refused, and is in the store"), HasSubstr("made by 0 saves")));
}

TEST_F(AuditOfSaves, finds_what_was_saved_twice) {
  save("a");
  save("b");
  save("a");
  EXPECT_THAT(
      found({attempt("a", Outcome::kept, 4), attempt("b", Outcome::kept, 3)}),
      ElementsAre(HasSubstr("before the version that was acknowledged"), HasSubstr("made by 0 saves")));
  EXPECT_THAT(found({attempt("a", Outcome::unknown), attempt("b", Outcome::kept, 3)}),
              ElementsAre(HasSubstr("Version 4 of message " + std::to_string(message_.value) +
                                    " was made by 0 saves")));
}

}  // namespace
}  // namespace postroom::server_tests
