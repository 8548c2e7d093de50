# Reads TAP 14 from a file and prints what a harness makes of it:
#
#     perl read_tap.pl FILE    "3 planned, 3 run, 1 passed, 0 errors"
#
# TAP::Parser knows versions to 13, of which 14 is a stricter form.
use strict;
use warnings;
use TAP::Parser;

open my $in, '<', $ARGV[0] or die "$ARGV[0]: $!\n";
my $tap = join '', <$in>;
$tap =~ s/\ATAP version 14\n/TAP version 13\n/ or die "no version 14\n";
my $parser = TAP::Parser->new({ tap => $tap });
my $unknown = 0;
while (my $result = $parser->next) {
    $unknown++ if $result->is_unknown || $result->is_bailout;
}
printf "%d planned, %d run, %d passed, %d errors\n", $parser->tests_planned || 0,
    $parser->tests_run, scalar $parser->passed, $unknown + $parser->parse_errors;
