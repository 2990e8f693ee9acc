# Every command of the project. `make` lists them; README.md tells when to use which.
# Set-up is part of each: what is missing is installed by scripts/, what is there costs no time.

SHELL := bash
export PATH := $(CURDIR)/.tools/bin:$(PATH)
# scripts/toolchain decides which Rust; read when it is needed, for the decision may fall in this very run.
ifndef RUSTUP_TOOLCHAIN
export RUSTUP_TOOLCHAIN = $(shell cat .tools/toolchain 2>/dev/null)
endif

# As it is shipped; `make test` says `dev`.
SERVER_PROFILE ?= release
PORTAL := $(abspath $(or $(CARGO_TARGET_DIR),target))/$(SERVER_PROFILE:dev=debug)/portal
WASM := --target wasm32-unknown-unknown
STEP := @scripts/step
# What the built app is made of. Folders count too: their time changes when a file goes.
WEB := $(shell find app permit style public 2>/dev/null) Cargo.toml Cargo.lock Trunk.toml scripts/compress.mjs scripts/optimise.mjs scripts/shorten.mjs scripts/package-lock.json

# The browser gets a standard library built for it: panics only trap (the document says what then), and nothing carries
# the text for messages that nobody would see; where the library has a shorter way of its own, it takes that. A tenth of
# the download. Building the library needs its source, and for stable Rust a word that these flags are meant.
SMALL := RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none"

# Trunk builds offline, so what it needs is fetched before: the app's dependencies, and the standard library's.
FETCH = cargo fetch --quiet --locked && RUSTC_BOOTSTRAP=1 cargo fetch --quiet --locked \
	--manifest-path "$$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.toml"

# The rules once more, as WebAssembly in Node; optimised a little, or a hundred thousand people take minutes.
IN_WASM := RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort,test CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
	CARGO_PROFILE_DEV_OPT_LEVEL=1 CARGO_PROFILE_DEV_DEBUG=0 WASM_BINDGEN_TEST_TIMEOUT=300 \
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$(CURDIR)/.tools/bin/wasm-bindgen-test-runner

# A merge that was not finished is in no language.
FMT := cargo fmt --all --check && ! git grep -nE '^(<{7} |>{7} )'
# clippy twice: on the host with every test and feature, and for the browser, where `permit` lacks the server's.
CLIPPY_HOST := cargo clippy --locked --workspace --all-targets -- -D warnings
CLIPPY_WASM := $(SMALL) cargo clippy --locked --profile web -p app $(WASM) -- -D warnings
# `make test` lints each crate of ours while it is compiled: the script says why. Found by its name alone, for cargo makes
# what it says part of each crate's identity, and a program's size would depend on the folder it is built in.
LINTED := RUSTC_WORKSPACE_WRAPPER=rustc-linted PATH="$(PATH):$(CURDIR)/scripts"

.PHONY: help run demo test steps steps-server steps-browser check fmt size bench names audit toolchain tools browser papers dist portal

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: papers dist portal ## set up, build and serve the portal on http://localhost:8080
	@exec $(PORTAL) serve

demo: papers dist portal ## serve invented people of every role, in data/demo; it begins anew each time
	@exec $(PORTAL) demo

test: ## set up and run everything that CI runs: format, lint, tests, builds, size budget, browser tests
	$(STEP) --start
	$(STEP) "toolchain" scripts/toolchain
	@$(MAKE) --no-print-directory steps SERVER_PROFILE=dev

# In a make of its own: the environment of a recipe is made once, before its first line, and so before the toolchain is
# decided on a new machine. The server is built in the profile that is quick to build, and that checks what a release does
# not (its dependencies' own assertions); the app for the browser as it is shipped. Compiling for the two goes on beside
# each other: each has long stretches that keep one core busy.
steps: export CARGO_INCREMENTAL = 0
steps:
	$(STEP) "browser" scripts/browser
	$(STEP) "papers" scripts/papers tests
	$(STEP) "format" bash -c "$(FMT)"
	@$(MAKE) --no-print-directory -j2 steps-server steps-browser
	$(STEP) "size budget" node scripts/size.mjs $(PORTAL)
	$(STEP) "browser tests" env PORTAL=$(PORTAL) $(LINTED) npm --prefix end2end test
	$(STEP) --end

steps-server:
	$(STEP) "lint and build" env $(LINTED) cargo build --locked --workspace --all-targets
	$(STEP) "unit, property and server tests" env $(LINTED) cargo test --locked --workspace --no-fail-fast
	$(STEP) "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps -p permit --all-features

# An app that `make run` built was not linted: it is built again.
steps-browser:
	$(STEP) "build tools" scripts/tools
	@[ -f .tools/dist-is-linted ] || rm -f dist/index.html
	$(STEP) "lint and wasm build" env $(LINTED) $(MAKE) --no-print-directory dist
	$(STEP) "the rules in WebAssembly" env $(IN_WASM) cargo test --locked -p permit $(WASM) --test everywhere

check: toolchain ## format and lint only, before a commit
	$(FMT)
	$(CLIPPY_HOST)
	@$(FETCH)
	$(CLIPPY_WASM)

fmt: toolchain ## format the Rust code
	cargo fmt --all

size: dist portal ## what a first visit downloads, by file, held against the budget
	@node scripts/size.mjs $(PORTAL)

bench: dist portal browser ## our form on a slow line beside SurveyJS and form.io, saves a second, the rules, a package, tables
	@[ -d end2end/bench/node_modules ] || npm --prefix end2end/bench ci --ignore-scripts --silent --no-audit --no-fund
	@node end2end/bench/main.mjs
	@cargo bench --locked --workspace --bench classify
	@cargo bench --locked --workspace --bench package
	@cargo bench --locked --workspace --bench tables

names: ## take the names of countries, languages and provinces, and how money is written, from CLDR again
	@npm --prefix scripts/names ci --ignore-scripts --silent --no-audit --no-fund
	@node scripts/names/countries.mjs
	@node scripts/names/divisions.mjs
	@node scripts/names/money.mjs

audit: toolchain names ## licences, sources and doubles of the dependencies; dependencies that nothing uses; texts that are not CLDR's
	git diff --exit-code --stat -- public/locales
	@scripts/tools audit
	cargo deny check bans licenses sources
	cargo machete

# The steps below are parts of the commands above.

toolchain:
	@scripts/toolchain

tools: toolchain
	@scripts/tools

browser:
	@scripts/browser

papers:
	@scripts/papers

dist: dist/index.html

# The time of the result is the time the build began, so that an edit during the build is not missed.
# Trunk can't read a NO_COLOR that is not true or false.
dist/index.html: $(WEB) | tools
	@echo "building the app into dist/"
	@$(FETCH)
	@touch .tools/build-began
	@env -u NO_COLOR $(SMALL) trunk build --release
	@touch -r .tools/build-began $@
	@if [ -n "$$RUSTC_WORKSPACE_WRAPPER" ]; then touch .tools/dist-is-linted; else rm -f .tools/dist-is-linted; fi

# cargo knows best whether something changed.
portal: toolchain
	@echo "building the server"
	@cargo build --locked --profile $(SERVER_PROFILE) --workspace --bin portal
