# The front door: `make help` lists what there is. The rules that compile stand
# in tools/build.mk, those for data, figures and notes in tools/notes.mk.

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
SEEDS ?= 3
export SEEDS JOBS

# One stem leads everywhere: the chapters are what lies in solutions/.
STEMS := $(patsubst solutions/%.c,%,$(sort $(wildcard solutions/ch*.c)))
ONLY ?= $(STEMS)
ifneq ($(filter-out $(STEMS),$(ONLY)),)
$(error ONLY=$(ONLY): no such chapter; choose from: $(STEMS))
endif

include tools/build.mk
include tools/notes.mk

# Set-up may bring compilers and headers, so what follows it reads the
# Makefile anew.
AGAIN = +@$(MAKE) --no-print-directory -j$(JOBS)
# Experiments use all cores by themselves and have the terminal's last line.
ALONE = +@$(MAKE) --no-print-directory -j1

.PHONY: help course test check labs plots notes format clean

help: ## this list
	@awk -F': .*## ' '/^[a-z-]+:.* ## /{printf "  make %-8s %s\n", $$1, $$2}' \
	    $(firstword $(MAKEFILE_LIST))

course: ## everything from the sources to the notes, in build/notes
	@tools/setup.sh course
	$(AGAIN) all-programs
	$(ALONE) all-data
	$(AGAIN) all-notes

test: ## the project's own tests, all of them
	@tools/setup.sh test
	$(AGAIN) all-tests
	@tools/test.sh

check: ## grade lab/ (ONLY=ch04_dropout: one chapter; SOLUTIONS=1: solutions/)
	@tools/setup.sh check
	@$(MAKE) --no-print-directory -k -j$(JOBS) $(CHECK_FILES) \
	    >build/check.log 2>&1 || [ -f build/chk/worker ] || { cat build/check.log; exit 2; }
	@tools/check.sh $(if $(SOLUTIONS),solutions,lab) $(ONLY)

labs: $(MARKS) ## write lab/ from solutions/ (FORCE=1: over edited files, with a backup)
	@SOLUTIONS= MARKS=$(MARKS) FORCE=$(FORCE) tools/labs.sh

plots: ## run the experiments and draw the figures (ONLY=, SEEDS=3, PLOT_BUILD=lab)
	@tools/setup.sh course
	$(AGAIN) all-programs
	$(ALONE) all-data
	$(AGAIN) all-figures

notes: course ## the same as course

format: ## clang-format over every C file
	clang-format -i $$(git ls-files '*.[ch]' ':!lab/')

clean: ## remove build/
	rm -rf build
