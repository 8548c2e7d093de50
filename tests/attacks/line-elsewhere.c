// Tries: to have the compiler quote a solution's line in its message, to blame
// another chapter, and to name a file that is HTML.
// File: ch01_activations
// Never: <script>x
// Says: ch01_activations
#line 25 "@ROOT@/solutions/ch01_activations.c"
int a = blame_1;
#line 3 "ch03_l2.c"
int b = blame_2;
#line 1 "<script>x</script>.c"
int c = blame_3;
