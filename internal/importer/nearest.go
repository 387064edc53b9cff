package importer

// nearest is the word of a list that is most like what somebody wrote, if any
// is: at most a third of its letters differ.
func nearest(written string, words []string) (word string, ok bool) {
	least := len(written)/3 + 1
	for _, w := range words {
		if d := distance(written, w); d <= least && (!ok || d < least) {
			word, least, ok = w, d, true
		}
	}
	return word, ok
}

// distance counts the letters to insert, delete or change to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
