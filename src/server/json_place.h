// The JSON of a request, with the place of each value in it, so that what does not fit can be pointed at.
#pragma once

#include <postroom/result.h>

#include <boost/json/value.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postroom::server {

// A value inside the JSON of a request, which outlives it. Its errors are Code::invalid_argument and name the
// place as a JSON pointer (RFC 6901).
class JsonPlace {
 public:
  explicit JsonPlace(const boost::json::value& value, std::string where = {})
      : value_(&value), where_(std::move(where)) {}

  const boost::json::value& value() const { return *value_; }
  const std::string& where() const { return where_; }  // "/set/PR_SUBJECT"; empty for the whole

  Result<std::string> text(std::size_t most_bytes = SIZE_MAX) const;
  Result<std::int64_t> whole(std::int64_t least,
                             std::int64_t most) const;  // 2.0 is 2; digits in a string as well
  Result<bool> yes_no() const;
  Result<std::vector<JsonPlace>> items(std::size_t most = SIZE_MAX) const;  // of an array
  struct Member;
  Result<std::vector<Member>> members() const;  // of an object, in the order in which they came

  // That it is an object whose members are all among `known`: misspelt ones are refused.
  Status only(std::initializer_list<std::string_view> known) const;
  // Members of an object: nothing where there is none of that name, or it is null.
  std::optional<JsonPlace> find(std::string_view name) const;
  Result<JsonPlace> need(std::string_view name) const;
  Result<std::optional<std::string>> find_text(std::string_view name,
                                               std::size_t most_bytes = SIZE_MAX) const;
  Result<std::optional<std::int64_t>> find_whole(std::string_view name, std::int64_t least,
                                                 std::int64_t most) const;
  Result<std::optional<bool>> find_yes_no(std::string_view name) const;

  Error wrong(std::string message) const;  // about this value

 private:
  const boost::json::value* value_;
  std::string where_;
};

struct JsonPlace::Member {
  std::string name;
  JsonPlace place;
};

// A number that stands for nothing else, in its shortest form: "57".
std::optional<std::int64_t> parse_whole(std::string_view text);

}  // namespace postroom::server
