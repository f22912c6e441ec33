// The '>' before "From " in mbox files, put in or taken out of a stream of bytes.
#pragma once

#include <string>
#include <string_view>

namespace postroom {

// A value: a copy continues from the same place.
class FromQuotes {
 public:
  enum class Way { add, remove };
  explicit FromQuotes(Way way) : way_(way) {}

  // Appends what is known of the result so far; up to six bytes wait for what follows.
  void feed(std::string_view bytes, std::string& result);
  void finish(std::string& result);
  bool changed() const { return changed_; }  // whether a '>' was added or removed

 private:
  enum class Place { middle, line_start, in_from };
  void step(std::string_view& bytes, std::string& result);
  void match(std::string_view& bytes, std::string& result);
  void release(std::string& result);

  Way way_;
  Place place_ = Place::line_start;
  bool held_ = false;        // one '>' of the line waits
  std::size_t matched_ = 0;  // bytes of "From " that wait
  bool changed_ = false;
};

}  // namespace postroom
