# The front door: `make help` lists what there is. The rules that compile stand
# in tools/build.mk, those for data, figures and notes in tools/notes.mk.

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# A process started costs time that an edit and a check have not: so few
# $(shell) are here, and none again in the makes that this one starts.
ifeq ($(origin JOBS),undefined)
JOBS := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
endif
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
# What is left of a whole number from 1 without its digits, or a sign that it is none.
without = $(if $(1),$(call without,$(wordlist 2,10,$(1)),$(subst $(firstword $(1)),,$(2))),$(2))
not_whole = $(if $(filter 0%,$(1)0),0,$(call without,0 1 2 3 4 5 6 7 8 9,$(1)))
$(if $(call not_whole,$(SEEDS)),$(error SEEDS=$(SEEDS) is no whole number from 1; try SEEDS=3))
$(if $(call not_whole,$(JOBS)),$(error JOBS=$(JOBS) is no whole number from 1; try JOBS=2))

include tools/build.mk
include tools/grader.mk
include tools/notes.mk
include tools/bench.mk

# Set-up may bring compilers and headers, so what follows it reads the
# Makefile anew.
AGAIN = +@$(MAKE) --no-print-directory -j$(JOBS)
# A grader that does not build says so, and grades nobody.
OUT ?= build/grades
build_quietly = mkdir -p build && { $(MAKE) --no-print-directory -j$(JOBS) $(1) >build/grader.log 2>&1 || \
    { cat build/grader.log; echo '$(BROKEN)'; exit 3; }; }
BROKEN := the grader itself does not build; no grade
# $(call build_all,MORE): all suites, and what else is wanted.
build_all = $(call build_quietly,$(call grader_files,$(STEMS)) $(1))
BUILD_GRADER = $(call build_all,$(GRADE_PROGRAMS))
# Experiments use all cores by themselves and have the terminal's last line.
ALONE = +@$(MAKE) --no-print-directory -j1

.PHONY: help course test check grade mark bench bench-grade profile labs plots notes prove release readme format clean

help: ## this list
	@echo 'make TARGET [NAME=VALUE ...]'
	@awk -F': .*## ' '/^[a-z-]+:.* ## /{printf "  %-11s %s\n", $$1, $$2}' \
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
	@rm -f build/suites.built
	@$(MAKE) --no-print-directory -k -j$(JOBS) build/suites.built $(LAB_FILES) >build/check.log 2>&1 || \
	    [ -f build/suites.built ] || { cat build/check.log; echo '$(BROKEN)'; exit 3; }
	@tools/check.sh $(GRADED) $(ONLY)

# A value as one word for the shell, whatever is in it.
quote = '$(subst ','\'',$(1))'

grade: ## grade a class: SUBMISSIONS=dir (ROSTER=file, OUT=dir, SEED=n, REGRADE=1, UNSAFE=1)
	$(if $(SUBMISSIONS),,$(error SUBMISSIONS=dir is wanted: a folder that holds ID/ or ID.tar.gz for each student))
	@tools/setup.sh grade
	@$(BUILD_GRADER)
	@build/chk/bin/grade --submissions $(call quote,$(SUBMISSIONS)) --out $(call quote,$(OUT)) --jobs $(JOBS) \
	    $(if $(ROSTER),--roster $(call quote,$(ROSTER))) $(if $(SEED),--seed $(call quote,$(SEED))) \
	    $(if $(filter 1,$(REGRADE)),--regrade) $(if $(filter 1,$(UNSAFE)),--unsafe)

mark: ## a manual mark: STUDENT=id ITEM=task-or-question POINTS=n REASON=text (MAX=n, OUT=dir, LATER=1)
	@tools/setup.sh grade
	@$(BUILD_GRADER)
	@build/chk/bin/mark --book $(call quote,$(OUT)/gradebook.sqlite) --student $(call quote,$(STUDENT)) --item $(call quote,$(ITEM)) \
	    --points $(call quote,$(POINTS)) --reason $(call quote,$(REASON)) $(if $(MAX),--max $(call quote,$(MAX))) \
	    $(if $(filter 1,$(LATER)),--later)

bench-grade: ## how fast is grading? (CLASS=200 submissions, ROUNDS=3; 0: growth alone)
	@tools/setup.sh grade
	@$(BUILD_GRADER)
	@tools/bench_grade.sh $(or $(CLASS),200) $(or $(ROUNDS),3)

bench: ## how fast is training? against PyTorch, where it is installed (ROUNDS=3)
	@tools/setup.sh bench
	$(AGAIN) $(BENCH_PROGRAMS)
	@tools/bench.sh $(or $(ROUNDS),3)

profile: ## where the time of an epoch goes, for each network of make bench
	@tools/setup.sh bench
	$(AGAIN) $(BENCH_PROGRAMS)
	@for work in $$($(BENCH)/train | sed '1,/^WORK/d'); do echo "$$work:"; \
	    OMP_NUM_THREADS=1 $(BENCH)/profile $$work --epochs 1 | grep '^  '; done

labs: $(MARKS) ## write lab/ from solutions/ (FORCE=1: over edited files, with a backup)
	@SOLUTIONS= MARKS=$(MARKS) FORCE=$(FORCE) tools/labs.sh

plots: ## run the experiments and draw the figures (PLOT_BUILD=lab: with your functions)
	@tools/setup.sh plots
	$(AGAIN) all-programs
	$(ALONE) all-data
	$(AGAIN) all-figures

prove: ## prove the suites: wrong answers, right ones written otherwise, PROVE_SEEDS=2000 seeds
	@tools/setup.sh test
	@$(build_all)
	@ONLY='$(ONLY)' tools/prove.sh

release: ## the student's edition, after make course: build/release/NAME-VERSION.tar.gz
	@tools/setup.sh check
	@$(call build_all,$(VEIL) $(if $(DRAFT),build/draft/notes/student.pdf))
	@NOTES='$(if $(DRAFT),build/draft/notes,build/notes)' tools/release.sh

notes: course ## the same as course

readme: course ## renew the figures that README.md shows (that of make bench, if it was run)
	@cp build/figures/ch01_activations-curves.svg plots/readme-activations.svg
	@cp build/figures/ch05_mlp-deep.svg plots/readme-dropout.svg
	@[ ! -f build/bench.svg ] || cp build/bench.svg plots/readme-bench.svg

format: ## clang-format over every C file
	clang-format -i $$(git ls-files '*.[ch]' ':!lab/' ':!tests/class/' ':!tests/attacks/')

clean: ## remove build/, but for the grade book and what goes with it
	@for made in build/* build/.[a-z]*; do \
	    case $$made in build/grades) ;; *) rm -rf "$$made" ;; esac; done
	@if [ -d build/grades ]; then echo 'build/grades is kept: it holds grades and marks'; fi
