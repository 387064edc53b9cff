package main

import "syscall"

// peakMemory is the most memory that this process had, in bytes.
func peakMemory() int64 {
	var usage syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return usage.Maxrss * 1024
}
