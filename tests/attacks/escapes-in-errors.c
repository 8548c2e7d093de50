// Tries: to write into the instructor's terminal and into pages, by the text
// of an error: escapes, HTML, a formula, a change of direction, bytes that are
// no UTF-8.
// File: ch01_activations
// Never: <script>alert
#error                                                                         \
    "@ESC@]0;OWNED@BEL@@ESC@[2J<script>alert(1)</script> ]]>&amp;'\"=HYPERLINK(1) @BIDI@ @BYTE@"
