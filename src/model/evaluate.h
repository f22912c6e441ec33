// Whether a row meets a restriction: the exact rule that every faster way (an index, a query of a database) has to
// agree with.
#pragma once

#include <postroom/content.h>
#include <postroom/restriction.h>

namespace postroom {

// What a restriction is evaluated on. Used by one thread at a time.
class RestrictedRow {
 public:
  virtual ~RestrictedRow() = default;
  // The value under that id whatever its type, or null where there is none. Long strings and binaries come whole, not
  // as LargeValue. Valid until the next call. PT_STRING8 and PT_UNICODE of one id stand for each other.
  virtual Result<const Property*> find(PropertyTag tag) = 0;
  virtual Result<std::size_t> count(SubObject of) = 0;
  // Valid until the next call of this function; null where there are no rows of that kind at all.
  virtual RestrictedRow* sub_row(SubObject of, std::size_t place) = 0;
};

// A restriction made ready for many rows: what it looks for is folded once. A value; any number of threads may share
// one.
//
// A property that the row does not have, or has with another type than the tag's, meets nothing. Texts are compared as
// tables sort them (compare_values), so two that differ in control characters alone are equal; a content restriction
// takes the characters as they are but for what it overlooks. A single value stands for each value of a multi-valued
// property: one that meets it is enough, also for not_equal.
class PreparedRestriction {
 public:
  // `restriction` has passed check().
  explicit PreparedRestriction(Restriction restriction);

  // Fails only as the row does. A count restriction is evaluated as its part: who makes the rows counts.
  Result<bool> meets(RestrictedRow& row) const;
  const Restriction& restriction() const;

 private:
  struct Prepared;
  std::shared_ptr<const Prepared> prepared_;
};

// The same for a single row.
Result<bool> meets(const Restriction& restriction, RestrictedRow& row);

// Order of two values of one base type, as tables sort and restrictions compare: texts by collation, integers
// signed, multi-valued ones as tuples of which a shorter one comes first, NaN after all numbers. Values of different
// types are ordered by type; string8 and unicode are one type here.
std::weak_ordering compare_values(const Value& a, const Value& b);

// In bytes as MAPI counts them in memory: PT_UNICODE as UTF-16 and PT_STRING8 each with their terminator, a boolean
// as 2, the sum of all values of a multi-valued property.
std::uint64_t byte_size(const Value& value);

}  // namespace postroom
