// See include/denormals.h.
#include "denormals.h"

#ifdef __SSE__
#include <xmmintrin.h>
#endif

void denormals_as_zero(void)
{
#ifdef __SSE__
    enum { FLUSH_RESULTS = 0x8000, TAKE_OPERANDS_AS_ZERO = 0x40 };
    _mm_setcsr(_mm_getcsr() | FLUSH_RESULTS | TAKE_OPERANDS_AS_ZERO);
#endif
}
