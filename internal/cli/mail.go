package cli

import (
	"cmp"

	"laurel/internal/app"
	"laurel/internal/letter"
	"laurel/internal/post"
	"laurel/internal/problem"
)

// operator is who runs the programs, as letters name them.
func (d *door) operator() letter.Operator {
	s := d.settings
	return letter.Operator{Name: s.operator.value, BaseURL: cmp.Or(s.baseURL.value, "http://"+s.listen.value), Help: s.help.value}
}

// post is how letters leave; nil when no mail server is set, and then they are
// kept to be read.
func (d *door) post() (app.Post, error) {
	s := d.settings
	if s.smtp.value == "" {
		return nil, nil
	}
	p, err := post.Open(post.Settings{Address: s.smtp.value, From: s.mailFrom.value, FromName: s.operator.value, ReplyTo: s.mailReplyTo.value,
		CAFile: s.smtpCA.value, DKIMKey: s.dkimKey.value, DKIMSelector: s.dkimSelector.value})
	if problem.KindOf(err) == problem.Invalid {
		return nil, usage("%s: %v", s.smtp.from, err)
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}
