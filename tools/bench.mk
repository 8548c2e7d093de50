# What `make bench` and `make profile` run: the trainings of bench/, with the
# kernels that train the course; with plain loops in their place; and with the
# calls of each phase timed.

BENCH := build/bin/bench
TRAIN_O := $(call objects,opt,bench/work.c bench/train.c bench/convolutions_$(KERNELS).c \
    $(wildcard bench/$(KERNELS)_*.c))
LOOPS_O := $(call objects,opt,bench/work.c bench/train.c bench/convolutions_portable.c \
    bench/kernels_loop.c)
COURSE_A := build/opt/solutions.a build/opt/libcourse.a
link_bench = mkdir -p $(@D) && $(CC) $(LDFLAGS_opt) -o $@ $^ $(LIBS_$(KERNELS)) -lz -lm
$(BENCH)/train: $(TRAIN_O) $(COURSE_A)
	@$(link_bench)
$(BENCH)/train-loops: $(LOOPS_O) $(COURSE_A)
	@$(link_bench)
$(BENCH)/profile: $(TRAIN_O) build/opt/bench/profile.o $(COURSE_A)
	@$(link_bench) $$(nm build/opt/bench/profile.o | sed -n 's/.* T __wrap_/-Wl,--wrap=/p')

BENCH_PROGRAMS := $(BENCH)/train $(BENCH)/train-loops $(BENCH)/profile
