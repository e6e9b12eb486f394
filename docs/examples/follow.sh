#!/bin/sh
# Prints new stories as they come: the time, the source and the title, separated by tabs.
#
#     follow.sh DIRECTORY
#
# Nothing is remembered: what arrives while this does not run is not shown. each.sh remembers.
set -eu
directory=$1

# -F goes on with the next segment when the link stories.ndjson is put over to it.
# --unbuffered: jq holds lines back when its output is no terminal.
tail -n 0 -F "$directory/stories.ndjson" 2>/dev/null |
  jq --unbuffered -r '[.first_seen, .source, .title // .url // .id] | @tsv'
