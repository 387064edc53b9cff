package web

import "laurel/internal/app"

// showContact asks whoever got the letter to say that it arrived. Opening the
// page does not say so: programs that look for harmful links open it, too.
func showContact(c *call) (answer, error) {
	to, err := c.App.Addressed(c.ctx(), app.VerifyingContact, c.r.PathValue("secret"))
	if err != nil {
		return answer{}, err
	}
	return c.showing(to)
}

func verifyContact(c *call) (answer, error) {
	contact, err := c.App.VerifyContact(c.ctx(), c.r.PathValue("secret"))
	if err != nil {
		return answer{}, err
	}
	return answer{template: "contact-verified", data: contact}, nil
}
