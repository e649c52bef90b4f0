#!/usr/bin/perl
# SPDX-License-Identifier: LGPL-2.1-or-later
# server.pl socket: answers HTTP on a Unix socket in all the ways that a Machine has to cope with, by the request's path.
# Perl, for every Debian has it. <socket>.log says which connections its clients have closed.
use strict;
use warnings;
use IO::Socket::UNIX;
use Socket qw(SOCK_STREAM);

my $path = shift or die "server.pl socket\n";
unlink $path;
my $server = IO::Socket::UNIX->new(Type => SOCK_STREAM, Local => $path, Listen => 64) or die "$path: $!\n";
$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
$SIG{TERM} = sub { unlink $path; exit 0 };

sub rest { select undef, undef, undef, shift }

sub note {
    open my $log, '>>', "$path.log" or die;
    syswrite $log, "@_\n";
}

# Until the client closes.
sub hang {
    my ($client, $what) = @_;
    1 while sysread $client, my $ignored, 1024;
    note("closed $what");
}

sub say_to {
    my ($client, $text) = @_;
    while (length $text) {
        my $sent = syswrite $client, $text;
        return 0 unless $sent;
        substr($text, 0, $sent, '');
    }
    return 1;
}

sub with_length {
    my ($status, $body) = @_;
    return "HTTP/1.1 $status Status\r\nContent-Length: " . length($body) . "\r\n\r\n$body";
}

my $chinese = "\xe4\xb8\xad\xe6\x96\x87";

sub answer {
    my ($client) = @_;
    my $head = '';
    until ($head =~ /\r\n\r\n/) { sysread $client, $head, 4096, length $head or return }
    ($head, my $body) = split /\r\n\r\n/, $head, 2;
    my ($method, $what) = $head =~ m{^(\S+) /(\S*)};
    my ($length) = $head =~ /^content-length: (\d+)/im;
    while (length $body < ($length // 0)) { sysread $client, $body, 65536, length $body or return }
    my ($type) = $head =~ /^content-type: (\S+)/im;

    if ($what eq 'ok') { say_to($client, with_length(200, 'hello')) }
    elsif ($what =~ /^status-(\d+)/) { say_to($client, with_length($1, '{"message":"no such thing"}')) }
    elsif ($what eq 'empty') { say_to($client, "HTTP/1.1 204 No Content\r\n\r\n") }
    elsif ($what eq 'echo') { say_to($client, with_length(200, "$method " . ($type // '-') . " $body")) }
    elsif ($what eq 'bytes') { say_to($client, with_length(200, "a\xff\0b")) }
    elsif ($what eq 'large') { say_to($client, with_length(200, $chinese x 1_000_000)) }
    elsif ($what eq 'close') { say_to($client, "HTTP/1.0 200 OK\r\n\r\nuntil the end") }
    elsif ($what eq 'chunked') {
        say_to($client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        # A character a chunk and a half.
        for my $byte (split //, $chinese x 3) { say_to($client, "1\r\n$byte\r\n"); rest(0.02) }
        say_to($client, "0\r\n\r\n");
    }
    elsif ($what eq 'half') { say_to($client, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort") }
    elsif ($what eq 'half-chunked') { say_to($client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n") }
    elsif ($what =~ /^hang/) { hang($client, $what) }
    elsif ($what =~ /^body-hang/) {
        say_to($client, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort");
        hang($client, $what);
    }
    elsif ($what eq 'three') {
        say_to($client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for my $word (qw(one two three)) { say_to($client, sprintf("%x\r\n%s\r\n", length $word, $word)); rest(0.1) }
        say_to($client, "0\r\n\r\n");
    }
    elsif ($what =~ /^endless/) {
        say_to($client, "HTTP/1.1 200 OK\r\n\r\n");
        rest(0.05) while say_to($client, 'tick');
        note("closed $what");
    }
    elsif ($what =~ /^quiet/) {
        say_to($client, "HTTP/1.1 200 OK\r\n\r\n");
        rest(2.5);
        say_to($client, 'late');
    }
}

note('ready');
while (1) {
    my $client = $server->accept or next;
    if (!fork) { answer($client); exit 0 }
    close $client;
}
