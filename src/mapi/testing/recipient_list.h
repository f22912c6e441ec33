// For tests: recipients to hand to ModifyRecipients.
#pragma once

#include <mapi/mapitags.h>

#include <deque>
#include <string>
#include <vector>

namespace postroom::mapi::testing {

class RecipientList {
 public:
  // The row that the next values are for.
  RecipientList& row() {
    rows_.emplace_back();
    return *this;
  }
  RecipientList& text(ULONG tag, std::string value) {
    SPropValue& made = add(CHANGE_PROP_TYPE(tag, PT_STRING8));
    made.Value.lpszA = texts_.emplace_back(std::move(value)).data();
    return *this;
  }
  RecipientList& number(ULONG tag, LONG value) {
    add(tag).Value.l = value;
    return *this;
  }
  // Somebody with a name and a type.
  RecipientList& somebody(const std::string& name, LONG type = MAPI_TO) {
    return row().text(PR_DISPLAY_NAME, name).number(PR_RECIPIENT_TYPE, type);
  }

  operator LPADRLIST() {
    buffer_.assign(CbNewADRLIST(rows_.size()) / sizeof(ULONG_PTR) + 1, 0);
    auto* const list = reinterpret_cast<LPADRLIST>(buffer_.data());
    list->cEntries = static_cast<ULONG>(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      list->aEntries[i] = {0, static_cast<ULONG>(rows_[i].size()),
                           rows_[i].empty() ? nullptr : rows_[i].data()};
    }
    return list;
  }

 private:
  SPropValue& add(ULONG tag) {
    SPropValue value{};
    value.ulPropTag = tag;
    return rows_.back().emplace_back(value);
  }

  std::vector<std::vector<SPropValue>> rows_;
  std::deque<std::string> texts_;
  std::vector<ULONG_PTR> buffer_;
};

}  // namespace postroom::mapi::testing
