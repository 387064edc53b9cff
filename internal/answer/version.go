package answer

import "laurel/internal/calendar"

// Version is a published version.
type Version struct {
	Program   string          `json:"program"`   // the program
	Version   string          `json:"version"`   // the version
	Effective calendar.Day    `json:"effective"` // the day from which it is in force
	Applied   calendar.Moment `json:"applied"`   // when it was published
	File      string          `json:"file"`      // the name of its file
}
