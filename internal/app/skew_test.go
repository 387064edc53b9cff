package app_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"laurel/internal/app"
	"laurel/internal/post"
	"laurel/internal/store/storetest"
)

// outbox is a mail server that several processes hand letters in to.
type outbox struct {
	lock sync.Mutex
	got  map[string]int
}

func (o *outbox) Deliver(_ context.Context, out post.Outgoing) (post.Receipt, error) {
	o.lock.Lock()
	defer o.lock.Unlock()
	o.got[out.ID]++
	return post.Receipt{Outcome: post.Accepted}, nil
}

// Two processes whose clocks are apart by more than a lease see each other's
// leases as over; still every alarm goes off once and every letter is sent once.
func TestClocksOfProcessesThatAreApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		behind, ahead := newClock(), newClock()
		var processes []*app.App
		for _, c := range []*clock{behind, ahead} {
			a, err := app.Open(t.Context(), dsn, c.Now)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			processes = append(processes, a)
		}
		d := newDesk(t, processes[0], behind)
		d.ready()
		ahead.pass(90 * time.Second)
		mail := &outbox{got: map[string]int{}}
		_, err := d.app.OpenCase(t.Context(), d.who["admin"], blog())
		wants(t, err, "")
		for range 12 {
			behind.pass(24 * time.Hour)
			ahead.pass(24 * time.Hour)
			workTogether(t, processes, mail)
		}
		for id, times := range mail.got {
			if times != 1 {
				t.Errorf("the letter %s was sent %d times", id, times)
			}
		}
		if got := d.kinds("manager"); strings.Count(got, "promise-due-soon") != 1 || strings.Count(got, "promise-overdue") != 1 {
			t.Errorf("the manager got %s, want one warning and one alarm", got)
		}
		if all := d.letters(d.id["manager"]); len(all) == 0 || mail.got[all[0].ID] != 1 {
			t.Errorf("of the manager's %d letters the newest was not sent", len(all))
		}
	})
}

// workTogether lets every process make passes until none finds anything.
func workTogether(t *testing.T, processes []*app.App, mail app.Post) {
	t.Helper()
	var all sync.WaitGroup
	for _, a := range processes {
		all.Go(func() {
			for found := true; found; {
				found = false
				for _, chore := range a.Chores(mail) {
					n, err := chore.Pass(t.Context())
					if err != nil {
						t.Error(chore.Name, err)
					}
					found = found || n > 0
				}
			}
		})
	}
	all.Wait()
}
