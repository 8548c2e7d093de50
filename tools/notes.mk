# From experiments to data, from data to figures, from all of it to the notes.
# DATASET=mnist and PLOT_BUILD=lab each have folders of their own.

DATASET ?= fashion
PLOT_BUILD ?= solutions
export DATASET PLOT_BUILD
$(if $(filter solutions lab,$(PLOT_BUILD)),,$(error PLOT_BUILD=$(PLOT_BUILD): choose solutions or lab))
$(if $(filter fashion mnist,$(DATASET)),,$(error DATASET=$(DATASET): choose fashion or mnist))
KIND := $(if $(filter lab,$(PLOT_BUILD)),-lab)$(if $(filter-out fashion,$(DATASET)),-$(DATASET))
DATA := build/data$(KIND)
FIGURES := build/figures$(KIND)
NOTES := build/notes$(KIND)

# The program that runs a chapter's experiments, with as much of the solutions
# and of lib/ as it calls; with PLOT_BUILD=lab the chapter's own functions are the
# student's, those of the other chapters the worked ones. It is linked beside the
# old one and put in its place only if it differs: an edit that changes nothing
# in it starts no experiment again.
PROGRAMS := build/bin/plots$(if $(filter lab,$(PLOT_BUILD)),-lab)
build/opt/solutions.a: $(call objects,opt,$(patsubst %,solutions/%.c,$(STEMS)))
	@rm -f $@
	@$(AR) rcs $@ $^

define program
$(PROGRAMS)/$(1).new: $(call objects,opt,$(wildcard plots/$(1).c plots/$(1)_*.c) \
    $(if $(filter lab,$(PLOT_BUILD)),lab/$(1).c)) build/opt/solutions.a build/opt/libcourse.a
	@mkdir -p $$(@D)
	@$(CC) $(LDFLAGS_opt) -o $$@ $$^ $(LIBS_$(KERNELS)) -lz -lm
$(PROGRAMS)/$(1): $(PROGRAMS)/$(1).new
	@cmp -s $$< $$@ || cp $$< $$@
endef
$(foreach s,$(STEMS),$(eval $(call program,$(s))))

# What is learned from. Where one of these is newer than the finished runs, they
# are done again.
DATA_FILES := $(wildcard data/*.gz /usr/share/datasets/fashion-mnist/*.gz data/mnist/*)

# Holds SEEDS, and is only newer when SEEDS has changed.
$(DATA)/.seeds: FORCE
	@$(call remember,$(SEEDS))

define experiments
$(DATA)/$(1)/numbers.tsv: $(PROGRAMS)/$(1) $(DATA)/.seeds $(DATA_FILES)
	@mkdir -p $$(@D)
	@for file in $(DATA_FILES); do \
	    [ ! -f $$@ ] || [ ! $$$$file -nt $$@ ] || rm -rf $$(@D)/.runs; done
	@$$< --out $$(@D)
endef
$(foreach s,$(STEMS),$(eval $(call experiments,$(s))))

# $(call draw,FIGURE,STEM)
define draw
$(FIGURES)/$(1).svg $(FIGURES)/$(1).pdf: $(FIGURES)/$(1).%: plots/$(1).gp plots/style.gp \
    tools/draw.sh $(DATA)/$(2)/numbers.tsv
	@echo "  DRAW  $$@"
	@tools/draw.sh $$< $(DATA)/$(2) $$@
endef
ALL_FIGURES := $(patsubst plots/%.gp,%,$(wildcard plots/ch*-*.gp))
stem_of = $(firstword $(subst -, ,$(1)))
$(foreach f,$(ALL_FIGURES),$(eval $(call draw,$(f),$(call stem_of,$(f)))))
DRAWN := $(foreach f,$(ALL_FIGURES),$(if $(filter $(call stem_of,$(f)),$(ONLY)),$(f)))

.PHONY: all-programs all-data all-figures all-notes
all-programs: $(ONLY:%=$(PROGRAMS)/%) $(MARKS)
	@:
all-data: $(ONLY:%=$(DATA)/%/numbers.tsv)
	@:
all-figures: $(DRAWN:%=$(FIGURES)/%.svg) $(DRAWN:%=$(FIGURES)/%.pdf)
	@:

# The notes: a page a chapter and their index, and one book for each edition.
NOTES_TOOLS := tools/notes.sh $(wildcard tools/notes/*) $(MARKS)
ENV = DATA=$(DATA) FIGURES=$(FIGURES) MARKS=$(MARKS)

# $(call sources,STEM): all that a chapter's text is made from.
sources = chapters/$(1).md solutions/$(1).c $(wildcard tests/mutants/$(1)/*.mut) $(DATA)/$(1)/numbers.tsv
figures = $(foreach f,$(ALL_FIGURES),$(if $(filter $(1),$(call stem_of,$(f))),$(FIGURES)/$(f).$(2)))
CHAPTERS := $(STEMS:%=chapters/%.md)

define page
$(NOTES)/html/$(1).html: $(call sources,$(1)) $(call figures,$(1),svg) $(NOTES_TOOLS) $(CHAPTERS)
	@echo "  PAGE  $$@"
	@$(ENV) tools/notes.sh html chapters/$(1).md $$@
endef
$(foreach s,$(STEMS),$(eval $(call page,$(s))))

$(NOTES)/html/index.html: $(CHAPTERS) $(STEMS:%=solutions/%.c) $(NOTES_TOOLS)
	@echo "  PAGE  $@"
	@$(ENV) tools/notes.sh index $@ $(CHAPTERS)

$(NOTES)/student.pdf $(NOTES)/instructor.pdf: $(NOTES)/%.pdf: $(NOTES_TOOLS) \
    $(foreach s,$(STEMS),$(call sources,$(s)) $(call figures,$(s),pdf))
	@echo "  BOOK  $@"
	@$(ENV) tools/notes.sh pdf $* $@ $(CHAPTERS)

all-notes: $(NOTES)/student.pdf $(NOTES)/instructor.pdf $(NOTES)/html/index.html \
    $(STEMS:%=$(NOTES)/html/%.html)

# The notes with stand-ins for all that experiments make: what `make test` reads.
build/draft/notes/student.pdf: $(CHAPTERS) $(STEMS:%=solutions/%.c) $(wildcard tests/mutants/*/*.mut) \
    $(NOTES_TOOLS) tools/draft.sh
	@echo "  DRAFT $@"
	@MARKS=$(MARKS) tools/draft.sh $(CHAPTERS)
