// FreeProws, FreePadrlist: structures whose rows are buffers of their own.
#include <mapi/mapiutil.h>

void FreeProws(LPSRowSet prows) {
  if (!prows) return;
  for (ULONG i = 0; i < prows->cRows; ++i) MAPIFreeBuffer(prows->aRow[i].lpProps);
  MAPIFreeBuffer(prows);
}

void FreePadrlist(LPADRLIST padrlist) {
  if (!padrlist) return;
  for (ULONG i = 0; i < padrlist->cEntries; ++i) MAPIFreeBuffer(padrlist->aEntries[i].rgPropVals);
  MAPIFreeBuffer(padrlist);
}
