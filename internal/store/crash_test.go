package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"laurel/internal/fact"
	"laurel/internal/store"
	"laurel/internal/store/storetest"
)

// childWork names the environment variable that makes the test binary work on a
// database instead of testing: "batches NAME DSN" or "import NAME DSN".
const childWork = "LAUREL_TEST_CHILD"

// factsPerBatch is small, so that many transactions are under way.
const factsPerBatch = 40

// runChild stores batch after batch, and says on standard output what was
// acknowledged, until it is killed.
func runChild(work string) int {
	kind, rest, _ := strings.Cut(work, " ")
	name, dsn, _ := strings.Cut(rest, " ")
	s, err := store.Open(context.Background(), dsn)
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	if kind == "import" {
		fmt.Println("begun")
		_, err = bigFile(name).importInto(s)
	} else {
		err = storeBatches(s, name)
	}
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	fmt.Println("done")
	return 0
}

func storeBatches(s *store.Store, name string) error {
	for n := range 100_000 {
		if _, err := s.AddFacts(context.Background(), items(batchOf(name, n)), received); err != nil {
			return err
		}
		fmt.Println(n)
	}
	return nil
}

// batchOf is the n-th batch of a worker. Every second one repeats half of the
// one before it, and every worker writes some facts that all others write too.
func batchOf(name string, n int) []fact.Fact {
	var facts []fact.Fact
	for i := range factsPerBatch {
		facts = append(facts, sale(fmt.Sprintf("%s %d %d", name, n-n%2*(i%2), i), "pub_"+name, "2024-01-05", "1"))
	}
	for i := range 5 {
		facts = append(facts, sale(fmt.Sprintf("shared %d %d", n, i), "pub_shared", "2024-01-05", "1"))
	}
	return facts
}

func child(t *testing.T, work string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childWork+"="+work)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// killAfter lets a child acknowledge some batches and kills it in the middle of
// whatever it is doing then. It returns how many it acknowledged in all.
func killAfter(t *testing.T, cmd *exec.Cmd, out *bufio.Scanner, batches int) int {
	t.Helper()
	acknowledged := 0
	for out.Scan() {
		if strings.HasPrefix(out.Text(), "error") {
			t.Error(out.Text())
		}
		if acknowledged++; acknowledged == batches {
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	return acknowledged
}

func TestKilledWritersLoseNothingThatWasAcknowledged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		var workers []string
		acknowledged := map[string]int{}
		for round := range 3 {
			var wait sync.WaitGroup
			var lock sync.Mutex
			for _, name := range []string{"a", "b"} {
				worker := fmt.Sprint(name, round)
				workers = append(workers, worker)
				cmd, out := child(t, "batches "+worker+" "+dsn)
				wait.Go(func() {
					n := killAfter(t, cmd, out, 3+2*round)
					lock.Lock()
					defer lock.Unlock()
					acknowledged[worker] = n
				})
			}
			wait.Wait()
		}
		stored := map[string]int{}
		for _, f := range everything(t, s) {
			stored[f.ID.Key]++
		}
		for worker, batches := range acknowledged {
			for n := range batches {
				for _, f := range batchOf(worker, n) {
					if stored[f.ID.Key] != 1 {
						t.Errorf("batch %d of %s was acknowledged, but %q is there %d times", n, worker, f.ID.Key, stored[f.ID.Key])
					}
				}
			}
		}
		checkWholeBatches(t, s, workers, stored)
		checkRebuild(t, s)
	})
}

// checkWholeBatches finds that no batch is there in part, and that delivering
// one that is there again counts each fact exactly once.
func checkWholeBatches(t *testing.T, s *store.Store, workers []string, stored map[string]int) {
	t.Helper()
	for _, worker := range workers {
		for n := 0; ; n++ {
			own, there := 0, 0
			for _, f := range batchOf(worker, n) {
				if strings.HasPrefix(f.ID.Key, fmt.Sprintf("%s %d ", worker, n)) {
					own++
					there += stored[f.ID.Key]
				}
			}
			if there == 0 {
				break
			}
			if there != own {
				t.Errorf("batch %d of %s is there in part: %d of %d", n, worker, there, own)
			}
			for _, outcome := range add(t, s, batchOf(worker, n)...) {
				if outcome != fact.Repeated {
					t.Errorf("batch %d of %s again: got %s, want repeated", n, worker, outcome)
				}
			}
		}
	}
}

// bigFile takes several transactions to import.
func bigFile(name string) file {
	var rows []string
	for i := range 12_000 {
		rows = append(rows, fmt.Sprintf("2024-01-05 %d", i%7000))
	}
	return ledger(name, "2024-02-01", rows...).beside()
}

func TestAnInterruptedImportIsCompletedByTheSameFile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		cmd, out := child(t, "import file "+dsn)
		if !out.Scan() {
			t.Fatal("the child did not begin")
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for len(imports(t, s)) == 0 {
			select {
			case err := <-ended:
				t.Fatalf("the child ended before it stored anything: %v", err)
			default:
			}
		}
		cmd.Process.Kill()
		<-ended
		res := mustImport(t, s, bigFile("file"))
		facts := everything(t, s)
		if len(facts) != 12_000 {
			t.Errorf("got %d facts, want 12000 (the second import: %+v)", len(facts), res)
		}
		if again := mustImport(t, s, bigFile("file")); !again.Seen {
			t.Errorf("the same file a third time: got %+v, want that it was seen", again)
		}
		checkRebuild(t, s)
	})
}

func TestConcurrentWritersStoreEachFactOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		const writers, batches = 4, 6
		var wait sync.WaitGroup
		var lock sync.Mutex
		isNew := map[string]int{}
		for w := range writers {
			s := open(t, dsn)
			wait.Go(func() {
				for n := range batches {
					batch := batchOf(fmt.Sprint(w), n)
					outcomes := add(t, s, batch...)
					lock.Lock()
					for i, o := range outcomes {
						if o == fact.New {
							isNew[batch[i].ID.Key]++
						}
					}
					lock.Unlock()
				}
			})
		}
		wait.Wait()
		s := open(t, dsn)
		facts := everything(t, s)
		for _, f := range facts {
			if isNew[f.ID.Key] != 1 {
				t.Errorf("%q was told to be new %d times", f.ID.Key, isNew[f.ID.Key])
			}
		}
		if len(facts) != len(isNew) {
			t.Errorf("got %d facts, want %d", len(facts), len(isNew))
		}
		checkRebuild(t, s)
	})
}
