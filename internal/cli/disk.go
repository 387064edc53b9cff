//go:build linux || darwin || freebsd

package cli

import "syscall"

// roomIn is how many bytes may still be written in a folder.
func roomIn(folder string) (uint64, bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, false
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true
}
