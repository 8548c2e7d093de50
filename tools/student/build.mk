# How things are compiled: your labs with warnings and sanitisers, the tests and
# what they need once and for all.

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules --no-print-directory

-include build/config.mk
SYSTEM := $(shell uname)

STEMS := $(patsubst tools/lab/%.c,%,$(sort $(wildcard tools/lab/ch*.c)))
STD := -std=c11 -D_POSIX_C_SOURCE=200809L
INCLUDES := -Iinclude -Itests -Itests/harness
LAB_WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion \
    -Wno-unused-parameter -Wno-unused-function

# The grader finds this undefined behaviour, too; addresses are looked after
# only here.
CHECKED := -fsanitize=bounds,shift,integer-divide-by-zero,signed-integer-overflow,float-cast-overflow,vla-bound
SANITIZERS := $(if $(filter-out 0,$(SANITIZE)),$(ADDRESS))
ifneq ($(SANITIZERS),)
LAB_CHECKED := -fsanitize=address $(CHECKED) -fno-omit-frame-pointer
WORKER_CHECKED := $(SANITIZERS)
else
LAB_CHECKED := $(if $(UNDEFINED),$(CHECKED))
WORKER_CHECKED := $(UNDEFINED)
endif

# What a lab calls is looked for when it is loaded, in what the worker has
# loaded before: the worked earlier chapters, and lib/.
ifeq ($(SYSTEM),Darwin)
STD += -D_DARWIN_C_SOURCE
LINK_LAB := -shared -undefined dynamic_lookup
LINK_BASE := -shared
LINK_WORKER := -Wl,-export_dynamic
else
LINK_LAB := -shared -nostdlib -Wl,-Bsymbolic
LAB_LIBS := -lgcc
LINK_BASE := -shared -s -Wl,-z,defs
LINK_WORKER := -rdynamic
endif

# What trains on data sets (and reads their gzip) is for the experiments alone.
TRAIN_C := $(wildcard lib/bytes.c lib/dataset_*.c lib/experiment*.c lib/progress.c lib/table.c)
PLAIN_C := lib/kernels_portable.c
FAST_C := $(if $(ONEDNN),lib/kernels_onednn.c,$(PLAIN_C))
LIB_C := $(filter-out $(TRAIN_C) lib/kernels_%,$(wildcard lib/*.c))
WORKER_C := $(patsubst %,tests/harness/%.c,worker arrays faults sanitised io)
SUITE_C := tests/harness/io.c $(filter-out $(WORKER_C),$(wildcard tests/harness/*.c))
WORKED := $(patsubst tests/worked/%.veil,%,$(sort $(wildcard tests/worked/*.veil)))
before = $(foreach s,$(WORKED),$(if $(filter $(1),$(firstword $(sort $(1) $(s)))),,$(s)))

# $(call objects,SOURCES)
objects = $(patsubst %.c,build/%.o,$(1))

# The recipe of a file that is newer only when TEXT has changed.
remember = mkdir -p $(@D) && { echo '$(1)' | cmp -s - $@ || echo '$(1)' >$@; }
.PHONY: FORCE
build/.flags: FORCE
	@$(call remember,$(CC) $(STD) $(CHECK))
build/.checked: FORCE
	@$(call remember,$(CC) $(STD) $(FFI) $(LAB_WARNINGS) $(LAB_CHECKED) $(WORKER_CHECKED))

build/%.o: %.c build/.flags
	@mkdir -p $(@D)
	@$(CC) $(STD) -O1 -w $(INCLUDES) $(CHECK) -fPIC -MMD -MP -c -o $@ $<

# A worked chapter goes straight into the compiler: it is nowhere in clear.
build/worked/%.o: tests/worked/%.veil build/veil build/.flags $(wildcard include/*.h)
	@mkdir -p $(@D)
	@{ build/veil -d $< || echo '#error'; } | \
	    $(CC) $(STD) -O1 -DNDEBUG -w $(INCLUDES) -fPIC -x c -c -o $@ - 2>/dev/null || \
	    { echo '$< is damaged; unpack the release again'; exit 1; }

# $(call program,NAME): tools/NAME.c and, where it is long, its further parts.
define program
build/$(1): $(wildcard tools/$(1).c tools/$(1)_*.c tools/$(1).h) build/.flags
	@$$(CC) $$(STD) -O1 -w -o $$@ $$(filter %.c,$$^)
endef
$(foreach p,veil merge,$(eval $(call program,$(p))))

# A lab that does not compile leaves no library, and stops nothing. What the
# compiler says is kept: warnings hold as long as the library does.
build/lab/%.so: lab/%.c build/.checked
	@mkdir -p $(@D)
	@rm -f $@
	@{ $(CC) $(STD) -O0 -g $(LAB_WARNINGS) $(LAB_CHECKED) $(INCLUDES) -fPIC -MMD -MP -MT $@ \
	    -MF build/lab/$*.d -c -o build/lab/$*.o $< && \
	    $(CC) $(LINK_LAB) -o $@ build/lab/$*.o $(LAB_LIBS); } 2>build/lab/$*.log || :
	@cat build/lab/$*.log >&2

build/worker: $(WORKER_C) $(wildcard tests/harness/*.h) build/.checked
	@$(CC) $(STD) -O1 -w $(INCLUDES) $(WORKER_CHECKED) $(LINK_WORKER) -o $@ $(WORKER_C) $(FFI) -ldl -lm

# $(call chapter,STEM): what its check needs besides the lab. A suite may have
# several parts.
define chapter
build/tests/test_$(1): $(call objects,$(wildcard tests/test_$(1).c tests/test_$(1)_*.c) \
    $(SUITE_C) $(LIB_C) $(PLAIN_C))
	@mkdir -p $$(@D)
	@$$(CC) -o $$@ $$^ $$(CHECK) -lm

build/base/$(1).so: $(call objects,$(patsubst %,worked/%.c,$(call before,$(1))) $(LIB_C) $(PLAIN_C))
	@mkdir -p $$(@D)
	@$$(CC) $(LINK_BASE) -o $$@ $$^ -lm
endef
$(foreach s,$(STEMS),$(eval $(call chapter,$(s))))

# Tells an editor how each file is compiled. Absolute paths: it is written anew
# when the folder has moved.
EDITED := $(wildcard lab/*.c lib/*.c plots/*.c tests/*.c tests/harness/*.c)
compile_commands.json: FORCE
	@mkdir -p build
	@here=$$(pwd | sed 's/["\\]/\\&/g'); for file in $(EDITED); do \
	    printf '%s{"directory": "%s", "file": "%s",\n "command": "%s -c %s"}\n' "$${comma-[}" \
	        "$$here" "$$file" '$(CC) $(STD) $(INCLUDES) $(LAB_WARNINGS)' "$$file"; comma=,; \
	done >build/$@.$$$$; echo ']' >>build/$@.$$$$; \
	cmp -s build/$@.$$$$ $@ && rm build/$@.$$$$ || mv build/$@.$$$$ $@

-include $(wildcard build/*/*.d build/*/*/*.d)
