#include "mapi/rows/restriction_reference.h"

#include <algorithm>
#include <stdexcept>

#include "mapi/host/text.h"

namespace mapi_host {

const Texts kWords = {"", "1", "a", "A", "ä", "Ä", "a b", "aa", "ab", "b", "B", "zeta", "Zürich", "日本"};

namespace {

bool is_text(ULONG type) { return type == PT_UNICODE || type == PT_STRING8; }
bool is_real(ULONG type) { return type == PT_R4 || type == PT_DOUBLE; }

// Order.

std::ptrdiff_t rank(const std::string& text) {
  const auto found = std::find(kWords.begin(), kWords.end(), text);
  if (found == kWords.end()) throw std::logic_error("a text that the reference does not know: " + text);
  return found - kWords.begin();
}

template <class T>
int order_of(const T& a, const T& b) {
  return (b < a) - (a < b);
}

int compare(ULONG type, const Scalar& a, const Scalar& b) {
  if (is_text(type)) return order_of(rank(a.bytes), rank(b.bytes));
  if (is_real(type)) return order_of(a.real, b.real);
  if (type == PT_BINARY) return order_of(a.bytes, b.bytes);
  return order_of(a.number, b.number);
}

int compare(const Stored& a, const Stored& b) {
  for (std::size_t i = 0; i < a.values.size() && i < b.values.size(); ++i) {
    if (const int order = compare(a.type, a.values[i], b.values[i]); order != 0) return order;
  }
  return order_of(a.values.size(), b.values.size());
}

bool holds(ULONG relop, int order) {
  switch (relop) {
    case RELOP_LT:
      return order < 0;
    case RELOP_LE:
      return order <= 0;
    case RELOP_GT:
      return order > 0;
    case RELOP_GE:
      return order >= 0;
    case RELOP_EQ:
      return order == 0;
    case RELOP_NE:
      return order != 0;
    default:
      throw std::logic_error("a relation that the reference does not know");
  }
}

// Texts.

void replace(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

std::string overlooking(std::string text, ULONG level) {
  if ((level & (FL_IGNORENONSPACE | FL_LOOSE)) != 0) {
    for (const auto& [from, to] : {std::pair("ä", "a"), {"Ä", "A"}, {"ü", "u"}}) replace(text, from, to);
  }
  if ((level & (FL_IGNORECASE | FL_LOOSE)) != 0) {
    replace(text, "Ä", "ä");
    for (char& c : text) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return text;
}

bool has(const std::string& text, const std::string& wanted, ULONG level) {
  switch (level & 0xFFFF) {
    case FL_FULLSTRING:
      return text == wanted;
    case FL_PREFIX:
      return text.starts_with(wanted);
    default:
      return text.find(wanted) != std::string::npos;
  }
}

// Sizes, as MAPI counts them: texts in UTF-16 with the 0 at their end.

ULONGLONG size_of(ULONG type, const Scalar& value) {
  switch (type) {
    case PT_I2:
    case PT_BOOLEAN:
      return 2;
    case PT_LONG:
    case PT_R4:
      return 4;
    case PT_UNICODE:
      return utf16le_from_utf8(value.bytes).size() + 2;
    case PT_BINARY:
      return value.bytes.size();
    default:
      return 8;
  }
}

ULONGLONG size_of(const Stored& stored) {
  ULONGLONG size = 0;
  for (const Scalar& value : stored.values) size += size_of(stored.type, value);
  return size;
}

const Stored* find(const Record& record, ULONG tag) {
  const auto found = record.find(PROP_ID(tag));
  return found == record.end() ? nullptr : &found->second;
}

bool meets(const SRestriction& restriction, const Record& record, const Message& message);

bool meets_all(const SAndRestriction& all, const Record& record, const Message& message) {
  return std::all_of(all.lpRes, all.lpRes + all.cRes,
                     [&](const SRestriction& part) { return meets(part, record, message); });
}

bool meets_any(const SOrRestriction& any, const Record& record, const Message& message) {
  return std::any_of(any.lpRes, any.lpRes + any.cRes,
                     [&](const SRestriction& part) { return meets(part, record, message); });
}

// One of several values is enough.
bool meets(const SPropertyRestriction& property, const Record& record) {
  const Stored* const stored = find(record, property.ulPropTag);
  if (!stored) return false;
  const Scalar wanted = read_scalar(*property.lpProp);
  return std::any_of(stored->values.begin(), stored->values.end(), [&](const Scalar& value) {
    return holds(property.relop, compare(stored->type, value, wanted));
  });
}

bool meets(const SContentRestriction& content, const Record& record) {
  const Stored* const stored = find(record, content.ulPropTag);
  if (!stored) return false;
  const ULONG level = is_text(stored->type) ? content.ulFuzzyLevel : content.ulFuzzyLevel & 0xFFFF;
  const std::string wanted = overlooking(read_scalar(*content.lpProp).bytes, level);
  return std::any_of(stored->values.begin(), stored->values.end(), [&](const Scalar& value) {
    return has(overlooking(value.bytes, level), wanted, level);
  });
}

bool meets(const SComparePropsRestriction& two, const Record& record) {
  const Stored *const left = find(record, two.ulPropTag1), *const right = find(record, two.ulPropTag2);
  return left && right && holds(two.relop, compare(*left, *right));
}

bool meets(const SBitMaskRestriction& bits, const Record& record) {
  const Stored* const stored = find(record, bits.ulPropTag);
  return stored &&
         ((static_cast<ULONG>(stored->values[0].number) & bits.ulMask) != 0) == (bits.relBMR == BMR_NEZ);
}

bool meets(const SSizeRestriction& size, const Record& record) {
  const Stored* const stored = find(record, size.ulPropTag);
  return stored && holds(size.relop, order_of(size_of(*stored), ULONGLONG{size.cb}));
}

bool meets(const SSubRestriction& sub, const Message& message) {
  const auto& rows = sub.ulSubObject == PR_MESSAGE_RECIPIENTS ? message.recipients : message.attachments;
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Record& row) { return meets(*sub.lpRes, row, message); });
}

bool meets(const SRestriction& restriction, const Record& record, const Message& message) {
  const auto& res = restriction.res;
  switch (restriction.rt) {
    case RES_AND:
      return meets_all(res.resAnd, record, message);
    case RES_OR:
      return meets_any(res.resOr, record, message);
    case RES_NOT:
      return !meets(*res.resNot.lpRes, record, message);
    case RES_PROPERTY:
      return meets(res.resProperty, record);
    case RES_CONTENT:
      return meets(res.resContent, record);
    case RES_COMPAREPROPS:
      return meets(res.resCompareProps, record);
    case RES_BITMASK:
      return meets(res.resBitMask, record);
    case RES_SIZE:
      return meets(res.resSize, record);
    case RES_EXIST:
      return find(record, res.resExist.ulPropTag) != nullptr;
    case RES_SUBRESTRICTION:
      return meets(res.resSub, message);
    case RES_COMMENT:
      return !res.resComment.lpRes || meets(*res.resComment.lpRes, record, message);
    default:
      throw std::logic_error("a restriction that the reference does not know");
  }
}

}  // namespace

bool meets(const SRestriction& restriction, const Message& message) {
  return meets(restriction, message.own, message);
}

}  // namespace mapi_host
