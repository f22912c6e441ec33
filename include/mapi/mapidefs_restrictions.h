// Restrictions: what rows a table shows, what a search finds. A tree of the structures below.
#pragma once

#include "mapidefs_values.h"

// SRestriction::rt: which member of `res` it is.
#define RES_AND 0x00000000U
#define RES_OR 0x00000001U
#define RES_NOT 0x00000002U
#define RES_CONTENT 0x00000003U
#define RES_PROPERTY 0x00000004U
#define RES_COMPAREPROPS 0x00000005U
#define RES_BITMASK 0x00000006U
#define RES_SIZE 0x00000007U
#define RES_EXIST 0x00000008U
#define RES_SUBRESTRICTION 0x00000009U
#define RES_COMMENT 0x0000000AU
#define RES_COUNT 0x0000000BU
#define RES_ANNOTATION 0x0000000CU

#define RELOP_LT 0U
#define RELOP_LE 1U
#define RELOP_GT 2U
#define RELOP_GE 3U
#define RELOP_EQ 4U
#define RELOP_NE 5U
#define RELOP_RE 6U
#define RELOP_MEMBER_OF_DL 100U

#define BMR_EQZ 0U
#define BMR_NEZ 1U

// ulFuzzyLevel: one of the low half, any of the high.
#define FL_FULLSTRING 0x00000000U
#define FL_SUBSTRING 0x00000001U
#define FL_PREFIX 0x00000002U
#define FL_IGNORECASE 0x00010000U
#define FL_IGNORENONSPACE 0x00020000U
#define FL_LOOSE 0x00040000U

struct SRestriction;
using LPSRestriction = SRestriction*;

struct SAndRestriction {
  ULONG cRes;
  LPSRestriction lpRes;
};
struct SOrRestriction {
  ULONG cRes;
  LPSRestriction lpRes;
};
struct SNotRestriction {
  ULONG ulReserved;
  LPSRestriction lpRes;
};
struct SContentRestriction {
  ULONG ulFuzzyLevel;
  ULONG ulPropTag;
  LPSPropValue lpProp;
};
struct SPropertyRestriction {
  ULONG relop;
  ULONG ulPropTag;
  LPSPropValue lpProp;
};
struct SComparePropsRestriction {
  ULONG relop;
  ULONG ulPropTag1;
  ULONG ulPropTag2;
};
struct SBitMaskRestriction {
  ULONG relBMR;
  ULONG ulPropTag;
  ULONG ulMask;
};
struct SSizeRestriction {
  ULONG relop;
  ULONG ulPropTag;
  ULONG cb;
};
struct SExistRestriction {
  ULONG ulReserved1;
  ULONG ulPropTag;
  ULONG ulReserved2;
};
// ulSubObject is PR_MESSAGE_RECIPIENTS or PR_MESSAGE_ATTACHMENTS; one of them must match.
struct SSubRestriction {
  ULONG ulSubObject;
  LPSRestriction lpRes;
};
// The properties are for the caller's own use and decide nothing.
struct SCommentRestriction {
  ULONG cValues;
  LPSRestriction lpRes;
  LPSPropValue lpProp;
};
using SAnnotationRestriction = SCommentRestriction;
// At most this many rows that match.
struct SCountRestriction {
  ULONG ulCount;
  LPSRestriction lpRes;
};

struct SRestriction {
  ULONG rt;
  union {
    SComparePropsRestriction resCompareProps;
    SAndRestriction resAnd;
    SOrRestriction resOr;
    SNotRestriction resNot;
    SContentRestriction resContent;
    SPropertyRestriction resProperty;
    SBitMaskRestriction resBitMask;
    SSizeRestriction resSize;
    SExistRestriction resExist;
    SSubRestriction resSub;
    SCommentRestriction resComment;
    SAnnotationRestriction resAnnotation;
    SCountRestriction resCount;
  } res;
};
