#ifndef CANVASS_CLIBXML2_SHIM_H
#define CANVASS_CLIBXML2_SHIM_H
// Debian's libxml2 headers pull in ICU's, whose types clash with those of Foundation's own ICU where both are imported.
// The ICU fields are in the encoding handlers only, which Spreadsheets does not touch.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
// The push parser (parser.h) and its error record are all that Spreadsheets uses of libxml2.
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
// A global that the headers hide behind a macro, which Swift does not import.
static inline const char *canvass_libxml2_version(void) { return xmlParserVersion; }
#endif
