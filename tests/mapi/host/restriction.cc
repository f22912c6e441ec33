#include "mapi/host/restriction.h"

namespace mapi_host {

Where::Where(ULONG kind) : node_(std::make_shared<Node>()) { node_->restriction.rt = kind; }

LPSRestriction Where::hold(std::vector<Where> parts) {
  for (const Where& part : parts) node_->parts.push_back(*part);
  node_->kept = std::move(parts);
  return node_->parts.data();
}

Where all_of(std::vector<Where> parts) {
  Where made(RES_AND);
  const auto count = static_cast<ULONG>(parts.size());
  made->res.resAnd = {count, made.hold(std::move(parts))};
  return made;
}

Where any_of(std::vector<Where> parts) {
  Where made(RES_OR);
  const auto count = static_cast<ULONG>(parts.size());
  made->res.resOr = {count, made.hold(std::move(parts))};
  return made;
}

Where negated(Where part) {
  Where made(RES_NOT);
  made->res.resNot = {0, made.hold({std::move(part)})};
  return made;
}

Where compares(ULONG tag, ULONG relop, Values value) {
  Where made(RES_PROPERTY);
  made.node_->values = std::move(value);
  made->res.resProperty = {relop, tag, made.node_->values.data()};
  return made;
}

Where contains(ULONG tag, ULONG level, Values value) {
  Where made(RES_CONTENT);
  made.node_->values = std::move(value);
  made->res.resContent = {level, tag, made.node_->values.data()};
  return made;
}

Where same(ULONG left, ULONG relop, ULONG right) {
  Where made(RES_COMPAREPROPS);
  made->res.resCompareProps = {relop, left, right};
  return made;
}

Where bits(ULONG tag, ULONG mask, ULONG which) {
  Where made(RES_BITMASK);
  made->res.resBitMask = {which, tag, mask};
  return made;
}

Where sized(ULONG tag, ULONG relop, ULONG size) {
  Where made(RES_SIZE);
  made->res.resSize = {relop, tag, size};
  return made;
}

Where exists(ULONG tag) {
  Where made(RES_EXIST);
  made->res.resExist = {0, tag, 0};
  return made;
}

Where some(ULONG rows, Where part) {
  Where made(RES_SUBRESTRICTION);
  made->res.resSub = {rows, made.hold({std::move(part)})};
  return made;
}

Where commented(Values values, std::optional<Where> part) {
  Where made(RES_COMMENT);
  made.node_->values = std::move(values);
  LPSRestriction inner = part ? made.hold({*std::move(part)}) : nullptr;
  made->res.resComment = {made.node_->values.count(), inner, made.node_->values.data()};
  return made;
}

Where first(ULONG count, Where part) {
  Where made(RES_COUNT);
  made->res.resCount = {count, made.hold({std::move(part)})};
  return made;
}

SortOrder::SortOrder(const std::vector<SSortOrder>& keys, ULONG categories, ULONG expanded)
    : words_{static_cast<ULONG>(keys.size()), categories, expanded} {
  for (const SSortOrder& key : keys) words_.insert(words_.end(), {key.ulPropTag, key.ulOrder});
  words_.resize(words_.size() + 2);  // room for the one key that the structure names
}

}  // namespace mapi_host
