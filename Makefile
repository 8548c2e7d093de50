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
ifeq ($(strip $(ONLY)),)
override ONLY := $(STEMS)
endif
ifneq ($(filter-out $(STEMS),$(ONLY)),)
$(error ONLY=$(ONLY): no such chapter; choose from: $(STEMS))
endif
whole = $(shell printf '%s' '$(1)' | grep -x '[1-9][0-9]*')
$(if $(call whole,$(SEEDS)),,$(error SEEDS=$(SEEDS) is no whole number from 1; try SEEDS=3))
$(if $(call whole,$(JOBS)),,$(error JOBS=$(JOBS) is no whole number from 1; try JOBS=2))

include tools/build.mk
include tools/grader.mk
include tools/notes.mk

# Set-up may bring compilers and headers, so what follows it reads the
# Makefile anew.
AGAIN = +@$(MAKE) --no-print-directory -j$(JOBS)
# Experiments use all cores by themselves and have the terminal's last line.
ALONE = +@$(MAKE) --no-print-directory -j1

.PHONY: help course test check labs plots notes readme format clean

help: ## this list
	@echo 'make TARGET [NAME=VALUE ...]'
	@awk -F': .*## ' '/^[a-z-]+:.* ## /{printf "  %-8s %s\n", $$1, $$2}' \
	    $(firstword $(MAKEFILE_LIST))
	@echo 'ONLY=ch04_dropout (one chapter), SEEDS=3 (runs of an experiment), JOBS=2 (processes),'
	@echo 'DATASET=fashion|mnist, KERNELS=onednn|portable'

course: ## everything from the sources to the notes, in build/notes
	$(if $(filter-out fashion,$(DATASET)),$(error the notes are about \
	    Fashion-MNIST; for figures from $(DATASET): make plots DATASET=$(DATASET)))
	@tools/setup.sh course
	$(AGAIN) all-programs ONLY=
	$(ALONE) all-data ONLY=
	$(AGAIN) all-notes ONLY=

test: ## the project's own tests, all of them
	@tools/setup.sh test
	$(AGAIN) all-tests
	@tools/test.sh

check: ## grade lab/ (ONLY=: one chapter; SOLUTIONS=1: grade solutions/)
	@tools/setup.sh check
	@mkdir -p build
	@$(MAKE) --no-print-directory -j$(JOBS) $(GRADER_FILES) >build/grader.log 2>&1 || \
	    { cat build/grader.log; echo 'check: the grader itself does not build; no grade'; exit 3; }
	@$(MAKE) --no-print-directory -k -j$(JOBS) $(LAB_FILES) >build/check.log 2>&1 || :
	@tools/check.sh $(GRADED) $(ONLY)

labs: $(MARKS) ## write lab/ from solutions/ (FORCE=1: over edited files, with a backup)
	@SOLUTIONS= MARKS=$(MARKS) FORCE=$(FORCE) tools/labs.sh

plots: ## run the experiments and draw the figures (PLOT_BUILD=lab: with your functions)
	@tools/setup.sh plots
	$(AGAIN) all-programs
	$(ALONE) all-data
	$(AGAIN) all-figures

notes: course ## the same as course

readme: course ## renew the two figures that README.md shows
	@cp build/figures/ch01_activations-curves.svg plots/readme-activations.svg
	@cp build/figures/ch05_mlp-deep.svg plots/readme-dropout.svg

format: ## clang-format over every C file
	clang-format -i $$(git ls-files '*.[ch]' ':!lab/')

clean: ## remove build/
	rm -rf build
