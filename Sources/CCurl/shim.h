#ifndef TIDINGS_CCURL_SHIM_H
#define TIDINGS_CCURL_SHIM_H

#include <curl/curl.h>

/*
 * curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, and Swift can't import variadic C
 * functions. One setter or getter for each argument type that https://curl.se/libcurl/c/curl_easy_setopt.html
 * names: a wrong type at the call is then a compile error, where the variadic call would read garbage.
 */

static inline CURLcode tidings_setopt_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tidings_setopt_off(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

/* libcurl copies the string, except for CURLOPT_POSTFIELDS. */
static inline CURLcode tidings_setopt_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

/* libcurl keeps the pointer: the object must outlive the transfer. */
static inline CURLcode tidings_setopt_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

/* libcurl keeps the list: free it after the transfer. */
static inline CURLcode tidings_setopt_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

/* CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION: return less than size * count to abort. */
typedef size_t (*tidings_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode tidings_setopt_data_callback(CURL *easy, CURLoption option,
                                                    tidings_data_callback callback) {
  return curl_easy_setopt(easy, option, callback);
}

/* CURLOPT_OPENSOCKETFUNCTION */
typedef curl_socket_t (*tidings_open_socket_callback)(void *context, curlsocktype purpose,
                                                      struct curl_sockaddr *address);

static inline CURLcode tidings_setopt_open_socket(CURL *easy, tidings_open_socket_callback callback) {
  return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

/* CURLOPT_PREREQFUNCTION */
typedef int (*tidings_before_request_callback)(void *context, char *remote_address, char *local_address,
                                               int remote_port, int local_port);

static inline CURLcode tidings_setopt_before_request(CURL *easy, tidings_before_request_callback callback) {
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

static inline CURLcode tidings_getinfo_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode tidings_getinfo_off(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode tidings_getinfo_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode tidings_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/* The payload of a CURLMSG_DONE: a union that Swift imports awkwardly. */
static inline CURLcode tidings_message_result(const CURLMsg *message) {
  return message->data.result;
}

/* CURLAUTH_BASIC and CURLAUTH_DIGEST are macros with a cast. */
static inline long tidings_auth_basic(void) {
  return (long)CURLAUTH_BASIC;
}

static inline long tidings_auth_digest(void) {
  return (long)CURLAUTH_DIGEST;
}

/* CURL_SOCKET_BAD is a macro with a cast. */
static inline curl_socket_t tidings_socket_bad(void) {
  return CURL_SOCKET_BAD;
}

#endif
