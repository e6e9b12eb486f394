/* What bare libcurl takes for conditional requests: bare URLS [PARALLEL]

   Asks each URL of a file, a line each, once, on PARALLEL connections (64), and counts the answers by status. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t ignore(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes;
  (void)context;
  return size * count;
}

/* The next URL for a handle; 0 at the end. */
static int start(CURLM *multi, CURL *easy, FILE *urls) {
  char line[2048];
  if (!fgets(line, sizeof line, urls)) return 0;
  line[strcspn(line, "\r\n")] = 0;
  curl_easy_setopt(easy, CURLOPT_URL, line);
  curl_multi_add_handle(multi, easy);
  return 1;
}

int main(int count, char **words) {
  FILE *urls = count > 1 ? fopen(words[1], "r") : NULL;
  int parallel = count > 2 ? atoi(words[2]) : 64;
  if (!urls || parallel < 1) {
    fputs("bare URLS [PARALLEL]\n", stderr);
    return 2;
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM *multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)parallel);
  struct curl_slist *fields = curl_slist_append(NULL, "If-None-Match: *");
  int running = 0, unchanged = 0, others = 0;
  for (int place = 0; place < parallel; place++) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
    running += start(multi, easy, urls);
  }
  while (running > 0) {
    int still = 0, left = 0;
    curl_multi_perform(multi, &still);
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
      long status = 0;
      curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
      if (message->data.result == CURLE_OK && status == 304) unchanged++; else others++;
      curl_multi_remove_handle(multi, message->easy_handle);
      running += start(multi, message->easy_handle, urls) - 1;
    }
    if (running > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  printf("%d unchanged, %d others\n", unchanged, others);
  return others > 0;
}
