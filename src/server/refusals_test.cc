#include "server/refusals.h"

#include <gtest/gtest.h>

#include <set>

#include "server/problem_kinds.h"

namespace postroom::server {
namespace {

constexpr Code kLastCode = Code::outcome_unknown;

TEST(Refusals, every_code_is_a_problem_that_is_explained) {
  for (int code = 0; code <= static_cast<int>(kLastCode); ++code) {
    const Error error{static_cast<Code>(code), "It went wrong.", "for the operator"};
    ASSERT_NE(find_problem_kind(problem_name(error)), nullptr) << code_name(error.code);
    const Refusal refusal(error);
    EXPECT_GE(refusal.problem.status, 400u);
    EXPECT_EQ(refusal.problem.detail, "It went wrong.");
  }
}

TEST(Refusals, have_the_status_of_their_code) {
  const auto status = [](Code code) { return Refusal(Error{code, "", ""}).problem.status; };
  EXPECT_EQ(status(Code::invalid_argument), 400u);
  EXPECT_EQ(status(Code::not_supported), 400u);
  EXPECT_EQ(status(Code::no_access), 403u);
  EXPECT_EQ(status(Code::not_found), 404u);
  EXPECT_EQ(status(Code::collision), 409u);
  EXPECT_EQ(status(Code::object_deleted), 410u);
  EXPECT_EQ(status(Code::object_changed), 412u);
  EXPECT_EQ(status(Code::too_big), 413u);
  EXPECT_EQ(status(Code::too_complex), 422u);
  EXPECT_EQ(status(Code::io_error), 500u);
  EXPECT_EQ(status(Code::busy), 503u);
  EXPECT_EQ(status(Code::outcome_unknown), 504u);
  EXPECT_EQ(status(Code::disk_full), 507u);
}

TEST(Refusals, tell_the_operator_what_they_do_not_tell_the_caller) {
  http::Request request;
  request.id = "r7";
  const auto response =
      to_response(Refusal(Error{Code::io_error, "The disk failed.", "/var/lib/secret: EIO"}), request);
  EXPECT_EQ(std::get<std::string>(response.body).find("secret"), std::string::npos);
  EXPECT_NE(std::get<std::string>(response.body).find("\"request\":\"r7\""), std::string::npos);
  EXPECT_NE(response.note.find("/var/lib/secret"), std::string::npos);
}

TEST(Refusals, name_the_place_that_is_wrong) {
  EXPECT_EQ(Refusal(invalid_at("/set/PR_SUBJECT", "No.")).problem.more, R"("where":"/set/PR_SUBJECT")");
  EXPECT_EQ(Refusal(at("/folder", {Code::not_found, "No.", "x"})).problem.more, R"("where":"/folder")");
  EXPECT_EQ(Refusal(at("/folder", {Code::io_error, "No.", "x"})).problem.more, "");
  EXPECT_EQ(Refusal(Error{Code::invalid_argument, "No.", "a detail of the engine"}).problem.more, "");
  EXPECT_EQ(Refusal(malformed("No.")).problem.name, "malformed");
  EXPECT_EQ(Refusal(wrong_media_type("No.")).problem.status, 415u);
}

TEST(ProblemKinds, have_one_name_each_and_stand_in_order) {
  std::set<std::string_view> names;
  unsigned last = 0;
  for (const ProblemKind& kind : problem_kinds()) {
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
    EXPECT_GE(kind.status, last) << kind.name;
    last = kind.status;
    EXPECT_FALSE(kind.title.empty());
    EXPECT_TRUE(kind.meaning.ends_with('.')) << kind.name;
  }
}

TEST(ProblemKinds, have_those_that_the_layer_below_makes_by_itself) {
  using namespace http::problems;
  for (const http::Problem& made :
       {http::problems::malformed(""), not_found(""), method_not_allowed("", ""), request_timeout(),
        body_too_large(1), target_too_long(), range_not_satisfiable(1), fields_too_large(), internal(""),
        method_unknown(""), overloaded(), stopping()}) {
    const ProblemKind* const kind = find_problem_kind(made.name);
    ASSERT_NE(kind, nullptr) << made.name;
    EXPECT_EQ(kind->status, made.status) << made.name;
  }
}

}  // namespace
}  // namespace postroom::server
