#!/bin/sh
# Runs a command for each new story, once, over any number of runs; the story's line is its standard input.
#
#     each.sh DIRECTORY STATE COMMAND [ARGUMENT ...]
#
# STATE is a file that this script makes; it holds the seq of the last story that was handled. When the
# command fails, the script ends, and the next run begins with that story. Needs tidings; put --follow
# behind `tail` to go on with what arrives.
set -eu
directory=$1 state=$2
shift 2

[ -e "$state" ] || echo 0 >"$state"
tidings tail --output "$directory" --json --type story --after "$(cat "$state")" |
  while IFS= read -r line; do
    printf '%s\n' "$line" | "$@"
    # A line begins with {"seq":N,
    seq=${line#'{"seq":'}
    printf '%s\n' "${seq%%,*}" >"$state.new"
    mv "$state.new" "$state"
  done
