package signin_test

import (
	"strings"
	"testing"

	"laurel/internal/problem"
	"laurel/internal/signin"
)

func TestPasswords(t *testing.T) {
	const password = "correct horse battery"
	stored := signin.Hash(password)
	if again := signin.Hash(password); again == stored || !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("got %s and %s, want argon2id with a salt of its own", stored, again)
	}
	for _, each := range []struct {
		stored, password string
		want             bool
	}{
		{stored, password, true}, {stored, password + " ", false}, {stored, "", false}, {"", "", false}, {"", password, false},
		{"$argon2id$v=19$m=19456,t=2,p=1$!!$x", password, false}, {strings.Replace(stored, "t=2", "t=1", 1), password, false},
		{stored, strings.Repeat(password, 1000), false},
	} {
		if got := signin.Matches(each.stored, each.password); got != each.want {
			t.Errorf("%.40q with %.40q: got %v", each.stored, each.password, got)
		}
	}
}

func TestWhatIsNoPassword(t *testing.T) {
	for _, bad := range []string{"", "short", strings.Repeat("a", 12), strings.Repeat("ab", 200), "xx anna@contoso.com"} {
		if err := signin.CheckPassword(bad, "Anna@contoso.com"); problem.KindOf(err) != problem.Invalid {
			t.Errorf("%.40q: got %v", bad, err)
		}
	}
	if err := signin.CheckPassword("четыре слова подряд", "anna@contoso.com"); err != nil {
		t.Error(err)
	}
}

func TestSecretsAreLongAndDiffer(t *testing.T) {
	a, b := signin.NewSecret("lk_"), signin.NewSecret("lk_")
	if a == b || len(a) != 3+43 || !strings.HasPrefix(a, "lk_") {
		t.Errorf("got %s and %s", a, b)
	}
}
