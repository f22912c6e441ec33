// A progress object that remembers.
#pragma once

#include <mapi/mapiguid.h>

#include <vector>

#include "mapi/host/com.h"

namespace mapi_host {

class ProgressRecorder final : public Object<IMAPIProgress, IID_IMAPIProgress> {
 public:
  explicit ProgressRecorder(ULONG flags = MAPI_TOP_LEVEL, ULONG least = 0, ULONG most = 1000)
      : flags_(flags), least_(least), most_(most) {}

  enum class Call { progress, get_flags, get_max, get_min, set_limits };
  std::vector<Call> calls;
  std::vector<ULONG> values;

  HRESULT Progress(ULONG value, ULONG, ULONG) override {
    calls.push_back(Call::progress);
    values.push_back(value);
    return S_OK;
  }
  HRESULT GetFlags(ULONG* flags) override { return give(Call::get_flags, flags_, flags); }
  HRESULT GetMax(ULONG* most) override { return give(Call::get_max, most_, most); }
  HRESULT GetMin(ULONG* least) override { return give(Call::get_min, least_, least); }
  HRESULT SetLimits(LPULONG least, LPULONG most, LPULONG flags) override {
    calls.push_back(Call::set_limits);
    if (least) least_ = *least;
    if (most) most_ = *most;
    if (flags) flags_ = *flags;
    return S_OK;
  }
  ULONG most() const { return most_; }

 private:
  HRESULT give(Call call, ULONG value, ULONG* out) {
    calls.push_back(call);
    *out = value;
    return S_OK;
  }
  ULONG flags_, least_, most_;
};

}  // namespace mapi_host
