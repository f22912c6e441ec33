// Restrictions and sort orders, each with all that it points to.
#pragma once

#include <mapi/mapidefs.h>

#include <memory>
#include <optional>
#include <vector>

#include "mapi/host/properties.h"

namespace mapi_host {

// A restriction. Copies share what they are made of, so that a test may spoil a part by its pointer.
class Where {
 public:
  LPSRestriction get() const { return &node_->restriction; }
  SRestriction& operator*() const { return node_->restriction; }
  SRestriction* operator->() const { return &node_->restriction; }

 private:
  struct Node {
    SRestriction restriction{};
    std::vector<SRestriction> parts;  // one after the other, as MAPI has them
    std::vector<Where> kept;          // what the parts point to
    Values values;
  };
  explicit Where(ULONG kind);
  LPSRestriction hold(std::vector<Where> parts);

  friend Where all_of(std::vector<Where> parts);
  friend Where any_of(std::vector<Where> parts);
  friend Where negated(Where part);
  friend Where compares(ULONG tag, ULONG relop, Values value);
  friend Where contains(ULONG tag, ULONG level, Values value);
  friend Where same(ULONG left, ULONG relop, ULONG right);
  friend Where bits(ULONG tag, ULONG mask, ULONG which);
  friend Where sized(ULONG tag, ULONG relop, ULONG size);
  friend Where exists(ULONG tag);
  friend Where some(ULONG rows, Where part);
  friend Where commented(Values values, std::optional<Where> part);
  friend Where first(ULONG count, Where part);

  std::shared_ptr<Node> node_;
};

Where all_of(std::vector<Where> parts);
Where any_of(std::vector<Where> parts);
Where negated(Where part);
// The first of the values is compared with.
Where compares(ULONG tag, ULONG relop, Values value);
Where contains(ULONG tag, ULONG level, Values value);
Where same(ULONG left, ULONG relop, ULONG right);          // RES_COMPAREPROPS
Where bits(ULONG tag, ULONG mask, ULONG which = BMR_NEZ);  // RES_BITMASK
Where sized(ULONG tag, ULONG relop, ULONG size);
Where exists(ULONG tag);
Where some(ULONG rows, Where part);  // RES_SUBRESTRICTION: PR_MESSAGE_RECIPIENTS or _ATTACHMENTS
Where commented(Values values, std::optional<Where> part);
Where first(ULONG count, Where part);  // RES_COUNT

// The value has the type of the tag, or of one of its values.
template <class T>
Where is(ULONG tag, const T& value, ULONG relop = RELOP_EQ) {
  Values values;
  values.add(tag & ~MVI_FLAG, value);
  return compares(tag, relop, std::move(values));
}
inline Where has_text(ULONG tag, const std::string& text, ULONG level = FL_SUBSTRING | FL_IGNORECASE) {
  Values values;
  values.add(tag & ~MVI_FLAG, text);
  return contains(tag, level, std::move(values));
}

class SortOrder {
 public:
  explicit SortOrder(const std::vector<SSortOrder>& keys, ULONG categories = 0, ULONG expanded = 0);
  LPSSortOrderSet get() { return reinterpret_cast<LPSSortOrderSet>(words_.data()); }

 private:
  std::vector<ULONG> words_;
};

}  // namespace mapi_host
