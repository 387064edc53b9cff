package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// binary is the command, built as `make build` does.
type binary string

func buildBinary(dir string) binary {
	path := filepath.Join(dir, "laurel")
	build := exec.Command("go", "build", "-trimpath", "-o", path, "laurel/cmd/laurel")
	build.Dir = ".." // the command is no part of this module
	build.Env, build.Stderr = append(os.Environ(), "CGO_ENABLED=0"), os.Stderr
	must(build.Run())
	return binary(path)
}

// ran is what one call took.
type ran struct {
	took   time.Duration
	memory int64 // the most that the process had, in bytes
}

func (b binary) run(words ...string) ran {
	call := exec.Command(string(b), words...)
	call.Stderr = os.Stderr
	start := time.Now()
	must(call.Run())
	return ran{time.Since(start), call.ProcessState.SysUsage().(*syscall.Rusage).Maxrss * 1024}
}

// command measures the command itself: its size and how soon it answers.
func command(t *table) {
	dir, err := os.MkdirTemp("", "bench")
	must(err)
	defer os.RemoveAll(dir)
	b := buildBinary(dir)
	info, err := os.Stat(string(b))
	must(err)
	t.add("size of the command", fmt.Sprintf("%.1f MiB", float64(info.Size())/(1<<20)), "")
	t.add("start, `laurel version`", milliseconds(b.median("version")), "")
	database := filepath.Join(dir, "laurel.db")
	b.run("program", "apply", published, "--db", database)
	t.add("start with an embedded database, `laurel program list`", milliseconds(b.median("program", "list", "--db", database)), "")
}

// median is the middle of a number of calls.
func (b binary) median(words ...string) time.Duration {
	var took []time.Duration
	for range 21 {
		took = append(took, b.run(words...).took)
	}
	slices.Sort(took)
	return took[len(took)/2]
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.0f ms", float64(d.Microseconds())/1000)
}
