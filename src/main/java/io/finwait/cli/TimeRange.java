package io.finwait.cli;
