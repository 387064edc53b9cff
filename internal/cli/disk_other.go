//go:build !linux && !darwin && !freebsd

package cli

// roomIn is not known on other systems.
func roomIn(string) (uint64, bool) { return 0, false }
