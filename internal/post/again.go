package post

import (
	"hash/fnv"
	"math/rand/v2"
	"time"

	"laurel/internal/calendar"
)

// pauses are the times between attempts: quick at first, because most refusals
// for now are over in minutes, and two days in all, because a server may be away
// for a weekend.
var pauses = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour,
	8 * time.Hour, 12 * time.Hour, 20 * time.Hour}

// Next is when a letter is tried again after so many attempts, the last of them
// now; false when it is given up. The pause is up to a fifth shorter or longer,
// always the same for one seed, such as the letter's id, so that letters that
// failed together do not come back together.
func Next(attempts int, now calendar.Moment, seed string) (calendar.Moment, bool) {
	if attempts < 1 || attempts > len(pauses) {
		return calendar.Moment{}, false
	}
	pause := pauses[attempts-1]
	hash := fnv.New64a()
	hash.Write([]byte(seed))
	shift := rand.New(rand.NewPCG(hash.Sum64(), uint64(attempts))).Int64N(int64(2*pause/5)+1) - int64(pause/5)
	return calendar.MomentOf(now.Micros()+(pause+time.Duration(shift)).Microseconds(), false), true
}
