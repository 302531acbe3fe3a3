# Makes so many pseudo-terminals, and becomes the program behind them: pseudo-terminals.pl <count> <program> <argument>...
# It holds their far ends; LINES says by which descriptor each, and under which name its port is there for others.
use strict;
use warnings;
use Fcntl;

# TIOCSPTLCK and TIOCGPTN of Linux on x86 and ARM.
my ($LOCK, $NUMBER) = (0x40045431, 0x80045430);
# Descriptors are handed on to the program.
$^F = 65_536;

my $count = shift @ARGV;
my (@held, @lines);
for (1 .. $count) {
  sysopen(my $end, '/dev/ptmx', O_RDWR | O_NOCTTY) or die "no pseudo-terminal: $!\n";
  my ($off, $number) = (pack('i', 0), pack('i', 0));
  ioctl($end, $LOCK, $off) or die "a pseudo-terminal stays locked: $!\n";
  ioctl($end, $NUMBER, $number) or die "a pseudo-terminal has no number: $!\n";
  push @held, $end;
  push @lines, fileno($end) . '=/dev/pts/' . unpack('i', $number);
}
$ENV{LINES} = join ' ', @lines;
exec @ARGV or die "$ARGV[0]: $!\n";
