# The programs that run a chapter's experiments with the student's functions,
# compiled for speed; the other chapters' functions are the worked ones. Used by
# tools/plot.sh, included by the Makefile behind tools/build.mk.

# errno for sqrtf would keep loops from being vectorised.
FAST := $(STD) -O3 $(NATIVE) -fno-math-errno -w $(INCLUDES)

build/fast/%.o: %.c build/.flags
	@mkdir -p $(@D)
	@$(CC) $(FAST) $(ZLIB) $(ONEDNN) -MMD -MP -c -o $@ $<

build/fast/worked/%.o: tests/worked/%.veil build/veil build/.flags
	@mkdir -p $(@D)
	@{ build/veil -d $< || echo '#error'; } | $(CC) $(FAST) -DNDEBUG -x c -c -o $@ - 2>/dev/null || \
	    { echo '$< is damaged; unpack the release again'; exit 1; }

# A program that comes out the same stays the old file: an edit that changes
# nothing in it starts no experiment again.
define experiments
build/plots/$(1): $(patsubst %.c,build/fast/%.o,$(wildcard plots/$(1).c plots/$(1)_*.c) \
    lab/$(1).c $(LIB_C) $(TRAIN_C) $(FAST_C)) \
    $(patsubst %,build/fast/worked/%.o,$(filter-out $(1),$(WORKED)))
	@mkdir -p $$(@D)
	@$$(CC) -o $$@.new $$^ $(ONEDNN) $(ZLIB) -lm
	@cmp -s $$@.new $$@ && rm $$@.new || mv $$@.new $$@
endef
$(foreach s,$(STEMS),$(eval $(call experiments,$(s))))
-include $(wildcard build/fast/*/*.d)
