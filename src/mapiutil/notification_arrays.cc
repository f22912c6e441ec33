// ScCountNotifications, ScCopyNotifications, ScRelocNotifications.
#include <mapi/mapiutil.h>

#include "mapiutil/flat_arrays.h"
#include "mapiutil/notification_pieces.h"

using namespace postroom::mapiutil;

SCODE ScCountNotifications(int cntf, LPNOTIFICATION rgntf, ULONG* pcb) {
  std::size_t bytes = 0;
  const SCODE result = count_flat(rgntf, cntf, kMaxNotifications, bytes);
  if (result == S_OK && pcb) *pcb = static_cast<ULONG>(bytes);
  return result;
}

SCODE ScCopyNotifications(int cntf, LPNOTIFICATION rgntf, LPVOID pvDst, ULONG* pcb) {
  std::size_t bytes = 0;
  const SCODE result = copy_flat(rgntf, cntf, kMaxNotifications, pvDst, bytes);
  if (result == S_OK && pcb) *pcb = static_cast<ULONG>(bytes);
  return result;
}

SCODE ScRelocNotifications(int cntf, LPNOTIFICATION rgntf, LPVOID pvBaseOld, LPVOID pvBaseNew, ULONG* pcb) {
  std::size_t bytes = 0;
  const SCODE result = relocate_flat(rgntf, cntf, kMaxNotifications, pvBaseOld, pvBaseNew, bytes);
  if (result == S_OK && pcb) *pcb = static_cast<ULONG>(bytes);
  return result;
}
