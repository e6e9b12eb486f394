# tidings. `make help` lists the targets.

SWIFT ?= swift
PREFIX ?= /usr
DESTDIR ?=
SYSCONFDIR ?= /etc
UNITDIR ?= $(PREFIX)/lib/systemd/system

# swift-backtrace would keep standard output open after a crash and hang the job.
export SWIFT_BACKTRACE = enable=no

# Imports must be declared in Package.swift: that is what keeps the layers apart.
BUILD_FLAGS = --explicit-target-dependency-import-check error
RELEASE_FLAGS = -c release --static-swift-stdlib --product tidings

# `make check test` builds once: both use these flags and the same build directory.
ifneq ($(filter check,$(MAKECMDGOALS))$(CI),)
export TIDINGS_STRICT = 1
endif

.PHONY: help setup build test check lint faults bench-log fuzz hostile sanitize sanitize-thread bench bench-poll month week load demo run install uninstall verify-unit clean
.NOTPARALLEL:
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

setup: ## install the system packages that are missing
	@Scripts/setup.sh

build: setup ## the program, optimized: .build/release/tidings
	$(SWIFT) build $(RELEASE_FLAGS)

test: setup ## all tests
	$(SWIFT) test $(BUILD_FLAGS) </dev/null

check: setup lint ## format, layers, warnings as errors
	$(SWIFT) build --build-tests $(BUILD_FLAGS) </dev/null

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Fuzz/Package.swift Fuzz/Sources \
	  Benchmarks/Package.swift Benchmarks/Benchmarks
	@if git rev-parse --git-dir >/dev/null 2>&1 && git ls-files | grep -E '^(Package\.resolved|\.build/)'; then \
	  echo "make check: these files must not be tracked" >&2; exit 1; fi

# Settings: ONLY, words of a test's name; QUICK=1 for a tenth of it.
faults: setup ## crash, kill, cut off and fill up the log: ten minutes, at most 25; needs root for mounts (sudo make faults)
	@Scripts/setup.sh strace zstd e2fsprogs
	$(SWIFT) build -c release --product FaultDriver </dev/null
	$(SWIFT) build -c release --product tidings </dev/null
	@bin=$$($(SWIFT) build -c release --show-bin-path) && timeout -k 10 1500 \
	  python3 -B Scripts/faults/faults.py "$$bin/FaultDriver" "$$bin/tidings" $(if $(QUICK),--quick) \
	  $(if $(ONLY),--only '$(ONLY)')

# Settings: STORIES for another number, WORK for a folder that keeps the log for the next run.
bench-log: setup ## what storing costs; reindex, starts, tail and verify with 1,000,000 stories: some minutes, 5 GB
	$(SWIFT) build -c release --product FaultDriver </dev/null
	$(SWIFT) build -c release --product tidings </dev/null
	@bin=$$($(SWIFT) build -c release --show-bin-path) && python3 -B Scripts/bench-log.py \
	  "$$bin/FaultDriver" "$$bin/tidings" $(if $(STORIES),--stories $(STORIES)) $(if $(WORK),--work '$(WORK)')

# Settings: SECONDS for each target, TARGET for one of them.
fuzz: setup ## each fuzz target for SECONDS=60 (TARGET=feed for one): Fuzz/README.md
	@Scripts/fuzz.sh $(or $(SECONDS),60) $(TARGET)

hostile: build ## 80 documents of 16 MiB that are made to hurt: each at most 2 s of CPU time and 256 MiB
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  python3 Scripts/hostile-feeds.py "$$folder" --run .build/release/tidings

# Settings: SEED.
month: build ## a simulated month of 50 sources: every verdict compared with the truth
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  python3 -B Scripts/simulate-month.py "$$folder" --seed $(or $(SEED),1) >/dev/null && \
	  .build/release/tidings replay "$$folder" --config "$$folder/tidings.yaml" >"$$folder/lines" && \
	  python3 -B Scripts/score-month.py "$$folder" "$$folder/lines" --most 0.5

# Tests let the daemon die of these; the sanitizers would make an exit status of their own of it.
SIGNALS = handle_segv=0:handle_sigbus=0:handle_sigill=0:handle_sigfpe=0:handle_abort=0

sanitize: setup ## all tests with AddressSanitizer and leak checks
	TIDINGS_PATIENCE=10 ASAN_OPTIONS=detect_leaks=1:$(SIGNALS):suppressions=$(CURDIR)/Fuzz/memory.supp \
	  LSAN_OPTIONS=suppressions=$(CURDIR)/Fuzz/leaks.supp \
	  $(SWIFT) test --scratch-path .build-asan --sanitize address -Xswiftc -use-ld=lld </dev/null

# Left out: a daemon whose files may not grow, because the sanitizer itself does not start so (SIGBUS).
sanitize-thread: setup ## all tests with ThreadSanitizer
	TIDINGS_PATIENCE=20 TSAN_OPTIONS=$(SIGNALS):suppressions=$(CURDIR)/Fuzz/races.supp \
	  $(SWIFT) test --scratch-path .build-tsan --sanitize thread -Xswiftc -use-ld=lld --skip OnFullDisk </dev/null

# Settings: SOURCES, and SEED, the first of SEEDS. The model was made on seeds below 100.
week: setup ## simulated weeks of 2,000 sources: tidings' polls beside other readers' rules; 10 minutes
	$(SWIFT) build -c release --product WeekDriver </dev/null
	@"$$($(SWIFT) build -c release --show-bin-path)/WeekDriver" $(or $(SOURCES),2000) $(or $(SEED),101) $(or $(SEEDS),2)

load: build ## 200 servers that trickle among 1,000 that don't: nobody waits for them; three minutes
	python3 -B Scripts/load-test.py .build/release/tidings

# Setting: FILTER, a regular expression over the names of the cases.
bench: setup ## how fast parts are, beside libxml2 alone (FILTER='parse.*' for some): Benchmarks/README.md
	cd Benchmarks && $(SWIFT) package benchmark --grouping metric --no-progress $(if $(FILTER),--filter '$(FILTER)') \
	  </dev/null

# Settings: SOURCES (2000), POLLS (13).
bench-poll: build ## what polls that bring nothing cost, beside bare libcurl; a minute
	python3 -B Scripts/bench-poll/bench-poll.py .build/release/tidings $(if $(SOURCES),--sources $(SOURCES)) \
	  $(if $(POLLS),--polls $(POLLS))

demo: setup ## sample feeds, a running daemon, and what it stored
	$(SWIFT) build --product tidings </dev/null
	@python3 -u Scripts/demo.py "$$($(SWIFT) build --show-bin-path)/tidings"

run: build ## the daemon on config/tidings.yaml, output in ./demo-output
	.build/release/tidings run --config config/tidings.yaml --output demo-output

install: ## into DESTDIR and PREFIX: run `make build` first, so that root need not compile
	@test -x .build/release/tidings || { echo "make install: run 'make build' first" >&2; exit 1; }
	install -D -m 0755 .build/release/tidings $(DESTDIR)$(PREFIX)/bin/tidings
	install -D -m 0644 systemd/tidings.service $(DESTDIR)$(UNITDIR)/tidings.service
	sed -i 's|/usr/bin/tidings|$(PREFIX)/bin/tidings|' $(DESTDIR)$(UNITDIR)/tidings.service
	install -D -m 0644 systemd/tidings.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/tidings.conf
	install -D -m 0644 systemd/tidings.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/tidings.conf
	for page in docs/*.[1-8]; do \
	  install -D -m 0644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/} || exit 1; done
	install -D -m 0644 README.md $(DESTDIR)$(PREFIX)/share/doc/tidings/README.md
	install -D -m 0644 LICENSE $(DESTDIR)$(PREFIX)/share/doc/tidings/LICENSE
	install -D -m 0644 docs/readers.md $(DESTDIR)$(PREFIX)/share/doc/tidings/readers.md
	install -d -m 0755 $(DESTDIR)$(PREFIX)/share/doc/tidings/examples
	install -m 0644 docs/examples/* $(DESTDIR)$(PREFIX)/share/doc/tidings/examples/
	install -d -m 0755 $(DESTDIR)$(SYSCONFDIR)/tidings/sources.d
	@# An operator's configuration is never overwritten.
	test -e $(DESTDIR)$(SYSCONFDIR)/tidings/tidings.yaml || \
	  install -m 0644 config/tidings.yaml $(DESTDIR)$(SYSCONFDIR)/tidings/tidings.yaml

uninstall: ## remove what install put there; configuration and stories stay
	rm -f $(DESTDIR)$(PREFIX)/bin/tidings $(DESTDIR)$(UNITDIR)/tidings.service \
	  $(DESTDIR)$(PREFIX)/lib/sysusers.d/tidings.conf $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/tidings.conf
	for page in docs/*.[1-8]; do rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; done
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/tidings

verify-unit: ## systemd's opinion of the unit; also works where tidings is not installed
	@staged=$$(mktemp -d) && trap 'rm -rf "$$staged"' EXIT && \
	  sed 's|/usr/bin/tidings|/bin/true|' systemd/tidings.service > "$$staged/tidings.service" && \
	  systemd-analyze verify "$$staged/tidings.service"
	systemd-analyze security --offline=true --threshold=15 --no-pager systemd/tidings.service | tail -1

clean: ## remove what was built
	rm -rf .build .build-fuzz .build-asan .build-tsan Benchmarks/.build demo-output
