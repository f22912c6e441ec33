#include "server/json_parsing.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <charconv>
#include <limits>

#include "server/refusals.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

double nearest_double(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc::result_out_of_range) return number;
  const bool is_tiny = text.find("e-") != text.npos || text.find("E-") != text.npos;
  const double size = is_tiny ? 0.0 : std::numeric_limits<double>::infinity();
  return text.starts_with('-') ? -size : size;
}

// What the parser of Boost calls; names and parameters are its.
class Handler {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return true; }
  bool on_object_end(std::size_t size, json::error_code& error) {
    stack_.push_object(size);
    return count(error);
  }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t size, json::error_code& error) {
    stack_.push_array(size);
    return count(error);
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return push_part(part); }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    stack_.push_key(part);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return push_part(part); }
  bool on_string(json::string_view part, std::size_t, json::error_code& error) {
    stack_.push_string(part);
    return count(error);
  }
  bool on_number_part(json::string_view part, json::error_code&) {
    number_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t number, json::string_view, json::error_code& error) {
    number_.clear();
    stack_.push_int64(number);
    return count(error);
  }
  bool on_uint64(std::uint64_t number, json::string_view, json::error_code& error) {
    number_.clear();
    stack_.push_uint64(number);
    return count(error);
  }
  bool on_double(double, json::string_view part, json::error_code& error) {
    number_.append(part.data(), part.size());
    stack_.push_double(nearest_double(number_));
    number_.clear();
    return count(error);
  }
  bool on_bool(bool yes, json::error_code& error) {
    stack_.push_bool(yes);
    return count(error);
  }
  bool on_null(json::error_code& error) {
    stack_.push_null();
    return count(error);
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  json::value take() { return stack_.release(); }
  bool has_too_many() const { return count_ > kMaxJsonValues; }

 private:
  bool push_part(json::string_view part) {
    stack_.push_chars(part);
    return true;
  }
  bool count(json::error_code& error) {
    ++count_;
    if (has_too_many()) error = json::error::array_too_large;
    return !has_too_many();
  }

  json::value_stack stack_;
  std::string number_;  // what has come of one
  std::size_t count_ = 0;
};

}  // namespace

Result<json::value> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::basic_parser<Handler> parser(options);
  json::error_code error;
  const std::size_t parsed = parser.write_some(false, text.data(), text.size(), error);
  if (parser.handler().has_too_many()) {
    return Error{Code::too_big,
                 "The JSON has more than the " + std::to_string(kMaxJsonValues) + " values allowed.",
                 {}};
  }
  if (!error && parsed < text.size()) error = json::error::extra_data;
  if (!error && !parser.done()) error = json::error::incomplete;
  if (error)
    return malformed("This is no JSON from byte " + std::to_string(parsed) + " on: " + error.message() + ".");
  return parser.handler().take();
}

}  // namespace postroom::server
