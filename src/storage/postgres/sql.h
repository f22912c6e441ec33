// A statement of the engine: constant text, known to a list so that a test can read them all. Parameters are
// $1, $2, …; $1 of a statement on a store's tables is always the store's id, and the Connection binds it.
#pragma once

#include <string>
#include <vector>

namespace postroom::storage::postgres {

enum class Scope {
  store,    // reads or writes tables: has the store's id as its $1
  session,  // BEGIN and its like: no tables, no store
};

// Objects are of static storage.
class Sql {
 public:
  explicit Sql(const char* text, Scope scope = Scope::store);
  // One row's INSERT, whose answer nobody waits for. `of_many` has the same parameters but takes an array of
  // each after the store's id, and goes in place of several that stand one behind the other.
  Sql(const char* text, const Sql& of_many) : Sql(text) { of_many_ = &of_many; }
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;

  const char* text() const { return text_; }
  Scope scope() const { return scope_; }
  std::size_t number() const { return number_; }     // its place in all()
  const std::string& name() const { return name_; }  // as a prepared statement
  const Sql* of_many() const { return of_many_; }    // or null

  static const std::vector<const Sql*>& all();

 private:
  const char* text_;
  Scope scope_;
  std::size_t number_;
  std::string name_;
  const Sql* of_many_ = nullptr;
};

}  // namespace postroom::storage::postgres
