#include "mapi/conflict_structure.h"

#include "mapi/text.h"
#include "mapi/value_parts.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

ULONG state_of(UnitState state) {
  switch (state) {
    case UnitState::mine_only:
      return POSTROOM_UNIT_MINE;
    case UnitState::theirs_only:
      return POSTROOM_UNIT_THEIRS;
    case UnitState::alike:
      return POSTROOM_UNIT_ALIKE;
    case UnitState::combined:
      return POSTROOM_UNIT_COMBINED;
    case UnitState::overlap:
      return POSTROOM_UNIT_OVERLAP;
  }
  return POSTROOM_UNIT_OVERLAP;
}

void write_units(const std::vector<Unit>& units, Block& block, POSTROOM_CONFLICT& out) {
  auto* const labels = block.more<LPCWSTR>(units.size());
  auto* const states = block.more<ULONG>(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    labels[i] = to_wide(units[i].label, block);
    states[i] = state_of(units[i].state);
  }
  out.cUnits = static_cast<ULONG>(units.size());
  out.rgpszUnits = labels;
  out.rgulUnitStates = states;
}

}  // namespace

ConflictStructure::ConflictStructure(const StoreContext& context, const Conflict& conflict, LPMESSAGE theirs)
    : block_(context.memory(), sizeof(POSTROOM_CONFLICT)) {
  POSTROOM_CONFLICT& out = *get();
  out = {};
  const SBinary id = to_binary(encode(context.entry_id(conflict.message)), block_);
  out.cbEntryID = id.cb;
  out.lpEntryID = reinterpret_cast<LPENTRYID>(id.lpb);
  out.lpszWho = to_wide(conflict.who, block_);
  out.lpszClient = to_wide(conflict.client, block_);
  out.ftWhen = to_file_time(conflict.when);
  out.fCanMerge = conflict.can_merge() ? 1 : 0;
  write_units(conflict.units, block_, out);
  out.lpTheirs = theirs;
}

}  // namespace postroom::mapi
