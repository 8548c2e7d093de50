# The instructor's programs. grader/*.c is one library, apart from the files
# with a main(), which stand here; tests/grader/test_*.c are its unit tests.

GRADER_MAINS := confine grade mark unpack
GRADER_C := $(filter-out $(GRADER_MAINS:%=grader/%.c),$(wildcard grader/*.c))
GRADER_TESTS := $(patsubst tests/grader/%.c,%,$(wildcard tests/grader/test_*.c))
GRADER_HELPERS := hand_in make_archive
GRADER_LIBS := -larchive -ljansson -lsqlite3 -linih -lmd -lseccomp -lz -lm

# The grader compiles labs as `make check` does, in silence about style.
GRADE_FLAGS := $(STD) $(LAB_CFLAGS_chk) -fPIC $(LINK_LAB) -w -fmax-errors=3 -fdiagnostics-plain-output
$(foreach v,chk asan warn,build/$(v)/grader/grade.o): CPPFLAGS = -DGRADE_FLAGS='"$(GRADE_FLAGS)"'

# $(call grading,VARIANT)
define grading
build/$(1)/grader/libgrader.a: build/$(1)/.flags $(call objects,$(1),$(GRADER_C))
	@rm -f $$@
	@$(AR) rcs $$@ $$(filter %.o,$$^)

$(GRADER_MAINS:%=build/$(1)/bin/%): build/$(1)/bin/%: build/$(1)/grader/%.o build/$(1)/grader/libgrader.a
	@mkdir -p $$(@D)
	@$(CC) $(LDFLAGS_$(1)) -o $$@ $$^ $(GRADER_LIBS)

build/$(1)/tests/grader/test_%: build/$(1)/tests/grader/test_%.o \
    build/$(1)/tests/lib/tap_main.o build/$(1)/grader/libgrader.a
	@$(CC) $(LDFLAGS_$(1)) -o $$@ $$^ $$(CHECK_LIBS) $(GRADER_LIBS)

# What the tests in shell use.
$(GRADER_HELPERS:%=build/$(1)/tests/grader/%): build/$(1)/tests/grader/%: \
    build/$(1)/tests/grader/%.o build/$(1)/grader/libgrader.a
	@$(CC) $(LDFLAGS_$(1)) -o $$@ $$^ $(GRADER_LIBS)
endef
$(foreach v,chk asan,$(eval $(call grading,$(v))))

# What `make grade` needs besides the suites.
GRADE_PROGRAMS = $(GRADER_MAINS:%=build/chk/bin/%)
GRADER_PROGRAMS = $(foreach v,chk asan,$(GRADER_MAINS:%=build/$(v)/bin/%) \
    $(GRADER_TESTS:%=build/$(v)/tests/grader/%) \
    $(GRADER_HELPERS:%=build/$(v)/tests/grader/%))
all-tests: $(GRADER_PROGRAMS)
