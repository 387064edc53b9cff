package store

import (
	"testing"

	"laurel/internal/problem"
)

func TestTheToolsGetTheAddressWithoutItsPassword(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://host/db":                                                "postgres://host/db",
		"postgres:///db?host=/run/postgresql":                               "postgres:///db?host=%2Frun%2Fpostgresql",
		"postgres://li@host:5432/db":                                        "postgres://li@host:5432/db",
		"postgres://li:secret@host/db":                                      "postgres://li@host/db",
		"postgres://li:s%40e:c@[::1]:5432/db":                               "postgres://li@[::1]:5432/db",
		"postgres://li@host/db?password=secret":                             "postgres://li@host/db",
		"postgres://li@host/db?options=-c%20jit%3D":                         "postgres://li@host/db?options=-c%20jit%3D",
		"postgresql://li:secret@a:1,b:2/db?target_session_attrs=read-write": "postgresql://li@a:1,b:2/db?target_session_attrs=read-write",
	} {
		if got, err := addressForTools(address); err != nil || got != want {
			t.Errorf("%s: got %s %v, want %s", address, got, err, want)
		}
		if _, err := newPostgres(address); err != nil {
			t.Errorf("%s is no address: %v", address, err)
		}
	}
	for _, address := range []string{"postgres://host/db?search_path=a", "postgres://host/db?x=%zz"} {
		if got, err := addressForTools(address); problem.KindOf(err) != problem.Invalid {
			t.Errorf("%s: got %s %v, want it refused", address, got, err)
		}
	}
}
