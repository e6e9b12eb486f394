#!/bin/sh
# Builds the fuzz targets and runs each for some seconds; exits 1 when one found something.
#   Scripts/fuzz.sh SECONDS [TARGET ...]
set -eu
cd "$(dirname "$0")/.."

seconds=$1
shift
[ $# -gt 0 ] || set -- dates charset decoding urls lines feed recovery
# Else an orphan swift-backtrace holds standard output after a crash, and whoever waits for it hangs.
export SWIFT_BACKTRACE=enable=no
# Freed memory is kept aside for a while, 256 MiB by default: that would count against the limit.
export ASAN_OPTIONS="detect_leaks=1:quarantine_size_mb=32:${ASAN_OPTIONS:-}" LSAN_OPTIONS="suppressions=$PWD/Fuzz/leaks.supp"

# `--sanitize fuzzer` links libFuzzer, `-sanitize=fuzzer` gives it coverage: without either it finds nothing.
swift build --package-path Fuzz --scratch-path .build-fuzz -c release --sanitize fuzzer --sanitize address \
  -Xswiftc -use-ld=lld -Xswiftc -sanitize=fuzzer,address </dev/null
programs=.build-fuzz/release

found=""
# The list is expanded once, so the loop may use the parameters for others.
for target in "$@"; do
  case $target in
    urls) name=URLs ;;
    *) name=$(printf %s "$target" | cut -c1 | tr a-z A-Z)$(printf %s "$target" | cut -c2-) ;;
  esac
  [ -x "$programs/Fuzz$name" ] || { echo "fuzz: no target $target" >&2; exit 2; }
  # What grew in earlier runs, the seeds, and what was found before.
  grown=.build-fuzz/grown/$target
  mkdir -p "$grown" Fuzz/regressions/"$target"
  set -- "$grown" Fuzz/corpus/"$target" Fuzz/regressions/"$target"
  [ "$target" != feed ] || set -- "$@" Tests/ParsingTests/Fixtures
  dictionary=Fuzz/dictionaries/$target.dict
  [ ! -f "$dictionary" ] || set -- "-dict=$dictionary" "$@"
  log=.build-fuzz/$target.log
  echo "fuzz: $target, $seconds s"
  # A finding ends the run of its target, not of the others.
  "$programs/Fuzz$name" -max_total_time="$seconds" -rss_limit_mb="${RSS_LIMIT:-512}" -timeout="${TIMEOUT:-10}" \
    -max_len=65536 -print_final_stats=1 -artifact_prefix=.build-fuzz/"$target-" "$@" \
    </dev/null >"$log" 2>&1 || true
  grep -a -E '^(violation:|SUMMARY:|Fatal error|stat::(number_of_executed_units|average_exec))|DONE|: Fatal error:' "$log" || true
  if ! grep -aq '^Done [0-9]* runs' "$log"; then
    echo "fuzz: $target ended early; the whole log is $log" >&2
    found="$found $log"
  fi
  for file in .build-fuzz/"$target"-crash-* .build-fuzz/"$target"-timeout-* .build-fuzz/"$target"-oom-* \
    .build-fuzz/"$target"-leak-*; do
    [ -e "$file" ] || continue
    kept=Fuzz/regressions/$target/${file#.build-fuzz/"$target"-}
    mv "$file" "$kept"
    found="$found $kept"
  done
done
[ -n "$found" ] || exit 0
echo "fuzz: found:" >&2
printf '  %s\n' $found >&2
exit 1
