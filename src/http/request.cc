#include "http/request.h"

#include <postroom/text.h>

#include <array>

#include "base/try.h"

namespace postroom::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 7> kMethods{{{Method::get, "GET"},
                                                                       {Method::head, "HEAD"},
                                                                       {Method::post, "POST"},
                                                                       {Method::put, "PUT"},
                                                                       {Method::patch, "PATCH"},
                                                                       {Method::delete_, "DELETE"},
                                                                       {Method::options, "OPTIONS"}}};

}  // namespace

std::string_view to_text(Method method) { return kMethods[static_cast<std::size_t>(method)].second; }

std::optional<Method> parse_method(std::string_view text) {
  for (const auto& [method, name] : kMethods) {
    if (name == text) return method;
  }
  return std::nullopt;
}

Result<std::string> Request::body_text(std::size_t limit) const {
  if (body_size() > limit) {
    return Error{
        Code::too_big,
        "The body has " + std::to_string(body_size()) + " bytes; " + std::to_string(limit) + " are allowed.",
        {}};
  }
  std::string text(static_cast<std::size_t>(body_size()), '\0');
  for (std::size_t filled = 0; filled < text.size();) {
    const std::span rest(reinterpret_cast<std::uint8_t*>(text.data()) + filled, text.size() - filled);
    TRY_SET(const std::size_t count, body->read_at(filled, rest));
    if (count == 0) return Error{Code::io_error, "The body of the request ends before its time.", {}};
    filled += count;
  }
  return text;
}

std::string Request::content_type() const {
  std::string_view value = fields.find("Content-Type").value_or("");
  value = value.substr(0, value.find(';'));
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  return to_lower_ascii(value);
}

}  // namespace postroom::http
