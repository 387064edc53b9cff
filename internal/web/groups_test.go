package web

import (
	"net/http"
	"strings"
	"testing"

	"laurel/internal/app"
)

// TestAListOfGroupsIsFilledIn adds groups to a form without script: what was typed
// stays, an empty group is left out, and mistakes stand in the group they are about.
func TestAListOfGroupsIsFilledIn(t *testing.T) {
	worlds(t, func(w *world) {
		w.stand()
		text := strings.NewReplacer(`version: "1"`, `version: "2"`, "      required: [headline, readers]", `        speakers:
          title: {en: Speaker, zh-CN: 演讲人}
          type: array
          minItems: 1
          maxItems: 3
          items:
            type: object
            properties:
              name: {title: {en: Name, zh-CN: 姓名}, type: string, maxLength: 100}
              email: {title: {en: E-mail, zh-CN: 电子邮件}, type: string, format: email}
            required: [name]
      required: [headline, readers, speakers]`).Replace(rewards)
		if _, err := w.app.Apply(t.Context(), app.ApplyInput{File: "p.yaml", Text: []byte(text), By: "console"}); err != nil {
			t.Fatal(err)
		}
		b := w.member()
		w.work()
		b.open("/partners/contoso/contacts").fill("/partners/contoso/contacts", "person", w.person("li@contoso.example"), "phone", "+49 30 901820")
		confirm := w.link(w.person("li@contoso.example"), "/contacts/")
		b.open(confirm).fill(confirm)
		const path, name = "/partners/contoso/benefits/rewards/blog", "form-speakers/"
		page := b.open(path).want(http.StatusOK, "Speaker 1").want(http.StatusOK, "Add another").lacks("Speaker 2")
		page.isSound("en")
		page = page.fill(path, "do", "add:speakers", name+"0/name", "Ada <b>", "form-headline", "").want(http.StatusOK, "Speaker 2").want(http.StatusOK, `value="Ada <b>"`).lacks("Speaker 3")
		page.isSound("en")
		page = page.fill(path, "do", "add:speakers", name+"1/email", "grace@contoso.example").want(http.StatusOK, "Speaker 3").lacks("Add another")
		page = page.fill(path, "do", "hand-in", "form-headline", "News", "form-readers", "engineers", name+"2/name", "Joan").
			want(http.StatusUnprocessableEntity, `value="Joan"`).want(http.StatusUnprocessableEntity, `id="`+name+`1/name-error"`)
		page.isSound("en")
		done := page.fill(path, "do", "hand-in", "form-readers", "engineers", name+"1/email", "").want(http.StatusOK, "Ada <b>").want(http.StatusOK, "Joan").want(http.StatusOK, "Speaker 2").lacks("Speaker 3")
		done.isSound("en")
		b.header.Set("Cookie", "laurel-language=zh-CN")
		b.open(done.url.Path).want(http.StatusOK, "演讲人 2").isSound("zh-CN")
		b.open(path).fill(path, "do", "add:nothing").want(http.StatusUnprocessableEntity, "")
	})
}
