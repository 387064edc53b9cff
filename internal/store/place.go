package store

// A place is where a fact lies: the number by which its table is sorted on
// SQLite and found on PostgreSQL. Its upper half follows from the holder and
// its lower half from the fact's identity. So the facts of one holder are
// neighbours, read in one go without an index of their own, although they
// arrived over years; and every database gives a fact the same place, without
// asking anybody for the next number.
//
// Two facts of one holder may want the same place: the later one tries others.
// Two holders may share a neighbourhood: readings compare the holder as well.

// A holder has a neighbourhood of places, the first of which is a multiple of
// it.
const (
	places        = 1 << 62
	neighbourhood = 1 << 32
)

// placeOfHolder is the first place of a holder's facts.
func placeOfHolder(holder string) int64 {
	return int64(mix(hash(offset, holder))>>34) * neighbourhood
}

// placeOf is the place that a fact tries at its n-th attempt, from 0.
func placeOf(holder, source, key string, attempt int) int64 {
	h := hash(hash(hash(offset, source), "\x00"), key)
	return placeOfHolder(holder) + int64(mix(h+uint64(attempt))>>32)
}

// The constants of the 64-bit FNV-1a hash.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func hash(h uint64, text string) uint64 {
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * prime
	}
	return h
}

// mix spreads the last letters over the upper bits, which FNV alone does not.
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
