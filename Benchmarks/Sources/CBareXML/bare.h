#ifndef TIDINGS_CBAREXML_H
#define TIDINGS_CBAREXML_H

/* The floor: what libxml2 costs when nobody listens. No parser built on it can be faster by itself. */

/* libxml2's headers would pull in ICU's, which clash with Foundation's own in debug builds. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <stddef.h>

struct bare_count {
  size_t elements;
  size_t text;
};

static inline void bare_start(void *count, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                              int namespaces, const xmlChar **namespace_list, int attributes, int defaulted,
                              const xmlChar **attribute_list) {
  (void)name, (void)prefix, (void)uri, (void)namespaces, (void)namespace_list, (void)attributes;
  (void)defaulted, (void)attribute_list;
  ((struct bare_count *)count)->elements += 1;
}

static inline void bare_end(void *count, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)count, (void)name, (void)prefix, (void)uri;
}

static inline void bare_text(void *count, const xmlChar *text, int length) {
  (void)text;
  ((struct bare_count *)count)->text += (size_t)length;
}

static inline void bare_error(void *count, const xmlError *error) { (void)count, (void)error; }

/* Parses a document in one piece with a new push parser and handlers that only count. */
static inline struct bare_count bare_parse(const char *document, size_t length) {
  struct bare_count count = {0, 0};
  xmlSAXHandler handler = {0};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = bare_start;
  handler.endElementNs = bare_end;
  handler.characters = bare_text;
  handler.cdataBlock = bare_text;
  handler.serror = (xmlStructuredErrorFunc)bare_error;
  xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, &count, NULL, 0, NULL);
  if (context == NULL) return count;
  xmlCtxtUseOptions(context, XML_PARSE_RECOVER | XML_PARSE_NONET);
  xmlParseChunk(context, document, (int)length, 1);
  xmlFreeParserCtxt(context);
  return count;
}

#endif
