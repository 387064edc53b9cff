package web

import "laurel/internal/app"

// showStopLetters asks whether promotional letters are to end. Opening the page
// does not end them: programs that look for harmful links open it, too.
func showStopLetters(c *call) (answer, error) {
	to, err := c.App.Addressed(c.ctx(), app.StoppingLetters, c.r.PathValue("secret"))
	if err != nil {
		return answer{}, err
	}
	return c.showing(to)
}

// stopLetters ends them: for somebody who pressed the button, and for a mail
// program whose button was pressed (RFC 8058), which follows no other page.
func stopLetters(c *call) (answer, error) {
	p, err := c.App.StopLetters(c.ctx(), c.r.PathValue("secret"))
	if err != nil {
		return answer{}, err
	}
	return answer{template: "letters-stopped", data: p}, nil
}
