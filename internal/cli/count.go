package cli

import "fmt"

// count writes how many there are of something: 1 row, 13,492 rows.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(fmt.Sprint(n)) + " " + noun
}

// grouped puts commas between thousands.
func grouped(text string) string {
	sign, digits, rest := "", text, ""
	if text[0] == '-' {
		sign, digits = "-", text[1:]
	}
	for i := range digits {
		if digits[i] == '.' {
			digits, rest = digits[:i], digits[i:]
			break
		}
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits + rest
}
