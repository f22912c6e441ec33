// Rows of tables and lists of recipients (the same layout, so that a table's rows can become recipients), and
// the orders that rows stand in.
#pragma once

#include "mapidefs_values.h"

// The property values of each entry are a buffer of their own, so that entries can be replaced one by one.
struct ADRENTRY {
  ULONG ulReserved1;
  ULONG cValues;
  LPSPropValue rgPropVals;
};
using LPADRENTRY = ADRENTRY*;
struct ADRLIST {
  ULONG cEntries;
  ADRENTRY aEntries[1];
};
using LPADRLIST = ADRLIST*;
#define CbNewADRLIST(count) (offsetof(ADRLIST, aEntries) + (count) * sizeof(ADRENTRY))
#define CbADRLIST(list) CbNewADRLIST((list)->cEntries)
#define SizedADRLIST(count, name) \
  struct ADRLIST_of_##name {      \
    ULONG cEntries;               \
    ADRENTRY aEntries[count];     \
  } name

struct SRow {
  ULONG ulAdrEntryPad;
  ULONG cValues;
  LPSPropValue lpProps;
};
using LPSRow = SRow*;
struct SRowSet {
  ULONG cRows;
  SRow aRow[1];
};
using LPSRowSet = SRowSet*;
#define CbNewSRowSet(count) (offsetof(SRowSet, aRow) + (count) * sizeof(SRow))
#define CbSRowSet(rows) CbNewSRowSet((rows)->cRows)
#define SizedSRowSet(count, name) \
  struct SRowSet_of_##name {      \
    ULONG cRows;                  \
    SRow aRow[count];             \
  } name

#define TABLE_SORT_ASCEND 0x00000000U
#define TABLE_SORT_DESCEND 0x00000001U
// Of category columns: one heading with the column before it; categories by the greatest or least value in
// them.
#define TABLE_SORT_COMBINE 0x00000002U
#define TABLE_SORT_CATEG_MAX 0x00000004U
#define TABLE_SORT_CATEG_MIN 0x00000008U

struct SSortOrder {
  ULONG ulPropTag;
  ULONG ulOrder;
};
using LPSSortOrder = SSortOrder*;
// The first cCategories of the cSorts keys make headings, and the first cExpanded of these begin expanded.
struct SSortOrderSet {
  ULONG cSorts;
  ULONG cCategories;
  ULONG cExpanded;
  SSortOrder aSort[1];
};
using LPSSortOrderSet = SSortOrderSet*;
#define CbNewSSortOrderSet(count) (offsetof(SSortOrderSet, aSort) + (count) * sizeof(SSortOrder))
#define CbSSortOrderSet(set) CbNewSSortOrderSet((set)->cSorts)
#define SizedSSortOrderSet(count, name) \
  struct SSortOrderSet_of_##name {      \
    ULONG cSorts;                       \
    ULONG cCategories;                  \
    ULONG cExpanded;                    \
    SSortOrder aSort[count];            \
  } name
