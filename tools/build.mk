# How things are compiled. A variant is one set of flags; everything built with
# it lies in build/VARIANT, under the path of its source.
#
#   chk   what `make check` runs: the labs, the solutions, the suites
#   opt   what trains the networks
#   asan  chk again, under the address and undefined-behaviour sanitisers; a
#         warning is an error
#   warn  everything once more with clang, where a warning is an error

STD := -std=c11 -D_POSIX_C_SOURCE=200809L
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion
# A blank that is not filled uses neither its parameters nor the helpers.
LAB_WARNINGS := -Wno-unused-parameter -Wno-unused-function
INCLUDES := -Iinclude -Itests -Itests/harness -Igrader
CFLAGS_chk := -O2 -g
# A lab is compiled the same way for a student and for the grader: quickly, with
# the places of its lines, and with checks for undefined behaviour that cost
# next to nothing.
LAB_CFLAGS_chk := -O0 -g1 -fsanitize=bounds,shift,integer-divide-by-zero,signed-integer-overflow,float-cast-overflow,vla-bound
# errno for sqrtf would keep loops from being vectorised.
CFLAGS_opt := -O3 -march=native -fno-math-errno -fopenmp
# More that does, and that nothing in lib/ and solutions/ needs when it trains:
# calls of memcpy for short rows, traps, a fixed order of sums, the sign of 0,
# division where a product does, a rounding between product and sum. NaN and
# infinity stay what they are. Not for plots/, which also shows rounding.
LOOSE_opt := -fno-tree-loop-distribute-patterns -fno-trapping-math -fno-signed-zeros \
    -fassociative-math -freciprocal-math -ffp-contract=fast \
    $(if $(findstring DECL_SIMD_tanhf,$(file </usr/include/x86_64-linux-gnu/bits/math-vector.h)), \
    -include lib/vector_math.h)
CFLAGS_asan := -O1 -g -Werror -fsanitize=address,undefined -fno-omit-frame-pointer
CFLAGS_warn := -O1 -Werror

CC := gcc
CC_warn := clang
LDFLAGS_opt := -fopenmp
LDFLAGS_asan := -fsanitize=address,undefined
# The runtime of LAB_CFLAGS, for the worker: it tells what it finds to faults.c.
UBSAN := -fsanitize=undefined -static-libubsan -Wl,-u,__ubsan_handle_out_of_bounds \
    -Wl,-u,__ubsan_get_current_report_data

# oneDNN where it is installed, for training; plain C for grading, which then
# needs nothing but a compiler.
ONEDNN := $(wildcard /usr/include/dnnl.h /usr/local/include/dnnl.h /opt/homebrew/include/dnnl.h)
KERNELS ?= $(if $(ONEDNN),onednn,portable)
KERNELS_chk := portable
KERNELS_asan := portable
KERNELS_opt := $(KERNELS)
LIBS_onednn := -ldnnl
LIBS_portable :=

# Debian's check is a static library, which does not say what it needs.
CHECK_LIBS = $(shell pkg-config --libs check 2>/dev/null || \
    { ls /usr/lib/*/libcheck_pic.a >/dev/null 2>&1 && \
      echo -lcheck_pic -lsubunit -lrt -lm -lpthread; } || echo -lcheck)

ALL_C := $(wildcard lib/*.c solutions/*.c lab/*.c plots/*.c tools/*.c tools/student/*.c \
    tests/*.c tests/harness/*.c tests/lib/*.c grader/*.c tests/grader/*.c bench/*.c)
ONEDNN_C := $(wildcard lib/kernels_onednn.c bench/onednn_*.c bench/convolutions_onednn.c)
LIB_C := $(filter-out lib/kernels_%,$(wildcard lib/*.c))
kernels_c = lib/kernels_$(1).c
WORKER_C := $(patsubst %,tests/harness/%.c,worker arrays faults sanitised io)
SUITE_C := tests/harness/io.c $(filter-out $(WORKER_C),$(wildcard tests/harness/*.c))
UNIT_TESTS := $(patsubst tests/lib/%.c,%,$(wildcard tests/lib/test_*.c))

# $(call objects,VARIANT,SOURCES)
objects = $(patsubst %.c,build/$(1)/%.o,$(2))
# The chapters before $(1): the worked earlier chapters that it is linked with.
before = $(foreach s,$(STEMS),$(if $(filter $(1),$(firstword $(sort $(1) $(s)))),,$(s)))

# $(call remember,TEXT), the recipe of a file that holds TEXT and is newer only
# when TEXT has changed.
remember = mkdir -p $(@D) && { echo '$(1)' | cmp -s - $@ || echo '$(1)' >$@; }
flags = $(STD) $(WARNINGS) $(INCLUDES) $(CFLAGS_$(1))

# $(call compile,VARIANT)
define compile
build/$(1)/.flags: FORCE
	@$$(call remember,$(flags) $(LOOSE_$(1)) $(KERNELS_$(1)) $$(LAB_CFLAGS_$(1)))

build/$(1)/%.o: %.c build/$(1)/.flags
	@mkdir -p $$(@D)
	@echo "  CC    $$@"
	@rm -f $$@
	@$$(or $$(CC_$(1)),$$(CC)) $(flags) $$(CPPFLAGS) \
	    $$(if $$(filter plots/%,$$<),,$(LOOSE_$(1))) $$(if $$(filter lab/%,$$<),$(LAB_WARNINGS) $$(LAB_CFLAGS_$(1))) \
	    -fPIC -MMD -MP -c -o $$@ $$<

build/$(1)/libcourse.a: build/$(1)/.flags $(call objects,$(1),$(LIB_C) $(call kernels_c,$(KERNELS_$(1))))
	@rm -f $$@
	@$(AR) rcs $$@ $$(filter %.o,$$^)
endef
.PHONY: FORCE
$(foreach v,chk opt asan warn,$(eval $(call compile,$(v))))

# $(call library,VARIANT,lab|solutions,STEM): what a worker loads. What it calls
# is looked for when it is loaded: in the worker, and in what the worker has
# loaded before (base): the worked earlier chapters and lib/. So nobody who
# compiles a lab has to see the worked chapters.
LINK_LAB := -shared -nostdlib -Wl,-Bsymbolic
define library
build/$(1)/$(2)/$(3).so: build/$(1)/$(2)/$(3).o build/$(1)/base/$(3).so
	@$(CC) $(LINK_LAB) -o $$@ $$< -lgcc
endef
# $(call base,VARIANT,STEM)
define base
build/$(1)/base/$(2).so: $(call objects,$(1),$(patsubst %,solutions/%.c,$(call before,$(2)))) build/$(1)/libcourse.a
	@mkdir -p $$(@D)
	@$(CC) -shared $(LDFLAGS_$(1)) -s -Wl,-z,defs -o $$@ $$(filter %.o,$$^) \
	    -Wl,--whole-archive build/$(1)/libcourse.a -Wl,--no-whole-archive -lz -lm
endef
$(foreach v,chk asan,$(foreach s,$(STEMS),$(eval $(call base,$(v),$(s)))\
    $(foreach w,lab solutions,$(eval $(call library,$(v),$(w),$(s))))))

# $(call graders,VARIANT): the worker, the suites and the unit tests.
define graders
build/$(1)/worker: $(call objects,$(1),$(WORKER_C))
	@$(CC) -rdynamic $(or $(LDFLAGS_$(1)),$(UBSAN)) -o $$@ $$^ -lffi -ldl

build/$(1)/tests/lib/test_%: build/$(1)/tests/lib/test_%.o \
    build/$(1)/tests/lib/tap_main.o build/$(1)/libcourse.a
	@$(CC) $(LDFLAGS_$(1)) -o $$@ $$^ $$(CHECK_LIBS) -lz -lm -ldl
endef
$(foreach v,chk asan,$(eval $(call graders,$(v))))

# $(call suite,VARIANT,STEM): tests/test_STEM.c and, where it is long, its
# further parts tests/test_STEM_*.c.
define suite
build/$(1)/tests/test_$(2): $(call objects,$(1),$(wildcard tests/test_$(2).c tests/test_$(2)_*.c) \
    $(SUITE_C)) build/$(1)/libcourse.a
	@$(CC) $(LDFLAGS_$(1)) -o $$@ $$^ $$(CHECK_LIBS) -lm
endef
$(foreach v,chk asan,$(foreach s,$(STEMS),$(eval $(call suite,$(v),$(s)))))
.SECONDARY:

# Both kernels as shared objects, for the test that compares them.
define kernels
build/$(1)/kernels_$(2).so: $(call objects,$(1),$(call kernels_c,$(2)) lib/conv.c lib/conv_pool.c lib/maxpool.c lib/layers.c lib/fail.c)
	@$(CC) -shared $(LDFLAGS_$(1)) -o $$@ $$^ $(LIBS_$(2)) -lm
endef
$(foreach v,chk asan,$(foreach k,onednn portable,$(eval $(call kernels,$(v),$(k)))))
KERNEL_LIBS := portable $(if $(ONEDNN),onednn)

MARKS := build/bin/marks
$(MARKS): $(call objects,chk,$(wildcard tools/marks*.c))
	@mkdir -p $(@D)
	@$(CC) -o $@ $^

# What covers the release's hints and worked chapters.
VEIL := build/bin/veil
$(VEIL): $(call objects,chk,tools/student/veil.c)
	@mkdir -p $(@D)
	@$(CC) -o $@ $^

# What `make check` needs: all but the labs must build; a lab that does not is
# a verdict.
GRADED := $(if $(filter-out 0,$(SOLUTIONS)),solutions,lab)
grader_files = build/chk/worker $(MARKS) build/chk/libcourse.a \
    $(foreach s,$(1),build/chk/tests/test_$(s) build/chk/solutions/$(s).so)
build/suites.built: $(call grader_files,$(ONLY))
	@touch $@
LAB_FILES = $(if $(filter lab,$(GRADED)),$(foreach s,$(ONLY),build/chk/lab/$(s).so))

# What `make test` needs.
GRADERS = $(foreach v,chk asan,build/$(v)/worker \
    $(UNIT_TESTS:%=build/$(v)/tests/lib/%) \
    $(foreach k,$(KERNEL_LIBS),build/$(v)/kernels_$(k).so) \
    $(foreach s,$(STEMS),build/$(v)/tests/test_$(s) \
        build/$(v)/lab/$(s).so build/$(v)/solutions/$(s).so))

.PHONY: all-tests
all-tests: $(GRADERS) $(MARKS) $(VEIL) build/draft/notes/student.pdf \
    $(call objects,warn,$(if $(ONEDNN),$(ALL_C),$(filter-out $(ONEDNN_C),$(ALL_C))))

-include $(patsubst %.c,build/chk/%.d,$(ALL_C)) $(patsubst %.c,build/opt/%.d,$(ALL_C)) \
    $(patsubst %.c,build/asan/%.d,$(ALL_C)) $(patsubst %.c,build/warn/%.d,$(ALL_C))
