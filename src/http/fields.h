// Header fields of a request or response (RFC 9110, section 5): names in any case, in the order they came.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postroom::http {

struct Field {
  std::string name, value;
  friend bool operator==(const Field&, const Field&) = default;
};

class Fields {
 public:
  // The first of that name.
  std::optional<std::string_view> find(std::string_view name) const;
  // All of that name, in order.
  std::vector<std::string_view> all(std::string_view name) const;
  bool has(std::string_view name) const { return find(name).has_value(); }

  void add(std::string name, std::string value);
  void reserve(std::size_t count) { fields_.reserve(count); }
  // In place of all of that name.
  void set(std::string name, std::string value);
  void remove(std::string_view name);

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  std::size_t size() const { return fields_.size(); }

  friend bool operator==(const Fields&, const Fields&) = default;

 private:
  std::vector<Field> fields_;
};

}  // namespace postroom::http
